import { aspectRatio, count, outputFormat, prompt, safetyTolerance, seedFromZero } from '../fields';
import type { ModelEntry, PictureSpec } from '../types';

// Four is from other relays; seed 001 shows one.
const images: PictureSpec = {
	role: 'images',
	min: 1,
	max: 4,
	maxUnsure: true,
	wire: 'image',
	wireSeveral: 'image_urls',
	limits: { types: ['png', 'jpeg', 'webp'], maxBytes: 20 * 1024 * 1024, unsure: true },
};

const shared = {
	family: 'fluxKontext',
	vendor: 'Black Forest Labs',
	keywords: ['BFL'],
	operations: ['edit'],
	pictures: { edit: [images] },
	fields: [
		prompt(),
		count(10),
		aspectRatio(['21:9', '16:9', '4:3', '3:2', '1:1', '2:3', '3:4', '9:16', '9:21']),
		safetyTolerance,
		seedFromZero,
		outputFormat(['png', 'jpeg']),
	],
	base64: 'dataUri',
	body: 'multipart',
	notes: ['Takes an aspect ratio instead of a size.'],
	source: 'seed 001; odirouter, yuto and jiekou pages',
} as const;

export const fluxKontext = [
	{ ...shared, id: 'flux-kontext-pro', label: 'FLUX Kontext Pro' },
	{ ...shared, id: 'flux-kontext-max', label: 'FLUX Kontext Max' },
] as const satisfies readonly ModelEntry[];
