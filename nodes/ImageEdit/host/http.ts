import type {
	IExecuteFunctions,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	IN8nHttpFullResponse,
} from 'n8n-workflow';
import type { FailureKind } from '../answer/failures';
import { GatewayFailure } from '../answer/failures';
import { parseJsonOr } from '../shared/json';
import { readUpTo } from '../shared/attempt';
import type { HttpClient, HttpResponse } from '../transport/httpClient';
import { credentialName } from './credential';
import { withDeadline, withinTime } from './deadline';
import { Upload } from './upload';
import { clean } from '../shared/clean';
import type { Chunks } from '../shared/streams';
import { allBytes } from '../shared/streams';

/** Nothing is thrown for a status, and the body is read as it arrives. */
const asItArrives = {
	encoding: 'stream',
	returnFullResponse: true,
	ignoreHttpStatusErrors: true,
	// n8n's default is true, and hands the key to other hosts.
	sendCredentialsOnCrossOriginRedirect: false,
	// An order is never given to another address, and a followed redirect would hold its body; what is
	// fetched is followed by `transport/follow`, which looks at every address.
	disableFollowRedirect: true,
} as const;

/**
 * n8n's own HTTP helpers, so that its proxies, egress rules, allowed domains and cancelling hold.
 * @param timeout milliseconds for one call
 */
export function createHttpClient(context: IExecuteFunctions, timeout: number): HttpClient {
	const cancelled = () => context.getExecutionCancelSignal?.()?.aborted ?? false;
	return {
		post: async (url, body) => {
			const upload = new Upload(body);
			const data = body.small ? await allBytes(body.open()) : upload;
			const send = async () =>
				await requestWithKey(context, {
					...asItArrives,
					method: 'POST',
					url,
					body: data as IHttpRequestOptions['body'] & object,
					headers: { 'content-type': body.contentType, accept: 'application/json' },
					timeout,
				});
			return await answered(cancelled, timeout, send, body.small ? undefined : upload);
		},
		getWithKey: async (url) =>
			await answered(
				cancelled,
				timeout,
				async () => await requestWithKey(context, { ...asItArrives, url, timeout }),
			),
		get: async (url) =>
			await answered(
				cancelled,
				timeout,
				async () => await requestWithoutKey(context, { ...asItArrives, url, timeout }),
			),
	};
}

async function requestWithKey(
	context: IExecuteFunctions | ILoadOptionsFunctions,
	options: IHttpRequestOptions,
): Promise<IN8nHttpFullResponse> {
	const { httpRequestWithAuthentication } = context.helpers;
	return (await httpRequestWithAuthentication.call(
		context,
		credentialName,
		options,
	)) as IN8nHttpFullResponse;
}

async function requestWithoutKey(
	context: IExecuteFunctions,
	options: IHttpRequestOptions,
): Promise<IN8nHttpFullResponse> {
	const abortSignal = context.getExecutionCancelSignal?.();
	return (await context.helpers.httpRequest({
		...options,
		...(abortSignal ? { abortSignal } : {}),
	})) as IN8nHttpFullResponse;
}

async function answered(
	cancelled: () => boolean,
	timeout: number,
	request: () => Promise<IN8nHttpFullResponse>,
	upload?: Upload,
): Promise<HttpResponse> {
	const onEnd = () => upload?.close();
	try {
		const { body, headers, statusCode } = await withinTime(request(), timeout);
		const stream = withDeadline(body as unknown as Chunks, timeout);
		return { status: statusCode, headers, body: guarded(stream, cancelled, onEnd), source: body };
	} catch (error) {
		onEnd();
		throw unanswered(error, cancelled(), false, upload?.isTaken === false);
	}
}

/** A body that breaks off was ordered all the same. */
async function* guarded(chunks: Chunks, cancelled: () => boolean, onEnd: () => void): Chunks {
	try {
		yield* chunks;
	} catch (error) {
		throw unanswered(error, cancelled(), true);
	} finally {
		onEnd();
	}
}

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
function unanswered(
	error: unknown,
	cancelled: boolean,
	begun = false,
	unsent = false,
): GatewayFailure {
	if (error instanceof GatewayFailure) return error;
	const found = causes(error).find(({ code }) => typeof code === 'string' && code !== '');
	const code = String(found?.code ?? '');
	const said = clean(causes(error).at(-1)?.message ?? String(error));
	const syscall = causes(error).find((cause) => typeof cause.syscall === 'string')?.syscall;
	// Linux tells of a lost way to the host also while an answer is waited for.
	const sent = begun || syscall === 'read' || syscall === 'write';
	const facts = (kind: FailureKind) => ({ kind, ...(code ? { code } : {}) });
	if (cancelled || code === 'ERR_CANCELED') {
		return new GatewayFailure('The execution was canceled.', { kind: 'canceled' });
	}
	if (!begun && (badCertificate.test(code) || noHandshake.test(said))) {
		return new GatewayFailure(`The gateway could not be reached: ${said}.`, facts('network'));
	}
	if (!sent && neverSent.has(code)) {
		return new GatewayFailure(`The gateway could not be reached: ${said}.`, facts('network'));
	}
	if (code === 'ECONNABORTED' || code === 'ETIMEDOUT') {
		return syscall === 'connect'
			? new GatewayFailure(`The gateway could not be reached: ${said}.`, facts('network'))
			: new GatewayFailure('The gateway did not answer in time.', facts('timeout'));
	}
	if (!sent && (code === '' || code === 'ERR_INVALID_URL')) {
		return new GatewayFailure(`The request was not sent: ${said}.`, facts('refused'));
	}
	if (unsent) {
		const when = 'before the whole order was sent';
		return new GatewayFailure(`The connection broke off ${when}: ${said}.`, facts('network'));
	}
	return new GatewayFailure(`The connection to the gateway broke off: ${said}.`, facts('cut'));
}

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

const listTimeout = 15_000;
const longestList = 8 * 1024 * 1024;

/**
 * The gateway's own list of models; the body is undefined when it is no JSON, or too long for a list.
 * @throws GatewayFailure when no answer came, never for a status
 */
export async function fetchModels(
	context: IExecuteFunctions | ILoadOptionsFunctions,
	url: string,
): Promise<{ readonly status: number; readonly body: unknown }> {
	const response = await answered(
		() => false,
		listTimeout,
		async () =>
			await requestWithKey(context, {
				...asItArrives,
				disableFollowRedirect: false,
				url,
				timeout: listTimeout,
			}),
	);
	const bytes = await readUpTo(response.body, longestList);
	return { status: response.status, body: parseJsonOr(bytes?.toString() ?? '', undefined) };
}
