import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';
import sharp from 'sharp';

import type { GatewayId } from '../../nodes/ImageEdit/catalogue/gateways';
import { ordersOf } from './support/failures';
import { base64, binary, model, slots, url } from './support/parameters';
import { addressOf, itemWith, picture, type TestPicture } from './support/pictures';
import { answerQuickly } from './support/quickAnswer';
import type { Rig } from './support/rig';
import { nodeName, startRig } from './support/rig';

// What people get wrong in the editor. Each stops before anything is sent, with one sentence that names the
// field as the form does, the item, what was found and what is allowed, and says what to do.

let rig: Rig;
let pictures: Readonly<Record<string, TestPicture>>;
beforeAll(async () => {
	rig = await startRig();
	const mug = await picture('mug');
	const mask = await picture('mask');
	const drawn = (fileName: string, bytes: Buffer, mimeType = 'image/png'): TestPicture => ({
		...{ bytes, fileName, mimeType, name: fileName },
	});
	const small = { width: 200, height: 200 };
	pictures = {
		mug,
		mask,
		plant: await picture('plant', 'jpeg'),
		small: drawn('small.png', await sharp(mug.bytes).resize(small).png().toBuffer()),
		smallMask: drawn('mask.png', await sharp(mask.bytes).resize(small).png().toBuffer()),
		gif: drawn('mug.gif', await sharp(mug.bytes).gif().toBuffer(), 'image/gif'),
		text: drawn('notes.txt', Buffer.from('Not an image'), 'text/plain'),
	};
});
afterAll(async () => await rig.close());
beforeEach(() => {
	rig.gateway.reset();
	rig.connect('openAiCompatible');
});

const itemOf = async (files: Readonly<Record<string, string>>): Promise<INodeExecutionData> =>
	await itemWith(
		rig,
		Object.fromEntries(
			Object.entries(files).map(([field, name]) => [field, pictures[name] as TestPicture]),
		),
	);

const edit = { operation: 'edit', model: model('nano-banana-pro'), prompt: 'A cat' };
const gptImage = { model: model('gpt-image-2') };
const kling = (modelName: string) => ({ model: model('kling-image'), modelName });
const expand = { operation: 'expand', ...kling('kling-v3') };
const combine = { operation: 'combine', ...kling('kling-v2') };
const withMask = { ...gptImage, mask: binary('mask') };

interface Mistake {
	readonly is: string;
	/** In place of what an edit by Nano Banana Pro has. */
	readonly set?: INodeParameters;
	/** Binary fields of the item; a mug in `data` when left out. */
	readonly files?: Readonly<Record<string, string>>;
	readonly gateway?: GatewayId;
	readonly says: string;
}

const mistakes: readonly Mistake[] = [
	{
		is: 'a form with two files, and Image left at data',
		files: { Photo: 'mug', Photo_1: 'plant' },
		says: 'Image: the input item has no binary field "data", but 2 images: Photo, Photo_1. Name the one that is meant, or write * for all of them.',
	},
	{
		is: 'a binary field that is not there',
		set: { image: binary('photo') },
		says: 'Image: the input item has no binary field "photo". It has data. Name a field that is there, or use a URL or base64.',
	},
	{
		is: 'an item without a file',
		files: {},
		says: 'Image: the input item has no binary field "data". It has no binary data at all. Name a field that is there, or use a URL or base64.',
	},
	{
		is: 'a file that is no image',
		files: { data: 'text' },
		says: 'Image (notes.txt, text/plain) is not an image. Check the node that made it.',
	},
	{
		is: 'an address without http',
		set: { image: url('example.com/mug.png') },
		says: 'Image is "example.com/mug.png", but a web address begins with http:// or https://. Write it in full.',
	},
	{
		is: 'a file name as base64',
		set: { image: base64('mug.png') },
		says: 'Image (image, application/octet-stream) is not an image. Check the node that made it.',
	},
	{
		is: 'a prompt of blanks',
		set: { prompt: '   ' },
		says: 'Prompt is empty, but Nano Banana Pro needs it for Edit.',
	},
	{
		is: 'no model at a gateway that needs one',
		set: { model: model('') },
		gateway: 'aiid',
		says: 'Model is empty, but AIID needs one. Choose a model from the list.',
	},
	{
		is: 'a model that cannot expand',
		set: { ...expand, model: model('nano-banana-pro') },
		says: 'Nano Banana cannot expand images. Choose Kling Image under Model.',
	},
	{
		is: 'a model that cannot edit',
		set: { model: model('dall-e-3') },
		says: 'DALL·E 3 cannot edit images. Choose Nano Banana 2.1 under Model.',
	},
	{
		is: 'four sides of 0',
		set: { ...expand, expandBy: 'ratios' },
		says: 'Top, Bottom, Left and Right are all 0, so nothing would be painted. Set at least one.',
	},
	{
		is: 'sides that add too much',
		set: { ...expand, expandBy: 'ratios', upExpansionRatio: 1, rightExpansionRatio: 1 },
		says: 'Top, Bottom, Left and Right make the image 4.00 times as large, but at most 3 times is allowed. Make them smaller.',
	},
	{
		is: 'an aspect ratio that the image has already',
		set: { ...expand, targetAspectRatio: '1:1' },
		says: 'Aspect Ratio is "1:1", which the image has already, so nothing would be painted. Choose another.',
	},
	{
		is: 'a size without a height',
		set: { size: '1024' },
		says: 'Size is "1024", but Nano Banana Pro takes width x height like 2048x2048.',
	},
	{
		is: 'a size that is too small',
		set: { model: model('doubao-seedream-4-5-251128'), size: '1024x1024' },
		says: 'Size is "1024x1024", but Seedream 4.5 takes 2K, 4K or at least 3686400 pixels in all, e.g. 2048x2048.',
	},
	{
		is: 'an aspect ratio of another model',
		set: { operation: 'generate', ...kling('kling-v1'), aspectRatio: '21:9' },
		says: 'Aspect Ratio is "21:9", but Kling Image (Kling 1) takes one of 16:9, 9:16, 1:1, 4:3, 3:4, 3:2, 2:3. It is left over from another model and is not sent. Choose another value.',
	},
	{
		is: 'more results than the model makes',
		set: { ...gptImage, options: { n: 20 } },
		says: 'Number of Images is "20", but GPT Image 2 takes a whole number from 1 to 10.',
	},
	{
		is: 'more images than the model takes',
		set: { ...kling('kling-v3'), image: binary('data, more') },
		files: { data: 'mug', more: 'plant' },
		says: 'Image: 2 images were given, but Kling Image (Kling 3) takes at most 1. Use fewer images.',
	},
	{
		is: 'an image that is too small',
		set: kling('kling-v3'),
		files: { data: 'small' },
		says: 'Image is 200 x 200 pixels, but Kling Image (Kling 3) takes sides of at least 300 pixels. Use a larger image.',
	},
	{
		is: 'a format that the model does not take',
		set: kling('kling-v3'),
		files: { data: 'gif' },
		says: 'Image is a GIF file, but Kling Image (Kling 3) takes JPEG and PNG files. Convert it first, e.g. with Edit Image.',
	},
	{
		is: 'a mask of another size',
		set: withMask,
		files: { data: 'mug', mask: 'smallMask' },
		says: 'Mask is 200 x 200 pixels and Image 320 x 320. Both must have the same size.',
	},
	{
		is: 'a mask without transparency',
		set: withMask,
		files: { data: 'mug', mask: 'mug' },
		says: 'Mask has no transparency. Make the parts that are to be edited transparent (alpha 0).',
	},
	{
		is: 'a mask as JPEG',
		set: withMask,
		files: { data: 'mug', mask: 'plant' },
		says: 'Mask is a JPEG file, but GPT Image 2 takes PNG files. Convert it first, e.g. with Edit Image.',
	},
	{
		is: 'a transparent background in a JPEG',
		set: {
			model: model('gpt-image-2.6-flare'),
			background: 'transparent',
			options: { outputFormat: 'jpeg' },
		},
		says: 'Background is "transparent", but Output Format is jpeg. Change one of them.',
	},
	{
		is: 'a person without a garment',
		set: {
			operation: 'tryOn',
			model: model('kolors-virtual-try-on-v1-5'),
			humanImage: binary('data'),
		},
		says: 'Garment: the input item has no binary field "cloth". It has data. Name a field that is there, or use a URL or base64.',
	},
	{
		is: 'nothing to combine',
		set: combine,
		says: 'Subject Images is empty, but Kling Image (Kling 2) needs it. Give a binary field, a URL or base64.',
	},
	{
		is: 'an element ID that has lost its last digits',
		set: {
			model: model('kling-omni-image'),
			modelName: 'kling-v3-omni',
			elementIds: '={{ 835266081714884677 }}',
		},
		says: 'Element IDs is "835266081714884700", but Kling Omni Image (Kling 3 Omni) takes IDs as text: as a number this one has lost its last digits already.',
	},
	{
		is: 'Extra Fields that are not JSON',
		set: { options: { extraFields: '{size: 1}' } },
		says: 'Extra Fields is "{size: 1}", but takes a JSON object, e.g. {"seed": 7}.',
	},
	{
		is: 'Max Cost without a price',
		set: { batch: { maxCost: 1 } },
		says: 'Max Cost is set, but the price of this model is not known. Set Price per Call under Options.',
	},
	{
		is: 'a price above Max Cost',
		set: { options: { pricePerCall: 2 }, batch: { maxCost: 1 } },
		says: 'Max Cost is 1, and this call for 2 would take the run past it (0 so far). Raise it, or run the rest later.',
	},
];

it.each(mistakes)(
	'$is: one sentence, before anything is sent',
	async ({ files = { data: 'mug' }, gateway, says, set }) => {
		if (gateway) rig.connect(gateway);
		const { error } = await rig.order({ ...edit, ...set }, { items: [await itemOf(files)] });
		expect(error).toMatchObject({
			message: `${says} [item 0]`,
			description: 'Nothing was sent and nothing was billed.',
		});
		expect(ordersOf(rig)).toBe(0);
	},
);

it('a mistake in the last item is found before the first one is sent', async () => {
	const items = [await itemOf({ data: 'mug' }), await itemOf({ data: 'plant' }), await itemOf({})];
	const { error } = await rig.order(edit, { items });
	expect(error?.message).toMatch(/^Image: the input item has no binary field "data".+ \[item 2\]$/);
	expect(ordersOf(rig)).toBe(0);
});

it('an empty prompt: n8n itself stops, since the field is required', async () => {
	const items = [await itemOf({ data: 'mug' })];
	const { error } = await rig.order({ ...edit, prompt: '' }, { items });
	// n8n 1.123 says no more than that something is wrong.
	expect(error?.message).toMatch(/Parameter "Prompt" is required|workflow has issues/);
	expect(ordersOf(rig)).toBe(0);
});

describe('is no mistake any more', () => {
	beforeEach(async () => await answerQuickly(rig.gateway));

	it.each<[string, () => INodeParameters, Record<string, string>]>([
		[
			'an address in a field for binary data',
			() => ({ image: binary(addressOf(rig, 'mug.png')) }),
			{ data: 'plant' },
		],
		['the only file of a form, whatever its name', () => ({}), { Photo: 'mug' }],
		['a size with a × and blanks', () => ({ size: '1024 × 1024' }), { data: 'mug' }],
	])('%s', async (_title, set, files) => {
		const { error } = await rig.order({ ...edit, ...set() }, { items: [await itemOf(files)] });
		expect(error).toBeUndefined();
		expect(ordersOf(rig)).toBe(1);
	});

	it('the same image twice, but a warning says what was probably meant', async () => {
		const additionalImages = slots(binary('data'));
		const items = [await itemOf({ data: 'mug' })];
		const result = await rig.order({ ...edit, additionalImages }, { items });
		expect(result.items(nodeName)[0]?.json.warnings).toEqual([
			'Additional Images 1 is the same image as Image. To use images of several items in one call, put Aggregate with Include Binaries before this node.',
		]);
	});
});
