import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import type { RunOptions, RunResult } from '../../tools/engine/types';
import { pack, unpack } from '../../nodes/ImageEdit/run/packed';
import { answerEach, orderedBy, perItem, promptItems, refused } from './support/batch';
import { bytesOf } from './support/pictures';
import { model } from './support/parameters';
import { tinyPicture } from './support/quickAnswer';
import type { Rig } from './support/rig';
import { nodeName, startRig } from './support/rig';

let rig: Rig;
beforeAll(async () => (rig = await startRig()));
afterAll(async () => await rig.close());
beforeEach(() => {
	rig.gateway.reset();
	rig.connect('openAiCompatible');
});

const orders = () => rig.gateway.requests.filter(({ method }) => method === 'POST').length;

/** Twelve items of which the last is bad. */
const twelve = (bad: INodeExecutionData) => [...promptItems(11), bad];

describe('a run that will stop at its first failure orders nothing when one item does not fit', () => {
	const edit: INodeParameters = {
		operation: 'edit',
		model: model('gpt-image-1'),
		prompt: '={{ $json.prompt }}',
		size: '={{ $json.size || "1024x1024" }}',
	};

	async function editing(bad: (good: INodeExecutionData) => INodeExecutionData, changes = {}) {
		rig.gateway.intercept(() => ({ status: 400, body: {} }));
		const bytes = await tinyPicture();
		const data = await rig.engine.storeBinary(bytes, 'photo.png', 'image/png');
		const items = promptItems(12).map((item) => ({ ...item, binary: { data } }));
		items[11] = bad(items[11] as INodeExecutionData) as (typeof items)[number];
		return await rig.order({ ...edit, ...changes }, { items });
	}

	it.each<[string, (good: INodeExecutionData) => INodeExecutionData, RegExp, object]>([
		['an empty prompt', (good) => ({ ...good, json: {} }), /^Prompt is empty/, {}],
		['no binary data', ({ json }) => ({ json }), /no binary/, {}],
		[
			'an address that is none',
			(good) => ({ ...good, json: { ...good.json, url: 'nowhere' } }),
			/a web address begins with http/,
			{
				image: {
					__rl: true,
					mode: 'url',
					value: '={{ $json.url || "https://example.com/a.png" }}',
				},
			},
		],
		[
			'a broken expression',
			(good) => good,
			/Referenced node doesn't exist/,
			{ prompt: '={{ $itemIndex === 11 ? $("Nowhere").item.json.prompt : "A cat" }}' },
		],
	])('%s', async (_title, bad, said, changes) => {
		const result = await editing(bad, changes);
		expect(result.status).toBe('error');
		expect(result.error?.message).toMatch(said);
		expect(orders()).toBe(0);
	});

	it('known prices that go past Max Cost', async () => {
		await answerEach(rig);
		const result = await rig.order(
			{ ...perItem, options: { pricePerCall: 1 }, batch: { maxCost: 5 } },
			{ items: promptItems(12) },
		);
		expect(result.error?.message).toBe(
			'Max Cost is 5, and this call for 1 would take the run past it (0 so far, and 5 for the items before it). Raise it, or run the rest later. [item 5]',
		);
		expect(orders()).toBe(0);
	});

	it('but each by itself in a node that goes on', async () => {
		await answerEach(rig);
		const result = await rig.order(perItem, {
			items: twelve({ json: { prompt: '' } }),
			settings: { onError: 'continueRegularOutput' },
		});
		expect(result.items(nodeName)).toHaveLength(12);
		expect(orders()).toBe(11);
	});
});

describe('a run that failed after it had paid', () => {
	const contextOf = (result: RunResult) =>
		result.raw.data.executionData?.contextData[`node:${nodeName}`] as {
			bought: { packed: string };
		};

	const failing = async (settings = {}, workflowSettings = {}, options: RunOptions = {}) => {
		await answerEach(rig, (number) => (number === 2 ? refused(2) : undefined));
		return await rig.order(
			{ ...perItem, batch: { concurrency: 1 } },
			{
				items: promptItems(4),
				settings,
				workflowSettings,
				executionId: '100',
				...options,
			},
		);
	};

	it('tells what was paid, and "Retry" of the execution orders only the rest', async () => {
		const failed = await failing();
		expect(failed.error?.description).toContain(
			'2 images of other items were made and paid; Retry of this execution takes them up.',
		);
		expect(failed.error?.message).toContain('Order 2 is not liked');
		rig.gateway.reset();
		await answerEach(rig);
		const retried = await rig.order(
			{ ...perItem, batch: { concurrency: 1 } },
			{ items: promptItems(4), retryOf: failed, executionId: '101' },
		);
		expect(retried.error).toBeUndefined();
		expect(orderedBy(rig)).toEqual([2, 3]);
		const items = retried.items(nodeName);
		expect(items.map(({ json, pairedItem }) => [json.revisedPrompt, pairedItem])).toEqual(
			[0, 1, 2, 3].map((item) => [`p${item}`, { item }]),
		);
		const expected = await tinyPicture();
		for (const item of items) expect((await bytesOf(rig, item)).bytes.equals(expected)).toBe(true);
		// Nothing is left for n8n to save.
		expect(retried.raw.data.executionData?.contextData?.[`node:${nodeName}`]).toEqual({});
	});

	it('tells where n8n saves no failed execution that could be retried', async () => {
		const failed = await failing({}, { saveDataErrorExecution: 'none' }, { mode: 'trigger' });
		expect(failed.error?.description).toContain(
			`2 images of other items were made and paid, but n8n does not save this execution, so a new one orders them again: switch on "Save failed production executions" in the workflow's settings.`,
		);
		const byHand = await failing({}, { saveManualExecutions: false });
		expect(byHand.error?.description).toContain(
			'orders them again: switch on "Save manual executions" in the workflow\'s settings.',
		);
		const saved = await failing({}, { saveManualExecutions: false }, { mode: 'trigger' });
		expect(saved.error?.description).toContain('Retry of this execution takes them up.');
	});

	it('orders again in a new execution, and what was changed before the retry', async () => {
		const failed = await failing();
		rig.gateway.reset();
		await answerEach(rig);
		await rig.order(perItem, { items: promptItems(4), executionId: '101' });
		expect(orders()).toBe(4);
		rig.gateway.reset();
		await answerEach(rig);
		const prompt = '={{ $json.prompt.replace("p0", "p00") }}';
		await rig.order(
			{ ...perItem, prompt },
			{ items: promptItems(4), retryOf: failed, executionId: '102' },
		);
		expect(orders()).toBe(3);
	});

	it('orders again in a retry what n8n has deleted meanwhile', async () => {
		const failed = await failing();
		const kept = contextOf(failed);
		const bought = (await unpack(kept.bought.packed)) as {
			entries: Record<string, { items: INodeExecutionData[] }>;
		};
		const { data } = bought.entries[0]?.items[0]?.binary ?? {};
		if (data) data.id = `${data.id}-gone`;
		kept.bought.packed = await pack(bought);
		rig.gateway.reset();
		await answerEach(rig);
		const again = { items: promptItems(4), retryOf: failed, executionId: '101' };
		const retried = await rig.order({ ...perItem, batch: { concurrency: 1 } }, again);
		expect(retried.error).toBeUndefined();
		expect(orderedBy(rig)).toEqual([0, 2, 3]);
	});

	it('keeps less than 200 bytes an item', async () => {
		const count = 40;
		await answerEach(rig, (number) => (number === count - 1 ? refused(number) : undefined));
		const failed = await rig.order(perItem, { items: promptItems(count) });
		const kept = JSON.stringify(contextOf(failed)).length / (count - 1);
		expect(kept).toBeLessThan(200);
	});
});

describe('a cancelled run', () => {
	it('before its first item orders nothing, and is no failure of the node', async () => {
		await answerEach(rig);
		const signal = AbortSignal.abort();
		const result = await rig.order(perItem, { items: promptItems(6), signal });
		expect([result.status, orders()]).toEqual(['canceled', 0]);
	});

	it('puts out what was made, and leaves n8n its own reason', async () => {
		const controller = new AbortController();
		await answerEach(rig, (number) => (number > 1 ? { delayMs: 30_000 } : undefined));
		const running = rig.order(
			{ ...perItem, batch: { concurrency: 2 } },
			{ items: promptItems(6), signal: controller.signal },
		);
		while (rig.gateway.requests.length < 4) await new Promise((resolve) => setTimeout(resolve, 5));
		await new Promise((resolve) => setTimeout(resolve, 100));
		controller.abort();
		const result = await running;
		expect(result.status).toBe('canceled');
		expect(result.items(nodeName).map(({ json }) => json.revisedPrompt)).toEqual(['p0', 'p1']);
		expect(result.error?.message).toMatch(/cancel/i);
	});

	it.each([{}, { onError: 'continueRegularOutput' } as const])(
		'whose next order only waits keeps what was bought, with settings %j',
		async (settings) => {
			const controller = new AbortController();
			const { signal } = controller;
			await answerEach(rig);
			const parameters = { ...perItem, batch: { requestsPerMinute: 1 } };
			const running = rig.order(parameters, { items: promptItems(2), settings, signal });
			while (rig.gateway.requests.length < 1) await new Promise((done) => setTimeout(done, 5));
			await new Promise((done) => setTimeout(done, 200));
			controller.abort();
			const { raw, status } = await running;
			expect([status, orders()]).toEqual(['canceled', 1]);
			const kept = raw.data.executionData?.contextData?.[`node:${nodeName}`];
			expect(kept).toMatchObject({ bought: { packed: expect.any(String) as string } });
		},
	);
});
