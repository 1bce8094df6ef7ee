import type { ICredentialTestFunctions, ICredentialsDecrypted, IDataObject } from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';
import { ImageGatewayApi } from '../../credentials/ImageGatewayApi.credentials';
import { gateways } from '../../nodes/ImageEdit/catalogue/gateways';
import type { GatewayEntry } from '../../nodes/ImageEdit/catalogue/types';
import { readAddress, withQuery } from '../../nodes/ImageEdit/request/address';
import { printedAddresses } from '../helpers/baseUrls';
import { nodeType } from '../helpers/n8nForm';

const apiKey = 'sk-0123456789';

interface Asked {
	readonly uri: string;
	readonly headers: Readonly<Record<string, string>>;
	readonly followRedirect: boolean;
	readonly allowedDomains?: string;
}

/** What n8n runs when a user tests the credential, against a web that answers as is said. */
async function test(data: IDataObject, answer: object | Error = { statusCode: 200, body: '{}' }) {
	const asked: Asked[] = [];
	const [tester] = nodeType.description.credentials ?? [];
	const run = nodeType.methods?.credentialTest?.[tester?.testedBy as string];
	const request = async (options: Asked) => {
		asked.push(options);
		if (answer instanceof Error) throw answer;
		return { headers: {}, ...answer };
	};
	const context = { helpers: { request } } as unknown as ICredentialTestFunctions;
	const result = await run?.call(context, { data } as unknown as ICredentialsDecrypted);
	return { ...result, asked };
}

const credential = { gateway: 'openAiCompatible', baseUrl: 'https://api.example/v1', apiKey };

it.each(printedAddresses)('is tested where the node orders for %j', async (baseUrl) => {
	const compatible = gateways.find(({ id }) => id === 'openAiCompatible') as GatewayEntry;
	const { asked, status } = await test({ ...credential, baseUrl });
	const { base, query } = readAddress(compatible, baseUrl);
	expect(asked.map(({ uri }) => uri)).toEqual([withQuery(`${base}/models`, query)]);
	expect(status).toBe('OK');
});

it.each((gateways as readonly GatewayEntry[]).filter(({ baseUrl }) => baseUrl !== undefined))(
	'is tested at the own address of $label when none is given',
	async ({ baseUrl, id, modelsPath }) => {
		const { asked } = await test({ gateway: id, baseUrl: '', apiKey });
		expect(asked[0]?.uri).toBe(`${baseUrl}${modelsPath}`);
	},
);

it('is tested with its headers and its query, by one question that follows no redirect', async () => {
	const { asked } = await test({
		...credential,
		keyHeader: 'api-key',
		headers: { header: [{ name: 'x-portkey-provider', value: 'openai' }] },
		query: { parameter: [{ name: 'api-version', value: '1' }] },
		allowedHttpRequestDomains: 'domains',
		allowedDomains: 'api.example',
	});
	const question = {
		method: 'GET',
		followRedirect: false,
		followAllRedirects: false,
		resolveWithFullResponse: true,
		simple: false,
		timeout: 15_000,
	};
	expect(asked).toEqual([
		{
			...question,
			uri: 'https://api.example/v1/models?api-version=1',
			headers: { accept: 'application/json', 'api-key': apiKey, 'x-portkey-provider': 'openai' },
			allowedDomains: 'api.example',
		},
	]);
	const open = { ...credential, allowedHttpRequestDomains: 'all', allowedDomains: 'other.example' };
	expect((await test(open)).asked).toEqual([
		{
			...question,
			uri: 'https://api.example/v1/models',
			headers: { accept: 'application/json', Authorization: `Bearer ${apiKey}` },
		},
	]);
});

const said = (message: string) => JSON.stringify({ error: { message } });
const network = (code: string) => Object.assign(new Error(`connect ${code}`), { code });

it.each<[string, object | Error, RegExp | undefined]>([
	['a list', { statusCode: 200, body: '{"data":[]}' }, undefined],
	['no list of models', { statusCode: 404, body: '' }, undefined],
	['no such method', { statusCode: 405, body: said('no') }, undefined],
	[
		'a wrong key',
		{ statusCode: 401, body: said('Wrong') },
		/does not accept this API key.*"Wrong"/,
	],
	[
		'no rights',
		{ statusCode: 403, body: said('No balance') },
		/no permission or no balance: "No balance"/,
	],
	['a page before it', { statusCode: 403, body: '<html>Access</html>' }, /Something in front of/],
	[
		'a header that is missing',
		{ statusCode: 400, body: said('x-portkey-provider is required') },
		/refused the request \(400\): "x-portkey-provider is required"/,
	],
	[
		'a missing query',
		{ statusCode: 422, body: '' },
		/refused the request \(422\)\. Check API Key, Headers/,
	],
	['a limit', { statusCode: 429, body: '' }, /too many requests/],
	['a broken gateway', { statusCode: 502, body: '<html>' }, /problem of its own \(502\)/],
	[
		'a web page',
		{ statusCode: 200, body: '<!doctype html><html></html>' },
		/responds with a web page, not like an API\. Check Base URL/,
	],
	[
		'a redirect',
		{ statusCode: 301, body: '', headers: { location: 'https://www.api.example/v1/models' } },
		/leads on to https:\/\/www\.api\.example\/v1, and .*into Base URL/,
	],
	[
		'nobody',
		network('ECONNREFUSED'),
		/^api\.example could not be reached: no server is listening there\. Check Base URL\.$/,
	],
	[
		'nobody, by the cause of an error',
		Object.assign(new Error('failed'), { cause: { code: 'ECONNREFUSED' } }),
		/no server is listening there\. Check/,
	],
	['no such host', network('ENOTFOUND'), /there is no such host/],
	[
		'an unknown fault',
		new Error('wrong version number'),
		/could not be reached: wrong version number\. Check Base URL/,
	],
])('tells %s', async (_title, answer, sentence) => {
	const { message, status } = await test(credential, answer);
	expect(status).toBe(sentence ? 'Error' : 'OK');
	if (sentence) expect(message).toMatch(sentence);
});

it.each([
	[401, 'Check the key and the chosen gateway'],
	[403, 'but it has no permission or no balance'],
	[429, 'Try again in a minute'],
	[500, 'Try again later'],
	[400, 'The gateway refused the request (400)'],
])('tells %d in the words of the gateway where it has some', async (statusCode, begin) => {
	for (const body of [said('Not now'), { error: { message: 'Not now' } }]) {
		const { message } = await test(credential, { statusCode, body });
		expect(message?.endsWith(`${begin}: "Not now"`)).toBe(true);
	}
	const { message } = await test(credential, { statusCode, body: '' });
	expect(message).toMatch(/\w\.$/);
	expect(message).not.toContain('"');
});

it.each([
	['{"note":"<html>"}', 'OK'],
	['1 < 2', 'OK'],
	[{ note: '<html>' }, 'OK'],
	['', 'OK'],
	['  <!doctype html>', 'Error'],
	['Log in <HTML>', 'Error'],
	['<models/>', 'Error'],
])('takes %j for %s', async (body, status) => {
	expect((await test(credential, { statusCode: 200, body })).status).toBe(status);
});

it.each([
	['http://www.api.example/v1/models', 'leads on to http://www.api.example/v1,'],
	['HTTPS://www.api.example/v1', 'leads on to https://www.api.example/v1,'],
	['/login', 'leads elsewhere,'],
	['ftp://www.api.example/v1', 'leads elsewhere,'],
	['/login?to=https://www.api.example/v1', 'leads elsewhere,'],
	[undefined, 'leads elsewhere,'],
])('tells that a redirect to %s %s', async (location, sentence) => {
	const { message } = await test(credential, { statusCode: 300, body: '', headers: { location } });
	expect(message).toContain(sentence);
});

it.each([
	['ECONNREFUSED', 'no server is listening there'],
	['EAI_AGAIN', 'its name could not be looked up'],
	['ECONNABORTED', 'it did not respond within 15 seconds'],
	['ECONNRESET', 'the connection was closed'],
	['EHOSTUNREACH', 'the network cannot reach it'],
	['ENETUNREACH', 'the network cannot reach it'],
	['ENOTFOUND', 'there is no such host'],
	['EPROTO', 'it does not speak HTTPS there'],
	['ETIMEDOUT', 'it did not respond within 15 seconds'],
])('tells %s of the network in words', async (code, words) => {
	expect(await test(credential, network(code))).toMatchObject({
		status: 'Error',
		message: `api.example could not be reached: ${words}. Check Base URL.`,
	});
});

it('tells that it worked, and each fault of what was filled in', async () => {
	expect(await test(credential)).toMatchObject({
		status: 'OK',
		message: 'Connection tested successfully',
	});
	const { asked, message, status } = await test({ ...credential, baseUrl: '' });
	expect({ asked, status }).toEqual({ asked: [], status: 'Error' });
	expect(message).toMatch(/^Base URL is empty/);
});

it('tells what nobody has words for by its code, or not at all', async () => {
	const reasonOf = async (error: Error) =>
		/: (.*)\. Check Base URL\.$/.exec((await test(credential, error)).message ?? '')?.[1];
	expect(await reasonOf(Object.assign(new Error(''), { code: 'EODD' }))).toBe('EODD');
	expect(await reasonOf(new Error(''))).toBe('there was no response');
	expect(await reasonOf(new Error('two\n lines'))).toBe('two lines');
});

it.each([404, 405])(
	'tells %d of a gateway that has a list of models, and not of another',
	async (statusCode) => {
		const answer = { statusCode, body: '' };
		const listing = await test({ gateway: 'gemini', baseUrl: '', apiKey }, answer);
		expect(listing.status).toBe('Error');
		expect(listing.message).toContain(`(${statusCode}). Check Base URL.`);
		expect((await test(credential, answer)).status).toBe('OK');
	},
);

it.each([
	[199, 'OK'],
	[299, 'OK'],
	[300, 'Error'],
	[399, 'Error'],
	[400, 'Error'],
	[499, 'Error'],
	[500, 'Error'],
	[599, 'Error'],
])('takes %d for %s', async (statusCode, status) => {
	expect((await test(credential, { statusCode, body: '{}' })).status).toBe(status);
});

it('tells a redirect that leads nowhere', async () => {
	const { message } = await test(credential, { statusCode: 302, body: '' });
	expect(message).toContain('leads elsewhere, and the key is not sent there');
});

it('hides the key where the answer repeats it', async () => {
	const { message } = await test(credential, { statusCode: 401, body: said(`Wrong: ${apiKey}`) });
	expect(message).toContain('[key]');
	expect(message).not.toContain(apiKey);
});

it('hides a key that looks like none, and the value of a header', async () => {
	const own = {
		...credential,
		apiKey: 'plainkey',
		headers: { header: [{ name: 'x-other', value: 'othersecret' }] },
	};
	const words = 'Wrong: plainkey, othersecret';
	for (const answer of [{ statusCode: 401, body: said(words) }, new Error(words)]) {
		const { message } = await test(own, answer);
		expect(message).toContain('Wrong: ');
		expect(message).not.toMatch(/plainkey|othersecret/);
	}
});

it('tells the words of a gateway on one line', async () => {
	const { message } = await test(credential, { statusCode: 401, body: said('Not\n this key') });
	expect(message).toContain('"Not this key"');
});

it.each([
	[{ baseUrl: '' }, 'Base URL is empty, but OpenAI-Compatible has no address of its own.'],
	[{ apiKey: 'sk-01\u200B23456789' }, 'API Key holds an invisible character (U+200B)'],
	[{ apiKey: 'sk-0123456789\u200B' }, 'API Key holds an invisible character (U+200B)'],
])('says what is wrong in %j', async (more, sentence) => {
	expect((await test({ ...credential, ...more })).message).toContain(sentence);
});

it('asks for an address where the gateway has none of its own, and shows it where it has', () => {
	const { properties } = new ImageGatewayApi();
	for (const gateway of gateways as readonly GatewayEntry[]) {
		const shown = properties.filter(
			(property) =>
				property.name === 'baseUrl' &&
				NodeHelpers.displayParameter({ gateway: gateway.id }, property, null, null),
		);
		expect(shown).toHaveLength(1);
		expect(shown[0]?.required ?? false).toBe(gateway.baseUrl === undefined);
		expect(shown[0]?.placeholder).toContain(gateway.baseUrl ?? 'https://api.openai.com/v1');
	}
});

it('signs a request to the gateway, and no other', async () => {
	const { authenticate } = new ImageGatewayApi();
	const own = { url: 'https://api.example/v1/models', headers: { accept: '*/*' } };
	expect(await authenticate(credential, own)).toEqual({
		url: 'https://api.example/v1/models',
		headers: { accept: '*/*', Authorization: `Bearer ${apiKey}` },
	});
	const other = { url: 'https://files.example/a.png' };
	expect(await authenticate(credential, other)).toEqual({ ...other, headers: {} });
	const relative = { baseURL: 'https://api.example/v1', url: '/models' };
	expect((await authenticate(credential, relative)).url).toBe('https://api.example/v1/models');
});
