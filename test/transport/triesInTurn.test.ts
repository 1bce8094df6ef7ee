import { retrying } from '../../nodes/ImageEdit/transport/retrying';
import { Throttle } from '../../nodes/ImageEdit/transport/throttle';
import { attemptsWith, failure, shop } from '../helpers/shop';
import { virtualClock } from '../helpers/virtualClock';

const policy = { maxTries: 9, retryAmbiguous: false };
const now = { 'retry-after': '0' };
const soon = { 'retry-after': '1' };

describe('the wait before a try', () => {
	it.each<[string, Parameters<typeof failure>[], readonly number[]]>([
		[
			'counts the failures, not the rate limits before them',
			[['rateLimit'], ['busy']],
			[0, 1_000, 2_000],
		],
		[
			'after a rate limit is that of all, however many failures came before',
			[['busy'], ['busy'], ['rateLimit']],
			[0, 1_000, 3_000, 4_000],
		],
		[
			'is a second at least after any second refusal',
			[
				['rateLimit', now],
				['busy', now],
			],
			[0, 0, 1_000],
		],
		[
			'goes on where it was after a rate limit',
			[['busy'], ['rateLimit', now], ['busy']],
			[0, 1_000, 2_000, 4_000],
		],
	])('%s', async (_what, failures, times) => {
		const clock = virtualClock();
		const { order, orders } = shop(
			clock,
			failures.map((one) => failure(...one)),
		);
		await clock.run(retrying(order, attemptsWith(clock, { policy })));
		expect(orders).toEqual(times);
	});

	it('is up to a quarter longer, so that not all come back at once', async () => {
		const clock = virtualClock(1);
		const { order } = shop(clock, [failure('busy'), failure('busy')]);
		await clock.run(retrying(order, attemptsWith(clock)));
		expect(clock.sleeps).toEqual([1_250, 2_500]);
	});

	it.each(['busy', 'rateLimit'] as const)(
		'after %s ends at the time of day named',
		async (kind) => {
			const clock = virtualClock();
			const at = new Date(clock.date() + 30_000).toUTCString();
			const { order, orders } = shop(clock, [failure(kind, { 'retry-after': at })]);
			await clock.run(retrying(order, attemptsWith(clock)));
			expect(orders).toEqual([0, 30_000]);
		},
	);
});

it('holds nobody up for the hours that a gateway asks one to wait', async () => {
	const clock = virtualClock();
	const attempts = attemptsWith(clock);
	const refused = shop(clock, [failure('rateLimit', { 'retry-after': '40000' })]);
	await clock.run(retrying(refused.order, attempts).catch(() => undefined));
	const next = shop(clock, []);
	await clock.run(retrying(next.order, attempts));
	expect(next.orders[0]).toBeLessThan(60_000);
});

it('waits with the next order until the time of day at which one is left', async () => {
	const clock = virtualClock();
	const attempts = attemptsWith(clock);
	const at = String(clock.date() + 20_000);
	const headers = { 'x-ratelimit-remaining-requests': '0', 'x-ratelimit-reset-requests': at };
	const { order, orders } = shop(clock, []);
	await clock.run(retrying(order, attempts, () => headers));
	await clock.run(retrying(order, attempts));
	expect(orders).toEqual([0, 20_000]);
});

it('what others got before its first try makes no rate limit pass for one that slows', async () => {
	const clock = virtualClock();
	const attempts = attemptsWith(clock, { policy: { maxTries: 1, retryAmbiguous: false } });
	await clock.run(retrying(shop(clock, []).order, attempts));
	const { order, orders } = shop(clock, [failure('rateLimit')]);
	await expect(clock.run(retrying(order, attempts))).rejects.toMatchObject({
		facts: { kind: 'rateLimit', attempts: 1 },
	});
	expect(orders).toHaveLength(1);
});

it('counts no repeat that was not wanted any more when its turn came', async () => {
	const clock = virtualClock();
	const { order, orders } = shop(clock, [failure('busy')]);
	let asked = 0;
	let repeats = 0;
	const stop = new Error('stopped');
	// Before the first, and before the wait; the third is before the repeat itself.
	const beforeOrder = () => {
		if (++asked === 3) throw stop;
	};
	const attempts = attemptsWith(clock, { beforeOrder, onRepeat: () => repeats++ });
	await expect(clock.run(retrying(order, attempts))).rejects.toBe(stop);
	expect([orders.length, repeats]).toEqual([1, 0]);
});

it('a repeat that may not be paid keeps the headers of the last response', async () => {
	const clock = virtualClock();
	const headers = { 'x-request-id': 'r' };
	const { order } = shop(clock, [failure('cut', headers)]);
	const attempts = attemptsWith(clock, {
		policy: { maxTries: 3, retryAmbiguous: true },
		mayPayAgain: () => false,
	});
	await expect(clock.run(retrying(order, attempts))).rejects.toMatchObject({ headers });
});

describe('one that was refused by a rate limit', () => {
	/** The order in which they start that share one place: "a" fails so at first, "x" to "z" come later. */
	async function started(failures: ReadonlyArray<ReturnType<typeof failure>>) {
		const clock = virtualClock();
		const throttle = new Throttle(clock, { concurrency: 1, requestsPerMinute: 0 });
		const attempts = attemptsWith(clock, { throttle, policy });
		const names: string[] = [];
		const named = (name: string, fails: readonly unknown[]) => {
			let tries = 0;
			return retrying(async () => {
				names.push(name);
				await clock.sleep(1_500);
				const error = fails[tries++];
				if (error !== undefined) throw error;
			}, attempts);
		};
		const first = [...'abcdef'].map((name) => named(name, name === 'a' ? failures : []));
		const later = [...'xyz'].map(async (name) => {
			await clock.sleep(8_000);
			await named(name, []);
		});
		await clock.run(Promise.all([...first, ...later]));
		return names.join('');
	}

	it('goes before the others once in a row, and again after another failure', async () => {
		const limit = failure('rateLimit', soon);
		expect(await started([limit, limit])).toBe('abacdefaxyz');
		expect(await started([limit, failure('busy', now), limit])).toBe('abacdefaxayz');
	});
});
