import { count, prompt, qualityFree, responseFormat, sizeChoice, user } from '../fields';
import { mask, oneImage } from '../pictures';
import type { ModelEntry } from '../types';

const shared = {
	family: 'dallE2',
	vendor: 'OpenAI',
	base64: 'dataUri',
	body: 'multipart',
	// OpenAI's page of deprecations.
	lifecycle: {
		ends: '2026-05-12',
		successors: ['gpt-image-2.6-sunburst', 'gpt-image-2.6-flare'],
	},
} as const;

export const dallE2 = [
	{
		...shared,
		id: 'dall-e-3',
		label: 'DALL·E 3',
		operations: ['generate'],
		pictures: {},
		fields: [
			prompt(4000),
			sizeChoice(['1024x1024', '1792x1024', '1024x1792']),
			qualityFree,
			responseFormat,
			user,
		],
		notes: ['Makes images from text only.'],
		source: 'openai/openai-node:src/resources/images.ts@7b7d6ca',
	},
	{
		...shared,
		id: 'dall-e-2',
		label: 'DALL·E 2',
		operations: ['edit', 'generate'],
		pictures: {
			edit: [
				oneImage('image', {
					types: ['png'],
					underBytes: 4 * 1024 * 1024,
					square: true,
					alphaWithoutMask: true,
				}),
				mask,
			],
		},
		fields: [
			prompt(1000),
			count(10),
			sizeChoice(['256x256', '512x512', '1024x1024']),
			responseFormat,
			user,
		],
		notes: ['Without a mask, the transparent parts of the image itself are edited.'],
		source: 'seeds 001 to 004; openai/openai-node:src/resources/images.ts@7b7d6ca',
	},
] as const satisfies readonly ModelEntry[];
