import type { FailureFacts } from '../../nodes/ImageEdit/answer/failures';
import { GatewayFailure } from '../../nodes/ImageEdit/answer/failures';
import { findLost, mayBeThere } from '../../nodes/ImageEdit/transport/findLost';
import { fakeWeb, memoryStore } from '../helpers/fakeWeb';
import type { Reply } from '../helpers/fakeWeb';
import { drawPicture } from '../helpers/pictures';
import { virtualClock } from '../helpers/virtualClock';

const base = 'https://gateway.example/v1';
const ownId = 'n8n-7-0-3-0123456789abcdef';
const usual = `${base}/tasks/${ownId}`;
const klings = `${base}/images/edits/${ownId}`;

async function lookedFor(
	replies: Readonly<Record<string, ReadonlyArray<GatewayFailure | Reply>>>,
	{ random = 0, pollPath = '', more = {} } = {},
) {
	const web = fakeWeb(replies);
	const clock = virtualClock(random);
	const found: { path?: string } = {};
	const search = findLost(
		{
			http: web.http,
			store: memoryStore,
			clock,
			base,
			settings: { pollInterval: 1_000, maxWait: 60_000, pollPath },
			orderPaths: ['/images/edits'],
			taskPaths: ['/tasks/{taskId}', '{orderPath}/{taskId}'],
			found,
			...more,
		},
		ownId,
	);
	return { placed: await clock.run(search), asked: web.asked, found, sleeps: clock.sleeps };
}

const kling = (task: object): Reply => ({ body: { code: 0, data: task } });
const known = kling({
	task_id: '835',
	task_status: 'processing',
	task_info: { external_task_id: ownId },
});

it('finds the task in any usual place, under the ID that the gateway gave it', async () => {
	const { found, placed } = await lookedFor({ [klings]: [known] });
	expect(placed?.answer).toEqual({
		pictures: [],
		task: { taskId: '835', status: 'processing', isKling: true },
		body: undefined,
	});
	expect(found.path).toBe('/images/edits/{taskId}');
});

it('passes over the images of a task that is done: they are fetched when it is asked after', async () => {
	const b64_json = 'A'.repeat(6 * 1024 * 1024);
	const task_info = { external_task_id: ownId };
	const done = { task_id: '835', task_status: 'succeed', task_info };
	const { placed } = await lookedFor({ [klings]: [kling({ images: [{ b64_json }], ...done })] });
	expect(placed).toEqual({
		answer: {
			pictures: [],
			task: expect.objectContaining({ taskId: '835', isKling: true }),
			body: undefined,
		},
		spooled: [],
	});
});

it('asks again when the gateway is busy, broke off, or does not know the order yet', async () => {
	const cut = new GatewayFailure('It broke off.', { kind: 'cut' });
	const { asked, placed, sleeps } = await lookedFor({
		[usual]: [cut, { status: 503 }, { status: 404 }],
		[klings]: [{ status: 404 }, { status: 429 }, known],
	});
	expect(placed?.answer.task?.taskId).toBe('835');
	expect(asked).toHaveLength(5);
	expect(sleeps).toEqual([1_000, 2_000, 4_000]);
});

it('looks no further once two questions were not answered in time', async () => {
	const late = new GatewayFailure('The gateway did not answer in time.', { kind: 'timeout' });
	const { asked, placed } = await lookedFor({ [usual]: [late, known], [klings]: [late, known] });
	expect(placed).toBeUndefined();
	expect(asked).toHaveLength(2);
	expect((await lookedFor({ [usual]: [known], [klings]: [late] })).placed).toBeDefined();
});

it('questions that were not answered in time are counted over all tries', async () => {
	const late = new GatewayFailure('The gateway did not answer in time.', { kind: 'timeout' });
	const { asked, placed } = await lookedFor({ [usual]: [late, late, known] });
	expect([asked.length, placed]).toEqual([4, undefined]);
});

it('waits a little longer than others do, and not at all once the run was stopped', async () => {
	const { sleeps } = await lookedFor({}, { random: 1 });
	expect(sleeps).toEqual([1_250, 2_500, 5_000]);
	const sleep = async () => {
		throw new GatewayFailure('The execution was cancelled.', { kind: 'canceled' });
	};
	const stopped = await lookedFor(
		{ [usual]: [known] },
		{ more: { clock: { ...virtualClock(), sleep } } },
	);
	expect([stopped.asked, stopped.placed]).toEqual([[], undefined]);
});

it("looks at the user's own path, be it inside a private network", async () => {
	const inner = `http://10.0.0.7/${ownId}`;
	const { placed } = await lookedFor(
		{ [inner]: [known] },
		{ pollPath: 'http://10.0.0.7/{taskId}' },
	);
	expect(placed?.answer.task?.taskId).toBe('835');
});

it('takes over the address at which the gateway says to ask', async () => {
	const headers = { location: '/v1/ask/835' };
	const { placed } = await lookedFor({ [usual]: [{ ...known, headers }] });
	expect(placed?.answer.task?.pollUrl).toBe('/v1/ask/835');
});

it('stores no image that it sees on the way', async () => {
	const drawn = await drawPicture({ width: 1_200, height: 1_200, type: 'jpeg', alpha: false });
	const task = { task_id: '835', external_task_id: ownId, image: drawn.toString('base64') };
	const store = async () => {
		throw new Error('nobody asked');
	};
	const { placed } = await lookedFor({ [usual]: [kling(task)] }, { more: { store } });
	expect(placed).toMatchObject({ answer: { pictures: [] }, spooled: [] });
});

it.each<[string, Reply]>([
	['nothing of it', { status: 404 }],
	['of a task, but not that it is this one', kling({ task_id: '835', task_status: 'processing' })],
	['that the ID is unknown', { body: { code: 1203, message: `no task ${ownId}` } }],
	['of it under a redirect without an address', { ...known, status: 300 }],
	['of it in a refusal', { ...known, status: 400 }],
	['a web page', { body: `<html>${ownId}</html>` }],
	['what is cut off', { body: `{"data":{"task_id":"${ownId}"` }],
])('finds nothing where the gateway tells %s', async (_title, reply) => {
	const { asked, placed } = await lookedFor({ [usual]: [reply], [klings]: [reply] });
	expect(placed).toBeUndefined();
	expect(asked).toHaveLength(6);
});

it.each<[boolean, FailureFacts, string]>([
	[true, { kind: 'cut' }, 'broke off'],
	[true, { kind: 'timeout' }, 'no answer'],
	[true, { kind: 'edgeTimeout', status: 504 }, 'a proxy'],
	[true, { kind: 'answer', status: 200 }, 'half an answer'],
	[true, { kind: 'badRequest', status: 400 }, `external_task_id ${ownId} exists`],
	[true, { kind: 'server', status: 409 }, 'exists'],
	[false, { kind: 'badRequest', status: 400 }, 'the prompt is too long'],
	[false, { kind: 'rateLimit', status: 429 }, 'slow down'],
	[false, { kind: 'canceled' }, 'stopped'],
	[false, { kind: 'network' }, 'never sent'],
])('%s: the order may be there after %j (%s)', (expected, facts, message) => {
	expect(mayBeThere(new GatewayFailure(message, facts), ownId)).toBe(expected);
});

it.each(['cut', 'network', 'server'] as const)(
	'goes on after questions that ended as %s, which were not late',
	async (kind) => {
		const lost = new GatewayFailure('no', { kind });
		const { asked, placed } = await lookedFor({ [usual]: [lost], [klings]: [lost] });
		expect([asked.length, placed]).toEqual([6, undefined]);
	},
);

it.each([
	[299, true],
	[300, false],
])('believes a response with %d: %s', async (status, isFound) => {
	const { placed } = await lookedFor({ [usual]: [{ ...known, status }] });
	expect(placed !== undefined).toBe(isFound);
});

it('only a failure of the gateway, and of these a bad request by its words, leaves an order there', () => {
	expect(mayBeThere(new Error(ownId), ownId)).toBe(false);
	expect(mayBeThere(undefined, ownId)).toBe(false);
	for (const kind of ['rateLimit', 'auth', 'quota', 'network', 'canceled'] as const)
		expect(mayBeThere(new GatewayFailure(`${ownId} exists`, { kind }), ownId)).toBe(false);
});
