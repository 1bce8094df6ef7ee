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
	[{ orderedSize: '16:9' }, 1344, 768],
	[{ orderedSize: '1024X768' }, 1024, 768],
	[{ orderedSize: '0x1024' }, 512, 512],
	[{ orderedSize: '1024x0' }, 512, 512],
	[{ orderedRatio: '0:1' }, 512, 512],
	[{ orderedRatio: '1:0' }, 512, 512],
	[{ orderedRatio: '1:1' }, 10_460, 10_000],
	[{ orderedRatio: '1:1' }, 10_000, 10_460],
	[{ orderedRatio: '1:1', orderedSize: '16:9' }, 512, 512],
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
	[
		{ orderedSize: '16:9' },
		1024,
		1024,
		'Aspect Ratio 16:9 was requested, but the image is 1024 x 1024.',
	],
	[
		{ orderedSize: '1024x1024', orderedRatio: '1:1' },
		512,
		256,
		'Size 1024x1024 was requested, but the image is 512 x 256.',
	],
	[
		{ orderedSize: '2048x2048', orderedRatio: '1:1' },
		512,
		512,
		'Size 2048x2048 was requested, but the image is 512 x 512.',
	],
	[
		{ orderedRatio: '1:1' },
		10_461,
		10_000,
		'Aspect Ratio 1:1 was requested, but the image is 10461 x 10000.',
	],
	[
		{ orderedRatio: '1:1' },
		10_000,
		10_461,
		'Aspect Ratio 1:1 was requested, but the image is 10000 x 10461.',
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

it.each(['640x480', '640X480', '640×480', '640*480', ' 640 x 480 '])(
	'reads the size %j as it is written',
	(orderedSize) => {
		expect(shortfalls(came(640, 480), receiptOf({ orderedSize }))).toEqual([]);
		expect(shortfalls(came(480, 640), receiptOf({ orderedSize }))).toHaveLength(1);
	},
);

it('looks at each of several images, and at none whose sides are not known', () => {
	const both = (...sides: ReadonlyArray<readonly [width: number, height: number | undefined]>) => ({
		...came(1, 1),
		pictures: sides.map(([width, height]) => ({
			stored: {
				info: { type: 'png' as const, width, ...(height && { height }) },
				...{ bytes: 1, digest: `${width}`, binary: 0 },
			},
		})),
	});
	const told = (delivery: ReturnType<typeof both>, more: Partial<Receipt>) =>
		shortfalls(delivery, receiptOf(more)).map((sentence) => sentence.split(' ').slice(0, 2));
	const second = both([512, 512], [512, 256]);
	expect(told(second, { orderedSize: '512x512' })).toEqual([['Size', '512x512']]);
	expect(told(second, { orderedRatio: '1:1' })).toEqual([['Aspect', 'Ratio']]);
	expect(told(both([512, undefined]), { orderedSize: '64x64', orderedRatio: '1:1' })).toEqual([]);
	expect(told(second, { inputDigests: ['512'] })).toEqual([['Image', '1,']]);
});
