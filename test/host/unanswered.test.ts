import type { IExecuteFunctions } from 'n8n-workflow';
import { GatewayFailure } from '../../nodes/ImageEdit/answer/failures';
import { createHttpClient } from '../../nodes/ImageEdit/host/http';
import { unanswered } from '../../nodes/ImageEdit/host/unanswered';
import { attempt } from '../../nodes/ImageEdit/shared/attempt';
import { smallBody } from '../helpers/wireBody';

// Failures that a loopback cannot have: the network's own words, as Node hands them on.

/** What becomes of an order to which n8n's helper answers so. */
async function kindOf(helper: () => Promise<unknown>): Promise<string> {
	const helpers = { httpRequestWithAuthentication: helper };
	const http = createHttpClient({ helpers } as unknown as IExecuteFunctions, 1_000);
	const tried = await attempt(async () => {
		const { body: chunks } = await http.post('https://gateway.example/v1/images/edits', smallBody);
		for await (const chunk of chunks) void chunk;
	});
	return tried.ok ? 'none' : (tried.error as { facts: { kind: string } }).facts.kind;
}

const failing = (code: string, syscall: string) => async () =>
	await Promise.reject(Object.assign(new Error(`${syscall} ${code}`), { code, syscall }));

it.each([
	['EHOSTUNREACH', 'connect', 'network'],
	['ENETUNREACH', 'connect', 'network'],
	['ETIMEDOUT', 'connect', 'network'],
	['EAI_AGAIN', 'getaddrinfo', 'network'],
	// Linux reports so, too, when the way to a host is lost while its answer is waited for.
	['EHOSTUNREACH', 'read', 'cut'],
	['ENETUNREACH', 'read', 'cut'],
	['ECONNREFUSED', 'read', 'cut'],
	['EHOSTUNREACH', 'write', 'cut'],
	['ETIMEDOUT', 'read', 'timeout'],
	['ECONNRESET', 'read', 'cut'],
])('%s on %s counts as %s', async (code, syscall, kind) => {
	expect(await kindOf(failing(code, syscall))).toBe(kind);
});

it('an answer that had begun was ordered, whatever it broke off with', async () => {
	const broken = (async function* () {
		yield Buffer.from('{');
		await Promise.reject(new Error('no code at all'));
	})();
	const answer = { statusCode: 200, headers: {}, body: broken };
	expect(await kindOf(async () => await Promise.resolve(answer))).toBe('cut');
});

const error = (message: string, code?: string, syscall?: string, cause?: unknown) =>
	Object.assign(new Error(message, { cause }), {
		...(code === undefined ? {} : { code }),
		...(syscall === undefined ? {} : { syscall }),
	});

interface When {
	readonly cancelled?: boolean;
	readonly begun?: boolean;
	readonly unsent?: boolean;
}
const kind = (found: unknown, { begun, cancelled = false, unsent }: When = {}) =>
	unanswered(found, cancelled, begun, unsent).facts.kind;

it.each([
	'ECONNREFUSED',
	'ENOTFOUND',
	'EAI_AGAIN',
	'EHOSTUNREACH',
	'ENETUNREACH',
	'EADDRNOTAVAIL',
	'ERR_TLS_CERT_ALTNAME_INVALID',
	'DEPTH_ZERO_SELF_SIGNED_CERT',
	'SELF_SIGNED_CERT_IN_CHAIN',
])('%s is of before the order was sent, unless an answer had begun', (code) => {
	expect(kind(error(code, code))).toBe('network');
	expect(kind(error(code, code, 'connect'))).toBe('network');
	expect(kind(error(code, code, 'read'))).toBe('cut');
	expect(kind(error(code, code, 'write'))).toBe('cut');
	expect(kind(error(code, code), { begun: true })).toBe('cut');
});

it.each<[string, Error]>([
	['an expired certificate', error('certificate has expired', 'CERT_HAS_EXPIRED')],
	['an unknown issuer', error('no issuer', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE')],
	[
		'a hang-up',
		error('Client network socket disconnected before secure TLS connection', 'ECONNRESET'),
	],
	['plain HTTP', error('wrong version number', 'EPROTO')],
	['a stranger', error('packet length too long', 'EPROTO')],
	['an old protocol', error('unsupported protocol', 'EPROTO')],
	['no common cipher', error('sslv3 alert handshake failure', 'EPROTO', 'write')],
	['a newer protocol', error('tlsv1 alert protocol version', 'EPROTO', 'read')],
])('a handshake that fails over %s has sent nothing', (_what, found) => {
	expect(kind(found)).toBe('network');
	expect(kind(found, { begun: true })).toBe('cut');
});

it.each<[string, Error, When, string]>([
	['ETIMEDOUT while it connects', error('late', 'ETIMEDOUT', 'connect'), {}, 'network'],
	['ETIMEDOUT later', error('late', 'ETIMEDOUT'), {}, 'timeout'],
	['ECONNABORTED', error('timeout of 1000ms exceeded', 'ECONNABORTED'), {}, 'timeout'],
	['ECONNABORTED, a part not sent', error('late', 'ECONNABORTED'), { unsent: true }, 'network'],
	['ETIMEDOUT, a part not sent', error('late', 'ETIMEDOUT'), { unsent: true }, 'network'],
	['ECONNRESET', error('reset', 'ECONNRESET'), {}, 'cut'],
	['ECONNRESET, a part not sent', error('reset', 'ECONNRESET'), { unsent: true }, 'network'],
	['EPIPE', error('broken pipe', 'EPIPE', 'write'), {}, 'cut'],
	['no code', error('Invalid header'), {}, 'refused'],
	['no code, a part not sent', error('Invalid header'), { unsent: true }, 'refused'],
	['no code, after the answer began', error('odd'), { begun: true }, 'cut'],
	['an address that is none', error('Invalid URL', 'ERR_INVALID_URL'), {}, 'refused'],
	['a cancelled execution', error('reset', 'ECONNRESET'), { cancelled: true }, 'canceled'],
	['a bad certificate of a cancelled one', error('-', 'CERT_X'), { cancelled: true }, 'canceled'],
	['a cancelled call', error('canceled', 'ERR_CANCELED'), { begun: true }, 'canceled'],
])('%s', (_what, found, when, expected) => {
	expect(kind(found, when)).toBe(expected);
});

it("the network's own error counts, however deep n8n wraps it", () => {
	const own = error('connect ECONNREFUSED 127.0.0.1:80', 'ECONNREFUSED', 'connect');
	const wrapped = [1, 2, 3].reduce<Error>((cause) => error('wrapped', '', undefined, cause), own);
	expect(unanswered(wrapped, false).message).toBe(
		'The gateway could not be reached: connect ECONNREFUSED 127.0.0.1:80.',
	);
	expect(unanswered(wrapped, false).cause).toBe(wrapped);
});

it('of several codes and calls the outermost counts', () => {
	const inner = error('reset', 'ECONNRESET', 'read');
	expect(kind(error('late', 'ETIMEDOUT', 'connect', inner))).toBe('network');
	expect(kind(error('late', 'ETIMEDOUT', undefined, inner))).toBe('timeout');
});

it('an error that is its own cause comes to an end', () => {
	const round = error('round and round', 'ECONNRESET');
	round.cause = round;
	expect(kind(round)).toBe('cut');
});

it.each<[string, unknown, When, object, string]>([
	[
		'a code',
		error('connect ECONNREFUSED', 'ECONNREFUSED', 'connect'),
		{},
		{ kind: 'network', code: 'ECONNREFUSED' },
		'The gateway could not be reached: connect ECONNREFUSED.',
	],
	['no code', error('odd'), {}, { kind: 'refused' }, 'The request was not sent: odd.'],
	['no error', 'a text', {}, { kind: 'refused' }, 'The request was not sent: a text.'],
	[
		'a part not sent',
		error('reset', 'ECONNRESET'),
		{ unsent: true },
		{ kind: 'network', code: 'ECONNRESET' },
		'The connection broke off before the whole request was sent: reset.',
	],
	[
		'a part not sent in time',
		error('late', 'ETIMEDOUT'),
		{ unsent: true },
		{
			kind: 'network',
			code: 'ETIMEDOUT',
			hint: expect.stringMatching(
				/^A part of it was not taken, so nothing was billed\. Send smaller/,
			),
		},
		'The request could not be sent in time.',
	],
	[
		'a cancelled execution',
		error('reset', 'ECONNRESET'),
		{ cancelled: true },
		{ kind: 'canceled' },
		'The execution was cancelled.',
	],
])('is told with its code and its words: %s', (_what, found, when, facts, message) => {
	const failure = unanswered(found, when.cancelled ?? false, when.begun, when.unsent);
	expect(failure.facts).toStrictEqual(facts);
	expect(failure.message).toBe(message);
});

it.each([
	['connect ECONNREFUSED 127.0.0.1:80', 'ECONNREFUSED', 'network'],
	['connect ETIMEDOUT 127.0.0.1:80', 'ETIMEDOUT', 'network'],
	['read EHOSTUNREACH', 'EHOSTUNREACH', 'cut'],
	['read ECONNRESET', 'ECONNRESET', 'cut'],
	['write EPIPE', 'EPIPE', 'cut'],
])('an older n8n tells "%s" as a message and a code', (message, httpCode, expected) => {
	const told = Object.assign(new Error('The service refused the connection'), {
		httpCode,
		messages: [message],
	});
	expect(kind(told)).toBe(expected);
	expect(unanswered(told, false).message).toMatch(/: \w+ E[A-Z]+( 127\.0\.0\.1:80)?\.$|in time\.$/);
	expect(kind(Object.assign(new Error(message), { httpCode }))).toBe(expected);
	// A status is none of the network's codes.
	expect(kind(Object.assign(new Error(message), { httpCode: '500' }))).toBe('refused');
});

it('a cause that n8n tells counts before its own code', () => {
	const cause = error('reset', 'ECONNRESET', 'read');
	const told = Object.assign(new Error('refused', { cause }), {
		httpCode: 'ECONNREFUSED',
		messages: ['connect ECONNREFUSED 127.0.0.1:80'],
	});
	expect(kind(told)).toBe('cut');
});

it('what is a failure of the gateway already stays what it is', () => {
	const failure = new GatewayFailure('No.', { kind: 'store' });
	expect(unanswered(failure, true)).toBe(failure);
});
