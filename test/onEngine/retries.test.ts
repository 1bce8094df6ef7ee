import type { Interception } from '../../tools/gateway/interception';
import { failOn, generate, inTurn, ordersOf } from './support/failures';
import type { Rig } from './support/rig';
import { nodeName, startRig } from './support/rig';

let rig: Rig;
beforeAll(async () => (rig = await startRig()));
afterAll(async () => await rig.close());
beforeEach(() => {
	rig.gateway.reset();
	rig.connect('openAiCompatible');
});

const small = { ...generate, size: '64x64' };
const soon = { 'retry-after-ms': '1' };
const tooFast = (headers: Record<string, string>): Interception => ({
	status: 429,
	headers,
	body: { error: { message: 'Slow down', type: 'requests', code: 'rate_limit_exceeded' } },
});
const trouble = (status: number, headers: Record<string, string> = soon): Interception => ({
	status,
	headers,
	body: { error: { message: 'Trouble', type: 'upstream_error', code: 'server_busy' } },
});

/** Runs to success, and tells how many orders it took and how long after another they came. */
async function succeed(...answers: Array<Interception | undefined>) {
	rig.gateway.intercept(inTurn(...answers));
	const result = await rig.order(small);
	expect(result.error).toBeUndefined();
	expect(result.items(nodeName)).toHaveLength(1);
	expect(rig.gateway.ledger).toHaveLength(1);
	const times = rig.gateway.requests.map(({ receivedAt }) => receivedAt);
	const waits = times.slice(1).map((time, index) => time - (times[index] ?? 0));
	return { orders: ordersOf(rig), waits, hints: result.hints(nodeName) };
}

describe('an order is given again where nothing was billed for sure', () => {
	it('429 with Retry-After: 0, at once', async () => {
		const { orders, waits } = await succeed(tooFast({ 'retry-after': '0' }), undefined);
		expect(orders).toBe(2);
		// Its own wait would be a second at least.
		expect(waits[0]).toBeLessThan(1000);
	});

	it('429 with Retry-After: 1, after a second', async () => {
		const { orders, waits } = await succeed(tooFast({ 'retry-after': '1' }), undefined);
		expect(orders).toBe(2);
		expect(waits[0]).toBeGreaterThanOrEqual(990);
	});

	it('429 with a date', async () => {
		const date = new Date(Date.now() + 3000).toUTCString();
		const { orders } = await succeed(tooFast({ 'retry-after': date }), undefined);
		expect(orders).toBe(2);
		expect(rig.gateway.requests[1]?.receivedAt).toBeGreaterThanOrEqual(Date.parse(date));
	});

	it('retry-after-ms is believed before Retry-After', async () => {
		const headers = { 'retry-after-ms': '1', 'retry-after': '20' };
		expect((await succeed(tooFast(headers), undefined)).orders).toBe(2);
	});

	it('429 without a word on the wait, after about a second', async () => {
		const { orders, waits } = await succeed(tooFast({}), undefined);
		expect(orders).toBe(2);
		expect(waits[0]).toBeGreaterThanOrEqual(700);
	});

	it('503, then 500, then success, and the summary says so', async () => {
		const { hints, orders } = await succeed(trouble(503), trouble(500), undefined);
		expect(orders).toBe(3);
		expect(hints).toEqual([
			{
				message: expect.stringMatching(/^1 image in [\d.]+ s\. 2 requests retried\.$/),
				type: 'info',
				location: 'outputPane',
			},
		]);
	});

	it('Kling that is too busy', async () => {
		const busy = {
			status: 429,
			headers: soon,
			body: { code: 1303, message: 'parallel task over' },
		};
		expect((await succeed(busy, undefined)).orders).toBe(2);
	});

	it('the same bytes are sent again', async () => {
		await succeed(trouble(503), undefined);
		const [first, second] = rig.gateway.requests;
		expect(second?.rawJson).toBe(first?.rawJson);
		expect(second?.contentLength).toBe(first?.contentLength);
	});
});

describe('an order is not given again', () => {
	it('more often than Max Tries', async () => {
		const { billed, error, orders } = await failOn(rig, () => trouble(503), {
			batch: { maxTries: 4 },
		});
		expect(error).toEqual({
			message: 'The gateway cannot take the request at the moment (503): Trouble',
			description: expect.stringContaining('Try again later'),
			status: 503,
			code: 'server_busy',
			type: 'upstream_error',
			requestId: rig.gateway.requests.at(-1)?.id,
			attempts: 4,
			retryable: true,
		});
		expect({ billed, orders }).toEqual({ billed: 0, orders: 4 });
	});

	it('three times are the default', async () => {
		const { error, orders } = await failOn(rig, () => tooFast({ 'retry-after': '0' }));
		expect([orders, error.attempts]).toEqual([3, 3]);
	});

	it('when Max Tries is 1', async () => {
		const { error, orders } = await failOn(rig, () => trouble(503), { batch: { maxTries: 1 } });
		expect([orders, error.attempts, error.retryable]).toEqual([1, 1, true]);
	});

	it('when the answer forbids it', async () => {
		const headers = { ...soon, 'x-should-retry': 'false' };
		const { error, orders } = await failOn(rig, () => trouble(503, headers));
		expect([orders, error.retryable]).toEqual([1, false]);
	});

	it.each([502, 504, 520, 524])('after %i, which may have been billed', async (status) => {
		const { error, orders } = await failOn(rig, () => ({ status, body: '<title>edge</title>' }));
		expect([orders, error.attempts, error.retryable]).toEqual([1, 1, false]);
	});

	// LiteLLM and Portkey answer 408, relays 500, while their upstream works on.
	it.each([408, 409, 425, 500, 502, 503])(
		'after %i in words that prove nothing, whether or not they name a wait',
		async (status) => {
			for (const headers of [{}, soon]) {
				const body = { error: { message: 'Trouble', type: 'upstream_error', code: null } };
				rig.gateway.reset();
				const { billed, error, orders } = await failOn(rig, () => ({
					...{ status, headers, body, billed: true },
				}));
				expect([billed, orders, error.retryable]).toEqual([1, 1, false]);
				expect(error.description).toContain('may have been billed');
			}
		},
	);

	// Varnish and Cloudflare send Retry-After with a page after an order that the gateway has billed.
	it.each([{ 'retry-after': '0' }, { 'retry-after-ms': '1' }, { 'x-should-retry': 'true' }])(
		'after a page with %j, which is no proof that nothing was billed',
		async (headers) => {
			const page = { status: 503, headers, body: '<title>503</title>', billed: true };
			const { billed, error, orders } = await failOn(rig, () => page);
			expect({ billed, orders, retryable: error.retryable }).toEqual({
				billed: 1,
				orders: 1,
				retryable: false,
			});
		},
	);
});
