import { slot } from '../../helpers/n8nForm';
import type { BadInput } from '../support/badInput';

const letters = (count: number) => 'x'.repeat(count);

const klings = [
	['kling-image', 'kling-v3', 'Kling Image (Kling 3)'],
	['kling-image', 'kling-v2', 'Kling Image (Kling 2)'],
	['kling-image', 'kling-v2-new', 'Kling Image (Kling 2 New)'],
	['kling-image', 'kling-v1-5', 'Kling Image (Kling 1.5)'],
	['kling-image', 'kling-v1', 'Kling Image (Kling 1)'],
	['kling-omni-image', 'kling-v3-omni', 'Kling Omni Image (Kling 3 Omni)'],
	['kling-omni-image', 'kling-image-o1', 'Kling Omni Image (Kling Image O1)'],
] as const;

const gpts = [
	['gpt-image-1', 'GPT Image 1'],
	['gpt-image-1-mini', 'GPT Image 1 Mini'],
	['gpt-image-1.5', 'GPT Image 1.5'],
	['gpt-image-2', 'GPT Image 2'],
	['gpt-image-1-all', 'GPT Image 1 All'],
	['chatgpt-image-latest', 'ChatGPT Image Latest'],
] as const;

const tooLong: readonly BadInput[] = [
	...klings.map(([model, modelName, name]) => ({
		is: `a prompt of one character too many for ${name}`,
		form: { model, modelName, prompt: letters(2501) },
		says: [`Prompt has 2501 characters, but ${name} takes at most 2500.`],
	})),
	...gpts.map(([model, name]) => ({
		is: `a prompt of one character too many for ${name}`,
		form: { model, prompt: letters(32_001) },
		says: [`Prompt has 32001 characters, but ${name} takes at most 32000.`],
	})),
	{
		is: 'a prompt of one character too many for DALL·E 2',
		form: { model: 'dall-e-2', prompt: letters(1001) },
		says: ['Prompt has 1001 characters, but DALL·E 2 takes at most 1000.'],
	},
	{
		is: 'a prompt in pictures, which count once each',
		form: { model: 'dall-e-2', prompt: '🐈'.repeat(1001) },
		says: ['Prompt has 1001 characters, but DALL·E 2 takes at most 1000.'],
	},
	{
		is: 'a megabyte of prompt',
		form: { model: 'gpt-image-2', prompt: letters(1_000_000) },
		says: ['Prompt has 1000000 characters, but GPT Image 2 takes at most 32000.'],
	},
	{
		is: 'a prompt that is too long to generate',
		form: { model: 'dall-e-2', operation: 'generate', prompt: letters(4000) },
		says: ['Prompt has 4000 characters, but DALL·E 2 takes at most 1000.'],
	},
	{
		is: 'a prompt that is too long to combine',
		form: {
			model: 'kling-image',
			modelName: 'kling-v2',
			operation: 'combine',
			subjectImages: { image: [{ image: slot('binary', 'data') }] },
			prompt: letters(2600),
		},
		says: ['Prompt has 2600 characters, but Kling Image (Kling 2) takes at most 2500.'],
	},
	{
		is: 'a prompt that is too long to expand',
		form: {
			model: 'kling-image',
			modelName: 'kling-v2-1',
			operation: 'expand',
			expandBy: 'ratios',
			leftExpansionRatio: 1,
			prompt: letters(2501),
		},
		says: ['Prompt has 2501 characters, but Kling Image (Kling 2.1) takes at most 2500.'],
	},
	{
		is: 'a negative prompt that is too long',
		form: {
			model: 'kling-image',
			modelName: 'kling-v3',
			operation: 'generate',
			options: { negativePrompt: letters(2501) },
		},
		says: ['Negative Prompt has 2501 characters, but Kling Image (Kling 3) takes at most 2500.'],
	},
];

const missing: readonly BadInput[] = [
	...(
		[
			['nano-banana', 'Nano Banana'],
			['gpt-image-1', 'GPT Image 1'],
			['dall-e-2', 'DALL·E 2'],
			['doubao-seedream-4-0-250828', 'Seedream 4.0'],
			['flux-kontext-max', 'FLUX Kontext Max'],
		] as const
	).map(([model, name]) => ({
		is: `no prompt for ${name}`,
		form: { model, prompt: '' },
		says: [`Prompt is empty, but ${name} needs it for Edit.`],
	})),
	{
		is: 'no prompt to generate',
		form: { model: 'doubao-seedream-3-0-t2i-250415', operation: 'generate', prompt: '' },
		says: ['Prompt is empty, but Seedream 3.0 needs it for Generate.'],
	},
	{
		is: 'a prompt from an expression that gave nothing',
		form: { model: 'kling-omni-image', modelName: 'kling-v3-omni', prompt: null },
		says: ['Prompt is empty, but Kling Omni Image (Kling 3 Omni) needs it for Edit.'],
	},
	{
		is: 'a prompt of blanks alone',
		form: { model: 'nano-banana', prompt: ' \n\t ' },
		says: ['Prompt is empty, but Nano Banana needs it for Edit.'],
	},
	{
		is: 'a prompt from an expression that gave an object',
		form: { model: 'nano-banana', prompt: { text: 'A cat' } },
		says: ['Prompt is "{"text":"A cat"}", but Nano Banana takes a plain value.'],
	},
	{
		is: 'a prompt from an expression that gave a list',
		form: { model: 'gpt-image-1', prompt: ['A cat', 'A dog'] },
		says: ['Prompt is "["A cat","A dog"]", but GPT Image 1 takes a plain value.'],
	},
	{
		is: 'no prompt for a model that is not known',
		form: { model: 'brand-new', prompt: '' },
		says: [],
		warns: ['Prompt is empty, but brand-new needs it for Edit.'],
	},
];

export const prompts: readonly BadInput[] = [...tooLong, ...missing];
