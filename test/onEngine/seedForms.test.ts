import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import type { GatewayId } from '../../nodes/ImageEdit/catalogue/gateways';
import { base64, binary, model, url } from './support/parameters';
import { addressOf, itemWith, picture, seen } from './support/pictures';
import type { Rig } from './support/rig';
import { nodeName, startRig } from './support/rig';
import { createHttpClient } from './support/wire';

let rig: Rig;
beforeAll(async () => (rig = await startRig()));
afterAll(async () => await rig.close());
beforeEach(() => rig.gateway.reset());

const otter = 'A cute baby sea otter wearing a beret.';
const png = (name: string, fileName = name) => ({
	fileName,
	mimeType: 'image/png',
	picture: name,
});

/** Runs an example whole: its request, and the sides of the pictures that come of it. */
async function example(
	gateway: GatewayId,
	item: INodeExecutionData,
	parameters: INodeParameters,
	expected: { path?: string; fields: Record<string, unknown>; sides: Array<[number, number]> },
) {
	rig.connect(gateway);
	const result = await rig.order({ operation: 'edit', ...parameters }, { items: [item] });
	expect(result.error).toBeUndefined();
	expect(rig.gateway.requests).toHaveLength(1);
	const [request] = rig.gateway.requests;
	const { fields, path = '/images/edits', sides } = expected;
	expect(createHttpClient(request)).toEqual({ path, body: 'multipart', fields });
	expect(request?.headers.authorization).toBe(`Bearer ${rig.gateway.apiKey}`);

	const pictures = await Promise.all(result.items(nodeName).map((out) => seen(rig, out)));
	expect(pictures.map((one) => one.sides)).toEqual(sides);
	for (const { fileName, format, mimeType } of pictures) {
		expect([mimeType, format]).toEqual(['image/png', 'png']);
		expect(fileName).toMatch(/\.png$/);
	}
	return request;
}

it('seed 001 (GPTPlus): the curl example, with the Accept header that its page asks for', async () => {
	const fileName = '87069cf1-8838-4acf-bb31-e02e6c9a11eb.png';
	const request = await example(
		'gptplus',
		await itemWith(rig, { data: await picture('mug', 'png', fileName) }),
		{
			model: model('flux-kontext-max'),
			prompt: '换成红色衣服',
			image: binary('data'),
			aspectRatio: '16:9',
			options: { n: 1 },
		},
		{
			fields: {
				image: png('mug.png', fileName),
				prompt: '换成红色衣服',
				model: 'flux-kontext-max',
				n: '1',
				aspect_ratio: '16:9',
			},
			sides: [[320, 180]],
		},
	);
	expect(request?.headers.accept).toBe('application/json');
});

it('seed 002 (dddai): the example values, at the path that ends in a slash', async () => {
	const fileName = '31225951_59371037e9_small.png';
	await example(
		'dddai',
		await itemWith(rig, { data: await picture('cutout', 'png', fileName) }),
		{
			model: model('dall-e-2'),
			prompt: otter,
			size: '1024x1024',
			options: { n: 1, responseFormat: 'url', user: '' },
		},
		{
			path: '/images/edits/',
			fields: {
				image: png('cutout.png', fileName),
				prompt: otter,
				n: '1',
				size: '1024x1024',
				response_format: 'url',
				model: 'dall-e-2',
			},
			sides: [[1024, 1024]],
		},
	);
});

it('seed 003 (Zhongzhuan): the curl example, without a model and without the empty user', async () => {
	const fileName = '31225951_59371037e9_small.png';
	await example(
		'zhongzhuan',
		await itemWith(rig, { data: await picture('cutout', 'png', fileName) }),
		{
			model: model(''),
			prompt: otter,
			size: '1024x1024',
			options: { n: 2, responseFormat: 'url', user: '' },
		},
		{
			fields: {
				image: png('cutout.png', fileName),
				prompt: otter,
				n: '2',
				size: '1024x1024',
				response_format: 'url',
			},
			sides: [
				[1024, 1024],
				[1024, 1024],
			],
		},
	);
});

describe('seed 004 (Bella OpenAPI)', () => {
	it('the curl example with a file and a mask, which is the Python one, too', async () => {
		const item = await itemWith(rig, {
			data: await picture('mug', 'png', 'original.png'),
			mask: await picture('mask'),
		});
		await example(
			'bella',
			item,
			{
				model: model(''),
				prompt: 'Remove the red car from the image',
				image: binary('data'),
				mask: binary('mask'),
				size: '1024x1024',
				options: { n: 1, responseFormat: 'url' },
			},
			{
				fields: {
					image: png('mug.png', 'original.png'),
					mask: png('mask.png'),
					prompt: 'Remove the red car from the image',
					n: '1',
					size: '1024x1024',
					response_format: 'url',
				},
				sides: [[1024, 1024]],
			},
		);
	});

	it('the curl example with a URL', async () => {
		await example(
			'bella',
			{ json: {} },
			{
				model: model('dall-e-2'),
				prompt: 'Change the sky to be cloudy',
				image: url(addressOf(rig, 'cutout.png')),
				options: { responseFormat: 'b64_json' },
			},
			{
				fields: {
					image_url: '<url cutout.png>',
					prompt: 'Change the sky to be cloudy',
					model: 'dall-e-2',
					response_format: 'b64_json',
				},
				sides: [[320, 320]],
			},
		);
	});

	it('the curl example with base64', async () => {
		const { bytes } = await picture('cutout');
		await example(
			'bella',
			{ json: {} },
			{
				model: model(''),
				prompt: 'Add flowers to the garden',
				image: base64(bytes.toString('base64')),
				size: '512x512',
				options: { n: 2 },
			},
			{
				fields: {
					image_b64_json: '<base64 cutout.png>',
					prompt: 'Add flowers to the garden',
					n: '2',
					size: '512x512',
				},
				sides: [
					[512, 512],
					[512, 512],
				],
			},
		);
	});

	it('the JavaScript example, a file alone', async () => {
		await example(
			'bella',
			await itemWith(rig, { data: await picture('cutout', 'png', 'file.png') }),
			{
				model: model(''),
				prompt: 'Replace the background with a sunset',
				size: '1024x1024',
				options: { n: 1, responseFormat: 'url' },
			},
			{
				fields: {
					image: png('cutout.png', 'file.png'),
					prompt: 'Replace the background with a sunset',
					n: '1',
					size: '1024x1024',
					response_format: 'url',
				},
				sides: [[1024, 1024]],
			},
		);
	});
});
