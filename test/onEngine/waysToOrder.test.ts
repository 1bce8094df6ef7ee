import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import type { GatewayId } from '../../nodes/ImageEdit/catalogue/gateways';
import { ordersOf } from './support/failures';
import { binary, model, slots, url } from './support/parameters';
import { itemWith, picture } from './support/pictures';
import type { Rig } from './support/rig';
import { nodeName, startRig } from './support/rig';
import { createHttpClient } from './support/wire';

let rig: Rig;
let item: INodeExecutionData;
beforeAll(async () => {
	rig = await startRig();
	item = await itemWith(rig, { data: await picture('mug'), more: await picture('plant') });
});
afterAll(async () => await rig.close());
beforeEach(() => rig.gateway.reset());

const ids: Readonly<Record<string, string>> = {
	gemini: 'gemini-3-pro-image',
	chatCompletions: 'gemini-3-pro-image',
	openRouter: 'google/gemini-3-pro-image',
};
const ways = Object.keys(ids) as GatewayId[];
const edit = { operation: 'edit', prompt: 'A blue mug', image: binary('data') };

describe.each(ways)('the gateway %s', (gateway) => {
	const order = async (parameters: object, settings = {}) => {
		rig.connect(gateway);
		const whole = { ...edit, model: model(ids[gateway] ?? ''), ...parameters };
		return await rig.order(whole, { items: [item], settings });
	};

	it('edits, from the order to the picture', async () => {
		const result = await order({
			additionalImages: slots(binary('more')),
			aspectRatio: '16:9',
		});
		expect(result.error).toBeUndefined();
		const [made] = result.items(nodeName);
		expect(made?.json).toMatchObject({ mimeType: 'image/png' });
		expect(rig.gateway.ledger).toHaveLength(1);
		const binaryData = made?.binary?.data;
		expect(binaryData && (await rig.engine.readBinary(binaryData)).subarray(1, 4).toString()).toBe(
			'PNG',
		);
	});

	it('generates', async () => {
		const result = await order({ operation: 'generate' });
		expect(result.error).toBeUndefined();
		expect(result.items(nodeName)).toHaveLength(1);
		expect(rig.gateway.ledger).toHaveLength(1);
	});

	it('stops before paying at what it has no place for', async () => {
		const result = await order({
			model: model('gpt-image-1'),
			mask: binary('more'),
			options: { inputFidelity: 'high' },
		});
		expect(result.error?.message).toMatch(
			/^Mask is set, but a request to .+ has no place for it\./,
		);
		expect(result.error?.description).toContain('Input Fidelity is set, but');
		expect(ordersOf(rig)).toBe(0);
	});

	it.each([
		[{ imageField: 'picture' }, 'Image Field is set'],
		[{ bodyFormat: 'multipart' }, 'Body Format is multipart, but'],
	])('stops at %j', async (options, words) => {
		const result = await order({ options });
		expect(result.error?.message).toContain(words);
		expect(ordersOf(rig)).toBe(0);
	});

	it('needs a model', async () => {
		const result = await order({ model: model('') });
		expect(result.error?.message).toContain('Model is empty, but');
		expect(ordersOf(rig)).toBe(0);
	});

	it('shows the whole order in a dry run, and calls nothing', async () => {
		const result = await order({ options: { dryRun: true } });
		const request = result.items(nodeName)[0]?.json.request as IDataObject;
		expect(JSON.stringify(request.fields)).toContain('"fileName":"mug.png"');
		expect(String(request.url)).toMatch(/\/(images|chat\/completions|models\/.+:generateContent)$/);
		expect(rig.gateway.requests).toEqual([]);
	});

	it('lists the models that make images', async () => {
		rig.connect(gateway);
		const result = await rig.order({ resource: 'model', operation: 'getAll' });
		const listed = result.items(nodeName).map(({ json }) => String(json.id));
		expect(listed).toContain(ids[gateway]);
		expect(listed.filter((id) => /embedding|claude|gpt-5|flash$/.test(id))).toEqual([]);
	});
});

it('puts Extra Fields into the body of an order, and leaves the rest of it', async () => {
	rig.connect('gemini');
	const options = { extraFields: '{"generationConfig":{"temperature":0.5}}' };
	const result = await rig.order(
		{ ...edit, model: model('gemini-3-pro-image'), options },
		{ items: [item] },
	);
	expect(result.error).toBeUndefined();
	expect(createHttpClient(rig.gateway.requests[0])).toMatchObject({
		path: '/models/gemini-3-pro-image:generateContent',
		fields: { generationConfig: { responseModalities: ['TEXT', 'IMAGE'], temperature: 0.5 } },
	});
});

it('fetches a picture by address for Gemini, and leaves that to the others', async () => {
	const address = `${rig.gateway.fileOrigin}/samples/mug.png`;
	for (const gateway of ways) {
		rig.connect(gateway);
		const order = { ...edit, model: model(ids[gateway] ?? ''), image: url(address) };
		const result = await rig.order(order, { items: [item] });
		expect(result.error).toBeUndefined();
		const body = JSON.stringify(rig.gateway.requests.at(-1)?.json);
		expect(body.includes(address)).toBe(gateway !== 'gemini');
	}
});

it('takes the bare key in the header of Google', async () => {
	rig.connect('gemini', { keyHeader: 'x-goog-api-key' });
	const result = await rig.order(
		{ ...edit, operation: 'generate', model: model('gemini-3-pro-image') },
		{ items: [item] },
	);
	expect(result.error).toBeUndefined();
});

it('keeps a strange model inside the path of the call', async () => {
	rig.connect('gemini');
	for (const id of ['../../openai/v1/images', 'a?b#c', 'models/gemini-3-pro-image']) {
		await rig.order({ ...edit, operation: 'generate', model: model(id) }, { items: [item] });
	}
	expect(rig.gateway.requests.map(({ path }) => path)).toEqual([
		'/gemini/v1beta/models/_/_/openai/v1/images:generateContent',
		'/gemini/v1beta/models/a%3Fb%23c:generateContent',
		'/gemini/v1beta/models/gemini-3-pro-image:generateContent',
	]);
});
