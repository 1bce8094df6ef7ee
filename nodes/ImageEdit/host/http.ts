import type { IExecuteFunctions, IHttpRequestOptions, IN8nHttpFullResponse } from 'n8n-workflow';
import type { RequestFacts } from '../answer/requestFacts';
import { parseJsonOr } from '../shared/json';
import { follow } from '../transport/follow';
import type { HttpClient, HttpResponse } from '../transport/httpClient';
import type { Context } from './call';
import { Call } from './call';
import { credentialName } from './credential';
import { withDeadline, withinTime } from './deadline';
import { unanswered } from './unanswered';
import { Upload } from './upload';
import type { Chunks } from '../shared/streams';
import { allBytes, readUpTo } from '../shared/streams';

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
	return {
		post: async (url, body) => {
			const isEncrypted = url.startsWith('https:');
			const upload = new Upload(body, isEncrypted);
			const isAtOnce = body.small && !isEncrypted;
			const data = isAtOnce ? await allBytes(body.open()) : upload;
			const send = async (call: Call) =>
				await requestWithKey(call, {
					...asItArrives,
					method: 'POST',
					url,
					body: data as IHttpRequestOptions['body'] & object,
					headers: { 'content-type': body.contentType, accept: 'application/json' },
					timeout,
				});
			return await answered(context, timeout, url, send, isAtOnce ? undefined : upload);
		},
		getWithKey: async (url) =>
			await answered(
				context,
				timeout,
				url,
				async (call) => await requestWithKey(call, { ...asItArrives, url, timeout }),
			),
		get: async (url) =>
			await answered(
				context,
				timeout,
				url,
				async (call) => await requestWithoutKey(call, { ...asItArrives, url, timeout }),
			),
	};
}

async function requestWithKey(
	{ context }: Call,
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
	{ context, signal }: Call,
	options: IHttpRequestOptions,
): Promise<IN8nHttpFullResponse> {
	return (await context.helpers.httpRequest({
		...options,
		abortSignal: signal,
	})) as IN8nHttpFullResponse;
}

async function answered(
	context: Context,
	timeout: number,
	url: string,
	send: (call: Call) => Promise<IN8nHttpFullResponse>,
	upload?: Upload,
): Promise<HttpResponse> {
	const start = Date.now();
	const call = new Call(context);
	try {
		const { body, headers, statusCode } = await withinTime(send(call), timeout);
		const request = requestFacts(url, statusCode, body, upload, start);
		const stream = withDeadline(body as unknown as Chunks, timeout);
		return {
			status: statusCode,
			headers,
			body: guarded(stream, call, body, request, upload),
			source: body,
			request,
		};
	} catch (error) {
		upload?.close();
		call.giveUp();
		throw unanswered(error, call.isCancelled, false, upload?.isCutShort === true);
	}
}

/** What is known when the head of a response is there. */
function requestFacts(
	url: string,
	status: number,
	response: unknown,
	upload: Upload | undefined,
	start: number,
) {
	const { socket } = response as { socket?: { encrypted?: unknown } | null };
	const isWholeNow = () => upload?.isCutShort !== true;
	const wasWhole = isWholeNow();
	return {
		url,
		// Who says no has decided by its head. A 200 may be sent to keep the connection, and the order read after it.
		get isWhole() {
			return status < 300 ? isWholeNow() : wasWhole;
		},
		seconds: (Date.now() - start) / 1_000,
		// The agent of n8n hands on what its proxy answered to CONNECT as if the gateway had. n8n 2.40 and later
		// show no socket.
		isRefusedTunnel: url.startsWith('https:') && !!socket && socket.encrypted !== true,
	};
}

/** A response that breaks off was paid for nevertheless, if the whole request was sent. */
async function* guarded(
	chunks: Chunks,
	call: Call,
	source: unknown,
	request: Pick<RequestFacts, 'isWhole'>,
	upload?: Upload,
): Chunks {
	let isWhole = false;
	try {
		yield* chunks;
		isWhole = true;
	} catch (error) {
		throw unanswered(error, call.isCancelled, true, !request.isWhole);
	} finally {
		upload?.close();
		// A gateway that answers before it has the whole order may leave the rest of it unread.
		if (isWhole && upload?.isCutShort !== true) call.close();
		else call.giveUp(source);
	}
}

const listTimeout = 15_000;
const longestList = 8 * 1024 * 1024;

/**
 * The gateway's own list of models; the body is undefined when it is no JSON, or too long for a list.
 * @throws GatewayFailure when no answer came, never for a status
 */
export async function fetchModels(
	context: Context,
	base: string,
	path: string,
): Promise<{ readonly status: number; readonly body: unknown }> {
	const options = { ...asItArrives, timeout: listTimeout };
	const client = {
		getWithKey: async (url: string) =>
			await answered(
				context,
				listTimeout,
				url,
				async (call) => await requestWithKey(call, { ...options, url }),
			),
		get: async (url: string) =>
			await answered(
				context,
				listTimeout,
				url,
				async (call) => await requestWithoutKey(call, { ...options, url }),
			),
	};
	const response = await follow(client, new URL(`${base}${path}`), base, true);
	const bytes = await readUpTo(response.body, longestList);
	return { status: response.status, body: parseJsonOr(bytes?.toString() ?? '', undefined) };
}
