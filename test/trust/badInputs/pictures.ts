import { slot } from '../../helpers/n8nForm';
import type { BadInput } from '../support/badInput';
import { beginnings, bytes, heavy, jpeg, mebibytes, opaque, photo } from '../support/files';

const kling = { model: 'kling-image', modelName: 'kling-v3' };
const expand = { ...kling, operation: 'expand', expandBy: 'ratios', upExpansionRatio: 0.5 };
const omni = { model: 'kling-omni-image', modelName: 'kling-v3-omni' };
const combine = {
	model: 'kling-image',
	modelName: 'kling-v2-1',
	operation: 'combine',
	subjectImages: { image: [{ image: slot('binary', 'data') }] },
};
const tryOn = { model: 'kolors-virtual-try-on-v1-5', operation: 'tryOn' };
const dallE = { model: 'dall-e-2' };
const gpt = { model: 'gpt-image-1' };
const flux = { model: 'flux-kontext-pro' };

const notOne = 'Image (photo.png, image/png) is not an image. Check the node that made it.';

/** What the file really is, whatever it is called. */
const formats: readonly BadInput[] = [
	{
		is: 'a WebP that is called PNG, for Kling',
		form: kling,
		files: { data: photo({ type: 'webp' }) },
		says: [
			'Image is a WEBP file, but Kling Image (Kling 3) takes JPEG and PNG files. Convert it first, e.g. with Edit Image.',
		],
	},
	{
		is: 'a GIF that is called PNG, for Kling',
		form: kling,
		files: { data: photo({ type: 'gif' }) },
		says: [
			'Image is a GIF file, but Kling Image (Kling 3) takes JPEG and PNG files. Convert it first, e.g. with Edit Image.',
		],
	},
	{
		is: 'an AVIF that is called PNG, for Kling',
		form: kling,
		files: { data: photo({ type: 'avif' }) },
		says: [
			'Image is an AVIF file, but Kling Image (Kling 3) takes JPEG and PNG files. Convert it first, e.g. with Edit Image.',
		],
	},
	{
		is: 'a WebP to expand',
		form: expand,
		files: { data: photo({ type: 'webp' }) },
		says: [
			'Image is a WEBP file, but Kling Image (Kling 3) takes JPEG and PNG files. Convert it first, e.g. with Edit Image.',
		],
	},
	{
		is: 'a WebP for Kling Omni',
		form: omni,
		files: { data: photo({ type: 'webp' }) },
		says: [
			'Image is a WEBP file, but Kling Omni Image (Kling 3 Omni) takes JPEG and PNG files. Convert it first, e.g. with Edit Image.',
		],
	},
	{
		is: 'a WebP as a subject',
		form: combine,
		files: { data: photo({ type: 'webp' }) },
		says: [
			'Subject Images 1 is a WEBP file, but Kling Image (Kling 2.1) takes JPEG and PNG files. Convert it first, e.g. with Edit Image.',
		],
	},
	{
		is: 'a GIF as the scene',
		form: { ...combine, sceneImage: slot('binary', 'scene') },
		files: { scene: photo({ type: 'gif' }) },
		says: [
			'Scene Image is a GIF file, but Kling Image (Kling 2.1) takes JPEG and PNG files. Convert it first, e.g. with Edit Image.',
		],
	},
	{
		is: 'a GIF as the style',
		form: { ...combine, styleImage: slot('binary', 'style') },
		files: { style: photo({ type: 'gif' }) },
		says: [
			'Style Image is a GIF file, but Kling Image (Kling 2.1) takes JPEG and PNG files. Convert it first, e.g. with Edit Image.',
		],
	},
	{
		is: 'a WebP of a person and a GIF of a garment, both told at once',
		form: tryOn,
		files: { data: photo({ type: 'webp' }), cloth: photo({ type: 'gif' }) },
		says: [
			'Person is a WEBP file, but Kolors Virtual Try-On 1.5 takes JPEG and PNG files. Convert it first, e.g. with Edit Image.',
			'Garment is a GIF file, but Kolors Virtual Try-On 1.5 takes JPEG and PNG files. Convert it first, e.g. with Edit Image.',
		],
	},
	{
		is: 'a JPEG that is called PNG, for DALL·E 2',
		form: dallE,
		files: { data: jpeg() },
		says: [
			'Image is a JPEG file, but DALL·E 2 takes PNG files. Convert it first, e.g. with Edit Image.',
			'Image has no transparency and Mask is empty. Give a mask, or make the parts that are to be edited transparent.',
		],
	},
	{
		is: 'a WebP for DALL·E 2',
		form: dallE,
		files: { data: photo({ type: 'webp' }) },
		says: [
			'Image is a WEBP file, but DALL·E 2 takes PNG files. Convert it first, e.g. with Edit Image.',
		],
	},
	{
		is: 'a GIF for GPT Image',
		form: gpt,
		files: { data: photo({ type: 'gif' }) },
		says: [
			'Image is a GIF file, but GPT Image 1 takes PNG, JPEG and WEBP files. Convert it first, e.g. with Edit Image.',
		],
	},
	{
		is: 'an AVIF as the second picture for GPT Image',
		form: { ...gpt, additionalImages: { image: [{ image: slot('binary', 'more') }] } },
		files: { more: photo({ type: 'avif' }) },
		says: [
			'Additional Images 1 is an AVIF file, but GPT Image 1 takes PNG, JPEG and WEBP files. Convert it first, e.g. with Edit Image.',
		],
	},
	{
		is: 'a GIF for FLUX Kontext, where the sources are unsure',
		form: flux,
		files: { data: photo({ type: 'gif' }) },
		says: [],
		warns: [
			'Image is a GIF file, but FLUX Kontext Pro takes PNG, JPEG and WEBP files. Convert it first, e.g. with Edit Image.',
		],
	},
];

const nothing: readonly BadInput[] = [
	...(['pdf', 'html', 'json', 'zip', 'film'] as const).map((what) => ({
		is: `${what} that is called PNG`,
		form: gpt,
		files: { data: bytes(beginnings[what]) },
		says: [notOne],
	})),
	{
		is: 'a PDF for a model that takes any picture',
		form: { model: 'nano-banana' },
		files: { data: bytes(beginnings.pdf) },
		says: [notOne],
	},
	{
		is: 'an SVG that is called PNG',
		form: gpt,
		files: { data: bytes(beginnings.svg) },
		says: [
			'Image is an SVG file, but GPT Image 1 takes PNG, JPEG and WEBP files. Convert it first, e.g. with Edit Image.',
		],
	},
	{
		is: 'an SVG for Seedream, whose documents list no formats',
		gateway: 'aiid',
		form: { model: 'doubao-seedream-4-5-251128' },
		files: { data: bytes(beginnings.svg) },
		says: [
			'Image is an SVG file, which Seedream 4.5 does not take. Make a PNG or JPEG of it first.',
		],
	},
	{
		is: 'a PNG that is cut off before its end',
		form: gpt,
		files: { data: { ...photo(), draw: async () => (await photo().draw()).subarray(0, -20) } },
		says: ['Image (photo.png) is cut off before its end. Check the node that made it.'],
	},
	{
		is: 'a file of no bytes',
		form: gpt,
		files: { data: bytes('') },
		says: ['Image has no content (0 bytes). Check the node that made it.'],
	},
	{
		is: 'nothing but the signature of a PNG',
		form: gpt,
		files: { data: bytes(beginnings.signatureOnly) },
		says: [notOne],
	},
	{
		is: 'an empty file as the mask',
		form: { ...gpt, mask: slot('binary', 'mask') },
		files: { mask: bytes('') },
		says: ['Mask has no content (0 bytes). Check the node that made it.'],
	},
	{
		is: 'a web page as the garment',
		form: tryOn,
		files: { cloth: bytes(beginnings.html, 'cloth.jpg') },
		says: ['Garment (cloth.jpg, image/png) is not an image. Check the node that made it.'],
	},
];

const sides: readonly BadInput[] = [
	{
		is: 'one side too short for Kling',
		form: kling,
		files: { data: photo({ width: 299 }) },
		says: [
			'Image is 299 x 320 pixels, but Kling Image (Kling 3) takes sides of at least 300 pixels. Use a larger image.',
		],
	},
	{
		is: 'both sides too short to expand',
		form: expand,
		files: { data: photo({ width: 64, height: 64 }) },
		says: [
			'Image is 64 x 64 pixels, but Kling Image (Kling 3) takes sides of at least 300 pixels. Use a larger image.',
		],
	},
	{
		is: 'a subject that is too small',
		form: combine,
		files: { data: jpeg({ height: 100, width: 200 }) },
		says: [
			'Subject Images 1 is 200 x 100 pixels, but Kling Image (Kling 2.1) takes sides of at least 300 pixels. Use a larger image.',
		],
	},
	{
		is: 'a person who is too small',
		form: tryOn,
		files: { data: photo({ width: 200, height: 900 }) },
		says: [
			'Person is 200 x 900 pixels, but Kolors Virtual Try-On 1.5 takes sides of at least 300 pixels. Use a larger image.',
		],
	},
	{
		is: 'a picture that is too wide for Kling',
		form: kling,
		files: { data: photo({ width: 800, height: 310 }) },
		says: [
			'Image is 800 x 310 pixels, but Kling Image (Kling 3) takes a ratio from 1:2.5 to 2.5:1. Crop it first.',
		],
	},
	{
		is: 'a picture that is too tall for Kling',
		form: { ...kling, modelName: 'kling-v2' },
		files: { data: photo({ width: 310, height: 800 }) },
		says: [
			'Image is 310 x 800 pixels, but Kling Image (Kling 2) takes a ratio from 1:2.5 to 2.5:1. Crop it first.',
		],
	},
	{
		is: 'a picture that is too tall for Kling Omni',
		form: { ...omni, modelName: 'kling-image-o1' },
		files: { data: photo({ height: 801 }) },
		says: [
			'Image is 320 x 801 pixels, but Kling Omni Image (Kling Image O1) takes a ratio from 1:2.5 to 2.5:1. Crop it first.',
		],
	},
	{
		is: 'a picture that is too small, too wide and a GIF, told in one go',
		form: kling,
		files: { data: photo({ width: 320, height: 20, type: 'gif' }) },
		says: [
			'Image is a GIF file, but Kling Image (Kling 3) takes JPEG and PNG files. Convert it first, e.g. with Edit Image.',
			'Image is 320 x 20 pixels, but Kling Image (Kling 3) takes sides of at least 300 pixels. Use a larger image.',
			'Image is 320 x 20 pixels, but Kling Image (Kling 3) takes a ratio from 1:2.5 to 2.5:1. Crop it first.',
		],
	},
	{
		is: 'a picture for DALL·E 2 that is not square',
		form: dallE,
		files: { data: photo({ width: 640 }) },
		says: ['Image is 640 x 320 pixels, but DALL·E 2 takes square images. Crop it first.'],
	},
	{
		is: 'a picture for DALL·E 2 that is one pixel off the square',
		form: dallE,
		files: { data: photo({ height: 321 }) },
		says: ['Image is 320 x 321 pixels, but DALL·E 2 takes square images. Crop it first.'],
	},
];

const weights: readonly BadInput[] = [
	{
		is: 'more than 10 MB for Kling',
		form: kling,
		files: { data: heavy(mebibytes(10.5)) },
		says: [
			'Image has 10.5 MB, but Kling Image (Kling 3) takes at most 10 MB. Make it smaller first.',
		],
	},
	{
		is: 'a garment of more than 10 MB',
		form: tryOn,
		files: { cloth: heavy(mebibytes(12), { type: 'jpeg', alpha: false }) },
		says: [
			'Garment has 12.0 MB, but Kolors Virtual Try-On 1.5 takes at most 10 MB. Make it smaller first.',
		],
	},
	{
		is: 'more than 4 MB for DALL·E 2',
		form: dallE,
		files: { data: heavy(mebibytes(4.25)) },
		says: ['Image has 4.3 MB, but DALL·E 2 takes less than 4 MB. Make it smaller first.'],
	},
	{
		is: 'more than 50 MB for GPT Image',
		form: gpt,
		files: { data: heavy(mebibytes(50.5)) },
		says: ['Image has 50.5 MB, but GPT Image 1 takes less than 50 MB. Make it smaller first.'],
	},
	{
		is: 'more than 20 MB for FLUX Kontext, where the sources are unsure',
		form: flux,
		files: { data: heavy(mebibytes(20.5), { type: 'webp' }) },
		says: [],
		warns: ['Image has 20.5 MB, but FLUX Kontext Pro takes at most 20 MB. Make it smaller first.'],
	},
	{
		is: 'a picture without transparency for DALL·E 2, and no mask',
		form: dallE,
		files: { data: opaque() },
		says: [
			'Image has no transparency and Mask is empty. Give a mask, or make the parts that are to be edited transparent.',
		],
	},
];

export const pictures: readonly BadInput[] = [...formats, ...nothing, ...sides, ...weights];
