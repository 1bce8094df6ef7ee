import { count, prompt, responseFormat, sizeChoice, user } from '../fields';
import { mask, oneImage } from '../pictures';
import type { ModelEntry } from '../types';

export const dallE2 = [
	{
		id: 'dall-e-2',
		label: 'DALL·E 2',
		family: 'dallE2',
		operations: ['edit', 'generate'],
		pictures: {
			edit: [
				oneImage('image', {
					types: ['png'],
					maxBytes: 4 * 1024 * 1024,
					square: true,
					alphaWithoutMask: true,
				}),
				mask,
			],
		},
		fields: [
			prompt(1000),
			count(10),
			sizeChoice(['256x256', '512x512', '1024x1024'], '1024x1024'),
			responseFormat,
			user,
		],
		base64: 'dataUri',
		body: 'multipart',
		notes: ['Without a mask, the transparent parts of the picture itself are edited.'],
		source: 'seeds 001 to 004; openai/openai-node:src/resources/images.ts@7b7d6ca',
	},
] as const satisfies readonly ModelEntry[];
