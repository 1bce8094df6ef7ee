import { slot } from '../../helpers/n8nForm';
import type { BadInput } from '../support/badInput';
import { beginnings, bytes } from '../support/files';

const gpt = { model: 'gpt-image-1' };
const nano = { model: 'nano-banana' };
const tryOn = { model: 'kolors-virtual-try-on-v1', operation: 'tryOn' };
const list = (...images: object[]) => ({ image: images.map((image) => ({ image })) });
const more = { additionalImages: list(slot('binary', 'more')) };

const has = 'It has data, cloth. Name a field that is there, or use a URL or base64.';
const needs = (label: string, name: string) =>
	`${label} is empty, but ${name} needs it. Give a binary field, a URL or base64.`;
const noAddress = (url: string) =>
	`Image is "${url}", but a web address begins with http:// or https://. Write it in full.`;
const notOne = (label: string, file: string, type = 'application/octet-stream') =>
	`${label} (${file}, ${type}) is not an image. Check the node that made it.`;

const fields: readonly BadInput[] = [
	{
		is: 'a binary field that is not there',
		form: { ...gpt, image: slot('binary', 'photo') },
		says: [`Image: the input item has no binary field "photo". ${has}`],
	},
	{
		is: 'a binary field in capitals',
		form: { ...gpt, image: slot('binary', 'Data') },
		says: [`Image: the input item has no binary field "Data". ${has}`],
	},
	{
		is: 'one of two binary fields that is not there',
		form: { ...gpt, image: slot('binary', 'data, second') },
		says: [`Image: the input item has no binary field "second". ${has}`],
	},
	{
		is: 'an additional image that is not there',
		form: { ...gpt, ...more },
		says: [`Additional Images 1: the input item has no binary field "more". ${has}`],
	},
	{
		is: 'a mask that is not there',
		form: { ...gpt, mask: slot('binary', 'mask') },
		says: [`Mask: the input item has no binary field "mask". ${has}`],
	},
	{
		is: 'a garment that is not there',
		form: tryOn,
		files: { cloth: undefined },
		says: [
			'Garment: the input item has no binary field "cloth". It has data. Name a field that is there, or use a URL or base64.',
		],
	},
	{
		is: 'an item without any file',
		form: gpt,
		files: { data: undefined, cloth: undefined },
		says: [
			'Image: the input item has no binary field "data". It has no binary data at all. Name a field that is there, or use a URL or base64.',
		],
	},
	{
		is: 'all pictures of an item that has none',
		form: { ...gpt, image: slot('binary', '*') },
		files: { data: bytes(beginnings.pdf), cloth: undefined },
		says: [
			'Image: the input item has no image in any binary field. It has data. Name a field that is there, or use a URL or base64.',
		],
	},
	{
		is: 'an address where the name of a binary field belongs',
		form: { ...gpt, image: slot('binary', 'https://example.com/a.png') },
		says: [
			'Image could not be fetched from https://example.com/a.png: the server responded with 404.',
		],
	},
	{
		is: 'base64 where the name of a binary field belongs, of which the message shows the beginning',
		form: { ...gpt, image: slot('binary', `iVBORw0KGgo${'A'.repeat(4000)}`) },
		says: [`Image: the input item has no binary field "iVBORw0KGgo${'A'.repeat(46)}…". ${has}`],
	},
];

const empty: readonly BadInput[] = [
	{
		is: 'an empty image',
		form: { ...gpt, image: slot('binary', '') },
		says: [needs('Image', 'GPT Image 1')],
	},
	{
		is: 'an empty address',
		form: { ...nano, image: slot('url', '') },
		says: [needs('Image', 'Nano Banana')],
	},
	{
		is: 'empty base64',
		form: { model: 'dall-e-2', image: slot('base64', '') },
		says: [needs('Image', 'DALL·E 2')],
	},
	{
		is: 'nothing but commas',
		form: { ...gpt, image: slot('binary', ' , ,') },
		says: [needs('Image', 'GPT Image 1')],
	},
	{
		is: 'an address from an expression that gave nothing',
		form: { ...nano, image: { ...slot('url', ''), value: null } },
		says: [needs('Image', 'Nano Banana')],
	},
	{
		is: 'a person without an image, and a garment without one',
		form: { ...tryOn, humanImage: slot('url', ''), clothImage: slot('binary', '') },
		says: [needs('Person', 'Kolors Virtual Try-On 1'), needs('Garment', 'Kolors Virtual Try-On 1')],
	},
	{
		is: 'an empty image to expand',
		form: {
			model: 'kling-image',
			modelName: 'kling-v2',
			operation: 'expand',
			expandBy: 'ratios',
			upExpansionRatio: 1,
			image: slot('binary', ''),
		},
		says: [needs('Image', 'Kling Image (Kling 2)')],
	},
	{
		is: 'an address of a picture whose size must be known, and which is not there',
		form: {
			model: 'kling-image',
			modelName: 'kling-v2',
			operation: 'expand',
			expandBy: 'aspectRatio',
			image: slot('binary', ''),
		},
		says: [
			'Expand To is Aspect Ratio, but the size of Image is not known. Give the image as binary data, or choose Each Side by Itself.',
		],
	},
];

const addresses: readonly BadInput[] = [
	...[
		'example.com/a.png',
		'ftp://example.com/a.png',
		'file:///etc/passwd',
		'javascript:alert(1)',
		'data:text/html,hello',
		'//example.com/a.png',
		'/a.png',
		'C:\\pictures\\a.png',
		'http://',
		'https:///a.png',
		'not an address',
	].map((url) => ({
		is: `${url} as an address`,
		form: { ...nano, image: slot('url', url) },
		says: [noAddress(url)],
	})),
	{
		is: 'an address that cannot be, for a gateway that takes files',
		form: { ...gpt, image: slot('url', 'ftp://example.com/a.png') },
		says: ['Image could not be fetched from ftp://example.com/a.png: it is not a web address.'],
	},
	{
		is: 'an address with a host that cannot be',
		form: { ...gpt, image: slot('url', 'https://exa mple.com/a.png') },
		says: ['Image could not be fetched from https://exa mple.com/a.png: it is not a web address.'],
	},
	{
		is: 'an address at which there is nothing',
		form: { ...gpt, image: slot('url', 'https://example.com/gone.png') },
		web: { 'https://example.com/gone.png': { status: 404 } },
		says: [
			'Image could not be fetched from https://example.com/gone.png: the server responded with 404.',
		],
	},
	{
		is: 'an address at which a page wants a login',
		form: { ...gpt, image: slot('url', 'https://example.com/a.png') },
		web: { 'https://example.com/a.png': { headers: { 'content-type': 'text/html' }, body: 'Hi' } },
		says: [notOne('Image', 'a.png', 'text/html')],
	},
	{
		is: 'an address at which there is an empty file',
		form: { ...gpt, image: slot('url', 'https://example.com/a.png') },
		web: { 'https://example.com/a.png': { body: '' } },
		says: ['Image has no content (0 bytes). Check the node that made it.'],
	},
];

const base64s: readonly BadInput[] = [
	{
		is: 'text that is no base64',
		form: { ...gpt, image: slot('base64', 'this is a picture of a cat') },
		says: [notOne('Image', 'image')],
	},
	{
		is: 'base64 of a PDF',
		form: { ...gpt, image: slot('base64', beginnings.pdf.toString('base64')) },
		says: [notOne('Image', 'image')],
	},
	{
		is: 'base64 of a PDF that says it is a PNG',
		form: {
			...gpt,
			image: slot('base64', `data:image/png;base64,${beginnings.pdf.toString('base64')}`),
		},
		says: [notOne('Image', 'image', 'image/png')],
	},
	{
		is: 'a data URI without content',
		form: { ...gpt, image: slot('base64', 'data:image/png;base64,') },
		says: ['Image has no content (0 bytes). Check the node that made it.'],
	},
	{
		is: 'the name of a file as base64',
		form: { ...nano, image: slot('base64', 'photo.png') },
		says: [notOne('Image', 'image')],
	},
	{
		is: 'base64 that was encoded twice',
		form: {
			...nano,
			image: slot('base64', Buffer.from('iVBORw0KGgoAAAANSUhEUg').toString('base64')),
		},
		says: [notOne('Image', 'image')],
	},
	{
		is: 'a file with a name that fills the page, of which the message shows the beginning',
		form: gpt,
		files: { data: bytes(beginnings.html, `${'x'.repeat(5000)}.png`) },
		says: [expect.stringMatching(/^Image \(x{10,250}….*is not an image\./) as unknown as string],
	},
];

export const slots: readonly BadInput[] = [...fields, ...empty, ...addresses, ...base64s];
