import type { ServerResponse } from 'node:http';
import { createGzip, gzipSync } from 'node:zlib';

const mebibyte = 1024 * 1024;

export const longestText = 4 * mebibyte;

/** Room for what stands around the filling. */
const around = 2_048;

export const filled = (unit: string, bytes = longestText): string =>
	unit.repeat(Math.floor((bytes - around) / Buffer.byteLength(unit)));

export const many = (count: number, make: (index: number) => string): string =>
	Array.from({ length: count }, (_none, index) => make(index)).join(',');

/** A PNG of one pixel. */
export const pixel =
	'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==';

export const withPicture = (more: string): string =>
	`{"data":[{"b64_json":"${pixel}"}],"more":${more}}`;

export interface Reply {
	readonly status?: number;
	readonly type?: string;
	readonly headers?: Readonly<Record<string, string>>;
	/** Text is sent packed, as an attacker would; chunks as they come. */
	readonly body: string | (() => Iterable<Uint8Array>);
}

export function send(response: ServerResponse, reply: Reply): void {
	const { body, headers, status = 200, type = 'application/json' } = reply;
	const head = { 'content-type': type, 'content-encoding': 'gzip', ...headers };
	response.writeHead(status, head);
	if (typeof body === 'string') response.end(gzipSync(body));
	else void stream(response, body());
}

async function stream(response: ServerResponse, chunks: Iterable<Uint8Array>): Promise<void> {
	const packer = createGzip({ level: 1 });
	packer.pipe(response);
	response.on('close', () => packer.destroy());
	packer.on('error', () => undefined);
	for (const chunk of chunks) {
		if (packer.destroyed) return;
		if (!packer.write(chunk)) await new Promise((resolve) => packer.once('drain', resolve));
	}
	packer.end();
}
