import { dialects } from '../../tools/gateway/dialects/table';
import { knownIds } from '../../nodes/ImageEdit/catalogue/models';
import type { Rig } from './support/rig';
import { nodeName, startRig } from './support/rig';

let rig: Rig;
beforeAll(async () => (rig = await startRig()));
afterAll(async () => await rig.close());
beforeEach(() => rig.gateway.reset());

const getAll = { resource: 'model', operation: 'getAll' };

describe('the models of a gateway', () => {
	it.each(['aiid', 'bella', 'gptplus', 'zhongzhuan'] as const)('are those %s lists', async (id) => {
		rig.connect(id);
		const result = await rig.order(getAll);
		expect(result.error).toBeUndefined();
		const items = result.items(nodeName);
		expect(items.map(({ json }) => json.id)).toEqual(dialects[id].modelList);
		expect(rig.gateway.requests.map(({ method, path }) => [method, path])).toEqual([
			['GET', `/${id}/v1/models`],
		]);
	});

	it('are joined with what the catalogue knows', async () => {
		rig.connect('aiid');
		const items = (await rig.order(getAll)).items(nodeName);
		const kling = items.find(({ json }) => json.id === 'kling-image');
		expect(kling?.json).toMatchObject({
			known: true,
			name: 'Kling Image',
			family: 'klingImage',
			operations: expect.arrayContaining(['combine', 'edit', 'expand', 'generate']),
			modelNames: expect.arrayContaining(['kling-v3', 'kling-v2-1']),
		});
		expect(kling?.pairedItem).toEqual({ item: 0 });
	});

	it('may be unknown to the catalogue', async () => {
		rig.connect('openAiCompatible');
		rig.gateway.intercept(() => ({ status: 200, body: { data: [{ id: 'brand-new' }] } }));
		const items = (await rig.order(getAll)).items(nodeName);
		expect(items.map(({ json }) => json)).toEqual([{ id: 'brand-new', known: false }]);
	});

	it.each([
		[10_000, {}],
		[10_001, { warnings: ['The gateway lists more than 10000 models. The others were left out.'] }],
	])('are the first 10,000 of %d, and the first item says so', async (length, told) => {
		rig.connect('openAiCompatible');
		const data = Array.from({ length }, (_none, index) => ({ id: `model-${index}` }));
		rig.gateway.intercept(() => ({ status: 200, body: { data } }));
		const items = (await rig.order(getAll)).items(nodeName);
		expect(items).toHaveLength(10_000);
		expect(items[0]?.json).toEqual({ id: 'model-0', known: false, ...told });
		expect(items[1]?.json).toEqual({ id: 'model-1', known: false });
	});

	it('are those of the catalogue where the gateway has no list', async () => {
		rig.connect('dddai');
		const items = (await rig.order(getAll)).items(nodeName);
		expect(items.map(({ json }) => json.id)).toEqual(knownIds);
	});
});

describe('a list that cannot be had', () => {
	it('for a wrong key ends in the words of the gateway', async () => {
		rig.connect('openAiCompatible', { apiKey: 'wrong-key-000000' });
		const result = await rig.order(getAll);
		expect(result.status).toBe('error');
		expect(result.error?.message).toContain('Incorrect API key provided');
		expect(JSON.stringify(result.error)).not.toContain('wrong-key-000000');
	});

	it.each([401, 403])('because of %d is no list of the catalogue', async (status) => {
		rig.connect('openAiCompatible');
		rig.gateway.intercept(() => ({ status, body: { error: { message: 'Not with this key.' } } }));
		const result = await rig.order(getAll);
		expect(result.error?.message).toContain('Not with this key.');
		expect(result.items(nodeName)).toEqual([]);
	});

	it('is an error item in a node that goes on', async () => {
		rig.connect('openAiCompatible', { apiKey: 'wrong-key-000000' });
		const result = await rig.order(getAll, { settings: { onError: 'continueRegularOutput' } });
		expect(result.items(nodeName)).toEqual([
			{
				json: {
					error: expect.objectContaining({
						message: expect.stringContaining('Incorrect API key provided'),
						status: 401,
					}),
				},
				pairedItem: { item: 0 },
			},
		]);
	});
});
