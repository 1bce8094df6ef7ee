import { advice } from '../../nodes/ImageEdit/request/errors';
import { failOn, generate, ordersOf } from './support/failures';
import type { Host } from './support/host';
import { startHost } from './support/host';
import type { Rig } from './support/rig';
import { nodeName, startRig } from './support/rig';

let rig: Rig;
let host: Host;
beforeAll(async () => {
	rig = await startRig();
	host = await startHost();
});
afterAll(async () => {
	await rig.close();
	await host.close();
});
beforeEach(() => {
	rig.gateway.reset();
	host.requests.length = 0;
	rig.connect('openAiCompatible');
});

const brokeOff = expect.stringMatching(/^The connection to the gateway broke off: .+/);

describe('an order that broke off after it was sent may be billed, so it is not given again', () => {
	it.each(['beforeHeaders', 'beforeBody', 'midBody'] as const)('cut %s', async (when) => {
		const { billed, error, orders } = await failOn(rig, () => ({ kind: 'cut', when }));
		expect(error).toEqual({
			message: brokeOff,
			description: advice.cut,
			code: 'ECONNRESET',
			...(when === 'beforeHeaders' ? {} : { requestId: expect.any(String) }),
			attempts: 1,
			retryable: false,
		});
		expect({ billed, orders }).toEqual({ billed: 1, orders: 1 });
	});

	it('no answer in time', async () => {
		const { error, orders } = await failOn(rig, () => ({ delayMs: 4000 }), {
			batch: { timeout: 1 },
		});
		expect(error).toMatchObject({
			message: 'The gateway did not answer in time.',
			description: advice.timeout,
			attempts: 1,
			retryable: false,
		});
		expect(orders).toBe(1);
	});

	it('an answer that stops in the middle and never goes on', async () => {
		host.serve((_request, response) => {
			response.writeHead(200, { 'content-type': 'application/json' });
			response.write('{"created":1,"data":[{"b64_json":"iVBORw0KGgo');
		});
		rig.connect('openAiCompatible', { baseUrl: host.origin });
		const { error } = await failOn(rig, () => undefined, { batch: { timeout: 1 } });
		expect(error).toMatchObject({ attempts: 1, retryable: false });
		expect([advice.timeout, advice.cut]).toContain(error.description);
		expect(host.requests).toHaveLength(1);
	});
});

describe('with Retry Ambiguous it is given again', () => {
	const batch = { retryAmbiguous: true, maxTries: 2 };

	it('and the second answer counts', async () => {
		let orders = 0;
		rig.gateway.intercept(() => (++orders > 1 ? undefined : { kind: 'cut', when: 'beforeBody' }));
		const result = await rig.order({ ...generate, batch, options: { size: '64x64' } });
		expect(result.items(nodeName)).toHaveLength(1);
		// The price of that choice: the gateway billed both.
		expect([ordersOf(rig), rig.gateway.ledger.length]).toEqual([2, 2]);
	});

	it('up to Max Tries', async () => {
		const { error, orders } = await failOn(rig, () => ({ kind: 'cut', when: 'beforeHeaders' }), {
			batch,
		});
		expect(error).toMatchObject({ message: brokeOff, attempts: 2, retryable: true });
		expect(orders).toBe(2);
	});

	it('also after a page of a proxy', async () => {
		const page = { status: 504, body: '<title>504 Gateway Time-out</title>' };
		const { error, orders } = await failOn(rig, () => page, { batch });
		expect(error).toMatchObject({ status: 504, attempts: 2, retryable: true });
		expect(orders).toBe(2);
	});
});

it('a connection that was never made is tried again, since nothing was sent', async () => {
	const { origin } = await startHost().then(async (gone) => {
		await gone.close();
		return gone;
	});
	rig.connect('openAiCompatible', { baseUrl: origin });
	const { error } = await failOn(rig, () => undefined, { batch: { maxTries: 2 } });
	expect(error).toEqual({
		message: expect.stringMatching(/^The gateway could not be reached: connect ECONNREFUSED/),
		description: advice.network,
		code: 'ECONNREFUSED',
		attempts: 2,
		retryable: true,
	});
});

describe('a redirect', () => {
	it.each([301, 302, 303, 307, 308])('%i is never followed with an order', async (status) => {
		host.serve((_request, response) => response.writeHead(200).end('{}'));
		const headers = { location: `${host.origin}/v1/images/generations` };
		const { billed, error, orders } = await failOn(rig, () => ({ status, headers }));
		expect(error).toMatchObject({
			message: expect.stringContaining(`The gateway answered ${status}`),
			description: advice.redirect,
			status,
			retryable: false,
		});
		expect({ billed, orders }).toEqual({ billed: 0, orders: 1 });
		expect(host.requests).toEqual([]);
	});
});
