import type { FailureKind } from '../../nodes/ImageEdit/answer/failures';
import { failures, GatewayFailure } from '../../nodes/ImageEdit/answer/failures';
import { decode } from '../../nodes/ImageEdit/answer/decode';
import { askedWait, mayRepeat, waitBefore, waitOf } from '../../nodes/ImageEdit/transport/retry';

type Headers = Readonly<Record<string, string>>;

function answered(status: number, body: unknown, headers: Headers = {}): GatewayFailure {
	const text = typeof body === 'string' ? body : JSON.stringify(body);
	try {
		decode({ status, headers, text });
	} catch (error) {
		if (error instanceof GatewayFailure) return error;
	}
	throw new Error('decode did not refuse');
}

const unanswered = (kind: FailureKind) => new GatewayFailure('', { kind });
const said = (code: unknown, message = 'no') => ({ error: { code, message } });
const page = '<html><h1>Bad gateway</h1></html>';

const soon = { 'retry-after': '3' };
const always: readonly [GatewayFailure, string][] = [
	[unanswered('network'), 'a connection that was never made'],
	[answered(429, said(null)), '429'],
	[answered(429, said('rate_limit_exceeded')), '429 rate_limit_exceeded'],
	[answered(429, { code: 1302, message: 'too fast' }), 'Kling 1302'],
	[
		answered(200, { code: 1303, message: 'parallel task over resource pack limit' }),
		'200 with Kling 1303',
	],
	[answered(429, page), '429 page'],
	[answered(503, said('server_busy')), '503 server_busy'],
	[answered(529, { error: { type: 'overloaded_error', message: 'Overloaded' } }), '529 overloaded'],
	[
		answered(503, {
			error: { code: 503, message: 'The model is overloaded.', status: 'UNAVAILABLE' },
		}),
		'503 of Gemini in words of overload',
	],
	[answered(503, said('get_channel_failed')), '503 without a channel now'],
	[
		answered(200, { error: { type: 'rate_limit_error', message: 'Too many' } }),
		'200 that reports a rate limit',
	],
	[answered(200, { error: { code: 429, message: 'slower' } }), '200 with code 429'],
	[answered(503, { code: 5001, message: 'maintenance' }), 'Kling 5001'],
];

it.each(always.map(([failure, what]) => ({ failure, what })))(
	'repeats $what: nothing was billed, or the gateway asks for it',
	({ failure }) => {
		expect(mayRepeat(failure, { maxTries: 3, retryAmbiguous: false })).toBe(true);
	},
);

const ambiguous: readonly [GatewayFailure, string][] = [
	[unanswered('timeout'), 'a time-out after the order was sent'],
	[unanswered('cut'), 'a connection cut after the order was sent'],
	[answered(503, page, soon), '503 page with Retry-After'],
	[answered(502, page, { 'retry-after-ms': '50' }), '502 page with retry-after-ms'],
	[answered(504, page, { 'x-should-retry': 'true' }), '504 page with x-should-retry'],
	[answered(502, page), '502 page'],
	[answered(504, page), '504 page'],
	[answered(408, ''), '408'],
	[answered(409, ''), '409'],
	[answered(425, ''), '425'],
	[answered(408, said(null)), "408 in the gateway's own words"],
	[answered(500, said(null)), "500 in the gateway's own words"],
	[answered(503, { message: 'busy' }), '503 with a message, as frameworks write it'],
	[answered(500, { statusCode: 500, message: 'Internal server error' }), "a framework's 500"],
	[answered(503, { message: 'Service Unavailable' }, soon), 'a bare reason phrase'],
	[
		answered(500, { status: 'failure', message: 'Something went wrong' }),
		"Portkey's 500 after a paid order",
	],
	[answered(504, { code: 5002, message: 'internal time-out' }), 'Kling 5002'],
	[
		answered(503, { error: { type: 'overloaded_error', message: 'context deadline exceeded' } }),
		'overload that speaks of a time-out',
	],
	[answered(400, said('do_request_failed', 'unexpected EOF')), 'a lost upstream under 400'],
	[answered(500, page), '500 page'],
	...[520, 521, 522, 523, 524].map((status): [GatewayFailure, string] => [
		answered(status, page),
		`${status} page`,
	]),
];

it.each(ambiguous.map(([failure, what]) => ({ failure, what })))(
	'repeats $what only when told to',
	({ failure }) => {
		expect(mayRepeat(failure, { maxTries: 3, retryAmbiguous: false })).toBe(false);
		expect(mayRepeat(failure, { maxTries: 3, retryAmbiguous: true })).toBe(true);
	},
);

const never: readonly [GatewayFailure, string][] = [
	[answered(400, said('bad_parameter')), '400'],
	[answered(400, said('bad_parameter'), { ...soon, 'x-should-retry': 'true' }), '400 with headers'],
	[answered(401, said('invalid_api_key')), '401'],
	[answered(403, said(null)), '403'],
	[answered(404, ''), '404'],
	[answered(413, page), '413'],
	[answered(422, said(null)), '422'],
	[answered(302, ''), 'a redirect'],
	[answered(501, said('api_not_implemented')), '501 api_not_implemented'],
	[answered(503, said('model_not_found')), '503 model_not_found'],
	[answered(503, said('model_not_found'), soon), '503 model_not_found with Retry-After'],
	[answered(500, said('convert_request_failed')), '500 convert_request_failed'],
	[answered(500, said('sensitive_words_detected')), '500 sensitive_words_detected'],
	...['insufficient_quota', 'billing_hard_limit_reached', 'insufficient_user_quota'].flatMap(
		(code) =>
			[402, 403, 429].map((status): [GatewayFailure, string] => [
				answered(status, said(code), soon),
				`${status} ${code}`,
			]),
	),
	...[1100, 1101, 1102, 1304].map((code): [GatewayFailure, string] => [
		answered(429, { code, message: 'no' }, soon),
		`Kling ${code}`,
	]),
	[answered(429, said(null), { 'x-should-retry': 'false' }), '429 with x-should-retry: false'],
	[
		answered(503, said(null), { ...soon, 'x-should-retry': 'false' }),
		'503 with x-should-retry: false',
	],
	[answered(502, page, { ...soon, 'x-should-retry': 'false' }), '502 with x-should-retry: false'],
	[answered(200, { data: [] }), '200 without an image'],
	[answered(200, ''), '200 with nothing'],
	[
		answered(200, { data: [] }, { 'x-should-retry': 'true' }),
		'200 without an image, asked to repeat',
	],
	[unanswered('canceled'), 'a cancelled execution'],
	[unanswered('refused'), 'a request that n8n did not let out'],
	[unanswered('oversize'), 'a picture that was larger than Max File Size'],
	[
		new GatewayFailure('', { kind: 'server', taskId: 't1' }),
		'an order that was accepted as a task',
	],
];

it.each(never.map(([failure, what]) => ({ failure, what })))(
	'never repeats $what',
	({ failure }) => {
		expect(mayRepeat(failure, { maxTries: 3, retryAmbiguous: false })).toBe(false);
		expect(mayRepeat(failure, { maxTries: 3, retryAmbiguous: true })).toBe(false);
	},
);

const kinds = Object.keys(failures) as FailureKind[];
const retryHeaders: readonly Headers[] = [
	{},
	soon,
	{ 'x-should-retry': 'true' },
	{ ...soon, 'x-should-retry': 'true' },
	{ 'x-should-retry': 'false' },
	{ ...soon, 'x-should-retry': 'false' },
];
const everyCase = kinds.flatMap((kind) =>
	retryHeaders.flatMap((headers) =>
		[false, true].map((retryAmbiguous) => ({ kind, headers, retryAmbiguous })),
	),
);
const decided = (kind: FailureKind, headers: Headers, retryAmbiguous: boolean, taskId?: string) =>
	mayRepeat(new GatewayFailure('', { kind, ...(taskId ? { taskId } : {}) }, headers), {
		maxTries: 3,
		retryAmbiguous,
	});

describe('of every kind, under all headers and both settings of Retry If Possibly Billed', () => {
	it('what may have been billed is repeated only where Retry If Possibly Billed allows it', () => {
		const repeated = everyCase.filter(
			({ headers, kind, retryAmbiguous }) =>
				failures[kind].mayBeBilled && decided(kind, headers, retryAmbiguous),
		);
		expect(new Set(repeated.map(({ retryAmbiguous }) => retryAmbiguous))).toEqual(new Set([true]));
		expect(new Set(repeated.map(({ kind }) => kind))).toEqual(
			new Set(kinds.filter((kind) => failures[kind].again === 'ifAllowed')),
		);
	});

	it('Retry-After alone never changes what is repeated', () => {
		for (const { headers, kind, retryAmbiguous } of everyCase) {
			const waits = { ...headers, ...soon };
			expect([kind, decided(kind, waits, retryAmbiguous)]).toEqual([
				kind,
				decided(kind, headers, retryAmbiguous),
			]);
		}
	});

	it('a response that forbids a repeat is obeyed, and so is a task that was accepted', () => {
		for (const { headers, kind, retryAmbiguous } of everyCase) {
			const forbidden = { ...headers, 'x-should-retry': 'false' };
			expect(decided(kind, forbidden, retryAmbiguous)).toBe(false);
			expect(decided(kind, headers, retryAmbiguous, 't1')).toBe(false);
		}
	});

	it('Retry If Possibly Billed changes nothing where nothing can have been billed', () => {
		for (const { headers, kind } of everyCase.filter(({ kind }) => !failures[kind].mayBeBilled)) {
			expect(decided(kind, headers, true)).toBe(decided(kind, headers, false));
		}
	});
});

const now = Date.UTC(2026, 0, 1, 12, 0, 0);

const waitAsked = (headers: Headers, random: number, body?: unknown) => {
	const text = body === undefined ? '' : JSON.stringify(body);
	const failure = answered(429, text, headers);
	return waitBefore(1, waitOf(failure, now), random);
};

it.each<[Headers, number]>([
	[{ 'retry-after': '7' }, 7_000],
	[{ 'retry-after': '0.5' }, 500],
	[{ 'retry-after': 'Thu, 01 Jan 2026 12:00:05 GMT' }, 5_000],
	[{ 'retry-after': 'Thu, 01 Jan 2026 11:00:00 GMT' }, 0],
	[{ 'retry-after-ms': '250' }, 250],
	[{ 'retry-after-ms': '250', 'retry-after': '9' }, 250],
	// Cloudflare asks for two minutes.
	[{ 'retry-after': '120' }, 120_000],
	[{ 'retry-after': '-5' }, 0],
])('waits as long as %j asks for', (headers, milliseconds) => {
	for (const random of [0, 1]) expect(waitAsked(headers, random)).toBe(milliseconds);
});

const message = (text: string) => ({ error: { message: text, code: 'rate_limit_exceeded' } });

it.each<[unknown, number]>([
	[message('Rate limit reached. Please try again in 51.8s.'), 51_800],
	[message('Please try again in 250ms.'), 250],
	[message('Please retry after 20 seconds.'), 20_000],
	[message('Please try again in 1m30s.'), 90_000],
	[message('Please wait 2 minutes and try again'), 120_000],
	[message('请求过于频繁，请在30秒后重试'), 30_000],
	[{ error: { code: 429, details: [{ '@type': 'RetryInfo', retryDelay: '51s' }] } }, 51_000],
	[{ error: { code: 429, details: [{ retryDelay: '0.5s' }] } }, 500],
	[{ title: 'Slow down', retry_after: 30 }, 30_000],
	[{ error: message('x').error, retry_after_ms: 250 }, 250],
])('waits as long as the body %j asks for, as relays drop the header', (body, milliseconds) => {
	expect(waitAsked({}, 0, body)).toBe(milliseconds);
	expect(waitAsked({ 'retry-after': '7' }, 0, body)).toBe(7_000);
});

it.each([
	message('Limit: 5 images per minute. Try later.'),
	message('Model gpt-image-1 has a limit of 5 in 60s windows'),
	message('Request 20260101120000123 was refused'),
])('takes no other number in %j for a wait', (body) => {
	expect(waitAsked({}, 0, body)).toBe(1_000);
});

it.each([{}, { 'retry-after': 'soon' }, { 'retry-after': '' }, { 'retry-after-ms': 'x' }])(
	'waits longer from try to try when %j asks for nothing',
	(headers) => {
		const asked = waitOf(answered(429, '', headers as Headers), now);
		const waits = [1, 2, 3, 4, 10].map((attempt) => waitBefore(attempt, asked, 0));
		expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 60_000]);
	},
);

it('spreads its own waits by a quarter', () => {
	expect(waitBefore(2, undefined, 0.5)).toBe(2_250);
	expect(waitBefore(2, undefined, 1)).toBe(2_500);
});

it.each([
	[{ 'retry-after': '1, 2' }, 2_000],
	[{ 'retry-after': '2, 1' }, 2_000],
	[{ 'retry-after-ms': '' }, undefined],
	[{ 'retry-after-ms': '', 'retry-after': '3' }, 3_000],
	[{ 'retry-after-ms': ' 250 ' }, 250],
	[{ 'retry-after': ' 4 ' }, 4_000],
	[{ 'retry-after': '-5' }, -5_000],
	[{ 'retry-after': '0x10' }, undefined],
	[{ 'retry-after': 'soon 1' }, undefined],
	[{ 'retry-after': '2001' }, 2_001_000],
	[{ 'retry-after': 'Thu, 01 Jan 2026 00:00:09 GMT' }, 9_000],
	[{ 'retry-after': 'Thursday, 01-Jan-26 00:00:09 GMT' }, 9_000],
	[{ 'retry-after': 'Thu Jan  1 00:00:09 2026' }, undefined],
	[{ 'retry-after': '2026-01-01T00:00:09Z' }, 9_000],
])('of %j it makes a wait of %p', (headers, wait) => {
	expect(askedWait(headers, Date.UTC(2026, 0, 1))).toBe(wait);
});

it.each<[FailureKind, string | undefined, boolean, boolean]>([
	['rateLimit', undefined, false, true],
	['rateLimit', 'true', false, true],
	['rateLimit', 'false', false, false],
	['server', 'true', false, false],
	['server', undefined, true, true],
	['server', 'false', true, false],
	['auth', 'true', true, false],
])(
	'%s with x-should-retry: %s, and Retry If Possibly Billed %s, is repeated: %s',
	(kind, asked, retryAmbiguous, isRepeated) => {
		const headers: Headers = asked === undefined ? {} : { 'x-should-retry': asked };
		expect(decided(kind, headers, retryAmbiguous)).toBe(isRepeated);
	},
);

it.each([
	[1, 1_000],
	[2, 2_000],
	[6, 32_000],
	[7, 60_000],
	[8, 60_000],
])('of its own it waits before try %d for %d ms, and a quarter more at most', (attempt, wait) => {
	expect(waitBefore(attempt, undefined, 0)).toBe(wait);
	expect(waitBefore(attempt, undefined, 1)).toBe(wait * 1.25);
});

it.each([
	[-1, 0],
	[0, 0],
	[0.4, 0],
	[0.6, 1],
	[599_999, 599_999],
	[600_000, 600_000],
	[600_001, 600_000],
])('asked for %d ms it waits for %d ms, at any try and without a share', (asked, wait) => {
	for (const attempt of [1, 9]) expect(waitBefore(attempt, asked, 1)).toBe(wait);
});

const year = Date.UTC(2026, 0, 1);

it.each<[unknown, number | undefined]>([
	['2026-01-01T00:00:09+00:00', 9_000],
	['2026-01-01T01:00:09+0100', 9_000],
	['2025-12-31T23:00:09-01:00', 9_000],
	['2026-01-01T00:00:09.500Z', 9_500],
	['2026-01-01T00:00:09', undefined],
	['at 2026-01-01T00:00:09Z', undefined],
	['2026-01-01T00:00:09Z or so', undefined],
	['Thu, 01 Jan 2026 00:00:09 GMT', 9_000],
	['Thu, 01 Jan 2026 00:00:09 GMT or so', undefined],
	['On Thu, 01 Jan 2026 00:00:09 GMT', undefined],
	['Thu, 01 Jan 2026 00:00:09 CET', undefined],
	['  Thu, 01 Jan 2026 00:00:09 GMT ', 9_000],
	['Thu, 41 Jan 2026 00:00:09 GMT', undefined],
	['2026-13-01T00:00:09Z', undefined],
	['1, x', undefined],
	['x, 1', undefined],
	['1,2,3,4,5,6,7,8,9,10', 10_000],
	['1,2,3,4,5,6,7,8,9,10,11', 10_000],
	['999999999999', 999_999_999_999_000],
	['1000000000000', undefined],
	['1.123456789', 1_123.456789],
	['1.1234567891', undefined],
	['1.', undefined],
	['7 s', undefined],
	['s 7', undefined],
	[7, 7_000],
	[0, 0],
	[['7', '9'], 9_000],
	[null, undefined],
	[undefined, undefined],
])('Retry-After %j asks for %p ms', (after, wait) => {
	expect(askedWait({ 'retry-after': after }, year)).toBe(wait);
});

it('the milliseconds of a header go before its seconds, and both before the body', () => {
	const failure = (headers: Headers) =>
		new GatewayFailure('', { kind: 'rateLimit' }, headers, { bodyWait: 5 });
	const waits = [{ 'retry-after-ms': '0', 'retry-after': '9' }, { 'retry-after': '0' }, {}];
	expect(waits.map((headers) => waitOf(failure(headers as Headers), year))).toEqual([0, 0, 5]);
	expect(waitOf(new GatewayFailure('', { kind: 'rateLimit' }), year)).toBeUndefined();
});
