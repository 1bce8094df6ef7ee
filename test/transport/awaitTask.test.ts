import fc from 'fast-check';
import { taskIdFault } from '../../nodes/ImageEdit/answer/answeredTask';
import { GatewayFailure } from '../../nodes/ImageEdit/answer/failures';
import { awaitTask, pollAddresses } from '../../nodes/ImageEdit/transport/awaitTask';
import type { Reply } from '../helpers/fakeWeb';
import { fakeWeb, memoryStore } from '../helpers/fakeWeb';
import { virtualClock } from '../helpers/virtualClock';

const base = 'https://gateway.example/v1';
const kling = `${base}/images/generations/t1`;
const usual = `${base}/images/tasks/t1`;

const waiting: Reply = { body: { code: 0, data: { task_id: 't1', task_status: 'processing' } } };
const done: Reply = {
	body: {
		code: 0,
		data: {
			task_status: 'succeed',
			task_result: { images: [{ url: 'https://kling.example/0.png' }] },
		},
	},
};

interface Change {
	readonly pollUrl?: string;
	readonly pollPath?: string;
	readonly maxWait?: number;
	/** Whether the order was answered in Kling's words. */
	readonly klings?: boolean;
}

async function asking(
	replies: Readonly<Record<string, ReadonlyArray<GatewayFailure | Reply>>>,
	{ klings = true, maxWait = 600_000, pollPath = '', pollUrl }: Change = {},
) {
	const web = fakeWeb(replies);
	const clock = virtualClock();
	const means = {
		http: web.http,
		store: memoryStore,
		clock,
		settings: { pollInterval: 5_000, maxWait, pollPath },
		base,
		orderPaths: ['/images/generations'],
		found: {},
		taskPaths: ['/images/tasks/{taskId}', '{orderPath}/{taskId}'],
	};
	const task = {
		taskId: 't1',
		status: 'submitted',
		...(pollUrl ? { pollUrl } : {}),
		...(klings ? { isKling: true as const } : {}),
	};
	const outcome = await clock.run(awaitTask(means, task).catch((error: unknown) => error));
	return { asked: web.asked, outcome, sleeps: clock.sleeps };
}

const pictures = { answer: { pictures: [{ kind: 'url', url: 'https://kling.example/0.png' }] } };

it('asks until the task has ended, less and less often, and orders nothing', async () => {
	const { asked, outcome, sleeps } = await asking({ [kling]: [waiting, waiting, waiting, done] });
	expect(outcome).toMatchObject(pictures);
	expect(asked).toEqual(Array(4).fill(`key ${kling}`));
	expect(sleeps[0]).toBe(5_000);
	expect([...sleeps]).toEqual([...sleeps].sort((a, b) => a - b));
	expect(Math.max(...sleeps)).toBeLessThanOrEqual(25_000);
});

it.each([404, 405])(
	'tries the next usual address while one is not known to the gateway: %d',
	async (status) => {
		const { asked, outcome } = await asking({ [kling]: [{ status }], [usual]: [waiting, done] });
		expect(outcome).toMatchObject(pictures);
		expect(asked).toEqual([`key ${kling}`, `key ${usual}`, `key ${usual}`]);
	},
);

it('asks under the path of the order first only when the task was told in the words of Kling', async () => {
	const replies = { [kling]: [done], [usual]: [done] };
	expect((await asking(replies)).asked).toEqual([`key ${kling}`]);
	expect((await asking(replies, { klings: false })).asked).toEqual([`key ${usual}`]);
});

it("prefers the gateway's own address, and sends the key to no other host", async () => {
	const own = await asking({ [`${base}/tasks/t1`]: [done] }, { pollUrl: '/v1/tasks/t1' });
	expect(own.asked).toEqual([`key ${base}/tasks/t1`]);
	const far = 'https://tasks.example/t1';
	expect((await asking({ [far]: [done] }, { pollUrl: far })).asked).toEqual([`fetch ${far}`]);
});

it("asks at the user's path when there is one", async () => {
	const { asked } = await asking({ [`${base}/ask/t1`]: [done] }, { pollPath: '/ask/{taskId}' });
	expect(asked).toEqual([`key ${base}/ask/t1`]);
});

it.each<[string, GatewayFailure | Reply]>([
	['a cut connection', new GatewayFailure('no', { kind: 'cut' })],
	['a time-out', new GatewayFailure('no', { kind: 'timeout' })],
	['429', { status: 429, body: { code: 1302, message: 'too fast' } }],
	['503', { status: 503, body: '<html>busy</html>' }],
	['408 of a relay', { status: 408, body: { error: { message: 'litellm.Timeout', code: '408' } } }],
	['409', { status: 409, body: { message: 'Conflict' } }],
	['425', { status: 425, body: { error: { message: 'Not ready yet' } } }],
	['499', { status: 499, body: '' }],
])('asks again after %s, since asking costs nothing', async (_what, trouble) => {
	const { outcome } = await asking({ [kling]: [trouble, trouble, done] });
	expect(outcome).toMatchObject(pictures);
});

it.each([408, 409, 425, 429, 499, 500, 503])(
	'%d does not tell that the address is the right one',
	async (status) => {
		const replies = { [kling]: [{ status }, { status: 404 }], [usual]: [done] };
		const { asked, outcome } = await asking(replies);
		expect(outcome).toMatchObject(pictures);
		expect(asked).toEqual([`key ${kling}`, `key ${kling}`, `key ${usual}`]);
	},
);

it('waits as long as the gateway asks', async () => {
	const slow = { ...waiting, headers: { 'retry-after': '40' } };
	expect((await asking({ [kling]: [slow, done] })).sleeps).toEqual([40_000]);
});

it.each<[string, Readonly<Record<string, readonly Reply[]>>, Change]>([
	[
		'it fails',
		{ [kling]: [{ body: { code: 0, data: { task_status: 'failed', task_status_msg: 'risk' } } }] },
		{},
	],
	['it takes too long', { [kling]: [waiting] }, { maxWait: 60_000 }],
	['nobody knows it', {}, {}],
	[
		'the key is not accepted',
		{ [kling]: [{ status: 401, body: { error: { message: 'no' } } }] },
		{},
	],
])('names the task when %s, so that nothing paid for is lost', async (_what, replies, change) => {
	const { outcome } = await asking(replies, change);
	expect(outcome).toBeInstanceOf(GatewayFailure);
	expect(outcome).toMatchObject({ facts: { taskId: 't1' } });
	expect((outcome as Error).message).toContain('t1');
});

it('gives up before the longest wait is over, not after', async () => {
	const { sleeps } = await asking({ [kling]: [waiting] }, { maxWait: 60_000 });
	expect(sleeps.reduce((sum, sleep) => sum + sleep, 0)).toBeLessThanOrEqual(60_000);
	const slow = { ...waiting, headers: { 'retry-after': '40' } };
	const asked = await asking({ [kling]: [slow] }, { maxWait: 60_000 });
	expect(asked.sleeps).toEqual([40_000, 20_000]);
});

describe('a wait that ends before the task does', () => {
	const page: Reply = { status: 404, body: '<html>Not here</html>' };

	it('asks no further address once a task has answered, and names it', async () => {
		const { asked, outcome } = await asking({ [kling]: [waiting, page], [usual]: [done] });
		expect(asked).toEqual([`key ${kling}`, `key ${kling}`]);
		expect(outcome).toMatchObject({ facts: { taskId: 't1' } });
		expect((outcome as Error).message).toContain('t1');
	});

	it('asks again for an answer that was cut within an address', async () => {
		const whole = JSON.stringify(done.body);
		const cut = { body: whole.slice(0, whole.indexOf('/0.png') + 2) };
		const { asked, outcome } = await asking({ [kling]: [cut, done] });
		expect(asked).toHaveLength(2);
		expect(outcome).toMatchObject(pictures);
	});

	it('asks no further when it was cancelled while it asked, with the id of the task', async () => {
		const cancelled = new GatewayFailure('The execution was cancelled.', { kind: 'canceled' });
		const { asked, outcome, sleeps } = await asking({ [kling]: [waiting, cancelled, done] });
		expect([asked.length, sleeps.length]).toEqual([2, 1]);
		expect(outcome).toMatchObject({ facts: { kind: 'canceled', taskId: 't1', retryable: false } });
	});

	it('asks no further when it was cancelled while it slept', async () => {
		const web = fakeWeb({ [kling]: [waiting] });
		const sleep = async () => {
			throw new GatewayFailure('The execution was cancelled.', { kind: 'canceled' });
		};
		const deps = {
			http: web.http,
			store: memoryStore,
			clock: { ...virtualClock(), sleep },
			settings: { pollInterval: 5_000, maxWait: 600_000, pollPath: '' },
			base,
			orderPaths: ['/images/generations'],
			found: {},
			taskPaths: ['{orderPath}/{taskId}'],
		};
		const task = { taskId: 't1', status: '', isKling: true as const };
		const outcome = await awaitTask(deps, task).catch((error: unknown) => error);
		expect(web.asked).toHaveLength(1);
		expect(outcome).toMatchObject({ facts: { kind: 'canceled', taskId: 't1' } });
	});
});

describe('a task that lies elsewhere', () => {
	const at = (response_url: string): Reply => ({ body: { status: 'COMPLETED', response_url } });
	const [first, second] = [`${base}/results/1`, `${base}/results/2`];

	it('is followed to where it lies', async () => {
		const { asked, outcome } = await asking({
			[kling]: [at(first)],
			[first]: [at(second)],
			[second]: [done],
		});
		expect(outcome).toMatchObject(pictures);
		expect(asked).toEqual([`key ${kling}`, `key ${first}`, `key ${second}`]);
	});

	it('is asked after as often as any other where two addresses name each other', async () => {
		const replies = { [kling]: [at(first)], [first]: [at(kling)] };
		const { asked, outcome, sleeps } = await asking(replies, { maxWait: 60_000 });
		expect(outcome).toMatchObject({ facts: { kind: 'task', taskId: 't1' } });
		expect(sleeps.length).toBeGreaterThan(2);
		expect(asked.length).toBeLessThanOrEqual(4 * (sleeps.length + 1));
	});
});

describe('where a task is asked after', () => {
	const addressesOf = (taskId: string, pollUrl?: string) =>
		[
			...pollAddresses(
				{
					http: fakeWeb({}).http,
					store: memoryStore,
					clock: virtualClock(),
					settings: { pollInterval: 1, maxWait: 1, pollPath: '' },
					base,
					orderPaths: ['/images/$&/generations'],
					found: {},
					taskPaths: ['/images/tasks/{taskId}', '{orderPath}/{taskId}'],
				},
				{ taskId, status: '', ...(pollUrl === undefined ? {} : { pollUrl }) },
			),
		].map(({ address }) => address);

	it('is the usual path with the ID as one part of it, whatever the ID holds', () => {
		const odd = fc.constantFrom('/', '..', '%2e', '%', '$&', "$'", '?', '#', '@', ':', '\\', ' ');
		const unit = fc.oneof(odd, fc.string({ unit: 'grapheme', minLength: 1, maxLength: 3 }));
		const id = fc.array(unit, { minLength: 1, maxLength: 8 }).map((parts) => parts.join(''));
		fc.assert(
			fc.property(id, (taskId) => {
				fc.pre(taskIdFault(taskId) === undefined && !/^https?:/i.test(taskId));
				const found = addressesOf(taskId);
				expect(found.map(({ origin, search, hash }) => origin + search + hash)).toEqual(
					found.map(() => 'https://gateway.example'),
				);
				expect(found.map(({ pathname }) => decodeURIComponent(pathname))).toEqual([
					`/v1/images/tasks/${taskId}`,
					`/v1/images/$&/generations/${taskId}`,
				]);
			}),
		);
	});

	it.each(['..', '.', '\uD800', 'a\u0000', 'x'.repeat(201)])('is nowhere for the ID %j', (id) => {
		expect(addressesOf(id)).toEqual([]);
	});

	it.each([
		[`https://${'a'.repeat(64)}.example/t1`, `https://${'a'.repeat(64)}.example`],
		['https://b\u00fccher.example/t1', 'https://xn--bcher-kva.example'],
		['https://\uff47ateway.example/t1', 'https://gateway.example'],
		['https://gateway.example./t1', 'https://gateway.example.'],
		['https://gateway%2eexample/t1', 'https://gateway.example'],
		['https://gateway.example%00.evil.example/t1', undefined],
		['https://xn--a/t1', undefined],
		['https://gateway.example:99999/t1', undefined],
		['//other.example/t1', 'https://other.example'],
		['/t1', 'https://gateway.example'],
	])('is the origin that an address of any spelling names: %s', (pollUrl, origin) => {
		const [given] = addressesOf('t1', pollUrl);
		expect(given?.origin).toBe(origin ?? 'https://gateway.example');
		expect(given?.pathname).toBe(origin === undefined ? '/v1/images/tasks/t1' : '/t1');
	});
});
