import { decode } from '../../nodes/ImageEdit/answer/decode';
import type { FailureKind } from '../../nodes/ImageEdit/answer/failures';
import { failures, GatewayFailure } from '../../nodes/ImageEdit/answer/failures';
import { mayRepeat } from '../../nodes/ImageEdit/transport/retry';

// Answers of what else stands before gateways, written after the vendors' documents and bodies in public issues.

type Headers = Readonly<Record<string, string>>;

function failureOf(
	status: number,
	headers: Headers,
	body: unknown,
	url = 'https://gateway.example/v1/images/edits',
): GatewayFailure {
	const text = typeof body === 'string' ? body : JSON.stringify(body);
	const request = {
		...{ url, path: '/images/edits', isWhole: true, seconds: 31.4, isRefusedTunnel: false },
	};
	try {
		decode({ status, headers, text, request });
	} catch (error) {
		if (error instanceof GatewayFailure) return error;
	}
	throw new Error('decode did not refuse');
}

const page = (title: string, rest = '') =>
	`<html>\r\n<head><title>${title}</title></head>\r\n<body>${rest}</body>\r\n</html>\r\n`;
const centred = (status: string, server: string) =>
	page(status, `<center><h1>${status}</h1></center><hr><center>${server}</center>`);

const answers: ReadonlyArray<readonly [string, number, Headers, unknown, FailureKind, string]> = [
	[
		'Akamai',
		503,
		{ server: 'AkamaiGHost' },
		page('Service Unavailable', '<H1>Service Unavailable - Zero size object</H1>'),
		'edgeBusy',
		'(Akamai) responded with 503 after 31 s: Service Unavailable',
	],
	[
		'Fastly',
		503,
		{ via: '1.1 varnish', 'retry-after': '0' },
		page('503 first byte timeout', '<p>Details: cache-ams-1 17</p><p>Varnish cache server</p>'),
		'edgeBusy',
		'(Fastly) responded with 503 after 31 s: first byte timeout',
	],
	[
		'AWS load balancer',
		504,
		{ server: 'awselb/2.0' },
		page('504 Gateway Time-out', '<center><h1>504 Gateway Time-out</h1></center>'),
		'edgeTimeout',
		'(AWS load balancer) responded with 504 after 31 s: Gateway Time-out',
	],
	[
		'AWS API Gateway',
		504,
		{},
		{ message: 'Endpoint request timed out' },
		'edgeTimeout',
		'(AWS API Gateway) responded with 504 after 31 s: Endpoint request timed out',
	],
	[
		'Azure Front Door',
		504,
		{ 'x-azure-ref': '0abc' },
		"<h2>Our services aren't available right now</h2>",
		'edgeTimeout',
		"(Azure Front Door) responded with 504 after 31 s: Our services aren't available right now",
	],
	[
		'Azure Application Gateway',
		502,
		{ server: 'Microsoft-Azure-Application-Gateway/v2' },
		page('502 Bad Gateway'),
		'edge',
		'(Azure Application Gateway) responded with 502',
	],
	[
		'Google',
		502,
		{ via: '1.1 google' },
		page('502 Server Error', '<h1>Error: Server Error</h1>'),
		'edge',
		'(Google load balancer) responded with 502 after 31 s: Server Error',
	],
	[
		'Istio',
		503,
		{ server: 'istio-envoy' },
		'upstream connect error or disconnect/reset before headers. reset reason: connection termination',
		'edgeBusy',
		'(Envoy) responded with 503 after 31 s: upstream connect error',
	],
	['Envoy', 504, {}, 'upstream request timeout', 'edgeTimeout', '(Envoy) responded with 504'],
	[
		'Envoy without a host',
		503,
		{},
		'no healthy upstream',
		'edgeBusy',
		'(Envoy) responded with 503',
	],
	['a rule of Istio', 403, {}, 'RBAC: access denied', 'edgeRefused', '(Envoy) responded with 403'],
	[
		'Kong',
		502,
		{ server: 'kong/3.4' },
		{ message: 'An invalid response was received from the upstream server', request_id: 'a1' },
		'edge',
		'(Kong) responded with 502 after 31 s: An invalid response was received',
	],
	[
		'Kong that waits no longer',
		504,
		{},
		{ message: 'The upstream server is timing out' },
		'edgeTimeout',
		'(Kong) responded with 504',
	],
	['Traefik', 504, {}, 'Gateway Timeout', 'edgeTimeout', 'responded with 504 after 31 s'],
	[
		'APISIX',
		502,
		{ server: 'APISIX/3.8.0' },
		centred('502 Bad Gateway', 'openresty') + 'Powered by <a href="https://apisix.apache.org/">',
		'edge',
		'(APISIX) responded with 502',
	],
	['Tengine', 504, {}, centred('504 Gateway Time-out', 'tengine'), 'edgeTimeout', '(Tengine)'],
	[
		'Alibaba ESA',
		504,
		{ server: 'ESA' },
		page('网关超时', '<h1>504</h1><p>源站响应超时，请稍后再试</p>'),
		'edgeTimeout',
		'(Alibaba ESA) responded with 504 after 31 s: 网关超时',
	],
	[
		'a firewall whose title is a number',
		405,
		{},
		page('405', '<p>很抱歉，您的访问被阻断。</p>'),
		'edgeNotFound',
		'responded with 405 after 31 s: 很抱歉，您的访问被阻断。',
	],
	[
		'Tencent EdgeOne',
		566,
		{ server: 'TencentEdgeOne' },
		page('566 - Restricted Access'),
		'edge',
		'(EdgeOne) responded with 566 after 31 s: Restricted Access',
	],
	[
		'Vercel',
		504,
		{},
		'An error occurred with your deployment\n\nFUNCTION_INVOCATION_TIMEOUT\n\nfra1::abc-123\n',
		'edgeTimeout',
		'(Vercel) responded with 504 after 31 s: An error occurred with your deployment FUNCTION_INVOCATION_TIMEOUT',
	],
	[
		'Heroku (H12)',
		503,
		{ server: 'Heroku' },
		page('Application Error', '<iframe src="//www.herokucdn.com/error-pages/x.html"></iframe>'),
		'edgeBusy',
		'(Heroku) responded with 503 after 31 s: Application Error',
	],
	[
		'Railway',
		502,
		{},
		{ status: 'error', code: 502, message: 'Application failed to respond', request_id: 'x' },
		'edge',
		'(Railway) responded with 502',
	],
	[
		'Fly.io',
		502,
		{ server: 'Fly/1a2b' },
		'',
		'edge',
		'(Fly.io) responded with 502 after 31 s: Bad Gateway',
	],
	[
		'ngrok',
		502,
		{ 'ngrok-error-code': 'ERR_NGROK_3004' },
		page('ngrok gateway error', '<p>ERR_NGROK_3004</p>'),
		'edge',
		'(ngrok) responded with 502 after 31 s: ngrok gateway error',
	],
	[
		'cloudflared',
		502,
		{ server: 'cloudflare' },
		'Unable to reach the origin service. The service may be down or it may not be responding to traffic from cloudflared',
		'edge',
		'(Cloudflare) responded with 502 after 31 s: Unable to reach the origin service.',
	],
	[
		'CloudFront',
		504,
		{ server: 'CloudFront' },
		page('ERROR: The request could not be satisfied', '<h1>504 ERROR</h1>No answer in time.'),
		'edgeTimeout',
		'(CloudFront) responded with 504 after 31 s: ERROR No answer in time.',
	],
	[
		'Imperva',
		403,
		{},
		'<html><iframe>Request unsuccessful. Incapsula incident ID: 1-2</iframe></html>',
		'edgeRefused',
		'(Imperva) responded with 403 after 31 s: Request unsuccessful.',
	],
	[
		'Express',
		500,
		{},
		page('Error', '<pre>Error: read ECONNRESET<br> at TLSWrap</pre>'),
		'edge',
		'responded with 500 after 31 s: Error: read ECONNRESET at TLSWrap',
	],
	[
		'Django',
		500,
		{},
		page('Server Error (500)'),
		'edge',
		'responded with 500 after 31 s: Server Error',
	],
	[
		'Laravel',
		500,
		{},
		{ message: 'Server Error' },
		'edge',
		'responded with 500 after 31 s: Server Error',
	],
	['FastAPI', 500, { server: 'uvicorn' }, 'Internal Server Error', 'edge', 'responded with 500'],
	['Fastify', 500, {}, { statusCode: 500, message: 'socket hang up' }, 'server', 'socket hang up'],
	[
		'a problem of .NET',
		500,
		{},
		{ type: 'https://x/1', title: 'Internal Server Error', status: 500, traceId: '00-a' },
		'edge',
		'responded with 500 after 31 s: Internal Server Error',
	],
	['nobody', 499, {}, '', 'edgeRefused', 'responded with 499 after 31 s: Client Closed Request'],
	['nobody', 431, {}, '', 'edgeRefused', 'Request Header Fields Too Large'],
	['nobody', 421, {}, '<h1>Misdirected Request</h1>', 'edgeRefused', 'Misdirected Request'],
	['nobody', 502, {}, '', 'edge', 'responded with 502 after 31 s: Bad Gateway'],
];

it.each(answers)(
	'an answer of %s (%i) may have been billed, and tells who spoke and what',
	(_vendor, status, headers, body, kind, said) => {
		const failure = failureOf(status, headers, body);
		expect(failure.facts.kind).toBe(kind);
		expect(failure.message).toContain(said);
		expect(failure.message).not.toContain('[data]');
		expect(failures[kind].mayBeBilled).toBe(true);
		expect(mayRepeat(failure, { maxTries: 3, retryAmbiguous: false })).toBe(false);
	},
);

it.each<[string, number, unknown, FailureKind, boolean]>([
	['Kong', 429, { message: 'API rate limit exceeded' }, 'rateLimit', true],
	['Envoy', 429, 'local_rate_limited', 'rateLimit', true],
	['Azure', 429, { statusCode: 429, message: 'Rate limit is exceeded.' }, 'rateLimit', true],
	['Azure', 401, { statusCode: 401, message: 'Access denied.' }, 'auth', false],
	['AWS', 413, { message: 'Request Too Long' }, 'tooLarge', false],
	['Vercel', 413, 'Request Entity Too Large\n\nFUNCTION_PAYLOAD_TOO_LARGE', 'tooLarge', false],
	['Kong', 404, { message: 'no Route matched with those values' }, 'notFound', false],
	[
		'FastAPI',
		422,
		{ detail: [{ loc: ['body', 'image'], msg: 'field required', type: 'missing' }] },
		'badRequest',
		false,
	],
])('an answer of %s (%i) costs nothing', (_vendor, status, body, kind, repeated) => {
	const failure = failureOf(status, {}, body);
	expect(failure.facts.kind).toBe(kind);
	expect(failures[kind].mayBeBilled).toBe(false);
	expect(mayRepeat(failure, { maxTries: 3, retryAmbiguous: false })).toBe(repeated);
});

it.each([
	page('400 The plain HTTP request was sent to HTTPS port', '<center>nginx</center>'),
	'Client sent an HTTP request to an HTTPS server.\n',
])('says to write https:// into Base URL after %s', (body) => {
	const { facts, message } = failureOf(
		400,
		{},
		body,
		'http://gateway.example:8443/v1/images/edits',
	);
	expect(facts.kind).toBe('plainHttp');
	expect(message).toBe('The address in Base URL takes HTTPS only (400).');
	expect(failures.plainHttp.advice).toContain('Nothing was billed. Write https://');
});

it("leaves a gateway's own words about a proxy to the gateway", () => {
	const error = { message: 'Fastly said: upstream request timeout', type: 'upstream_error' };
	expect(failureOf(502, {}, { error }).message).toBe(
		`The gateway responded with 502: ${error.message}`,
	);
});
