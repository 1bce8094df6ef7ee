import { aspectRatioFree, count, prompt, quality, resolution } from '../fields';
import type { ModelEntry, PictureSpec } from '../types';

const images: PictureSpec = {
	role: 'images',
	min: 1,
	max: 3,
	wire: 'image',
	wireSeveral: 'image_urls',
	limits: {},
};

const shared = {
	family: 'generic',
	vendor: 'xAI',
	operations: ['edit', 'generate'],
	pictures: { edit: [images] },
	fields: [
		prompt(),
		count(10),
		aspectRatioFree(),
		resolution(['1k', '2k']),
		quality(['low', 'medium']),
	],
	base64: 'dataUri',
	body: 'multipart',
	dropsPicturesAt: '/images/generations',
	notes: ['Has no mask.'],
	source: 'documents of apiyi, laozhang and CometAPI, 2026-11',
} as const;

export const grok = [
	{ ...shared, id: 'grok-imagine-image-2.0', label: 'Grok Imagine 2.0' },
	{ ...shared, id: 'grok-imagine-image', label: 'Grok Imagine' },
	{ ...shared, id: 'grok-imagine-image-quality', label: 'Grok Imagine Quality' },
] as const satisfies readonly ModelEntry[];
