import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

import { startEngine } from '../../../tools/engine/startEngine';
import type { Engine } from '../../../tools/engine/types';
import { chain, probe } from './workflows';

const packageFolder = join(__dirname, 'probe-package');

function startEchoServer(): Promise<Server> {
	const server = createServer((request, response) => {
		response.setHeader('content-type', 'application/json');
		const { url, headers } = request;
		response.end(JSON.stringify({ url, authorization: headers.authorization }));
	});
	return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

describe('credentials', () => {
	let server: Server;
	let engine: Engine;
	let baseUrl: string;

	beforeAll(async () => {
		server = await startEchoServer();
		baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
		engine = await startEngine({
			packageFolder,
			credentials: {
				probeApi: { baseUrl, apiKey: 'sk-secret' },
				httpHeaderAuth: { name: 'X-Key', value: 'k' },
				httpBearerAuth: { token: 't-1' },
			},
		});
	});
	afterAll(async () => {
		await engine.close();
		server.close();
	});

	it('resolve by type and sign the request as the credential type declares', async () => {
		const credentials = { probeApi: { id: 'any', name: 'Whatever' } };
		const result = await engine.run(chain(probe('request', { credentials })));
		expect(result.error).toBeUndefined();
		expect(result.items('Probe')[0]?.json).toEqual({
			url: '/v1/echo?sk=plain',
			authorization: 'Bearer sk-secret',
		});
	});

	it("reach n8n's own HTTP Request node", async () => {
		const result = await engine.run(
			chain({
				name: 'HTTP Request',
				type: 'n8n-nodes-base.httpRequest',
				typeVersion: 4.2,
				parameters: {
					url: `${baseUrl}/plain`,
					authentication: 'genericCredentialType',
					genericAuthType: 'httpBearerAuth',
					options: {},
				},
				credentials: { httpBearerAuth: { id: 'b', name: 'Bearer' } },
			}),
		);
		expect(result.error).toBeUndefined();
		expect(result.items('HTTP Request')[0]?.json).toEqual({
			url: '/v1/plain',
			authorization: 'Bearer t-1',
		});
	});

	it('are missed with a sentence when the engine was started without them', async () => {
		await engine.close();
		engine = await startEngine({ packageFolder });
		const credentials = { probeApi: { id: 'any', name: 'Whatever' } };
		const result = await engine.run(chain(probe('request', { credentials })));
		expect(result.error?.message).toContain(
			'The engine was started without the credential "Whatever" of type "probeApi".',
		);
	});

	it('are missed as n8n does when the node names none', async () => {
		const result = await engine.run(chain(probe('request')));
		expect(result.error?.message).toBe('Node does not have any credentials set');
	});
});
