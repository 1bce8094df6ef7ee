import { CredentialTestContext } from 'n8n-core';
import type { IDataObject, INodeType } from 'n8n-workflow';
import { join } from 'node:path';

import type { GatewayId } from '../../nodes/ImageEdit/catalogue/gateways';
import type { Host } from './support/host';
import { startHost } from './support/host';
import { binary, model } from './support/parameters';
import { itemWith, picture } from './support/pictures';
import type { Rig } from './support/rig';
import { startRig } from './support/rig';

// What people paste as Base URL, and where the node, its list of models and the credential's test go then.

const builtNode = join(__dirname, '../../dist/nodes/ImageEdit/ImageEdit.node.js');

let rig: Rig;
let host: Host;
beforeAll(async () => {
	rig = await startRig();
	host = await startHost();
	host.serve((request, response) => {
		response.writeHead(200, { 'content-type': 'application/json' });
		response.end(request.method === 'GET' ? '{"data":[{"id":"any-image"}]}' : '{"data":[]}');
	});
});
afterAll(async () => {
	await rig.close();
	await host.close();
});
beforeEach(() => (host.requests.length = 0));

async function testCredential(data: IDataObject): Promise<unknown> {
	const loaded = (await import(builtNode)) as { ImageEdit: new () => INodeType };
	const run = new loaded.ImageEdit().methods?.credentialTest?.testCredential;
	const context = new CredentialTestContext(undefined as never);
	return await run?.call(context as never, { data } as never);
}

const azure = '/openai/deployments/my-image';
const version = '?api-version=2025-04-01-preview';
const gemini = 'gemini-3-pro-image';

it.each<[GatewayId, string, string, string]>([
	// OpenAI's way.
	['openAiCompatible', '', '/v1/images/edits', '/v1/models'],
	['openAiCompatible', '/', '/v1/images/edits', '/v1/models'],
	['openAiCompatible', '/v1', '/v1/images/edits', '/v1/models'],
	['openAiCompatible', '/v1/openai', '/v1/openai/images/edits', '/v1/openai/models'],
	['openAiCompatible', '/v1beta/openai/', '/v1beta/openai/images/edits', '/v1beta/openai/models'],
	['openAiCompatible', '/api/v3', '/api/v3/images/edits', '/api/v3/models'],
	['openAiCompatible', '/v1/images/edits', '/v1/images/edits', '/v1/models'],
	['openAiCompatible', '/v1/images/generations/', '/v1/images/edits', '/v1/models'],
	['openAiCompatible', '/v1/chat/completions', '/v1/images/edits', '/v1/models'],
	['openAiCompatible', '/chat/completions', '/v1/images/edits', '/v1/models'],
	[
		'openAiCompatible',
		'/v1/acc/gw/openai',
		'/v1/acc/gw/openai/images/edits',
		'/v1/acc/gw/openai/models',
	],
	[
		'openAiCompatible',
		'/v1?tenant=a%2Fb',
		'/v1/images/edits?tenant=a%2Fb',
		'/v1/models?tenant=a%2Fb',
	],
	[
		'openAiCompatible',
		`${azure}/images/edits${version}`,
		`${azure}/images/edits${version}`,
		`${azure}/models${version}`,
	],
	[
		'openAiCompatible',
		`${azure}/images/generations${version}`,
		`${azure}/images/edits${version}`,
		`${azure}/models${version}`,
	],
	[
		'openAiCompatible',
		`${azure}${version}`,
		`${azure}/images/edits${version}`,
		`${azure}/models${version}`,
	],
	['openAiCompatible', '/openai/v1/', '/openai/v1/images/edits', '/openai/v1/models'],
	[
		'openAiCompatible',
		'/openai/v1/images/edits?api-version=preview',
		'/openai/v1/images/edits?api-version=preview',
		'/openai/v1/models?api-version=preview',
	],
	// The chat.
	['chatCompletions', '', '/v1/chat/completions', '/v1/models'],
	['chatCompletions', '/v1', '/v1/chat/completions', '/v1/models'],
	['chatCompletions', '/v1/chat/completions', '/v1/chat/completions', '/v1/models'],
	['chatCompletions', '/chat/completions', '/v1/chat/completions', '/v1/models'],
	['chatCompletions', '/api/v1/chat/completions/', '/api/v1/chat/completions', '/api/v1/models'],
	['chatCompletions', '/v1/openai', '/v1/openai/chat/completions', '/v1/openai/models'],
	[
		'chatCompletions',
		'/v1beta/openai/',
		'/v1beta/openai/chat/completions',
		'/v1beta/openai/models',
	],
	['chatCompletions', '/v1/images/edits', '/v1/chat/completions', '/v1/models'],
	// Gemini's own call.
	['gemini', '', `/v1beta/models/${gemini}:generateContent`, '/v1beta/models'],
	['gemini', '/', `/v1beta/models/${gemini}:generateContent`, '/v1beta/models'],
	['gemini', '/v1', `/v1beta/models/${gemini}:generateContent`, '/v1beta/models'],
	['gemini', '/v1beta', `/v1beta/models/${gemini}:generateContent`, '/v1beta/models'],
	['gemini', '/v1beta/', `/v1beta/models/${gemini}:generateContent`, '/v1beta/models'],
	['gemini', '/v1beta/openai/', `/v1beta/models/${gemini}:generateContent`, '/v1beta/models'],
	['gemini', '/v1beta/models', `/v1beta/models/${gemini}:generateContent`, '/v1beta/models'],
	['gemini', '/v1/chat/completions', `/v1beta/models/${gemini}:generateContent`, '/v1beta/models'],
	['gemini', '/v1/images/edits', `/v1beta/models/${gemini}:generateContent`, '/v1beta/models'],
	['gemini', '/gemini', `/gemini/v1beta/models/${gemini}:generateContent`, '/gemini/v1beta/models'],
	[
		'gemini',
		'/v1beta/models/gemini-2.5-flash-image:generateContent',
		`/v1beta/models/${gemini}:generateContent`,
		'/v1beta/models',
	],
	[
		'gemini',
		'/v1beta/models/gemini-2.5-flash-image:streamGenerateContent?alt=sse',
		`/v1beta/models/${gemini}:generateContent`,
		'/v1beta/models',
	],
	[
		'gemini',
		'/v1/models/gemini-2.5-flash-image:generateContent',
		`/v1beta/models/${gemini}:generateContent`,
		'/v1beta/models',
	],
	[
		'gemini',
		'/v1/acc/gw/google-ai-studio',
		`/v1/acc/gw/google-ai-studio/v1beta/models/${gemini}:generateContent`,
		'/v1/acc/gw/google-ai-studio/v1beta/models',
	],
	[
		'gemini',
		'/v1/acc/gw/google-ai-studio/v1/models/gemini-2.5-flash-image:generateContent',
		`/v1/acc/gw/google-ai-studio/v1beta/models/${gemini}:generateContent`,
		'/v1/acc/gw/google-ai-studio/v1beta/models',
	],
	// OpenRouter's images.
	['openRouter', '/api/v1', '/api/v1/images', '/api/v1/images/models'],
	['openRouter', '/api/v1/', '/api/v1/images', '/api/v1/images/models'],
	['openRouter', '/api/v1/images', '/api/v1/images', '/api/v1/images/models'],
	['openRouter', '/api/v1/images/models', '/api/v1/images', '/api/v1/images/models'],
	['openRouter', '/api/v1/models', '/api/v1/images', '/api/v1/images/models'],
	['openRouter', '/api/v1/chat/completions', '/api/v1/images', '/api/v1/images/models'],
	['openRouter', '/api', '/api/v1/images', '/api/v1/images/models'],
])('%s at "%s" orders at %s and lists at %s', async (gateway, typed, order, list) => {
	const baseUrl = `${host.origin}${typed}`;
	rig.connect(gateway, { baseUrl });
	const items = [await itemWith(rig, { data: await picture('mug') })];
	const parameters = {
		operation: 'edit',
		model: model(gemini),
		prompt: 'A mug',
		image: binary('data'),
	};
	await rig.order({ ...parameters, batch: { maxTries: 1 } }, { items });
	await rig.order({ resource: 'model', operation: 'getAll' });
	await testCredential({ gateway, baseUrl, apiKey: 'local-key' });
	expect(host.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
		`POST ${order}`,
		`GET ${list}`,
		`GET ${list}`,
	]);
});
