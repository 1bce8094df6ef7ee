import { decodeTask } from '../../nodes/ImageEdit/answer/decodeTask';
import { GatewayFailure } from '../../nodes/ImageEdit/answer/failures';
import { stateOf } from '../../nodes/ImageEdit/answer/taskStatus';
import { fixture } from '../helpers/fixtures';

it.each<[string, readonly string[]]>([
	['klingTaskDone', ['https://kling.example/0.png', 'https://kling.example/1.png']],
	['klingSeriesDone', ['https://kling.example/0.png', 'https://kling.example/1.png']],
	['sub2apiTaskDone', ['https://s3.example/a.png?X-Amz-Signature=1']],
	['prismTaskDone', ['https://prism.example/a.png']],
	['frostfoxTaskDone', ['/v1/tasks/ff-1/artifacts/a1']],
	['asyncTaskDone', ['https://async.example/a.png']],
	['kieTaskDone', ['https://kie.example/a.png']],
	['zhongzhuanUrls', ['https://files.example/a.png', 'https://files.example/b.png']],
])('finds the pictures of the ended task %s', (name, urls) => {
	const asked = decodeTask(fixture(name), 't1');
	expect(asked).toMatchObject({
		state: 'good',
		answer: { pictures: urls.map((url) => ({ kind: 'url', url })) },
	});
});

it.each([
	['klingTask', 'submitted'],
	['sub2apiTask', 'processing'],
	['dataListTask', 'submitted'],
	['prismTask', 'processing'],
	['frostfoxTask', 'pending'],
	['crazyrouterTryOn', ''],
	['newApiTask', 'IN_PROGRESS'],
])('goes on waiting for %s', (name, status) => {
	expect(decodeTask(fixture(name), 't1')).toEqual({ state: 'waiting', status });
});

it.each([
	['klingTaskFailed', 'Failure to pass the risk control system'],
	['newApiTaskFailed', 'the picture is too small'],
	['sub2apiTaskFailed', 'The upstream refused the picture'],
])('gives the reason why %s did not succeed', (name, reason) => {
	const ask = () => decodeTask(fixture(name), 't1');
	expect(ask).toThrow(GatewayFailure);
	expect(ask).toThrow(reason);
	expect(ask).toThrow(
		expect.objectContaining({ facts: expect.objectContaining({ taskId: 't1' }) as object }),
	);
});

it('tells why each image of an ended task failed', () => {
	const error = { code: 'content_policy_violation', message: 'It was blocked' };
	const asked = (data: object[]) => {
		const text = JSON.stringify({ status: 'succeeded', data });
		return decodeTask({ status: 200, headers: {}, text }, 't1');
	};
	const failed = { kind: 'failed', message: 'It was blocked', code: error.code };
	expect(asked([{ error }, { error }])).toMatchObject({
		state: 'good',
		answer: { pictures: [failed, failed] },
	});
	const url = 'https://files.example/a.png';
	expect(asked([{ error }, { url }])).toMatchObject({
		state: 'good',
		answer: { pictures: [failed, { kind: 'url', url }] },
	});
});

it.each([
	['an object', { error: { message: 'No access' } }],
	['a list', [{ error: { message: 'No access' } }]],
])('tells the reason of a refusal that is %s', (_what, body) => {
	const raw = { status: 403, headers: {}, text: JSON.stringify(body) };
	expect(() => decodeTask(raw, 't1')).toThrow('No access');
});

it('does not take an ended task without an image for a good one', () => {
	const text = '{"code":0,"data":{"task_status":"succeed","task_result":{"images":[]}}}';
	expect(() => decodeTask({ status: 200, headers: {}, text }, 't1')).toThrow('without an image');
});

it.each([
	['waiting', ['', 'submitted', 'PENDING', 'queued', 'queuing', 'waiting', 'NOT_START']],
	['waiting', ['running', 'processing', 'In_Progress', 'generating']],
	['good', ['succeed', 'succeeded', 'SUCCESS', 'completed', 'complete', 'done', 'finished']],
	['bad', ['failed', 'fail', 'FAILURE', 'error', 'canceled', 'cancelled', 'expired', 'timeout']],
	[undefined, ['odd', 'succes', 'failed!']],
])('calls it %s: %j', (state, words) => {
	for (const word of words) expect({ word, state: stateOf(word) }).toEqual({ word, state });
});
