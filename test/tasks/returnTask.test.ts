import { setTimeout as wait } from 'node:timers/promises';

import { binary, model } from '../onEngine/support/parameters';
import { itemWith, picture, seen } from '../onEngine/support/pictures';
import type { Rig } from '../onEngine/support/rig';
import { nodeName, startRig } from '../onEngine/support/rig';
import { digestsOf, getTasks, goesOn, orderItems, ordersOf, taskIdOf } from './support/taskRuns';

let rig: Rig;
beforeAll(async () => (rig = await startRig()));
afterAll(async () => await rig.close());
beforeEach(() => {
	rig.gateway.reset();
	rig.connect('aiid');
});

const handOn = async (count: number, more: object = {}) => {
	const result = await orderItems(rig, count, { mode: 'returnTask', ...more });
	expect(result.error).toBeUndefined();
	return result.items(nodeName);
};

describe('Return Task ID', () => {
	it('hands the task on at once and asks nothing', async () => {
		rig.gateway.planTasks({ shape: 'sub2api', durationMs: 5000 });
		const items = await handOn(3);
		expect(items.map(({ json, pairedItem }) => [json.status, json.model, pairedItem])).toEqual(
			[0, 1, 2].map((item) => ['processing', 'nano-banana', { item }]),
		);
		expect(new Set(items.map(({ json }) => json.taskId))).toEqual(
			new Set(rig.gateway.tasks.map(({ id }) => id)),
		);
		expect(Object.keys(items[0]?.json ?? {}).sort()).toEqual(['model', 'status', 'taskId']);
		expect(rig.gateway.polls).toEqual([]);
	});

	it('gives the pictures where the gateway had them at once', async () => {
		const [item] = await handOn(1);
		expect((await seen(rig, item)).format).toBe('png');
	});
});

describe('Task / Get in another workflow', () => {
	it.each(['kling', 'qiniu', 'sub2api', 'prism', 'frostfox'] as const)(
		'waits for the pictures of many tasks of shape %s at the same time',
		async (shape) => {
			rig.gateway.planTasks({ shape, durationMs: 400 });
			const handed = await handOn(4);
			const result = await getTasks(rig, handed);
			expect(result.error).toBeUndefined();
			const items = result.items(nodeName);
			expect(items.map(({ json, pairedItem }) => [json.taskId, json.model, pairedItem])).toEqual(
				handed.map(({ json }, item) => [json.taskId, 'nano-banana', { item }]),
			);
			expect(ordersOf(rig)).toHaveLength(4);
		},
	);

	it('gives the same pictures and facts as waiting at once', async () => {
		rig.gateway.planTasks({ shape: 'qiniu', durationMs: 100 });
		const parameters = { options: { n: 2 } };
		const waited = (await orderItems(rig, 2, {}, { parameters })).items(nodeName);
		const options = { parameters };
		const handed = await orderItems(rig, 2, { mode: 'returnTask' }, options);
		const got = (await getTasks(rig, handed.items(nodeName))).items(nodeName);
		expect(await digestsOf(rig, got)).toEqual(await digestsOf(rig, waited));
		// But for the execution's number in the name: no two executions give two pictures one name.
		const same = ['index', 'count', 'fileName', 'mimeType', 'width', 'height', 'bytes', 'model'];
		const namedAlike = (value: unknown) =>
			typeof value === 'string' ? value.replace(/^nano-banana-\d+-/, 'nano-banana-#-') : value;
		const facts = (items: typeof got) =>
			items.map(({ json }) =>
				Object.fromEntries(same.map((name) => [name, namedAlike(json[name])])),
			);
		expect(facts(got)).toEqual(facts(waited));
		expect(got.every(({ json }) => typeof json.url === 'string')).toBe(true);
	});

	it('finds a Kling task of an edit', async () => {
		rig.gateway.planTasks({ shape: 'kling', durationMs: 100 });
		const items = [await itemWith(rig, { data: await picture('mug') })];
		const parameters = {
			operation: 'edit',
			model: model('nano-banana'),
			prompt: 'x',
			image: binary('data'),
			longTask: { mode: 'returnTask' },
		};
		const handed = await rig.order(parameters, { items });
		const got = await getTasks(rig, handed.items(nodeName));
		expect(got.items(nodeName)[0]?.json).toMatchObject({ taskId: taskIdOf(rig), width: 320 });
	});

	it('finds a task by the id of the client', async () => {
		rig.gateway.planTasks({ shape: 'qiniu', durationMs: 100 });
		const options = { externalTaskId: 'shop order/7' };
		const parameters = { model: model('kling-image'), modelName: 'kling-v3', options };
		await orderItems(rig, 1, { mode: 'returnTask' }, { parameters });
		const got = await getTasks(rig, [{ json: { taskId: 'shop order/7' } }]);
		expect(got.items(nodeName)[0]?.json).toMatchObject({ taskId: 'shop order/7', count: 1 });
	});

	it('without waiting, tells the state, and gives the pictures when they are there', async () => {
		rig.gateway.planTasks({ shape: 'codeSuccess', durationMs: 3000, queuedMs: 0 });
		const longTask = { pollPath: '/images/async/{taskId}' };
		const handed = await handOn(1);
		const state = () => rig.gateway.tasks[0]?.state;
		while (state() !== 'running') await wait(10);
		const ask = async () =>
			(await getTasks(rig, handed, { wait: false, longTask })).items(nodeName)[0];
		expect((await ask())?.json).toEqual({
			taskId: taskIdOf(rig),
			status: 'IN_PROGRESS',
			model: 'nano-banana',
		});
		while (state() !== 'succeeded') await wait(20);
		expect((await seen(rig, await ask())).format).toBe('png');
		expect(rig.gateway.polls.at(-1)?.status).toBe(200);
	});

	it('gives one item for several pictures, and addresses only, as the image operations do', async () => {
		rig.gateway.planTasks({ shape: 'qiniu', durationMs: 0 });
		const parameters = { options: { n: 2 } };
		const handed = await orderItems(rig, 1, { mode: 'returnTask' }, { parameters });
		const output = { mode: 'itemPerInput', download: false };
		const [item, ...more] = (await getTasks(rig, handed.items(nodeName), { output })).items(
			nodeName,
		);
		expect(more).toEqual([]);
		expect(item?.binary).toBeUndefined();
		expect(item?.json).toMatchObject({ count: 2, images: [{ index: 0 }, { index: 1 }] });
	});

	it('keeps an unknown task in its own place', async () => {
		rig.gateway.planTasks({ shape: 'qiniu', durationMs: 100 });
		const [first, last] = await handOn(2);
		const asked = [first, { json: { taskId: 'image-none' } }, last].flatMap((item) => item ?? []);
		const items = (await getTasks(rig, asked, {}, { settings: goesOn })).items(nodeName);
		expect(
			items.map(({ json }) => json.taskId ?? (json.error as { taskId: string }).taskId),
		).toEqual(asked.map(({ json }) => json.taskId));
		expect(items[1]?.json.error).toMatchObject({
			message: expect.stringContaining('image-none'),
			status: 404,
		});
	});
});
