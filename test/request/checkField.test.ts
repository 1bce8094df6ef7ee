import * as fields from '../../nodes/ImageEdit/catalogue/fields';
import type { FieldSpec } from '../../nodes/ImageEdit/catalogue/types';
import {
	checkField,
	conditionText,
	holds,
	isEmpty,
} from '../../nodes/ImageEdit/request/checkField';
import { RawNumber } from '../../nodes/ImageEdit/shared/json';

const check = (field: FieldSpec, raw: unknown) => checkField(field, raw, 'the model');

const quality = fields.quality(['auto', 'low', 'high']);
const count = fields.count(9);
const free = fields.sizeFree({ words: ['2K', '4K'], minPixels: 3_686_400, maxPixels: 16_777_216 });
const atLimits = fields.sizeFree({ words: [], minPixels: 655_360, maxPixels: 4_194_304 });
const gpt2 = fields.sizeFree({
	words: ['auto'],
	multipleOf: 16,
	maxRatio: 3,
	maxPixels: 3840 * 2160,
	maxSide: 3840,
});

it.each<[string, FieldSpec, unknown, unknown]>([
	['text as it is', fields.user, ' a\n"b" ', ' a\n"b" '],
	['a number as text where text is wanted', fields.user, 42, '42'],
	['a listed choice', quality, 'low', 'low'],
	['a whole number', count, 3, 3],
	['a whole number from an expression', count, '3', 3],
	['a fraction', fields.guidanceScale, '2.5', 2.5],
	['zero', fields.outputCompression, 0, 0],
	['a flag', fields.watermark, false, false],
	['a flag from an expression', fields.watermark, 'false', false],
	['a size', free, '2048x2048', '2048x2048'],
	['a tier', free, '4K', '4K'],
	['a tier in small letters', free, '4k', '4K'],
	['a word in capitals', gpt2, ' AUTO ', 'auto'],
	['a size with blanks around a sign', gpt2, '1024 × 1024', '1024x1024'],
	['a size with a capital X', gpt2, ' 1024X1024 ', '1024x1024'],
	['a size with an asterisk, as Alibaba writes it', gpt2, '1024*1024', '1024x1024'],
	['a listed size with a sign', fields.sizeChoice(['512x512']), '512×512', '512x512'],
	['the least pixels', atLimits, '1024x640', '1024x640'],
	['the most pixels', atLimits, '2048x2048', '2048x2048'],
	['the largest size', gpt2, '3840x2160', '3840x2160'],
	['the widest size', gpt2, '3072x1024', '3072x1024'],
	['the highest size', gpt2, '1024x3072', '1024x3072'],
])('lets %s pass in the type of the wire', (_what, field, raw, value) => {
	expect(check(field, raw)).toEqual({ value });
});

it.each<[FieldSpec, unknown, string]>([
	[quality, 'medium', 'is "medium", but the model takes one of auto, low, high'],
	[fields.resolution(['1k']), '2k', 'is "2k", but the model takes only 1k'],
	[count, 10, 'is "10", but the model takes a whole number from 1 to 9'],
	[count, 0, 'is "0", but the model takes a whole number from 1 to 9'],
	[count, 1.5, 'is "1.5", but the model takes a whole number from 1 to 9'],
	[count, 'many', 'is "many", but the model takes a whole number from 1 to 9'],
	[fields.guidanceScale, 10.5, 'is "10.5", but the model takes a number from 1 to 10'],
	[fields.watermark, 'maybe', 'is "maybe", but the model takes true or false'],
	[
		free,
		'1024x1024',
		'is "1024x1024", but the model takes 2K, 4K or at least 3686400 pixels in all, e.g. 2048x2048',
	],
	[
		free,
		'9000x9000',
		'is "9000x9000", but the model takes 2K, 4K or at most 16777216 pixels in all',
	],
	[free, '2048', 'is "2048", but the model takes 2K, 4K or width x height like 2048x2048'],
	[
		atLimits,
		'1023x640',
		'is "1023x640", but the model takes at least 655360 pixels in all, e.g. 1024x1024',
	],
	[atLimits, '2049x2048', 'is "2049x2048", but the model takes at most 4194304 pixels in all'],
	[gpt2, '1025x1024', 'is "1025x1024", but the model takes sides divisible by 16'],
	[gpt2, '1024x1025', 'is "1024x1025", but the model takes sides divisible by 16'],
	[gpt2, 'big', 'is "big", but the model takes auto or width x height like 2048x2048'],
	[gpt2, '3856x1536', 'is "3856x1536", but the model takes sides of at most 3840 pixels'],
	[gpt2, '3200x1024', 'is "3200x1024", but the model takes a ratio from 1:3 to 3:1'],
	[gpt2, '1024x3200', 'is "1024x3200", but the model takes a ratio from 1:3 to 3:1'],
	[fields.user, { a: 1 }, 'is "{"a":1}", but the model takes a plain value'],
])('says what does not fit: %#', (field, raw, fault) => {
	expect(check(field, raw).fault).toBe(fault);
});

it.each([
	[1, '0x9', 'at least 1 pixels in all, e.g. 1024x1024'],
	[1_048_576, '1024x1023', 'at least 1048576 pixels in all, e.g. 1024x1024'],
	[1_048_577, '1024x1024', 'at least 1048577 pixels in all, e.g. 2048x2048'],
])('of at least %d pixels gives an example that has as many', (minPixels, size, allowed) => {
	const field = fields.sizeFree({ words: [], minPixels });
	expect(check(field, size).fault).toBe(`is "${size}", but the model takes ${allowed}`);
});

it('counts the characters of a prompt as people do', () => {
	const prompt = fields.prompt(3);
	expect(check(prompt, '🐈🐈🐈').fault).toBeUndefined();
	expect(check(prompt, '🐈🐈🐈🐈').fault).toBe('has 4 characters, but the model takes at most 3');
});

it('shortens a long value in its sentence', () => {
	const { fault = '' } = check(quality, 'x'.repeat(5000));
	expect(fault.length).toBeLessThan(150);
});

it.each([NaN, Infinity, -Infinity])('never puts %p on the wire as a number', (raw) => {
	const { fault, value } = check(count, raw);
	expect(fault).toContain('takes a whole number');
	expect(Number.isFinite(value) || typeof value === 'string').toBe(true);
});

it.each<[string, unknown, unknown]>([
	['one id', '835266081714884677', [{ element_id: new RawNumber('835266081714884677') }]],
	[
		'several, with blanks and empty places',
		' 1 ,, 22,',
		[{ element_id: new RawNumber('1') }, { element_id: new RawNumber('22') }],
	],
	['an id that is not all digits', 'elem_7', [{ element_id: 'elem_7' }]],
	['a leading zero', '0123', [{ element_id: '0123' }]],
	['a sign', '-5', [{ element_id: '-5' }]],
	['zero', '0', [{ element_id: new RawNumber('0') }]],
	['an array', ['7', 8], [{ element_id: new RawNumber('7') }, { element_id: new RawNumber('8') }]],
])('reads %s as element ids without touching a digit', (_what, raw, value) => {
	expect(check(fields.elementIds(), raw)).toEqual({ value });
});

it('refuses an id that came as a number and has lost its last digits', () => {
	const damaged = Number('835266081714884677');
	for (const ids of [damaged, [damaged], ['7', damaged]]) {
		expect(check(fields.elementIds(), ids)).toEqual({
			value: '',
			fault: expect.stringContaining('takes IDs as text: as a number this one has lost its last'),
		});
	}
});

it.each([{ id: 7 }, [{ id: 7 }], ['7', { id: 8 }], ['7', null]])('takes %j for no ids', (ids) => {
	expect(check(fields.elementIds(), ids)).toEqual({
		value: '',
		fault: expect.stringMatching(/, but the model takes IDs, comma-separated$/),
	});
});

const labelOf = (name: string) => `The ${name}`;

it.each([
	[{ in: ['x', 'y'] }, 'y', undefined],
	[{ in: ['x', 'y'] }, 'z', 'The it is not x or y'],
	[{ in: ['1'] }, 1, undefined],
	[{ in: ['x'] }, undefined, 'The it is not x'],
	[{ in: ['x'], orUnset: true }, undefined, undefined],
	[{ in: ['x'], orUnset: true }, '', undefined],
	[{ in: ['x'], orUnset: true }, 'z', 'The it is not x'],
	[{ notIn: ['x', 'y'] }, 'y', 'The it is y'],
	[{ notIn: ['x', 'y'] }, 'z', undefined],
	[{ notIn: ['x'] }, undefined, undefined],
] as const)('of the condition %j and the value %j says %j', (condition, value, text) => {
	const [it, values] = [
		{ field: 'it', ...condition },
		{ it: value, other: 'x' },
	];
	expect(holds(it, values)).toBe(text === undefined);
	if (text !== undefined) expect(conditionText(it, values, labelOf)).toBe(text);
});

it('lets everything be where there is no condition', () => {
	expect(holds(undefined, {})).toBe(true);
});

it.each([undefined, null, '', []])('takes %p for not set', (value) => {
	expect(isEmpty(value)).toBe(true);
});

it.each([0, false, '0', ' ', [0], {}, { length: 0 }])('takes %p for set', (value) => {
	expect(isEmpty(value)).toBe(false);
});

it.each(['constructor', 'toString', '__proto__', 'yes', 1])('takes %p for no flag', (raw) => {
	expect(check(fields.watermark, raw).fault).toMatch(/takes true or false$/);
});

it.each<[string, FieldSpec, unknown, unknown]>([
	['a number beyond the limits', count, 10, 10],
	['a number beyond the limits, as text', count, '10', 10],
	['a word for a number', count, 'many', 'many'],
	['blanks for a number', fields.outputCompression, '  ', '  '],
	['a flag for a number', fields.guidanceScale, true, 'true'],
	['a word that is not listed', quality, 'medium', 'medium'],
	['a listed word in capitals', quality, 'LOW', 'LOW'],
	['a number for a word', quality, 5, 5],
	['a flag for a word', quality, true, true],
	['what JSON lacks for a word', quality, NaN, 'NaN'],
	['an object', fields.user, { a: 1 }, ''],
	['a list', quality, ['low'], ''],
	['a word for a flag', fields.watermark, 'maybe', 'maybe'],
	['a text that is too long', fields.prompt(3), 'four', 'four'],
	['a size beyond the limits', free, '9000 x 9000', '9000x9000'],
])('sends %s as it is when nothing is checked', (_what, field, raw, value) => {
	const checked = check(field, raw);
	expect(checked.value).toEqual(value);
	expect(checked.fault).toBeDefined();
});

it.each<[unknown, boolean]>([
	[true, true],
	['true', true],
	[false, false],
	['false', false],
])('reads the flag %j', (raw, value) => {
	expect(check(fields.watermark, raw)).toEqual({ value });
});

const anySize = fields.sizeFree({ words: [] });

it.each(['1x1', '999999x1', '1x999999'])('takes the sides %s', (size) => {
	expect(check(anySize, size)).toEqual({ value: size });
});

it.each([
	'1000000x1',
	'1x1000000',
	'about 2048x2048',
	'2048x2048 px',
	'2048x',
	'x2048',
	'2048-2048',
	'a 2048 x 2048',
	'2048 x 2048 b',
])('takes %s for no sides, and leaves it as it is', (size) => {
	expect(check(anySize, size)).toMatchObject({
		value: size,
		fault: expect.stringMatching(/takes width x height like 2048x2048$/),
	});
});

it.each<[string, true | undefined]>([
	['9000x9000', undefined],
	['3k', undefined],
	['0.5K', undefined],
	['12.25k', undefined],
	['16:9', undefined],
	['9:16', undefined],
	['square', undefined],
	['Square_HD', undefined],
	['portrait-4', true],
	['1024', true],
	['1024x', true],
	['1.k', true],
	['k', undefined],
	['16:', true],
	[':9', true],
	['.5k', true],
	['x1024', true],
	['16:9:1', true],
	['_hd', true],
	['a b', true],
	['3k!', true],
	['!3k', true],
])('knows of the size %s whether any model could read it: %p', (size, isMisshapen) => {
	expect(check(free, size).isMisshapen).toBe(isMisshapen);
});
