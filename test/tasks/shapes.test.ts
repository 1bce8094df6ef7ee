import type { INodeParameters } from 'n8n-workflow';

import { type TaskShape, taskShapes } from '../../tools/gateway/vocabulary';
import { binary, model } from '../onEngine/support/parameters';
import { itemWith, picture, seen } from '../onEngine/support/pictures';
import type { Rig } from '../onEngine/support/rig';
import { nodeName, startRig } from '../onEngine/support/rig';
import { failureOf, orderItems, quickly, taskIdOf } from './support/taskRuns';

let rig: Rig;
beforeAll(async () => (rig = await startRig()));
afterAll(async () => await rig.close());
beforeEach(() => {
	rig.gateway.reset();
	rig.connect('aiid');
});

const durationMs = 120;

// Routes that no gateway of the seeds has are stated by the user.
const pollPaths: Readonly<Partial<Record<TaskShape, string>>> = {
	codeSuccess: '/images/async/{taskId}',
	kie: '/jobs/recordInfo?taskId={taskId}',
	kieRecord: 'jobs/recordInfo?taskId={taskId}',
	crazyrouter: '{origin}/aiid/kling/v1/images/kolors-virtual-try-on/{taskId}',
};
const longTaskOf = (shape: TaskShape) => {
	const path = pollPaths[shape]?.replace('{origin}', rig.gateway.origin);
	return path === undefined ? {} : { pollPath: path };
};
const small = { size: '512x512' };

describe.each(taskShapes)('a task of shape %s', (shape) => {
	it('is asked after until its pictures are there', async () => {
		rig.gateway.planTasks({ shape, durationMs });
		const result = await orderItems(rig, 2, longTaskOf(shape));
		expect(result.error).toBeUndefined();
		const items = result.items(nodeName);
		expect(items.map(({ json, pairedItem }) => [json.taskId, pairedItem])).toEqual(
			[0, 1].map((item) => [orderedFor(item), { item }]),
		);
		expect(await seen(rig, items[0])).toMatchObject({ mimeType: 'image/png', format: 'png' });
		expect(rig.gateway.ledger).toHaveLength(2);
		expect(rig.gateway.tasks.every(({ state }) => state === 'succeeded')).toBe(true);
	});

	it('that failed tells why', async () => {
		rig.gateway.planTasks({ shape, durationMs, end: 'failed', reason: 'the paint ran out' });
		const error = await failureOf(rig, longTaskOf(shape));
		expect(error.message).toContain(taskIdOf(rig));
		expect(error.message).toContain('the paint ran out');
		expect(error.taskId).toBe(taskIdOf(rig));
		expect(rig.gateway.ledger).toHaveLength(1);
	});
});

/** The task of the item's prompt, whichever order came first. */
const orderedFor = (item: number) =>
	rig.gateway.tasks.find(({ prompt }) => prompt === `p${item}`)?.id;

describe('whatever the operation', () => {
	const cases: ReadonlyArray<readonly [string, INodeParameters]> = [
		[
			'edit',
			{ operation: 'edit', model: model('nano-banana'), prompt: 'x', image: binary('data') },
		],
		[
			'combine',
			{
				operation: 'combine',
				model: model('kling-image'),
				prompt: 'x',
				subjectImages: { image: [{ image: binary('data') }, { image: binary('more') }] },
			},
		],
		[
			'expand',
			{
				operation: 'expand',
				model: model('kling-image'),
				image: binary('data'),
				expandBy: 'ratios',
				upExpansionRatio: 0.2,
			},
		],
		[
			'tryOn',
			{
				operation: 'tryOn',
				model: model('kolors-virtual-try-on-v1-5'),
				humanImage: binary('data'),
				clothImage: binary('more'),
			},
		],
		['generate', { operation: 'generate', model: model('nano-banana'), prompt: 'x', ...small }],
	];

	it.each(cases)('%s', async (_name, parameters) => {
		rig.gateway.planTasks({ shape: 'kling', durationMs });
		const data = await picture('mug', 'jpeg');
		const more = await picture('garment', 'jpeg');
		const items = [await itemWith(rig, { data, more })];
		const result = await rig.order({ ...parameters, longTask: quickly }, { items });
		expect(result.error).toBeUndefined();
		const [item] = result.items(nodeName);
		expect(item?.json).toMatchObject({ taskId: taskIdOf(rig), count: 1 });
		expect((await seen(rig, item)).format).toBe('png');
	});

	it('a form, on a gateway that takes files', async () => {
		rig.connect('openAiCompatible');
		rig.gateway.planTasks({ shape: 'prism', durationMs });
		const items = [await itemWith(rig, { data: await picture('mug') })];
		const result = await rig.order(
			{
				operation: 'edit',
				model: model('gpt-image-1'),
				prompt: 'x',
				image: binary('data'),
				longTask: quickly,
			},
			{ items },
		);
		expect(result.error).toBeUndefined();
		expect(result.items(nodeName)[0]?.json).toMatchObject({ taskId: taskIdOf(rig), width: 320 });
	});
});

describe('ids and results', () => {
	it('keeps every digit of an id that is a bare number', async () => {
		rig.gateway.planTasks({ shape: 'kling', durationMs, numericIds: true });
		const result = await orderItems(rig, 1);
		expect(result.items(nodeName)[0]?.json.taskId).toBe(taskIdOf(rig));
		expect(BigInt(taskIdOf(rig))).toBeGreaterThan(2n ** 53n);
	});

	it('gives several pictures of one task', async () => {
		rig.gateway.planTasks({ shape: 'qiniu', durationMs });
		const result = await orderItems(rig, 1, {}, { parameters: { options: { n: 3 } } });
		const taskId = taskIdOf(rig);
		expect(result.items(nodeName).map(({ json }) => [json.index, json.count, json.taskId])).toEqual(
			[
				[0, 3, taskId],
				[1, 3, taskId],
				[2, 3, taskId],
			],
		);
	});

	it('takes base64 from a task', async () => {
		rig.gateway.planTasks({ shape: 'sub2api', durationMs, retryAfterSeconds: 0 });
		const parameters = { options: { responseFormat: 'b64_json' } };
		const result = await orderItems(rig, 1, {}, { parameters });
		expect((await seen(rig, result.items(nodeName)[0])).format).toBe('png');
	});

	it('fetches results from behind the key', async () => {
		rig.gateway.planTasks({ shape: 'frostfox', durationMs });
		const result = await orderItems(rig, 1);
		const path = `/aiid/v1/tasks/${taskIdOf(rig)}/artifacts/0`;
		expect(result.items(nodeName)[0]?.json.url).toBe(rig.gateway.origin + path);
		expect(rig.gateway.requests.at(-1)).toMatchObject({ path, status: 200 });
	});
});
