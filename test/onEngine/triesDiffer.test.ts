import type { INode } from 'n8n-workflow';

import { answerEach, busy, onePerTry, orderedBy, promptItems } from './support/batch';
import type { Host } from './support/host';
import { startHost } from './support/host';
import { model, url } from './support/parameters';
import { tinyPicture } from './support/quickAnswer';
import type { Rig } from './support/rig';
import { nodeName, startRig } from './support/rig';

// Retry On Fail runs the node anew, and what it finds may be another than in the try before.
let rig: Rig;
let host: Host;
beforeAll(async () => {
	rig = await startRig({ storedPictureBytes: 2000 });
	host = await startHost();
});
afterAll(async () => {
	await rig.close();
	await host.close();
});
beforeEach(() => {
	rig.gateway.reset();
	rig.connect('openAiCompatible');
});

const settings: Partial<INode> = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };

/** Refuses the order of item 1 once, so that n8n runs the node again. */
async function refuseOnce(): Promise<void> {
	let left = 1;
	await answerEach(rig, (number) => (number === 1 && left-- > 0 ? busy(1) : undefined));
}

/** Hands each picture out once; afterwards it is gone. */
async function serveOnce(): Promise<void> {
	const bytes = await tinyPicture();
	const served = new Set<string>();
	host.serve(({ url: path = '' }, response) => {
		if (served.has(path)) return response.writeHead(410).end();
		if (!path.includes('again')) served.add(path);
		return response.writeHead(200, { 'content-type': 'image/png' }).end(bytes);
	});
}

it('a prompt that is another in each try buys no finished item again', async () => {
	await refuseOnce();
	const parameters = { ...onePerTry, prompt: '={{ Math.random() }} {{ $json.prompt }}' };
	const result = await rig.order(parameters, { items: promptItems(3), settings });
	expect(result.items(nodeName)).toHaveLength(3);
	expect(orderedBy(rig).sort()).toEqual([0, 1, 1, 2]);
});

it('a prompt that is another in each try does not order again what may have been billed', async () => {
	rig.gateway.intercept(() => ({ kind: 'cut', when: 'beforeHeaders' }));
	const parameters = { ...onePerTry, prompt: '={{ Math.random() }} {{ $json.prompt }}' };
	const result = await rig.order(parameters, { items: promptItems(1), settings });
	expect(result.error?.message).toContain('It was not requested again');
	expect([orderedBy(rig), rig.gateway.ledger.length]).toEqual([[0], 1]);
});

describe('an input picture that is gone by the second try', () => {
	const order = async (more: object = {}) => {
		rig.connect('dddai');
		await serveOnce();
		const items = [0, 1].map((number) => ({
			json: { prompt: `p${number}`, picture: `${host.origin}/${number === 1 ? 'again' : number}` },
		}));
		const parameters = {
			...onePerTry,
			operation: 'edit',
			model: model('gpt-image-1'),
			image: url('={{ $json.picture }}'),
			...more,
		};
		return await rig.order(parameters, { items, settings });
	};
	const promptOf = ({ parts }: { parts?: ReadonlyArray<{ name: string }> }) =>
		(parts?.find(({ name }) => name === 'prompt') as { value?: string } | undefined)?.value;
	const prompts = () =>
		rig.gateway.requests.filter(({ method }) => method === 'POST').map(promptOf);

	it('takes nothing away from a finished item', async () => {
		let left = 1;
		rig.gateway.intercept((request) =>
			promptOf(request) === 'p1' && left-- > 0 ? busy(1) : undefined,
		);
		const result = await order();
		expect(result.error).toBeUndefined();
		expect(result.items(nodeName).map(({ binary: files }) => files !== undefined)).toEqual([
			true,
			true,
		]);
		expect(prompts().sort()).toEqual(['p0', 'p1', 'p1']);
	});

	it('does not keep the node from waiting on for a task that was accepted', async () => {
		let polls = 0;
		rig.gateway.planTasks({ shape: 'qiniu', durationMs: 100 });
		rig.gateway.intercept(({ polled }) =>
			polled !== undefined && ++polls === 1
				? { status: 400, body: { error: 'Not you' } }
				: undefined,
		);
		const result = await order({ longTask: { pollInterval: 0.1, maxWait: 20 } });
		expect(result.error).toBeUndefined();
		expect(result.items(nodeName).map(({ json }) => json.taskId)).toEqual(
			['p0', 'p1'].map((prompt) => rig.gateway.tasks.find((task) => task.prompt === prompt)?.id),
		);
		expect(prompts().sort()).toEqual(['p0', 'p1']);
	});
});
