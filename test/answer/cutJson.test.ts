import { parseCutJson } from '../../nodes/ImageEdit/answer/cutJson';
import { markOf } from '../../nodes/ImageEdit/answer/marks';

it.each<[string, unknown]>([
	['', undefined],
	[' ', undefined],
	['12', undefined],
	['{', {}],
	['[', []],
	['{"a', {}],
	['{"a"', {}],
	['{"a":', {}],
	['{"a":"b', {}],
	['{"a":"b"', { a: 'b' }],
	['{"a":"b\\"', {}],
	['{"a":"b","c":"d\\"', { a: 'b' }],
	['{"a":"b","c\\"', { a: 'b' }],
	['{"a":"b\\""', { a: 'b"' }],
	['{"a":"b\\\\"', { a: 'b\\' }],
	['{"a":"', {}],
	['{"a":""', { a: '' }],
	['{"a":1', {}],
	['{"a":1,', { a: 1 }],
	['{"a":1}', { a: 1 }],
	['{"a":1,"b', { a: 1 }],
	['{"a":1,"b"', { a: 1 }],
	['{"a":1,"b":"c"', { a: 1, b: 'c' }],
	['{"a":tru', {}],
	['{"a":true ,"b":nul', { a: true }],
	['["a', []],
	['["a"', ['a']],
	['["a","b', ['a']],
	['["a","b"', ['a', 'b']],
	['[{"a"', [{}]],
	['[{"a":"b"', [{ a: 'b' }]],
	['{"a":["b","c"', { a: ['b', 'c'] }],
	['[{"a":"b"},', [{ a: 'b' }]],
	['[{"a":"b"},{', [{ a: 'b' }, {}]],
	['{"a":{"b":[1,2', { a: { b: [1] } }],
	['{"a":[1],"b":{"c":"d"},"e":"f', { a: [1], b: { c: 'd' } }],
	['{"a":{},"b', { a: {} }],
	['{"a":["b"],"c":"d,e', { a: ['b'] }],
	['{ "a" : "b{" , "c" : [ "]" ', { a: 'b{', c: [']'] }],
	['{"a":"b" oops', { a: 'b' }],
	['{"a" "b"', undefined],
])('of %j had come whole: %j', (text, expected) => {
	expect(parseCutJson(text)).toEqual(expected);
});

describe('base64 that was taken out', () => {
	const marked = markOf(7);

	it('stands for itself, though its text was cut', () => {
		expect(parseCutJson(`{"a":"${marked}`)).toEqual({ a: marked });
		expect(parseCutJson(`["x","data:image/png;base64,${marked}`)).toEqual([
			'x',
			`data:image/png;base64,${marked}`,
		]);
		expect(parseCutJson(`{"a":"${marked}"`)).toEqual({ a: marked });
		expect(parseCutJson(`{"a":"${marked}","b":"c"`)).toEqual({ a: marked, b: 'c' });
	});

	it('is none where more text had come behind it, or where it is a name', () => {
		expect(parseCutJson(`{"a":"${marked}x`)).toEqual({});
		expect(parseCutJson(`{"${marked}`)).toEqual({});
		expect(parseCutJson(`{"a":1,"${marked}`)).toEqual({ a: 1 });
	});
});

it('is nothing where it is deeper than any image lies', () => {
	expect(parseCutJson('['.repeat(200))).toBeDefined();
	expect(parseCutJson('['.repeat(201))).toBeUndefined();
	expect(parseCutJson(`[${'[],'.repeat(300)}`)).toHaveLength(300);
});
