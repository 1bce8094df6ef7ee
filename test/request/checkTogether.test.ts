import type { Plan } from '../../nodes/ImageEdit/catalogue/plan';
import {
	referenceFaults,
	resultFaults,
	shapeFaults,
} from '../../nodes/ImageEdit/request/checkTogether';
import { planOf, rawOrder } from '../helpers/orders';
import { urlPicture } from '../helpers/pictures';

const images = (count: number) =>
	Array.from({ length: count }, () => urlPicture('https://example.com/a.png'));
const given = (count: number | undefined, values: object) =>
	rawOrder({
		values: { ...values },
		pictures: count === undefined ? {} : { images: images(count) },
	});

describe('pictures and elements', () => {
	const omni = planOf({ model: 'kling-omni-image', modelName: 'kling-image-o1' });
	const faults = (plan: Plan, count: number | undefined, elementIds?: unknown) =>
		referenceFaults(plan, given(count, { elementIds }), 'Kling').map(({ text }) => text);

	it.each([
		[10, undefined],
		[1, '7'],
		[9, ' 7 , , '],
		[undefined, '1,2,3,4,5,6,7,8,9,10'],
		[undefined, 7],
	])('go together: %j images and the elements %j', (count, elementIds) => {
		expect(faults(omni, count, elementIds)).toEqual([]);
	});

	it.each([
		[11, undefined, 11],
		[10, '7', 11],
		[undefined, '1,2,3,4,5,6,7,8,9,10,11', 11],
	])('are too many: %j images and the elements %j', (count, elementIds, all) => {
		expect(faults(omni, count, elementIds)).toEqual([
			`Image, Additional Images and Element IDs are ${all} together, but Kling takes at most 10.`,
		]);
	});

	it.each([
		[undefined, undefined],
		[0, ''],
		[0, ' , '],
	])('are wanted for an edit: %j images and the elements %j', (count, elementIds) => {
		expect(faults(omni, count, elementIds)).toEqual([
			'Image and Element IDs are empty, but an edit by Kling needs one of them.',
		]);
		expect(faults({ ...omni, operation: 'generate' }, count, elementIds)).toEqual([]);
	});

	it('are told of by the slot itself where it must not be empty', () => {
		const { pictures } = planOf({ model: 'gpt-image-1' });
		const [image, mask] = [pictures[0], pictures[1]] as [
			(typeof pictures)[0],
			(typeof pictures)[0],
		];
		expect([image.role, image.min, mask.role, mask.min]).toEqual(['images', 1, 'mask', 0]);
		expect(faults({ ...omni, pictures: [mask, image] }, 0)).toEqual([]);
		expect(faults({ ...omni, pictures: [mask] }, 0)).toEqual([]);
	});

	it('are nothing to a model that has no limit for both', () => {
		const { maxReferences: _, ...entry } = omni.entry;
		expect(faults({ ...omni, entry }, 0)).toEqual([]);
		expect(faults({ ...omni, entry }, 11)).toEqual([]);
	});
});

describe('pictures and results', () => {
	const lite = planOf({ model: 'doubao-seedream-5-0-260128' });
	const faults = (count: number | undefined, values: object) =>
		resultFaults(lite, given(count, values), 'Lite').map(({ text }) => text);

	it.each([
		[14, {}],
		[0, { n: 15 }],
		[undefined, { n: 15 }],
		[14, { n: '' }],
		// Told of their own field.
		[1, { n: 16 }],
		[1, { n: 'many' }],
	])('go together: %j images and %j', (count, values) => {
		expect(faults(count, values)).toEqual([]);
	});

	it.each([
		[1, { n: 15 }, '1 image and 15 results are 16'],
		[15, {}, '15 images and 1 results are 16'],
		[2, { n: '14' }, '2 images and 14 results are 16'],
		[3, { sequentialImageGeneration: 'auto', n: 13 }, '3 images and 13 results are 16'],
		[
			3,
			{ sequentialImageGeneration: 'auto', maxImages: 13, n: 1 },
			'3 images and 13 results are 16',
		],
	])('are too many: %j images and %j', (count, values, found) => {
		expect(faults(count, values)).toEqual([
			`${found} together, but Lite takes at most 15. Send or ask for fewer.`,
		]);
	});
});

describe('Size and Aspect Ratio', () => {
	const both = planOf({ model: 'nano-banana-2' });
	const contradict = (size: unknown, aspectRatio: unknown, plan = both) =>
		shapeFaults(plan, given(1, { size, aspectRatio })).length > 0;

	it.each([
		['1024x1024', '16:9'],
		['1024X1024', '16:9'],
		['1024×1024', '16:9'],
		[' 1024 * 1024 ', ' 16 : 9 '],
		['1024x1024', '4.25:1'],
		['1024x1024', '1:4.25'],
		['1024x1024', '9:16'],
		['2048x1024', '1:2'],
		['1052x1000', '1:1'],
		['1000x1052', '1:1'],
	])('contradict each other: %s and %s', (size, aspectRatio) => {
		expect(contradict(size, aspectRatio)).toBe(true);
	});

	it.each([
		['1920x1088', '16:9'],
		['1088x1920', '9:16'],
		['2048x1024', '2.04:1.02'],
		['1051x1000', '1:1'],
		['1000x1051', '1:1'],
		[undefined, '16:9'],
		['1024x1024', undefined],
		['2K', '16:9'],
		['1024x1024', 'auto'],
		['about 1024x1024', '16:9'],
		['1024x1024 px', '16:9'],
		['x1024', '16:9'],
		['1024x', '16:9'],
		['1024+1024', '16:9'],
		['1024x1024', 'about 16:9'],
		['1024x1024', '16:9 or so'],
		['1024x1024', ':9'],
		['1024x1024', '16:'],
		['1024x1024', '16.:9'],
		['1024x1024', '16:9.'],
	])('do not contradict each other: %s and %s', (size, aspectRatio) => {
		expect(contradict(size, aspectRatio)).toBe(false);
	});

	it.each([
		['gpt-image-1', ['size']],
		['flux-kontext-pro', ['aspectRatio']],
	])('of %s cannot contradict each other: it has one of them', (model, names) => {
		const plan = planOf({ model });
		const own = plan.fields.map(({ name }) => name);
		expect(own.filter((name) => name === 'size' || name === 'aspectRatio')).toEqual(names);
		expect(contradict('1024x1024', '16:9', plan)).toBe(false);
	});
});
