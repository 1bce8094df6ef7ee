import { readImageInfo } from '../../nodes/ImageEdit/image/pictureReader';
import { GatewayFailure } from '../../nodes/ImageEdit/answer/failures';
import type { Store, HttpClient, HttpResponse } from '../../nodes/ImageEdit/transport/httpClient';
import { chunked } from './pictures';

export interface Reply {
	readonly status?: number;
	readonly headers?: Readonly<Record<string, string>>;
	/** Objects are written as JSON. */
	readonly body?: Buffer | object | string;
}

export interface FakeWeb {
	readonly http: HttpClient;
	/** What was asked for, in this order: "order <url>", "key <url>" or "fetch <url>". */
	readonly asked: readonly string[];
}

/**
 * A web that answers from a script.
 * @param replies by address, one for each time it is asked for; the last one stays
 */
export function fakeWeb(
	replies: Readonly<Record<string, ReadonlyArray<GatewayFailure | Reply>>>,
): FakeWeb {
	const asked: string[] = [];
	const counts: Record<string, number> = {};
	const ask = (how: string) => async (url: string) => {
		asked.push(`${how} ${url}`);
		const script = replies[url] ?? [{ status: 404 }];
		const count = counts[url] ?? 0;
		counts[url] = count + 1;
		const reply = script[Math.min(count, script.length - 1)];
		if (!reply || reply instanceof GatewayFailure) throw reply ?? new Error('no reply');
		return responseOf(reply);
	};
	return { asked, http: { post: ask('order'), get: ask('fetch'), getWithKey: ask('key') } };
}

function responseOf({ body = '', headers = {}, status = 200 }: Reply): HttpResponse {
	const plain = typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body);
	return { status, headers, body: chunked(Buffer.from(plain), 1000), source: undefined };
}

/** Stores pictures as their base64. */
export const memoryStore: Store<string> = async (bytes) => {
	const kept: Uint8Array[] = [];
	for await (const chunk of bytes) kept.push(Uint8Array.from(chunk));
	const whole = Buffer.concat(kept);
	const info = readImageInfo(whole);
	return info && { info, bytes: whole.length, binary: whole.toString('base64') };
};
