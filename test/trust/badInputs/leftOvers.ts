import { slot } from '../../helpers/n8nForm';
import type { BadInput } from '../support/badInput';

const not = (label: string, name: string, operation = 'Edit') =>
	`${label} is set, but ${name} does not take it for ${operation}. Remove it.`;
const orGeneric = (label: string, model: string) =>
	`${label} is set, but ${model} does not take it for Edit. Remove it, or set Model Family to Generic to send it anyway.`;

const row = (
	model: string,
	more: Record<string, unknown>,
	says: readonly string[],
	is: string,
): BadInput => ({ is, byExpression: true, form: { model, ...more }, says });

/** Values that stayed in the form when the model was changed, or that an expression model shows. */
export const leftOvers: readonly BadInput[] = [
	row(
		'flux-kontext-pro',
		{ size: '1024x1024' },
		[not('Size', 'FLUX Kontext Pro')],
		'a size for FLUX',
	),
	row(
		'gpt-image-1',
		{ aspectRatio: '16:9' },
		[not('Aspect Ratio', 'GPT Image 1')],
		'an aspect ratio for GPT Image',
	),
	row(
		'gpt-image-1',
		{ options: { responseFormat: 'b64_json' } },
		[not('Response Format', 'GPT Image 1')],
		'a response format for GPT Image, which refuses the field',
	),
	row(
		'gpt-image-1-mini',
		{ options: { inputFidelity: 'high' } },
		[
			'Input Fidelity is "high", but GPT Image 1 Mini takes only low. It is left over from another model and is not sent. Choose another value.',
		],
		'an input fidelity for the smallest GPT Image',
	),
	row(
		'gpt-image-2',
		{ options: { inputFidelity: 'low', watermark: false, seed: 7 } },
		[
			not('Input Fidelity', 'GPT Image 2'),
			not('Seed', 'GPT Image 2'),
			not('Watermark', 'GPT Image 2'),
		],
		'three values of three other models',
	),
	row(
		'dall-e-2',
		{ quality: 'high', background: 'transparent' },
		[not('Background', 'DALL·E 2'), not('Quality', 'DALL·E 2')],
		'values of GPT Image for DALL·E 2',
	),
	row(
		'nano-banana',
		{ options: { imageSize: '2K' } },
		[not('Image Size', 'Nano Banana')],
		'an image size for the first Nano Banana',
	),
	row(
		'nano-banana',
		{ aspectRatio: '1:8' },
		[
			'Aspect Ratio is "1:8", but Nano Banana takes one of 1:1, 2:3, 3:2, 3:4, 4:3, 4:5, 5:4, 9:16, 16:9, 21:9. It is left over from another model and is not sent. Choose another value.',
		],
		'a ratio of the second Nano Banana for the first',
	),
	row(
		'nano-banana-pro-4k',
		{ options: { imageSize: '4K', resolution: '4k' } },
		[not('Image Size', 'Nano Banana Pro 4K'), not('Resolution', 'Nano Banana Pro 4K')],
		'a resolution for a model that has it in its name',
	),
	row(
		'doubao-seedream-4-0-250828',
		{ options: { guidanceScale: 3 } },
		[not('Guidance Scale', 'Seedream 4.0')],
		'a guidance scale for the newer Seedream',
	),
	row(
		'doubao-seedream-4-5-251128',
		{ options: { outputFormat: 'png' } },
		[not('Output Format', 'Seedream 4.5')],
		'an output format for the older Seedream',
	),
	row(
		'doubao-seedream-3-0-t2i-250415',
		{ operation: 'generate', options: { sequentialImageGeneration: 'auto', maxImages: 3 } },
		[
			not('Max Images', 'Seedream 3.0', 'Generate'),
			not('Sequential Image Generation', 'Seedream 3.0', 'Generate'),
		],
		'a group by the oldest Seedream',
	),
	row(
		'kling-image',
		{ modelName: 'kling-v3', options: { negativePrompt: 'blurry' } },
		[not('Negative Prompt', 'Kling Image (Kling 3)')],
		'a negative prompt beside a picture, which Kling refuses',
	),
	row(
		'kling-image',
		{ modelName: 'kling-v2', aspectRatio: '1:1', options: { resolution: '2k' } },
		[not('Aspect Ratio', 'Kling Image (Kling 2)'), not('Resolution', 'Kling Image (Kling 2)')],
		'a ratio and a resolution for a restyle, which keeps the size',
	),
	row(
		'kling-image',
		{ modelName: 'kling-v1', options: { imageReference: 'face', humanFidelity: 0.5 } },
		[
			not('Human Fidelity', 'Kling Image (Kling 1)'),
			not('Image Reference', 'Kling Image (Kling 1)'),
		],
		'an image reference for the oldest Kling',
	),
	row(
		'kling-omni-image',
		{ modelName: 'kling-image-o1', options: { resultType: 'series', seriesAmount: 3 } },
		[
			not('Result Type', 'Kling Omni Image (Kling Image O1)'),
			not('Series Amount', 'Kling Omni Image (Kling Image O1)'),
		],
		'a series by the older Omni',
	),
	row(
		'nano-banana',
		{ elementIds: '7' },
		[not('Element IDs', 'Nano Banana')],
		'element ids for Nano Banana',
	),
	row(
		'kolors-virtual-try-on-v1-5',
		{ operation: 'tryOn', prompt: '', size: '1024x1024', options: { n: 2 } },
		[
			not('Number of Images', 'Kolors Virtual Try-On 1.5', 'Try On'),
			not('Size', 'Kolors Virtual Try-On 1.5', 'Try On'),
		],
		'a number and a size for a try-on',
	),
	row(
		'nano-banana',
		{ mask: slot('binary', 'data') },
		[not('Mask', 'Nano Banana')],
		'a mask for Nano Banana',
	),
	row(
		'dall-e-2',
		{ additionalImages: { image: [{ image: slot('binary', 'cloth') }] } },
		[not('Additional Images', 'DALL·E 2')],
		'a second picture for DALL·E 2',
	),
	row(
		'gpt-image-9',
		{ aspectRatio: '1:1' },
		[orGeneric('Aspect Ratio', 'gpt-image-9')],
		'an aspect ratio for a GPT Image that nobody knows yet',
	),
];
