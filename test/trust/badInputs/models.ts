import { slot } from '../../helpers/n8nForm';
import type { BadInput } from '../support/badInput';

const expansion = { expandBy: 'ratios', upExpansionRatio: 0.5 };
const subjects = { subjectImages: { image: [{ image: slot('binary', 'data') }] } };
const another = (name: string, verb: string, model: string) =>
	`${name} cannot ${verb}. Choose ${model} under Model.`;

/** Only an expression gets there: the list offers what can do the operation. */
const unable: readonly BadInput[] = [
	{
		is: 'Seedream 3.0 to edit',
		form: { model: 'doubao-seedream-3-0-t2i-250415' },
		says: [another('Seedream 3.0', 'edit images', 'Nano Banana 2.1')],
	},
	{
		is: 'DALL·E 2 to expand',
		form: { model: 'dall-e-2', operation: 'expand', ...expansion },
		says: [another('DALL·E', 'expand images', 'Kling Image')],
	},
	{
		is: 'GPT Image to combine',
		form: { model: 'gpt-image-1', operation: 'combine', ...subjects },
		says: [another('GPT Image', 'combine images', 'Kling Image')],
	},
	{
		is: 'Nano Banana to try on',
		form: { model: 'nano-banana', operation: 'tryOn' },
		says: [another('Nano Banana', 'try on garments', 'Kolors Virtual Try-On 1.5')],
	},
	{
		is: 'try-on to edit',
		form: { model: 'kolors-virtual-try-on-v1' },
		says: [another('Virtual Try-On', 'edit images', 'Nano Banana 2.1')],
	},
	{
		is: 'FLUX Kontext to generate',
		form: { model: 'flux-kontext-pro', operation: 'generate' },
		says: [another('FLUX Kontext', 'generate images', 'Nano Banana 2.1')],
	},
	{
		is: 'ChatGPT Image to generate',
		form: { model: 'chatgpt-image-latest', operation: 'generate' },
		says: [another('ChatGPT Image Latest', 'generate images', 'Nano Banana 2.1')],
	},
	{
		is: 'Kling Omni to expand',
		form: {
			model: 'kling-omni-image',
			modelName: 'kling-v3-omni',
			operation: 'expand',
			...expansion,
		},
		says: [another('Kling Omni', 'expand images', 'Kling Image')],
	},
	{
		is: 'a Kling that cannot edit',
		form: { model: 'kling-image', modelName: 'kling-v2-1' },
		says: [
			'Kling Image (Kling 2.1) cannot edit images. Choose one of Kling 3, Kling 2 New, Kling 2, Kling 1.5, Kling 1 under Version.',
		],
	},
	{
		is: 'a Kling that cannot generate',
		form: { model: 'kling-image', modelName: 'kling-v2-new', operation: 'generate' },
		says: [
			'Kling Image (Kling 2 New) cannot generate images. Choose one of Kling 3, Kling 2.1, Kling 2, Kling 1.5, Kling 1 under Version.',
		],
	},
	{
		is: 'a Kling that cannot combine',
		form: { model: 'kling-image', modelName: 'kling-v3', operation: 'combine', ...subjects },
		says: [
			'Kling Image (Kling 3) cannot combine images. Choose one of Kling 2.1, Kling 2 under Version.',
		],
	},
].map((row) => ({ ...row, byExpression: true as const }));

const names: readonly BadInput[] = [
	{
		is: 'a Version of Kling Image under Kling Omni',
		form: { model: 'kling-omni-image', modelName: 'kling-v2' },
		says: [
			'Version is "kling-v2", but Kling Omni Image has Kling 3 Omni, Kling Image O1. Choose one of them.',
		],
	},
	{
		is: 'a Version of Kling Omni under Kling Image',
		form: { model: 'kling-image', modelName: 'kling-v3-omni' },
		says: [
			'Version is "kling-v3-omni", but Kling Image has Kling 3, Kling 2.1, Kling 2 New, Kling 2, Kling 1.5, Kling 1. Choose one of them.',
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
		is: 'a Kling Version that nobody knows yet',
		form: { model: 'kling-image', modelName: 'kling-v9' },
		says: [],
		warns: ['Model "kling-image" is not in the catalogue and is treated like Kling Image.'],
	},
	{
		is: 'a GPT Image that nobody knows yet',
		form: { model: 'gpt-image-9' },
		says: [],
		warns: ['Model "gpt-image-9" is not in the catalogue and is treated like GPT Image 2.6 Flare.'],
	},
	{
		is: 'a slip of the pen in the name of a model',
		form: { model: 'nano-bananna-pro', options: { n: 11 } },
		says: [],
		warns: ['Number of Images is "11", but nano-bananna-pro takes a whole number from 1 to 10.'],
	},
	{
		is: 'a Seedream that nobody knows yet, with a size that Seedream 5.0 would refuse',
		form: { model: 'doubao-seedream-9', size: '512x512' },
		says: [],
		warns: [
			'Model "doubao-seedream-9" is not in the catalogue and is treated like Seedream 5.0 Lite.',
			'Size is "512x512", but doubao-seedream-9 takes 2K, 3K, 4K or at least 3686400 pixels in all, e.g. 2048x2048.',
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
