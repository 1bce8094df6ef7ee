import { Container } from '@n8n/di';
import { BinaryDataConfig } from 'n8n-core';
import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { readdirSync } from 'node:fs';
import type { RequestListener, Server } from 'node:http';
import { createServer } from 'node:http';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

import { sampled, sized } from '../helpers/depth';
import { generate } from '../onEngine/support/failures';
import { hurry } from '../onEngine/support/hurry';
import { tinyPicture } from '../onEngine/support/quickAnswer';
import type { Rig } from '../onEngine/support/rig';
import { nodeName, startRig } from '../onEngine/support/rig';
import { answering, packed, repeated } from './support/streams';

hurry();
const runs = sized(50, 3);

let rig: Rig;
let server: Server;
let listener: RequestListener;
let picture: Buffer;
let before: Record<string, number>;
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
	// The connections that are kept for the next order are there from now on.
	listener = ends['a good answer'] as RequestListener;
	await ordered();
	await sleep(200);
	before = held();
});
afterEach(() => jest.restoreAllMocks());
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

/** Files in n8n's store that were not there before and that no item names, as long as any are left. */
async function unnamed(
	before: ReadonlySet<string>,
	items: readonly INodeExecutionData[],
): Promise<readonly string[]> {
	const named = items.flatMap(({ binary }) =>
		Object.values(binary ?? {}).map(({ id = '' }) => id.split('/').at(-1) ?? ''),
	);
	for (let looks = 0; ; looks++) {
		const left = stored().filter(
			(file) => !before.has(file) && !named.some((name) => name !== '' && file.includes(name)),
		);
		if (left.length === 0 || looks === 100) return left;
		await sleep(50);
	}
}

const stored = () =>
	readdirSync(Container.get(BinaryDataConfig).localStoragePath, {
		recursive: true,
		withFileTypes: true,
	})
		.filter((entry) => entry.isFile())
		.map(({ name }) => name);

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
	'more text than is read': answering(() => repeated('{"text":"', 'many words ')),
	...Object.fromEntries(
		sampled(['gzip', 'deflate', 'br'] as const, 1).map((encoding) => [
			`more text than is read, packed by ${encoding}`,
			packed(() => repeated('{"text":"', ' '), encoding),
		]),
	),
	'base64 of a picture that is larger than it may be, packed': packed(
		() => repeated('{"data":[{"b64_json":"iVBORw0KGgoAAAANSUhEUgAAAEAAAABACAYAAACqaXHe', 'AAAA'),
		'gzip',
	),
	'a picture that is larger than it may be, packed': packed(
		() => repeated(picture, Buffer.alloc(4_000)),
		'gzip',
		'image/png',
	),
	'a failure whose words stall': (_request, response) =>
		void response.writeHead(500, json).write('{"error":'),
	'a protocol that changes': (request) =>
		void request.socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\n\r\n'),
	'a result whose download stalls': (request, response) => {
		if (request.url?.endsWith('.png')) response.writeHead(404).write('no');
		else response.writeHead(200, json).end(`{"data":[{"url":"${origin()}/a.png"}]}`);
	},
	'a picture that breaks off': (_request, response) => {
		response.writeHead(200, { 'content-type': 'image/png', 'content-length': 900_000 });
		response.write(picture.subarray(0, 3_000), () => response.destroy());
	},
	'a picture that ends before its end': (_request, response) =>
		void response.writeHead(200, { 'content-type': 'image/png' }).end(picture.subarray(0, -20)),
	'base64 of a picture that ends before its end': (_request, response) => {
		const base64 = picture.subarray(0, -20).toString('base64').padEnd(8_000, 'A');
		response.writeHead(200, json).end(JSON.stringify({ data: [{ b64_json: base64 }] }));
	},
	'base64 that breaks off within a picture': (_request, response) => {
		const base64 = Buffer.alloc(60_000, picture).toString('base64');
		const part = `{"data":[{"b64_json":"${base64.slice(0, 40_000)}`;
		response.writeHead(200, json).write(part, () => response.destroy());
	},
	'a refusal that holds a picture': (_request, response) => {
		const b64_json = Buffer.alloc(60_000, picture).toString('base64');
		const body = { error: { message: 'Not liked.' }, data: [{ b64_json }] };
		response.writeHead(400, json).end(JSON.stringify(body));
	},
	'a thought in pictures and no result': (_request, response) => {
		const data = Buffer.alloc(60_000, picture).toString('base64');
		const part = `{"thought":true,"inlineData":{"mimeType":"image/png","data":"${data}"}}`;
		response.writeHead(200, json).end(`{"candidates":[{"content":{"parts":[${part}]}}]}`);
	},
	'a result that is a page': (request, response) => {
		if (request.url?.endsWith('.png')) response.writeHead(200).end('<html>Not here</html>');
		else response.writeHead(200, json).end(`{"data":[{"url":"${origin()}/a.png"}]}`);
	},
	'a result whose download breaks off': (request, response) => {
		if (request.url?.endsWith('.png'))
			response.writeHead(200).write(picture.subarray(0, 3_000), () => response.destroy());
		else response.writeHead(200, json).end(`{"data":[{"url":"${origin()}/a.png"}]}`);
	},
	'a good answer': (_request, response) =>
		void response
			.writeHead(200, json)
			.end(JSON.stringify({ data: [{ b64_json: picture.toString('base64') }] })),
};

it.each(sampled(Object.entries(ends), 8))(
	'after %s, time and again, nothing stays open',
	async (_what, answer) => {
		const files = new Set(stored());
		listener = answer;
		// Twice, since as many connections as orders at once may be kept for the next.
		const results = [await ordered(), await ordered()];
		const items = results.flatMap((result) => result.items(nodeName));
		expect(items).toHaveLength(2 * runs);
		expect(await settled(before)).toEqual(before);
		expect(await unnamed(files, items)).toEqual([]);
	},
);

it.each([
	['bodies', begun],
	['pictures', ends['a picture that stalls'] as RequestListener],
	['pictures in base64', ends['base64 of a picture that stalls'] as RequestListener],
	['downloads', ends['a result whose download stalls'] as RequestListener],
])('after Stop in the middle of many %s nothing stays', async (_what, beginning) => {
	const files = new Set(stored());
	const stop = new AbortController();
	let begins = 0;
	listener = (request, response) => {
		beginning(request, response);
		if (++begins === runs) setTimeout(() => stop.abort(), 100);
	};
	const batch = { concurrency: runs, timeout: 600, maxTries: 1 };
	const result = await ordered({ batch }, stop.signal);
	expect(begins).toBeGreaterThanOrEqual(runs);
	expect(await settled(before)).toEqual(before);
	expect(await unnamed(files, result.items(nodeName))).toEqual([]);
});

const zeros = Buffer.alloc(4_000);
it.each<[string, RequestListener]>([
	['a picture', answering(() => repeated(picture, zeros), { 'content-type': 'image/png' })],
	[
		'base64',
		answering(() => repeated(`{"data":[{"b64_json":"${picture.toString('base64')}`, 'AAAA')),
	],
	[
		'a download',
		(request, response) => {
			if (request.url?.endsWith('.png'))
				answering(() => repeated(picture, zeros))(request, response);
			else response.writeHead(200, json).end(`{"data":[{"url":"${origin()}/a.png"}]}`);
		},
	],
])('when n8n cannot store %s, its connection does not stay open', async (_what, answer) => {
	const folder = Container.get(BinaryDataConfig).localStoragePath;
	await rm(folder, { recursive: true, force: true });
	// A file in the place of the folder, so that even root can write nothing there.
	await writeFile(folder, '');
	listener = answer;
	await ordered();
	await ordered();
	await rm(folder);
	await mkdir(folder);
	expect(await settled(before)).toEqual(before);
});

it('a list of models that stalls leaves nothing open', async () => {
	listener = begun;
	// The list has 15 s.
	const { timeout } = AbortSignal;
	jest.spyOn(AbortSignal, 'timeout').mockImplementation((most) => timeout(most / 10));
	const items = [{ json: {} }];
	const settings = { onError: 'continueRegularOutput' } as const;
	await rig.order({ resource: 'model', operation: 'getAll' }, { items, settings });
	expect(await settled(before)).toEqual(before);
});
