import { decode } from '../../nodes/ImageEdit/answer/decode';
import type { RequestFacts } from '../../nodes/ImageEdit/answer/requestFacts';
import type { FailureKind } from '../../nodes/ImageEdit/answer/failures';
import { failures, GatewayFailure } from '../../nodes/ImageEdit/answer/failures';
import { mayRepeat } from '../../nodes/ImageEdit/transport/retry';

type Headers = Readonly<Record<string, string>>;

const sent: RequestFacts = {
	url: 'https://gateway.example/v1/images/edits',
	path: '/images/edits',
	isWhole: true,
	seconds: 31.4,
	isRefusedTunnel: false,
};

function failureOf(
	status: number,
	headers: Headers,
	body: unknown,
	changes: Partial<RequestFacts> = {},
): GatewayFailure {
	const text = typeof body === 'string' ? body : JSON.stringify(body);
	try {
		decode({ status, headers, text, request: { ...sent, ...changes } });
	} catch (error) {
		if (error instanceof GatewayFailure) return error;
	}
	throw new Error('decode did not refuse');
}

it('a failure inside a 200 keeps the wait that its words ask for', () => {
	const error = { code: 'rate_limit_exceeded', message: 'Rate limit reached. Try again in 20s.' };
	expect(failureOf(200, {}, { error })).toMatchObject({
		bodyWait: 20_000,
		facts: { kind: 'rateLimit' },
	});
});

const isRepeated = (failure: GatewayFailure, retryAmbiguous = false) =>
	mayRepeat(failure, { maxTries: 3, retryAmbiguous });

const nginx = (status: string) =>
	`<html>\r\n<head><title>${status}</title></head>\r\n<body>\r\n<center><h1>${status}</h1></center>\r\n<hr><center>nginx/1.26.3</center>\r\n</body>\r\n</html>\r\n`;
const haproxy = (status: string, words: string) =>
	`<html><body><h1>${status}</h1>\n${words}\n</body></html>\n`;
const varnish =
	'<!DOCTYPE html>\n<html>\n  <head>\n    <title>503 Backend fetch failed</title>\n  </head>\n  <body>\n    <h1>Error 503 Backend fetch failed</h1>\n    <h3>Guru Meditation:</h3>\n    <p>XID: 32770</p>\n    <hr>\n    <p>Varnish cache server</p>\n  </body>\n</html>\n';
const squid =
	'<html><head><title>ERROR: The requested URL could not be retrieved</title></head><body><p>Generated Sat, 28 Nov 2026 by proxy (squid/6.13)</p></body></html>';
const apache =
	'<!DOCTYPE HTML PUBLIC "-//IETF//DTD HTML 2.0//EN">\n<html><head>\n<title>502 Proxy Error</title>\n</head><body>\n<h1>Proxy Error</h1>\n<p>The proxy server received an invalid\r\nresponse from an upstream server.</p>\n<hr>\n<address>Apache/2.4.71 (Debian) Server at localhost Port 80</address>\n</body></html>\n';

// Written after the pages of the servers that `npm run test:edge` starts, and some that anybody may write.
const pages: ReadonlyArray<readonly [number, Headers, string, string]> = [
	[
		504,
		{ server: 'nginx' },
		nginx('504 Gateway Time-out'),
		'(nginx) responded with 504 after 31 s: Gateway Time-out',
	],
	[
		503,
		{ server: 'nginx' },
		nginx('503 Service Temporarily Unavailable'),
		'(nginx) responded with 503 after 31 s: Service Temporarily Unavailable',
	],
	[
		504,
		{},
		haproxy('504 Gateway Time-out', "The server didn't respond in time."),
		"(HAProxy) responded with 504 after 31 s: Gateway Time-out The server didn't respond in time.",
	],
	[
		503,
		{},
		haproxy('503 Service Unavailable', 'No server is available to handle this request.'),
		'(HAProxy) responded with 503 after 31 s: Service Unavailable No server is available to handle this request.',
	],
	[
		502,
		{},
		haproxy('502 Bad Gateway', 'The server returned an invalid or incomplete response.'),
		'(HAProxy) responded with 502 after 31 s: Bad Gateway The server returned',
	],
	[
		408,
		{},
		haproxy('408 Request Time-out', "Your browser didn't send a complete request in time."),
		'(HAProxy) responded with 408 after 31 s: Request Time-out Your browser',
	],
	[
		400,
		{},
		haproxy('400 Bad request', 'Your browser sent an invalid request.'),
		'(HAProxy) responded with 400 after 31 s: Bad request Your browser sent an invalid request.',
	],
	[
		503,
		{ via: '1.1 varnish (Varnish/7.7)', 'retry-after': '5', server: 'Varnish' },
		varnish,
		'(Varnish) responded with 503 after 31 s: Backend fetch failed',
	],
	[
		504,
		{ 'x-squid-error': 'ERR_READ_TIMEOUT 0', server: 'squid' },
		squid,
		'(Squid) responded with 504 after 31 s: ERR_READ_TIMEOUT',
	],
	[
		502,
		{ server: 'Apache/2.4.71 (Debian)' },
		apache,
		'(Apache) responded with 502 after 31 s: Proxy Error',
	],
	[502, { server: 'Caddy' }, '', '(Caddy) responded with 502 after 31 s: Bad Gateway'],
	[
		500,
		{ server: 'lighttpd/1.4.79' },
		'<?xml version="1.0"?>\n<html>\n <head>\n  <title>500 Internal Server Error</title>\n </head>\n</html>\n',
		'(lighttpd) responded with 500 after 31 s: Internal Server Error',
	],
	[502, { via: '1.1 Caddy' }, '', '(Caddy) responded with 502'],
	[
		503,
		{},
		'',
		'The gateway, or a proxy in front of it, responded with 503 after 31 s: Service Unavailable',
	],
	[
		500,
		{},
		'<h1>Oops</h1><p>Some&nbsp;day</p>',
		'A proxy in front of the gateway responded with 500 after 31 s: Oops Some day',
	],
	[
		431,
		{ server: 'nginx' },
		nginx('400 Request Header Or Cookie Too Large'),
		'(nginx) responded with 431',
	],
	// A second proxy puts its own name into the headers.
	[
		502,
		{ server: 'cloudflare', 'cf-ray': '8f0-AMS' },
		nginx('502 Bad Gateway'),
		'(nginx) responded with 502',
	],
];

it.each(pages)('tells whose page %s %j is, and what it says', (status, headers, body, said) => {
	const failure = failureOf(status, headers, body);
	expect(failure.message).toContain(said);
	expect([isRepeated(failure), isRepeated(failure, true)]).toEqual([false, true]);
});

it.each(pages)('repeats %s %j when it came before the whole order', (status, headers, body) => {
	const failure = failureOf(status, headers, body, { isWhole: false });
	expect(failure.facts.kind).toBe(status === 431 ? 'earlyRefused' : 'early');
	expect(failures[failure.facts.kind].mayBeBilled).toBe(false);
	expect(isRepeated(failure)).toBe(status !== 431);
});

it.each<[number, unknown, FailureKind]>([
	[413, nginx('413 Request Entity Too Large'), 'tooLarge'],
	[413, '', 'tooLarge'],
	[400, { error: { message: 'size is not known', code: 'invalid_size' } }, 'badRequest'],
	[401, { error: { message: 'no such key', code: 'invalid_api_key' } }, 'auth'],
	[404, nginx('404 Not Found'), 'notFound'],
	[429, nginx('429 Too Many Requests'), 'rateLimit'],
	[500, { error: { message: 'broken' } }, 'early'],
	[408, { error: { message: 'too slow' } }, 'early'],
	[500, { error: { message: 'no', code: 'insufficient_user_quota' } }, 'quota'],
])('before the whole request was sent, %s with %j is %s', (status, body, kind) => {
	expect(failureOf(status, {}, body, { isWhole: false }).facts.kind).toBe(kind);
});

const cloudflare = (status: number, code: number, name: string, retryAfter?: number) => ({
	type: `https://developers.cloudflare.com/support/troubleshooting/http-status-codes/cloudflare-5xx-errors/error-${code}/`,
	title: `Error ${code}: It went wrong`,
	status,
	detail: 'Something between here and there.',
	instance: '8f0a1b2c3d4e5f60',
	error_code: code,
	error_name: name,
	error_category: 'origin',
	ray_id: '8f0a1b2c3d4e5f60',
	timestamp: '2026-11-28T12:00:00Z',
	zone: 'gateway.example',
	cloudflare_error: true,
	retryable: retryAfter !== undefined,
	...(retryAfter === undefined ? {} : { retry_after: retryAfter }),
	owner_action_required: false,
	what_you_should_do: '**Wait and retry.**',
	footer: 'This error was generated by Cloudflare on behalf of the website owner.',
});

const members: ReadonlyArray<
	readonly [number, number, string, number | undefined, FailureKind, boolean]
> = [
	[500, 500, 'internal_server_error', 30, 'edge', false],
	[502, 502, 'origin_bad_gateway', 60, 'edge', false],
	[504, 504, 'origin_gateway_timeout', 120, 'edgeTimeout', false],
	[520, 520, 'unknown_error', 60, 'edge', false],
	[521, 521, 'web_server_down', 120, 'unreached', true],
	[522, 522, 'connection_timeout', 120, 'edgeTimeout', false],
	[523, 523, 'origin_unreachable', 120, 'unreached', true],
	[524, 524, 'origin_response_timeout', 120, 'edgeTimeout', false],
	[525, 525, 'ssl_handshake_failed', undefined, 'certificate', false],
	[526, 526, 'invalid_ssl_certificate', undefined, 'certificate', false],
	[530, 1033, 'tunnel_error', 120, 'unreached', true],
	[530, 1016, 'origin_dns_error', 60, 'edge', false],
	[429, 1015, 'rate_limited', 30, 'rateLimit', true],
	[403, 1010, 'browser_signature_banned', undefined, 'blocked', false],
	[403, 1020, 'firewall_rule_blocked', undefined, 'blocked', false],
];

it.each(members)(
	'reads Cloudflare %s with code %s (%s)',
	(status, code, name, wait, kind, repeated) => {
		const headers: Headers = {
			'cf-ray': '8f0a1b2c3d4e5f60-AMS',
			server: 'cloudflare',
			...(wait === undefined ? {} : { 'retry-after': String(wait) }),
		};
		const failure = failureOf(status, headers, cloudflare(status, code, name, wait), {
			seconds: 125,
		});
		expect(failure.facts).toMatchObject({ kind, status, code: String(code), type: name });
		expect(failure.message).toBe(
			`A proxy in front of the gateway (Cloudflare) responded with ${status} after 125 s: Error ${code}: It went wrong. Something between here and there. (Ray ID 8f0a1b2c3d4e5f60)`,
		);
		expect(isRepeated(failure)).toBe(repeated);
	},
);

it.each([
	[
		521,
		'<!DOCTYPE html><title>gateway.example | 521: Web server is down</title><span class="code-label">Error code 521</span> cloudflare Ray ID: <strong>8f0a1b2c3d4e5f60</strong>',
	],
	[523, 'error code: 523'],
	[530, 'error code: 1033'],
	[
		530,
		'<title>Cloudflare Tunnel error | Cloudflare</title><h1>Error <span>1033</span></h1> Error 1033 Ray ID: 8f0a1b2c3d4e5f60',
	],
	[521, '<h1>We will be back soon</h1>'],
])('reads the page %s %s of Cloudflare like its JSON', (status, body) => {
	const failure = failureOf(
		status,
		{ 'cf-ray': '8f0a1b2c3d4e5f60-AMS', server: 'cloudflare' },
		body,
	);
	expect(failure.facts.kind).toBe('unreached');
	expect(failure.message).toContain('(Cloudflare)');
	expect(failure.message).toContain('Ray ID 8f0a1b2c3d4e5f60');
});

it.each([
	[519, false],
	[520, true],
	[521, true],
	[529, true],
	[530, true],
	[531, false],
])('a page of the zone under %d is of Cloudflare: %s', (status, isOfCloudflare) => {
	const headers = { 'cf-ray': '8f0a1b2c3d4e5f60-AMS' };
	const page = '<h1>We will be back soon</h1> Error 1033 Ray ID: 8f0a1b2c3d4e5f60';
	const failure = failureOf(status, headers, page);
	expect(failure.message.includes('Ray ID 8f0a1b2c3d4e5f60)')).toBe(isOfCloudflare);
	expect(failure.facts.kind === 'unreached').toBe(status === 530);
});

it.each(['nginx', 'Apache/2.4.71 (Debian)', 'Caddy', 'lighttpd/1.4.79'])(
	'takes JSON that came through %s for no page of it: a proxy adds its name to the headers only',
	(server) => {
		const failure = failureOf(
			500,
			{ server },
			{ statusCode: 500, message: 'Internal server error' },
		);
		expect(failure.message).toBe(
			'The gateway, or a proxy in front of it, responded with 500 after 31 s: Internal server error',
		);
	},
);

it('believes no 521 that nothing shows to be of Cloudflare', () => {
	expect(isRepeated(failureOf(521, {}, '<h1>Down</h1>'))).toBe(false);
});

it('takes a 524 that came before its 100 s for an upload that was too slow', () => {
	const failure = failureOf(524, {}, cloudflare(524, 524, 'origin_response_timeout', 120));
	expect(failure.facts.kind).toBe('edgeSlowUpload');
	expect(isRepeated(failure)).toBe(false);
	expect(failures.edgeSlowUpload.advice).toMatch(/smaller images, or addresses/);
});

it("takes the gateway's own words for its own, although Cloudflare stands before it", () => {
	const headers = { 'cf-ray': '8f0a1b2c3d4e5f60-AMS', server: 'cloudflare' };
	const failure = failureOf(502, headers, {
		error: { message: 'Upstream request failed', type: 'upstream_error' },
	});
	expect(failure.message).toBe('The gateway responded with 502: Upstream request failed');
	expect(failures[failure.facts.kind].advice).not.toMatch(/proxy|cut/);
	expect(failures.blocked.advice).toMatch(/API key is not the problem/);
});

it.each([
	['https://new.example/v1/images/edits', 'write https://new.example/v1 into Base URL'],
	['https://new.example/v1/images/edits/', 'write https://new.example/v1 into Base URL'],
	[
		'//new.example/relay/v1/images/edits?x=secret',
		'write https://new.example/relay/v1 into Base URL',
	],
	['/login?next=/', 'https://gateway.example/login: which does not take requests'],
])('says of a redirect to %s: %s', (location, said) => {
	const { facts, message } = failureOf(301, { location }, '');
	expect(facts.kind).toBe('redirect');
	expect(message).toContain(said);
	expect(message).not.toContain('secret');
});

it.each([{}, { location: '' }])('names no address for a redirect that leads nowhere', (headers) => {
	const { facts, message } = failureOf(302, headers, '');
	expect(facts.kind).toBe('redirect');
	expect(message).toBe('The gateway responded with 302 (a redirect): no explanation was given');
});

it('takes 304 for no redirect, since it leads nowhere', () => {
	const { facts, message } = failureOf(304, {}, '');
	expect(facts.kind).toBe('server');
	expect(message).toMatch(/ responded with 304( after \d+ s)?: no explanation was given$/);
});

it.each([
	[403, 'outgoingProxy', false],
	[407, 'outgoingProxy', false],
	[503, 'outgoingProxyDown', true],
] as const)("tells n8n's own proxy that answers %s to CONNECT", (status, kind, repeated) => {
	const failure = failureOf(status, { 'x-squid-error': 'ERR_ACCESS_DENIED 0' }, squid, {
		isRefusedTunnel: true,
	});
	expect(failure.facts.kind).toBe(kind);
	expect(failure.message).toBe(
		`The outgoing proxy of this n8n responded with ${status} and made no connection to the gateway: ERR_ACCESS_DENIED`,
	);
	expect(failures[kind].advice).toContain('HTTPS_PROXY');
	expect(isRepeated(failure)).toBe(repeated);
});

it.each<[number, unknown, FailureKind]>([
	[
		403,
		{
			error: {
				message: 'Your image was blocked: it may violate our content policy.',
				code: 'Forbidden',
			},
		},
		'moderation',
	],
	[403, { error: { message: 'Insufficient balance, please top up' } }, 'quota'],
	[403, { message: '用户额度不足, 剩余额度: ＄0.02' }, 'quota'],
	[
		429,
		{ error: { message: 'no available image quota', type: 'insufficient_quota_error' } },
		'quota',
	],
	[
		429,
		{
			error: {
				message: 'You exceeded your current quota, please check your plan and billing details.',
			},
		},
		'quota',
	],
	[429, { error: { message: 'Quota exceeded: 5 requests per minute' } }, 'rateLimit'],
	[
		429,
		{
			error: {
				code: 429,
				message: 'You exceeded your current quota',
				status: 'RESOURCE_EXHAUSTED',
				details: [{ retryDelay: '51s' }],
			},
		},
		'rateLimit',
	],
	[403, '', 'edgeRefused'],
	[403, nginx('403 Forbidden'), 'edgeRefused'],
	[403, { error: { message: 'This key may not use the model' } }, 'auth'],
	[400, { error: { message: 'Unknown parameter: moderation' } }, 'badRequest'],
	[400, { statusCode: 400, message: 'Bad Request' }, 'edge'],
	[500, { timestamp: 1, path: '/v1', status: 500, error: 'Internal Server Error' }, 'edge'],
	[404, '<title>404 Not Found</title>', 'edgeNotFound'],
	[200, { error: { type: 'rate_limit_error', message: 'Too many picture requests' } }, 'rateLimit'],
	[200, { code: 429, message: 'slow down' }, 'rateLimit'],
	[200, { error: { code: 502, message: 'Bad gateway' } }, 'answer'],
	[200, { error: { code: 408, message: 'Timeout' } }, 'answer'],
])('understands %s with %j as %s', (status, body, kind) => {
	expect(failureOf(status, {}, body).facts.kind).toBe(kind);
});
