import type { IDataObject, INode } from 'n8n-workflow';
import { setTimeout as wait } from 'node:timers/promises';

import type { StormOptions } from '../../tools/gateway/faults/storm';
import type { TaskPlan } from '../../tools/gateway/tasks/plan';
import { hurry } from '../onEngine/support/hurry';
import type { Rig } from '../onEngine/support/rig';
import { nodeName, startRig } from '../onEngine/support/rig';
import {
	failureOf,
	getTasks,
	goesOn,
	orderItems,
	ordersOf,
	taskIdOf,
	triesAgain,
} from './support/taskRuns';

/** So many times faster the node's time passes; the gateway's is real. */
const haste = 5;
hurry(haste);

let rig: Rig;
beforeAll(async () => (rig = await startRig({ storedPictureBytes: 2000 })));
afterAll(async () => await rig.close());
beforeEach(() => {
	rig.gateway.reset();
	rig.connect('aiid');
});

const quick: TaskPlan = { shape: 'qiniu', durationMs: 100 };
const plan = (more: TaskPlan = {}) => rig.gateway.planTasks({ ...quick, ...more });

/** The image host is out of order. */
const nothingToFetch: StormOptions = {
	share: 1,
	kinds: ['serverError'],
	on: ['files'],
	retryAfterSeconds: 0,
};

/** One clear failure: the id in the message and beside it, and one order in the ledger. */
function expectTold(error: object, words: RegExp): void {
	expect(error).toMatchObject({
		message: expect.stringMatching(words),
		description: expect.stringMatching(/./),
		taskId: taskIdOf(rig),
	});
	expect((error as { message: string }).message).toContain(taskIdOf(rig));
	expect(rig.gateway.ledger).toHaveLength(1);
}

it('a task that failed ends the run before another order is given', async () => {
	rig.gateway.planTasks({ ...quick, durationMs: 0, end: 'failed', shape: 'kling' });
	rig.gateway.intercept(({ method }) => (method === 'POST' ? { delayMs: 400 } : undefined));
	const result = await orderItems(rig, 30, {}, { parameters: { batch: { concurrency: 1 } } });
	expect(result.status).toBe('error');
	const told = rig.gateway.requests.find(({ polled }) => polled !== undefined)?.answeredAt ?? 0;
	// The order that was given before that takes 400 ms: any other comes after it.
	const late = ordersOf(rig).filter(({ receivedAt }) => receivedAt > told + 100);
	expect(late).toEqual([]);
	expect(told).toBeGreaterThan(0);
});

describe('a task that does not come to a good end', () => {
	it('failed', async () => {
		plan({ end: 'failed', shape: 'prism' });
		expectTold(await failureOf(rig), /"failed": the upstream could not make the picture/);
	});

	it('expired', async () => {
		plan({ end: 'expired', shape: 'prism' });
		expectTold(await failureOf(rig), /"expired": the task was not done in time/);
	});

	it('unknown to its own poll route', async () => {
		plan({ end: 'unknown' });
		expectTold(await failureOf(rig), /404.*not found/);
	});

	it('never-ending', async () => {
		plan({ end: 'never' });
		expectTold(await failureOf(rig, { maxWait: 1.5 }), /still "processing" after/);
		expect(rig.gateway.polls.length).toBeGreaterThan(2);
	});

	it('stops a node that does not go on, with the id in the message', async () => {
		plan({ end: 'failed' });
		const { error, status } = await orderItems(rig, 1);
		expect(status).toBe('error');
		expect(error?.message).toContain(taskIdOf(rig));
		expect(error).toMatchObject({ context: { taskId: taskIdOf(rig) } });
	});

	it('done, but its picture is gone', async () => {
		plan();
		rig.gateway.raiseStorm(nothingToFetch);
		const error = await failureOf(rig);
		expectTold(error, /image was made/);
		expect(ordersOf(rig)).toHaveLength(1);
	});

	it('asked for in the wrong place', async () => {
		plan();
		const handed = await orderItems(rig, 1, { mode: 'returnTask' });
		const longTask = { pollPath: '/tasks/{taskId}' };
		const { error } = await getTasks(rig, handed.items(nodeName), { longTask });
		expect(error?.message).toMatch(/404/);
		expect(error?.message).toContain(taskIdOf(rig));
	});
});

describe('neighbours', () => {
	it('come through beside a task that failed', async () => {
		rig.gateway.intercept(({ json }) =>
			(json as { prompt?: string } | undefined)?.prompt === 'p1'
				? { task: { ...quick, end: 'failed' } }
				: undefined,
		);
		plan();
		const items = (await orderItems(rig, 3, {}, { settings: goesOn })).items(nodeName);
		expect(items.map(({ json }) => 'error' in json)).toEqual([false, true, false]);
		expect(rig.gateway.ledger).toHaveLength(3);
	});
});

describe('max wait', () => {
	it('is used up: a task that ends within it is fetched', async () => {
		// Asked after at 0 and 2 s; the next question in its turn would be past the end.
		plan({ durationMs: 2_200 / haste });
		const result = await orderItems(rig, 1, { pollInterval: 2, maxWait: 4 });
		expect(result.error).toBeUndefined();
		expect(result.items(nodeName)[0]?.json.taskId).toBe(taskIdOf(rig));
	});

	it('is not cut short by a gateway that asks to come back much later', async () => {
		plan({ durationMs: 500 / haste, retryAfterSeconds: 3600 });
		const result = await orderItems(rig, 1, { maxWait: 3 });
		expect(result.error).toBeUndefined();
	});
});

describe('cancelling', () => {
	const allIds = () => rig.gateway.tasks.map(({ id }) => id).sort();

	async function cancelled(settings: Partial<INode>) {
		plan({ durationMs: 20_000 });
		const controller = new AbortController();
		const options = { settings, signal: controller.signal };
		const running = orderItems(rig, 3, {}, options);
		while (rig.gateway.polls.length < 3) await wait(10);
		controller.abort();
		const result = await running;
		// The engine has ended the run; the node is still to say its last word.
		while (!result.nodeRuns(nodeName)[0]) await wait(20);
		return result;
	}

	it('tells the id of each task that was accepted, in its item', async () => {
		const items = (await cancelled(goesOn)).items(nodeName);
		const errors = items.map(({ json }) => json.error as IDataObject);
		expect(errors.map(({ taskId }) => taskId).sort()).toEqual(allIds());
		for (const { message, taskId } of errors) expect(message).toContain(taskId);
	});

	it('puts out the ids of all of them also where one error would stand for the run', async () => {
		const run = await cancelled({});
		// Thrown, an error would take the place of n8n's own reason.
		expect(run.nodeRuns(nodeName)[0]?.error).toBeUndefined();
		const told = JSON.stringify(run.items(nodeName));
		expect(allIds().filter((id) => !told.includes(id))).toEqual([]);
	});

	it('ends the waiting at once, and orders nothing more', async () => {
		plan({ durationMs: 20_000 });
		const controller = new AbortController();
		const running = orderItems(
			rig,
			6,
			{ pollInterval: 30, maxWait: 60 },
			{ parameters: { batch: { concurrency: 2 } }, signal: controller.signal },
		);
		while (rig.gateway.tasks.length < 6) await wait(10);
		const from = Date.now();
		controller.abort();
		expect((await running).status).toBe('canceled');
		// Long before the next question, let alone the end of the waiting.
		expect(Date.now() - from).toBeLessThan(20_000);
		await wait(700);
		const { length } = rig.gateway.requests;
		await wait(200);
		expect(rig.gateway.requests).toHaveLength(length);
		expect(ordersOf(rig)).toHaveLength(6);
	});
});

describe('Retry On Fail', () => {
	it('goes on waiting for the accepted task', async () => {
		plan({ durationMs: 1_500 / haste });
		const options = { settings: triesAgain };
		const result = await orderItems(rig, 2, { maxWait: 1 }, options);
		expect(result.error).toBeUndefined();
		expect(
			result
				.items(nodeName)
				.map(({ json }) => json.taskId)
				.sort(),
		).toEqual(rig.gateway.tasks.map(({ id }) => id).sort());
		expect(rig.gateway.ledger).toHaveLength(2);
		expect(ordersOf(rig)).toHaveLength(2);
	});

	it('does not order a failed task again, and says so each time', async () => {
		plan({ end: 'failed' });
		const { error } = await orderItems(rig, 1, {}, { settings: triesAgain });
		expect(error?.message).toContain(taskIdOf(rig));
		expect(rig.gateway.ledger).toHaveLength(1);
	});

	it('fetches the picture of a finished task that could not be fetched before', async () => {
		plan();
		rig.gateway.raiseStorm(nothingToFetch);
		const settings = { ...triesAgain, waitBetweenTries: 2000 };
		const running = orderItems(rig, 1, {}, { settings });
		// As often as the node itself asks before it gives up.
		while (rig.gateway.fileRequests.length < 4) await wait(10);
		await wait(300);
		rig.gateway.raiseStorm();
		expect((await running).error).toBeUndefined();
		expect(rig.gateway.fileRequests.length).toBeGreaterThan(4);
		expect(rig.gateway.ledger).toHaveLength(1);
	});
});
