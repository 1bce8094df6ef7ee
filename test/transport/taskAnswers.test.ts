import type { FailureKind } from '../../nodes/ImageEdit/answer/failures';
import { GatewayFailure } from '../../nodes/ImageEdit/answer/failures';
import type { AnsweredTask } from '../../nodes/ImageEdit/answer/answeredTask';
import { askOnce, awaitTask, pollAddresses } from '../../nodes/ImageEdit/transport/awaitTask';
import type { Reply } from '../helpers/fakeWeb';
import { drawPicture } from '../helpers/pictures';
import {
	base,
	done,
	first,
	good,
	means,
	second,
	waiting,
	waitingFor,
} from '../helpers/waitingTask';

const messageOf = (outcome: unknown) => (outcome as Error).message;

it.each([
	[0, []],
	[1, [1]],
	[5_000, [5_000]],
	[5_001, [5_000, 1]],
	[11_000, [5_000, 6_000]],
	[11_001, [5_000, 6_000, 1]],
])(
	'waits for a task for %d ms and no longer, and asks once more at the end',
	async (maxWait, sleeps) => {
		const late = await waitingFor({ [first]: [waiting] }, { maxWait });
		expect(late.sleeps).toEqual(sleeps);
		expect(late.asked).toHaveLength(sleeps.length + 1);
		expect(messageOf(late.outcome)).toContain(
			`is still "processing" after ${Math.round(maxWait / 1_000)} s`,
		);
		const replies = [...sleeps.map(() => waiting), done];
		expect((await waitingFor({ [first]: replies }, { maxWait })).outcome).toMatchObject(good);
	},
);

it('asks less and less often, up to five times the first interval apart', async () => {
	const { sleeps } = await waitingFor({ [first]: [...Array<Reply>(12).fill(waiting), done] });
	expect(sleeps.slice(0, 3)).toEqual([5_000, 6_000, 7_200]);
	expect(sleeps[8]).toBeLessThan(25_000);
	expect(sleeps.slice(9)).toEqual([25_000, 25_000, 25_000]);
});

it.each([
	['0', 5_000],
	['4', 5_000],
	['6', 6_000],
	['60', 60_000],
	['61', 60_000],
])('asked to come back after %s s it comes after %d ms', async (after, wait) => {
	for (const reply of [waiting, { status: 503 }, { status: 429 }]) {
		const slow = { ...reply, headers: { 'retry-after': after } };
		expect((await waitingFor({ [first]: [slow, done] })).sleeps).toEqual([wait]);
	}
});

it.each<[string, readonly Reply[], string]>([
	['the last one told', [waiting, { status: 503 }], 'processing'],
	['that of the order where none was told', [{ status: 503 }], 'submitted'],
])('a wait that is over tells the status: %s', async (_what, replies, status) => {
	const { outcome } = await waitingFor({ [first]: replies }, { maxWait: 20_000 });
	expect(messageOf(outcome)).toContain(`is still "${status}" after 20 s`);
});

it('a task without a word for its status is still "waiting"', async () => {
	const { outcome } = await waitingFor(
		{ [first]: [{ status: 503 }] },
		{ maxWait: 1 },
		{ status: '' },
	);
	expect(messageOf(outcome)).toContain('is still "waiting"');
});

it.each<[string | undefined, string, boolean]>([
	['https://gateway.example/ask/t1', 't1', true],
	['HTTP://gateway.example/ask/t1', 't1', true],
	['/ask/t1', 't1', false],
	['/ask/t1?next=https://a.example', 't1', false],
	[undefined, 't1', false],
	['https://gateway.example/ask/t1', 'https://gateway.example/ask/t1', false],
])('a failure names the address %s of the task %s: %s', async (pollUrl, taskId, isNamed) => {
	const more = { taskId, ...(pollUrl === undefined ? {} : { pollUrl }) };
	const refusal = { status: 401, body: { error: { message: 'no' } } };
	const at = new URL(pollUrl ?? first, base).href;
	const { outcome } = await waitingFor({ [at]: [refusal] }, {}, more);
	expect(outcome).toMatchObject({ facts: { kind: 'auth', taskId, retryable: false } });
	expect(messageOf(outcome).includes('It can be asked after at')).toBe(isNamed);
});

it('a failure keeps its cause and its headers, and shows no query, beside the address to ask at', async () => {
	const pollUrl = `${base}/ask/t1?token=abc`;
	const headers = { 'x-request-id': 'r' };
	const cause = new Error('deep');
	const refused = new GatewayFailure('no', { kind: 'refused' }, headers, { cause });
	const { outcome } = await waitingFor({ [pollUrl]: [refused] }, {}, { pollUrl });
	expect(outcome).toMatchObject({
		...{ headers, cause },
		facts: { request: `GET ${base}/ask/t1` },
		message: `Task t1: no It can be asked after at ${pollUrl}.`,
	});
	const told = 'HTTPS://gateway.example/ask/Bearer sk-12345678';
	const hidden = await waitingFor({}, {}, { pollUrl: told });
	expect(messageOf(hidden.outcome)).not.toContain('12345678');
});

it('a fault that is none of a gateway is thrown as it is', async () => {
	const pollUrl = `${base}/ask/t1`;
	const { clock, deps } = means({ [pollUrl]: [{ body: await drawPicture() }] });
	const odd = new TypeError('odd');
	const store = async () => {
		throw odd;
	};
	const work = awaitTask({ ...deps, store }, { taskId: 't1', status: '', pollUrl });
	await expect(clock.run(work)).rejects.toBe(odd);
});

it.each([
	[1_024 * 1_024, true],
	[1_024 * 1_024 + 1, false],
])('reads an answer of %d bytes: %s', async (size, isRead) => {
	const text = JSON.stringify(done.body);
	const body = text.padEnd(size);
	const { outcome } = await waitingFor({ [first]: [{ body }] });
	if (isRead) expect(outcome).toMatchObject(good);
	else expect(outcome).toMatchObject({ facts: { kind: 'endless', status: 200, taskId: 't1' } });
});

it('comes back at the time of day that the gateway names', async () => {
	const at = new Date(Date.UTC(2026, 0, 1) + 30_000).toUTCString();
	const slow = { ...waiting, headers: { 'retry-after': at } };
	expect((await waitingFor({ [first]: [slow, done] })).sleeps).toEqual([30_000]);
});

it('asks once, and tells whether it waits, is done, or failed', async () => {
	const task = { taskId: 't1', status: '' };
	const slow = { ...waiting, headers: { 'retry-after': '7' } };
	const wait = means({ [first]: [slow] });
	expect(await askOnce(wait.deps, task)).toEqual({
		state: 'waiting',
		status: 'processing',
		wait: 7_000,
	});
	expect(wait.web.asked).toHaveLength(1);
	const end = means({ [first]: [done] });
	expect(await askOnce(end.deps, task)).toMatchObject({ state: 'good', placed: good });
	const no = means({ [first]: [{ body: { status: 'failed' } }] });
	await expect(askOnce(no.deps, task)).rejects.toMatchObject({ facts: { taskId: 't1' } });
	const gone = means({ [first]: [new GatewayFailure('no', { kind: 'refused' })] });
	await expect(askOnce(gone.deps, task)).rejects.toMatchObject({
		message: 'Task t1: no',
		facts: { retryable: false, taskId: 't1' },
	});
});

describe('a place to ask', () => {
	it.each([
		[404, [first, second]],
		[405, [first, second]],
		[400, [first]],
		[403, [first]],
		[410, [first]],
		[500, [first, first]],
		[501, [first, first]],
	])('is left for the next, given up or kept after %d', async (status, places) => {
		const reply = { status, body: { error: { message: 'no' } } };
		const { asked, outcome } = await waitingFor({ [first]: [reply, done], [second]: [done] });
		expect(asked).toEqual(places.map((place) => `key ${place}`));
		if (places.length > 1) expect(outcome).toMatchObject(good);
		else expect(outcome).toMatchObject({ facts: { status, taskId: 't1' } });
	});

	it.each([404, 405])('that is the last tells its own %d', async (status) => {
		const reply = { status, body: { error: { message: 'not here' } } };
		const last = `${base}/images/generations/t1`;
		const { asked, outcome } = await waitingFor({ [last]: [reply] });
		expect(asked.at(-1)).toBe(`key ${last}`);
		expect(outcome).toMatchObject({ facts: { status } });
		expect(messageOf(outcome)).toContain('not here');
	});

	it('is nowhere for a path that makes no address', async () => {
		const { asked, outcome } = await waitingFor({}, { pollPath: 'https://[/{taskId}' });
		expect([asked, messageOf(outcome)]).toEqual([
			[],
			'Task t1: The gateway has no address for its status.',
		]);
		expect(outcome).toMatchObject({ facts: { kind: 'task', taskId: 't1' } });
	});

	it('of the user may lie inside a private network, and none that a gateway gave', async () => {
		const inner = 'http://10.0.0.7/t1';
		const own = await waitingFor({ [inner]: [done] }, { pollPath: 'http://10.0.0.7/{taskId}' });
		expect(own.asked).toEqual([`fetch ${inner}`]);
		expect(own.outcome).toMatchObject(good);
		const given = await waitingFor({ [inner]: [done] }, {}, { pollUrl: inner });
		expect(given.asked).toEqual([]);
		const elsewhere = { body: { status: 'COMPLETED', response_url: inner } };
		const led = await waitingFor({ [first]: [elsewhere], [inner]: [done] });
		expect(led.asked).toEqual([`key ${first}`]);
		for (const { outcome } of [given, led])
			expect(outcome).toMatchObject({ facts: { kind: 'unsafe', taskId: 't1' } });
	});

	it('is remembered anew where a task is found at another, and not of a redirect', async () => {
		const found = { path: '/second/{taskId}' };
		expect((await waitingFor({ [first]: [done] }, {}, {}, found)).found).toEqual({
			path: '/first/{taskId}',
		});
		expect((await waitingFor({ [first]: [{ status: 300 }] })).found).toEqual({});
	});

	it('is remembered where it answered well, by its path', async () => {
		expect((await waitingFor({ [second]: [done] })).found).toEqual({ path: '/second/{taskId}' });
		const refusal = { status: 401, body: { error: { message: 'no' } } };
		expect((await waitingFor({ [first]: [refusal] })).found).toEqual({});
		const pollUrl = `${base}/ask/t1`;
		expect((await waitingFor({ [pollUrl]: [done] }, {}, { pollUrl })).found).toEqual({});
		const found = { path: '/second/{taskId}' };
		expect((await waitingFor({ [pollUrl]: [done] }, {}, { pollUrl }, found)).found).toEqual({
			path: '/second/{taskId}',
		});
	});

	it('is the one that another task was found at, before the usual ones, and once', async () => {
		const found = { path: '/second/{taskId}' };
		const { asked } = await waitingFor({}, {}, {}, found);
		expect(asked.slice(0, 2)).toEqual([`key ${second}`, `key ${first}`]);
		expect(new Set(asked).size).toBe(asked.length);
	});

	const placesOf = (task: Partial<AnsweredTask>, settings = {}, found = {}) =>
		[...pollAddresses(means({}, settings, found).deps, { taskId: 't1', status: '', ...task })].map(
			({ address, path }) => [address.href.replace(base, ''), path],
		);

	const usual = [
		['/first/t1', '/first/{taskId}'],
		['/second/t1', '/second/{taskId}'],
		['/images/edits/t1', '/images/edits/{taskId}'],
		['/images/generations/t1', '/images/generations/{taskId}'],
	];

	it.each<[string, Partial<AnsweredTask>, object, ReadonlyArray<readonly unknown[]>]>([
		['a usual path', {}, {}, usual],
		[
			'the path of the order first, of Kling',
			{ isKling: true },
			{},
			[...usual.slice(2), ...usual.slice(0, 2)],
		],
		['the address told before it', { pollUrl: '/v1/ask' }, {}, [['/ask', undefined], ...usual]],
		['no address that is none', { pollUrl: 'ftp://a.example/' }, {}, usual],
		['the path of the user alone', {}, { pollPath: 'ask/{taskId}' }, [['/ask/t1', 'ask/{taskId}']]],
		[
			'the path of the user after the address told',
			{ pollUrl: '/v1/x' },
			{ pollPath: '/ask' },
			[
				['/x', undefined],
				['/ask', '/ask'],
			],
		],
		[
			'the address of the user',
			{},
			{ pollPath: 'https://a.example/{taskId}' },
			[['https://a.example/t1', 'https://a.example/{taskId}']],
		],
		[
			'the address of the user without encryption',
			{},
			{ pollPath: 'http://a.example/{taskId}' },
			[['http://a.example/t1', 'http://a.example/{taskId}']],
		],
		['the ID that is an address alone', { taskId: `${base}/ask` }, {}, [['/ask', undefined]]],
		[
			'the ID that is an address without encryption',
			{ taskId: 'http://a.example/t1' },
			{},
			[['http://a.example/t1', undefined]],
		],
		[
			'the path of the user that only holds an address',
			{},
			{ pollPath: 'ask?of=https://a.example/{taskId}' },
			[['/ask?of=https://a.example/t1', 'ask?of=https://a.example/{taskId}']],
		],
		[
			'a usual path for an ID that only holds an address',
			{ taskId: 'x:https://a.example' },
			{},
			usual.map(([place = '', path]) => [
				place.replace('t1', encodeURIComponent('x:https://a.example')),
				path,
			]),
		],
		[
			'the ID in capitals that is an address',
			{ taskId: 'HTTPS://gateway.example/v1/ask' },
			{},
			[['/ask', undefined]],
		],
		[
			'the address told, not that of the ID',
			{ taskId: `${base}/ask`, pollUrl: '/v1/x' },
			{},
			[['/x', undefined]],
		],
		[
			'the address told alone for an unfit ID',
			{ taskId: '..', pollUrl: '/v1/x' },
			{},
			[['/x', undefined]],
		],
	])('is %s', (_what, task, settings, places) => {
		expect(placesOf(task, settings)).toEqual(places);
	});
});

it.each<[FailureKind, boolean]>([
	['network', true],
	['cut', true],
	['timeout', true],
	['server', true],
	['busy', true],
	['unreached', true],
	['refused', false],
	['unsafe', false],
	['canceled', false],
	['oversize', false],
	['certificate', false],
])('after the failure %s of a question it asks again: %s', async (kind, isAgain) => {
	const { asked, outcome } = await waitingFor({
		[first]: [new GatewayFailure('no', { kind }), done],
	});
	expect(asked).toHaveLength(isAgain ? 2 : 1);
	if (isAgain) expect(outcome).toMatchObject(good);
	else expect(outcome).toMatchObject({ facts: { kind, request: `GET ${first}`, taskId: 't1' } });
});

it.each<[string, Reply]>([
	['refuses', { status: 403, body: { error: { message: 'no', code: 'forbidden' } } }],
	['tells that the task failed', { body: { status: 'failed', error: { message: 'no' } } }],
])('an answer that %s names the question', async (_what, reply) => {
	const { outcome } = await waitingFor({ [first]: [reply] });
	expect(outcome).toMatchObject({ facts: { request: `GET ${first}`, taskId: 't1' } });
});

it.each([3, 4])('follows a task elsewhere three times within a question: of %d', async (length) => {
	const at = (index: number) => `${base}/results/${index}`;
	const led = (url: string): Reply => ({ body: { status: 'COMPLETED', response_url: url } });
	const replies = Object.fromEntries(
		Array.from({ length }, (_none, index) => [
			index === 0 ? first : at(index),
			[led(at(index + 1))],
		]),
	);
	const { outcome, sleeps } = await waitingFor({ ...replies, [at(length)]: [done] });
	expect(outcome).toMatchObject(good);
	expect(sleeps).toHaveLength(length === 3 ? 0 : 1);
});

it('asks as often after a task that names its own address for its end as after any other', async () => {
	const own = { body: { status: 'COMPLETED', response_url: first } };
	const { asked, sleeps } = await waitingFor({ [first]: [own] }, { maxWait: 11_000 });
	expect([asked.length, sleeps]).toEqual([3, [5_000, 6_000]]);
});
