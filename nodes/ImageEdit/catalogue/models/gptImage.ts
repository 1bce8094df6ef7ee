import {
	background,
	count,
	inputFidelity,
	moderation,
	outputCompression,
	outputFormat,
	prompt,
	quality,
	sizeChoice,
	sizeFree,
	user,
} from '../fields';
import { mask } from '../pictures';
import type { FieldSpec, ModelEntry, PictureSpec } from '../types';

const images: PictureSpec = {
	role: 'images',
	min: 1,
	max: 16,
	wire: 'image',
	wireSeveral: 'image_urls',
	limits: { types: ['png', 'jpeg', 'webp'], maxBytes: 50 * 1024 * 1024 },
};

const size = sizeChoice(['auto', '1024x1024', '1536x1024', '1024x1536'], 'auto');

/** No response_format: GPT Image always answers base64 and refuses the field. */
const fields: readonly FieldSpec[] = [
	prompt(32_000),
	count(10),
	quality(['auto', 'low', 'medium', 'high']),
	background,
	// Seed 001 lists it for edits, OpenAI for generations only.
	moderation,
	outputFormat(['png', 'jpeg', 'webp']),
	outputCompression,
	user,
];

const shared = {
	family: 'gptImage',
	operations: ['edit', 'generate'],
	pictures: { edit: [images, mask] },
	base64: 'dataUri',
	body: 'multipart',
	source: 'seed 001; openai/openai-node:src/resources/images.ts@7b7d6ca',
} as const;

const gptImage2 = {
	...shared,
	fields: [
		...fields,
		sizeFree({
			words: ['auto'],
			multipleOf: 16,
			maxRatio: 3,
			maxPixels: 3840 * 2160,
			maxSide: 3840,
		}),
	],
} as const;

export const gptImage = [
	{ ...gptImage2, id: 'gpt-image-2', label: 'GPT Image 2' },
	{ ...gptImage2, id: 'gpt-image-2-2026-04-21', label: 'GPT Image 2 (2026-04-21)' },
	{
		...shared,
		id: 'gpt-image-1.5',
		label: 'GPT Image 1.5',
		fields: [...fields, size, inputFidelity],
	},
	{
		...shared,
		id: 'gpt-image-1',
		label: 'GPT Image 1',
		fields: [...fields, size, inputFidelity],
	},
	{
		...shared,
		id: 'gpt-image-1-mini',
		label: 'GPT Image 1 Mini',
		fields: [...fields, size],
	},
	{
		...shared,
		id: 'chatgpt-image-latest',
		label: 'ChatGPT Image Latest',
		operations: ['edit'],
		fields: [...fields, size, inputFidelity],
	},
	{
		...shared,
		id: 'gpt-image-1-all',
		label: 'GPT Image 1 All',
		operations: ['edit'],
		fields: [
			prompt(32_000),
			count(10),
			quality(['auto', 'low', 'medium', 'high'], { unsure: true }),
			background,
			moderation,
		],
		notes: ["A relay's own name; it may answer with a link in a chat message."],
		source: 'seed 001',
	},
] as const satisfies readonly ModelEntry[];
