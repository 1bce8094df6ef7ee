import { slot } from '../../helpers/n8nForm';
import type { BadInput } from '../support/badInput';

const expansion = { upExpansionRatio: 0.5 };
const subjects = { subjectImages: { image: [{ image: slot('binary', 'data') }] } };
const another = (name: string, operation: string) =>
	`${name} cannot do ${operation}. Choose another model.`;

/** Only an expression gets there: the list offers what can do the operation. */
const unable: readonly BadInput[] = [
	{
		is: 'Seedream 3.0 to edit',
		form: { model: 'doubao-seedream-3-0-t2i-250415' },
		says: [another('Seedream 3.0', 'Edit')],
	},
	{
		is: 'DALL·E 2 to expand',
		form: { model: 'dall-e-2', operation: 'expand', ...expansion },
		says: [another('DALL·E 2', 'Expand')],
	},
	{
		is: 'GPT Image to combine',
		form: { model: 'gpt-image-1', operation: 'combine', ...subjects },
		says: [another('GPT Image 1', 'Combine')],
	},
	{
		is: 'Nano Banana to try on',
		form: { model: 'nano-banana', operation: 'tryOn' },
		says: [another('Nano Banana', 'Try On')],
	},
	{
		is: 'try-on to edit',
		form: { model: 'kolors-virtual-try-on-v1' },
		says: [another('Kolors Virtual Try-On 1', 'Edit')],
	},
	{
		is: 'FLUX Kontext to generate',
		form: { model: 'flux-kontext-pro', operation: 'generate' },
		says: [another('FLUX Kontext Pro', 'Generate')],
	},
	{
		is: 'ChatGPT Image to generate',
		form: { model: 'chatgpt-image-latest', operation: 'generate' },
		says: [another('ChatGPT Image Latest', 'Generate')],
	},
	{
		is: 'Kling Omni to expand',
		form: {
			model: 'kling-omni-image',
			modelName: 'kling-v3-omni',
			operation: 'expand',
			...expansion,
		},
		says: [
			'Kling Omni Image (kling-v3-omni) cannot do Expand. Choose another model or Model Name.',
		],
	},
	{
		is: 'a Kling that cannot edit',
		form: { model: 'kling-image', modelName: 'kling-v2-1' },
		says: ['Kling Image (kling-v2-1) cannot do Edit. Choose another model or Model Name.'],
	},
	{
		is: 'a Kling that cannot generate',
		form: { model: 'kling-image', modelName: 'kling-v2-new', operation: 'generate' },
		says: ['Kling Image (kling-v2-new) cannot do Generate. Choose another model or Model Name.'],
	},
	{
		is: 'a Kling that cannot combine',
		form: { model: 'kling-image', modelName: 'kling-v3', operation: 'combine', ...subjects },
		says: ['Kling Image (kling-v3) cannot do Combine. Choose another model or Model Name.'],
	},
].map((row) => ({ ...row, byExpression: true as const }));

const names: readonly BadInput[] = [
	{
		is: 'a Model Name of Kling Image under Kling Omni',
		form: { model: 'kling-omni-image', modelName: 'kling-v2' },
		says: [
			'Model Name is "kling-v2", but Kling Omni Image has kling-v3-omni, kling-image-o1. Choose one of them.',
		],
	},
	{
		is: 'a Model Name of Kling Omni under Kling Image',
		form: { model: 'kling-image', modelName: 'kling-v3-omni' },
		says: [
			'Model Name is "kling-v3-omni", but Kling Image has kling-v3, kling-v2-1, kling-v2-new, kling-v2, kling-v1-5, kling-v1. Choose one of them.',
		],
	},
	{
		is: 'no model at AIID, which needs one',
		gateway: 'aiid',
		form: { model: '' },
		says: ['Model is empty, but AIID needs one. Choose a model from the list.'],
	},
	{
		is: 'a model of blanks at AIID',
		gateway: 'aiid',
		form: { model: '  ' },
		says: ['Model is empty, but AIID needs one. Choose a model from the list.'],
	},
	{
		is: 'no model to generate with at AIID',
		gateway: 'aiid',
		form: { model: '', operation: 'generate' },
		says: ['Model is empty, but AIID needs one. Choose a model from the list.'],
	},
];

/** Nothing is known for sure, so it goes out with a word of advice. */
const unknown: readonly BadInput[] = [
	{
		is: 'a Kling Model Name that nobody knows yet',
		form: { model: 'kling-image', modelName: 'kling-v9' },
		says: [],
		warns: ['Model "kling-image" is not in the catalog and is treated like Kling Image.'],
	},
	{
		is: 'a GPT Image that nobody knows yet',
		form: { model: 'gpt-image-9' },
		says: [],
		warns: ['Model "gpt-image-9" is not in the catalog and is treated like GPT Image 1.'],
	},
	{
		is: 'a slip of the pen in the name of a model',
		form: { model: 'nano-bananna-pro', options: { n: 11 } },
		says: [],
		warns: ['Number of Images is "11", but nano-bananna-pro takes a whole number from 1 to 10.'],
	},
	{
		is: 'a Seedream that nobody knows yet, with a size that Seedream 4.0 would refuse',
		form: { model: 'doubao-seedream-9', options: { size: '512x512' } },
		says: [],
		warns: [
			'Model "doubao-seedream-9" is not in the catalog and is treated like Seedream 4.0.',
			'Size is "512x512", but doubao-seedream-9 takes 1K, 2K, 4K or at least 921600 pixels in all, e.g. 2048x2048.',
		],
	},
	{
		is: 'a model that the documents of GPTPlus do not name',
		gateway: 'gptplus',
		form: { model: 'dall-e-2' },
		says: [],
		warns: [
			'Model "dall-e-2" is not named by the documents of GPTPlus (gpt-image-1, gpt-image-1-all, flux-kontext-pro, flux-kontext-max).',
		],
	},
];

export const models: readonly BadInput[] = [...unable, ...names, ...unknown];
