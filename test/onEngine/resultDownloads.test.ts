import { failures } from '../../nodes/ImageEdit/answer/failures';
import { failOn, generate, ordersOf } from './support/failures';
import type { Host } from './support/host';
import { startHost } from './support/host';
import { bytesOf, picture, type TestPicture } from './support/pictures';
import type { Rig } from './support/rig';
import { nodeName, startRig } from './support/rig';

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
beforeEach(() => {
	rig.gateway.reset();
	host.requests.length = 0;
	rig.connect('openAiCompatible');
	rig.gateway.intercept(() => answerWith(address()));
});

const address = () => `${host.origin}/result.png?signature=a%2Fb%3D&expires=1`;
const answerWith = (url: string) => ({ status: 200, body: { data: [{ url }] } });

/** Answers with the statuses in turn; the picture comes with 200. */
function serveInTurn(...statuses: number[]): void {
	let next = 0;
	host.serve((_request, response) => {
		const status = statuses[Math.min(next++, statuses.length - 1)] ?? 200;
		const headers = { 'content-type': 'image/png', 'retry-after-ms': '1' };
		response.writeHead(status, headers).end(status === 200 ? mug.bytes : 'not now');
	});
}

describe('a result that is fetched from a foreign host', () => {
	it('is asked for by its very address, without the key', async () => {
		serveInTurn(200);
		const result = await rig.order(generate);
		const { bytes } = await bytesOf(rig, result.items(nodeName)[0]);
		expect(bytes.equals(mug.bytes)).toBe(true);
		expect(host.requests).toEqual([
			{
				method: 'GET',
				path: '/result.png?signature=a%2Fb%3D&expires=1',
				headers: expect.not.objectContaining({ authorization: expect.anything() }),
			},
		]);
	});

	it('is fetched again when the host is busy, and not ordered again', async () => {
		serveInTurn(503, 429, 200);
		const result = await rig.order(generate);
		expect(result.error).toBeUndefined();
		expect(result.items(nodeName)).toHaveLength(1);
		expect(host.requests).toHaveLength(3);
		expect([ordersOf(rig), rig.gateway.ledger.length]).toEqual([1, 1]);
	});

	it('is fetched again when the connection broke off in the picture', async () => {
		let requests = 0;
		host.serve((_request, response) => {
			response.writeHead(200, { 'content-length': mug.bytes.length, 'content-type': 'image/png' });
			if (++requests > 1) response.end(mug.bytes);
			else response.write(mug.bytes.subarray(0, 5000), () => response.socket?.destroySoon());
		});
		const result = await rig.order(generate);
		const { bytes } = await bytesOf(rig, result.items(nodeName)[0]);
		expect(bytes.equals(mug.bytes)).toBe(true);
		expect([ordersOf(rig), requests]).toEqual([1, 2]);
	});

	// New files come late at some hosts: what is not there, or not allowed, is asked for again.
	it.each([
		[403, 4],
		[404, 4],
		[410, 1],
	])('is given up when the host says %i, after %i tries', async (status, tries) => {
		serveInTurn(status);
		const { billed, error, orders } = await failOn(rig, () => answerWith(address()));
		expect(error).toEqual({
			message: `The image was made, but its address ${address()} responded with ${status}: not now.`,
			description: failures.download.advice,
			status,
			requestId: rig.gateway.requests[0]?.id,
			attempts: 1,
			retryable: false,
		});
		expect(host.requests).toHaveLength(tries);
		expect({ billed, orders }).toEqual({ billed: 1, orders: 1 });
	});

	it('is given up in the end, and never ordered again, whatever the batch allows', async () => {
		serveInTurn(503);
		const { billed, error, orders } = await failOn(rig, () => answerWith(address()), {
			batch: { retryAmbiguous: true, maxTries: 5 },
		});
		expect(error).toMatchObject({
			message: `The image was made, but its address ${address()} responded with 503: not now.`,
			description: failures.download.advice,
			retryable: false,
		});
		expect(host.requests.length).toBeGreaterThan(1);
		expect({ billed, orders }).toEqual({ billed: 1, orders: 1 });
	});

	it('is no picture: the host sends a page', async () => {
		host.serve((_request, response) => response.writeHead(200).end('<html>expired</html>'));
		const { error, orders } = await failOn(rig, () => answerWith(address()));
		expect(error).toMatchObject({
			message: `The image was made, but its address ${address()} holds no image.`,
			description: failures.download.advice,
		});
		expect(orders).toBe(1);
	});

	it('is followed through a redirect to another host', async () => {
		host.serve((request, response) => {
			const moved = request.url?.startsWith('/result.png');
			if (moved) response.writeHead(302, { location: '/moved.png' }).end();
			else response.writeHead(200).end(mug.bytes);
		});
		const result = await rig.order(generate);
		const { bytes } = await bytesOf(rig, result.items(nodeName)[0]);
		expect(bytes.equals(mug.bytes)).toBe(true);
		expect(host.requests.map(({ path }) => path.replace(/\?.*/, ''))).toEqual([
			'/result.png',
			'/moved.png',
		]);
	});

	it('is fetched again when it stalls', async () => {
		let requests = 0;
		host.serve((_request, response) => {
			response.writeHead(200, { 'content-length': mug.bytes.length });
			if (++requests > 1) response.end(mug.bytes);
			else response.write(mug.bytes.subarray(0, 100));
		});
		const result = await rig.order({ ...generate, batch: { timeout: 2 } });
		expect(result.items(nodeName)).toHaveLength(1);
		expect([ordersOf(rig), requests]).toEqual([1, 2]);
	});

	it('is named in the output when it is not wanted as a file', async () => {
		serveInTurn(200);
		const result = await rig.order({ ...generate, output: { download: false } });
		const [item] = result.items(nodeName);
		expect(item?.json).toMatchObject({ url: address(), index: 0, count: 1 });
		expect(item?.binary).toBeUndefined();
		expect(host.requests).toEqual([]);
	});
});

describe('a result that lies behind the key', () => {
	const relative = { answer: 'relativeUrl' } as const;

	it('is fetched again when the gateway is busy, and not ordered again', async () => {
		let fetches = 0;
		rig.gateway.intercept(({ method }) => {
			if (method === 'POST') return relative;
			return ++fetches > 1 ? undefined : { status: 502, headers: { 'retry-after': '0' } };
		});
		const result = await rig.order(generate);
		expect(result.items(nodeName)).toHaveLength(1);
		expect([ordersOf(rig), fetches]).toEqual([1, 2]);
	});

	it('does not take the key along when the gateway redirects to a foreign host', async () => {
		host.serve((_request, response) => response.writeHead(200).end(mug.bytes));
		const headers = { location: `${host.origin}/elsewhere.png` };
		rig.gateway.intercept(({ method }) =>
			method === 'POST' ? relative : { status: 302, headers, body: '' },
		);
		const result = await rig.order(generate);
		expect(result.items(nodeName)).toHaveLength(1);
		expect(host.requests.map(({ headers: { authorization } }) => authorization)).toEqual([
			undefined,
		]);
	});
});
