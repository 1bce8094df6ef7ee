import { slot } from '../../helpers/n8nForm';
import type { BadInput } from '../support/badInput';

const ratios = '16:9, 9:16, 1:1, 4:3, 3:4, 3:2, 2:3';
const subjects = { image: [{ image: slot('binary', 'data') }] };
const leftOver = 'It is left over from another model and is not sent. Choose another value.';

const kling = (modelName: string) => ({ model: 'kling-image', modelName });
const omni = (modelName: string) => ({ model: 'kling-omni-image', modelName });

const klings: readonly BadInput[] = [
	{
		is: 'an aspect ratio that nobody knows',
		form: { ...kling('kling-v3'), aspectRatio: '5:1' },
		says: [`Aspect Ratio is "5:1", but Kling Image (Kling 3) takes one of ${ratios}, 21:9.`],
	},
	{
		is: 'the widest aspect ratio for the oldest Kling',
		form: { ...kling('kling-v1'), aspectRatio: '21:9' },
		says: [`Aspect Ratio is "21:9", but Kling Image (Kling 1) takes one of ${ratios}. ${leftOver}`],
	},
	{
		is: 'an automatic aspect ratio, which only Omni has',
		form: { ...kling('kling-v3'), operation: 'generate', aspectRatio: 'auto' },
		says: [
			`Aspect Ratio is "auto", but Kling Image (Kling 3) takes one of ${ratios}, 21:9. ${leftOver}`,
		],
	},
	{
		is: 'an aspect ratio in words',
		form: { ...kling('kling-v1-5'), aspectRatio: 'landscape' },
		says: [
			`Aspect Ratio is "landscape", but Kling Image (Kling 1.5) takes one of ${ratios}, 21:9.`,
		],
	},
	{
		is: 'an aspect ratio as a number',
		form: { ...omni('kling-v3-omni'), aspectRatio: 1.78 },
		says: [
			`Aspect Ratio is "1.78", but Kling Omni Image (Kling 3 Omni) takes one of ${ratios}, 21:9, auto.`,
		],
	},
	{
		is: 'an aspect ratio with a blank in it',
		form: {
			...kling('kling-v2-1'),
			operation: 'combine',
			subjectImages: subjects,
			aspectRatio: '16: 9',
		},
		says: [`Aspect Ratio is "16: 9", but Kling Image (Kling 2.1) takes one of ${ratios}, 21:9.`],
	},
	{
		is: 'a resolution that only Omni has',
		form: { ...kling('kling-v3'), options: { resolution: '4k' } },
		says: [`Resolution is "4k", but Kling Image (Kling 3) takes one of 1k, 2k. ${leftOver}`],
	},
	{
		is: 'a resolution that the older Kling does not have',
		form: { ...kling('kling-v1'), options: { resolution: '2k' } },
		says: [`Resolution is "2k", but Kling Image (Kling 1) takes only 1k. ${leftOver}`],
	},
	{
		is: 'the resolution that the older Omni does not have',
		form: { ...omni('kling-image-o1'), options: { resolution: '4k' } },
		says: [
			`Resolution is "4k", but Kling Omni Image (Kling Image O1) takes one of 1k, 2k. ${leftOver}`,
		],
	},
	{
		is: 'a resolution in capitals, as Google writes it',
		form: { ...omni('kling-v3-omni'), options: { resolution: '2K' } },
		says: ['Resolution is "2K", but Kling Omni Image (Kling 3 Omni) takes one of 1k, 2k, 4k.'],
	},
	{
		is: 'a resolution in pixels',
		form: { ...kling('kling-v2-1'), operation: 'generate', options: { resolution: '1024x1024' } },
		says: ['Resolution is "1024x1024", but Kling Image (Kling 2.1) takes one of 1k, 2k.'],
	},
	{
		is: 'a result type that nobody knows',
		form: { ...omni('kling-v3-omni'), options: { resultType: 'group' } },
		says: [
			'Result Type is "group", but Kling Omni Image (Kling 3 Omni) takes one of single, series.',
		],
	},
	{
		is: 'an image reference that nobody knows',
		form: { ...kling('kling-v1-5'), options: { imageReference: 'style' } },
		says: ['Image Reference is "style", but Kling Image (Kling 1.5) takes one of subject, face.'],
	},
];

const gpts: readonly BadInput[] = [
	...(['gpt-image-1', 'gpt-image-1.5', 'gpt-image-2'] as const).map((model) => ({
		is: `the quality of DALL·E 3 for ${model}`,
		form: { model, quality: 'hd' },
		says: [
			`Quality is "hd", but GPT Image ${model.slice(10)} takes one of auto, low, medium, high.`,
		],
	})),
	{
		is: 'the standard quality of other models',
		form: { model: 'gpt-image-1-mini', quality: 'standard' },
		says: ['Quality is "standard", but GPT Image 1 Mini takes one of auto, low, medium, high.'],
	},
	{
		is: 'a quality that a relay may know, where the sources are unsure',
		form: { model: 'gpt-image-1-all', quality: 'hd' },
		says: [],
		warns: ['Quality is "hd", but GPT Image 1 All takes one of auto, low, medium, high.'],
	},
	{
		is: 'a background of some colour',
		form: { model: 'gpt-image-1', background: 'white' },
		says: ['Background is "white", but GPT Image 1 takes one of auto, opaque, transparent.'],
	},
	{
		is: 'a moderation that is not offered',
		form: { model: 'gpt-image-1.5', options: { moderation: 'off' } },
		says: ['Moderation is "off", but GPT Image 1.5 takes one of auto, low.'],
	},
	{
		is: 'an output format that nobody makes',
		form: { model: 'gpt-image-2', options: { outputFormat: 'gif' } },
		says: [`Output Format is "gif", but GPT Image 2 takes one of png, jpeg, webp. ${leftOver}`],
	},
	{
		is: 'an output format as a file ending',
		form: { model: 'gpt-image-1', options: { outputFormat: 'jpg' } },
		says: ['Output Format is "jpg", but GPT Image 1 takes one of png, jpeg, webp.'],
	},
	{
		is: 'an input fidelity that nobody knows',
		form: { model: 'gpt-image-1', options: { inputFidelity: 'medium' } },
		says: ['Input Fidelity is "medium", but GPT Image 1 takes one of low, high.'],
	},
	{
		is: 'a transparent background in a format that has none',
		form: {
			model: 'gpt-image-1',
			background: 'transparent',
			options: { outputFormat: 'jpeg' },
		},
		says: ['Background is "transparent", but Output Format is jpeg. Change one of them.'],
	},
];

const rest: readonly BadInput[] = [
	{
		is: 'an output format that FLUX does not make',
		form: { model: 'flux-kontext-pro', options: { outputFormat: 'webp' } },
		says: [`Output Format is "webp", but FLUX Kontext Pro takes one of png, jpeg. ${leftOver}`],
	},
	{
		is: 'an aspect ratio that FLUX does not make',
		form: { model: 'flux-kontext-max', aspectRatio: '4:5' },
		says: [
			`Aspect Ratio is "4:5", but FLUX Kontext Max takes one of 21:9, 16:9, 4:3, 3:2, 1:1, 2:3, 3:4, 9:16, 9:21. ${leftOver}`,
		],
	},
	{
		is: 'an output format that Seedream 5.0 does not make',
		form: { model: 'doubao-seedream-5-0-260128', options: { outputFormat: 'webp' } },
		says: [`Output Format is "webp", but Seedream 5.0 Lite takes one of jpeg, png. ${leftOver}`],
	},
	{
		is: 'a group that Seedream does not know',
		form: {
			model: 'doubao-seedream-4-0-250828',
			options: { sequentialImageGeneration: 'always' },
		},
		says: [
			'Sequential Image Generation is "always", but Seedream 4.0 takes one of disabled, auto.',
		],
	},
	{
		is: 'a response format that DALL·E 2 does not know',
		form: { model: 'dall-e-2', options: { responseFormat: 'base64' } },
		says: ['Response Format is "base64", but DALL·E 2 takes one of url, b64_json.'],
	},
	{
		is: 'a response format from an expression that gave a list',
		form: { model: 'nano-banana', options: { responseFormat: ['url'] } },
		says: ['Response Format is "["url"]", but Nano Banana takes a plain value.'],
	},
	{
		is: 'an aspect ratio that no model lists, where the sources are unsure',
		form: { model: 'nano-banana', aspectRatio: '7:5' },
		says: [],
		warns: [
			'Aspect Ratio is "7:5", but Nano Banana takes one of 1:1, 2:3, 3:2, 3:4, 4:3, 4:5, 5:4, 9:16, 16:9, 21:9.',
		],
	},
	{
		is: 'an image size in small letters, where the sources are unsure',
		form: { model: 'nano-banana-pro', options: { imageSize: '2k' } },
		says: [],
		warns: ['Image Size is "2k", but Nano Banana Pro takes one of 1K, 2K, 4K.'],
	},
	{
		is: 'a watermark that is neither on nor off',
		form: { model: 'doubao-seedream-4-0-250828', options: { watermark: 'no' } },
		says: ['Watermark is "no", but Seedream 4.0 takes true or false.'],
	},
	{
		is: 'a watermark as a number',
		form: { model: 'doubao-seedream-4-5-251128', options: { watermark: 1 } },
		says: ['Watermark is "1", but Seedream 4.5 takes true or false.'],
	},
	{
		is: 'a page of text in the place of a choice, of which the message shows the beginning',
		form: { model: 'gpt-image-1', quality: `high\n${'x'.repeat(5000)}` },
		says: [
			`Quality is "high ${'x'.repeat(52)}…", but GPT Image 1 takes one of auto, low, medium, high.`,
		],
	},
];

export const choices: readonly BadInput[] = [...klings, ...gpts, ...rest];
