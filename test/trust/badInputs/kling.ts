import { slot } from '../../helpers/n8nForm';
import type { BadInput } from '../support/badInput';

const v3 = { model: 'kling-image', modelName: 'kling-v3', operation: 'expand' };
const omni = { model: 'kling-omni-image', modelName: 'kling-v3-omni' };
const many = (count: number) => ({
	image: Array.from({ length: count }, () => ({ image: slot('binary', 'cloth') })),
});
const ids = (count: number) => Array.from({ length: count }, (_none, index) => `${100 + index}`);

const area = (factor: string) =>
	`Top, Bottom, Left and Right make the image ${factor} times as large, but at most 3 times is allowed. Make them smaller.`;
const side = (name: string, found: string) =>
	`${name} is "${found}", but Kling Image (Kling 3) takes a number from 0 to 2.`;
const zero =
	'Top, Bottom, Left and Right are all 0, so nothing would be painted. Set at least one.';

const ratios = (up: unknown, down: unknown, left: unknown, right: unknown) => ({
	expandBy: 'ratios',
	upExpansionRatio: up,
	downExpansionRatio: down,
	leftExpansionRatio: left,
	rightExpansionRatio: right,
});

const expansions: readonly BadInput[] = [
	{ is: 'nothing to expand', form: { ...v3, ...ratios(0, 0, 0, 0) }, says: [zero] },
	{
		is: 'nothing to expand, in text',
		form: { ...v3, ...ratios('0', '0', '0', '0') },
		says: [zero],
	},
	{ is: 'two on each side', form: { ...v3, ...ratios(2, 2, 2, 2) }, says: [area('25.00')] },
	{ is: 'one on each side', form: { ...v3, ...ratios(1, 1, 1, 1) }, says: [area('9.00')] },
	{
		is: 'a little too much on each side',
		form: { ...v3, ...ratios(0.37, 0.37, 0.37, 0.37) },
		says: [area('3.03')],
	},
	{ is: 'too much height', form: { ...v3, ...ratios(2, 0.5, 0, 0) }, says: [area('3.50')] },
	{
		is: 'too much height, by the oldest Kling',
		form: { ...v3, modelName: 'kling-v1', ...ratios(1.5, 1, 0, 0) },
		says: [area('3.50')],
	},
	{ is: 'too much of both', form: { ...v3, ...ratios(1, 0, 1, 0) }, says: [area('4.00')] },
	{
		is: 'a side beyond its own limit',
		form: { ...v3, ...ratios(2.5, 0, 0, 0) },
		says: [side('Top', '2.5'), area('3.50')],
	},
	{
		is: 'a side below zero',
		form: { ...v3, ...ratios(0, 0, -0.5, 1) },
		says: [side('Left', '-0.5')],
	},
	{
		is: 'sides in percent',
		form: { ...v3, ...ratios('50%', 0, 0, 0.5) },
		says: [side('Top', '50%')],
	},
	{
		is: 'three sides beyond their limits, told in one go',
		form: { ...v3, ...ratios(3, 3, 0, -1) },
		says: [side('Top', '3'), side('Bottom', '3'), side('Right', '-1')],
	},
	{
		is: 'a target that is no ratio',
		form: { ...v3, expandBy: 'aspectRatio', targetAspectRatio: 'wide' },
		says: ['Aspect Ratio is "wide", but takes a ratio like 16:9.'],
	},
	{
		is: 'a target of nothing to one',
		form: { ...v3, expandBy: 'aspectRatio', targetAspectRatio: '0:1' },
		says: ['Aspect Ratio is "0:1", but takes a ratio like 16:9.'],
	},
	{
		is: 'a target that would need four times the area',
		form: { ...v3, expandBy: 'aspectRatio', targetAspectRatio: '4:1' },
		says: [
			'Aspect Ratio is "4:1", which makes the image 4.00 times as large, but at most 3 times is allowed. Choose one that is closer to the ratio of the image.',
		],
	},
	{
		is: 'a target that would need ten times the area, and ratios that no model takes',
		form: { ...v3, expandBy: 'aspectRatio', targetAspectRatio: '10:1' },
		says: [
			'Aspect Ratio is "10:1", which makes the image 10.00 times as large, but at most 3 times is allowed. Choose one that is closer to the ratio of the image.',
		],
	},
	{
		is: 'a target that the picture has already',
		form: { ...v3, expandBy: 'aspectRatio', targetAspectRatio: '1:1' },
		says: [
			'Aspect Ratio is "1:1", which the image has already, so nothing would be painted. Choose another.',
		],
	},
];

const references: readonly BadInput[] = [
	{
		is: 'eleven pictures for Kling Omni',
		form: { ...omni, additionalImages: many(10) },
		says: [
			'Image: 11 images were given, but Kling Omni Image (Kling 3 Omni) takes at most 10. Use fewer images.',
			'Image, Additional Images and Element IDs are 11 together, but Kling Omni Image (Kling 3 Omni) takes at most 10.',
		],
	},
	{
		is: 'one picture and ten elements',
		form: { ...omni, elementIds: ids(10).join(',') },
		says: [
			'Image, Additional Images and Element IDs are 11 together, but Kling Omni Image (Kling 3 Omni) takes at most 10.',
		],
	},
	{
		is: 'six pictures and six elements for the older Omni',
		form: {
			...omni,
			modelName: 'kling-image-o1',
			additionalImages: many(5),
			elementIds: ids(6).join(', '),
		},
		says: [
			'Image, Additional Images and Element IDs are 12 together, but Kling Omni Image (Kling Image O1) takes at most 10.',
		],
	},
	{
		is: 'one picture and ten elements from an expression that gave a list',
		form: { ...v3, operation: 'edit', elementIds: ids(10) },
		says: [
			'Image, Additional Images and Element IDs are 11 together, but Kling Image (Kling 3) takes at most 10.',
		],
	},
	{
		is: 'eleven elements to generate with',
		form: { ...omni, operation: 'generate', elementIds: ids(11).join(',') },
		says: [
			'Image, Additional Images and Element IDs are 11 together, but Kling Omni Image (Kling 3 Omni) takes at most 10.',
		],
	},
	{
		is: 'an edit with neither a picture nor an element',
		form: { ...omni, image: slot('binary', '') },
		says: [
			'Image and Element IDs are empty, but an edit by Kling Omni Image (Kling 3 Omni) needs one of them.',
		],
	},
	{
		is: 'an element id as a number, which has lost its last digits',
		form: { ...omni, elementIds: Number('835266081714884677') },
		says: [
			'Element IDs is "835266081714884700", but Kling Omni Image (Kling 3 Omni) takes IDs as text: as a number this one has lost its last digits already.',
		],
	},
	{
		is: 'such a number in a list',
		form: { ...v3, operation: 'generate', elementIds: ['7', Number('835266081714884677')] },
		says: [
			'Element IDs is "["7",835266081714884700]", but Kling Image (Kling 3) takes IDs as text: as a number this one has lost its last digits already.',
		],
	},
	{
		is: 'elements as they stand on the wire',
		form: { ...omni, elementIds: [{ element_id: '7' }] },
		says: [
			'Element IDs is "[{"element_id":"7"}]", but Kling Omni Image (Kling 3 Omni) takes IDs, comma-separated.',
		],
	},
	{
		is: 'one element as an object',
		form: { ...omni, elementIds: { id: '7' } },
		says: [
			'Element IDs is "{"id":"7"}", but Kling Omni Image (Kling 3 Omni) takes IDs, comma-separated.',
		],
	},
	{
		is: 'five subjects',
		form: {
			model: 'kling-image',
			modelName: 'kling-v2-1',
			operation: 'combine',
			subjectImages: many(5),
		},
		says: [
			'Subject Images: 5 images were given, but Kling Image (Kling 2.1) takes at most 4. Use fewer images.',
		],
	},
	{
		is: 'no subject',
		form: { model: 'kling-image', modelName: 'kling-v2', operation: 'combine', subjectImages: {} },
		says: [
			'Subject Images is empty, but Kling Image (Kling 2) needs it. Give a binary field, a URL or base64.',
		],
	},
	{
		is: 'two scenes',
		form: {
			model: 'kling-image',
			modelName: 'kling-v2-1',
			operation: 'combine',
			subjectImages: many(1),
			sceneImage: slot('binary', 'data, cloth'),
		},
		says: [
			'Scene Image: 2 images were given, but Kling Image (Kling 2.1) takes at most 1. Use fewer images.',
		],
	},
];

export const kling: readonly BadInput[] = [...expansions, ...references];
