import type { AnswerCase } from './answerCase';

/** A task is waited for, whatever it is called; what is not understood is told. */
export const tasks: readonly AnswerCase[] = [
	{
		title: '202 id only',
		answer: { json: { id: 'only1' }, status: 202 },
		poll: { id: 'only1', status: 'done', data: [{ url: 'FILES/one.png' }] },
		expect: { pictures: 1, sides: '320x320' },
	},
	{
		title: '202 location',
		answer: { json: {}, status: 202, headers: { location: 'GATEWAY/v1/tasks/loc1' } },
		poll: { status: 'succeeded', data: [{ url: 'FILES/one.png' }] },
		expect: { pictures: 1, sides: '320x320' },
	},
	{
		title: 'code 1',
		answer: { json: { code: 1, description: '提交成功', result: '1712' }, status: 200 },
		poll: { id: '1712', status: 'SUCCESS', imageUrl: 'FILES/one.png' },
		expect: { pictures: 1, sides: '320x320' },
	},
	{
		title: 'code 10000',
		answer: { json: { code: 10000, data: { task_id: 'vol1' }, message: 'Success' }, status: 200 },
		poll: { code: 10000, data: { status: 'done', image_urls: ['FILES/one.png'] } },
		expect: { pictures: 1, sides: '320x320' },
	},
	{
		title: 'code 20000',
		answer: { json: { code: 20000, data: { task_id: 'vol1' }, message: '提交成功' }, status: 200 },
		poll: { code: 20000, data: { status: 'done', image_urls: ['FILES/one.png'] } },
		expect: { pictures: 1, sides: '320x320' },
	},
	{
		title: 'created',
		answer: { json: { id: 'c1', status: 'created' }, status: 200 },
		poll: { id: 'c1', status: 'completed', outputs: ['FILES/one.png'] },
		expect: { pictures: 1, sides: '320x320' },
	},
	{
		title: 'dashscope',
		answer: {
			json: { output: { task_id: 'd1', task_status: 'PENDING' }, request_id: 'r' },
			status: 200,
		},
		poll: {
			output: { task_id: 'd1', task_status: 'SUCCEEDED', results: [{ url: 'FILES/one.png' }] },
		},
		expect: { pictures: 1, sides: '320x320' },
	},
	{
		title: 'data array task',
		answer: { json: { code: 200, data: [{ status: 'submitted', task_id: 't1' }] }, status: 200 },
		poll: {
			code: 200,
			data: { id: 't1', status: 'completed', result: { images: [{ url: ['FILES/one.png'] }] } },
		},
		expect: { pictures: 1, sides: '320x320' },
	},
	{
		title: 'empty error null',
		answer: {
			json: { id: 'tnull1', object: 'image.task', status: 'queued', error: null, progress: 0 },
			status: 200,
		},
		poll: {
			id: 'tnull1',
			status: 'completed',
			error: null,
			result: { data: [{ url: 'FILES/one.png' }] },
		},
		expect: { pictures: 1, sides: '320x320' },
	},
	{
		title: 'failed poll',
		answer: { json: { task_id: 'dark1', status: 'queued' } },
		poll: { task_id: 'dark1', status: 'failed', error: { message: 'too dark' } },
		expect: { error: 'too dark' },
	},
	{
		title: 'in queue',
		answer: {
			json: {
				request_id: 'q1',
				status: 'IN_QUEUE',
				status_url: 'GATEWAY/v1/requests/q1/status',
				response_url: 'GATEWAY/v1/requests/q1',
			},
			status: 200,
		},
		poll: { status: 'COMPLETED', images: [{ url: 'FILES/one.png' }] },
		expect: { pictures: 1, sides: '320x320' },
	},
	{
		title: 'job',
		answer: { json: { job: { id: 'j1', status: 'queued' } }, status: 200 },
		poll: { job: { id: 'j1', status: 'succeeded', images: [{ url: 'FILES/one.png' }] } },
		expect: { pictures: 1, sides: '320x320' },
	},
	{
		title: 'jobId',
		answer: { json: { jobId: 'j1' }, status: 200 },
		poll: { jobId: 'j1', state: 'finished', result: { url: 'FILES/one.png' } },
		expect: { pictures: 1, sides: '320x320' },
	},
	{
		title: 'novita',
		answer: { json: { task_id: 'n1' }, status: 200 },
		poll: {
			task: { task_id: 'n1', status: 'TASK_STATUS_SUCCEED', reason: '' },
			images: [{ image_url: 'FILES/one.png' }],
		},
		expect: { pictures: 1, sides: '320x320' },
	},
	{
		title: 'numeric id',
		answer: { json: { code: 0, data: { taskId: 9007199254740993000 } }, status: 200 },
		poll: { code: 0, data: { status: 'success', url: 'FILES/one.png' } },
		expect: { pictures: 1, sides: '320x320' },
	},
	{
		title: 'pollinations',
		answer: { json: { requestId: 'p1', state: 'pending' }, status: 200 },
		poll: { state: 'done', image: 'FILES/one.png' },
		expect: { pictures: 1, sides: '320x320' },
	},
	{
		title: 'replicate',
		answer: {
			json: {
				id: 'r1',
				status: 'starting',
				input: { image: 'FILES/input.png' },
				output: null,
				error: null,
				urls: { get: 'GATEWAY/v1/predictions/r1', cancel: 'GATEWAY/v1/predictions/r1/cancel' },
			},
			status: 200,
		},
		poll: {
			id: 'r1',
			status: 'succeeded',
			input: { image: 'FILES/input.png' },
			output: 'FILES/one.png',
		},
		expect: { pictures: 1, sides: '320x320' },
	},
	{
		title: 'status num',
		answer: { json: { task_id: 'z2', status: 0 }, status: 200 },
		poll: { task_id: 'z2', status: 2, url: 'FILES/one.png' },
		expect: { pictures: 1, sides: '320x320' },
	},
	{
		title: 'status zh',
		answer: { json: { task_id: 'z1', status: '排队中' }, status: 200 },
		poll: { task_id: 'z1', status: '已完成', url: 'FILES/one.png' },
		expect: { pictures: 1, sides: '320x320' },
	},
	{
		title: 'task no words',
		answer: { json: { uuid: 'u1', status: 'waiting' }, status: 200 },
		poll: { uuid: 'u1', status: 'ok', url: 'FILES/one.png' },
		expect: { pictures: 1, sides: '320x320' },
	},
	{
		title: 'task obj',
		answer: { json: { task: { task_id: 'a1' } }, status: 200 },
		poll: {
			task: { task_id: 'a1', status: 'TASK_STATUS_SUCCEED' },
			images: [{ image_url: 'FILES/one.png' }],
		},
		expect: { pictures: 1, sides: '320x320' },
	},
	{
		title: 'unknown id told',
		answer: { json: { order_no: 'ord_77', note: 'thanks' } },
		expect: { error: 'ord_77' },
	},
	{
		title: 'unknown location told',
		answer: { json: { result: 'accepted', job_number: 'jn-5' } },
		expect: { error: 'jn-5' },
	},
];
