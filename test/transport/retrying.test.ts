import { decode } from '../../nodes/ImageEdit/answer/decode';
import type { FailureKind } from '../../nodes/ImageEdit/answer/failures';
import type { GatewayFailure } from '../../nodes/ImageEdit/answer/failures';
import { Throttle } from '../../nodes/ImageEdit/transport/throttle';
import type { Attempts } from '../../nodes/ImageEdit/transport/retrying';
import { retrying } from '../../nodes/ImageEdit/transport/retrying';
import { attemptsWith, failure, shop } from '../helpers/shop';
import type { VirtualClock } from '../helpers/virtualClock';
import { virtualClock } from '../helpers/virtualClock';

it('orders once when all goes well', async () => {
	const clock = virtualClock();
	const { order, orders } = shop(clock, []);
	await expect(clock.run(retrying(order, attemptsWith(clock)))).resolves.toEqual({
		value: 'picture',
		attempts: 1,
	});
	expect(orders).toEqual([0]);
});

it('orders again after what was surely not billed, waiting longer each time', async () => {
	const clock = virtualClock();
	const { order, orders } = shop(clock, [failure('busy'), failure('network')]);
	const repeats: number[] = [];
	const attempts = attemptsWith(clock, { onRepeat: () => repeats.push(1) });
	await expect(clock.run(retrying(order, attempts))).resolves.toMatchObject({ attempts: 3 });
	expect(orders).toEqual([0, 1_000, 3_000]);
	expect(repeats).toHaveLength(2);
});

it('waits as long as the gateway asks', async () => {
	const clock = virtualClock();
	const { order, orders } = shop(clock, [failure('busy', { 'retry-after': '20' })]);
	await clock.run(retrying(order, attemptsWith(clock)));
	expect(orders).toEqual([0, 20_000]);
});

it.each([
	[521, 521],
	[523, 523],
	[530, 1033],
])(
	"waits as long as Cloudflare's %i (%i) asks, which made no connection, and then orders again",
	async (status, code) => {
		const clock = virtualClock();
		const body = { cloudflare_error: true, title: 'Down', error_code: code, retry_after: 120 };
		const answer = { status, headers: { 'retry-after': '120' }, text: JSON.stringify(body) };
		const { order, orders } = shop(clock, [undefined]);
		const once = async () => (orders.length === 0 ? (await order(), decode(answer)) : order());
		await clock.run(retrying<unknown>(once, attemptsWith(clock)));
		expect(orders).toEqual([0, 120_000]);
	},
);

it('gives up after the last try, with the number of tries', async () => {
	const clock = virtualClock();
	const { order, orders } = shop(clock, Array(9).fill(failure('busy')));
	await expect(clock.run(retrying(order, attemptsWith(clock)))).rejects.toMatchObject({
		facts: { kind: 'busy', attempts: 3, retryable: true },
	});
	expect(orders).toHaveLength(3);
});

it.each<FailureKind>([
	'badRequest',
	'auth',
	'quota',
	'moderation',
	'answer',
	'server',
	'edge',
	'edgeTimeout',
	'cut',
	'timeout',
])('never orders twice after %s', async (kind) => {
	const clock = virtualClock();
	const { order, orders } = shop(clock, [failure(kind)]);
	await expect(clock.run(retrying(order, attemptsWith(clock)))).rejects.toMatchObject({
		facts: { kind, attempts: 1, retryable: false },
	});
	expect(orders).toEqual([0]);
	expect(clock.sleeps).toEqual([]);
});

it.each<FailureKind>(['server', 'edge', 'edgeTimeout', 'cut', 'timeout'])(
	'orders again after %s when told to',
	async (kind) => {
		const clock = virtualClock();
		const { order, orders } = shop(clock, [failure(kind)]);
		const policy = { maxTries: 3, retryAmbiguous: true };
		await clock.run(retrying(order, attemptsWith(clock, { policy })));
		expect(orders).toHaveLength(2);
	},
);

it('does not wait for hours, and tells the failure at once', async () => {
	const clock = virtualClock();
	const { order, orders } = shop(clock, [failure('rateLimit', { 'retry-after': '40000' })]);
	const attempts = attemptsWith(clock);
	await expect(clock.run(retrying(order, attempts))).rejects.toMatchObject({
		facts: { kind: 'rateLimit', attempts: 1, retryable: true },
	});
	expect([orders, clock.sleeps]).toEqual([[0], []]);
});

it('comes back after a second at least once it was refused twice, whatever is asked', async () => {
	const clock = virtualClock();
	const at = failure('early', { 'retry-after': '0' });
	const { order, orders } = shop(clock, [at, at]);
	await clock.run(retrying(order, attemptsWith(clock)));
	expect(clock.sleeps.at(-1)).toBe(1_000);
	expect(orders).toHaveLength(3);
});

describe('before an order that may have been billed is repeated', () => {
	const policy = { maxTries: 3, retryAmbiguous: true };

	it.each<[FailureKind, number]>([
		['busy', 1],
		['rateLimit', 1],
		['server', 2],
	])('it is asked whether another may be paid, once for each: then %s', async (kind, asked) => {
		const clock = virtualClock();
		const paid: number[] = [];
		const mayPayAgain = () => paid.push(1) > 0;
		const { order, orders } = shop(clock, [failure('cut'), failure(kind)]);
		await clock.run(retrying(order, attemptsWith(clock, { policy, mayPayAgain })));
		expect([orders.length, paid.length]).toEqual([3, asked]);
	});

	it('and it stays as it is when none may be', async () => {
		const clock = virtualClock();
		const { order, orders } = shop(clock, [failure('cut')]);
		const attempts = attemptsWith(clock, { policy, mayPayAgain: () => false });
		await expect(clock.run(retrying(order, attempts))).rejects.toMatchObject({
			message: expect.stringMatching(/^no It was not repeated: .+ Max Cost\.$/),
			facts: { kind: 'cut', attempts: 1, retryable: true },
		});
		expect(orders).toHaveLength(1);
	});
});

it('makes all orders wait when the gateway asks one to go slower', async () => {
	const clock = virtualClock();
	const attempts = attemptsWith(clock);
	const limited = shop(clock, [failure('rateLimit', { 'retry-after': '30' })]);
	const first = retrying(limited.order, attempts);
	const later = shop(clock, []);
	const second = clock.sleep(5_000).then(async () => await retrying(later.order, attempts));
	await clock.run(Promise.all([first, second]));
	expect(limited.orders).toEqual([0, 30_000]);
	expect(later.orders).toEqual([30_000]);
	expect(attempts.throttle.heldByGateway).toBeGreaterThan(0);
});

/** Goes on refusing for a minute, while the gateway serves what `served` says. */
async function refusedForAMinute(
	served: (clock: VirtualClock, attempts: Attempts) => Promise<unknown>,
	maxTries = 3,
) {
	const clock = virtualClock();
	const policy = { maxTries, retryAmbiguous: false };
	const attempts = attemptsWith(clock, { policy });
	const begin = clock.now();
	const orders: number[] = [];
	const order = async () => {
		orders.push(clock.now() - begin);
		if (clock.now() - begin < 60_000) throw failure('rateLimit');
	};
	const others = served(clock, attempts);
	const outcome = retrying(order, attempts).then(
		() => 'done',
		({ facts }: GatewayFailure) => facts,
	);
	const [result] = await clock.run(Promise.all([outcome, others]));
	return { orders, result };
}

const oneAfterAnother =
	(seconds: number, count: number) => async (clock: VirtualClock, attempts: Attempts) => {
		const work = async () => await clock.sleep(seconds * 1_000);
		for (let order = 0; order < count; order++) await retrying(work, attempts);
	};

it.each([
	['others get through', oneAfterAnother(1, 60)],
	['one that was sent before is at work', oneAfterAnother(90, 1)],
])('does not give up for a rate limit while %s', async (_title, served) => {
	expect((await refusedForAMinute(served)).result).toBe('done');
});

it('backs off under a rate limit while nothing gets through', async () => {
	const { orders } = await refusedForAMinute(oneAfterAnother(90, 1));
	// The second of two requests starts a moment after the first.
	expect(orders.map((at) => at - 50)).toEqual([0, 1_000, 3_000, 7_000, 15_000, 31_000, 63_000]);
});

it('gives up for a rate limit under which nothing gets through', async () => {
	const { result } = await refusedForAMinute(async () => undefined);
	expect(result).toMatchObject({ kind: 'rateLimit', attempts: 3, retryable: true });
});

it('repeats no order at all when Max Tries is 1', async () => {
	const { orders } = await refusedForAMinute(oneAfterAnother(1, 60), 1);
	expect(orders).toHaveLength(1);
});

it('makes the others wait also for a refused order that is not repeated', async () => {
	const clock = virtualClock();
	const attempts = attemptsWith(clock, { policy: { maxTries: 1, retryAmbiguous: false } });
	const refused = shop(clock, [failure('rateLimit', { 'retry-after': '30' })]);
	const next = shop(clock, []);
	const both = retrying(refused.order, attempts).catch(
		async () => await retrying(next.order, attempts),
	);
	await clock.run(both);
	expect(next.orders).toEqual([30_000]);
});

it('gives no order that is not wanted any more when its turn comes', async () => {
	const clock = virtualClock();
	const beforeOrder = () => {
		throw new RangeError('not wanted');
	};
	const { order, orders } = shop(clock, []);
	const attempts = attemptsWith(clock, { beforeOrder });
	await expect(clock.run(retrying(order, attempts))).rejects.toThrow(RangeError);
	expect(orders).toEqual([]);
});

it('lets the others order while one waits after trouble of its own', async () => {
	const clock = virtualClock();
	const attempts = attemptsWith(clock);
	const troubled = shop(clock, [failure('busy', { 'retry-after': '30' })]);
	const other = shop(clock, []);
	const second = clock.sleep(5_000).then(async () => await retrying(other.order, attempts));
	await clock.run(Promise.all([retrying(troubled.order, attempts), second]));
	expect(other.orders).toEqual([5_000]);
});

it('waits at least a second after a rate limit, whatever the dice say', async () => {
	const clock = virtualClock(1);
	const { order, orders } = shop(clock, [failure('rateLimit')]);
	await clock.run(retrying(order, attemptsWith(clock)));
	expect(orders[1]).toBeGreaterThanOrEqual(1_000);
});

const unwanted = new Error('The run is over');

/** Orders are wanted for so many milliseconds only. */
function wantedFor(clock: VirtualClock, milliseconds: number): () => void {
	const begin = clock.now();
	return () => {
		if (clock.now() - begin >= milliseconds) throw unwanted;
	};
}

it('does not even wait when the run was over before the failure', async () => {
	const clock = virtualClock();
	const { order, orders } = shop(clock, [failure('busy')]);
	const slowly = async () => await clock.sleep(50).then(order);
	const beforeOrder = wantedFor(clock, 10);
	await expect(clock.run(retrying(slowly, attemptsWith(clock, { beforeOrder })))).rejects.toBe(
		unwanted,
	);
	expect(orders).toEqual([50]);
	expect(clock.sleeps).toEqual([50]);
});

it.each<FailureKind>(['busy', 'rateLimit'])(
	'orders no more when the run ends while it waits after %s, which is no failure of its own',
	async (kind) => {
		const clock = virtualClock();
		const { order, orders } = shop(clock, [failure(kind, { 'retry-after': '30' })]);
		const beforeOrder = wantedFor(clock, 10_000);
		await expect(clock.run(retrying(order, attemptsWith(clock, { beforeOrder })))).rejects.toBe(
			unwanted,
		);
		expect(orders).toEqual([0]);
	},
);

it('does not swallow what is no failure of a gateway', async () => {
	const clock = virtualClock();
	const { order, orders } = shop(clock, [new TypeError('a slip of ours')]);
	await expect(clock.run(retrying(order, attemptsWith(clock)))).rejects.toThrow(TypeError);
	expect(orders).toEqual([0]);
});

/** Refused, and then served, in the order of the script; the others are served when it says so. */
async function scripted(script: readonly FailureKind[], maxTries: number, servedBefore: number[]) {
	const clock = virtualClock();
	const policy = { maxTries, retryAmbiguous: false };
	const attempts = attemptsWith(clock, { policy });
	let orders = 0;
	const order = async () => {
		// Another gets through while this one is under way.
		if (servedBefore.includes(orders + 1))
			await attempts.throttle.send(
				async () => undefined,
				false,
				() => undefined,
			);
		const kind = script[orders++];
		if (kind) throw failure(kind);
	};
	const outcome = await clock.run(
		retrying(order, attempts).then(
			() => 'done',
			({ facts }: GatewayFailure) => facts.kind,
		),
	);
	return { orders, outcome };
}

describe('refusals in vain', () => {
	const limits = (count: number) => Array<FailureKind>(count).fill('rateLimit');

	it('are counted anew when others got through in between', async () => {
		// Two are in vain, two are slowed by what got through since the one before, and three more are too many.
		expect(await scripted(limits(9), 3, [3])).toEqual({ orders: 7, outcome: 'rateLimit' });
		expect(await scripted(limits(6), 3, [3])).toEqual({ orders: 7, outcome: 'done' });
		expect(await scripted(limits(9), 3, [])).toEqual({ orders: 3, outcome: 'rateLimit' });
	});

	it('and other failures use up the same tries', async () => {
		expect(await scripted(['busy', 'rateLimit', 'busy'], 3, [])).toEqual({
			orders: 3,
			outcome: 'busy',
		});
		expect(await scripted(['busy', 'rateLimit'], 3, [])).toEqual({ orders: 3, outcome: 'done' });
	});
});

it('lets one that was refused go before those that wait for the first time, and once only', async () => {
	const clock = virtualClock();
	const throttle = new Throttle(clock, { concurrency: 1, requestsPerMinute: 0 });
	const attempts = attemptsWith(clock, { throttle, policy: { maxTries: 9, retryAmbiguous: true } });
	const started: string[] = [];
	const named = (name: string, refusals: number) => {
		let tries = 0;
		return retrying(async () => {
			started.push(name);
			await clock.sleep(100);
			if (tries++ < refusals) throw failure('rateLimit', { 'retry-after': '1' });
		}, attempts);
	};
	await clock.run(Promise.all([named('a', 1), named('b', 0), named('c', 0)]));
	// "b" waited for its turn before "a" was refused, "c" comes after the second try of "a".
	expect(started).toEqual(['a', 'b', 'a', 'c']);
});

describe('a limit exactly at it, and beyond it', () => {
	it.each<[FailureKind]>([['busy'], ['rateLimit']])(
		'after %s it waits for ten minutes, and for no longer',
		async (kind) => {
			const clock = virtualClock();
			const within = shop(clock, [failure(kind, { 'retry-after': '600' })]);
			await clock.run(retrying(within.order, attemptsWith(clock)));
			expect(within.orders).toEqual([0, 600_000]);
			const beyond = shop(clock, [failure(kind, { 'retry-after': '600.001' })]);
			await expect(clock.run(retrying(beyond.order, attemptsWith(clock)))).rejects.toMatchObject({
				facts: { kind, attempts: 1, retryable: true },
			});
			expect(beyond.orders).toEqual([0]);
		},
	);

	it.each<[FailureKind]>([['busy'], ['rateLimit']])(
		'after %s that asks for no wait it orders at once, and the second time after a second',
		async (kind) => {
			const clock = virtualClock();
			const now = { 'retry-after': '0' };
			const { order, orders } = shop(clock, [failure(kind, now), failure(kind, now)]);
			await clock.run(retrying(order, attemptsWith(clock)));
			expect(orders).toEqual([0, 0, 1_000]);
		},
	);
});

it.each([1, 2])('is not ordered again once it is no longer wanted, after try %d', async (last) => {
	const clock = virtualClock();
	const { order, orders } = shop(clock, Array(9).fill(failure('busy')));
	const stop = new Error('stopped');
	const beforeOrder = () => {
		if (orders.length === last) throw stop;
	};
	await expect(clock.run(retrying(order, attemptsWith(clock, { beforeOrder })))).rejects.toBe(stop);
	expect(orders).toHaveLength(last);
	expect(clock.sleeps).toHaveLength(last - 1);
});

it.each([
	[{ 'x-ratelimit-remaining-requests': '0', 'x-ratelimit-reset-requests': '20s' }, 20_000],
	[{ 'x-ratelimit-remaining-requests': '1', 'x-ratelimit-reset-requests': '20s' }, 0],
])('after a response with %j the next order goes out %d ms later', async (headers, later) => {
	const clock = virtualClock();
	const attempts = attemptsWith(clock);
	const { order, orders } = shop(clock, []);
	await clock.run(retrying(order, attempts, () => headers));
	await clock.run(retrying(order, attempts));
	expect(orders).toEqual([0, later]);
});
