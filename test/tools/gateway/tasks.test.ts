import { setTimeout as wait } from 'node:timers/promises';
import sharp from 'sharp';
import { startGateway, type RunningGateway } from '../../../tools/gateway/startGateway';
import type { TaskPlan } from '../../../tools/gateway/tasks/plan';
import type { TaskShape } from '../../../tools/gateway/vocabulary';
import { download, referenceClient, type Answer, type ReferenceClient } from './referenceClient';

let gateway: RunningGateway;
let client: ReferenceClient;

const quick: TaskPlan = { durationMs: 3, queuedMs: 1 };
/** Stays in each state until the test goes on. */
const watched: TaskPlan = { durationMs: 1500, queuedMs: 500 };
let held: Array<() => void> = [];
/** Ends what waits. */
const goOn = () => held.splice(0).forEach((go) => go());

beforeAll(async () => {
	gateway = await startGateway({
		apiKeys: ['first-key', 'second-key'],
		tasks: quick,
		wait: async (milliseconds, signal) => {
			if (milliseconds < 100) await wait(milliseconds, undefined, { signal });
			else await new Promise<void>((go) => held.push(go));
		},
	});
	client = referenceClient(gateway);
});
afterAll(() => gateway.close());
beforeEach(() => {
	held = [];
	gateway.reset();
});

const order = (plan: TaskPlan = {}, fields: object = {}) => {
	gateway.planTasks({ ...quick, ...plan });
	return client.json('aiid', '/images/generations', {
		model: 'nano-banana',
		prompt: 'x',
		...fields,
	});
};
const ended = async () => {
	while (gateway.tasks.some(({ state }) => /queued|running/.test(state))) await wait(1);
};
const textOf = ({ data }: Answer) => JSON.stringify(data);

interface ShapeCase {
	readonly status: number;
	readonly created: object;
	/** Where the task is asked after. */
	readonly poll: (id: string) => string;
	readonly done: object;
	readonly failed: object;
	readonly words: readonly string[];
}

const id = expect.stringMatching(/./);
const url = expect.stringMatching(/^http:\/\/127.+\.png$/);
const klingTask = { task_id: id, task_info: {}, created_at: expect.any(Number) };
const why = 'out of paint';

const shapes: Readonly<Record<TaskShape, ShapeCase>> = {
	kling: {
		status: 200,
		created: { code: 0, request_id: id, data: { ...klingTask, task_status: 'submitted' } },
		poll: (task) => `/images/generations/${task}`,
		done: { data: { task_status: 'succeed', task_result: { images: [{ index: 0, url }] } } },
		failed: { code: 0, data: { task_status: 'failed', task_status_msg: why } },
		words: ['submitted', 'processing', 'succeed'],
	},
	qiniu: {
		status: 200,
		created: { task_id: expect.stringMatching(/^image-/) },
		poll: (task) => `/images/tasks/${task}`,
		done: { status: 'completed', data: [{ url }] },
		failed: { status: 'failed', status_message: why },
		words: ['processing', 'processing', 'completed'],
	},
	sub2api: {
		status: 202,
		created: {
			id,
			task_id: expect.stringMatching(/^imgtask_/),
			object: 'image.generation.task',
			status: 'processing',
			poll_url: expect.stringMatching(/^\/aiid\/v1\/images\/tasks\/imgtask_/),
			expires_at: expect.any(Number),
		},
		poll: (task) => `/images/tasks/${task}`,
		done: { status: 'completed', result: { data: [{ url }] }, image_url: url },
		failed: { status: 'failed', error: { message: why }, http_status: 502 },
		words: ['processing', 'processing', 'completed'],
	},
	dataList: {
		status: 200,
		created: { code: 200, data: [{ status: 'submitted', task_id: id }] },
		poll: (task) => `/tasks/${task}`,
		done: { code: 200, data: { status: 'completed', result: { images: [{ url: [url] }] } } },
		failed: { code: 200, data: { status: 'failed', error: { message: why } } },
		words: ['submitted', 'in_progress', 'completed'],
	},
	prism: {
		status: 202,
		created: { status: 'processing', task_id: id, message: expect.any(String) },
		poll: (task) => `/tasks/${task}`,
		done: { code: 0, data: { status: 'completed', progress: 100, result: { data: [{ url }] } } },
		failed: { code: 0, data: { status: 'failed', result: null, error: why } },
		words: ['processing', 'processing', 'completed'],
	},
	frostfox: {
		status: 202,
		created: { id, status: 'pending' },
		poll: (task) => `/tasks/${task}`,
		done: {
			status: 'success',
			artifacts: [
				{
					role: 'image',
					media_type: 'image/png',
					url: expect.stringMatching(/^\/aiid\/v1\/tasks\/tsk_\w+\/artifacts\/0$/),
				},
			],
		},
		failed: { status: 'failed', error: why },
		words: ['pending', 'running', 'success'],
	},
	codeSuccess: {
		status: 200,
		created: { code: 'success', data: { task_id: id } },
		poll: (task) => `/images/async/${task}`,
		done: { code: 'success', data: { status: 'SUCCESS', outputs: [url] } },
		failed: { code: 'success', data: { status: 'FAILURE', fail_reason: why } },
		words: ['NOT_START', 'IN_PROGRESS', 'SUCCESS'],
	},
	kie: {
		status: 200,
		created: { code: 200, msg: 'success', data: { taskId: id } },
		poll: (task) => `/jobs/recordInfo?taskId=${task}`,
		done: {
			data: { state: 'success', resultJson: expect.stringMatching(/^{"resultUrls":\["http/) },
		},
		failed: { code: 200, data: { state: 'fail', resultJson: '', failMsg: why } },
		words: ['queuing', 'generating', 'success'],
	},
	kieRecord: {
		status: 200,
		created: { code: 200, data: { taskId: id } },
		poll: (task) => `/jobs/recordInfo?taskId=${task}`,
		done: { data: { successFlag: 1, response: { resultUrls: [url] } } },
		failed: { data: { successFlag: 3, response: null, errorMessage: why } },
		words: ['"successFlag":0', '"successFlag":0', '"successFlag":1'],
	},
	crazyrouter: {
		status: 200,
		created: { id, task_id: id, object: 'video', status: '', progress: 0 },
		poll: (task) => `/../kling/v1/images/kolors-virtual-try-on/${task}`,
		done: { code: 'success', data: { status: 'SUCCESS', data: { data: { task_result: {} } } } },
		failed: { code: 'success', data: { status: 'FAILURE', fail_reason: why } },
		words: ['NOT_START', 'IN_PROGRESS', 'SUCCESS'],
	},
};

describe.each(Object.entries(shapes))(
	'%s',
	(name, { created, done, failed, poll, status, words }) => {
		const shape = name as TaskShape;

		test('is created, waits, is worked on, and makes its picture', async () => {
			const answer = await order({ shape, ...watched });
			expect(answer.status).toBe(status);
			expect(answer.data).toMatchObject(created);
			const [task] = gateway.tasks;
			if (!task) throw new Error('no task');
			const ask = () => client.get('aiid', poll(task.id));
			expect(textOf(await ask())).toContain(words[0]);
			goOn();
			while (task.state === 'queued') await wait(1);
			expect(textOf(await ask())).toContain(words[1]);
			goOn();
			await ended();
			const last = await ask();
			expect(textOf(last)).toContain(words[2]);
			expect(last.data).toMatchObject(done);
			const picture = await download(task.pictures[0]?.url ?? '');
			expect((await sharp(picture).metadata()).format).toBe('png');
			expect(gateway.polls.map(({ taskId }) => taskId)).toEqual([task.id, task.id, task.id]);
			expect(gateway.ledger).toMatchObject([{ taskId: task.id, model: 'nano-banana' }]);
		});

		test('tells why it failed, and gives the money back', async () => {
			await order({ shape, end: 'failed', reason: why });
			await ended();
			const answer = await client.get('aiid', poll(gateway.tasks[0]?.id ?? ''));
			expect(answer.data).toMatchObject(failed);
			expect(gateway.ledger).toMatchObject([{ refunded: true }]);
		});
	},
);

describe('asking', () => {
	const poll = (path: string, from = client) => from.get('aiid', path);

	test('an unknown task, another key, another route, or none: 404', async () => {
		await order({ shape: 'qiniu' });
		const task = gateway.tasks[0]?.id ?? '';
		expect((await poll(`/images/tasks/${task}`)).status).toBe(200);
		expect((await poll('/images/tasks/image-none')).status).toBe(404);
		expect((await poll(`/tasks/${task}`)).status).toBe(404);
		const stranger = referenceClient(gateway, 'second-key');
		expect((await poll(`/images/tasks/${task}`, stranger)).status).toBe(404);
		const keyless = referenceClient(gateway, null);
		expect((await poll(`/images/tasks/${task}`, keyless)).status).toBe(401);
	});

	test('a task under the path of another kind of order: 404', async () => {
		await order({ shape: 'kling' });
		const task = gateway.tasks[0]?.id ?? '';
		expect((await poll(`/images/generations/${task}`)).status).toBe(200);
		expect((await poll(`/images/edits/${task}`)).status).toBe(404);
	});

	test('a task stub whose poll route is off', async () => {
		await order({ shape: 'sub2api', end: 'unknown' });
		const answer = await poll(`/images/tasks/${gateway.tasks[0]?.id}`);
		expect(answer.status).toBe(404);
		expect(answer.data.error.message).toMatch(/task imgtask_\w+ not found/);
	});

	test('Retry-After while it lasts', async () => {
		const created = await order({ ...watched, shape: 'sub2api', retryAfterSeconds: 1 });
		expect(created.headers['retry-after']).toBe('1');
		expect(created.headers.location).toBe(
			(created.data as unknown as { poll_url: string }).poll_url,
		);
		const path = `/images/tasks/${gateway.tasks[0]?.id}`;
		expect((await poll(path)).headers['retry-after']).toBe('1');
		while (gateway.tasks[0]?.state !== 'succeeded') {
			goOn();
			await wait(1);
		}
		expect((await poll(path)).headers).not.toHaveProperty('retry-after');
	});

	test('every second question fails, in turn by a page and by a cut', async () => {
		await order({
			shape: 'qiniu',
			pollFaults: { every: 2, kinds: ['html502', 'cutBeforeHeaders'] },
		});
		const path = `/images/tasks/${gateway.tasks[0]?.id}`;
		const outcomes: Array<number | string> = [];
		for (let time = 0; time < 4; time += 1) {
			outcomes.push(
				await poll(path).then(
					({ status }) => status,
					() => 'cut',
				),
			);
		}
		expect(outcomes).toEqual([200, 502, 200, 'cut']);
		expect(gateway.ledger).toHaveLength(1);
	});

	test('a 64-bit number as an id keeps its digits', async () => {
		await order({ numericIds: true });
		const task = gateway.tasks[0]?.id ?? '';
		expect(BigInt(task)).toBeGreaterThan(2n ** 53n);
		const text = await fetch(`${gateway.baseUrl('aiid')}/images/generations/${task}`, {
			headers: { authorization: 'Bearer first-key' },
		}).then((response) => response.text());
		expect(text).toContain(`"task_id":${task},`);
	});

	test('the artifact of a task lies behind the key', async () => {
		await order({ shape: 'frostfox' });
		await ended();
		const path = `/tasks/${gateway.tasks[0]?.id}/artifacts/0`;
		const answer = await poll(path);
		expect([answer.status, answer.headers['content-type']]).toEqual([200, 'image/png']);
		expect((await poll(path, referenceClient(gateway, null))).status).toBe(401);
		expect((await poll(path.replace(/0$/, '1'))).status).toBe(404);
	});

	test('base64 where it was ordered', async () => {
		await order({ shape: 'sub2api' }, { response_format: 'b64_json' });
		await ended();
		const answer = await poll(`/images/tasks/${gateway.tasks[0]?.id}`);
		expect(answer.data).toMatchObject({
			result: { data: [{ b64_json: expect.stringMatching(/^iVBOR/) }] },
		});
	});
});

describe('orders', () => {
	test('several pictures, and expired or never-ending tasks', async () => {
		await order(watched, { n: 3 });
		await order({ ...watched, end: 'expired' }, { prompt: 'y' });
		await order({ ...watched, end: 'never' }, { prompt: 'z' });
		const states = () => gateway.tasks.map(({ state }) => state).join();
		while (states() !== 'succeeded,expired,running') {
			goOn();
			await wait(1);
		}
		expect(gateway.tasks.map(({ state }) => state)).toEqual(['succeeded', 'expired', 'running']);
		expect(gateway.tasks[0]?.pictures).toHaveLength(3);
		expect(gateway.peakOpenTasks).toBe(3);
	});

	test('one of them by interception', async () => {
		gateway.planTasks();
		gateway.intercept(({ json }) =>
			(json as { prompt: string }).prompt === 'slow' ? { task: { shape: 'qiniu' } } : undefined,
		);
		const post = (prompt: string) =>
			client.json('aiid', '/images/generations', { model: 'nano-banana', prompt });
		expect((await post('fast')).data.data[0].url).toMatch(/^http/);
		expect((await post('slow')).data).toEqual({ task_id: expect.stringMatching(/^image-/) });
	});

	test('an external_task_id is taken once for a key, and can be asked after', async () => {
		const external = { external_task_id: 'mine/1' };
		const model = { model: 'doubao-seedream-4-5-251128', prompt: 'x', ...external };
		const post = (from: ReferenceClient) => from.json('aiid', '/images/generations', model);
		expect((await post(client)).status).toBe(200);
		const again = await post(client);
		expect(again.status).toBe(400);
		expect(again.data.error).toEqual({ code: '1201', message: expect.stringContaining('mine/1') });
		expect((await post(referenceClient(gateway, 'second-key'))).status).toBe(200);
		expect(gateway.ledger).toHaveLength(2);
		const asked = await client.get('aiid', '/images/generations/mine%2F1');
		expect(asked.data).toMatchObject({ data: { task_info: external } });
	});

	test('an external_task_id is free again when its order was not accepted', async () => {
		gateway.intercept(() => ({ status: 503 }));
		const post = () => order({}, { external_task_id: 'mine-2' });
		expect((await post()).status).toBe(503);
		gateway.intercept(() => undefined);
		expect((await post()).status).toBe(200);
	});

	test('an external_task_id is free again when others were billed in the meantime, and not it', async () => {
		const post = (external_task_id: string) => order({}, { external_task_id });
		let beginPainting: () => void;
		const painting = new Promise<void>((begin) => (beginPainting = begin));
		gateway.intercept(async ({ json }) => {
			if ((json as { external_task_id: string }).external_task_id !== 'mine-3') {
				await painting;
				return undefined;
			}
			setImmediate(beginPainting);
			return { answer: 'errorIn200' };
		});
		const others = Array.from({ length: 6 }, (_, index) => post(`others-${index}`));
		await Promise.all([post('mine-3'), ...others]);
		expect(gateway.ledger).toHaveLength(6);
		gateway.intercept(() => undefined);
		expect((await post('mine-3')).status).toBe(200);
		expect((await post('others-0')).status).toBe(400);
	});
});

test.each([
	['queued', { queuedMs: 60, durationMs: 60, end: 'failed' }],
	['running', { queuedMs: 1, durationMs: 60, end: 'failed' }],
] as const)('a task that is %s when the gateway is reset gets no further', async (state, plan) => {
	await order(plan);
	const [task] = gateway.tasks;
	while (task?.state !== state) await wait(1);
	gateway.reset();
	await wait(90);
	expect(task.state).toBe(state);
});

test('a gateway that was reset knows no task of before, by neither of its ids', async () => {
	const plan = { shape: 'kling' } as const;
	gateway.planTasks({ ...quick, ...plan });
	const { data } = await client.json('aiid', '/images/generations', {
		model: 'kling-image',
		model_name: 'kling-v3',
		prompt: 'x',
		external_task_id: 'mine-1',
	});
	const { task_id } = (data as unknown as { data: { task_id: string } }).data;
	const ask = async () =>
		await Promise.all(
			[task_id, 'mine-1'].map(
				async (one) => (await client.get('aiid', `/images/generations/${one}`)).status,
			),
		);
	expect(await ask()).toEqual([200, 200]);
	gateway.reset();
	expect((await ask()).every((status) => status >= 400)).toBe(true);
});
