import fc from 'fast-check';
import {
	isJsonObject,
	jsonOf,
	parseJson,
	parseJsonOr,
	RawNumber,
	textOf,
} from '../../nodes/ImageEdit/shared/json';
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

it('takes a text with the mark of some other reading for text', () => {
	for (const text of ['\uE0011e5', '\uE0011.00', '\uE001835266081714884677']) {
		const json = JSON.stringify({ text, id: 1, big: '1.00' }).replace('"1.00"', '1.00');
		expect(parseJson(json)).toEqual({ text, id: 1, big: new RawNumber('1.00') });
	}
});

it.each([
	'{1.00:2}',
	'{1.00 :2}',
	'{"a":1.00.0}',
	'{"a":01.00}',
	'[1.00 2]',
	'"1.00',
	'[1.]',
	'[1e]',
	'[1.00,2e+]',
	'[1.00"a"]',
	'-',
])('makes no JSON of %s by keeping its digits', (text) => {
	expect(() => JSON.parse(text) as unknown).toThrow(SyntaxError);
	expect(() => parseJson(text)).toThrow(SyntaxError);
});

it('reads a text of millions of escapes', () => {
	for (const escape of ['\\"', '\\\\', '\\n', '\\u0041', '\\/']) {
		const text = `{"said":"${escape.repeat(700_000)}","big":1.00}`;
		const read = inTime(() => parseJson(text));
		expect(read).toEqual({
			...(JSON.parse(text) as object),
			big: new RawNumber('1.00'),
		});
	}
});

it('reads a hundred thousand values and no more, and 2,500 levels and no more', () => {
	const list = (count: number) => `[${'1,'.repeat(count - 1)}1]`;
	expect(parseJson(list(99_999))).toHaveLength(99_999);
	expect(() => parseJson(list(100_000))).toThrow(RangeError);
	const deep = (depth: number) => `${'['.repeat(depth)}1.00${']'.repeat(depth)}`;
	expect(() => parseJson(deep(2_500))).not.toThrow();
	expect(() => parseJson(deep(2_501))).toThrow(RangeError);
	expect(() => parseJson('"[[[,,,"')).not.toThrow();
});

it('keeps how a number is written, and what stands beside it', () => {
	expect(parseJson('{"a":null,"b":[true,"x",7],"c":[1e+5,1E5,1e-5,-0.0]}')).toEqual({
		a: null,
		b: [true, 'x', 7],
		c: ['1e+5', '1E5', '1e-5', '-0.0'].map((digits) => new RawNumber(digits)),
	});
});

it('counts the levels that are open, and a number that is kept as two values', () => {
	expect(parseJson(`[${'[],'.repeat(3_000)}{}]`)).toHaveLength(3_001);
	const kept = (count: number) => `[${'1.00,'.repeat(count - 1)}1.00]`;
	expect(parseJson(kept(49_999))).toHaveLength(49_999);
	expect(() => parseJson(kept(50_000))).toThrow('It has more than 100000 values');
	expect(() => parseJson('['.repeat(2_501))).toThrow('It is nested deeper than 2500 times');
});

const round: { self?: unknown } = {};
round.self = round;

it.each([
	[undefined, 'undefined', ''],
	[null, 'null', ''],
	['', '""', ''],
	['a', '"a"', 'a'],
	[7, '7', '7'],
	[true, 'true', ''],
	[[1, 'a'], '[1,"a"]', ''],
	[{ a: 1 }, '{"a":1}', ''],
	[round, '[object Object]', ''],
	[new RawNumber('12'), '{"digits":"12"}', '12'],
])('has the value %# as JSON and as text', (value, json, text) => {
	expect([jsonOf(value), textOf(value)]).toEqual([json, text]);
	const isObject = typeof value === 'object' && value !== null && Object.keys(value).length > 0;
	expect(isJsonObject(value)).toBe(isObject && !Array.isArray(value) && text === '');
});

it('reads any JSON with its numbers written in any way as JSON.parse does', () => {
	const number = fc.stringMatching(/^-?(0|[1-9]\d{0,25})(\.\d{1,20})?([eE][+-]?\d{1,3})?$/);
	const blank = fc.constantFrom('', ' ', '\n', '\t ');
	fc.assert(
		fc.property(fc.array(fc.tuple(fc.string(), number, blank)), (rows) => {
			const fields = rows.map(
				([name, digits, gap]) => `${JSON.stringify(name)}${gap}:${gap}${digits}`,
			);
			const text = `{"list":[{${fields.join(',')}}]}`;
			const numbers = (value: unknown): unknown =>
				JSON.parse(
					JSON.stringify(value, (_key, inner: unknown) =>
						inner instanceof RawNumber ? Number(inner.digits) : inner,
					),
				);
			expect(numbers(parseJson(text))).toEqual(numbers(JSON.parse(text)));
		}),
	);
});
