import type { Answer } from '../../nodes/ImageEdit/answer/decode';
import { decode } from '../../nodes/ImageEdit/answer/decode';
import { GatewayFailure } from '../../nodes/ImageEdit/answer/failures';

const url = 'https://files.example/a.png';
const image = { data: [{ url }] };
const request = {
	...{ url: 'https://gateway.example/v1/images/edits', path: '/images/edits', seconds: 1 },
	...{ isRefusedTunnel: false, isWhole: true },
};
const withId = { 'x-request-id': 'r' };

/** The answer, or the failure. */
function read(body: object | string, more: object = {}): Answer & GatewayFailure {
	const text = typeof body === 'string' ? body : JSON.stringify(body);
	try {
		return decode({ status: 200, headers: {}, text, ...more }) as Answer & GatewayFailure;
	} catch (error) {
		return error as Answer & GatewayFailure;
	}
}

const events = (...all: readonly object[]) =>
	all.map((one) => `data: ${JSON.stringify(one)}\n\n`).join('');

it.each([
	[199, false],
	[200, true],
	[299, true],
	[300, false],
])('an image under %d is one: %s', (status, isOne) => {
	expect(read(image, { status }) instanceof GatewayFailure).toBe(!isOne);
});

it('a refusal in a list is told', () => {
	const refusal = read([{ error: { message: 'The size is odd' } }], { status: 400 });
	expect(refusal.message).toBe('The gateway responded with 400: The size is odd');
});

describe('a task', () => {
	it('whose ID cannot be sent is kept by its address', () => {
		const { task } = read({ task_id: '..', poll_url: '/v1/ask' });
		expect(task).toMatchObject({ taskId: '..', pollUrl: '/v1/ask' });
	});

	it('that cannot be asked after fails with what is known of the response', () => {
		const failure = read({ task_id: '..' }, { status: 201, headers: withId });
		expect(failure.message).toContain('would lead to another path: ..');
		expect([failure.facts, failure.headers]).toEqual([
			{ kind: 'task', status: 201, requestId: 'r' },
			withId,
		]);
	});

	it.each<[number, object | string, string | undefined]>([
		[202, '', 't1'],
		[200, '', undefined],
		[201, '', undefined],
		[202, { id: 'a7' }, 'a7'],
	])('comes with %d and the body %j: %s', (status, body, taskId) => {
		const headers = { location: '/v1/tasks/t1' };
		expect(read(body, { status, headers }).task?.taskId).toBe(taskId);
	});

	it('of a status alone needs no location when it was accepted', () => {
		expect(read({ id: 'a7' }, { status: 202 }).task?.taskId).toBe('a7');
		expect(read({ id: 'a7' }, { status: 201 }).task).toBeUndefined();
	});

	it('of a stream is the last that is told', () => {
		const text = events({ task_id: 't1', n: 1 }, { task_id: 't2', n: 2 });
		expect(read(text).task?.taskId).toBe('t2');
	});

	it('is none where a status stands beside an image without an ID', () => {
		const { pictures, task } = read({ status: 'processing', ...image });
		expect([pictures, task]).toEqual([[{ kind: 'url', url }], undefined]);
	});
});

describe('an answer without an image', () => {
	it('has the reasons where each of them failed', () => {
		const { pictures } = read({ data: [{ error: { code: 'x', message: 'dark' } }] });
		expect(pictures).toEqual([{ kind: 'failed', code: 'x', message: 'dark' }]);
	});

	it.each([
		[true, 'answer'],
		[false, 'early'],
	])('to a request that was sent whole (%s) is of kind %s', (isWhole, kind) => {
		const failure = read('', { request: { ...request, isWhole }, status: 201, headers: withId });
		expect(failure.message).toBe('The gateway sent an empty response.');
		expect([failure.facts, failure.headers]).toEqual([{ kind, status: 201, requestId: 'r' }, {}]);
	});

	it('names the ID in it, and the key in its words to nobody', () => {
		const failure = read({ order_no: 'n-7', text: 'Use Bearer abcdefgh12345678' });
		expect(failure.facts).toEqual({ kind: 'answer', status: 200, taskId: 'n-7' });
		expect(failure.message).toMatch(/Use \[key\] It named the ID n-7\.$/);
	});

	it('but a preview says so', () => {
		const preview = { type: 'image_generation.partial_image', b64_json: 'QUJD' };
		expect(read(events(preview)).message).toMatch(/^The gateway sent only a preview\./);
	});

	it('that was cut keeps its headers, which may ask for a wait', () => {
		const cut = read('{"a":', { headers: withId });
		expect([cut.message, cut.headers]).toEqual([
			'The response of the gateway was cut off before its end.',
			withId,
		]);
	});

	it.each([
		['<html>Log in</html>', 'The gateway responded with a web page instead of an image.'],
		[' \n', 'The gateway sent an empty response.'],
	])('%j is told as what it is', (text, message) => {
		expect(read(text).message).toBe(message);
	});
});

describe('a failure beside what may have been paid', () => {
	const failed = { error: { message: 'no' } };
	it('names its addresses, up to ten, and keeps its headers', () => {
		const urls = Array.from({ length: 11 }, (_none, at) => `https://files.example/${at}.png`);
		const body = { ...failed, data: urls.map((one) => ({ url: one })) };
		const failure = read(body, { headers: { ...withId, 'retry-after': '7' } });
		expect(failure.message).toContain(`(Its response names ${urls.slice(0, 10).join(' ')})`);
		expect(failure.headers).toMatchObject({ 'retry-after': '7' });
	});

	it('keeps the wait that it asks for', () => {
		expect(read({ error: { message: 'Please try again in 7s' } }).bodyWait).toBe(7_000);
	});

	it.each([
		['t1', { taskId: 't1' }],
		['..', {}],
	])('names its task %j, if it can be asked after', (task_id, named) => {
		const { facts } = read({ ...failed, task_id, task_status: 'submitted' });
		expect(facts).toMatchObject({ kind: 'answer', status: 200 });
		expect('taskId' in facts ? { taskId: facts.taskId } : {}).toEqual(named);
	});
});

describe('what an answer tells beside its images', () => {
	const many = (count: number) => ({
		data: Array.from({ length: count }, (_none, at) => ({ url: `${url}?${at}` })),
	});

	it.each([
		[100, undefined],
		[101, 'The response has more than 100 images. The first 100 were kept.'],
	])('of %d images is, of what is left out: %s', (count, broken) => {
		const answer = read(many(count));
		expect([answer.pictures.length, answer.broken]).toEqual([100, broken]);
	});

	it('is every reason why there may be less', () => {
		const text = events(many(101), { error: { message: 'dark' } });
		const { broken } = read(`${text}data: {"a":`);
		expect(broken).toMatch(/^The response .+ cut off .+ dark .*The response has more than 100/);
	});

	it.each<[string, object | string, object | undefined]>([
		['the body', { ...image, usage: { n: 1 } }, { n: 1 }],
		['the body, as Gemini tells it', { ...image, usageMetadata: { n: 2 } }, { n: 2 }],
		['what is in it', { ...image, response: { usage: { n: 3 } } }, { n: 3 }],
		['the last of a stream', events({ ...image, usage: { n: 4 } }, { usage: { n: 5 } }), { n: 5 }],
		[
			'an image of a stream',
			events({ type: 'image_generation.completed', url, usage: { n: 6 } }, { type: 'end' }),
			{ n: 6 },
		],
		['nothing', image, undefined],
	])('is the usage of %s', (_what, body, usage) => {
		expect(read(body).usage).toEqual(usage);
	});

	it.each([
		[50_000, true],
		[50_001, false],
	])('is a usage of %d characters: %s', (size, isTold) => {
		const usage = { a: 'x'.repeat(size - '{"a":""}'.length) };
		expect(read({ ...image, usage }).usage !== undefined).toBe(isTold);
	});

	it('is an ID of at most 200 characters, and words of at most 2,000', () => {
		expect(read(image, { headers: { 'x-request-id': 'ab '.repeat(100) } }).requestId).toHaveLength(
			200,
		);
		const content = `![](${url}) ${'word '.repeat(1_000)}`;
		expect(read({ choices: [{ message: { content } }] }).words).toHaveLength(2_000);
		expect(read(image)).not.toHaveProperty('words');
	});
});
