import {
	aspectRatio,
	count,
	imageSize,
	prompt,
	qualityFree,
	responseFormat,
	sizeFree,
} from '../fields';
import type { FieldSpec, ModelEntry, PictureSpec } from '../types';

const ratios = ['1:1', '2:3', '3:2', '3:4', '4:3', '4:5', '5:4', '9:16', '16:9', '21:9'];
const moreRatios = [...ratios, '1:4', '4:1', '1:8', '8:1'];

/** `max` is Google's advice or a relay's, caps differ by relay (4, 10, 14). */
const images = (max: number): PictureSpec => ({
	role: 'images',
	min: 1,
	max,
	maxUnsure: true,
	wire: 'image',
	// Seed 000: image is one picture, image_urls several.
	wireSeveral: 'image_urls',
	limits: {},
});

const fields = (allRatios: readonly string[]): readonly FieldSpec[] => [
	prompt(),
	count(10),
	// Seed 000 calls it a size or resolution expression without a list.
	sizeFree({ words: [], unsure: true }),
	qualityFree,
	responseFormat,
	aspectRatio(allRatios, '1:1', { unsure: true }),
];

const shared = {
	family: 'nanoBanana',
	operations: ['edit', 'generate'],
	base64: 'dataUri',
	body: 'json',
	source: 'seed 000; docs.cloud.google.com (Gemini image limits); relay pages',
} as const;

const countNote = 'Some gateways give exactly one picture, whatever the number asked for.';

export const nanoBanana = [
	{
		...shared,
		id: 'nano-banana',
		label: 'Nano Banana',
		pictures: { edit: [images(3)] },
		fields: fields(ratios),
		notes: [countNote],
	},
	{
		...shared,
		id: 'nano-banana-pro',
		label: 'Nano Banana Pro',
		pictures: { edit: [images(14)] },
		fields: [...fields(ratios), imageSize(['1K', '2K', '4K'])],
		notes: [countNote],
	},
	{
		...shared,
		id: 'nano-banana-pro-2k',
		label: 'Nano Banana Pro 2K',
		pictures: { edit: [images(14)] },
		fields: fields(ratios),
		notes: ['The resolution is fixed by the name.'],
	},
	{
		...shared,
		id: 'nano-banana-pro-4k',
		label: 'Nano Banana Pro 4K',
		pictures: { edit: [images(14)] },
		fields: fields(ratios),
		notes: ['The resolution is fixed by the name.'],
	},
	{
		...shared,
		id: 'nano-banana-2',
		label: 'Nano Banana 2',
		pictures: { edit: [images(14)] },
		fields: [...fields(moreRatios), imageSize(['1K', '2K', '4K'])],
		notes: [countNote],
	},
	{
		...shared,
		id: 'nano-banana-2-2k',
		label: 'Nano Banana 2 2K',
		pictures: { edit: [images(14)] },
		fields: fields(moreRatios),
		notes: ['The resolution is fixed by the name.'],
	},
	{
		...shared,
		id: 'nano-banana-2-4k',
		label: 'Nano Banana 2 4K',
		pictures: { edit: [images(14)] },
		fields: fields(moreRatios),
		notes: ['The resolution is fixed by the name.'],
	},
] as const satisfies readonly ModelEntry[];
