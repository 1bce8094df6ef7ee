import { sized } from '../helpers/depth';
import type { Rig } from '../onEngine/support/rig';
import { nodeName, startRig } from '../onEngine/support/rig';
import { askedShare, orderItems, ordersOf, quickly } from './support/taskRuns';

let rig: Rig;
beforeAll(async () => (rig = await startRig({ storedPictureBytes: 2000 })));
afterAll(async () => await rig.close());
beforeEach(() => {
	rig.gateway.reset();
	rig.connect('aiid');
});

const oneByOne = { parameters: { batch: { concurrency: 1 } } };

describe('tasks that are open at the same time', () => {
	it('do not hold the places of those who order', async () => {
		rig.gateway.planTasks({ shape: 'qiniu', durationMs: 100, untilOpen: 10 });
		const result = await orderItems(rig, 10, {}, oneByOne);
		expect(result.error).toBeUndefined();
		expect(rig.gateway.peakInFlight).toBe(1);
		expect(rig.gateway.peakOpenTasks).toBe(10);
	});

	it.each([1, 3, 7])('are no more than Open Tasks says: %d', async (openTasks) => {
		rig.gateway.planTasks({ shape: 'qiniu', durationMs: 100, untilOpen: openTasks });
		const result = await orderItems(rig, 8, { openTasks });
		expect(result.items(nodeName)).toHaveLength(8);
		expect(rig.gateway.peakOpenTasks).toBe(openTasks);
		expect(result.hints(nodeName)[0]?.message).toMatch(
			/^8 images in [\d.]+ s\. .+ Open Tasks held the batch back\.$/,
		);
	});

	it.each([
		['enough of them for all', { shape: 'qiniu', durationMs: 100 } as const, 8],
		['no task at all', undefined, 1],
	])('are not named as a limit with %s', async (_title, plan, openTasks) => {
		rig.gateway.planTasks(plan);
		const result = await orderItems(rig, 8, { openTasks });
		expect(result.hints(nodeName)[0]?.message).toMatch(
			/^8 images in [\d.]+ s\. Price unknown: set Price per Call\.$/,
		);
	});

	it('leave their place to others also when they fail', async () => {
		rig.gateway.planTasks({ shape: 'qiniu', durationMs: 500, end: 'failed' });
		const settings = { onError: 'continueRegularOutput' } as const;
		const result = await orderItems(rig, 8, { openTasks: 2 }, { settings });
		expect(result.items(nodeName).map(({ json }) => 'error' in json)).toEqual(Array(8).fill(true));
		expect(rig.gateway.peakOpenTasks).toBe(2);
	});

	it('count as open no longer than the order when they are handed on', async () => {
		rig.gateway.planTasks({ shape: 'qiniu', durationMs: 60_000 });
		const result = await orderItems(rig, 6, { mode: 'returnTask', openTasks: 1 });
		expect(result.items(nodeName)).toHaveLength(6);
	});

	it('come out in the order of the input, whichever ended first', async () => {
		rig.gateway.intercept(({ json }) => {
			const number = Number((json as { prompt?: string } | undefined)?.prompt?.slice(1));
			return Number.isNaN(number)
				? undefined
				: { task: { shape: 'qiniu', durationMs: 600 - 100 * number } };
		});
		const items = (await orderItems(rig, 6)).items(nodeName);
		const ids = [0, 1, 2, 3, 4, 5].map(
			(item) => rig.gateway.tasks.find(({ prompt }) => prompt === `p${item}`)?.id,
		);
		expect(items.map(({ json }) => json.taskId)).toEqual(ids);
	});

	it('without continue on fail, those that were accepted are still fetched or told', async () => {
		rig.gateway.intercept(({ json }) =>
			(json as { prompt?: string } | undefined)?.prompt === 'p0'
				? { task: { shape: 'qiniu', durationMs: 50, end: 'failed' } }
				: undefined,
		);
		rig.gateway.planTasks({ shape: 'qiniu', durationMs: 600 });
		const { error } = await orderItems(rig, 3);
		expect(error?.message).toContain(rig.gateway.tasks.find(({ prompt }) => prompt === 'p0')?.id);
		expect(rig.gateway.tasks.every(({ state }) => /succeeded|failed/.test(state))).toBe(true);
	});
});

const many = sized(200, 60);
const open = many / 4;

it(`${many} tasks with ${open} open`, async () => {
	rig.gateway.planTasks({ shape: 'qiniu', durationMs: 1000 });
	const parameters = { batch: { concurrency: 8 } };
	const result = await orderItems(rig, many, { openTasks: open, maxWait: 60 }, { parameters });
	expect(result.error).toBeUndefined();
	const items = result.items(nodeName);
	expect(items.map(({ pairedItem }) => pairedItem)).toEqual(
		Array.from({ length: many }, (_, item) => ({ item })),
	);
	expect(new Set(items.map(({ json }) => json.taskId)).size).toBe(many);
	expect(ordersOf(rig)).toHaveLength(many);
	expect(rig.gateway.ledger).toHaveLength(many);
	expect(rig.gateway.peakOpenTasks).toBeLessThanOrEqual(open);
	// More than those who order have places.
	expect(rig.gateway.peakOpenTasks).toBeGreaterThan(8);
	expect(rig.gateway.peakInFlight).toBeLessThanOrEqual(8);
	expect(askedShare(rig.gateway.polls, quickly.pollInterval)).toBeLessThan(0.75);
});
