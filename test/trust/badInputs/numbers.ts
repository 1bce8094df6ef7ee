import { slot } from '../../helpers/n8nForm';
import type { BadInput } from '../support/badInput';

const seedream = 'doubao-seedream-4-0-250828';
const oldSeedream = { model: 'doubao-seedream-3-0-t2i-250415', operation: 'generate' };
const series = { model: 'kling-omni-image', modelName: 'kling-v3-omni' };
const v15 = { model: 'kling-image', modelName: 'kling-v1-5' };

const most = [
	['nano-banana-2', 'Nano Banana 2', 10],
	['gpt-image-1', 'GPT Image 1', 10],
	['dall-e-2', 'DALL·E 2', 10],
	['flux-kontext-pro', 'FLUX Kontext Pro', 10],
	[seedream, 'Seedream 4.0', 15],
] as const;

const counts: readonly BadInput[] = [
	...most.map(([model, name, max]) => ({
		is: `one picture too many for ${name}`,
		form: { model, options: { n: max + 1 } },
		says: [`Number of Images is "${max + 1}", but ${name} takes a whole number from 1 to ${max}.`],
	})),
	...(['3', '2', '1'] as const).map((version) => ({
		is: `ten pictures of Kling ${version}`,
		form: { model: 'kling-image', modelName: `kling-v${version}`, options: { n: 10 } },
		says: [
			`Number of Images is "10", but Kling Image (Kling ${version}) takes a whole number from 1 to 9.`,
		],
	})),
	{
		is: 'ten expanded pictures',
		form: {
			model: 'kling-image',
			modelName: 'kling-v2-1',
			operation: 'expand',
			expandBy: 'ratios',
			upExpansionRatio: 1,
			options: { n: 10 },
		},
		says: [
			'Number of Images is "10", but Kling Image (Kling 2.1) takes a whole number from 1 to 9.',
		],
	},
	{
		is: 'ten combined pictures',
		form: {
			model: 'kling-image',
			modelName: 'kling-v2',
			operation: 'combine',
			subjectImages: { image: [{ image: slot('binary', 'data') }] },
			options: { n: 10 },
		},
		says: ['Number of Images is "10", but Kling Image (Kling 2) takes a whole number from 1 to 9.'],
	},
	...(
		[
			['no picture at all', 0, '0'],
			['fewer than none', -1, '-1'],
			['half a picture', 1.5, '1.5'],
			['a number in words', 'two', 'two'],
			['a number with its unit', '2 images', '2 images'],
			['blanks', '  ', ' '],
			['yes', true, 'true'],
			['as many as there are', '1e400', '1e400'],
			['a list', [2], '[2]'],
		] as const
	).map(([what, n, found]) => ({
		is: `${what} in place of a number of pictures`,
		form: { model: 'gpt-image-1', options: { n } },
		says: [
			`Number of Images is "${found}", but GPT Image 1 takes ${
				typeof n === 'object' ? 'a plain value' : 'a whole number from 1 to 10'
			}.`,
		],
	})),
	{
		is: 'a series of one',
		form: { ...series, options: { resultType: 'series', seriesAmount: 1 } },
		says: [
			'Series Amount is "1", but Kling Omni Image (Kling 3 Omni) takes a whole number from 2 to 9.',
		],
	},
	{
		is: 'a series of ten',
		form: { ...series, options: { resultType: 'series', seriesAmount: 10 } },
		says: [
			'Series Amount is "10", but Kling Omni Image (Kling 3 Omni) takes a whole number from 2 to 9.',
		],
	},
	{
		is: 'a group of sixteen',
		form: { model: seedream, options: { sequentialImageGeneration: 'auto', maxImages: 16 } },
		says: ['Max Images is "16", but Seedream 4.0 takes a whole number from 1 to 15.'],
	},
	{
		is: 'a group of none',
		form: { model: seedream, options: { sequentialImageGeneration: 'auto', maxImages: 0 } },
		says: ['Max Images is "0", but Seedream 4.0 takes a whole number from 1 to 15.'],
	},
];

const scales: readonly BadInput[] = [
	{
		is: 'an image fidelity above one',
		form: { ...v15, options: { imageFidelity: 1.1 } },
		says: ['Image Fidelity is "1.1", but Kling Image (Kling 1.5) takes a number from 0 to 1.'],
	},
	{
		is: 'an image fidelity in percent',
		form: { model: 'kling-image', modelName: 'kling-v1', options: { imageFidelity: '50%' } },
		says: ['Image Fidelity is "50%", but Kling Image (Kling 1) takes a number from 0 to 1.'],
	},
	{
		is: 'a human fidelity below zero',
		form: { ...v15, options: { imageReference: 'subject', humanFidelity: -0.1 } },
		says: ['Human Fidelity is "-0.1", but Kling Image (Kling 1.5) takes a number from 0 to 1.'],
	},
	{
		is: 'a compression of more than all',
		form: { model: 'gpt-image-1', options: { outputFormat: 'jpeg', outputCompression: 101 } },
		says: ['Output Compression is "101", but GPT Image 1 takes a whole number from 0 to 100.'],
	},
	{
		is: 'a compression below nothing',
		form: { model: 'gpt-image-2', options: { outputFormat: 'webp', outputCompression: -5 } },
		says: ['Output Compression is "-5", but GPT Image 2 takes a whole number from 0 to 100.'],
	},
	{
		is: 'a compression that is not whole',
		form: { model: 'gpt-image-1.5', options: { outputFormat: 'webp', outputCompression: 80.5 } },
		says: ['Output Compression is "80.5", but GPT Image 1.5 takes a whole number from 0 to 100.'],
	},
	{
		is: 'a guidance scale of zero',
		form: { ...oldSeedream, options: { guidanceScale: 0 } },
		says: ['Guidance Scale is "0", but Seedream 3.0 takes a number from 1 to 10.'],
	},
	{
		is: 'a guidance scale that is too high',
		form: { ...oldSeedream, options: { guidanceScale: 10.5 } },
		says: ['Guidance Scale is "10.5", but Seedream 3.0 takes a number from 1 to 10.'],
	},
	{
		is: 'a seed with a fraction',
		form: { ...oldSeedream, options: { seed: 7.5 } },
		says: ['Seed is "7.5", but Seedream 3.0 takes a whole number from -1 to 2147483647.'],
	},
	{
		is: 'a seed beyond 32 bits',
		form: { ...oldSeedream, options: { seed: 2_147_483_648 } },
		says: ['Seed is "2147483648", but Seedream 3.0 takes a whole number from -1 to 2147483647.'],
	},
	{
		is: 'a seed below zero, where the sources name no range',
		form: { model: 'flux-kontext-max', options: { seed: -1 } },
		says: [],
		warns: ['Seed is "-1", but FLUX Kontext Max takes a whole number from 0 to 2147483647.'],
	},
	{
		is: 'a safety tolerance of seven, where the sources are unsure',
		form: { model: 'flux-kontext-pro', options: { safetyTolerance: 7 } },
		says: [],
		warns: ['Safety Tolerance is "7", but FLUX Kontext Pro takes a whole number from 0 to 6.'],
	},
];

export const numbers: readonly BadInput[] = [...counts, ...scales];
