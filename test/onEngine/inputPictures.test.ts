import type { IBinaryData, IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { tmpdir } from 'node:os';

import type { GatewayId } from '../../nodes/ImageEdit/catalogue/gateways';
import { failOn } from './support/failures';
import { base64, binary, model, slots } from './support/parameters';
import { itemWith, picture, type TestPicture } from './support/pictures';
import { answerQuickly } from './support/quickAnswer';
import type { Rig } from './support/rig';
import { imageNode, nodeName, startRig, triggerNode } from './support/rig';
import { createHttpClient } from './support/wire';

const edit: INodeParameters = {
	operation: 'edit',
	model: model('gpt-image-1'),
	prompt: 'A garden',
};
const file = (name: string, fileName = name, mimeType = 'image/png') => ({
	fileName,
	mimeType,
	picture: name,
});

describe.each(['filesystem', 'default'] as const)('binary data in mode "%s"', (binaryMode) => {
	let rig: Rig;
	let mug: TestPicture;
	let plant: TestPicture;
	beforeAll(async () => {
		rig = await startRig({ binaryMode });
		mug = await picture('mug');
		plant = await picture('plant', 'jpeg');
	});
	afterAll(async () => await rig.close());
	beforeEach(async () => {
		rig.gateway.reset();
		rig.connect('openAiCompatible');
		await answerQuickly(rig.gateway);
	});

	/** The fields of the one order that comes of it. */
	async function sent(
		item: INodeExecutionData,
		parameters: INodeParameters,
		gateway: GatewayId = 'openAiCompatible',
	) {
		rig.connect(gateway);
		const result = await rig.order({ ...edit, ...parameters }, { items: [item] });
		expect(result.error).toBeUndefined();
		expect(rig.gateway.requests.map(({ status }) => status)).toEqual([200]);
		return createHttpClient(rig.gateway.requests[0]).fields;
	}

	it('one field by its name', async () => {
		const item = await itemWith(rig, { photo: mug });
		const fields = await sent(item, { image: binary('photo') });
		expect(fields).toMatchObject({ image: file('mug.png') });
	});

	it('of a field of JSON and one of binary data of the same name, the binary data', async () => {
		const { binary: stored } = await itemWith(rig, { photo: mug });
		const item = { json: { photo: 'https://example.com/other.png' }, binary: stored };
		expect(await sent(item as INodeExecutionData, { image: binary('photo') })).toMatchObject({
			image: file('mug.png'),
		});
	});

	it('several fields, in the order in which they are named', async () => {
		const item = await itemWith(rig, { a: mug, b: plant });
		const fields = await sent(item, { image: binary('b, a') });
		expect(fields).toMatchObject({
			'image[]': [file('plant.jpg', 'plant.jpg', 'image/jpeg'), file('mug.png')],
		});
	});

	it('* for all pictures, and for nothing else', async () => {
		const item = await itemWith(rig, { first: plant, second: mug });
		const text = await rig.engine.storeBinary(Buffer.from('words'), 'words.txt', 'text/plain');
		const mixed = { json: {}, binary: { words: text, ...item.binary } };
		expect(await sent(mixed, { image: binary('*') })).toMatchObject({
			'image[]': [file('plant.jpg', 'plant.jpg', 'image/jpeg'), file('mug.png')],
		});
	});

	it('the one picture that no other slot names, where the usual field is missing', async () => {
		const item = await itemWith(rig, { photo: mug, hole: await picture('mask') });
		const fields = await sent(item, { image: binary('data'), mask: binary('hole') });
		expect(fields).toMatchObject({ image: file('mug.png'), mask: file('mask.png') });
	});

	it('all fields of the item by an expression, {{ $binary }}', async () => {
		const item = await itemWith(rig, { a: mug, b: plant });
		const fields = await sent(item, { image: binary('={{ $binary }}') });
		expect(fields).toMatchObject({
			'image[]': [file('mug.png'), file('plant.jpg', 'plant.jpg', 'image/jpeg')],
		});
	});

	it('Additional Images after Image, each in its own way', async () => {
		const item = await itemWith(rig, { data: mug, more: plant });
		const cutout = await picture('cutout');
		const fields = await sent(item, {
			image: binary('more'),
			additionalImages: slots(base64(cutout.bytes.toString('base64')), binary('data')),
		});
		expect(fields).toMatchObject({
			'image[]': [
				file('plant.jpg', 'plant.jpg', 'image/jpeg'),
				file('cutout.png', expect.stringMatching(/\.png$/) as unknown as string),
				file('mug.png'),
			],
		});
	});

	it('a picture of an earlier node, by an expression', async () => {
		const value = `={{ $('Start').item.binary.data }}`;
		const strip = {
			id: 'strip',
			name: 'Strip',
			type: 'n8n-nodes-base.set',
			typeVersion: 3.4,
			position: [0, 0] as [number, number],
			parameters: { mode: 'raw', jsonOutput: '{}', options: { stripBinary: true } },
		};
		const result = await rig.engine.run(
			{
				nodes: [
					triggerNode,
					strip,
					imageNode({
						...edit,
						prompt: '=Item {{ $itemIndex }}',
						image: { __rl: true, mode: 'binary', value },
					}),
				],
				connections: {
					Start: { main: [[{ node: 'Strip', type: 'main', index: 0 }]] },
					Strip: { main: [[{ node: nodeName, type: 'main', index: 0 }]] },
				},
				settings: { executionOrder: 'v1' },
			},
			{ triggerItems: [await itemWith(rig, { data: mug }), await itemWith(rig, { data: plant })] },
		);
		expect(result.error).toBeUndefined();
		expect(result.items('Strip').map((item) => item.binary)).toEqual([undefined, undefined]);
		const orders = rig.gateway.requests.map((request) => createHttpClient(request).fields);
		const ofItem = (item: number) => orders.find(({ prompt }) => prompt === `Item ${item}`);
		expect(orders).toHaveLength(2);
		expect(ofItem(0)?.image).toEqual(file('mug.png'));
		expect(ofItem(1)?.image).toEqual(file('plant.jpg', 'plant.jpg', 'image/jpeg'));
	});

	it.each(['person', 'cloth'] as const)(
		'a result that is the %s of the input is told as such',
		async (same) => {
			const item = await itemWith(rig, { person: mug, cloth: plant });
			const { bytes } = same === 'person' ? mug : plant;
			const body = { data: [{ b64_json: bytes.toString('base64') }] };
			rig.gateway.intercept(() => ({ status: 200, body }));
			rig.connect('aiid');
			const result = await rig.order(
				{
					operation: 'tryOn',
					model: model('kolors-virtual-try-on-v1-5'),
					humanImage: binary('person'),
					clothImage: binary('cloth'),
				},
				{ items: [item] },
			);
			expect(result.error).toBeUndefined();
			expect(result.items(nodeName)[0]?.json.warnings).toEqual([
				'Image 1 of the result is byte for byte an image of the input.',
			]);
		},
	);

	it('a JPEG that is called PNG goes by what it is', async () => {
		const item = await itemWith(rig, {
			data: { ...plant, fileName: 'photo.png', mimeType: 'image/png' },
		});
		const fields = await sent(item, {});
		expect(fields).toMatchObject({ image: file('plant.jpg', 'photo.jpg', 'image/jpeg') });
	});

	it('a picture without an extension, sent as octet-stream', async () => {
		const item = await itemWith(rig, {
			data: { ...mug, fileName: 'upload', mimeType: 'application/octet-stream' },
		});
		expect(await sent(item, {})).toMatchObject({ image: file('mug.png', 'upload.png') });
	});

	it('as base64 in JSON: bare for Kling, a data URI for the others', async () => {
		const item = await itemWith(rig, { data: mug });
		const kling = { model: model('kling-image'), modelName: 'kling-v3' };
		expect(await sent(item, kling, 'aiid')).toMatchObject({ image: '<base64 mug.png>' });
		rig.gateway.reset();
		await answerQuickly(rig.gateway);
		const nano = { model: model('nano-banana') };
		expect(await sent(item, nano, 'aiid')).toMatchObject({ image: '<data:image/png mug.png>' });
	});

	it('a field that is not there is named, beside those that are', async () => {
		const item = await itemWith(rig, { photo: mug, scan: plant });
		const result = await rig.order(
			{ ...edit, image: binary('picture') },
			{ items: [item], settings: { onError: 'continueRegularOutput' } },
		);
		expect(result.items(nodeName)[0]?.json.error as IDataObject).toMatchObject({
			message:
				'Image: the input item has no binary field "picture". It has photo, scan. Name a field that is there, or use a URL or base64. [item 0]',
			code: 'invalid_parameters',
			retryable: false,
		});
		expect(rig.gateway.requests).toEqual([]);
	});

	it('a picture that is no longer in the store is told, without a path of this machine', async () => {
		if (binaryMode === 'default') return;
		const { binary: stored } = await itemWith(rig, { data: mug });
		const data = { ...stored?.data, id: `${stored?.data?.id}-gone` } as IBinaryData;
		const result = await rig.order(edit, {
			items: [{ json: {}, binary: { data } }],
			settings: { onError: 'continueRegularOutput' },
		});
		const { message } = result.items(nodeName)[0]?.json.error as { message: string };
		expect(message).toMatch(/^Image /);
		expect(message).not.toContain(tmpdir());
		expect(rig.gateway.requests).toEqual([]);
	});

	it('something that is no picture, or empty, is not sent', async () => {
		for (const bytes of [Buffer.from('words, and not few of them'), Buffer.alloc(0)]) {
			const data = await rig.engine.storeBinary(bytes, 'words.png', 'image/png');
			const result = await rig.order(edit, {
				items: [{ json: {}, binary: { data } }],
				settings: { onError: 'continueRegularOutput' },
			});
			const { message } = result.items(nodeName)[0]?.json.error as { message: string };
			expect(message).toMatch(/^Image (\(words\.png, image\/png\) is not an image|has no content)/);
		}
		expect(rig.gateway.requests).toEqual([]);
	});
});

describe('base64 text', () => {
	let rig: Rig;
	let mug: TestPicture;
	beforeAll(async () => {
		rig = await startRig();
		mug = await picture('mug');
	});
	afterAll(async () => await rig.close());
	beforeEach(async () => {
		rig.gateway.reset();
		await answerQuickly(rig.gateway);
	});

	const bare = () => mug.bytes.toString('base64');
	const wrapped = () => bare().replace(/(.{76})/g, '$1\n');

	it.each<[string, () => string]>([
		['bare', bare],
		['with line breaks', wrapped],
		['as a data URI', () => `data:image/png;base64,${bare()}`],
		['as a data URI of the wrong type', () => `data:image/jpeg;base64,${bare()}`],
	])('%s: a data URI, bare text or a file, as the gateway wants it', async (_title, text) => {
		const cases: Array<[GatewayId, INodeParameters, unknown]> = [
			['aiid', { model: model('nano-banana') }, '<data:image/png mug.png>'],
			['aiid', { model: model('kling-image'), modelName: 'kling-v3' }, '<base64 mug.png>'],
			['gptplus', { model: model('flux-kontext-pro') }, file('mug.png', 'image.png')],
		];
		for (const [gateway, parameters, image] of cases) {
			rig.gateway.reset();
			await answerQuickly(rig.gateway);
			rig.connect(gateway);
			const result = await rig.order({ ...edit, ...parameters, image: base64(text()) });
			expect(result.error).toBeUndefined();
			expect(rig.gateway.requests[0]?.status).toBe(200);
			expect(createHttpClient(rig.gateway.requests[0]).fields).toMatchObject({ image });
		}
	});

	it('that is none is not sent', async () => {
		rig.connect('aiid');
		const { error, orders } = await failOn(rig, () => undefined, {
			...edit,
			model: model('nano-banana'),
			image: base64('this is not base64 at all'),
		});
		expect(error.message).toContain('is not an image');
		expect(orders).toBe(0);
	});
});
