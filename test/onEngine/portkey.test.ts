import { spawn, type ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

import type { GatewayId } from '../../nodes/ImageEdit/catalogue/gateways';
import type { Dialect } from '../../tools/gateway/vocabulary';
import { binary, model } from './support/parameters';
import { itemWith, picture, type TestPicture } from './support/pictures';
import type { Rig } from './support/rig';
import { nodeName, startRig } from './support/rig';

const folder = dirname(require.resolve('@portkey-ai/gateway/package.json'));

let rig: Rig;
let mug: TestPicture;
let portkey: ChildProcess;
let origin: string;
beforeAll(async () => {
	rig = await startRig();
	mug = await picture('mug');
	const port = await freePort();
	origin = `http://127.0.0.1:${port}`;
	const script = join(folder, 'build', 'start-server.js');
	portkey = spawn(process.execPath, [script, '--headless', `--port=${port}`], { stdio: 'ignore' });
	await untilAnswering(origin);
});
afterAll(async () => {
	portkey.kill();
	await rig.close();
});
beforeEach(() => {
	rig.gateway.reset();
	through('openAiCompatible', 'openai');
});

/** The headers of the credential tell it where to. */
function through(gateway: GatewayId, dialect: Dialect): void {
	const isGoogle = dialect === 'gemini';
	const host = isGoogle ? `${rig.gateway.origin}/gemini` : rig.gateway.baseUrl(dialect);
	const header = [
		{ name: 'x-portkey-provider', value: isGoogle ? 'google' : 'openai' },
		{ name: 'x-portkey-custom-host', value: host },
		{ name: 'x-portkey-strict-open-ai-compliance', value: 'false' },
	];
	rig.connect(gateway, { baseUrl: `${origin}/v1`, headers: { header } });
}

async function freePort(): Promise<number> {
	const server = createServer();
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	await new Promise((resolve) => server.close(resolve));
	return port;
}

async function untilAnswering(address: string): Promise<void> {
	for (;;) {
		const answer = await fetch(address).catch(() => undefined);
		if (answer) return;
		await wait(100);
	}
}

const edit = { operation: 'edit', image: binary('data'), prompt: 'A mug' };
const generate = { operation: 'generate', model: model('gpt-image-2'), prompt: 'A mug' };

// As it is on npm, pinned.
describe('through the gateway of Portkey', () => {
	it('a generation comes', async () => {
		const result = await rig.order(generate);
		expect(result.error).toBeUndefined();
		expect(result.items(nodeName)[0]?.json).toMatchObject({ mimeType: 'image/png' });
		expect(rig.gateway.ledger).toHaveLength(1);
	});

	it('an edit in a chat comes', async () => {
		through('chatCompletions', 'chatCompletions');
		const items = [await itemWith(rig, { data: mug })];
		const chat = { ...edit, model: model('gemini-3-pro-image') };
		const result = await rig.order(chat, { items });
		expect(result.error).toBeUndefined();
		expect(result.items(nodeName)[0]?.json).toMatchObject({ mimeType: 'image/png' });
	});

	// Its own faults: the image was made, and then its handler of the answer fails (Portkey-AI/gateway#1389).
	it.each([
		['an edit as form', { ...edit, model: model('gpt-image-2') }],
		['a stream', { ...generate, options: { stream: true } }],
	])('%s is lost by it, which is told, and not ordered again', async (_what, order) => {
		const items = [await itemWith(rig, { data: mug })];
		const result = await rig.order(order, { items });
		expect(rig.gateway.requests.map(({ status }) => status)).toEqual([200]);
		expect(result.error).toMatchObject({
			message: 'The gateway responded with 500: Something went wrong [item 0]',
			description: expect.stringContaining('it may have been billed'),
		});
	});

	it('an edit as JSON does not get through it', async () => {
		const items = [await itemWith(rig, { data: mug })];
		const result = await rig.order({ ...edit, model: model('nano-banana') }, { items });
		expect(rig.gateway.requests).toEqual([]);
		expect(result.error?.message).toContain('responded with 500: Something went wrong');
	});

	it.each([
		['a picture', { operation: 'generate', prompt: 'A mug' }],
		['an edit', edit],
	])(
		'%s is ordered by it in the way of Google, and read from what it makes of that',
		async (_what, order) => {
			through('chatCompletions', 'gemini');
			const items = [await itemWith(rig, { data: mug })];
			const result = await rig.order({ ...order, model: model('gemini-3-pro-image') }, { items });
			expect(result.error).toBeUndefined();
			const [made] = result.items(nodeName);
			expect(made?.json).toMatchObject({
				mimeType: 'image/png',
				usage: { prompt_tokens: expect.any(Number), completion_tokens: 1056 },
			});
			expect(rig.gateway.requests.map(({ path, status }) => [path, status])).toEqual([
				['/gemini/v1beta/models/gemini-3-pro-image:generateContent', 200],
			]);
		},
	);

	it('what the gateway refuses is told in its words', async () => {
		rig.gateway.intercept(() => ({
			status: 400,
			body: { error: { message: 'The prompt was refused', code: 'moderation_blocked' } },
		}));
		const result = await rig.order(generate);
		expect(result.error?.message).toContain('The prompt was refused');
	});
});
