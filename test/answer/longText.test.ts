import { decode } from '../../nodes/ImageEdit/answer/decode';
import { GatewayFailure } from '../../nodes/ImageEdit/answer/failures';
import { imagesIn } from '../../nodes/ImageEdit/answer/findImages';

afterEach(() => jest.restoreAllMocks());

const read = (text: string) => decode({ status: 200, headers: {}, text });

it.each([
	['events', 'data: {"a":1}\n'.repeat(100_000)],
	['lines of one event', `data: {\n${'data: "a",\n'.repeat(100_000)}`],
	['opened images', '![](data:image/png;base64,'.repeat(200_000)],
	['opened brackets', `data: ${'['.repeat(1_000_000)}`],
	['dots', `https://a.example/${'.'.repeat(1_000_000)}x`],
	['thoughts', '<think>'.repeat(500_000)],
	['tags', '<img '.repeat(500_000).replace('<', 'x<')],
])('costs no more time than its length: many %s', (_what, text) => {
	// The square of the length would take hours, and the test's own time would be over.
	try {
		expect(read(text).pictures.length).toBeLessThanOrEqual(100);
	} catch (error) {
		expect(error).toBeInstanceOf(GatewayFailure);
	}
});

const chat = (content: unknown) => JSON.stringify({ choices: [{ message: { content } }] });
const addresses = (count: number, make: (index: number) => string) =>
	Array.from({ length: count }, (_none, index) => make(index)).join(' ');
const page = (index: number) => `https://pages.example/${index}`;
const pngs = addresses(3, (index) => `https://files.example/${index}.png`);
const onlyFirst = 'Only the first 1000 texts and addresses of the response were looked at.';

it.each([
	['one text', chat(`${pngs} ${addresses(1_500, page)}`)],
	[
		'images that are shown',
		chat(`![](a.png) ![](b.png) ![](c.png) ${'![](a.png) '.repeat(1_500)}`),
	],
	['many texts', chat(Array(25).fill(`${pngs} ${addresses(60, page)}`))],
	['texts without addresses', chat([pngs, ...Array(95).fill({ parts: Array(20).fill('no') })])],
])(
	'looks at no more than 1,000 texts and addresses of a response, and says so: %s',
	(_what, text) => {
		const { broken, pictures } = read(text);
		expect(pictures.length).toBeGreaterThanOrEqual(3);
		expect(pictures.length).toBeLessThanOrEqual(100);
		expect(broken).toBe(onlyFirst);
	},
);

it('looks at all of the addresses that an honest response holds', () => {
	const { broken, pictures } = read(chat(`${addresses(900, page)} ${pngs}`));
	expect(pictures).toHaveLength(3);
	expect(broken).toBeUndefined();
});

it('searches what stands in the place of an address for the first few addresses alone', () => {
	const exec = jest.spyOn(RegExp.prototype, 'exec');
	const url = `"${'https://a.example/1,'.repeat(2_500)}`;
	const { pictures } = read(JSON.stringify({ data: Array(90).fill({ url }) }));
	const searches = exec.mock.calls.length;
	expect(pictures).toHaveLength(90);
	expect(searches).toBeLessThan(90 * 100);
});

it('reads each part of a chat once, however deep chats lie in the images of chats', () => {
	let reads = 0;
	let body: object = {
		get text() {
			reads++;
			return 'no image';
		},
	};
	for (let depth = 0; depth < 5; depth++) body = { choices: [{ message: { images: body } }] };
	expect(imagesIn([body]).pictures).toEqual([]);
	expect(reads).toBeLessThan(4);
});

it.each([
	['events that are cut', 'data: {"a":[\n\n'],
	['events that are no JSON', 'data: {"a":]}\n\n'],
	['lines that are cut', '{"a":[1,{\n'],
	['JSON in two lines that looks whole in the first', 'data: {"a":[1]\ndata: }\n\n'],
])('gives a stream of %s up after 1,000 of them', (_what, event) => {
	const parse = jest.spyOn(JSON, 'parse');
	const text = `${event.startsWith('data') ? '' : '{"b":1}\n'}${event.repeat(5_000)}`;
	expect(() => read(text)).toThrow(GatewayFailure);
	const parsed = parse.mock.calls.length;
	expect(parsed).toBeGreaterThan(500);
	expect(parsed).toBeLessThan(2_100);
});

it.each([
	['events', 'data: {"a":1}\n\n', 40_000],
	['events without an end', 'data: {"a":1}\n', 40_000],
	['lines of JSON', '{"a":1}\n', 40_000],
	['blank lines', '\n', 400_000],
	['comments', ':\r\n', 400_000],
])('reads the first 20,000 events and 200,000 lines of a stream: %s', (_what, unit, count) => {
	const parse = jest.spyOn(JSON, 'parse');
	const url = (name: string) =>
		`{"type":"image_edit.completed","url":"https://files.example/${name}.png"}`;
	const begin = unit.startsWith('{') ? '' : 'data: ';
	const text = `${begin}${url('a')}\n${unit.repeat(count)}${begin}${url('b')}\n`;
	const { broken, pictures } = read(text);
	const parsed = parse.mock.calls.length;
	expect(pictures).toEqual([{ kind: 'url', url: 'https://files.example/a.png' }]);
	expect(broken).toBe('The response of the gateway was cut off before its end.');
	expect(parsed).toBeLessThan(20_100);
});

it('parses an event over several lines once', () => {
	const parse = jest.spyOn(JSON, 'parse');
	const event = 'data: {\ndata: "url":\ndata: "https://files.example/a.png"\ndata: }\n\n';
	const { pictures } = read(event.repeat(50));
	const parsed = parse.mock.calls.length;
	expect(pictures).toHaveLength(50);
	expect(parsed).toBeLessThan(60);
});

it('skips any number of comments before a response', () => {
	const text = `${': keep-alive\n\n'.repeat(200_000)}${chat('https://files.example/a.png')}`;
	expect(read(text).pictures).toHaveLength(1);
});

it('takes a name of an event for a name, whatever it is', () => {
	const event = (more: string) =>
		`data: {${more},"choices":[{"delta":{"content":"${pngs} "}}]}\n\n`;
	const { body, pictures } = read(`${event('"__proto__":{"usage":1}')}${event('"usage":{"n":2}')}`);
	expect(pictures).toHaveLength(3);
	expect(body).toHaveLength(2);
	expect(Object.prototype).not.toHaveProperty('usage');
});

it('takes the line ends out of base64, however short its lines are', () => {
	const png =
		'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
	const { pictures } = read(JSON.stringify({ data: [{ b64_json: png.split('').join('\n') }] }));
	expect(pictures).toEqual([{ kind: 'base64', base64: png }]);
});
