import { CredentialTestContext } from 'n8n-core';
import type { IDataObject, INodeType } from 'n8n-workflow';
import { join } from 'node:path';
import { inspect } from 'node:util';

import { generate, ordersOf } from './support/failures';
import type { Host } from './support/host';
import { startHost } from './support/host';
import { answerQuickly } from './support/quickAnswer';
import type { Rig } from './support/rig';
import { nodeName, startRig } from './support/rig';

const key = 'canary5e4d3c2b1a09f8e7d6c5';
const secret = 'second7a6b5c4d3e2f1a0b9c8d';

let rig: Rig;
let gateway: Host;
let other: Host;
beforeAll(async () => {
	rig = await startRig();
	gateway = await startHost();
	other = await startHost();
});
afterAll(async () => {
	await rig.close();
	await gateway.close();
	await other.close();
});
beforeEach(async () => {
	rig.gateway.reset();
	await answerQuickly(rig.gateway);
	gateway.requests.length = 0;
	other.requests.length = 0;
});

const picture = () =>
	JSON.stringify({ data: [{ b64_json: tiny.toString('base64'), revised_prompt: 'x' }] });
// A whole PNG of one pixel.
const tiny = Buffer.from(
	'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGP4z8DwHwAFAAH/iZk9HQAAAABJRU5ErkJggg==',
	'base64',
);
const builtNode = join(__dirname, '../../dist/nodes/ImageEdit/ImageEdit.node.js');
const more = {
	apiKey: key,
	keyHeader: 'api-key',
	headers: { header: [{ name: 'cf-aig-authorization', value: `Bearer ${secret}` }] },
	query: { parameter: [{ name: 'api-version', value: '2025-04-01-preview' }] },
};

describe('key header, headers and query', () => {
	it('go with the order, the list and the question after a task, as the vendor prints the address', async () => {
		const base = `${gateway.origin}/openai/deployments/image/images/edits?tenant=a`;
		rig.connect('openAiCompatible', { baseUrl: base, ...more });
		gateway.serve((request, response) => {
			const isOrder = request.method === 'POST';
			response.writeHead(isOrder ? 202 : 200, { 'content-type': 'application/json' });
			const path = String(request.url);
			if (isOrder) response.end(JSON.stringify({ task_id: 't-1', status: 'processing' }));
			else response.end(path.includes('/models') ? '{"data":[{"id":"image"}]}' : picture());
		});
		const result = await rig.order({ ...generate, longTask: { pollInterval: 0.1 } });
		expect(result.error).toBeUndefined();
		await rig.order({ resource: 'model', operation: 'getAll' });
		const root = '/openai/deployments/image';
		const query = '?tenant=a&api-version=2025-04-01-preview';
		expect(gateway.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
			`POST ${root}/images/generations${query}`,
			`GET ${root}/images/tasks/t-1${query}`,
			`GET ${root}/models${query}`,
		]);
		for (const { headers } of gateway.requests) {
			expect(headers).toMatchObject({
				'api-key': key,
				'cf-aig-authorization': `Bearer ${secret}`,
			});
			expect(headers.authorization).toBeUndefined();
		}
	});

	it('go to no other host, neither with a result nor with a redirect', async () => {
		rig.connect('openAiCompatible', { baseUrl: gateway.origin, ...more });
		other.serve((_request, response) => response.end(tiny));
		const answers = [
			{ status: 200, headers: {}, body: { data: [{ url: `${other.origin}/a.png` }] } },
			{ status: 200, headers: {}, body: { data: [{ url: '/away.png' }] } },
			{ status: 307, headers: { location: `${other.origin}/order` }, body: {} },
		];
		for (const { body, headers, status } of answers) {
			gateway.serve((request, response) =>
				request.url?.startsWith('/away')
					? response.writeHead(302, { location: `${other.origin}/b.png` }).end()
					: response
							.writeHead(status, { 'content-type': 'application/json', ...headers })
							.end(JSON.stringify(body)),
			);
			await rig.order({ ...generate, batch: { maxTries: 1 } });
		}
		expect(other.requests.map(({ path }) => path)).toEqual(['/a.png', '/b.png']);
		const seen = inspect(other.requests, { depth: 9 });
		for (const hidden of [key, secret, 'api-version']) expect(seen).not.toContain(hidden);
	});

	it('do not follow a list of models to another host', async () => {
		rig.connect('openAiCompatible', { baseUrl: gateway.origin, ...more });
		gateway.serve((_request, response) =>
			response.writeHead(302, { location: `${other.origin}/v1/models` }).end(),
		);
		await rig.order({ resource: 'model', operation: 'getAll' });
		const seen = inspect(other.requests, { depth: 9 });
		for (const hidden of [key, secret, 'api-version']) expect(seen).not.toContain(hidden);
	});

	it('are seen in nothing that comes out, even when the gateway repeats them', async () => {
		rig.connect('openAiCompatible', { baseUrl: gateway.origin, ...more });
		for (const status of [200, 400, 401]) {
			gateway.serve((request, response) => {
				const echo = Object.values(request.headers).join(' ');
				const data = [{ b64_json: tiny.toString('base64'), revised_prompt: echo }];
				response.writeHead(status, { 'content-type': 'application/json' });
				response.end(JSON.stringify(status === 200 ? { data } : { error: { message: echo } }));
			});
			const result = await rig.order({ ...generate, output: { includeRaw: true } });
			const seen = inspect(result.raw, { depth: Infinity, showHidden: true });
			expect(seen).toContain('[key]');
			for (const hidden of [key, secret]) expect(seen).not.toContain(hidden);
		}
	});

	it('show the query in a dry run, but not a key in it', async () => {
		rig.connect('openAiCompatible', {
			baseUrl: `${gateway.origin}/v1?key=${secret}`,
			...more,
		});
		const result = await rig.order({ ...generate, options: { dryRun: true } });
		const { url } = result.items(nodeName)[0]?.json.request as IDataObject;
		expect(url).toBe(
			`${gateway.origin}/v1/images/generations?key=[key]&api-version=2025-04-01-preview`,
		);
	});

	it('stop a run before it costs anything when a header cannot be sent', async () => {
		rig.connect('openAiCompatible', { keyHeader: 'Authorization: Bearer' });
		const result = await rig.order(generate);
		expect(result.error?.message).toContain('Key Header "Authorization: Bearer" is no name');
		expect(ordersOf(rig)).toBe(0);
	});
});

describe("the credential's test, run by n8n", () => {
	async function test(data: IDataObject) {
		const loaded = (await import(builtNode)) as {
			ImageEdit: new () => INodeType;
		};
		const run = new loaded.ImageEdit().methods?.credentialTest?.testCredential;
		const context = new CredentialTestContext(undefined as never);
		const whole = { gateway: 'openAiCompatible', baseUrl: gateway.origin, ...more, ...data };
		return await run?.call(context as never, { data: whole } as never);
	}

	it('passes with key, headers and query', async () => {
		gateway.serve((_request, response) => response.end('{"data":[]}'));
		expect(await test({})).toMatchObject({ status: 'OK' });
		expect(gateway.requests[0]).toMatchObject({
			path: '/v1/models?api-version=2025-04-01-preview',
			headers: { 'api-key': key, 'cf-aig-authorization': `Bearer ${secret}` },
		});
	});

	it('takes the key to no other host', async () => {
		gateway.serve((_request, response) =>
			response.writeHead(301, { location: `${other.origin}/v1/models` }).end(),
		);
		expect(await test({})).toEqual({
			status: 'Error',
			message: expect.stringContaining(`leads on to ${other.origin}/v1`),
		});
		expect(other.requests).toEqual([]);
	});

	it('tells a wrong key, a missing header and a dead address apart', async () => {
		for (const [status, words] of [
			[401, 'does not accept this API key'],
			[400, 'refused the request (400): "x-portkey-provider is required"'],
		] as const) {
			gateway.serve((_request, response) =>
				response.writeHead(status).end('{"error":{"message":"x-portkey-provider is required"}}'),
			);
			expect(await test({})).toMatchObject({
				status: 'Error',
				message: expect.stringContaining(words),
			});
		}
		const dead = await startHost();
		await dead.close();
		expect(await test({ baseUrl: dead.origin })).toEqual({
			status: 'Error',
			message: expect.stringContaining('could not be reached: no server is listening there'),
		});
	});
});
