import { createServer, type Server } from 'node:http';
import type { FileStore } from './files';
import type { FileRequest } from './recorder';
import { sendReply, type Reply } from './reply';
import { sampleReply } from './sampleReply';

/** The foreign image host: it asks for no key, and remembers what it was sent. */
export function createFileServer(files: FileStore, requests: FileRequest[]): Server {
	return createServer((request, response) => {
		const { method = 'GET', headers } = request;
		const url = new URL(request.url ?? '/', 'http://files');
		requests.push({ method, path: url.pathname, headers: { ...headers } });
		request.resume();
		replyOf(files, method, url).then(
			(reply) => sendReply(response, reply),
			() => response.destroy(),
		);
	});
}

async function replyOf(files: FileStore, method: string, url: URL): Promise<Reply> {
	if (method === 'GET') {
		const sample = /^\/samples\/([\w.-]+)$/.exec(url.pathname)?.[1];
		if (sample) return sampleReply(sample, url.searchParams);
		const name = /^\/results\/([\w.-]+)$/.exec(url.pathname)?.[1];
		if (name) return fileReply(files, name);
	}
	return { status: 404, body: 'Not found' };
}

export function fileReply(files: FileStore, name: string): Reply {
	const file = files.get(name);
	if (!file) return { status: 404, body: 'Not found' };
	return { status: 200, headers: { 'content-type': file.mimeType }, body: file.content };
}
