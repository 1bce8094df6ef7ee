import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { failures } from '../../nodes/ImageEdit/answer/failures';
import { failOn } from './support/failures';
import type { Rig } from './support/rig';
import { startRig } from './support/rig';

// Nobody listens there, and nobody is asked: the proxy makes no connection.
const target = '127.0.0.1:799';

let rig: Rig;
let proxy: Server;
let answer = '';
let connects: string[] = [];

beforeAll(async () => {
	rig = await startRig();
	proxy = createServer().on('connect', ({ url = '' }, socket) => {
		connects.push(url);
		socket.end(answer);
	});
	await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
	await rig.close();
	await new Promise((resolve) => proxy.close(resolve));
});
beforeEach(() => {
	connects = [];
	process.env.HTTPS_PROXY = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
	rig.connect('openAiCompatible', { baseUrl: `https://${target}/v1` });
});
afterEach(() => {
	delete process.env.HTTPS_PROXY;
});

const response = (status: string, headers: readonly string[], body: string) =>
	[`HTTP/1.1 ${status}`, ...headers, `Content-Length: ${body.length}`, '', body].join('\r\n');
const squid = (url: string) =>
	`<html><head><title>ERROR: The requested URL could not be retrieved</title></head><body><p>${url}</p></body></html>`;
const order = async () => await failOn(rig, () => undefined, { batch: { maxTries: 2 } });

describe("what n8n's own proxy answers to CONNECT is told as its own: nothing was sent", () => {
	it.each([
		[
			'that wants a password',
			response('407 Proxy Authentication Required', ['Proxy-Authenticate: Basic realm="x"'], ''),
			'Proxy Authentication Required',
		],
		[
			'that does not allow the address (Squid)',
			response(
				'403 Forbidden',
				['X-Squid-Error: ERR_ACCESS_DENIED 0'],
				squid(`<a href="${target}">${target}</a>`),
			),
			'ERR_ACCESS_DENIED',
		],
		[
			'that names itself',
			response('403 Filtered', ['Proxy-Agent: tinyproxy/1.11'], 'Filtered'),
			'Filtered',
		],
	])('one %s', async (_title, said, words) => {
		answer = said;
		const { error } = await order();
		expect(error).toMatchObject({
			message: `The outgoing proxy of this n8n responded with ${error.status} and made no connection to the gateway: ${words}`,
			description: failures.outgoingProxy.advice,
			attempts: 1,
			retryable: false,
		});
		expect(connects).toEqual([target]);
	});

	it('one that cannot connect now: it is asked again', async () => {
		answer = response(
			'503 Service Unavailable',
			['X-Squid-Error: ERR_CONNECT_FAIL 111'],
			squid(`<a href="${target}">${target}</a>`),
		);
		const { error } = await order();
		expect(error).toMatchObject({
			message: expect.stringContaining('The outgoing proxy of this n8n responded with 503'),
			description: expect.stringContaining(failures.outgoingProxyDown.advice),
			attempts: 2,
			retryable: true,
		});
	});
});

describe('where nothing shows that it was the outgoing proxy, it is known that the order was not sent', () => {
	it.each([
		['a refusal is not asked again', '403 Forbidden', 1],
		['a failure is', '502 Bad Gateway', 2],
	])('%s', async (_title, status, attempts) => {
		answer = response(status, [], 'No way');
		const { error } = await order();
		expect(error).toMatchObject({
			// n8n 1.123 shows that the connection was never encrypted.
			message: expect.stringMatching(
				/responded with \d{3}(?: and made no connection to the gateway)?: No way$/,
			),
			description: expect.stringMatching(/^(?=.*HTTPS_PROXY).*nothing was billed/),
			attempts,
			retryable: attempts > 1,
		});
		expect(connects).toHaveLength(attempts);
	});
});
