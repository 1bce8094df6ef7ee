import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { answerEach, orderedBy, perItem, promptItems, refused } from './support/batch';
import { hurry } from './support/hurry';
import { model } from './support/parameters';
import type { OrderOptions, Rig } from './support/rig';
import { nodeName, startRig } from './support/rig';

/** So many times faster the node's time passes; times below that are measured are real. */
const haste = 10;
hurry(haste);

let rig: Rig;
beforeAll(async () => (rig = await startRig()));
afterAll(async () => await rig.close());
beforeEach(() => {
	rig.gateway.reset();
	rig.connect('openAiCompatible');
});

const goOn = { onError: 'continueRegularOutput' } as const;
const messageOf = (json: IDataObject) => (json.error as IDataObject | undefined)?.message;
const soonBusy = {
	status: 429,
	headers: { 'retry-after': '1' },
	body: { error: { message: 'Slow down', code: 'rate_limit_exceeded' } },
};

describe('Requests per Minute', () => {
	const lastOrderAt = () => rig.gateway.requests.at(-1)?.receivedAt ?? 0;

	it('spreads the orders evenly, and the summary says so', async () => {
		await answerEach(rig);
		const from = Date.now();
		const result = await rig.order(
			{ ...perItem, batch: { requestsPerMinute: 600, concurrency: 8 } },
			{ items: promptItems(6) },
		);
		// Five gaps of 100 ms; a slow machine can only add to them, and timers may be early by one.
		expect(lastOrderAt() - from).toBeGreaterThanOrEqual(500 / haste - 5);
		expect(result.hints(nodeName)[0]?.message).toMatch(
			/^6 images in [\d.]+ s\. .+ Requests per Minute held the batch back\.$/,
		);
	});

	it('counts repeated orders, too', async () => {
		let orders = 0;
		const once = { ...soonBusy, headers: { 'retry-after-ms': '0' } };
		await answerEach(rig, () => (++orders === 1 ? once : undefined));
		const from = Date.now();
		await rig.order({ ...perItem, batch: { requestsPerMinute: 300 } }, { items: promptItems(2) });
		expect(rig.gateway.requests).toHaveLength(3);
		expect(lastOrderAt() - from).toBeGreaterThanOrEqual(400 / haste - 2);
	});

	it('gives no order whose turn comes after the run has failed', async () => {
		await answerEach(rig, (number) => (number === 0 ? refused(0) : undefined));
		const result = await rig.order(
			{ ...perItem, batch: { requestsPerMinute: 30, concurrency: 4 } },
			{ items: promptItems(4) },
		);
		expect(result.status).toBe('error');
		expect(orderedBy(rig)).toEqual([0]);
	});
});

describe('a gateway that asks to go slower', () => {
	it('slows all orders of the batch, and breaks none', async () => {
		let orders = 0;
		await answerEach(rig, () => (++orders === 1 ? soonBusy : { delayMs: 150 }));
		const result = await rig.order(
			{ ...perItem, batch: { concurrency: 2 } },
			{ items: promptItems(8) },
		);
		expect(result.items(nodeName).map(({ json }) => json.revisedPrompt)).toEqual(
			promptItems(8).map(({ json }) => json.prompt),
		);
		const [first, ...others] = rig.gateway.requests;
		const told = first?.answeredAt ?? 0;
		// What was under way when the gateway spoke could not know of it.
		const early = others.filter(({ receivedAt }) => receivedAt < told + 1_000 / haste - 5);
		expect(early.length).toBeLessThanOrEqual(1);
		expect(result.hints(nodeName)[0]?.message).toMatch(
			/^8 images in [\d.]+ s\. .+ 1 request retried\. The rate limit of the gateway held the batch back\.$/,
		);
	});
});

describe('a gateway that takes three orders in a second', () => {
	/** Refuses all that are more, as a rate limiter does. */
	async function limit(headers: Record<string, string>): Promise<void> {
		let second = 0;
		let taken = 0;
		await answerEach(rig, () => {
			const now = Math.floor((Date.now() * haste) / 1_000);
			if (now !== second) [second, taken] = [now, 0];
			return ++taken > 3 ? { ...soonBusy, headers } : { delayMs: 20 };
		});
	}

	it.each([
		['that names the wait', { 'retry-after': '1' }],
		['that says nothing of a wait', {}],
		['that invites to come back at once', { 'retry-after': '0' }],
	])('%s gets all orders done', async (_title, headers) => {
		await limit(headers);
		const result = await rig.order(
			{ ...perItem, batch: { concurrency: 16 } },
			{ items: promptItems(12), settings: goOn },
		);
		expect(result.items(nodeName).map(({ json }) => json.revisedPrompt ?? json.error)).toEqual(
			promptItems(12).map(({ json }) => json.prompt),
		);
	});
});

it('a refused order makes the others wait also when it is not repeated', async () => {
	let orders = 0;
	await answerEach(rig, () => (++orders === 1 ? soonBusy : undefined));
	await rig.order(
		{ ...perItem, batch: { concurrency: 1, maxTries: 1 } },
		{ items: promptItems(2), settings: goOn },
	);
	const [first, second] = rig.gateway.requests;
	expect((second?.receivedAt ?? 0) - (first?.answeredAt ?? 0)).toBeGreaterThan(1_000 / haste - 5);
});

describe('Max Cost', () => {
	const priced = (maxCost: number, pricePerCall = 0.05) => ({
		...perItem,
		options: { pricePerCall },
		batch: { maxCost, concurrency: 3 },
	});
	const run = async (parameters: INodeParameters, options: Partial<OrderOptions> = {}) =>
		await rig.order(parameters, { items: promptItems(5), settings: goOn, ...options });

	it('is never passed, not even by orders under way', async () => {
		await answerEach(rig, () => ({ delayMs: 30 }));
		const result = await run(priced(0.12));
		expect(orderedBy(rig).sort()).toEqual([0, 1]);
		const told = result.items(nodeName).map(({ json }) => messageOf(json) ?? json.cost);
		const refused =
			'Max Cost is 0.12, and this call for 0.05 would take the run past it (0.1 so far). Raise it, or run the rest later.';
		expect(told).toEqual([0.05, 0.05, ...[2, 3, 4].map((item) => `${refused} [item ${item}]`)]);
		expect(result.hints(nodeName)[0]?.message).toMatch(
			/^3 of 5 images failed: 3 × stopped before sending \(items 2, 3, 4\)\. 2 images in [\d.]+ s · cost 0\.10\. Max Cost held requests back\.$/,
		);
	});

	it('may be reached exactly', async () => {
		await answerEach(rig);
		const result = await run(priced(0.3, 0.1));
		expect(orderedBy(rig)).toHaveLength(3);
		expect(result.hints(nodeName)[0]?.message).toMatch(
			/^2 of 5 images failed: .+ 3 images in [\d.]+ s · cost 0\.30\./,
		);
	});

	it('ends a run that does not go on after failures', async () => {
		await answerEach(rig);
		const result = await run(priced(0.12), { settings: {} });
		expect(result.status).toBe('error');
		expect(result.error?.message).toContain('Max Cost is 0.12');
		expect(orderedBy(rig).length).toBeLessThanOrEqual(2);
	});

	it('holds for all tries of Retry On Fail together, and so does the cost in the summary', async () => {
		await answerEach(rig);
		// The first item costs more than is left, which makes n8n run the node again.
		const pricePerCall = '={{ $itemIndex === 0 ? 1 : 0.05 }}';
		const options = { pricePerCall };
		const again = { ...goOn, retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };
		const result = await run({ ...priced(0.12), options }, { settings: again });
		expect(orderedBy(rig)).toEqual([1, 2]);
		expect(result.hints(nodeName).at(-1)?.message).toBe(
			'3 of 5 images failed: 3 × stopped before sending (items 0, 3, 4). 2 images reused from the previous try, free. Cost 0.10. Max Cost held requests back.',
		);
	});

	it('gets back what a refused order did not cost', async () => {
		await answerEach(rig, (number) => (number === 0 ? refused(0) : undefined));
		const result = await rig.order(
			{ ...priced(0.1), batch: { maxCost: 0.1, concurrency: 1 } },
			{ items: promptItems(4), settings: goOn },
		);
		expect(result.items(nodeName).map(({ json }) => json.cost)).toEqual([
			undefined,
			0.05,
			0.05,
			undefined,
		]);
	});

	it('counts an order that may have been billed', async () => {
		await answerEach(rig, (number) =>
			number === 0 ? { status: 504, body: '<title>504</title>' } : undefined,
		);
		await rig.order(
			{ ...priced(0.1), batch: { maxCost: 0.1, concurrency: 1 } },
			{ items: promptItems(4), settings: goOn },
		);
		expect(orderedBy(rig)).toEqual([0, 1]);
	});

	it('needs a price', async () => {
		await answerEach(rig);
		const result = await rig.order(
			{ ...perItem, batch: { maxCost: 1 } },
			{ items: promptItems(1), settings: goOn },
		);
		expect(messageOf(result.items(nodeName)[0]?.json ?? {})).toContain('Set Price per Call');
		expect(orderedBy(rig)).toEqual([]);
	});
});

describe('the cost of a picture', () => {
	it('is its share of the price of the call', async () => {
		await answerEach(rig);
		const parameters = { ...perItem, options: { n: 4, pricePerCall: 0.1 } };
		const result = await rig.order(parameters, { items: promptItems(1) });
		expect(result.items(nodeName).map(({ json }) => json.cost)).toEqual([
			0.025, 0.025, 0.025, 0.025,
		]);
		expect(result.hints(nodeName)[0]?.message).toMatch(/^4 images in [\d.]+ s · cost 0\.10\.$/);
	});

	it('is the whole price where one item holds all pictures', async () => {
		await answerEach(rig);
		const result = await rig.order(
			{ ...perItem, options: { n: 4, pricePerCall: 0.1 }, output: { mode: 'itemPerInput' } },
			{ items: promptItems(1) },
		);
		expect(result.items(nodeName).map(({ json }) => json.cost)).toEqual([0.1]);
	});

	it.each([
		['doubao-seedream-5-0-260128', undefined, 0.05],
		['doubao-seedream-4-5-251128', undefined, 0.06],
		['kling-image', 'kling-v3', 0.05],
		['nano-banana', undefined, undefined],
	])('is known at AIID for %s %s: %s', async (id, modelName, cost) => {
		rig.connect('aiid');
		await answerEach(rig);
		const result = await rig.order(
			{ ...perItem, model: model(id), ...(modelName && { modelName }) },
			{ items: promptItems(1) },
		);
		expect(result.items(nodeName)[0]?.json.cost).toBe(cost);
	});

	it('is not taken from another gateway', async () => {
		await answerEach(rig);
		const result = await rig.order(
			{ ...perItem, model: model('doubao-seedream-5-0-260128') },
			{ items: promptItems(1) },
		);
		expect(result.items(nodeName)[0]?.json).not.toHaveProperty('cost');
	});
});
