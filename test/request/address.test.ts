import { gateways } from '../../nodes/ImageEdit/catalogue/gateways';
import type { GatewayEntry } from '../../nodes/ImageEdit/catalogue/types';
import { baseAddress, readAddress, withQuery } from '../../nodes/ImageEdit/request/address';
import { InvalidOrder } from '../../nodes/ImageEdit/request/findings';
import { printedAddresses } from '../helpers/baseUrls';

const compatible = gateways.find(({ id }) => id === 'openAiCompatible') as GatewayEntry;

it.each(printedAddresses)('reads %j as %s', (typed, base) => {
	expect(baseAddress(compatible, typed)).toBe(base);
});

it('keeps what stands behind the question mark', () => {
	const typed =
		'https://a.example/openai/deployments/d/images/edits?api-version=2025-04-01&x=1%2F2#top';
	expect(readAddress(compatible, typed).query).toEqual([
		['api-version', '2025-04-01'],
		['x', '1/2'],
	]);
});

it('adds the parameters that an address does not have', () => {
	const query = [
		['api-version', '1'],
		['tenant', 'a b'],
	] as const;
	expect(withQuery('https://a.example/v1/models', query)).toBe(
		'https://a.example/v1/models?api-version=1&tenant=a+b',
	);
	expect(
		withQuery('https://a.example/v1/models?c=1', [
			['tag', 'a'],
			['tag', 'b'],
			['c', '2'],
		]),
	).toBe('https://a.example/v1/models?c=1&tag=a&tag=b');
	const signed = 'https://a.example/f.png?api-version=2&tenant=c&sig=%2b';
	expect(withQuery(signed, query)).toBe(signed);
});

it.each([
	'ftp://example.com',
	'file:///etc/passwd',
	'https://',
	'javascript:alert(1)',
	'not an address',
	'ftp://a.example/https://b.example',
	's3://bucket/v1',
	'git+ssh://a.example/v1',
	'coap.tcp://a.example/v1',
	'web-app://a.example/v1',
])('refuses %j with a sentence that names the field', (typed) => {
	expect(() => baseAddress(compatible, typed)).toThrow(InvalidOrder);
	expect(() => baseAddress(compatible, typed)).toThrow(/^Base URL .*credential\.$/);
});

it.each(gateways as readonly GatewayEntry[])(
	'uses the own address of $label when none is given',
	(gateway) => {
		const read = () => baseAddress(gateway, ' ');
		if (gateway.baseUrl !== undefined) {
			expect(read()).toBe(gateway.baseUrl);
			expect(baseAddress(gateway, new URL(gateway.baseUrl).origin)).toBe(gateway.baseUrl);
		} else
			expect(read).toThrow(`Base URL is empty, but ${gateway.label} has no address of its own`);
	},
);

it('shows what is no address', () => {
	expect(() => baseAddress(compatible, ' not an address ')).toThrow(
		'Base URL "not an address" is not a web address. Correct it in the credential.',
	);
});

it.each([
	['https://a.example/', 'https://a.example'],
	['https://a.example/api//', 'https://a.example/api'],
])('takes the own address %s of a gateway without closing slashes', (baseUrl, base) => {
	expect(baseAddress({ ...compatible, baseUrl }, 'https://a.example')).toBe(base);
});

it("prefers the user's address to the gateway's own", () => {
	const aiid = gateways.find(({ id }) => id === 'aiid') as GatewayEntry;
	expect(baseAddress(aiid, 'https://proxy.example')).toBe('https://proxy.example/v1');
});

it.each([
	[
		'https://name.cognitiveservices.azure.com',
		'https://name.cognitiveservices.azure.com/openai/v1',
	],
	['https://name.services.ai.azure.com/', 'https://name.services.ai.azure.com/openai/v1'],
	['https://name.openai.azure.com.example.com', 'https://name.openai.azure.com.example.com/v1'],
	['relay.example.com?to=https://other.example', 'https://relay.example.com/v1'],
	[
		'https://gateway.ai.cloudflare.com/v1/account/gateway/google-ai-studio',
		'https://gateway.ai.cloudflare.com/v1/account/gateway/google-ai-studio',
	],
])('reads the base address out of %s', (typed, base) => {
	expect(baseAddress(compatible, typed)).toBe(base);
});

it.each([
	['https://relay.example.com', 'https://relay.example.com/v1beta'],
	['https://relay.example.com/proxy', 'https://relay.example.com/proxy/v1beta'],
	['https://relay.example.com/v1', 'https://relay.example.com/v1beta'],
	['https://relay.example.com/v1/openai', 'https://relay.example.com/v1beta'],
	['https://relay.example.com/v1beta/openai', 'https://relay.example.com/v1beta'],
	['https://relay.example.com/v1/account/gateway', 'https://relay.example.com/v1/account/gateway'],
	['https://relay.example.com/v1alpha', 'https://relay.example.com/v1alpha'],
	[
		'https://gateway.ai.cloudflare.com/v1/account/gateway/google-ai-studio',
		'https://gateway.ai.cloudflare.com/v1/account/gateway/google-ai-studio/v1beta',
	],
])("means Google's own API by %s", (typed, base) => {
	const google = gateways.find(({ id }) => id === 'gemini') as GatewayEntry;
	expect(baseAddress(google, typed)).toBe(base);
});

it('keeps a path at the own address of a gateway', () => {
	const aiid = gateways.find(({ id }) => id === 'aiid') as GatewayEntry;
	const { origin } = new URL(aiid.baseUrl ?? '');
	expect(baseAddress(aiid, `${origin}/other`)).toBe(`${origin}/other/v1`);
});

it.each([
	['?alt=sse', []],
	['?alt=json', [['alt', 'json']]],
	['?mode=sse', [['mode', 'sse']]],
	[
		'?a=1&alt=sse&key=2',
		[
			['a', '1'],
			['key', '2'],
		],
	],
])('takes %s behind an address as parameters of every call, but for a stream', (typed, query) => {
	expect(readAddress(compatible, `https://a.example/v1${typed}`).query).toEqual(query);
});

it('leaves an address that lacks no parameter as it is written, and adds a single one', () => {
	const query = [['tenant', 'a']] as const;
	expect(withQuery('https://a.example?tenant=b', query)).toBe('https://a.example?tenant=b');
	expect(withQuery('https://a.example?tenants=b', query)).toBe(
		'https://a.example/?tenants=b&tenant=a',
	);
});

it.each([
	['https://a.example/v12', '/v12'],
	['https://a.example/V1', '/V1'],
	['https://a.example/v2.15', '/v2.15'],
	['https://a.example/v1alpha12', '/v1alpha12'],
	['https://a.example/v2.1beta', '/v2.1beta'],
	['https://a.example/v', '/v/v1'],
	['https://a.example/dev1', '/dev1/v1'],
	['https://a.example/v1-relay', '/v1-relay/v1'],
	['https://a.example/v1/images/variations', '/v1'],
	['https://a.example/v1/images/tasks', '/v1'],
	['https://a.example/v1/images/tasks/7', '/v1/images/tasks/7'],
	['https://a.example/v1/images/edits/sync', '/v1/images/edits/sync'],
	['https://a.example/v1/chat/completions/7', '/v1/chat/completions/7'],
	['https://a.example/v1/completions', '/v1'],
	['https://a.example/v1/embeddings', '/v1'],
	['https://a.example/v1/responses/7', '/v1/responses/7'],
	['https://a.example/v1/publishers/google/models/some-model:predict', '/v1'],
	['https://a.example/v1/models/vendor/some-model:predict', '/v1'],
	['https://a.example/v1/models/some-model', '/v1/models/some-model'],
	['https://a.example/v1/models/some-model:predict/7', '/v1/models/some-model:predict/7'],
	['https://a.example/v1/relay/of/mine/images', '/v1/relay/of/mine'],
	['https://a.example/V1/Images', '/V1'],
	['https://a.example/v1/images/mine', '/v1/images/mine'],
])('reads %s as the path %s', (typed, path) => {
	expect(baseAddress(compatible, typed)).toBe(`https://a.example${path}`);
});
