import type { AnsweredPicture } from '../../nodes/ImageEdit/answer/answeredPicture';
import { decode } from '../../nodes/ImageEdit/answer/decode';
import { fixture, pixel } from '../helpers/fixtures';

const at = (url: string): AnsweredPicture => ({ kind: 'url', url });
const held: AnsweredPicture = { kind: 'base64', base64: pixel };

const a = at('https://files.example/a.png');
const b = at('https://files.example/b.png');

it.each<[string, readonly AnsweredPicture[]]>([
	['zhongzhuanUrls', [a, b]],
	['bellaFull', [{ ...held, revisedPrompt: 'A cat on a beach' }]],
	['newApiBase64', [held]],
	['openAiUsage', [held]],
	['teeGatewayDataUri', [held, held]],
	['gptplusChat', [a, b]],
	['chatDataUri', [held]],
	['chatBareLink', [at('https://files.example/a.png?sig=a%2Fb&x=1')]],
	['crazyrouterChat', [a]],
	['chatContentArray', [a, held]],
	['chatNestedJson', [held]],
	['chintaoHybrid', [a]],
	[
		'relativeUrls',
		[
			at('/v1/images/files/x.png'),
			at('/v1/images/tasks/t1/content?index=0'),
			at('//other.example/y.png'),
		],
	],
	[
		'arkGroup',
		[
			at('https://ark.example/1.jpeg?X-Tos-Signature=a%2Fb&c=d'),
			{
				kind: 'failed',
				code: 'OutputImageSensitiveContentDetected',
				message: expect.stringContaining('sensitive information') as string,
			},
		],
	],
	['klingTaskDone', [at('https://kling.example/0.png'), at('https://kling.example/1.png')]],
	['klingSeriesDone', [at('https://kling.example/0.png'), at('https://kling.example/1.png')]],
	['prismTaskDone', [at('https://prism.example/a.png')]],
	['eventStream', [held]],
])('finds the pictures of %s', (name, pictures) => {
	const answer = decode(fixture(name));
	expect(answer.pictures).toEqual(pictures);
	expect(answer.task).toBeUndefined();
});

it.each<[string, object]>([
	['klingTask', { taskId: '835266081714884677', status: 'submitted', isKling: true }],
	['qiniuTask', { taskId: 'image-1762159125266213500-1383010001', status: '' }],
	[
		'sub2apiTask',
		{ taskId: 'imgtask_1', status: 'processing', pollUrl: '/v1/images/tasks/imgtask_1' },
	],
	['dataListTask', { taskId: 'task_01', status: 'submitted' }],
	['prismTask', { taskId: 'prism-7', status: 'processing' }],
	['frostfoxTask', { taskId: 'ff-1', status: 'pending' }],
	['asyncTask', { taskId: 'a-1', status: '' }],
	['kieTask', { taskId: 'kie-1', status: '' }],
	['crazyrouterTryOn', { taskId: '845', status: '' }],
	['newApiTask', { taskId: 'na-1', status: 'IN_PROGRESS' }],
])('takes %s for a task', (name, task) => {
	const answer = decode(fixture(name));
	expect(answer.pictures).toEqual([]);
	expect(answer.task).toEqual(task);
});

it('keeps every digit of a task id that came as a number', () => {
	const text = '{"code":0,"data":{"task_id":835266081714884677,"task_status":"submitted"}}';
	expect(decode({ status: 200, headers: {}, text }).task?.taskId).toBe('835266081714884677');
});

it('hands on what the gateway says of usage and of the request', () => {
	expect(decode(fixture('openAiUsage'))).toMatchObject({
		requestId: 'req_1',
		usage: { input_tokens: 50, output_tokens: 272, total_tokens: 322 },
	});
	expect(decode(fixture('arkGroup')).usage).toMatchObject({ generated_images: 1 });
	expect(decode(fixture('klingTask')).requestId).toBe('CjMT7WdSwWcAAAAAALvB3g');
	expect(decode(fixture('zhongzhuanUrls'))).not.toHaveProperty('usage');
	expect(decode(fixture('zhongzhuanUrls'))).not.toHaveProperty('requestId');
});

it.each([
	['x-request-id', 'a'],
	['x-oneapi-request-id', 'b'],
	['x-ds-request-id', 'c'],
	['request-id', 'd'],
])('finds the request id in %s', (name, id) => {
	const { text } = fixture('zhongzhuanUrls');
	expect(decode({ status: 200, headers: { [name]: id }, text }).requestId).toBe(id);
});

it('reads JSON whatever content type it was sent with', () => {
	const { text } = fixture('zhongzhuanUrls');
	for (const type of ['text/event-stream', 'text/html', 'application/octet-stream']) {
		const answer = decode({ status: 200, headers: { 'content-type': type }, text: ` ${text}\n` });
		expect(answer.pictures).toEqual([a, b]);
	}
});

it('finds base64 that was taken out while it arrived', () => {
	const mark = (index: number) => `\uE000${index}\uE000`;
	const body = {
		data: [
			{ b64_json: mark(0), revised_prompt: 'A cat' },
			{ url: `data:image/png;base64,${mark(1)}` },
			{ url: 'https://files.example/a.png' },
		],
	};
	expect(decode({ status: 200, headers: {}, text: JSON.stringify(body) }).pictures).toEqual([
		{ kind: 'spooled', index: 0, revisedPrompt: 'A cat' },
		{ kind: 'spooled', index: 1 },
		a,
	]);
});

it('takes no picture of an answer that reports a failure, and names its address', () => {
	const body = {
		error: { message: 'the upstream failed' },
		data: [{ url: 'https://files.example/a.png' }],
	};
	expect(() => decode({ status: 200, headers: {}, text: JSON.stringify(body) })).toThrow(
		'The gateway reported: the upstream failed (Its response names https://files.example/a.png)',
	);
});

it('names a picture once that a message names twice', () => {
	const content = '![a](https://files.example/a.png)\n[Download](https://files.example/a.png)';
	const body = { choices: [{ message: { content } }] };
	expect(decode({ status: 200, headers: {}, text: JSON.stringify(body) }).pictures).toEqual([a]);
});

it('neither a revised prompt nor a usage is longer than what n8n can keep on each of many items', () => {
	const words = 'very long '.repeat(100_000);
	const body = {
		revised_prompt: words,
		usage: { words },
		data: [{ url: 'https://a.example/b.png' }],
	};
	const answer = decode({ status: 200, headers: {}, text: JSON.stringify(body) });
	expect(answer.pictures[0]?.revisedPrompt).toHaveLength(50_000);
	expect(answer.usage).toBeUndefined();
});
