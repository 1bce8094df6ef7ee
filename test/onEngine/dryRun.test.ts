import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import type { GatewayId } from '../../nodes/ImageEdit/catalogue/gateways';
import { base64, binary, model, slots, url } from './support/parameters';
import { addressOf, itemWith, picture, type TestPicture } from './support/pictures';
import { answerQuickly } from './support/quickAnswer';
import type { Rig } from './support/rig';
import { nodeName, startRig } from './support/rig';

let rig: Rig;
let mug: TestPicture;
let item: INodeExecutionData;
beforeAll(async () => {
	rig = await startRig();
	mug = await picture('mug');
	item = await itemWith(rig, { data: mug, more: await picture('plant', 'jpeg') });
});
afterAll(async () => await rig.close());
beforeEach(async () => {
	rig.gateway.reset();
	await answerQuickly(rig.gateway);
});

async function run(gateway: GatewayId, parameters: INodeParameters, options: object = {}) {
	rig.connect(gateway);
	const given = { ...(parameters.options as object | undefined), ...options };
	const result = await rig.order(
		{ operation: 'edit', prompt: 'A garden', ...parameters, options: given },
		{ items: [item] },
	);
	expect(result.error).toBeUndefined();
	return result.items(nodeName)[0];
}

const dry = async (gateway: GatewayId, parameters: INodeParameters) =>
	await run(gateway, parameters, { dryRun: true });

const file = (fileName: string, mimeType: string) => ({
	fileName,
	mimeType,
	bytes: expect.any(Number) as number,
});

describe('a dry run shows the exact request and calls nothing', () => {
	afterEach(() => {
		expect(rig.gateway.requests).toEqual([]);
		expect(rig.gateway.fileRequests).toEqual([]);
	});

	it('of a form, with its files', async () => {
		const shown = await dry('gptplus', {
			model: model('gpt-image-1'),
			additionalImages: slots(binary('more')),
			options: { n: 2, pricePerCall: 0.2 },
		});
		expect(shown).toEqual({
			json: {
				request: {
					method: 'POST',
					url: `${rig.gateway.baseUrl('gptplus')}/images/edits`,
					bodyFormat: 'multipart',
					fields: {
						model: 'gpt-image-1',
						'image[]': [file('mug.png', 'image/png'), file('plant.jpg', 'image/jpeg')],
						prompt: 'A garden',
						n: 2,
					},
				},
				requestKey: expect.stringMatching(/^[0-9a-f]{64}$/),
				// It has ended at its vendor.
				warnings: [expect.stringContaining('2026-10-23')],
				cost: 0.2,
			},
			pairedItem: { item: 0 },
		});
	});

	it('of a JSON body, where every digit of an id stays', async () => {
		const shown = await dry('aiid', {
			operation: 'generate',
			model: model('kling-omni-image'),
			modelName: 'kling-v3-omni',
			elementIds: '835266081714884677',
		});
		expect(shown?.json).toEqual({
			request: {
				method: 'POST',
				url: `${rig.gateway.baseUrl('aiid')}/images/generations`,
				bodyFormat: 'json',
				fields: {
					model: 'kling-omni-image',
					model_name: 'kling-v3-omni',
					prompt: 'A garden',
					element_list: [{ element_id: '835266081714884677' }],
				},
			},
			requestKey: expect.any(String),
			warnings: [],
		});
	});

	it('of a picture by address, which is not fetched', async () => {
		const address = addressOf(rig, 'mug.png');
		const shown = await dry('dddai', { model: model('gpt-image-1'), image: url(address) });
		expect(shown?.json.request).toMatchObject({
			url: `${rig.gateway.baseUrl('dddai')}/images/edits/`,
			fields: { image: { url: address } },
		});
	});

	it('with the warnings and the price of the catalogue', async () => {
		const shown = await dry('aiid', {
			operation: 'generate',
			model: model('doubao-seedream-4-5-251128'),
			size: '1024x1024',
			options: { validation: 'warn' },
		});
		expect(shown?.json).toMatchObject({
			cost: 0.06,
			warnings: [expect.stringContaining('Size is "1024x1024"')],
		});
	});

	it('without the key and without base64', async () => {
		rig.connect('aiid');
		for (const gateway of ['aiid', 'bella', 'gptplus'] as const) {
			const shown = await dry(gateway, {
				model: model('nano-banana'),
				image: base64(mug.bytes.toString('base64')),
			});
			const text = JSON.stringify(shown);
			expect(text).not.toContain(rig.gateway.apiKey);
			expect(text).not.toContain('iVBORw0KGgo');
			expect(text.length).toBeLessThan(1500);
		}
	});
});

describe('the request key', () => {
	const orders: Array<[string, GatewayId, () => INodeParameters]> = [
		['binary data in a form', 'gptplus', () => ({ model: model('gpt-image-1') })],
		['binary data in JSON', 'aiid', () => ({ model: model('nano-banana') })],
		[
			'base64',
			'bella',
			() => ({ model: model('gpt-image-1'), image: base64(mug.bytes.toString('base64')) }),
		],
		[
			'an address that is handed on',
			'aiid',
			() => ({ model: model('nano-banana'), image: url(addressOf(rig, 'mug.png')) }),
		],
		[
			'an address that is fetched',
			'gptplus',
			() => ({ model: model('gpt-image-1'), image: url(addressOf(rig, 'mug.png')) }),
		],
		[
			'extra fields and ids',
			'aiid',
			() => ({
				operation: 'generate',
				model: model('kling-image'),
				modelName: 'kling-v3',
				elementIds: '835266081714884677, elem_1',
				options: { extraFields: '{"callback_url":"https://a.example/b"}' },
			}),
		],
	];

	it.each(orders)('of a dry run is that of the order: %s', async (_title, gateway, parameters) => {
		const shown = await dry(gateway, parameters());
		const bought = await run(gateway, parameters());
		const again = await run(gateway, parameters());
		expect(bought?.json.requestKey).toMatch(/^[0-9a-f]{64}$/);
		expect(shown?.json.requestKey).toBe(bought?.json.requestKey);
		expect(again?.json.requestKey).toBe(bought?.json.requestKey);
	});

	it('is another one for anything else that is ordered', async () => {
		const keyOf = async (gateway: GatewayId, parameters: INodeParameters) =>
			String((await dry(gateway, { model: model('gpt-image-1'), ...parameters }))?.json.requestKey);
		const keys = [
			await keyOf('gptplus', {}),
			await keyOf('gptplus', { prompt: 'A garden.' }),
			await keyOf('gptplus', { model: model('gpt-image-1-all') }),
			await keyOf('gptplus', { options: { n: 1 } }),
			await keyOf('gptplus', { options: { n: 2 } }),
			await keyOf('gptplus', { image: binary('more') }),
			await keyOf('gptplus', { image: binary('data,more') }),
			await keyOf('gptplus', { image: binary('more,data') }),
			await keyOf('gptplus', { operation: 'generate' }),
			await keyOf('openAiCompatible', {}),
			await keyOf('gptplus', { options: { extraFields: '{"seed":9007199254740993}' } }),
			await keyOf('gptplus', { options: { extraFields: '{"seed":9007199254740992}' } }),
		];
		expect(new Set(keys).size).toBe(keys.length);
	});

	it('does not depend on what steers the node alone', async () => {
		const plain = await dry('gptplus', { model: model('gpt-image-1') });
		const other = await dry('gptplus', {
			model: model('gpt-image-1'),
			options: { pricePerCall: 1, validation: 'warn' },
			output: { binaryField: 'other', fileName: 'x', includeRaw: true },
			batch: { concurrency: 1, maxTries: 1 },
		});
		expect(other?.json.requestKey).toBe(plain?.json.requestKey);
	});
});
