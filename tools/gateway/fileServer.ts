import { createServer, type Server, type ServerResponse } from 'node:http';
import { dialects } from './dialects/table';
import { deliver } from './faults/deliver';
import type { FileStore } from './files';
import { sendReply, type Reply } from './reply';
import { sampleReply } from './sampleReply';
import type { GatewayState } from './state';

/** The foreign image host: it asks for no key, and remembers what it was sent. */
export function createFileServer(state: GatewayState): Server {
	return createServer((request, response) => {
		const { method = 'GET', headers } = request;
		const url = new URL(request.url ?? '/', 'http://files');
		state.fileRequests.push({ method, path: url.pathname, headers: { ...headers } });
		request.resume();
		answer(state, response, method, url).catch(() => response.destroy());
	});
}

async function answer(
	state: GatewayState,
	response: ServerResponse,
	method: string,
	url: URL,
): Promise<void> {
	const reply = await replyOf(state.files, method, url);
	const subject = String(state.fileRequests.length);
	const isResult = reply.status === 200 && url.pathname.startsWith('/results/');
	const fault = isResult
		? state.storm?.({
				on: 'files',
				subject,
				dialect: dialects.openai,
				requestId: `file ${subject}`,
			})
		: undefined;
	if (fault && 'status' in fault) sendReply(response, { body: '', ...fault });
	else await deliver(response, reply, fault);
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
