import { readErrorBody, saysFailure } from '../../nodes/ImageEdit/answer/reportedError';

const empty = { code: '', message: '', details: [], inner: { status: 0 } };

it.each<[string, object]>([
	['an error of empty fields, as Go writes its structs', { task_id: 't', error: empty }],
	['an error that is null, false or empty', { error: null, errors: [], success: true }],
	...['0', 0, '0000', 200, '200', 201, 202, 20000, '10000', 'Success', 'SUCCEED', 'ok'].map(
		(code): [string, object] => [`the code ${JSON.stringify(code)}`, { code, message: 'x' }],
	),
	['an unknown code with a word of success', { code: 42, message: 'success' }],
	['an unknown code with a word of success in Chinese', { code: 1, msg: '提交成功' }],
	['a status of MiniMax that is 0', { base_resp: { status_code: 0, status_msg: 'success' } }],
	['a status of a task', { status: 'processing' }],
])('takes for no failure: %s', (_what, body) => {
	expect(saysFailure(body)).toBe(false);
});

it.each<[object, string]>([
	[{ error: { message: 'no credit' } }, 'no credit'],
	[{ error: 'no credit' }, 'no credit'],
	[{ success: false, message: 'used up' }, 'used up'],
	[{ ok: false, description: 'bad chat' }, 'bad chat'],
	[{ status: 'error', message: 'no vision' }, 'no vision'],
	[{ status: 'FAILED', fail_reason: 'too small' }, 'too small'],
	[{ type: 'error', message: 'overloaded' }, 'overloaded'],
	[{ base_resp: { status_code: 1026, status_msg: 'sensitive' } }, 'sensitive'],
	[{ code: 1301, message: 'content safety' }, 'content safety'],
	[{ code: 1301, message: 'success' }, 'success'],
	[{ code: 7, message: 'no right' }, 'no right'],
])('takes for a failure, in its own words: %j', (body, message) => {
	expect(saysFailure(body)).toBe(true);
	expect(readErrorBody(body)?.message).toBe(message);
});
