import type { FailureKind } from '../answer/failures';
import { GatewayFailure } from '../answer/failures';
import { clean } from '../shared/clean';

/** Codes of failures from before the request was sent. Source: Node's errors, libuv. */
const neverSent = new Set([
	'ECONNREFUSED',
	'ENOTFOUND',
	'EAI_AGAIN',
	'EHOSTUNREACH',
	'ENETUNREACH',
	'EADDRNOTAVAIL',
	'ERR_TLS_CERT_ALTNAME_INVALID',
	'DEPTH_ZERO_SELF_SIGNED_CERT',
	'SELF_SIGNED_CERT_IN_CHAIN',
]);

/** Certificates that do not verify: CERT_HAS_EXPIRED, UNABLE_TO_GET_ISSUER_CERT_LOCALLY and their like. */
const badCertificate = /^(CERT|UNABLE_TO)_/;

/** A TLS handshake that came to no end, in the words of Node and of OpenSSL; the codes are not of it alone. */
const noHandshake =
	/before secure TLS connection|wrong version number|packet length too long|unsupported protocol|alert (handshake failure|protocol version)/;

/**
 * @param begun whether the answer had begun to come
 * @param unsent whether a part of the order was not sent
 */
export function unanswered(
	error: unknown,
	cancelled: boolean,
	begun = false,
	unsent = false,
): GatewayFailure {
	if (error instanceof GatewayFailure) return error;
	const { facts, headers, message } = judge(error, cancelled, begun, unsent);
	return new GatewayFailure(message, facts, headers, { cause: error });
}

function judge(
	error: unknown,
	cancelled: boolean,
	begun: boolean,
	unsent: boolean,
): GatewayFailure {
	const found = causes(error).find(({ code }) => typeof code === 'string' && code !== '');
	const code = String(found?.code ?? '');
	const said = clean(causes(error).at(-1)?.message ?? String(error));
	const syscall = causes(error).find((cause) => typeof cause.syscall === 'string')?.syscall;
	// Linux reports a lost route to the host also while a response is pending.
	const sent = begun || syscall === 'read' || syscall === 'write';
	const facts = (kind: FailureKind) => ({ kind, ...(code ? { code } : {}) });
	if (cancelled || code === 'ERR_CANCELED') {
		return new GatewayFailure('The execution was cancelled.', { kind: 'canceled' });
	}
	if (!begun && (badCertificate.test(code) || noHandshake.test(said))) {
		return new GatewayFailure(`The gateway could not be reached: ${said}.`, facts('network'));
	}
	if (!sent && neverSent.has(code)) {
		return new GatewayFailure(`The gateway could not be reached: ${said}.`, facts('network'));
	}
	if (code === 'ECONNABORTED' || code === 'ETIMEDOUT') {
		if (unsent) return new GatewayFailure(tooSlow, { ...facts('network'), hint: sendLess });
		return syscall === 'connect'
			? new GatewayFailure(`The gateway could not be reached: ${said}.`, facts('network'))
			: new GatewayFailure('The gateway did not respond in time.', facts('timeout'));
	}
	if (!sent && (code === '' || code === 'ERR_INVALID_URL')) {
		return new GatewayFailure(`The request was not sent: ${said}.`, facts('refused'));
	}
	if (unsent) {
		const when = 'before the whole request was sent';
		return new GatewayFailure(`The connection broke off ${when}: ${said}.`, facts('network'));
	}
	return new GatewayFailure(`The connection to the gateway broke off: ${said}.`, facts('cut'));
}

const tooSlow = 'The request could not be sent in time.';
const sendLess =
	'A part of it was not taken, so nothing was billed. Send smaller images or addresses instead of files, or raise Timeout under Settings → Batch.';

interface Cause {
	readonly message: string;
	readonly code?: unknown;
	readonly syscall?: unknown;
}

/** An error and what it was caused by: n8n wraps the network's own error. */
function causes(error: unknown): readonly Cause[] {
	const chain: Cause[] = [];
	for (let at: unknown = error; at instanceof Error && chain.length < 8; at = at.cause)
		chain.push(at, ...keptOf(at));
	return chain;
}

/** What is left of the network's own error where n8n (2.30 and older) does not tell the cause. */
function keptOf(error: Error & { httpCode?: unknown; messages?: unknown }): readonly Cause[] {
	const { cause, httpCode: code, messages } = error;
	if (cause !== undefined || typeof code !== 'string' || !/^E[A-Z]/.test(code)) return [];
	const message = Array.isArray(messages) ? String(messages[0]) : error.message;
	// "connect ECONNREFUSED 127.0.0.1:80"
	return [{ message, code, syscall: /^(\w+) E[A-Z]/.exec(message)?.[1] }];
}
