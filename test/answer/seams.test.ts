import { seamAt } from '../../nodes/ImageEdit/answer/seams';

const more = 'QUJDREVGR0hJSktM';
/** From the quote that ends a piece to the one that begins the next. */
const between = '"}}]}\n\ndata: {"choices":[{"delta":{"content":"';
const look = (text: string, isAll = true) => seamAt(Buffer.from(`QUJD${text}`), 4, isAll);

it.each<[string, string]>([
	['with one blank line', between],
	['with carriage returns', between.replaceAll('\n', '\r\n')],
	['without a blank line', between.replace('\n\n', '\n')],
	['without a blank behind the colon', between.replace('data: ', 'data:')],
	['with a comment, a name and a number', between.replace('data', ': hi\n\nevent: a\nid: 7\ndata')],
	['of a response of OpenAI', '"}\n\ndata: {"type":"response.output_text.delta","delta":"'],
])('the next piece of base64 is found in a stream %s', (_what, text) => {
	expect(look(`${text}${more}"`)).toBe(text.length);
});

it.each<[string, string]>([
	['stands behind something else than a quote', `,${between}${more}"`],
	['is no delta', `${between.replace('delta', 'message')}${more}"`],
	['is another field of its delta', `${between.replace('content', 'role')}${more}"`],
	['is in the same event', `","content":"${more}"`],
	['is no event', `${between.replace('data: ', '')}${more}"`],
])('what %s is no next piece', (_what, text) => {
	expect(look(text)).toBeUndefined();
});

it.each([
	[`${more.slice(1)}"`, false],
	[`${more}"`, true],
	['QUI="', true],
	['QUI)"', true],
	['and "', false],
	['."', false],
])('of a piece like %s it is base64: %s', (piece, isBase64) => {
	expect(look(`${between}${piece}`)).toBe(isBase64 ? between.length : undefined);
});

it.each([
	['a quote alone', '"'],
	['half of what lies between', between.slice(0, 20)],
	['the begin of the next piece', `${between}QUJD`],
])('of %s it cannot be told until all has come', (_what, text) => {
	expect(look(text, false)).toBe('cut');
	expect(look(text)).toBeUndefined();
});

it('a piece that goes on to the end of a stream is base64', () => {
	expect(look(`${between}${more}`, false)).toBe('cut');
	expect(look(`${between}${more}`)).toBe(between.length);
});

describe('of what lies between', () => {
	const withRest = (length: number) => between.replace('"}}]}', `"${'}'.repeat(length)}`);

	it('an event has no more than 499 bytes left', () => {
		expect(look(`${withRest(499)}${more}"`, false)).toBe(withRest(499).length);
		expect(look(`${withRest(500)}${more}"`, false)).toBeUndefined();
		expect(look(`"${'}'.repeat(499)}`, false)).toBe('cut');
		expect(look(`"${'}'.repeat(500)}`, false)).toBeUndefined();
	});

	it('4,096 bytes are looked at', () => {
		const open = '"}\n\ndata: {';
		const rest = (length: number) => `${open}${'x'.repeat(length - open.length)}`;
		expect(look(rest(4_095), false)).toBe('cut');
		expect(look(rest(4_096), false)).toBeUndefined();
	});
});
