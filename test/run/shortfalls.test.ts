import { shortfalls } from '../../nodes/ImageEdit/run/shortfalls';
import type { Receipt } from '../../nodes/ImageEdit/run/receipt';
import { receiptOf } from '../helpers/receipts';

const came = (width: number, height: number, digest = 'd') => ({
	pictures: [
		{ stored: { info: { type: 'png' as const, width, height }, bytes: 1, digest, binary: 0 } },
	],
	missing: [],
	body: undefined,
});

it.each<[Partial<Receipt>, number, number]>([
	[{}, 10, 10],
	[{ orderedSize: '1024x1024' }, 1024, 1024],
	[{ orderedSize: '1000x1000' }, 1024, 1024],
	[{ orderedSize: 'auto' }, 10, 20],
	[{ orderedSize: '2K' }, 10, 20],
	[{ orderedRatio: '16:9' }, 1344, 768],
	[{ orderedRatio: '21:9' }, 1536, 672],
	[{ orderedRatio: '4:5' }, 896, 1152],
	[{ orderedRatio: '3:4' }, 864, 1184],
	[{ orderedRatio: 'auto' }, 1, 2],
	[{ orderedRatio: '' }, 1, 2],
	[{ ordered: 1, inputDigests: ['other'] }, 1, 1],
])('says nothing of what vendors round to: %j as %i x %i', (more, width, height) => {
	expect(shortfalls(came(width, height), receiptOf(more))).toEqual([]);
});

it.each<[Partial<Receipt>, number, number, string]>([
	[
		{ orderedSize: '1024x1536' },
		1536,
		1024,
		'Size 1024x1536 was requested, but the image is 1536 x 1024.',
	],
	[
		{ orderedSize: '2048x2048' },
		1024,
		1024,
		'Size 2048x2048 was requested, but the image is 1024 x 1024.',
	],
	[
		{ orderedRatio: '16:9' },
		1024,
		1024,
		'Aspect Ratio 16:9 was requested, but the image is 1024 x 1024.',
	],
	[
		{ orderedRatio: '3:4' },
		1184,
		864,
		'Aspect Ratio 3:4 was requested, but the image is 1184 x 864.',
	],
	[{ ordered: 2 }, 1, 1, '2 images were requested, but 1 came.'],
	[{ inputDigests: ['d'] }, 1, 1, 'Image 1 of the result is byte for byte an image of the input.'],
])('tells a loss in silence: %j as %i x %i', (more, width, height, sentence) => {
	expect(shortfalls(came(width, height), receiptOf(more))).toEqual([sentence]);
});

it.each([
	[1024, 1024, []],
	[1070, 1070, []],
	[1071, 1024, ['Size']],
	[1024, 1071, ['Size']],
	[978, 1024, []],
	[977, 1024, ['Size']],
	[1024, 977, ['Size']],
])('takes %i x %i for 1024 x 1024 by both sides: %j', (width, height, told) => {
	const found = shortfalls(came(width, height), receiptOf({ orderedSize: '1024x1024' }));
	expect(found.map((sentence) => sentence.split(' ')[0])).toEqual(told);
});

it('says nothing of fewer images where it is told already which are missing', () => {
	const { pictures, body } = came(1, 1);
	const some = { pictures, body, missing: ['Not this one.'] };
	expect(shortfalls(some, receiptOf({ ordered: 2 }))).toEqual([]);
	expect(shortfalls({ ...some, missing: [] }, receiptOf({ ordered: 2 }))).toHaveLength(1);
	expect(shortfalls({ ...some, missing: [] }, receiptOf({ ordered: 1 }))).toEqual([]);
});
