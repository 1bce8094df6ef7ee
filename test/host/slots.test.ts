import type { IBinaryData, IDataObject, IExecuteFunctions } from 'n8n-workflow';
import {
	binaryFields,
	isBinary,
	isEmptySlot,
	namedField,
	namesIn,
	readGiven,
} from '../../nodes/ImageEdit/host/slots';

const stored: IBinaryData = { data: 'filesystem-v2', mimeType: 'image/png', id: 'filesystem-v2:1' };
const inMemory: IBinaryData = { data: 'AAAA', mimeType: 'image/png', fileName: 'a.png' };
const hollow = { mimeType: 'image/png', fileName: 'a.png' };

it.each<[string, unknown, boolean]>([
	['stored', stored, true],
	['in memory', inMemory, true],
	['in memory, and empty', { data: '', mimeType: 'image/png' }, true],
	['without its bytes', hollow, false],
	['with an empty id', { ...stored, id: '' }, false],
	['with a number for its id', { ...stored, id: 7 }, false],
	['with a number for its bytes', { ...inMemory, data: 7 }, false],
	['without a type', { data: 'AAAA' }, false],
	['with a number for its type', { ...inMemory, mimeType: 7 }, false],
	['that is a list', [inMemory], false],
	['that is a text', 'AAAA', false],
	['that is nothing', null, false],
])('binary data %s', (_what, value, expected) => {
	expect(isBinary(value)).toBe(expected);
});

const slot = (mode: string, value: unknown) => ({ __rl: true, mode, value });

it.each<[unknown, boolean]>([
	[slot('binary', ''), true],
	[slot('url', null), true],
	[slot('base64', undefined), true],
	[undefined, true],
	[null, true],
	[7, true],
	[{ mode: 'binary' }, true],
	[{ value: 'data' }, true],
	['', true],
	['data', false],
	[slot('binary', 'data'), false],
	[slot('binary', 0), false],
	[slot('binary', []), false],
	[stored, false],
	[['data'], false],
])('whether the slot %j is empty: %s', (value, expected) => {
	expect(isEmptySlot(value)).toBe(expected);
});

it.each<[unknown, readonly string[]]>([
	[slot('binary', 'a'), ['a']],
	[slot('binary', ' a ,b'), ['a', 'b']],
	['a,b', ['a', 'b']],
	[slot('url', 'https://a.example'), []],
	[slot('base64', 'AAAA'), []],
	[slot('binary', stored), []],
	[undefined, []],
])('the names of fields in %j', (value, names) => {
	expect(namesIn(value)).toEqual(names);
});

const url = (address: string) => ({ kind: 'url', url: address });
const field = (name: string) => ({ kind: 'field', name });
const text = (base64: string) => ({ kind: 'base64', text: base64 });

it.each<[unknown, readonly object[]]>([
	[slot('binary', 'a'), [field('a')]],
	[slot('binary', ' a , b,,'), [field('a'), field('b')]],
	[slot('binary', '*'), [{ kind: 'all' }]],
	[slot('binary', 'a,*'), [field('a'), { kind: 'all' }]],
	[slot('binary', 'a,https://x.example/b.png'), [field('a'), url('https://x.example/b.png')]],
	// An address may hold a comma.
	[slot('binary', 'https://x.example/a,b.png'), [url('https://x.example/a,b.png')]],
	[slot('binary', 'HTTP://x.example/a.png'), [url('HTTP://x.example/a.png')]],
	[slot('binary', 'data:image/png;base64,AAAA'), [text('data:image/png;base64,AAAA')]],
	[slot('url', 'DATA:image/png;base64,AAAA'), [url('DATA:image/png;base64,AAAA')]],
	[slot('url', ' https://x.example/a.png '), [url('https://x.example/a.png')]],
	[slot('url', 'a.png'), [url('a.png')]],
	[slot('base64', 'https'), [text('https')]],
	[slot('base64', 'https://x.example/a.png'), [text('https://x.example/a.png')]],
	[slot('base64', ' AAAA '), [text('AAAA')]],
	['a', [field('a')]],
	[stored, [{ kind: 'binary', binary: stored }]],
	[slot('binary', stored), [{ kind: 'binary', binary: stored }]],
	[slot('binary', [stored, 'b']), [{ kind: 'binary', binary: stored }, field('b')]],
	[slot('binary', [['a'], ['b']]), [field('a'), field('b')]],
	[
		slot('binary', { one: stored, two: inMemory }),
		[
			{ kind: 'binary', binary: stored },
			{ kind: 'binary', binary: inMemory },
		],
	],
	[slot('binary', hollow), [{ kind: 'binary', binary: inMemory }]],
	[
		slot('binary', { one: stored, two: hollow }),
		[
			{ kind: 'binary', binary: stored },
			{ kind: 'binary', binary: inMemory },
		],
	],
	[slot('binary', ''), []],
	[undefined, []],
])('the slot %j holds %j', (value, given) => {
	expect(readGiven(value, 'Image', { data: inMemory })).toEqual(given);
});

it.each<[unknown, RegExp]>([
	[slot('binary', {}), /^Image is "\{\}", but takes the name of a binary field/],
	[slot('binary', { one: stored, two: {} }), /^Image is "\{.*, but takes the name/],
	[slot('binary', [stored, {}]), /^Image 2 is "\{\}", but takes the name/],
	[slot('binary', [' ']), /^Image is " ", but takes the name/],
	[slot('binary', { ...hollow, fileName: 'b.png' }), /^Image is binary data without its bytes/],
	[slot('binary', { ...hollow, directory: 'other' }), /^Image is binary data without its bytes/],
	[slot('binary', { ...hollow, fileExtension: 'gif' }), /^Image is binary data without its bytes/],
	[slot('binary', { ...hollow, mimeType: 'image/gif' }), /^Image is binary data without its bytes/],
	[slot('binary', { ...hollow, id: '' }), /^Image is .*, but takes the name of a binary field/],
	[slot('binary', { ...hollow, fileSize: '1 kB' }), /^Image is binary data without its bytes/],
])('the slot %j is refused', (value, says) => {
	expect(() => readGiven(value, 'Image', { data: inMemory })).toThrow(says);
});

const contextOf = (binaryMode: string | undefined, json: IDataObject, found?: unknown) =>
	({
		getInputData: () => [{ json, binary: { photo: inMemory } }],
		getWorkflowSettings: () => ({ binaryMode }),
		helpers: {
			assertBinaryData: () => {
				if (found === undefined) throw new Error('none');
				return found;
			},
		},
	}) as unknown as IExecuteFunctions;
const files = { _files: { data: stored, words: 'a' }, other: stored } as unknown as IDataObject;

it('the binary data of an item is beside its JSON, and in combined mode under _files too', () => {
	expect(binaryFields(contextOf('separate', files), 0)).toEqual({ photo: inMemory });
	expect(binaryFields(contextOf(undefined, files), 0)).toEqual({ photo: inMemory });
	expect(binaryFields(contextOf('combined', files), 0)).toEqual({ photo: inMemory, data: stored });
	expect(binaryFields(contextOf('combined', { _files: 7 }), 0)).toEqual({ photo: inMemory });
	const twice = { _files: { photo: stored } } as unknown as IDataObject;
	expect(binaryFields(contextOf('combined', twice), 0)).toEqual({ photo: inMemory });
	expect(binaryFields(contextOf('combined', files), 1)).toEqual({});
});

it('a path in the JSON names binary data in combined mode alone', () => {
	const named = (mode: string, name: string, found?: unknown) =>
		namedField(contextOf(mode, {}, found), 0, name, { photo: inMemory });
	expect(named('separate', 'photo')).toBe(inMemory);
	expect(named('combined', 'photo', stored)).toBe(inMemory);
	expect(named('separate', 'other', stored)).toBeUndefined();
	expect(named('combined', 'other', stored)).toBe(stored);
	expect(named('combined', 'other', 'words')).toBeUndefined();
	expect(named('combined', 'other')).toBeUndefined();
	expect(named('separate', 'toString')).toBeUndefined();
});
