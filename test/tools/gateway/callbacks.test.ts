import { setTimeout as wait } from 'node:timers/promises';
import { startGateway, type RunningGateway } from '../../../tools/gateway/startGateway';
import type { TaskPlan } from '../../../tools/gateway/tasks/plan';
import { startReceiver, type Receiver } from './receiver';
import { download, referenceClient, type ReferenceClient } from './referenceClient';

let gateway: RunningGateway;
let client: ReferenceClient;
let receiver: Receiver;

beforeAll(async () => {
	gateway = await startGateway({ usualSide: 128 });
	client = referenceClient(gateway);
	receiver = await startReceiver();
});
afterAll(async () => {
	await gateway.close();
	await receiver.close();
});
beforeEach(() => {
	gateway.reset();
	receiver.reset();
});

const order = (plan: TaskPlan | undefined, callback_url = receiver.url) => {
	gateway.planTasks(plan && { durationMs: 80, callbackRetriesMs: [20, 40, 80], ...plan });
	return client.json('aiid', '/images/edits', {
		model: 'kling-image',
		model_name: 'kling-v3',
		prompt: 'x',
		image: `${gateway.fileOrigin}/samples/mug.png?width=320`,
		external_task_id: 'order-1',
		callback_url,
	});
};
const states = () => receiver.bodies.map(({ task_status }) => task_status);

test('each change of state is told in the words of Kling', async () => {
	const { data } = await order({});
	const { task_id } = (data as unknown as { data: { task_id: string } }).data;
	await receiver.count(2);
	const [running, done] = receiver.bodies;
	const always = {
		task_id,
		task_status_msg: '',
		task_info: { external_task_id: 'order-1' },
		created_at: expect.any(Number),
		updated_at: expect.any(Number),
	};
	expect(running).toEqual({ ...always, task_status: 'processing' });
	const images = [{ index: 0, url: expect.stringMatching(/\/results\/.+\.png$/) }];
	expect(done).toEqual({ ...always, task_status: 'succeed', task_result: { images } });
	const address = done?.task_result?.images[0]?.url ?? '';
	expect((await download(address)).length).toBeGreaterThan(1000);
});

test('a failure is told, too', async () => {
	await order({ end: 'failed', reason: 'no paint' });
	await receiver.count(2);
	expect(receiver.bodies[1]).toMatchObject({ task_status: 'failed', task_status_msg: 'no paint' });
});

// n8n answers 404 until the workflow that waits is active.
test.each([404, 503])('a receiver that is not there yet is called again: %d', async (status) => {
	receiver.answer(status, 2);
	await order({ queuedMs: 0 });
	// The gateway learns how a callback was answered only after the receiver has it.
	while ((gateway.tasks[0]?.callbacks.length ?? 0) < 4) await wait(10);
	expect(states()).toEqual(['processing', 'processing', 'processing', 'succeed']);
	expect(gateway.tasks[0]?.callbacks.map(({ status }) => status)).toEqual([
		status,
		status,
		200,
		200,
	]);
});

test('nobody there: it is given up after some tries', async () => {
	await order({ queuedMs: 0, durationMs: 10 }, 'http://127.0.0.1:9/none');
	while ((gateway.tasks[0]?.callbacks.length ?? 0) < 8) await wait(20);
	expect(gateway.tasks[0]?.callbacks[7]).toMatchObject({
		state: 'succeeded',
		error: expect.stringMatching(/./),
	});
});

test('no address beyond this machine is called', async () => {
	await order({ queuedMs: 0, durationMs: 10 }, 'https://n8n.example/hook');
	while ((gateway.tasks[0]?.callbacks.length ?? 0) < 2) await wait(10);
	expect(gateway.tasks[0]?.callbacks[0]?.error).toMatch(/loopback only/);
});

test('without a plan, a callback is a side notice of an answer with pictures', async () => {
	const { data } = await order(undefined);
	expect(data.data[0].url).toMatch(/^http/);
	await receiver.count(2);
	expect(states()).toEqual(['processing', 'succeed']);
	expect(gateway.ledger).toHaveLength(1);
});

test('pictures at once in spite of a callback_url, and still a callback', async () => {
	const { data } = await order({ answer: 'pictures' });
	expect(data.data[0].url).toMatch(/^http/);
	await receiver.count(2);
});

test('the callback before the answer', async () => {
	const { data } = await order({ callbacks: 'beforeAnswer' });
	expect(states()).toEqual(['processing', 'succeed']);
	expect(data).toMatchObject({ data: { task_status: 'succeed' } });
});

test('twice, and never', async () => {
	await order({ callbacks: 'twice' });
	await receiver.count(3);
	expect(states()).toEqual(['processing', 'succeed', 'succeed']);
	receiver.reset();
	gateway.reset();
	await order({ callbacks: 'never' });
	while (gateway.tasks[0]?.state !== 'succeeded') await wait(10);
	expect(receiver.bodies).toHaveLength(0);
});

test('only orders with a callback_url become tasks, if so planned', async () => {
	const { data } = await order({ when: 'withCallback' });
	expect(data).toMatchObject({ data: { task_status: 'submitted' } });
	const plain = { model: 'nano-banana', prompt: 'x' };
	const answer = await client.json('aiid', '/images/generations', plain);
	expect(answer.data.data[0].url).toMatch(/^http/);
});
