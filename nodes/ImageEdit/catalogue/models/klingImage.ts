import {
	aspectRatio,
	callbackUrl,
	count,
	elementIds,
	expansionRatios,
	externalTaskId,
	humanFidelity,
	imageFidelity,
	imageReference,
	negativePrompt,
	prompt,
	resolution,
} from '../fields';
import { oneImage } from '../pictures';
import type { FieldSpec, ModelEntry, Operation, PictureLimits, PictureSpec } from '../types';

/** Source: Kling's image docs, for every picture it takes. */
export const klingPicture: PictureLimits = {
	types: ['jpeg', 'png'],
	maxBytes: 10 * 1024 * 1024,
	minSide: 300,
	maxRatio: 2.5,
};

const ratiosV1 = ['16:9', '9:16', '1:1', '4:3', '3:4', '3:2', '2:3'];
export const klingRatios: readonly string[] = [...ratiosV1, '21:9'];

const image = oneImage('image', klingPicture);

const roleImage = (role: 'scene' | 'style'): PictureSpec => ({
	role,
	min: 0,
	max: 1,
	wire: `${role}_image`,
	limits: klingPicture,
});

const combine: readonly PictureSpec[] = [
	{
		role: 'subjects',
		min: 1,
		max: 4,
		wire: 'subject_image_list',
		itemKey: 'subject_image',
		limits: klingPicture,
	},
	roleImage('scene'),
	roleImage('style'),
];

/** Restyling keeps the size of its input, so a ratio and a resolution belong to the other operations. */
const notRestyle: readonly Operation[] = ['combine', 'generate'];

const common: readonly FieldSpec[] = [
	prompt(2500),
	// Kling refuses a negative prompt together with a picture.
	negativePrompt({ operations: ['generate'] }),
	count(9),
	...expansionRatios,
	callbackUrl,
	externalTaskId,
];

const drawn: readonly Operation[] = ['combine', 'edit', 'generate'];

const shared = {
	id: 'kling-image',
	label: 'Kling Image',
	family: 'klingImage',
	vendor: 'Kuaishou',
	base64: 'bare',
	body: 'json',
	source: "seed 000; WHQ25/rawgenai:docs/research/kling (transcription of Kling's docs)",
} as const;

export const klingImage = [
	{
		...shared,
		modelName: 'kling-v3',
		version: 'Kling 3',
		operations: ['edit', 'generate', 'expand'],
		pictures: { edit: [image], expand: [image] },
		fields: [
			...common,
			aspectRatio(klingRatios, { operations: drawn }),
			resolution(['1k', '2k'], { operations: drawn }),
			elementIds(),
		],
		maxReferences: 10,
		// Seed 000 prices a "kling-image-v3" that is among no public names: read as this pair.
		price: { aiid: 0.05 },
		priceDate: '2026-11',
	},
	{
		...shared,
		modelName: 'kling-v2-1',
		version: 'Kling 2.1',
		operations: ['generate', 'combine', 'expand'],
		pictures: { combine, expand: [image] },
		fields: [
			...common,
			aspectRatio(klingRatios, { operations: drawn }),
			resolution(['1k', '2k'], { operations: drawn }),
		],
	},
	{
		...shared,
		modelName: 'kling-v2-new',
		version: 'Kling 2 New',
		operations: ['edit', 'expand'],
		pictures: { edit: [image], expand: [image] },
		fields: common,
		notes: ['Restyles only: the result keeps the size of the input.'],
	},
	{
		...shared,
		modelName: 'kling-v2',
		version: 'Kling 2',
		operations: ['edit', 'generate', 'combine', 'expand'],
		pictures: { edit: [image], combine, expand: [image] },
		fields: [
			...common,
			aspectRatio(klingRatios, { operations: notRestyle }),
			resolution(['1k', '2k'], { operations: notRestyle }),
		],
		notes: ['An edit restyles: the result keeps the size of the input.'],
	},
	{
		...shared,
		modelName: 'kling-v1-5',
		version: 'Kling 1.5',
		operations: ['edit', 'generate', 'expand'],
		pictures: { edit: [image], expand: [image] },
		fields: [
			...common,
			aspectRatio(klingRatios, { operations: drawn }),
			resolution(['1k'], { operations: drawn }),
			imageReference,
			humanFidelity,
			imageFidelity,
		],
		notes: ['Kling itself wants Image Reference with an edit.'],
	},
	{
		...shared,
		modelName: 'kling-v1',
		version: 'Kling 1',
		operations: ['edit', 'generate', 'expand'],
		pictures: { edit: [image], expand: [image] },
		fields: [
			...common,
			aspectRatio(ratiosV1, { operations: drawn }),
			resolution(['1k'], { operations: drawn }),
			imageFidelity,
		],
	},
] as const satisfies readonly ModelEntry[];
