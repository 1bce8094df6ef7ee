import { decode } from '../../nodes/ImageEdit/answer/decode';

const says = (body: unknown) =>
	decode({
		status: 200,
		headers: {},
		text: typeof body === 'string' ? body : JSON.stringify(body),
	});
describe('a task is recognised however it is told', () => {
	it.each<[object, object]>([
		[{ code: 200, data: { id: 't', status: 'processing' } }, { status: 'processing' }],
		[{ output: { task_id: 't', task_status: 'PENDING' }, request_id: 'r' }, { status: 'PENDING' }],
		[{ id: 't', polling_url: 'https://g.example/p?id=t' }, { pollUrl: 'https://g.example/p?id=t' }],
		[{ data: [{ task_id: 't', poll_url: '/p/t' }] }, { pollUrl: '/p/t' }],
		[{ id: 't', status: 'starting', urls: { get: '/p/t' } }, { pollUrl: '/p/t' }],
		[
			{ status: 'IN_QUEUE', request_id: 't', status_url: '/s/t', response_url: '/r/t' },
			{ pollUrl: '/s/t' },
		],
		[{ id: 't', status: 'created' }, {}],
		[{ id: 't', status: 'in_queue' }, {}],
		[{ code: 20000, message: 'Success', data: { taskId: 't' } }, {}],
		[{ code: '0000', data: { task_id: 't' } }, {}],
		[{ code: 1, msg: '提交成功', data: { task_id: 't' } }, {}],
		[{ id: 't', task_id: 't', status: 'queued', error: { code: '', message: '' } }, {}],
		[{ jobId: 't', state: 'Queued' }, { status: 'Queued' }],
		[{ task: { id: 't', status: 'IN-PROGRESS' } }, { status: 'IN-PROGRESS' }],
	])('%j', (body, task) => {
		expect(says(body)).toMatchObject({ pictures: [], task: { taskId: 't', ...task } });
	});

	it('of what is not understood, its ID is told', () => {
		const body = { code: 0, data: { jobNumber: 'x-7' } };
		expect(() => says(body)).toThrow(
			expect.objectContaining({
				message: expect.stringContaining('It named the ID x-7.') as string,
				facts: expect.objectContaining({ taskId: 'x-7' }) as object,
			}) as Error,
		);
	});

	it('and so is that of a failure', () => {
		expect(() => says({ code: 500, message: 'busy', task_id: 't' })).toThrow(
			expect.objectContaining({
				facts: expect.objectContaining({ taskId: 't' }) as object,
			}) as Error,
		);
	});

	it.each([
		['\ud800', 'characters that cannot be sent'],
		['..', 'another path'],
		['x'.repeat(201), '201 characters'],
	])('an ID that cannot be asked after is told: %j', (task_id, why) => {
		expect(() => says({ task_id, status: 'queued' })).toThrow(why);
	});
});
