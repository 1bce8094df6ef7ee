import type { INodeParameters } from 'n8n-workflow';

import sharp from 'sharp';

import type { GatewayId } from '../../nodes/ImageEdit/catalogue/gateways';
import { failOn } from './support/failures';
import type { Host } from './support/host';
import { startHost } from './support/host';
import { base64, binary, model, slots, url } from './support/parameters';
import { addressOf, itemWith, picture, type TestPicture } from './support/pictures';
import { answerQuickly } from './support/quickAnswer';
import type { OrderOptions, Rig } from './support/rig';
import { startRig } from './support/rig';
import { createHttpClient } from './support/wire';

let rig: Rig;
let host: Host;
let mug: TestPicture;
beforeAll(async () => {
	rig = await startRig();
	host = await startHost();
	mug = await picture('mug');
});
afterAll(async () => {
	await rig.close();
	await host.close();
});
beforeEach(async () => {
	rig.gateway.reset();
	host.requests.length = 0;
	host.serve((_request, response) => response.writeHead(200).end(mug.bytes));
	rig.connect('gptplus');
	await answerQuickly(rig.gateway);
});

const edit: INodeParameters = {
	operation: 'edit',
	model: model('gpt-image-1'),
	prompt: 'A garden',
};

async function sent(parameters: INodeParameters, options: OrderOptions = {}) {
	const result = await rig.order({ ...edit, ...parameters }, options);
	expect(result.error).toBeUndefined();
	const orders = rig.gateway.requests.filter(({ method }) => method === 'POST');
	expect(orders.map(({ status }) => status)).toEqual([200]);
	return createHttpClient(orders[0]).fields;
}

const png = (fileName: string) => ({ fileName, mimeType: 'image/png', picture: 'mug.png' });

describe('a picture by address, at a gateway that takes files', () => {
	it.each<[string, string]>([
		['/photos/my%20mug.png?width=8&x=%2F', 'my mug.png'],
		['/photos/mug.jpg', 'mug.png'],
		['/photos/12345', '12345.png'],
		['/', 'image.png'],
	])('is fetched without the key and sent as a file: %s as %s', async (path, fileName) => {
		const fields = await sent({ image: url(`${host.origin}${path}`) });
		expect(fields).toMatchObject({ image: png(fileName) });
		expect(host.requests).toEqual([
			{
				method: 'GET',
				path,
				headers: expect.not.objectContaining({ authorization: expect.anything() }),
			},
		]);
	});

	it('is waited for at Concurrency 1: one item after the other, though the next could be ordered', async () => {
		host.serve((request, response) => {
			const answer = () => response.writeHead(200).end(mug.bytes);
			setTimeout(answer, request.url?.endsWith('/slow.png') ? 300 : 0);
		});
		await rig.order(
			{
				...edit,
				image: url(`=${host.origin}/{{ $json.file }}.png`),
				batch: { concurrency: 1 },
			},
			{ items: ['slow', 'quick', 'last'].map((file) => ({ json: { file } })) },
		);
		const files = rig.gateway.requests.map((request) => createHttpClient(request).fields.image);
		expect(files).toEqual([png('slow.png'), png('quick.png'), png('last.png')]);
	});

	it('stands in order among the others', async () => {
		const plant = await picture('plant');
		const fields = await sent(
			{
				image: url(`${host.origin}/first.png`),
				additionalImages: slots(binary('data'), url(`${host.origin}/third.png`)),
			},
			{ items: [await itemWith(rig, { data: plant })] },
		);
		expect(fields).toMatchObject({
			'image[]': [
				png('first.png'),
				{ fileName: 'plant.png', mimeType: 'image/png', picture: 'plant.png' },
				png('third.png'),
			],
		});
	});

	it('is no mask when nothing in it is transparent, though it could be', async () => {
		const opaque = { width: 320, height: 320, channels: 4, background: '#123f' } as const;
		const mask = await sharp({ create: opaque }).png().toBuffer();
		host.serve((request, response) =>
			response.writeHead(200).end(request.url?.startsWith('/mask') ? mask : mug.bytes),
		);
		const addresses = { image: url(`${host.origin}/mug`), mask: url(`${host.origin}/mask.png`) };
		const { error, orders } = await failOn(rig, () => undefined, { ...edit, ...addresses });
		expect(JSON.stringify(error)).toContain('Mask has no transparency.');
		expect(orders).toBe(0);
	});

	it('may be the mask', async () => {
		const mask = await picture('mask');
		host.serve((request, response) =>
			response.writeHead(200).end(request.url?.startsWith('/mask') ? mask.bytes : mug.bytes),
		);
		const fields = await sent({
			image: url(`${host.origin}/mug.png`),
			mask: url(`${host.origin}/mask.png`),
		});
		expect(fields).toMatchObject({ image: png('mug.png'), mask: { picture: 'mask.png' } });
	});

	it('is followed to another address, still without the key', async () => {
		host.serve((request, response) => {
			if (request.url === '/moved.png') response.writeHead(200).end(mug.bytes);
			else response.writeHead(302, { location: '/moved.png' }).end();
		});
		expect(await sent({ image: url(`${host.origin}/a.png`) })).toHaveProperty('image');
		expect(host.requests.map(({ headers: { authorization } }) => authorization)).toEqual([
			undefined,
			undefined,
		]);
	});

	it('of the gateway itself is fetched with the key, which no redirect carries on', async () => {
		const headers = { location: `${host.origin}/moved.png` };
		await answerQuickly(rig.gateway);
		const own = `${rig.gateway.baseUrl('gptplus')}/images/files/a.png`;
		rig.gateway.intercept(({ method }) =>
			method === 'GET'
				? { status: 302, headers, body: '' }
				: { status: 200, body: { data: [{ b64_json: mug.bytes.toString('base64') }] } },
		);
		expect(await sent({ image: url(own) })).toMatchObject({ image: png('a.png') });
		const [fetched] = rig.gateway.requests.filter(({ method }) => method === 'GET');
		expect(fetched?.headers.authorization).toBe(`Bearer ${rig.gateway.apiKey}`);
		expect(host.requests.map(({ headers: { authorization } }) => authorization)).toEqual([
			undefined,
		]);
	});
});

describe('an address that leads to no picture stops the item before it is ordered', () => {
	it.each<[string, () => string, string | RegExp]>([
		['a page', () => `${host.origin}/page`, 'is not an image'],
		['not found', () => `${host.origin}/gone`, 'the server responded with 404'],
		['nobody there', () => 'http://127.0.0.1:1/a.png', 'could not be reached'],
		['another scheme', () => 'ftp://example.com/a.png', 'is not a web address'],
		['no address', () => 'mug.png', 'is not a web address'],
	])('%s', async (_title, address, said) => {
		host.serve((request, response) =>
			response.writeHead(request.url === '/gone' ? 404 : 200).end('<html>Hello</html>'),
		);
		const { error, orders } = await failOn(rig, () => undefined, {
			...edit,
			image: url(address()),
		});
		expect(error.message).toContain('Image ');
		expect(error.message).toContain(said);
		expect(error).toMatchObject({ code: 'invalid_parameters', retryable: false });
		expect(orders).toBe(0);
	});
});

describe('a picture by address, where the gateway takes addresses', () => {
	it('is handed on and not fetched', async () => {
		rig.connect('aiid');
		const fields = await sent({
			model: model('nano-banana'),
			image: url(addressOf(rig, 'mug.png')),
		});
		expect(fields).toMatchObject({ image: '<url mug.png>' });
		// Only the gateway itself fetched it.
		expect(rig.gateway.fileRequests.map(({ headers }) => headers['user-agent'])).not.toContain(
			'n8n',
		);
	});

	it.each<[string, INodeParameters]>([
		['image_url', { image: url('mug') }],
		['image_url[]', { image: url('mug'), additionalImages: slots(url('plant')) }],
	])('goes as %s to Bella', async (name, parameters) => {
		rig.connect('bella');
		const text = JSON.stringify(parameters).replace(
			/"value":"(mug|plant)"/g,
			(_all, drawing: string) => `"value":"${addressOf(rig, `${drawing}.png`)}"`,
		);
		const fields = await sent(JSON.parse(text) as INodeParameters);
		expect(fields[name]).toEqual(
			name === 'image_url' ? '<url mug.png>' : ['<url mug.png>', '<url plant.png>'],
		);
	});

	it('goes as a file to Bella beside a picture of another kind', async () => {
		rig.connect('bella' satisfies GatewayId);
		const fields = await sent({
			image: url(`${host.origin}/first.png`),
			additionalImages: slots(base64(mug.bytes.toString('base64'))),
		});
		expect(Object.keys(fields).sort()).toEqual(['image[]', 'model', 'prompt']);
	});

	it('is fetched all the same when its size has to be known', async () => {
		rig.connect('aiid');
		const fields = await sent({
			operation: 'expand',
			model: model('kling-image'),
			modelName: 'kling-v3',
			image: url(addressOf(rig, 'mug.png')),
			expandBy: 'aspectRatio',
			targetAspectRatio: '16:9',
		});
		expect(fields).toMatchObject({
			image: '<url mug.png>',
			up_expansion_ratio: 0,
			down_expansion_ratio: 0,
			left_expansion_ratio: 0.3888,
			right_expansion_ratio: 0.3888,
		});
	});
});
