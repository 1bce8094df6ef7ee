import type { IDataObject, INode, INodeParameters } from 'n8n-workflow';

import type { GatewayId } from '../../nodes/ImageEdit/catalogue/gateways';
import { answerEach, busy, numberOf, promptItems } from './support/batch';
import { model } from './support/parameters';
import { answerQuickly } from './support/quickAnswer';
import type { OrderOptions, Rig } from './support/rig';
import { nodeName, startRig } from './support/rig';
import { createHttpClient } from './support/wire';

let rig: Rig;
beforeAll(async () => (rig = await startRig({ storedPictureBytes: 2000 })));
afterAll(async () => await rig.close());
beforeEach(() => {
	rig.gateway.reset();
	rig.connect('aiid');
});

const kling: INodeParameters = {
	operation: 'generate',
	model: model('kling-image'),
	modelName: 'kling-v3',
	prompt: '={{ $json.prompt }}',
	options: { externalTaskId: 'auto' },
	longTask: { pollInterval: 0.1, maxWait: 20 },
};
const triesAgain: Partial<INode> = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };

const order = async (
	count = 1,
	options: OrderOptions = {},
	parameters: INodeParameters = {},
	gateway: GatewayId = 'aiid',
) => {
	rig.connect(gateway);
	return await rig.order({ ...kling, ...parameters }, { items: promptItems(count), ...options });
};
const posts = () => rig.gateway.requests.filter(({ method }) => method === 'POST');
const ids = () => posts().map((request) => createHttpClient(request).fields.external_task_id);
const idInExtra = '{"external_task_id":"mine"}';
const made = /^n8n-\d+-0-\d+-[0-9a-f]{16}$/;

describe('External Task ID: auto', () => {
	it('sends an ID with the execution, the run and the item in it, and nothing else changes', async () => {
		await answerQuickly(rig.gateway);
		await order(1, { executionId: '471' });
		await order(1, {}, { options: {} });
		const [automatic, without] = posts().map(createHttpClient);
		expect(automatic).toEqual({
			path: '/images/generations',
			body: 'json',
			fields: {
				model: 'kling-image',
				model_name: 'kling-v3',
				prompt: 'p0',
				external_task_id: expect.stringMatching(/^n8n-471-0-0-[0-9a-f]{16}$/),
			},
		});
		expect({ ...automatic?.fields, external_task_id: undefined }).toEqual(without?.fields);
	});

	it('goes into a form as well', async () => {
		await answerQuickly(rig.gateway);
		const options = { externalTaskId: 'auto', bodyFormat: 'multipart' };
		await order(1, {}, { model: model('brand-new'), options }, 'openAiCompatible');
		expect(createHttpClient(posts()[0])).toEqual({
			path: '/images/generations',
			body: 'multipart',
			fields: {
				model: 'brand-new',
				prompt: 'p0',
				external_task_id: expect.stringMatching(made),
			},
		});
	});

	it('is another one for each item, even for the same order, and in each execution', async () => {
		await answerQuickly(rig.gateway);
		const items = Array.from({ length: 5 }, () => ({ json: { prompt: 'p0' } }));
		await order(5, { items });
		await order(5, { items });
		expect(new Set(ids()).size).toBe(10);
	});

	it('stays the same when Retry On Fail orders again what was refused', async () => {
		let left = 1;
		await answerEach(rig, (number) => (number === 1 && left-- > 0 ? busy(1) : undefined));
		const result = await order(2, { settings: triesAgain }, { batch: { maxTries: 1 } });
		expect(result.error).toBeUndefined();
		const idsOf = (item: number) =>
			posts()
				.filter((request) => numberOf(request) === item)
				.map((request) => createHttpClient(request).fields.external_task_id);
		expect([idsOf(0), idsOf(1)].map(({ length }) => length)).toEqual([1, 2]);
		expect(new Set(idsOf(1)).size).toBe(1);
		expect(idsOf(0)).not.toEqual(idsOf(1).slice(1));
	});

	it('leaves the request key as it is without, in every execution', async () => {
		await answerQuickly(rig.gateway);
		const keyOf = async (options: INodeParameters) =>
			(await order(1, {}, { options })).items(nodeName)[0]?.json.requestKey;
		const key = await keyOf({});
		expect(await keyOf({ externalTaskId: 'auto' })).toBe(key);
		expect(await keyOf({ externalTaskId: 'auto' })).toBe(key);
		expect(await keyOf({ externalTaskId: 'auto', dryRun: true })).toBe(key);
		expect(await keyOf({ externalTaskId: 'order-1' })).not.toBe(key);
	});

	it('is shown by a dry run', async () => {
		const options = { externalTaskId: 'auto', dryRun: true };
		const [item] = (await order(1, {}, { options })).items(nodeName);
		const { fields } = item?.json.request as { fields: IDataObject };
		expect(fields).toEqual({
			model: 'kling-image',
			model_name: 'kling-v3',
			prompt: 'p0',
			external_task_id: expect.stringMatching(made),
		});
	});

	it.each([
		['an ID of the user', { externalTaskId: 'order-1' }, 'order-1'],
		['one from Extra Fields', { externalTaskId: 'auto', extraFields: idInExtra }, 'mine'],
		['nothing, for an empty value', { externalTaskId: '' }, undefined],
	])('gives way to %s', async (_title, options, expected) => {
		await answerQuickly(rig.gateway);
		await order(1, {}, { options });
		expect(ids()).toEqual([expected]);
	});

	it('is refused like any other ID by a model that takes none', async () => {
		const result = await order(1, {}, { model: model('={{ "nano-banana" }}') });
		expect(result.error?.message).toMatch(/^External Task ID is set, but Nano Banana does not/);
		expect(rig.gateway.requests).toEqual([]);
	});
});

describe('an order with an automatic ID that got lost', () => {
	const cut = { kind: 'cut', when: 'beforeHeaders' } as const;
	/** The first order, and no other request, breaks off. */
	const cutFirst = () => {
		let orders = 0;
		rig.gateway.intercept(({ method }) => (method === 'POST' && ++orders === 1 ? cut : undefined));
	};

	it('is found again by it when the connection broke off, and is paid once', async () => {
		rig.gateway.planTasks({ shape: 'kling', durationMs: 300 });
		cutFirst();
		const result = await order();
		expect(result.error).toBeUndefined();
		expect(result.items(nodeName)[0]?.json).toMatchObject({ taskId: rig.gateway.tasks[0]?.id });
		expect(result.items(nodeName)[0]?.binary).toBeDefined();
		expect([posts().length, rig.gateway.ledger.length]).toEqual([1, 1]);
	});

	it('is found before Retry If Possibly Billed would order it again', async () => {
		rig.gateway.planTasks({ shape: 'kling', durationMs: 300 });
		cutFirst();
		const result = await order(1, {}, { batch: { retryAmbiguous: true } });
		expect(result.items(nodeName)[0]?.binary).toBeDefined();
		expect([posts().length, rig.gateway.ledger.length]).toEqual([1, 1]);
	});

	it('is waited for when the gateway refuses it as a second one', async () => {
		rig.gateway.planTasks({ shape: 'kling', durationMs: 2000 });
		const stopped = new AbortController();
		const first = order(1, { executionId: '900', signal: stopped.signal });
		while (rig.gateway.polls.length === 0) await new Promise((go) => setTimeout(go, 5));
		stopped.abort();
		expect((await first).status).toBe('canceled');

		const again = await order(1, { executionId: '900' });
		expect(again.error).toBeUndefined();
		expect(again.items(nodeName)[0]?.json).toMatchObject({ taskId: rig.gateway.tasks[0]?.id });
		expect(ids()[1]).toBe(ids()[0]);
		expect([posts().length, rig.gateway.ledger.length]).toEqual([2, 1]);
	});

	it('is not looked for by an ID of the user, which may be that of another order', async () => {
		rig.gateway.planTasks({ shape: 'kling', durationMs: 0 });
		cutFirst();
		const result = await order(1, {}, { options: { externalTaskId: 'order-1' } });
		expect(result.error?.message).toMatch(/^The connection to the gateway broke off/);
		expect(rig.gateway.polls).toEqual([]);
	});
});
