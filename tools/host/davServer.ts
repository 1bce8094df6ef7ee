import { createWriteStream, existsSync } from 'node:fs';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';

import { startLoopbackServer, type LoopbackServer } from './loopbackServer';
import { temporaryFolder } from './temporaryFolder';

export interface StoredFile {
	readonly name: string;
	readonly contentType: string;
	readonly bytes: Buffer;
}

export interface DavServer extends LoopbackServer {
	files(): Promise<StoredFile[]>;
}

/** The PUT of WebDAV (RFC 4918, 9.7) into one folder on the disk. */
export async function startDavServer(collection: string): Promise<DavServer> {
	const root = await temporaryFolder('dav-');
	const folder = join(root.path, collection);
	await mkdir(folder);
	const types = new Map<string, string>();
	const put = async (request: IncomingMessage): Promise<number> => {
		if (request.method !== 'PUT') return 405;
		const path = decodeURIComponent(new URL(request.url ?? '/', 'http://dav').pathname);
		if (dirname(path) !== `/${collection}`) return 409;
		const name = basename(path);
		const file = join(folder, name);
		const status = existsSync(file) ? 204 : 201;
		types.set(name, request.headers['content-type'] ?? '');
		await pipeline(request, createWriteStream(file));
		return status;
	};
	const server = await startLoopbackServer((request, response) => {
		put(request).then(
			(status) => response.writeHead(status).end(),
			() => response.writeHead(500).end(),
		);
	});
	return {
		...server,
		async files() {
			const names = (await readdir(folder)).sort();
			const read = async (name: string) => await readFile(join(folder, name));
			return await Promise.all(
				names.map(async (name) => ({
					name,
					contentType: types.get(name) ?? '',
					bytes: await read(name),
				})),
			);
		},
		async close() {
			await server.close();
			root.remove();
		},
	};
}
