import fc from 'fast-check';
import { parseJson, parseJsonOr, RawNumber } from '../../nodes/ImageEdit/shared/json';
import { writeBody } from '../../nodes/ImageEdit/request/body';
import type { WireValue } from '../../nodes/ImageEdit/request/wire';
import { bytesOf } from '../helpers/readBody';
import { inTime } from '../trust/support/inTime';

async function writtenAs(value: WireValue): Promise<string> {
	const fields = [{ name: 'v', value }];
	const body = writeBody({ method: 'POST', path: '', bodyFormat: 'json', fields }, '');
	const text = (await bytesOf(body)).toString('utf8');
	return text.slice('{"v":'.length, -1);
}

it('keeps every digit of an element id that a JS number would round', () => {
	expect(parseJson('{"element_id": 835266081714884677}')).toEqual({
		element_id: new RawNumber('835266081714884677'),
	});
});

it.each([
	['{"a":[{"b":{"element_id":835266081714884677}}]}'],
	['[[835266081714884677,-835266081714884677],{"deep":[835266081714884677]}]'],
	['[1.00,1e400,0.10000000000000000555,123456789012345678901234567890]'],
	['{"plain":7,"negative":-1.5,"text":"835266081714884677","quote":"a\\"1234567890123456789\\""}'],
])('writes the numbers of %s as they were read', async (text) => {
	expect(await writtenAs(parseJson(text) as WireValue)).toBe(text);
});

it('leaves numbers that fit as plain numbers', () => {
	expect(parseJson('{"n":2,"x":0.5,"max":9007199254740991}')).toEqual({
		n: 2,
		x: 0.5,
		max: 9007199254740991,
	});
});

it('does not mistake text with digits for a number', () => {
	expect(parseJson('{"835266081714884677":"835266081714884677"}')).toEqual({
		'835266081714884677': '835266081714884677',
	});
});

it('reads whatever JSON.parse reads, and just so', () => {
	fc.assert(
		fc.property(fc.json(), (text) => {
			const once = JSON.parse(text) as unknown;
			const plain = JSON.stringify(parseJson(text), (_key, value: unknown) =>
				value instanceof RawNumber ? Number(value.digits) : value,
			);
			expect(JSON.parse(plain)).toEqual(JSON.parse(JSON.stringify(once)));
		}),
	);
});

it('writes any big number back digit by digit, at any depth', async () => {
	const digits = fc.bigInt({ min: 2n ** 53n, max: 2n ** 80n }).map(String);
	await fc.assert(
		fc.asyncProperty(digits, fc.nat({ max: 5 }), async (id, depth) => {
			const text = `${'[{"k":'.repeat(depth)}${id}${'}]'.repeat(depth)}`;
			expect(await writtenAs(parseJson(text) as WireValue)).toBe(text);
		}),
	);
});

it.each(['', '{', '[1,]', '<html>', '{"a":01}', 'undefined', '{"a":1}}', "{'a':1}"])(
	'takes %p for no JSON',
	(text) => {
		expect(() => parseJson(text)).toThrow(SyntaxError);
		expect(parseJsonOr(text, 'nothing')).toBe('nothing');
	},
);

it('loses no time on a million escaped quotes before an escape that is none', () => {
	const text = `"${'\\"'.repeat(1_000_000)}\\\n`;
	expect(inTime(() => parseJsonOr(text, 'nothing'))).toBe('nothing');
});
