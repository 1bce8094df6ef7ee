import {
	background,
	complexity,
	count,
	frameCount,
	frameDuration,
	inputFidelity,
	moderation,
	outputCompression,
	outputFormat,
	prompt,
	quality,
	safetyIdentifier,
	sizeChoice,
	sizeFree,
	stream,
	svgModel,
	svgReasoningEffort,
	user,
} from '../fields';
import { markup, mask } from '../pictures';
import type { FieldSpec, Lifecycle, ModelEntry, PictureSpec } from '../types';

const images: PictureSpec = {
	role: 'images',
	min: 1,
	max: 16,
	wire: 'image',
	wireSeveral: 'image_urls',
	limits: { types: ['png', 'jpeg', 'webp'], underBytes: 50 * 1024 * 1024 },
};

const qualities = ['auto', 'low', 'medium', 'high'];
const moreQualities = [...qualities, 'xhigh', 'max'];

const size = sizeChoice(['auto', '1024x1024', '1536x1024', '1024x1536']);

// The least number of pixels is by relays, and the refusal of 512x512 by public reports
// (openclaw#118476, azure-ai-docs#779); the rest by the SDK.
const anySize = sizeFree({
	words: ['auto'],
	multipleOf: 16,
	maxRatio: 3,
	minPixels: 655_360,
	maxPixels: 3840 * 2160,
	maxSide: 3840,
});

/** Previews are paid for, and never a result. */
const streamed = { ...stream, whenOn: { partial_images: 0 } };

/** No response_format: GPT Image always answers base64 and refuses the field. */
const common = [
	count(10),
	// Seed 001 lists it for edits, OpenAI for generations only.
	moderation,
	outputCompression,
] as const;

const stillFormats = outputFormat(['png', 'jpeg', 'webp']);

const fields: readonly FieldSpec[] = [
	prompt(32_000),
	...common,
	quality(qualities),
	background,
	stillFormats,
	streamed,
	user,
];

/** GPT Image 2.5 and later. */
const newerFields: readonly FieldSpec[] = [
	// Two rows leave room for the markup.
	prompt(32_000, { rows: 2 }),
	...common,
	background,
	outputFormat(['png', 'jpeg', 'webp', 'gif', 'svg'], {
		valueRules: {
			gif: [{ without: 'mask' }],
			svg: [{ field: 'n', in: ['1'], orUnset: true }],
		},
	}),
	frameCount,
	frameDuration,
	svgModel,
	svgReasoningEffort,
	complexity,
	safetyIdentifier,
	{ ...streamed, when: { field: 'outputFormat', notIn: ['gif', 'svg'] } },
	anySize,
];

const shared = {
	family: 'gptImage',
	vendor: 'OpenAI',
	keywords: ['ChatGPT'],
	operations: ['edit', 'generate'],
	pictures: { edit: [images, mask] },
	base64: 'dataUri',
	body: 'multipart',
	source: 'seed 001; openai/openai-node:src/resources/images.ts, 7.59.0',
} as const;

const gptImage2 = {
	...shared,
	fields: [
		prompt(32_000),
		...common,
		quality(qualities),
		{
			...background,
			valueNotes: {
				transparent:
					'OpenAI has transparent backgrounds of GPT Image 2 in preview: accounts without access to it get an error.',
			},
		},
		stillFormats,
		streamed,
		user,
		anySize,
	],
} as const;

const newer = {
	...shared,
	// Read 2026-11 from relays that pass on the vendor's price.
	tokenPrice: { textIn: 5, imageIn: 8, imageOut: 30 },
	priceDate: '2026-11',
	notes: [
		'More than 2560x1440 pixels are experimental.',
		'GIF and SVG need access that not every account has.',
	],
} as const;

const gptImage25 = {
	...newer,
	pictures: { edit: [images, mask, markup] },
	fields: [...newerFields, quality(moreQualities)],
} as const;

const gptImage26 = {
	...newer,
	fields: [
		...newerFields,
		quality(moreQualities, {
			valueNotes: {
				xhigh: 'Not every gateway takes the quality xhigh for GPT Image 2.6.',
				max: 'Not every gateway takes the quality max for GPT Image 2.6.',
			},
		}),
	],
} as const;

/** Source: OpenAI's page of deprecations; `shutdown_date` of its model list says the same. */
const endsOn = (ends: string): Lifecycle => ({
	ends,
	successors: ['gpt-image-2.6-sunburst', 'gpt-image-2.6-flare'],
});

export const gptImage = [
	{ ...gptImage26, id: 'gpt-image-2.6-flare', label: 'GPT Image 2.6 Flare' },
	{ ...gptImage26, id: 'gpt-image-2.6-sunburst', label: 'GPT Image 2.6 Sunburst' },
	{ ...gptImage25, id: 'gpt-image-2.5-flare', label: 'GPT Image 2.5 Flare' },
	{ ...gptImage25, id: 'gpt-image-2.5-sunburst', label: 'GPT Image 2.5 Sunburst' },
	{
		...gptImage25,
		id: 'gpt-image-2.5-flare-2026-09-08',
		label: 'GPT Image 2.5 Flare (2026-09-08)',
	},
	{
		...gptImage25,
		id: 'gpt-image-2.5-sunburst-2026-09-08',
		label: 'GPT Image 2.5 Sunburst (2026-09-08)',
	},
	{ ...gptImage2, id: 'gpt-image-2', label: 'GPT Image 2' },
	{ ...gptImage2, id: 'gpt-image-2-2026-04-21', label: 'GPT Image 2 (2026-04-21)' },
	{
		...shared,
		id: 'gpt-image-1.5',
		label: 'GPT Image 1.5',
		fields: [...fields, size, inputFidelity],
		lifecycle: endsOn('2026-12-01'),
	},
	{
		...shared,
		id: 'chatgpt-image-latest',
		label: 'ChatGPT Image Latest',
		operations: ['edit'],
		fields: [...fields, size, inputFidelity],
		lifecycle: endsOn('2026-12-01'),
	},
	{
		...shared,
		id: 'gpt-image-1',
		label: 'GPT Image 1',
		fields: [...fields, size, inputFidelity],
		lifecycle: endsOn('2026-10-23'),
	},
	{
		...shared,
		id: 'gpt-image-1-mini',
		label: 'GPT Image 1 Mini',
		fields: [...fields, size, { ...inputFidelity, values: ['low'] }],
		lifecycle: endsOn('2026-12-01'),
	},
	{
		...shared,
		id: 'gpt-image-1-all',
		label: 'GPT Image 1 All',
		operations: ['edit'],
		fields: [
			prompt(32_000),
			count(10),
			quality(qualities, { unsure: true }),
			background,
			moderation,
		],
		notes: ["A relay's own name; it may answer with a link in a chat message."],
		source: 'seed 001',
	},
] as const satisfies readonly ModelEntry[];
