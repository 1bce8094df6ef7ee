import type { INodeExecutionData } from 'n8n-workflow';
import { inspect } from 'node:util';

import type { RunResult } from '../../tools/engine/types';
import type { Interception } from '../../tools/gateway/interception';
import { generate } from './support/failures';
import type { Host } from './support/host';
import { startHost } from './support/host';
import { model, slots, url } from './support/parameters';
import { picture, type TestPicture } from './support/pictures';
import { tinyPicture } from './support/quickAnswer';
import type { OrderOptions, Rig } from './support/rig';
import { startRig } from './support/rig';

// Looks like nothing in particular, so that no pattern for keys can save the day.
const canary = 'canary9f8e7d6c5b4a39281706';

let rig: Rig;
let host: Host;
let mug: TestPicture;
beforeAll(async () => {
	rig = await startRig({ apiKeys: [canary] });
	host = await startHost();
	mug = await picture('mug');
});
afterAll(async () => {
	await rig.close();
	await host.close();
});
beforeEach(() => {
	rig.gateway.reset();
	host.requests.length = 0;
	rig.connect('openAiCompatible');
});

const goOn = { onError: 'continueRegularOutput' } as const;

/** Everything that n8n keeps of a run, down to the last property of the last error. */
function expectNoKey(result: RunResult): void {
	const everything = inspect(result.raw, { depth: Infinity, showHidden: true });
	expect(everything.split('\n').filter((line) => line.includes(canary))).toEqual([]);
}

async function run(interception: Interception, options: OrderOptions = {}, more = {}) {
	rig.gateway.intercept(() => interception);
	return await rig.order({ ...generate, batch: { maxTries: 1 }, ...more }, options);
}

describe('the key is nowhere to be seen when the gateway echoes it', () => {
	const echo = `Incorrect API key provided: ${canary}`;
	const failures: Readonly<Record<string, Interception>> = {
		'in a message': { status: 401, body: { error: { message: echo, type: 'x', code: 'y' } } },
		'in a message that is all there is': { status: 500, body: { error: echo } },
		'in code and type': {
			status: 400,
			body: { error: { message: 'x', type: canary, code: canary } },
		},
		'in the title of a page': { status: 502, body: `<title>${echo}</title>` },
		'in plain text': { status: 400, headers: { 'content-type': 'text/plain' }, body: echo },
		'in a request id': {
			status: 400,
			headers: { 'x-request-id': canary },
			body: { error: { message: 'x' } },
		},
		'in a failure inside a 200': { status: 200, body: { code: 1200, message: echo } },
		'in one of several pictures': { status: 200, body: { data: [{ error: { message: echo } }] } },
		'in a chat without an image': {
			status: 200,
			body: { choices: [{ message: { content: echo } }] },
		},
		'in a redirect': { status: 307, headers: { location: `http://127.0.0.1:1/?key=${canary}` } },
		'in the address of a picture that is not there': {
			status: 200,
			body: { data: [{ url: `/v1/images/files/gone.png?key=${canary}` }] },
		},
	};

	it.each(Object.entries(failures))('%s', async (_title, interception) => {
		const thrown = await run(interception);
		expect(thrown.status).toBe('error');
		expectNoKey(thrown);
		const items = await run(interception, { settings: goOn });
		expect(JSON.stringify(items.raw)).toContain('"error"');
		expectNoKey(items);
	});

	it('in what comes with a picture', async () => {
		const b64_json = (await tinyPicture()).toString('base64');
		const body = {
			data: [{ b64_json, revised_prompt: `A mug ${canary}` }, { error: { message: echo } }],
			usage: { note: canary },
			key: canary,
		};
		expectNoKey(await run({ status: 200, body }, {}, { output: { includeRaw: true } }));
	});
});

describe('the key goes to no other host', () => {
	const served = () =>
		host.requests.map(({ headers, path }) => `${path} ${JSON.stringify(headers)}`).join('\n');

	it('not with a result, nor with a picture that is fetched first', async () => {
		host.serve((_request, response) => response.writeHead(200).end(mug.bytes));
		const result = await run(
			{ status: 200, body: { data: [{ url: `${host.origin}/result.png` }] } },
			{},
			{
				operation: 'edit',
				model: model('gpt-image-1'),
				image: url(`${host.origin}/input.png`),
				additionalImages: slots(url(`${host.origin}/more.png`)),
			},
		);
		expect(result.error).toBeUndefined();
		expect(host.requests).toHaveLength(3);
		expect(served()).not.toContain(canary);
		expectNoKey(result);
	});

	it('not with a question after a task that is answered elsewhere', async () => {
		const done = { status: 'completed', result: { data: [{ url: `${host.origin}/result.png` }] } };
		host.serve((request, response) =>
			request.url === '/poll'
				? response.writeHead(200).end(JSON.stringify(done))
				: response.writeHead(200).end(mug.bytes),
		);
		const task = { task_id: 'task-1', status: 'processing', poll_url: `${host.origin}/poll` };
		const result = await run({ status: 202, body: task });
		expect(result.error).toBeUndefined();
		expect(host.requests.map(({ path }) => path)).toEqual(['/poll', '/result.png']);
		expect(served()).not.toContain(canary);
	});

	it('not with a host of the same name on another port', async () => {
		host.serve((_request, response) => response.writeHead(200).end(mug.bytes));
		const address = host.origin.replace(/^http:/, '');
		await run({ status: 200, body: { data: [{ url: `${address}/result.png` }] } });
		expect(host.requests).toHaveLength(1);
		expect(served()).not.toContain(canary);
	});
});

it('the key is in no dry run, and in no hint', async () => {
	const items: INodeExecutionData[] = [{ json: {} }, { json: {} }];
	expectNoKey(await rig.order({ ...generate, options: { dryRun: true } }, { items }));
	expectNoKey(await rig.order({ ...generate, size: '64x64' }, { items }));
});
