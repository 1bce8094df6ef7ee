import { Container } from '@n8n/di';
import { BinaryDataService } from 'n8n-core';
import type { INodeParameters } from 'n8n-workflow';
import { randomBytes } from 'node:crypto';
import type { RequestListener } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { createServer } from 'node:net';
import type { Readable } from 'node:stream';
import sharp from 'sharp';

import { failures } from '../../nodes/ImageEdit/answer/failures';
import { failOn, generate, ordersOf } from './support/failures';
import type { Host } from './support/host';
import { startHost } from './support/host';
import { hurry } from './support/hurry';
import { binary, model } from './support/parameters';
import type { Rig } from './support/rig';
import { nodeName, startRig } from './support/rig';

hurry();
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
			description: failures.cut.advice,
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
			message: 'The gateway did not respond in time.',
			description: failures.timeout.advice,
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
		expect([failures.timeout.advice, failures.cut.advice]).toContain(error.description);
		expect(host.requests).toHaveLength(1);
	});
});

describe('with Retry If Possibly Billed it is given again', () => {
	const batch = { retryAmbiguous: true, maxTries: 2 };

	it('and the second answer counts', async () => {
		let orders = 0;
		rig.gateway.intercept(() => (++orders > 1 ? undefined : { kind: 'cut', when: 'beforeBody' }));
		const result = await rig.order({ ...generate, batch, size: '64x64' });
		expect(result.items(nodeName)).toHaveLength(1);
		// The price of that choice: the gateway billed both.
		expect([ordersOf(rig), rig.gateway.ledger.length]).toEqual([2, 2]);
	});

	it('and each order that may have been billed counts, with a warning', async () => {
		let orders = 0;
		rig.gateway.intercept(() => (++orders > 1 ? undefined : { kind: 'cut', when: 'beforeBody' }));
		const options = { pricePerCall: 1 };
		const result = await rig.order({ ...generate, size: '64x64', batch, options });
		const [item] = result.items(nodeName);
		expect(item?.json).toMatchObject({
			cost: 2,
			warnings: [
				'One request before this one may have been billed too, and the cost counts all of them.',
			],
		});
		expect(result.hints(nodeName).at(-1)?.message).toMatch(
			/^1 image in [\d.]+ s · cost 2\.00\. 1 request retried\.$/,
		);
		// An order of an earlier test may still have been under way.
		const digest = rig.gateway.ledger.at(-1)?.fieldsDigest;
		expect(rig.gateway.ledger.filter((row) => row.fieldsDigest === digest)).toHaveLength(2);
	});

	it('but not past Max Cost', async () => {
		const { billed, error, orders } = await failOn(
			rig,
			() => ({ kind: 'cut', when: 'beforeBody' }),
			{ batch: { ...batch, maxCost: 1 }, size: '64x64', options: { pricePerCall: 1 } },
		);
		expect([billed, orders]).toEqual([1, 1]);
		expect(error).toMatchObject({
			message: expect.stringMatching(/It was not repeated: .+ past Max Cost\.$/),
			attempts: 1,
		});
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
		description: `Tried 2 times. ${failures.network.advice}`,
		code: 'ECONNREFUSED',
		attempts: 2,
		retryable: true,
	});
});

describe('a TLS handshake that fails is tried again, since nothing was sent', () => {
	it.each<[string, (socket: Socket) => unknown]>([
		['the gateway speaks no TLS', (socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')],
		['the gateway hangs up', (socket) => socket.destroy()],
	])('when %s', async (_title, answer) => {
		const server = createServer((socket) => {
			socket.on('error', () => undefined);
			socket.once('data', () => answer(socket));
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		const { port } = server.address() as AddressInfo;
		rig.connect('openAiCompatible', { baseUrl: `https://127.0.0.1:${port}` });
		const { error } = await failOn(rig, () => undefined, { batch: { maxTries: 2 } });
		server.close();
		expect(error).toMatchObject({
			message: expect.stringMatching(/^The gateway could not be reached: .+/),
			description: `Tried 2 times. ${failures.network.advice}`,
			attempts: 2,
			retryable: true,
		});
	});
});

describe('an upload that is cut short: the gateway cannot have the order', () => {
	const settings = { onError: 'continueRegularOutput' } as const;

	/** Orders with a picture that is larger than what a connection holds by itself. */
	async function upload(listener: RequestListener, batch: INodeParameters = { maxTries: 2 }) {
		const raw = { width: 1_500, height: 1_500, channels: 3 } as const;
		const noise = sharp(randomBytes(1_500 * 1_500 * 3), { raw }).png({ compressionLevel: 0 });
		const data = await rig.engine.storeBinary(await noise.toBuffer(), 'in.png', 'image/png');
		host.serve(listener);
		rig.connect('gptplus', { baseUrl: host.origin });
		const result = await rig.order(
			{
				operation: 'edit',
				model: model('gpt-image-1'),
				image: binary('data'),
				prompt: 'x',
				batch,
			},
			{ items: [{ json: {}, binary: { data } }], settings },
		);
		return result.items(nodeName)[0]?.json.error;
	}

	const hangUp: RequestListener = (request) => {
		let size = 0;
		request.on('data', ({ length }: Buffer) => {
			size += length;
			if (size > 1_000_000) request.destroy();
		});
	};

	it('so it is given again', async () => {
		expect(await upload(hangUp)).toMatchObject({
			message: expect.stringMatching(/^The connection broke off before the whole request was sent/),
			attempts: 2,
			retryable: true,
		});
		expect(host.requests).toHaveLength(2);
	});

	it('and an answer that came before is told', async () => {
		const refuse: RequestListener = (request, response) => {
			request.pause();
			response.writeHead(413, { 'content-type': 'application/json', connection: 'close' });
			response.end('{"error":{"message":"Too large for us"}}');
		};
		// Lost in every third upload once: a write that failed threw away what had arrived.
		for (let run = 0; run < 10; run++) {
			expect(await upload(refuse)).toMatchObject({
				message: 'The request is too large for the gateway (413): Too large for us [item 0]',
				retryable: false,
			});
		}
	});

	it('nor is it billed where it takes longer than the timeout', async () => {
		const takeNothing: RequestListener = (request) => request.pause();
		expect(await upload(takeNothing, { maxTries: 2, timeout: 1 })).toMatchObject({
			message: 'The request could not be sent in time. [item 0]',
			description: expect.stringMatching(/nothing was billed.+raise Timeout/),
			attempts: 2,
			retryable: true,
		});
		expect(host.requests).toHaveLength(2);
	});

	// Caddy ends an upload that it gave up so.
	it('nor is it with a response that is good, and empty', async () => {
		const giveUp: RequestListener = (request, response) => {
			request.pause();
			response.writeHead(200, { connection: 'close' }).end();
		};
		expect(await upload(giveUp)).toMatchObject({
			message: 'The gateway sent an empty response. [item 0]',
			description: expect.stringContaining(failures.early.advice),
			attempts: 2,
			retryable: true,
		});
	});

	it('but a 200 that is sent before the order was read, to keep the connection, proves nothing', async () => {
		const keepAlive: RequestListener = (request, response) => {
			response.writeHead(200, { 'content-type': 'application/json' });
			response.flushHeaders();
			request.resume().once('end', () => {
				response.write(' ', () => request.socket.destroy());
			});
		};
		expect(await upload(keepAlive)).toMatchObject({
			description: failures.cut.advice,
			attempts: 1,
			retryable: false,
		});
		expect(host.requests).toHaveLength(1);
	});

	it('and no file stays open', async () => {
		const streams: Readable[] = [];
		const service = Container.get(BinaryDataService);
		const open = service.getAsStream.bind(service);
		const spy = jest.spyOn(service, 'getAsStream').mockImplementation(async (...given) => {
			const stream = await open(...given);
			streams.push(stream);
			return stream;
		});
		await upload(hangUp);
		spy.mockRestore();
		// One to look at it, and one for each try.
		expect(streams).toHaveLength(3);
		const isOpen = ({ destroyed }: Readable) => !destroyed;
		while (streams.some(isOpen)) await new Promise((resolve) => setTimeout(resolve, 10));
	});
});

describe('a redirect', () => {
	it.each([301, 302, 303, 307, 308])('%i is never followed with an order', async (status) => {
		host.serve((_request, response) => response.writeHead(200).end('{}'));
		const headers = { location: `${host.origin}/v1/images/generations` };
		const { billed, error, orders } = await failOn(rig, () => ({ status, headers }));
		expect(error).toMatchObject({
			message: expect.stringContaining(`The gateway responded with ${status}`),
			description: failures.redirect.advice,
			status,
			retryable: false,
		});
		expect({ billed, orders }).toEqual({ billed: 0, orders: 1 });
		expect(host.requests).toEqual([]);
	});
});
