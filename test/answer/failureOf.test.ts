import { failureOf } from '../../nodes/ImageEdit/answer/failureOf';
import type { FailureKind, GatewayFailure } from '../../nodes/ImageEdit/answer/failures';
import type { RequestFacts } from '../../nodes/ImageEdit/answer/requestFacts';

type Headers = Readonly<Record<string, unknown>>;

const sent: RequestFacts = {
	url: 'https://gateway.example/v1/images/edits',
	path: '/images/edits',
	isWhole: true,
	seconds: 31.4,
	isRefusedTunnel: false,
};

const own = 'The gateway, or a proxy in front of it, responded with';

function failed(
	status: number,
	body: unknown,
	headers: Headers = {},
	changes?: Partial<RequestFacts>,
): GatewayFailure {
	const isText = typeof body === 'string';
	return failureOf(
		{
			status,
			headers,
			text: isText ? body : JSON.stringify(body),
			...(changes ? { request: { ...sent, ...changes } } : {}),
		},
		isText ? undefined : body,
		{},
	);
}

const kindOf = (...given: Parameters<typeof failed>): FailureKind => failed(...given).facts.kind;

describe('the outgoing proxy of this n8n', () => {
	const hint = /^If this n8n goes out through a proxy/;

	it('may have written what came early, where the address is encrypted', () => {
		const early = { isWhole: false };
		expect(failed(502, '', {}, early).facts.hint).toMatch(hint);
		expect(failed(403, '<h1>No</h1>', {}, early).facts).toMatchObject({
			kind: 'earlyRefused',
			hint: expect.stringMatching(hint) as string,
		});
	});

	it.each<[string, number, unknown, Partial<RequestFacts>]>([
		['came after the whole order', 502, '', { isWhole: true }],
		[
			'came early without encryption',
			502,
			'',
			{ isWhole: false, url: 'http://gateway.example/v1' },
		],
		['is a refusal that is final at any time', 413, '', { isWhole: false }],
	])('is not named where what %s', (_what, status, body, changes) => {
		expect(failed(status, body, {}, changes).facts).not.toHaveProperty('hint');
	});

	it.each<[string, FailureKind]>([
		['https://gateway.example/v1', 'outgoingProxy'],
		['http://gateway.example/v1', 'edgeRefused'],
	])('refuses a tunnel only where there is one: %s', (url, kind) => {
		expect(kindOf(407, '', {}, { url })).toBe(kind);
	});

	it.each<[number, FailureKind]>([
		[400, 'outgoingProxy'],
		[499, 'outgoingProxy'],
		[500, 'outgoingProxyDown'],
		[501, 'outgoingProxyDown'],
	])('is down from 500 on: %d', (status, kind) => {
		expect(kindOf(status, '', {}, { isRefusedTunnel: true })).toBe(kind);
	});
});

it('a failure keeps the headers of its response, and the wait that a text asks for', () => {
	const headers = { 'retry-after': '7' };
	const failure = failed(503, 'Busy. Please try again in 9s.', headers);
	expect([failure.headers, failure.bodyWait]).toEqual([headers, 9_000]);
});

it.each<[number, FailureKind, string]>([
	[299, 'answer', 'The gateway reported: odd'],
	[300, 'redirect', 'The gateway responded with 300 (a redirect): '],
])('reads %d on its side of a good response', (status, kind, begin) => {
	const failure = failed(status, { error: { message: 'odd' } });
	expect(failure.facts.kind).toBe(kind);
	expect(failure.message.startsWith(begin)).toBe(true);
});

describe('a code and a type', () => {
	const words = (length: number) => 'ab c'.repeat(75).slice(0, length);

	it.each([100, 101, 300])('are told in 100 characters at most: of %d', (length) => {
		const error = { message: 'no', code: words(length), type: words(length) };
		const { code, type } = failed(400, { error }).facts;
		expect([code?.length, type?.length]).toEqual([100, 100]);
	});

	it.each([
		[{ code: 'x' }, { code: 'x' }],
		[{ type: 'x' }, { type: 'x' }],
		[{}, {}],
	])('are told where they are given alone: %j', (given, facts) => {
		const { kind, status, ...told } = failed(418, { error: { message: 'no', ...given } }).facts;
		expect([kind, status]).toEqual(['badRequest', 418]);
		expect(told).toEqual(facts);
	});
});

describe('a response of Cloudflare', () => {
	it('is told by the words of its page, without an ID and a name that it lacks', () => {
		const page = '<title>Origin is on holiday</title> cloudflare';
		const { facts, message } = failed(520, page);
		expect(message).toBe(
			'A proxy in front of the gateway (Cloudflare) responded with 520: Origin is on holiday',
		);
		expect(facts).toEqual({ kind: 'edge', status: 520, code: '520' });
	});

	it.each<[number | undefined, number, FailureKind]>([
		[99.9, 524, 'edgeSlowUpload'],
		[100, 524, 'edgeTimeout'],
		[101, 524, 'edgeTimeout'],
		[undefined, 524, 'edgeTimeout'],
		[99.9, 522, 'edgeTimeout'],
	])('after %s s with %d is an upload that was too slow, or a wait', (seconds, status, kind) => {
		const changes = seconds === undefined ? undefined : { seconds };
		expect(kindOf(status, '<p>cloudflare</p>', {}, changes)).toBe(kind);
		expect(kindOf(status, '<p>Slow</p>', {}, changes)).toBe(kind);
	});
});

it.each([
	['The upstream server is timing out', 'edgeTimeout', 'A proxy in front of the gateway (Kong)'],
	['The upstream server is slow', 'server', 'The gateway responded with 504'],
])('knows a proxy by its very sentence: %s', (message, kind, begin) => {
	const said = failed(504, { message });
	if (kind === 'edgeTimeout') {
		expect(said.facts.kind).toBe(kind);
		expect(said.message.startsWith(begin)).toBe(true);
	} else expect(said.message).not.toContain('Kong');
	const inError = failed(504, { error: { message } });
	expect(inError.facts.kind).toBe('server');
	expect(inError.message).toBe(`The gateway responded with 504: ${message}`);
});

describe('who wrote a failure is told by its words', () => {
	it.each<[string, unknown]>([
		['an error object', { error: { message: 'Bad Gateway' } }],
		['a type', { type: 'upstream_error', message: 'Bad Gateway' }],
		['a sentence', { message: 'The cat has left' }],
		['a code of words', { code: 'no_cat' }],
		['a code of words and digits', { code: 'E17' }],
		['a code of digits and words', { code: '17E' }],
		['a text', 'The cat has left'],
		['a list', [1]],
		['a shape that is not known', { state: 'broken' }],
	])('the gateway: %s', (_what, body) => {
		const failure = failed(502, body);
		expect(failure.facts.kind).toBe('server');
		expect(failure.message).toMatch(/^The gateway responded with 502: /);
	});

	it.each<[string, unknown]>([
		['a bare phrase', { message: 'Bad Gateway' }],
		['a bare phrase with the number of the status', { code: 502, message: 'Bad Gateway' }],
		['a number alone', { code: 502 }],
		['an empty object', {}],
		['nothing', ''],
		['blanks', ' \n'],
		['a bare phrase as text', 'Bad Gateway'],
		['the words of a proxy', 'no healthy upstream'],
		['a page', '<p>The cat has left</p>'],
		['a page behind blanks', '\n <p>The cat has left</p>'],
	])('anyone on the way: %s', (_what, body) => {
		const failure = failed(502, body);
		expect(failure.facts.kind).toBe('edge');
		expect(failure.message).toMatch(/ proxy in front of /);
	});

	it('a text is of anyone on the way where it came before the whole order', () => {
		expect(kindOf(403, 'The cat has left', {}, { isWhole: true })).toBe('auth');
		expect(kindOf(403, 'The cat has left', {}, { isWhole: false })).toBe('earlyRefused');
		expect(kindOf(403, { error: { message: 'The cat has left' } }, {}, { isWhole: false })).toBe(
			'auth',
		);
	});

	it('JSON without words below 500 is said to be of the gateway, from 500 on of anyone', () => {
		expect(failed(499, { message: 'Client Closed Request' }).message).toBe(
			'The gateway responded with 499: Client Closed Request',
		);
		expect(failed(500, { message: 'Internal Server Error' }).message).toBe(
			`${own} 500: Internal Server Error`,
		);
		expect(failed(499, 'Client Closed Request').message).toBe(`${own} 499: Client Closed Request`);
	});

	it.each([
		['', `${own} 502: Bad Gateway`],
		[{}, `${own} 502: Bad Gateway`],
		[' Bad Gateway \n', `${own} 502: Bad Gateway`],
		[' The cat has left \n', 'The gateway responded with 502: The cat has left'],
	])('the words of %j', (body, message) => {
		expect(failed(502, body).message).toBe(message);
	});

	it.each([
		[0.9, `${own} 502: Bad Gateway`],
		[1, `${own} 502 after 1 s: Bad Gateway`],
		[1.6, `${own} 502 after 2 s: Bad Gateway`],
	])('and when it was written: after %d s', (seconds, message) => {
		expect(failed(502, '', {}, { seconds }).message).toBe(message);
	});
});

describe('a report inside a good response', () => {
	it.each<[object, FailureKind]>([
		[{ error: { code: 'invalid_api_key', type: 'insufficient_quota', message: 'no' } }, 'auth'],
		[{ error: { code: 'E-17', type: 'insufficient_quota', message: 'no' } }, 'quota'],
		[{ error: { code: 400, message: 'no' } }, 'badRequest'],
		[{ error: { code: 402, message: 'no' } }, 'quota'],
		[{ error: { code: 499, message: 'no' } }, 'answer'],
		[{ error: { code: 408, message: 'no' } }, 'answer'],
		[{ error: { code: 500, message: 'no' } }, 'answer'],
		[{ error: { code: 399, message: 'no' } }, 'answer'],
		[{ error: { code: 4000, message: 'no' } }, 'answer'],
		[{ error: { code: 2402, message: 'no' } }, 'answer'],
		[{ error: { message: 'rate limit' } }, 'rateLimit'],
		[{ message: 'rate limit' }, 'answer'],
		[{ error: { message: 'Your quota is exhausted' } }, 'answer'],
		[{ error: { message: 'content policy' } }, 'answer'],
		[{ code: 'overloaded', message: 'upstream timed out' }, 'server'],
		[{ code: 'rate_limit', message: 'upstream timed out' }, 'server'],
		[{ code: 'insufficient_quota', message: 'upstream timed out' }, 'quota'],
	])('is judged by its code, its type and its words: %j', (body, kind) => {
		expect(kindOf(200, body)).toBe(kind);
	});
});

describe("a refusal in the gateway's own words", () => {
	it.each<[string, number, object, Headers, FailureKind]>([
		['money', 429, { message: 'Your quota is exhausted' }, {}, 'quota'],
		[
			'a wait in a header',
			429,
			{ message: 'Your quota is exhausted' },
			{ 'retry-after': '9' },
			'rateLimit',
		],
		['a wait in its words', 429, { message: 'Quota exhausted. Try again in 9s' }, {}, 'rateLimit'],
		[
			'a rate limit upstream',
			429,
			{ code: 'rate_limit', message: 'upstream timed out' },
			{},
			'rateLimit',
		],
		['overload upstream', 429, { code: 'overloaded', message: 'upstream timed out' }, {}, 'busy'],
		['overload and loss', 503, { code: 'overloaded', message: 'timed out' }, {}, 'server'],
		['money and loss', 402, { code: 'insufficient_quota', message: 'timed out' }, {}, 'quota'],
		['lost upstream', 400, { code: 'do_request_failed', message: 'timed out' }, {}, 'server'],
		['a loss as type', 404, { message: 'upstream timed out' }, {}, 'notFound'],
		[
			'a bad value',
			400,
			{ code: 'InvalidParameter', message: 'time out of range: timeout' },
			{},
			'badRequest',
		],
		[
			'a bad value as type',
			400,
			{ type: 'invalid_request_error', message: 'timeout' },
			{},
			'badRequest',
		],
		['no loss', 400, { code: 'do_request_failed', message: 'no' }, {}, 'badRequest'],
		['a lost key', 401, { code: 'x', message: 'timed out' }, {}, 'auth'],
	])('for %s', (_what, status, error, headers, kind) => {
		expect(kindOf(status, { error }, headers)).toBe(kind);
	});

	it('is read where it is a text, in its first 2,000 characters', () => {
		const words = 'insufficient balance';
		expect(kindOf(403, words)).toBe('quota');
		expect(kindOf(403, `${'-'.repeat(2_000 - words.length)}${words}`)).toBe('quota');
		expect(kindOf(403, `${'-'.repeat(2_001 - words.length)}${words}`)).toBe('auth');
		expect(kindOf(503, 'We are overloaded')).toBe('server');
	});
});

describe('a redirect', () => {
	const begin = 'The gateway responded with 308 and redirects the request to ';
	const noBase = 'which does not take requests.';

	it.each<[string, Partial<RequestFacts> | undefined, string]>([
		[
			'https://new.example/v1/images/edits',
			{ path: '/images/edits/' },
			'https://new.example/v1/images/edits: write https://new.example/v1 into Base URL of the credential.',
		],
		[
			'https://new.example/v1/images/edits//',
			{},
			`https://new.example/v1/images/edits//: ${noBase}`,
		],
		['https://new.example/', { path: '' }, `https://new.example/: ${noBase}`],
		[
			'https://new.example/v1/images/edits',
			undefined,
			`https://new.example/v1/images/edits: ${noBase}`,
		],
		['images/next', {}, `https://gateway.example/v1/images/images/next: ${noBase}`],
	])('to %s of an order with %j is told', (location, changes, end) => {
		expect(failed(308, '', { location }, changes).message).toBe(begin + end);
	});

	it.each(['http://[', '/images/edits'])(
		'to %s names no address without one to begin at',
		(location) => {
			expect(failed(308, 'Gone away', { location }).message).toBe(
				'The gateway responded with 308 (a redirect): Gone away',
			);
		},
	);

	it('to what is no address names none', () => {
		expect(failed(308, 'Gone away', { location: 'http://[' }, {}).message).toBe(
			'The gateway responded with 308 (a redirect): Gone away',
		);
	});
});
