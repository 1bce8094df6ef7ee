import type { ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';

export interface Reply {
	readonly status: number;
	readonly headers?: Readonly<Record<string, string>>;
	readonly body: string | object | Buffer;
}

export function sendReply(response: ServerResponse, reply: Reply): void {
	const { body, headers } = rendered(reply);
	response.writeHead(reply.status, { ...headers, 'content-length': String(body.length) });
	response.end(body);
}

export interface Cut {
	readonly when: 'byReset' | 'beforeHeaders' | 'beforeBody' | 'midBody';
	readonly afterMs?: number;
}

/** Breaks the connection off, at the point a test asked for. */
export function cutReply(
	response: ServerResponse,
	reply: Reply,
	{ afterMs = 20, when }: Cut,
): void {
	const { body, headers } = rendered(reply);
	const socket = response.socket;
	if (when === 'byReset') {
		socket?.resetAndDestroy();
		return;
	}
	if (when === 'beforeHeaders') {
		socket?.destroy();
		return;
	}
	response.writeHead(reply.status, { ...headers, 'content-length': String(body.length) });
	response.flushHeaders();
	const sent = when === 'midBody' ? body.subarray(0, Math.floor(body.length / 2)) : Buffer.alloc(0);
	// What was written must have left before the socket goes, or the client sees none of it.
	response.write(sent, () => setTimeout(() => socket?.destroy(), afterMs));
}

const drips = 20;

/** Sends the body in small pieces over a time. */
export async function dripReply(
	response: ServerResponse,
	reply: Reply,
	overMs: number,
): Promise<void> {
	const { body, headers } = rendered(reply);
	response.writeHead(reply.status, { ...headers, 'content-length': String(body.length) });
	response.flushHeaders();
	const step = Math.ceil(body.length / drips) || 1;
	for (let at = 0; at < body.length && !response.destroyed; at += step) {
		await wait(overMs / drips, undefined, { ref: false });
		response.write(body.subarray(at, at + step));
	}
	response.end();
}

function rendered({ headers = {}, body }: Reply) {
	if (Buffer.isBuffer(body)) return { body, headers };
	const isText = typeof body === 'string';
	const type = isText ? 'text/html; charset=utf-8' : 'application/json; charset=utf-8';
	return {
		body: Buffer.from(isText ? body : JSON.stringify(body)),
		headers: { 'content-type': type, ...headers },
	};
}
