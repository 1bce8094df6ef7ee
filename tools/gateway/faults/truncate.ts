import type { Reply } from '../reply';

const base64Run = /[A-Za-z0-9+/]{64,}={0,2}/;

/** An answer that ends too early, although its length says that it is whole. */
export function truncated(reply: Reply, what: 'base64' | 'json'): Reply {
	const { body } = reply;
	if (Buffer.isBuffer(body)) return { ...reply, body: half(body) };
	const text = typeof body === 'string' ? body : JSON.stringify(body);
	const run = what === 'base64' ? base64Run.exec(text) : null;
	const cut = run
		? text.slice(0, run.index + Math.floor(run[0].length / 2)) +
			text.slice(run.index + run[0].length)
		: text.slice(0, Math.floor(text.length / 2));
	const headers = { 'content-type': 'application/json; charset=utf-8', ...reply.headers };
	return { ...reply, headers, body: cut };
}

const half = (body: Buffer) => body.subarray(0, Math.floor(body.length / 2));
