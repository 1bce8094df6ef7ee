import { perItem, promptItems } from '../onEngine/support/batch';
import { hurry } from '../onEngine/support/hurry';
import type { Rig } from '../onEngine/support/rig';
import { nodeName, startRig } from '../onEngine/support/rig';
import {
	askedShare,
	failureOf,
	mostPolls,
	mostPollsWithin,
	orderItems,
	ordersOf,
	quickly,
	taskIdOf,
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

describe('a question that does not get through', () => {
	it.each([
		['serverError'],
		['rateLimit'],
		['html502'],
		['html524'],
		['cutBeforeHeaders'],
		['cutBeforeBody'],
		['cutMidBody'],
		['slowBytes'],
		['truncatedJson'],
	] as const)('%s: it is asked again, and nothing is ordered again', async (kind) => {
		const pollFaults = { every: 2, kinds: [kind] };
		rig.gateway.planTasks({ shape: 'qiniu', durationMs: 150, pollFaults });
		const result = await orderItems(rig, 2);
		expect(result.error).toBeUndefined();
		expect(result.items(nodeName)).toHaveLength(2);
		expect(ordersOf(rig)).toHaveLength(2);
		expect(rig.gateway.ledger).toHaveLength(2);
	});

	it('when none gets through, the waiting ends with the id of the task', async () => {
		const pollFaults = { every: 1, kinds: ['serverError', 'cutBeforeHeaders'] } as const;
		rig.gateway.planTasks({ shape: 'qiniu', durationMs: 0, pollFaults });
		const error = await failureOf(rig, { maxWait: 0.5 });
		expect(error.taskId).toBe(taskIdOf(rig));
		expect(ordersOf(rig)).toHaveLength(1);
	});
});

describe('how often a gateway is asked', () => {
	it('less often than twice a second for a task, with the settings as they come', async () => {
		rig.gateway.planTasks({ shape: 'qiniu', durationMs: 1_200 / haste });
		const result = await rig.order(perItem, { items: promptItems(8) });
		expect(result.error).toBeUndefined();
		expect(mostPollsWithin(rig.gateway.polls, 1_000 / haste)).toBeLessThan(2);
	});

	it('learns once where tasks of this gateway are asked after', async () => {
		// Kling's own route comes last of those that are tried.
		rig.gateway.planTasks({ shape: 'kling', durationMs: 150 });
		await orderItems(rig, 10, {}, { parameters: { batch: { concurrency: 1 } } });
		const strayed = rig.gateway.polls.filter(({ status }) => status === 404);
		expect(strayed.length).toBeLessThan(10);
	});

	it("at the gateway's own pace when it asks for one", async () => {
		rig.gateway.planTasks({ shape: 'sub2api', durationMs: 900 / haste, retryAfterSeconds: 1 });
		const result = await orderItems(rig, 1);
		expect(result.error).toBeUndefined();
		expect(mostPolls(rig.gateway.polls)).toBeLessThanOrEqual(3);
	});

	it('less and less often', async () => {
		rig.gateway.planTasks({ shape: 'qiniu', durationMs: 2_000 / haste });
		await orderItems(rig, 1);
		expect(askedShare(rig.gateway.polls, quickly.pollInterval / haste)).toBeLessThan(0.75);
	});
});
