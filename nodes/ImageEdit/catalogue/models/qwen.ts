import {
	count,
	negativePrompt,
	prompt,
	promptExtend,
	responseFormat,
	seedFromZero,
	sizeFree,
} from '../fields';
import type { ModelEntry, PictureSpec } from '../types';

const images = (max: number): PictureSpec => ({
	role: 'images',
	min: 1,
	max,
	wire: 'image',
	wireSeveral: 'image_urls',
	limits: {},
});

const shared = {
	family: 'generic',
	vendor: 'Alibaba',
	keywords: ['Tongyi', 'DashScope'],
	base64: 'dataUri',
	body: 'multipart',
} as const;

const qwenImage = {
	...shared,
	operations: ['edit', 'generate'],
	pictures: { edit: [images(3)] },
	fields: [
		prompt(),
		count(6),
		sizeFree({ words: [], minPixels: 512 * 512, maxPixels: 2048 * 2048 }),
		seedFromZero,
		negativePrompt(),
		promptExtend,
	],
	notes: ['Returns PNG files.'],
	source: "Alibaba's model page, 2026-10-12",
} as const;

const editOnly = {
	...shared,
	operations: ['edit'],
	pictures: { edit: [{ ...images(3), maxUnsure: true }] },
	fields: [prompt(), { ...responseFormat, values: ['b64_json'], initial: 'b64_json' }],
	notes: ['Edits only.'],
	source: "DeepInfra's and Alibaba's model pages, 2026-11",
} as const;

export const qwen = [
	{ ...qwenImage, id: 'qwen-image-3.0-pro', label: 'Qwen Image 3.0 Pro' },
	{ ...qwenImage, id: 'qwen-image-3.0', label: 'Qwen Image 3.0' },
	{
		...qwenImage,
		id: 'qwen-image-2.1-pro',
		label: 'Qwen Image 2.1 Pro',
		pictures: { edit: [images(10)] },
	},
	{ ...editOnly, id: 'qwen-image-edit-plus', label: 'Qwen Image Edit Plus' },
	{ ...editOnly, id: 'Qwen/Qwen-Image-Edit', label: 'Qwen Image Edit (DeepInfra)' },
] as const satisfies readonly ModelEntry[];
