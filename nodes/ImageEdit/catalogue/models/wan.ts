import { count, prompt, sizeFree } from '../fields';
import type { ModelEntry, PictureSpec } from '../types';

const images: PictureSpec = {
	role: 'images',
	min: 1,
	max: 9,
	wire: 'image',
	wireSeveral: 'image_urls',
	limits: {},
};

const shared = {
	family: 'generic',
	vendor: 'Alibaba',
	keywords: ['Tongyi', 'Wanxiang'],
	operations: ['edit', 'generate'],
	pictures: { edit: [images] },
	fields: [
		prompt(),
		// A group has up to 12.
		count(12),
		sizeFree({ words: ['1K', '2K'], operations: ['edit'] }),
		sizeFree({ words: ['1K', '2K', '4K'], operations: ['generate'] }),
	],
	base64: 'dataUri',
	body: 'multipart',
	notes: ['4K only from text.'],
	source: "Alibaba's model page, 2026-10-12",
} as const;

export const wan = [
	{ ...shared, id: 'wan2.7-image-pro', label: 'Wan 2.7 Pro' },
	{ ...shared, id: 'wan2.7-image', label: 'Wan 2.7' },
] as const satisfies readonly ModelEntry[];
