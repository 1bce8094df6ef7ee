import type { INode, INodeParameters } from 'n8n-workflow';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { inspect } from 'node:util';

import type { RunResult } from '../../tools/engine/types';
import { isDeep, sampled, seed } from '../helpers/depth';
import { gateways } from '../../nodes/ImageEdit/catalogue/gateways';
import type { Host } from '../onEngine/support/host';
import { startHost } from '../onEngine/support/host';
import { hurry } from '../onEngine/support/hurry';
import { binary, model } from '../onEngine/support/parameters';
import type { TestPicture } from '../onEngine/support/pictures';
import { itemWith, picture } from '../onEngine/support/pictures';
import { tinyPicture } from '../onEngine/support/quickAnswer';
import type { Rig } from '../onEngine/support/rig';
import { nodeName, startRig } from '../onEngine/support/rig';
import type { Echo } from './support/echoes';
import { places, taskPlaces } from './support/echoes';
import { textsIn } from './support/searched';

// Looks like nothing in particular, so that no pattern for keys can save the day.
const canary = 'canary1a9c7e5b3d2f8064e6b5';
/** The value of a further header. */
const second = 'canary9e7f5b1d3a2c8064f6d5';
const half = canary.slice(0, canary.length / 2);
// Without its last characters, which depend on what follows.
const asBase64 = Buffer.from(canary).toString('base64').slice(0, -4);

hurry();
let rig: Rig;
let gateway: Host;
let other: Host;
/** One whose base64 stands in the answer as text, and one whose base64 is taken out as it arrives. */
let pictures: readonly TestPicture[];
const printed: string[] = [];

beforeAll(async () => {
	rig = await startRig();
	gateway = await startHost();
	other = await startHost();
	const small = await tinyPicture(320);
	const short = { name: 'short.png', fileName: 'short.png', mimeType: 'image/png', bytes: small };
	pictures = [short, await picture('mug')];
	const keep = (text: unknown) => printed.push(String(text)) > 0;
	for (const stream of [process.stdout, process.stderr]) {
		jest.spyOn(stream, 'write').mockImplementation(keep);
	}
	for (const name of ['debug', 'error', 'info', 'log', 'warn'] as const) {
		jest
			.spyOn(console, name)
			.mockImplementation((...parts: unknown[]) => void keep(inspect(parts)));
	}
});
afterAll(async () => {
	jest.restoreAllMocks();
	await rig.close();
	await gateway.close();
	await other.close();
});
beforeEach(() => {
	printed.length = 0;
	other.requests.length = 0;
	const headers = { header: [{ name: 'x-second', value: second }] };
	rig.connect('openAiCompatible', { baseUrl: gateway.origin, apiKey: canary, headers });
});

async function textOf(request: IncomingMessage): Promise<string> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk as Buffer);
	return Buffer.concat(chunks).toString('latin1');
}

/** Answers with what it was sent: the key alone, as a header, the body, and each picture. */
function repeatBack(place: (echo: string) => Echo, what: string, poll = place): void {
	const answer = async (request: IncomingMessage, response: ServerResponse) => {
		const body = await textOf(request);
		const echoes: Readonly<Record<string, string>> = {
			key: String(request.headers.authorization).replace('Bearer ', ''),
			half,
			'further header': String(request.headers['x-second']),
			'key as base64': Buffer.from(canary).toString('base64'),
			header: `Authorization: ${request.headers.authorization}`,
			body,
			base64: pictures.map(({ bytes }) => bytes.toString('base64')).join(' and '),
			'data URI': `data:image/png;base64,${pictures[0]?.bytes.toString('base64')}`,
		};
		const echo = echoes[what] ?? '';
		const { body: said, headers, status } = (request.method === 'POST' ? place : poll)(echo);
		response.writeHead(status, { 'content-type': 'application/json', ...headers });
		response.end(typeof said === 'string' ? said : JSON.stringify(said));
	};
	gateway.serve((request, response) => void answer(request, response));
}

/** Pieces of the pictures' base64, so close together that no long part can slip through. */
const pieces = () =>
	pictures.flatMap(({ bytes }) => {
		const base64 = bytes.toString('base64');
		const starts = Array.from(
			{ length: Math.ceil(base64.length / 60) },
			(_none, index) => index * 60,
		);
		return starts
			.map((start) => base64.slice(start, start + 64))
			.filter(({ length }) => length === 64);
	});

function leaks(result: RunResult): readonly string[] {
	const known = pieces();
	const left = { run: result.raw, hints: result.hints(nodeName), printed, sent: other.requests };
	const found = [...textsIn(left)].flatMap(([way, text]) => [
		...([half, asBase64, second].some((form) => text.includes(form)) ? [`the key in ${way}`] : []),
		...(known.some((piece) => text.includes(piece)) ? [`base64 in ${way}`] : []),
		...(/\uE000\d+\uE000/.test(text) ? [`a mark in ${way}`] : []),
	]);
	return [...new Set(found)];
}

const edit: INodeParameters = {
	operation: 'edit',
	model: model('nano-banana'),
	prompt: 'A mug',
	image: binary('data, more'),
	output: { includeRaw: true },
	batch: { maxTries: 1 },
	longTask: { maxWait: 0, pollInterval: 0.1 },
};
const goOn = { onError: 'continueRegularOutput' } as const;
const ways: ReadonlyArray<Partial<INode>> = sampled<Partial<INode>>(
	[{}, goOn, { ...goOn, retryOnFail: true, maxTries: 2, waitBetweenTries: 1 }],
	1,
);

async function run(parameters: INodeParameters, settings: Partial<INode> = {}) {
	const [data, more] = pictures as [TestPicture, TestPicture];
	const items = [await itemWith(rig, { data, more })];
	return await rig.order(parameters, { items, settings });
}

const ofKey = ['key', 'half', 'key as base64', 'header', 'further header'] as const;
const whats = [...ofKey, 'body', 'base64', 'data URI'] as const;

/** In `npm test` each place once, with another echo in every run; every pair of them in the long runs. */
function takingTurns<T>(all: readonly T[], what: string): readonly T[] {
	if (isDeep) return all;
	const turn = whats.findIndex((one) => one === what);
	const own = all.filter((_place, index) => (index + seed) % whats.length === turn);
	return own.length > 0 ? own : all.slice(0, 1);
}

// An address may be signed with a page of base64, and has to be told whole. So only the key is looked for.
const inAddresses = /^the address of/;

describe.each(whats)('a gateway that repeats what it was sent (%s)', (what) => {
	const here = Object.entries(places).filter(
		([where]) => ofKey.some((one) => one === what) || !inAddresses.test(where),
	);

	it.each(takingTurns(here, what))('in %s', async (_where, place) => {
		repeatBack(place, what);
		for (const settings of ways) expect(leaks(await run(edit, settings))).toEqual([]);
	});

	it.each(takingTurns(Object.entries(taskPlaces), what))(
		'in the answer after a task, in %s',
		async (_where, place) => {
			const task = () => ({ status: 200, body: { task_id: 'task-1', status: 'processing' } });
			repeatBack(task, what, place);
			for (const settings of ways) expect(leaks(await run(edit, settings))).toEqual([]);
			const get = { resource: 'task', operation: 'get', taskId: 'task-1', wait: false };
			for (const settings of ways) expect(leaks(await run(get, settings))).toEqual([]);
		},
	);
});

describe('where else the key could go', () => {
	it.each(ofKey)('a list of models that repeats it (%s)', async (what) => {
		const list = (echo: string) => ({ status: 200, body: { data: [{ id: echo }, { id: 'a' }] } });
		const refusal = (echo: string) => ({ status: 401, body: { error: { message: echo } } });
		const getAll = { resource: 'model', operation: 'getAll' };
		for (const place of [list, refusal]) {
			repeatBack(place, what);
			for (const settings of ways) expect(leaks(await run(getAll, settings))).toEqual([]);
		}
	});

	it('a form, and the pictures of a form', async () => {
		const form = { ...edit, model: model('gpt-image-1') };
		for (const [where, place] of Object.entries(places)) {
			if (inAddresses.test(where)) continue;
			repeatBack(place, 'body');
			expect({ where, leaks: leaks(await run(form, goOn)) }).toEqual({ where, leaks: [] });
		}
	});

	it.each(gateways)('a dry run for $label', async ({ id }) => {
		rig.connect(id, { apiKey: canary });
		for (const name of ['nano-banana', 'gpt-image-1', 'kling-omni-image']) {
			const dryRun = { ...edit, model: model(name), options: { dryRun: true, validation: 'off' } };
			const result = await run(dryRun);
			expect(result.items(nodeName)[0]?.json.request).toBeDefined();
			expect(leaks(result)).toEqual([]);
		}
	});

	it('another host that a result, a task or an input lies on', async () => {
		other.serve((request, response) =>
			request.url === '/task'
				? response.end(JSON.stringify({ status: 'completed', data: [{ url: '/b.png' }] }))
				: response.end(pictures[0]?.bytes),
		);
		const url = `${other.origin}/a.png`;
		repeatBack(() => ({ status: 200, body: { data: [{ url }] } }), 'key');
		expect(leaks(await run(edit))).toEqual([]);
		const task = { task_id: 'task-1', status: 'processing', poll_url: `${other.origin}/task` };
		repeatBack(() => ({ status: 202, body: task }), 'key');
		const input = { __rl: true, mode: 'url', value: url };
		expect(leaks(await run({ ...edit, model: model('gpt-image-1'), image: input }, goOn))).toEqual(
			[],
		);
		expect(other.requests.map(({ path }) => path)).toEqual(['/a.png', '/a.png', '/task']);
	});
});
