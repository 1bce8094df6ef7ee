import { readAnswer } from '../../nodes/ImageEdit/answer/readAnswer';

const nothing = { bodies: [], raw: undefined, isCut: false, previews: 0, isPage: false };
const one = (body: unknown) => ({ ...nothing, bodies: [body], raw: body });
const body = { n: 1 };
const json = JSON.stringify(body);
const chunk = (content: string) => ({ choices: [{ delta: { content } }] });
const chat = (content: string) => ({ choices: [{ message: { content } }] });
const preview = { type: 'image_edit.partial_image', b64_json: 'x' };
const done = { type: 'image_edit.completed', b64_json: 'y' };

it.each<[string, string, object]>([
	['nothing', '', nothing],
	['blanks', ' \n ', nothing],
	['words', 'No credit.', { ...nothing, bodies: ['No credit.'] }],
	['a page', ' \n<html>', { ...nothing, isPage: true }],
	['an object', json, one(body)],
	['a list', `[${json},7]`, one([body, 7])],
	['an empty list', '[]', one([])],
	['a list of which one is an event', `[${json},{"type":"a"}]`, one([body, { type: 'a' }])],
	['a text', '"words"', one('words')],
	['null', 'null', one(null)],
	['an object behind a byte order mark', `\uFEFF${json}`, one(body)],
	['a byte order mark within', '{"n":"a\uFEFFb"}', one({ n: 'a\uFEFFb' })],
	['an object behind comments', `: wait\n\n \t: wait\r\n${json}`, one(body)],
	['comments alone', ': wait\n: wait', { ...nothing, bodies: [': wait'] }],
	['a stream', `data: ${json}\n\n`, one(body)],
	['a stream of two', `data: ${json}\n\ndata: {"n":2}`, { raw: [body, { n: 2 }], isCut: false }],
	['a stream that was cut', `data: ${json}\n\ndata: {"n":2,"m"`, { isCut: true }],
	['an object that was cut', '{"n":1,"m":"x', { ...one(body), isCut: true }],
	['a list that was cut', `[${json},{"n":2,`, { ...one([body, { n: 2 }]), isCut: true }],
	['a list of which nothing is left', '[', { ...one([]), isCut: true }],
	['no more than a brace', '{n', { ...one({}), isCut: true }],
	['nothing of what is nested too deep', '['.repeat(300), { ...nothing, isCut: true }],
])('reads %s', (_what, text, told) => {
	expect(readAnswer(text)).toMatchObject(told);
});

describe('a list of pieces is what a stream of them would be', () => {
	const pieces = { bodies: [{ data: [done] }], previews: 1, raw: [preview, done] };

	it.each<[string, unknown, object]>([
		['each with a type', [preview, done], pieces],
		['of a chat', [chunk('a'), chunk('b')], { bodies: [chat('ab')] }],
		['of Google', [{ candidates: [] }, { candidates: [] }], { previews: 0 }],
	])('%s', (_what, list, told) => {
		const text = JSON.stringify(list);
		const events = (list as unknown[]).map((event) => `data: ${JSON.stringify(event)}\n\n`);
		expect(readAnswer(text)).toMatchObject(told);
		expect(readAnswer(text)).toEqual(readAnswer(events.join('')));
		const cut = readAnswer(text.slice(0, -1));
		expect(cut).toEqual({ ...readAnswer(text), isCut: true });
	});

	it('also where it was cut within the last of them', () => {
		const cut = JSON.stringify([preview, done]).slice(0, -4);
		expect(readAnswer(cut)).toMatchObject({ previews: 1, isCut: true });
		const mixed = JSON.stringify([body, done]).slice(0, -1);
		expect(readAnswer(mixed)).toEqual({ ...one([body, done]), isCut: true });
	});
});

it.each<[string, object, object]>([
	['by its delta', { id: 'c', ...chunk('a') }, { id: 'c', ...chat('a') }],
	['by one of its deltas', { choices: [{}, { delta: { content: 'a' } }] }, chat('a')],
	['not without one', { choices: [{ delta: 'a' }] }, { choices: [{ delta: 'a' }] }],
	['not by an empty list', { choices: [] }, { choices: [] }],
])('a piece of a chat that came alone is known %s', (_how, piece, whole) => {
	const { bodies, raw } = readAnswer(JSON.stringify(piece));
	expect(bodies).toMatchObject([whole]);
	expect(raw).toEqual(piece);
});
