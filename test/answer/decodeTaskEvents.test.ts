import { decodeTask } from '../../nodes/ImageEdit/answer/decodeTask';

const picture = { data: [{ url: 'https://files.example/a.png' }] };

/** A question's answer: one body, or several events. */
function asked(body: unknown, more: { status?: number; headers?: object } = {}) {
	const text = Array.isArray(body)
		? body.map((one) => `data: ${JSON.stringify(one)}\n\n`).join('')
		: typeof body === 'string'
			? body
			: JSON.stringify(body);
	return decodeTask({ status: 200, headers: {}, ...more, text } as never, 't1');
}

/** What is thrown. */
function failure(body: unknown, more: { status?: number; headers?: object } = {}) {
	let found: unknown;
	try {
		asked(body, more);
	} catch (error) {
		found = error;
	}
	return found as Error & { facts: Record<string, unknown> };
}

describe('of several events in one answer', () => {
	it('the last that names a status tells the state', () => {
		const [waiting, done] = [{ status: 'running' }, { status: 'succeeded', ...picture }];
		expect(asked([waiting, done])).toMatchObject({ state: 'good' });
		expect(asked([done, waiting])).toEqual({ state: 'waiting', status: 'running' });
		expect(asked([{ status: 'queued' }, waiting, { progress: 7 }])).toEqual({
			state: 'waiting',
			status: 'running',
		});
		expect(asked([done, { progress: 100 }])).toMatchObject({ state: 'good' });
	});

	it('a failure in any ends the task, whatever the last says', () => {
		const said = failure([{ error: { message: 'it broke' } }, { status: 'running' }]);
		expect(said.message).toBe('The task ended as "running": it broke');
		expect(failure([{ status: 'running' }, { error: { message: 'it broke' } }]).message).toBe(
			'The task ended as "running": it broke',
		);
	});

	it('the first reason counts', () => {
		const events = [
			{ status: 'running' },
			{ status: 'failed', fail_reason: 'the first' },
			{ status: 'failed', fail_reason: 'the second' },
		];
		expect(failure(events).message).toBe('The task ended as "failed": the first');
	});

	it('without a status or an image there is nothing yet', () => {
		expect(asked([{ progress: 1 }, { progress: 2 }])).toEqual({ state: 'waiting', status: '' });
	});
});

describe('the ID of the request', () => {
	const failed = { status: 'failed' };

	it('is told of a failure where the answer names one, by a header or the first body', () => {
		const headers = { 'x-request-id': 'req-7' };
		expect(failure(failed, { headers }).facts).toEqual({
			kind: 'task',
			taskId: 't1',
			requestId: 'req-7',
		});
		expect(failure({ ...failed, request_id: 'req-8' }).facts).toEqual({
			kind: 'task',
			taskId: 't1',
			requestId: 'req-8',
		});
		expect(
			failure([
				{ status: 'running', request_id: 'req-1' },
				{ ...failed, request_id: 'req-2' },
			]).facts,
		).toMatchObject({ requestId: 'req-1' });
		expect(failure(failed).facts).toEqual({ kind: 'task', taskId: 't1' });
	});

	it('is told of what came of the task', () => {
		const headers = { 'x-request-id': 'req-7' };
		const good = asked({ status: 'succeeded', ...picture }, { headers });
		expect(good).toMatchObject({ answer: { requestId: 'req-7' } });
		const odd = { status: 'succeeded', result: { where: 'https://files.example/b.png' } };
		expect(asked(odd, { headers })).toMatchObject({
			state: 'good',
			answer: {
				requestId: 'req-7',
				pictures: [{ kind: 'url', url: 'https://files.example/b.png' }],
			},
		});
	});

	it('and both are told of a task that ended without an image, or by a status of HTTP', () => {
		const headers = { 'x-request-id': 'req-7' };
		const facts = { taskId: 't1', requestId: 'req-7' };
		const empty = failure({ status: 'succeeded' }, { headers });
		expect(empty.message).toBe('The task ended as "succeeded", but without an image.');
		expect(empty).toMatchObject({ facts: { kind: 'task', ...facts } });
		expect(failure({}, { headers, status: 500 }).facts).toMatchObject(facts);
	});
});

describe('a status of HTTP', () => {
	it.each([199, 300, 404, 500])('%d is no answer of the task', (status) => {
		expect(failure({ status: 'succeeded', ...picture }, { status })).toBeInstanceOf(Error);
	});

	it.each([200, 201, 299])('%d is one', (status) => {
		expect(asked({ status: 'succeeded', ...picture }, { status })).toMatchObject({
			state: 'good',
		});
	});

	it('is told with the words of its body: of the first object, or of a list', () => {
		const said = (body: unknown) => failure(body, { status: 400 }).message;
		expect(said({ error: { message: 'no such size' } })).toContain('no such size');
		expect(said('[{"error":{"message":"no such size"}}]')).toContain('no such size');
		expect(said([{ error: { message: 'first' } }, { error: { message: 'second' } }])).toContain(
			'first',
		);
		expect(said('nothing to read here')).toContain('nothing to read here');
	});

	it('counts of an answer that was cut as well, of which one with 200 is asked for again', () => {
		const cut = '{"status":"succeeded","data":[{"url":"https://files.exa';
		expect(asked(cut)).toEqual({ state: 'waiting', status: '' });
		expect(failure(cut, { status: 404 })).toBeInstanceOf(Error);
	});
});

describe('what the status means', () => {
	it('an image beside one that is not finished is none of the task', () => {
		expect(asked({ status: 'running', ...picture })).toEqual({
			state: 'waiting',
			status: 'running',
		});
	});

	it('an image without a status, or beside a word that nobody knows, is what came of it', () => {
		expect(asked(picture)).toMatchObject({ state: 'good' });
		expect(asked({ status: 'odd', ...picture })).toMatchObject({ state: 'good' });
		expect(asked({ status: 'odd' })).toEqual({ state: 'waiting', status: 'odd' });
	});

	it('of one that ended well, the address of its result is asked, the inner one first', () => {
		const [inner, outer] = ['https://q.example/r/1', 'https://q.example/r/2'];
		const done = { status: 'COMPLETED', response_url: outer };
		expect(asked(done)).toEqual({ state: 'elsewhere', address: outer });
		expect(asked({ ...done, data: { response_url: inner } })).toEqual({
			state: 'elsewhere',
			address: inner,
		});
		expect(asked({ ...done, ...picture })).toMatchObject({ state: 'good' });
		expect(asked({ ...done, status: 'odd' })).toEqual({ state: 'waiting', status: 'odd' });
		expect(asked({ ...done, preview: 'https://files.example/p.png' })).toEqual({
			state: 'elsewhere',
			address: outer,
		});
	});
});

describe('the reason of a failure', () => {
	it.each([
		'task_status_msg',
		'fail_reason',
		'failReason',
		'failMsg',
		'status_message',
		'errorMessage',
	])('may stand under %s', (name) => {
		const { message } = failure({ status: 'failed', [name]: 'too dark' });
		expect(message).toBe('The task ended as "failed": too dark');
	});

	it('is the inner one, and each name goes before the next', () => {
		expect(
			failure({ fail_reason: 'outer', data: { status: 'failed', errorMessage: 'inner' } }).message,
		).toContain('inner');
		const names = Object.entries({
			...{ task_status_msg: 'a', fail_reason: 'b', failReason: 'c', failMsg: 'd' },
			...{ status_message: 'e', errorMessage: 'f', message: 'g' },
		});
		const said = names.map((_name, from) => {
			const reasons = Object.fromEntries(names.slice(from).reverse());
			return failure({ status: 'failed', ...reasons }).message.at(-1);
		});
		expect(said.join('')).toBe('abcdefg');
	});

	it('is told to be missing where there is none', () => {
		expect(failure({ status: 'failed' }).message).toBe(
			'The task ended as "failed": no explanation was given',
		);
		expect(failure({ success: false }).message).toBe(
			'The task ended as "failed": no explanation was given',
		);
		expect(failure({ status: 'FAILURE' }).facts).toMatchObject({ kind: 'task' });
	});

	it.each(['ok', 'OK', 'succeed', 'Succeeded', 'success', 'successful', 'successfully'])(
		'is no word of the question itself: %s',
		(word) => {
			const body = { code: 0, message: word, data: { status: 'failed' } };
			expect(failure(body).message).toMatch(/: no explanation was given$/);
			expect(failure({ ...body, data: { status: 'failed', failMsg: word } }).message).toMatch(
				/: no explanation was given$/,
			);
		},
	);

	it.each(['ok, but dark', 'not ok', 'no success', 'successor', 'succeedx'])(
		'may hold such a word: %s',
		(word) => {
			expect(failure({ status: 'failed', failMsg: word }).message).toContain(`: ${word}`);
		},
	);
});
