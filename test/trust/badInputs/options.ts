import { slot } from '../../helpers/n8nForm';
import type { BadInput } from '../support/badInput';

const nano = { model: 'nano-banana' };
const extra = (extraFields: unknown, found: string, is: string): BadInput => ({
	is,
	form: { ...nano, options: { extraFields } },
	says: [`Extra Fields is "${found}", but takes a JSON object, e.g. {"seed": 7}.`],
});
const price = (pricePerCall: unknown, found: string): BadInput => ({
	is: `a price of ${found}`,
	form: { ...nano, options: { pricePerCall } },
	says: [`Price per Call is "${found}", but takes a number from 0.`],
});

const extras: readonly BadInput[] = [
	extra('[1]', '[1]', 'a list of extra fields'),
	extra('"seed"', '"seed"', 'a word of extra fields'),
	extra('7', '7', 'a number of extra fields'),
	extra('{"seed":7', '{"seed":7', 'extra fields that do not close'),
	extra("{'seed':7}", "{'seed':7}", 'extra fields in single quotes'),
	extra('{seed:7}', '{seed:7}', 'extra fields as JavaScript'),
	extra('{"seed":7,}', '{"seed":7,}', 'extra fields with a comma too many'),
	extra('{"seed":007}', '{"seed":007}', 'extra fields with a number that JSON does not know'),
	extra('seed=7', 'seed=7', 'extra fields as a query'),
	extra([{ seed: 7 }], '[{"seed":7}]', 'a list of extra fields from an expression'),
	extra(true, 'true', 'a flag of extra fields from an expression'),
	extra('null', 'null', 'extra fields that are null'),
];

const prices: readonly BadInput[] = [
	price('free', 'free'),
	price(-1, '-1'),
	price('-0.05', '-0.05'),
	price('0.05 €', '0.05 €'),
	price({ amount: 1 }, '{"amount":1}'),
];

/** Everything that is wrong with an item is told at once, whichever part of the node sees it. */
const together: readonly BadInput[] = [
	{
		is: 'values, a prompt and a picture',
		form: { model: 'kling-image', modelName: 'kling-v3', prompt: '', options: { n: 99 } },
		files: { data: undefined, cloth: undefined },
		says: [
			'Prompt is empty, but Kling Image (Kling 3) needs it for Edit.',
			'Number of Images is "99", but Kling Image (Kling 3) takes a whole number from 1 to 9.',
			'Image: the input item has no binary field "data". It has no binary data at all. Name a field that is there, or use a URL or base64.',
		],
	},
	{
		is: 'two pictures that are not there',
		form: {
			model: 'kolors-virtual-try-on-v1',
			operation: 'tryOn',
			humanImage: slot('binary', 'one'),
			clothImage: slot('binary', 'two'),
		},
		says: [
			'Person: the input item has no binary field "one". It has data, cloth. Name a field that is there, or use a URL or base64.',
			'Garment: the input item has no binary field "two". It has data, cloth. Name a field that is there, or use a URL or base64.',
		],
	},
	{
		is: 'extra fields, a size and a price',
		form: {
			model: 'gpt-image-2',
			size: '1000x1000',
			options: { extraFields: '[]', pricePerCall: 'free' },
		},
		says: [
			'Size is "1000x1000", but GPT Image 2 takes sides divisible by 16.',
			'Extra Fields is "[]", but takes a JSON object, e.g. {"seed": 7}.',
			'Price per Call is "free", but takes a number from 0.',
		],
	},
	{
		is: 'a target and a number',
		form: {
			model: 'kling-image',
			modelName: 'kling-v2',
			operation: 'expand',
			expandBy: 'aspectRatio',
			targetAspectRatio: 'wide',
			options: { n: 10 },
		},
		says: [
			'Number of Images is "10", but Kling Image (Kling 2) takes a whole number from 1 to 9.',
			'Aspect Ratio is "wide", but takes a ratio like 16:9.',
		],
	},
	{
		is: 'an address where files are wanted, and a number',
		form: {
			model: 'gpt-image-1',
			image: slot('url', 'https://example.com/gone.png'),
			options: { n: 11 },
		},
		web: { 'https://example.com/gone.png': { status: 410 } },
		says: [
			'Number of Images is "11", but GPT Image 1 takes a whole number from 1 to 10.',
			'Image could not be fetched from https://example.com/gone.png: the server responded with 410.',
		],
	},
	{
		is: 'a model that cannot do it, a prompt that is too long and a size that is too small',
		byExpression: true,
		form: {
			model: 'dall-e-2',
			operation: 'combine',
			prompt: 'x'.repeat(1001),
			size: '2K',
		},
		says: [
			'DALL·E cannot combine images. Choose Kling Image under Model.',
			'Prompt has 1001 characters, but DALL·E 2 takes at most 1000.',
			'Size is "2K", but DALL·E 2 takes one of 256x256, 512x512, 1024x1024.',
		],
	},
	{
		is: 'a mask of another size and kind, and a compression for PNG',
		form: {
			model: 'gpt-image-1',
			mask: slot('binary', 'data, cloth'),
			quality: 'best',
			options: { user: { id: 7 } },
		},
		says: [
			'Quality is "best", but GPT Image 1 takes one of auto, low, medium, high.',
			'User is "{"id":7}", but GPT Image 1 takes a plain value.',
			'Mask: 2 images were given, but GPT Image 1 takes at most 1. Use fewer images.',
		],
	},
];

/** Conditions between values: what cannot count is left out, and said. */
const conditions: readonly BadInput[] = [
	{
		is: 'a compression without a format that is compressed',
		form: { model: 'gpt-image-1', options: { outputCompression: 50 } },
		says: [],
		warns: ['Output Compression was not sent, because Output Format is not jpeg or webp.'],
	},
	{
		is: 'an amount of a series that is none',
		form: {
			model: 'kling-omni-image',
			modelName: 'kling-v3-omni',
			options: { seriesAmount: 3 },
		},
		says: [],
		warns: ['Series Amount was not sent, because Result Type is not series.'],
	},
	{
		is: 'a number of series',
		form: {
			model: 'kling-omni-image',
			modelName: 'kling-v3-omni',
			options: { resultType: 'series', n: 3 },
		},
		says: [],
		warns: ['Number of Images was not sent, because Result Type is series.'],
	},
];

export const options: readonly BadInput[] = [...extras, ...prices, ...together, ...conditions];
