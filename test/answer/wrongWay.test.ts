import type { RequestFacts } from '../../nodes/ImageEdit/answer/requestFacts';
import { isJsonText, isRefusedTunnel, wantsHttps } from '../../nodes/ImageEdit/answer/wrongWay';

const requestTo = (url: string, isTunnel = false): RequestFacts =>
	({ url, isRefusedTunnel: isTunnel }) as RequestFacts;
const plain = requestTo('http://gateway.example/v1/images/edits');
const safe = requestTo('https://gateway.example/v1/images/edits');

it.each([
	['{"a":1}', true],
	['[1]', true],
	[' \n{', true],
	['', false],
	['<html>{', false],
	['a [b]', false],
])('%j begins as JSON does: %s', (text, expected) => {
	expect(isJsonText(text)).toBe(expected);
});

describe('an order without encryption', () => {
	const nginx = '<h1>The plain HTTP request was sent to HTTPS port</h1>';
	const asked = (more: object = {}) =>
		wantsHttps({ status: 400, headers: {}, text: nginx, request: plain, ...more });

	it.each([
		nginx,
		nginx.toUpperCase(),
		'Client sent an HTTP request to an HTTPS server.',
		"Reason: You're speaking plain HTTP to an SSL-enabled server port.",
	])('went to where HTTPS is spoken, in the words of %j', (text) => {
		expect(asked({ text })).toBe(true);
	});

	it.each<[string, object]>([
		['by another status', { status: 401 }],
		['by a lower status', { status: 399 }],
		['of one with encryption', { request: safe }],
		['of one with such an address in its query', { request: requestTo('https://a.example/http:') }],
		['of one that nothing is known of', { request: undefined }],
		['in JSON', { text: JSON.stringify({ error: nginx }) }],
		['in other words', { text: '<h1>400 Bad Request</h1>' }],
	])('is not told so %s', (_what, more) => {
		expect(asked(more)).toBe(false);
	});
});

describe('that the proxy refused to connect', () => {
	const asked = (more: object = {}) =>
		isRefusedTunnel({ status: 403, headers: {}, text: '', request: safe, ...more });

	it.each<[string, object]>([
		['the request itself', { request: requestTo(safe.url, true) }],
		['its status', { status: 407 }],
		['its status, with a page', { status: 407, text: '<html>' }],
		['a header', { headers: { 'proxy-authenticate': 'Basic' } }],
		['another header', { headers: { 'proxy-agent': '' } }],
		['a page with host and port', { text: 'to "gateway.example:443" denied' }],
		['a page with host and all paths', { text: '<a href="https://gateway.example/*">' }],
		[
			'a page with its own port',
			{ text: '"gateway.example:8443"', request: requestTo('https://gateway.example:8443/v1') },
		],
		['a page at the lowest status', { status: 400, text: '"gateway.example:443"' }],
		['a long page', { text: '"gateway.example:443"'.padStart(20_000) }],
	])('is told by %s', (_what, more) => {
		expect(asked(more)).toBe(true);
	});

	it.each<[string, object]>([
		['nothing', {}],
		['a request that nothing is known of', { request: undefined, status: 407 }],
		['a good status', { status: 399, request: requestTo(safe.url, true) }],
		['its status, in JSON', { status: 407, text: '{}' }],
		['another status', { status: 408 }],
		['another port', { text: '"gateway.example:8443"' }],
		[
			'the usual port, which it has not',
			{
				text: '"gateway.example:443"',
				request: requestTo('https://gateway.example:8443/v1'),
			},
		],
		['another host', { text: '"www.gateway.example:443" "https://www.gateway.example/*"' }],
		['the whole address', { text: '"https://gateway.example/v1/images/edits"' }],
		['the end of a very long page', { text: '"gateway.example:443"'.padStart(20_001) }],
	])('is not told by %s', (_what, more) => {
		expect(asked(more)).toBe(false);
	});
});
