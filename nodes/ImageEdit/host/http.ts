import type {
	IExecuteFunctions,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	IN8nHttpFullResponse,
} from 'n8n-workflow';
import { parseJsonOr } from '../shared/json';
import { readUpTo } from '../shared/attempt';
import { follow } from '../transport/follow';
import type { HttpClient, HttpResponse } from '../transport/httpClient';
import { credentialName } from './credential';
import { withDeadline, withinTime } from './deadline';
import { unanswered } from './unanswered';
import { Upload } from './upload';
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

const listTimeout = 15_000;
const longestList = 8 * 1024 * 1024;

/**
 * The gateway's own list of models; the body is undefined when it is no JSON, or too long for a list.
 * @throws GatewayFailure when no answer came, never for a status
 */
export async function fetchModels(
	context: IExecuteFunctions | ILoadOptionsFunctions,
	base: string,
	path: string,
): Promise<{ readonly status: number; readonly body: unknown }> {
	const options = { ...asItArrives, timeout: listTimeout };
	const ask = async (request: () => Promise<IN8nHttpFullResponse>) =>
		await answered(() => false, listTimeout, request);
	const client = {
		getWithKey: async (url: string) =>
			await ask(async () => await requestWithKey(context, { ...options, url })),
		get: async (url: string) =>
			await ask(
				async () =>
					(await context.helpers.httpRequest({ ...options, url })) as IN8nHttpFullResponse,
			),
	};
	const response = await follow(client, new URL(`${base}${path}`), base, true);
	const bytes = await readUpTo(response.body, longestList);
	return { status: response.status, body: parseJsonOr(bytes?.toString() ?? '', undefined) };
}
