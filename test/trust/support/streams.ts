import type { RequestListener, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { constants, createBrotliCompress, createDeflate, createGzip } from 'node:zlib';

const piece = 64 * 1024;

/** What a server sent until nobody listened any more. */
export interface Sent {
	bytes: number;
}

/** The head once, then the same bytes again and again, `most` in all. */
export function* repeated(
	head: Buffer | string,
	part: Buffer | string,
	most = Infinity,
	tail = '',
) {
	yield Buffer.from(head);
	const text = Buffer.from(part);
	const chunk = Buffer.concat(Array.from({ length: Math.ceil(piece / text.length) }, () => text));
	for (let sent = 0; sent < most; sent += chunk.length) yield chunk;
	yield Buffer.from(tail);
}

/** Sends as fast as it is read, and stops when nobody reads any more. */
function flow(
	response: ServerResponse,
	chunks: Iterable<Uint8Array>,
	sent: Sent = { bytes: 0 },
): void {
	const counting = function* () {
		for (const chunk of chunks) {
			sent.bytes += chunk.length;
			yield chunk;
		}
	};
	const stream = Readable.from(counting(), { objectMode: false });
	response.on('close', () => stream.destroy());
	stream.on('error', () => undefined).pipe(response);
}

export const answering =
	(
		chunks: () => Iterable<Uint8Array>,
		headers: Record<string, string> = {},
		sent?: Sent,
		status = 200,
	): RequestListener =>
	(_request, response) => {
		response.writeHead(status, { 'content-type': 'application/json', ...headers });
		flow(response, chunks(), sent);
	};

/** As quick as they can be: what is always the same packs well in any way. */
const packers = {
	gzip: () => createGzip({ level: 1 }),
	deflate: () => createDeflate({ level: 1 }),
	br: () => createBrotliCompress({ params: { [constants.BROTLI_PARAM_QUALITY]: 1 } }),
} as const;

/** The same, packed a thousand times smaller than it is. */
export const packed =
	(
		chunks: () => Iterable<Uint8Array>,
		encoding: keyof typeof packers,
		type = '',
	): RequestListener =>
	(_request, response) => {
		response.writeHead(200, {
			'content-type': type || 'application/json',
			'content-encoding': encoding,
		});
		const packer = packers[encoding]();
		const stream = Readable.from(chunks(), { objectMode: false });
		response.on('close', () => {
			stream.destroy();
			packer.destroy();
		});
		packer.on('error', () => undefined);
		stream
			.on('error', () => undefined)
			.pipe(packer)
			.pipe(response);
	};

/** Byte by byte, for ever. */
export const dripping =
	(text: string, headers: Record<string, string> = {}): RequestListener =>
	async (_request, response) => {
		response.writeHead(200, { 'content-type': 'application/json', ...headers });
		for (let at = 0; !response.destroyed; at++) {
			response.write(text[at] ?? ' ');
			await sleep(40);
		}
	};

/** Bytes past all rules of HTTP. */
export const raw =
	(text: Buffer | string, then: 'close' | 'stay' = 'close'): RequestListener =>
	(_request, { socket }) => {
		socket?.write(text);
		if (then === 'close') socket?.end();
	};
