import { slot } from '../../helpers/n8nForm';
import type { BadInput } from '../support/badInput';
import { beginnings, bytes, drawn, heavy, jpeg, mebibytes, opaque, photo } from '../support/files';
import { filteredPng, side } from '../support/filteredPng';

const masked = (model: string) => ({ model, mask: slot('binary', 'mask') });
const gpt = masked('gpt-image-1');

const small = photo({ width: side, height: side });
const noHole =
	'Mask has no transparency. Make the parts that are to be edited transparent (alpha 0).';

/** An alpha channel in which nothing is transparent: only the pixels themselves tell. */
const withoutHole: readonly BadInput[] = [
	...(['none', 'sub', 'up', 'average', 'paeth'] as const).flatMap((filter) =>
		([8, 16] as const).map((depth) => ({
			is: `an alpha channel that is opaque throughout, filter ${filter}, ${depth} bits`,
			form: gpt,
			files: {
				data: small,
				mask: { ...small, draw: async () => filteredPng({ filter, depth, hole: false }) },
			},
			says: [noHole],
		})),
	),
	{
		is: 'grey with an alpha channel that is opaque throughout',
		form: gpt,
		files: {
			data: small,
			mask: {
				...small,
				draw: async () => filteredPng({ filter: 'up', depth: 8, hole: false, grey: true }),
			},
		},
		says: [noHole],
	},
	{
		is: 'an opaque alpha channel as sharp writes it',
		form: gpt,
		files: { mask: drawn((picture) => picture.png(), 1) },
		says: [noHole],
	},
	{
		is: 'an opaque alpha channel with every filter tried',
		form: gpt,
		files: { mask: drawn((picture) => picture.png({ adaptiveFiltering: true }), 1) },
		says: [noHole],
	},
	{
		is: 'a mask without alpha',
		form: gpt,
		files: { mask: opaque() },
		says: [noHole],
	},
	{
		is: 'a grey mask without alpha, as other tools want masks',
		form: gpt,
		files: {
			mask: drawn((picture) => picture.removeAlpha().greyscale().toColourspace('b-w').png(), 1),
		},
		says: [noHole],
	},
	{
		is: 'a mask with a palette without transparency',
		form: gpt,
		files: { mask: drawn((picture) => picture.removeAlpha().png({ palette: true }), 1) },
		says: [noHole],
	},
	{
		is: 'a mask without alpha, for GPT Image 2',
		form: masked('gpt-image-2'),
		files: { mask: opaque() },
		says: [noHole],
	},
];

const others: readonly BadInput[] = [
	{
		is: 'a JPEG as the mask',
		form: gpt,
		files: { mask: jpeg() },
		says: [
			'Mask is a JPEG file, but GPT Image 1 takes PNG files. Convert it first, e.g. with Edit Image.',
		],
	},
	{
		is: 'a WebP as the mask',
		form: gpt,
		files: { mask: photo({ type: 'webp' }) },
		says: [
			'Mask is a WEBP file, but GPT Image 1 takes PNG files. Convert it first, e.g. with Edit Image.',
		],
	},
	{
		is: 'a JPEG as the mask for DALL·E 2',
		form: masked('dall-e-2'),
		files: { mask: jpeg() },
		says: [
			'Mask is a JPEG file, but DALL·E 2 takes PNG files. Convert it first, e.g. with Edit Image.',
		],
	},
	{
		is: 'a mask that is wider than the image',
		form: gpt,
		files: { mask: photo({ width: 321 }) },
		says: ['Mask is 321 x 320 pixels and Image 320 x 320. Both must have the same size.'],
	},
	{
		is: 'a mask of half the size',
		form: masked('dall-e-2'),
		files: { mask: photo({ width: 160, height: 160 }) },
		says: ['Mask is 160 x 160 pixels and Image 320 x 320. Both must have the same size.'],
	},
	{
		is: 'a mask that fits the second picture only',
		form: { ...gpt, additionalImages: { image: [{ image: slot('binary', 'cloth') }] } },
		files: { cloth: photo({ width: 640 }), mask: photo({ width: 640 }) },
		says: ['Mask is 640 x 320 pixels and Image 320 x 320. Both must have the same size.'],
	},
	{
		is: 'a mask with no hole and of another size, told in one go',
		form: gpt,
		files: { mask: opaque({ height: 300 }) },
		says: [noHole, 'Mask is 320 x 300 pixels and Image 320 x 320. Both must have the same size.'],
	},
	{
		is: 'a JPEG of another size',
		form: gpt,
		files: { mask: jpeg({ width: 100 }) },
		says: [
			'Mask is a JPEG file, but GPT Image 1 takes PNG files. Convert it first, e.g. with Edit Image.',
			'Mask is 100 x 320 pixels and Image 320 x 320. Both must have the same size.',
		],
	},
	{
		is: 'a mask of more than 4 MB',
		form: gpt,
		files: { mask: heavy(mebibytes(4.5)) },
		says: ['Mask has 4.5 MB, but GPT Image 1 takes less than 4 MB. Make it smaller first.'],
	},
	{
		is: 'a web page as the mask',
		form: gpt,
		files: { mask: bytes(beginnings.html, 'mask.png') },
		says: ['Mask (mask.png, image/png) is not an image. Check the node that made it.'],
	},
	{
		is: 'two masks',
		form: { ...gpt, mask: slot('binary', 'data, cloth') },
		says: ['Mask: 2 images were given, but GPT Image 1 takes at most 1. Use fewer images.'],
	},
];

export const masks: readonly BadInput[] = [...withoutHole, ...others];
