import axios from 'axios';
import { optionsOf } from '../../../tools/gateway/commandLine';
import type { GatewayReport } from '../../../tools/gateway/report';
import { startGateway, type RunningGateway } from '../../../tools/gateway/startGateway';
import { referenceClient } from './referenceClient';

let gateway: RunningGateway;

beforeAll(async () => {
	gateway = await startGateway({ storedPictureBytes: 1000 });
});
afterAll(() => gateway.close());

const control = (order: object) =>
	axios.post<GatewayReport & { message?: string }>(`${gateway.origin}/_control`, order, {
		validateStatus: null,
	});
const order = () =>
	referenceClient(gateway).json('aiid', '/images/generations', {
		model: 'nano-banana',
		prompt: 'x',
	});

test('another process has orders become tasks, and sees what came of them', async () => {
	await control({ tasks: { shape: 'qiniu', durationMs: 0 } });
	const { data } = await order();
	const { task_id } = data as unknown as { task_id: string };
	await referenceClient(gateway).get('aiid', `/images/tasks/${task_id}`);
	const report = await axios.get<GatewayReport>(`${gateway.origin}/_control`);
	expect(report.data).toMatchObject({
		requests: 2,
		peakInFlight: 1,
		peakOpenTasks: 1,
		ledger: [{ taskId: task_id }],
		tasks: [{ id: task_id, shape: 'qiniu' }],
		polls: [{ taskId: task_id, status: 200 }],
	});
	expect(JSON.stringify(report.data)).not.toContain(gateway.apiKey);
});

test('another process raises a storm and ends it', async () => {
	await control({ reset: true, tasks: null, storm: { share: 1, kinds: ['html504'] } });
	expect((await order()).status).toBe(504);
	const after = await control({ storm: null, latencyMs: 1 });
	expect(after.data).toMatchObject({ requests: 1 });
	expect((await order()).status).toBe(200);
});

test('null takes back what was said, and no more than that', async () => {
	await control({ reset: true, storm: null, latencyMs: 0 });
	const usual = Object.keys((await order()).data);
	await control({ tasks: { shape: 'qiniu', durationMs: 0 } });
	await control({ answer: 'chatMarkdown' });
	expect((await order()).data).toHaveProperty('task_id');
	await control({ tasks: null });
	const { data } = await order();
	expect(data).not.toHaveProperty('task_id');
	expect(data).toHaveProperty('choices');
	await control({ answer: null });
	expect(Object.keys((await order()).data)).toEqual(usual);
});

test.each([
	[{ task: {} }, /unknown: task\. Known: reset, tasks, storm, latencyMs, answer/],
	[{ tasks: { shape: 'cling' } }, /unknown: cling/],
	[{ storm: { kinds: ['rain'] } }, /unknown: rain/],
	[{ storm: { kinds: ['html504', 'rain'] } }, /unknown: rain/],
	[{ tasks: { pollFaults: { kinds: ['snow'] } } }, /unknown: snow/],
	[{ answer: 'song' }, /unknown: song/],
])('what is misspelt is refused: %j', async (wrong, message) => {
	const { data, status } = await control(wrong);
	expect(status).toBe(400);
	expect(data.message).toMatch(message);
});

test('the command line says the same', () => {
	expect(optionsOf(['--tasks', 'always', '--task-shape', 'kie', '--storm', '0.5'])).toMatchObject({
		port: 4010,
		tasks: { when: 'always', shape: 'kie', durationMs: 5000 },
		storm: { share: 0.5 },
	});
	expect(optionsOf([])).toMatchObject({ tasks: { when: 'withCallback' } });
	expect(optionsOf(['--tasks', 'never'])).not.toHaveProperty('tasks');
	expect(() => optionsOf(['--tasks', 'now'])).toThrow(/--tasks must be one of/);
	expect(optionsOf(['--help'])).toBeUndefined();
});
