import { setTimeout as wait } from 'node:timers/promises';

import type { TaskPlan } from '../../tools/gateway/tasks/plan';
import { model } from '../onEngine/support/parameters';
import type { Rig } from '../onEngine/support/rig';
import { nodeName, startRig } from '../onEngine/support/rig';
import type { Receiver } from '../tools/gateway/receiver';
import { startReceiver } from '../tools/gateway/receiver';
import { getTasks, orderItems, taskIdOf } from './support/taskRuns';

let rig: Rig;
let receiver: Receiver;
beforeAll(async () => {
	rig = await startRig({ storedPictureBytes: 2000 });
	receiver = await startReceiver();
});
afterAll(async () => {
	await rig.close();
	await receiver.close();
});
beforeEach(() => {
	rig.gateway.reset();
	receiver.reset();
	rig.connect('aiid');
});

const kling = { model: model('kling-image'), modelName: 'kling-v3' };

/** Orders with a callback, and hands the task on unless told otherwise. */
async function order(plan: TaskPlan | undefined, longTask: object = { mode: 'returnTask' }) {
	rig.gateway.planTasks(plan && { durationMs: 150, callbackRetriesMs: [50, 100], ...plan });
	const options = { callbackUrl: receiver.url, externalTaskId: 'order-1' };
	const parameters = { ...kling, options };
	const result = await orderItems(rig, 1, longTask, { parameters });
	expect(result.error).toBeUndefined();
	return result.items(nodeName);
}
const states = () => receiver.bodies.map(({ task_status }) => task_status);
const ended = () => receiver.bodies.filter(({ task_status }) => task_status === 'succeed');

/** What a workflow does when the callback has come: it asks for the task. */
async function pickUp(): Promise<unknown[]> {
	const taskId = receiver.bodies.at(-1)?.task_id ?? '';
	const items = (await getTasks(rig, [{ json: { taskId } }])).items(nodeName);
	return items.map(({ binary, json }) => [json.taskId, Object.keys(binary ?? {})]);
}

test('the callback comes after the answer: its task id gives the pictures', async () => {
	const [item] = await order({ shape: 'qiniu', callbacks: 'once' });
	expect(item?.json).toMatchObject({ taskId: taskIdOf(rig), status: '' });
	await receiver.count(2);
	expect(states()).toEqual(['processing', 'succeed']);
	expect(receiver.bodies[1]).toMatchObject({ task_info: { external_task_id: 'order-1' } });
	expect(await pickUp()).toEqual([[taskIdOf(rig), ['data']]]);
});

test('a synchronous answer in spite of callback_url: the pictures at once, the callback changes nothing', async () => {
	const [item] = await order({ shape: 'qiniu', answer: 'pictures' });
	expect(Object.keys(item?.binary ?? {})).toEqual(['data']);
	await receiver.count(2);
	expect(rig.gateway.polls).toEqual([]);
	expect(await pickUp()).toEqual([[taskIdOf(rig), ['data']]]);
	expect(rig.gateway.ledger).toHaveLength(1);
});

test('a gateway that takes no notice of callback_url but for the callback', async () => {
	const [item] = await order(undefined);
	expect(Object.keys(item?.binary ?? {})).toEqual(['data']);
});

test('a callback before the answer: the task that is handed on can be got at once', async () => {
	const [item] = await order({ shape: 'qiniu', callbacks: 'beforeAnswer' });
	expect(ended()).toHaveLength(1);
	expect(item?.json).toMatchObject({ taskId: taskIdOf(rig) });
	expect(await pickUp()).toEqual([[taskIdOf(rig), ['data']]]);
});

test('a callback before the answer, and the answer tells that all is done', async () => {
	const [item] = await order({ shape: 'kling', callbacks: 'beforeAnswer' });
	expect(ended()).toHaveLength(1);
	expect(Object.keys(item?.binary ?? {})).toEqual(['data']);
	expect(rig.gateway.polls).toEqual([]);
});

test('twice: the second gives the same pictures and costs nothing', async () => {
	await order({ shape: 'qiniu', callbacks: 'twice' });
	await receiver.count(3);
	expect(ended()).toHaveLength(2);
	const expected = [[taskIdOf(rig), ['data']]];
	expect(await pickUp()).toEqual(expected);
	expect(await pickUp()).toEqual(expected);
	expect(rig.gateway.ledger).toHaveLength(1);
});

test('never: the task is asked after all the same', async () => {
	const [item] = await order({ shape: 'qiniu', callbacks: 'never' });
	while (rig.gateway.tasks[0]?.state !== 'succeeded') await wait(20);
	expect(receiver.bodies).toEqual([]);
	const got = await getTasks(rig, [{ json: item?.json ?? {} }]);
	expect(Object.keys(got.items(nodeName)[0]?.binary ?? {})).toEqual(['data']);
});

test('waiting does not depend on the callback', async () => {
	const [item] = await order({ shape: 'qiniu', callbacks: 'never' }, {});
	expect(Object.keys(item?.binary ?? {})).toEqual(['data']);
});

test('an external task id that was taken is refused, and nothing is billed again', async () => {
	await order({ shape: 'qiniu', callbacks: 'never' });
	const parameters = { ...kling, options: { externalTaskId: 'order-1' } };
	const { error } = await orderItems(rig, 1, {}, { parameters });
	expect(error?.message).toMatch(/external_task_id order-1 exists already/);
	expect(rig.gateway.ledger).toHaveLength(1);
});
