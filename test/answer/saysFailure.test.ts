import { readErrorBody, saysFailure } from '../../nodes/ImageEdit/answer/reportedError';

const empty = { code: '', message: '', details: [], inner: { status: 0 } };

it.each<[string, object]>([
	['an error of empty fields, as Go writes its structs', { task_id: 't', error: empty }],
	['an error that tells nothing but a flag', { error: { message: '', isRetryable: true } }],
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
	[{ error: true, message: 'no credit' }, 'no credit'],
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

/** Names of a message beside each other, the one that counts first. */
const names: ReadonlyArray<readonly [string, object]> = [
	['metadata', { metadata: { raw: 'metadata' }, message: 'message' }],
	['message', { message: 'message' }],
	['Message', { Message: 'Message' }],
	['msg', { msg: 'msg' }],
	['err', { err: 'err' }],
	['errmsg', { errmsg: 'errmsg' }],
	['ret_msg', { ret_msg: 'ret_msg' }],
	['error_msg', { error_msg: 'error_msg' }],
	['error_message', { error_message: 'error_message' }],
	['errorMessage', { errorMessage: 'errorMessage' }],
	['ErrMsg', { ErrMsg: 'ErrMsg' }],
	['header', { header: { message: 'header' } }],
	['base_resp', { base_resp: { status_msg: 'base_resp' } }],
	['detail', { detail: 'detail' }],
	['error', { error: 'error' }],
	['description', { description: 'description' }],
	['reason', { reason: 'reason' }],
	['fail_reason', { fail_reason: 'fail_reason' }],
];

it.each(names.map(([name, body], at) => ({ name, body, at })))(
	'the message of a body may be its $name, and goes before what is less sure',
	({ at, body, name }) => {
		const words = name === 'metadata' ? 'message: metadata' : name;
		expect(readErrorBody(body)?.message).toBe(words);
		const all = Object.assign(
			{},
			...names
				.slice(at)
				.map(([, one]) => one)
				.reverse(),
		) as object;
		expect(readErrorBody(all)?.message).toBe(words);
	},
);

it.each(['message', 'Message', 'detail', 'description', 'reason', 'fail_reason'])(
	'the message of an error object may be its %s',
	(name) => {
		expect(readErrorBody({ error: { [name]: 'words' } })).toMatchObject({
			message: 'words',
			isOwnShape: true,
		});
	},
);

const emptyError = { code: '', message: '' };

it.each<[string, object]>([
	['error', { error: { message: 'words' }, errors: [{ message: 'others' }] }],
	['error of a response', { response: { error: { message: 'words' } }, errors: [{ code: 1 }] }],
	['Error of a Response', { Response: { Error: { Message: 'words' } }, errors: [{ code: 1 }] }],
	['first of the errors', { errors: [{ message: 'words' }, { message: 'others' }] }],
	[
		'error of a response, the error being void',
		{ error: emptyError, response: { error: { message: 'words' } } },
	],
	[
		'Error of a Response, the others being void',
		{ error: null, response: { error: emptyError }, Response: { Error: { Message: 'words' } } },
	],
	[
		'first of the errors, the others being void',
		{
			error: false,
			response: { error: null },
			Response: { Error: {} },
			errors: [{ message: 'words' }],
		},
	],
])('what is reported is the %s', (_what, body) => {
	expect(readErrorBody(body)).toMatchObject({ message: 'words', isOwnShape: true });
});

const codes: ReadonlyArray<object> = [
	{ error: { code: 'inner', Code: 'Inner' } },
	{ error: { Code: 'Inner' } },
	{ code: 'outer' },
	{ errcode: 'errcode' },
	{ base_resp: { status_code: 'base_resp' } },
];

it.each(['inner', 'Inner', 'outer', 'errcode', 'base_resp'].map((code, at) => ({ code, at })))(
	'the code may be $code, before those that are less sure',
	({ at, code }) => {
		expect(readErrorBody(codes[at])?.code).toBe(code);
		const all = Object.assign({}, ...codes.slice(at).reverse()) as object;
		expect(readErrorBody(all)?.code).toBe(code);
	},
);

it.each<[object, string]>([
	[{ type: 'bad_request' }, 'bad_request'],
	[{ status: 'INVALID_ARGUMENT' }, 'INVALID_ARGUMENT'],
	[{ type: 'bad_request', status: 'INVALID_ARGUMENT' }, 'bad_request'],
	[{ type: 'about:blank', status: 'INVALID_ARGUMENT' }, 'INVALID_ARGUMENT'],
	[{ type: 'https://errors.example/x', status: 400 }, ''],
	[{ type: '400 bad' }, ''],
	[{ type: 'Too Many Requests' }, 'Too Many Requests'],
	[{ type: 'E17.x-y' }, 'E17.x-y'],
])('the type of %j is %j', (more, type) => {
	expect(readErrorBody({ error: { message: 'no', ...more } })?.type).toBe(type);
});

it.each<[unknown, string]>([
	[['a', 'b', 'c', 'd', 'e'], 'a; b; c; d; e'],
	[['a', 'b', 'c', 'd', 'e', 'f'], 'a; b; c; d; e'],
	[[{ loc: ['body', 0], msg: 'a' }, { msg: 'b' }], 'body.0: a; b'],
	[[{ message: 'a' }, { error: 'b' }, { loc: ['body'] }, { loc: 'body', msg: 'd' }], 'a; b; d'],
	[[{ msg: 'a', message: 'b', error: 'c' }], 'a'],
	[[{ message: 'b', error: 'c' }], 'b'],
	[{ msg: 'a' }, 'a'],
	[[1, 'a'], '1; a'],
])('the detail %j reads %j', (detail, message) => {
	expect(readErrorBody({ detail })?.message).toBe(message);
	expect(readErrorBody({ title: 'Out of order', detail })?.message).toBe(
		`Out of order. ${message}`,
	);
});

it('a title alone is the message', () => {
	expect(readErrorBody({ title: 'Out of order' })?.message).toBe('Out of order');
});

it.each([null, 'x', 7, [], ['x'], {}, { code: '' }, { message: '' }, { error: emptyError }])(
	'%j reports no error',
	(body) => {
		expect(readErrorBody(body)).toBeUndefined();
	},
);

describe('words beside a code that is not known', () => {
	const long = (length: number) => `${'a'.repeat(length - 1)} success`;
	it.each([
		'ok',
		'OK.',
		'succeed',
		'Succeeded!',
		'success',
		'Success ',
		'successful',
		'Successfully.',
		'Task created successfully',
		long(40),
		'成功',
		'提交成功。',
		`${'好'.repeat(20)}成功！`,
	])('say that all is well: %j', (message) => {
		expect(saysFailure({ code: 42, message })).toBe(false);
	});

	it.each([
		'oks',
		'oh ok',
		'succeeds',
		'successor',
		'success rate too low',
		'unsuccessful',
		'Bad: success',
		'not successful',
		'There is no success',
		'un success',
		'fail before success',
		'Failed without a try at success',
		'failure of success',
		'without success',
		long(41),
		'不成功',
		'未成功',
		'失败后成功',
		'没有成功',
		'成功率太低',
		`${'好'.repeat(21)}成功`,
		'',
	])('say that it failed: %j', (message) => {
		expect(saysFailure({ code: 42, message })).toBe(true);
	});

	it.each(['message', 'msg', 'description'])('may stand in %s', (name) => {
		expect(saysFailure({ code: 42, [name]: 'success' })).toBe(false);
		expect(saysFailure({ code: 42, [name]: 'no' })).toBe(true);
	});

	it('are asked for: a code alone is one of failure', () => {
		expect(saysFailure({ code: 42 })).toBe(true);
	});
});

it.each<[boolean, readonly object[]]>([
	[
		true,
		[
			...['error', 'failed', 'Failure', 'FAIL'].map((status) => ({ status })),
			{ errcode: 40001 },
			{ error: [{ message: 'x' }] },
			{ error: [0, 'x'] },
			{ error: { inner: { code: 7 } } },
			{ Response: { Error: { Code: 'x' } } },
			{ base_resp: { status_code: 7 } },
			...['300', '2000', '100001', 'oks', 'successes', 'no success', '0x'].map((code) => ({
				code,
			})),
		],
	],
	[
		false,
		[
			...['failed_over', 'no error', 'completed'].map((status) => ({ status })),
			...[0, '0', '', null, false, undefined, [], {}, [null, 0], { code: 0, inner: [] }].flatMap(
				(one) => [{ error: one }, { errcode: one }],
			),
			{ Response: { Error: null, data: 1 } },
			{ Response: {} },
			{ Response: 'x' },
			{ base_resp: 'x' },
			{ base_resp: {} },
			{ type: 'errors' },
			{ success: 'false' },
			{ ok: 0 },
			...['', '000', '20000', '0200', '00010000', 'OK', 'succeed', 'Succeeded'].map((code) => ({
				code,
				message: 'x',
			})),
		],
	],
])('that a body fails is %s of %j', (fails, bodies) => {
	expect(bodies.filter((body) => saysFailure(body) !== fails)).toEqual([]);
});

it.each([undefined, null, 'error', 7, [{ error: 'x' }]])('%j says nothing of a failure', (body) => {
	expect(saysFailure(body)).toBe(false);
});

it('an error object leaves its message and its code to what stands around it', () => {
	const around = { message: 'words', code: 'outer' };
	expect(readErrorBody({ error: { type: 'odd' }, ...around })).toEqual({
		...around,
		type: 'odd',
		isOwnShape: true,
	});
	expect(readErrorBody({ error: { code: 'x' }, message: 'words' })?.message).toBe('words');
	expect(readErrorBody({ error: { message: 'x' }, code: 'outer' })?.code).toBe('outer');
});
