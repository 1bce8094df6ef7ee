import fc from 'fast-check';
import { Throttle } from '../../nodes/ImageEdit/transport/throttle';
import { virtualClock } from '../helpers/virtualClock';
import type { Gateway } from '../helpers/limitedGateway';
import {
	limitedInTime,
	refusingByChance,
	servingAtOnce,
	worksThrough,
} from '../helpers/limitedGateway';

const none = () => undefined;

const throttleOf = (
	clock: ReturnType<typeof virtualClock>,
	settings: { concurrency?: number; requestsPerMinute?: number } = {},
) => new Throttle(clock, { concurrency: 500, requestsPerMinute: 0, ...settings });

/** When each of several requests starts that are all ready at once, in milliseconds. */
async function startsOf(count: number, perMinute: number, pause = 0): Promise<readonly number[]> {
	const clock = virtualClock();
	const begin = clock.now();
	const throttle = throttleOf(clock, { requestsPerMinute: perMinute });
	if (pause > 0) throttle.pause(pause);
	const starts: number[] = [];
	const request = async () => {
		starts.push(clock.now() - begin);
		await clock.sleep(1_000);
	};
	await clock.run(
		Promise.all(
			Array.from({ length: count }, async () => await throttle.send(request, false, none)),
		),
	);
	return starts;
}

const gaps = (starts: readonly number[]) =>
	starts.slice(1).map((start, index) => start - (starts[index] ?? 0));

describe('what the user sets', () => {
	it('starts requests a moment apart without a limit, so that a refusal can arrive', async () => {
		expect(await startsOf(5, 0)).toEqual([0, 15, 30, 45, 60]);
	});

	it('spreads the requests of a minute evenly, from the first on', async () => {
		expect(await startsOf(4, 30)).toEqual([0, 2_000, 4_000, 6_000]);
		expect(await startsOf(3, 1)).toEqual([0, 60_000, 120_000]);
	});

	it('never starts more in any minute than the limit says', async () => {
		await fc.assert(
			fc.asyncProperty(fc.integer({ min: 1, max: 200 }), async (perMinute) => {
				const starts = await startsOf(perMinute + 3, perMinute);
				for (const gap of gaps(starts)) expect(gap).toBeCloseTo(60_000 / perMinute, 3);
			}),
			{ numRuns: 20 },
		);
	});

	it('makes all wait for as long as the gateway asks', async () => {
		expect((await startsOf(3, 0, 30_000))[0]).toBe(30_000);
	});

	it('goes on spreading when a pause is over', async () => {
		const starts = await startsOf(4, 60, 10_000);
		expect(starts[0]).toBe(10_000);
		for (const gap of gaps(starts)) expect(gap).toBeGreaterThanOrEqual(1_000);
	});

	it('keeps to the longest of several pauses', async () => {
		const clock = virtualClock();
		const begin = clock.now();
		const throttle = throttleOf(clock);
		throttle.pause(20_000);
		throttle.pause(5_000);
		await clock.run(throttle.send(async () => undefined, false, none));
		expect(clock.now() - begin).toBe(20_000);
	});

	it('does not wait for what has passed anyway', async () => {
		const clock = virtualClock();
		const throttle = throttleOf(clock, { requestsPerMinute: 6 });
		await clock.run(throttle.send(async () => undefined, false, none));
		await clock.run(clock.sleep(60_000));
		const before = clock.sleeps.length;
		await clock.run(throttle.send(async () => undefined, false, none));
		expect(clock.sleeps).toHaveLength(before);
		expect(throttle.heldByLimit).toBe(0);
	});

	it('passes the failure of a wait on, and lets the next one start', async () => {
		const clock = virtualClock();
		let isCancelled = true;
		const sleep = async (milliseconds: number) => {
			if (isCancelled) throw new RangeError('cancelled');
			await clock.sleep(milliseconds);
		};
		const throttle = new Throttle({ ...clock, sleep }, { concurrency: 2, requestsPerMinute: 0 });
		throttle.pause(1_000);
		await expect(throttle.send(async () => 1, false, none)).rejects.toThrow('cancelled');
		isCancelled = false;
		await expect(clock.run(throttle.send(async () => 2, false, none))).resolves.toEqual({
			ok: true,
			value: 2,
		});
	});
});

/** The time of the run ÷ the ideal time, and refused requests an item. */
async function measured(items: number, concurrency: number, idealMs: number, gateway: Gateway) {
	const clock = virtualClock(0.5);
	const throttle = throttleOf(clock, { concurrency });
	const begin = clock.now();
	await clock.run(worksThrough(throttle, gateway(clock), items, concurrency));
	return {
		time: (clock.now() - begin) / idealMs,
		refused: throttle.refusals / items,
		throttle,
	};
}

describe('what the gateway serves, found without being told', () => {
	it.each([
		['100 items, 4 of 8 at once', 100, 4, 25_000, 1.1, 0, servingAtOnce(8, 1_000)],
		['100 items, 16 for 5 at once', 100, 16, 20_000, 1.15, 0.25, servingAtOnce(5, 1_000)],
		[
			'100 items, 16 for 5 at once, which asks for a second',
			100,
			16,
			20_000,
			1.15,
			0.25,
			servingAtOnce(5, 1_000, { wait: 1_000 }),
		],
		['100 items, 32 for 5 at once', 100, 32, 20_000, 1.15, 0.25, servingAtOnce(5, 1_000)],
		['60 items, 16 for 5 at once, 3 s', 60, 16, 36_000, 1.15, 0.25, servingAtOnce(5, 3_000)],
		['60 items, 32 for 20 at once, 3 s', 60, 32, 9_000, 1.15, 0.25, servingAtOnce(20, 3_000)],
		[
			'80 items, 16 for 4 a second, sliding',
			80,
			16,
			20_000,
			1.15,
			0.25,
			limitedInTime(4, 'sliding'),
		],
		['80 items, 16 for 4 a second, fixed', 80, 16, 20_000, 1.15, 0.25, limitedInTime(4, 'fixed')],
		[
			'80 items, 16 for 4 a second, refilled',
			80,
			16,
			20_000,
			1.15,
			0.25,
			limitedInTime(4, 'bucket'),
		],
		['200 items, 16 for 10 a second', 200, 16, 20_000, 1.25, 0.25, limitedInTime(10, 'sliding')],
		['40 items, 16 for 1 at once', 40, 16, 40_000, 1.15, 0.25, servingAtOnce(1, 1_000)],
	] as const)('%s', async (_title, items, concurrency, ideal, maxTime, maxRefused, gateway) => {
		const { refused, time } = await measured(items, concurrency, ideal, gateway);
		expect(time).toBeLessThanOrEqual(maxTime);
		expect(refused).toBeLessThanOrEqual(maxRefused);
	});

	it('tells how many are served at once, and nothing where none was refused', async () => {
		const found = await measured(60, 16, 1, servingAtOnce(5, 1_000));
		expect(found.throttle.servedAtOnce).toBe(5);
		const free = await measured(20, 4, 1, servingAtOnce(8, 1_000));
		expect(free.throttle.servedAtOnce).toBeUndefined();
		const slow = await measured(40, 16, 1, limitedInTime(4, 'fixed'));
		expect(slow.throttle.servedAtOnce).toBeUndefined();
	});

	it('follows a gateway that serves more from the middle of a run on', async () => {
		let served = 0;
		const widening = servingAtOnce(() => (served < 100 ? 5 : 20), 1_000, {
			onServed: () => served++,
		});
		const { time } = await measured(200, 32, 25_000, widening);
		expect(time).toBeLessThanOrEqual(1.3);
	});

	it('goes on at a pace where a gateway refuses by chance, which no pace avoids', async () => {
		const rare = await measured(200, 16, 12_500, refusingByChance(0.1, 1_000));
		const often = await measured(200, 16, 12_500, refusingByChance(0.5, 1_000));
		const slow = await measured(100, 8, 250_000, refusingByChance(0.5, 20_000));
		expect(rare.time).toBeLessThanOrEqual(4);
		expect(often.time).toBeLessThanOrEqual(10);
		expect(slow.time).toBeLessThanOrEqual(5);
	});

	it('shares what is served with another run that starts at the same time', async () => {
		const phases = [0, 10, 20, 30, 40, 50, 60];
		const both = async (phase: number) => {
			const clock = virtualClock(0.5);
			const begin = clock.now();
			const gateway = servingAtOnce(5, 1_000, { phase })(clock);
			const served = [0, 0];
			let whenFirstEnded: readonly number[] | undefined;
			const run = async (index: number) => {
				const throttle = throttleOf(clock, { concurrency: 16 });
				const counted = async () => {
					await gateway();
					served[index] = (served[index] ?? 0) + 1;
				};
				await worksThrough(throttle, counted, 100, 16);
				whenFirstEnded ??= [...served];
				expect(throttle.refusals).toBeLessThanOrEqual(25);
			};
			await clock.run(Promise.all([run(0), run(1)]));
			const [a = 0, b = 0] = whenFirstEnded ?? [];
			return { time: (clock.now() - begin) / 40_000, share: Math.min(a, b) / (a + b) };
		};
		const results = [];
		for (const phase of phases) results.push(await both(phase));
		const mean = (values: readonly number[]) =>
			values.reduce((sum, value) => sum + value, 0) / values.length;
		expect(mean(results.map(({ time }) => time))).toBeLessThanOrEqual(1.2);
		expect(mean(results.map(({ share }) => share))).toBeGreaterThanOrEqual(1 / 3);
	});
});

it('goes on with Requests per Minute where the last run of the node stopped, in another process too', async () => {
	const clock = virtualClock();
	const memory = { nextStart: clock.date() + 4_000 };
	const settings = { concurrency: 4, requestsPerMinute: 12 };
	const throttle = new Throttle(clock, settings, memory);
	const from = clock.now();
	const sent = throttle.send(
		async () => clock.now() - from,
		false,
		() => undefined,
	);
	expect(await clock.run(sent)).toEqual({ ok: true, value: 4_000 });
	expect(memory.nextStart - clock.date()).toBe(5_000);
	// A clock that was set back must not stop the node.
	const late = new Throttle(clock, settings, { nextStart: clock.date() + 1e9 });
	const start = clock.now();
	await clock.run(
		late.send(
			async () => undefined,
			false,
			() => undefined,
		),
	);
	expect(clock.now() - start).toBeLessThanOrEqual(5_000);
});

describe('whether the gateway serves', () => {
	it('is said of what was served since a moment, the moment included', async () => {
		const clock = virtualClock();
		const throttle = throttleOf(clock);
		expect(throttle.servesSince(clock.now())).toBe(false);
		await clock.run(throttle.send(async () => await clock.sleep(500), false, none));
		expect(throttle.servesSince(clock.now())).toBe(true);
		expect(throttle.servesSince(clock.now() + 1)).toBe(false);
	});

	it('is said of what it had by then and works on, and of nothing that was refused', async () => {
		const clock = virtualClock();
		const throttle = throttleOf(clock);
		const begin = clock.now();
		const seen: boolean[] = [];
		const work = async () => {
			seen.push(throttle.servesSince(begin), throttle.servesSince(begin - 1));
			throw new Error('refused');
		};
		await clock.run(throttle.send(work, false, () => ({})));
		expect(seen).toEqual([true, false]);
		expect(throttle.servesSince(begin)).toBe(false);
	});
});

it('starts one that sleeps for its turn no sooner than a pause ends that begins meanwhile', async () => {
	const clock = virtualClock();
	const throttle = throttleOf(clock, { requestsPerMinute: 12 });
	const begin = clock.now();
	const starts: number[] = [];
	const request = async () => {
		starts.push(clock.now() - begin);
	};
	const both = Promise.all([
		throttle.send(request, false, none),
		throttle.send(request, false, none),
		clock.sleep(2_000).then(() => throttle.pause(30_000)),
	]);
	await clock.run(both);
	expect(starts).toEqual([0, 32_000]);
});

it('ends a wait for its turn within a second of a cancel', async () => {
	const clock = virtualClock();
	const begin = clock.now();
	const sleep = async (milliseconds: number) => {
		await clock.sleep(milliseconds);
		if (clock.now() - begin >= 10_000) throw new RangeError('cancelled');
	};
	const throttle = new Throttle({ ...clock, sleep }, { concurrency: 1, requestsPerMinute: 0 });
	throttle.pause(600_000);
	const sent = throttle.send(async () => 1, false, none).catch((error: unknown) => error);
	expect(await clock.run(sent)).toBeInstanceOf(RangeError);
	expect(clock.now() - begin).toBeLessThan(11_000);
});
