import type { INodeParameters } from 'n8n-workflow';
import { readdirSync } from 'node:fs';
import type { RequestListener, Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

import { generate } from '../onEngine/support/failures';
import { tinyPicture } from '../onEngine/support/quickAnswer';
import type { Rig } from '../onEngine/support/rig';
import { nodeName, startRig } from '../onEngine/support/rig';

const runs = 50;

let rig: Rig;
let server: Server;
let listener: RequestListener;
let picture: Buffer;
const sockets = new Set<Socket>();

beforeAll(async () => {
	rig = await startRig();
	picture = await tinyPicture(4_000);
	server = createServer((request, response) => {
		request.resume();
		listener(request, response);
	});
	server.on('connection', (socket) => {
		sockets.add(socket);
		socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	rig.connect('openAiCompatible', { baseUrl: origin() });
});
afterAll(async () => {
	server.close();
	server.closeAllConnections();
	await rig.close();
});

const origin = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

/** What this process holds of the system: files, sockets (both ends of each are here) and timers. */
function held(): Record<string, number> {
	const timers = process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
	return { connections: sockets.size, files: readdirSync('/proc/self/fd').length, timers };
}

/** The same as before, or what is left after a while. */
async function settled(before: Record<string, number>): Promise<Record<string, number>> {
	for (let looks = 0; looks < 100; looks++) {
		const now = held();
		if (Object.keys(now).every((kind) => (now[kind] ?? 0) <= (before[kind] ?? 0))) return before;
		await sleep(50);
	}
	return held();
}

const many = {
	...generate,
	batch: { concurrency: runs, timeout: 1, maxTries: 1 },
	output: { maxFileSize: 1 },
};

async function ordered(parameters: INodeParameters = {}, signal?: AbortSignal) {
	const items = Array.from({ length: runs }, () => ({ json: {} }));
	const settings = { onError: 'continueRegularOutput' } as const;
	const options = { items, settings, ...(signal && { signal }) };
	return await rig.order({ ...many, ...parameters }, options);
}

const json = { 'content-type': 'application/json' };
const begun: RequestListener = (_request, response) =>
	void response.writeHead(200, json).write('{"data":[{"b64_json":"');

const ends: Readonly<Record<string, RequestListener>> = {
	'a body that stalls': begun,
	'a head that never comes': () => undefined,
	'a picture that stalls': (_request, response) =>
		void response.writeHead(200, { 'content-type': 'image/png' }).write(picture.subarray(0, 200)),
	'base64 of a picture that stalls': (_request, response) => {
		const base64 = Buffer.alloc(60_000, picture).toString('base64');
		response.writeHead(200, json).write(`{"data":[{"b64_json":"${base64}`);
	},
	'a picture that is larger than it may be': (_request, response) => {
		response.writeHead(200, { 'content-type': 'image/png' });
		response.write(picture);
		response.write(Buffer.alloc(2_000_000));
	},
	'a failure whose words stall': (_request, response) =>
		void response.writeHead(500, json).write('{"error":'),
	'a protocol that changes': (request) =>
		void request.socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\n\r\n'),
	'a result whose download stalls': (request, response) => {
		if (request.url?.endsWith('.png')) response.writeHead(404).write('no');
		else response.writeHead(200, json).end(`{"data":[{"url":"${origin()}/a.png"}]}`);
	},
	'a good answer': (_request, response) =>
		void response
			.writeHead(200, json)
			.end(JSON.stringify({ data: [{ b64_json: picture.toString('base64') }] })),
};

it.each(Object.entries(ends))('after %s, 50 times, nothing stays open', async (_what, answer) => {
	listener = ends['a good answer'] as RequestListener;
	await ordered();
	await sleep(200);
	const before = held();
	listener = answer;
	const result = await ordered();
	expect(result.items(nodeName)).toHaveLength(runs);
	expect(await settled(before)).toEqual(before);
});

it('after Stop in the middle of 50 bodies nothing stays open', async () => {
	listener = ends['a good answer'] as RequestListener;
	await ordered();
	await sleep(200);
	const before = held();
	const stop = new AbortController();
	listener = (request, response) => {
		begun(request, response);
		if (sockets.size >= runs) setTimeout(() => stop.abort(), 50);
	};
	await ordered({ batch: { concurrency: runs, timeout: 600, maxTries: 1 } }, stop.signal);
	expect(await settled(before)).toEqual(before);
});

it('a list of models that stalls leaves nothing open', async () => {
	const before = held();
	listener = begun;
	const items = [{ json: {} }];
	const settings = { onError: 'continueRegularOutput' } as const;
	await rig.order({ resource: 'model', operation: 'getAll' }, { items, settings });
	expect(await settled(before)).toEqual(before);
});
