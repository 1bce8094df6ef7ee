import { answerEach, orderedBy, perItem, promptItems } from './support/batch';
import type { Rig } from './support/rig';
import { startRig } from './support/rig';

let rig: Rig;
beforeAll(async () => (rig = await startRig()));
afterAll(async () => await rig.close());
beforeEach(() => {
	rig.gateway.reset();
	rig.connect('openAiCompatible');
});

/** Milliseconds: a busy machine needs some of them, and all that is cancelled here would take 30 s and more. */
const atOnce = 15_000;

const soon = async () => await new Promise((resolve) => setTimeout(resolve, 60));

async function until(reached: () => boolean): Promise<void> {
	while (!reached()) await new Promise((resolve) => setTimeout(resolve, 5));
}

/** Cancels a run of ten items as soon as the gateway has as many orders. */
async function cancelAfter(orders: number, batch: object) {
	const controller = new AbortController();
	const running = rig.order(
		{ ...perItem, batch: { ...batch } },
		{ items: promptItems(10), signal: controller.signal },
	);
	await until(() => rig.gateway.requests.length >= orders);
	await soon();
	const startedAt = Date.now();
	controller.abort();
	const result = await running;
	return { status: result.status, milliseconds: Date.now() - startedAt };
}

describe('a cancelled execution', () => {
	it('aborts the orders under way and gives no new ones', async () => {
		await answerEach(rig, () => ({ delayMs: 30_000 }));
		const { milliseconds, status } = await cancelAfter(2, { concurrency: 2 });
		expect(status).toBe('canceled');
		expect(milliseconds).toBeLessThan(atOnce);
		// The gateway sees the connections close long before it would have answered.
		await until(() => rig.gateway.requests.every(({ answeredAt }) => answeredAt !== undefined));
		for (const { answeredAt = Infinity, receivedAt } of rig.gateway.requests) {
			expect(answeredAt - receivedAt).toBeLessThan(atOnce);
		}
		await soon();
		expect(orderedBy(rig).sort()).toEqual([0, 1]);
	});

	it('ends the wait before another try', async () => {
		await answerEach(rig, () => ({
			status: 429,
			headers: { 'retry-after': '30' },
			body: { error: { message: 'Slow down', code: 'rate_limit_exceeded' } },
		}));
		const { milliseconds, status } = await cancelAfter(1, { concurrency: 1 });
		expect(status).toBe('canceled');
		expect(milliseconds).toBeLessThan(atOnce);
		expect(orderedBy(rig)).toEqual([0]);
	});

	it('ends the wait for Requests per Minute', async () => {
		await answerEach(rig);
		const { milliseconds, status } = await cancelAfter(1, { requestsPerMinute: 1 });
		expect(status).toBe('canceled');
		expect(milliseconds).toBeLessThan(atOnce);
		expect(orderedBy(rig)).toEqual([0]);
	});

	it('orders nothing at all when it was cancelled before', async () => {
		await answerEach(rig);
		const result = await rig.order(perItem, {
			items: promptItems(3),
			signal: AbortSignal.abort(),
		});
		expect(result.status).toBe('canceled');
		expect(orderedBy(rig)).toEqual([]);
	});
});
