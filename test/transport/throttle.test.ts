import fc from 'fast-check';
import { Throttle } from '../../nodes/ImageEdit/transport/throttle';
import { virtualClock } from '../helpers/virtualClock';
import type { Gateway } from '../helpers/limitedGateway';
import { sized } from '../helpers/depth';
import {
	limitedInTime,
	refusingByChance,
	seeded,
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
		// A second run might be there: the first ones are the farthest apart.
		const starts = await startsOf(5, 0);
		expect(starts.map(Math.round)).toEqual([0, 50, 75, 92, 107]);
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

/** What one or several runs at the same gateway came to. */
interface Measured {
	/** Time ÷ ideal time. */
	readonly time: number;
	/** Refused requests an item. */
	readonly refused: number;
	/** Of all that was served until the first run ended, what the run got that got least. */
	readonly share: number;
	readonly servedAtOnce: readonly unknown[];
}

interface Runs {
	readonly items: number;
	readonly concurrency: number;
	readonly idealMs: number;
	/** When each run begins, in milliseconds; one at once when absent. */
	readonly begins?: readonly number[];
}

async function measuredOnce(gateway: Gateway, runs: Runs, random: () => number): Promise<Measured> {
	const { begins = [0], concurrency, idealMs, items } = runs;
	const clock = { ...virtualClock(), random };
	const request = gateway(clock);
	const begin = clock.now();
	const served = begins.map(() => 0);
	let untilFirstEnd: readonly number[] | undefined;
	const one = async (after: number, index: number) => {
		await clock.sleep(after * random());
		const throttle = throttleOf(clock, { concurrency });
		const counted = async () => {
			await request();
			served[index] = (served[index] ?? 0) + 1;
		};
		await worksThrough(throttle, counted, items, concurrency);
		untilFirstEnd ??= [...served];
		return throttle;
	};
	const throttles = await clock.run(Promise.all(begins.map(one)));
	const counts = untilFirstEnd ?? [];
	const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
	return {
		time: (clock.now() - begin) / idealMs,
		refused: sum(throttles.map(({ refusals }) => refusals)) / (items * begins.length),
		share: Math.min(...counts) / sum(counts),
		servedAtOnce: throttles.map(({ servedAtOnce }) => servedAtOnce),
	};
}

/** The same with one seed after the other. */
async function measured(gateway: Gateway, runs: Runs, seeds: number): Promise<readonly Measured[]> {
	const all: Measured[] = [];
	for (let seed = 1; seed <= seeds; seed++) {
		all.push(await measuredOnce(gateway, runs, seeded(seed)));
	}
	return all;
}

const median = (values: readonly number[]) =>
	[...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

const timesOf = (all: readonly Measured[]) => all.map(({ time }) => time);
const refusedOf = (all: readonly Measured[]) => all.map(({ refused }) => refused);
const sharesOf = (all: readonly Measured[]) => all.map(({ share }) => share);

const fewSeeds = sized(31, 5);
const manySeeds = sized(101, 21);

/** Gateways that serve so many at once, and the most that the time is of the ideal, in the median and at worst. */
const atOnceCases: ReadonlyArray<readonly [string, Gateway, Runs, number, number]> = [
	['4 of 8', servingAtOnce(8, 1_000), { items: 100, concurrency: 4, idealMs: 25_000 }, 1.05, 1.05],
	['16 for 5', servingAtOnce(5, 1_000), { items: 100, concurrency: 16, idealMs: 20_000 }, 1.1, 1.2],
	[
		'16 for 5, which asks for a second',
		servingAtOnce(5, 1_000, { wait: 1_000 }),
		{ items: 100, concurrency: 16, idealMs: 20_000 },
		1.15,
		1.2,
	],
	['32 for 5', servingAtOnce(5, 1_000), { items: 100, concurrency: 32, idealMs: 20_000 }, 1.1, 1.2],
	[
		'16 for 5, 3 s',
		servingAtOnce(5, 3_000),
		{ items: 60, concurrency: 16, idealMs: 36_000 },
		1.1,
		1.2,
	],
	[
		'32 for 20, 3 s',
		servingAtOnce(20, 3_000),
		{ items: 60, concurrency: 32, idealMs: 9_000 },
		1.1,
		1.1,
	],
	['16 for 1', servingAtOnce(1, 1_000), { items: 40, concurrency: 16, idealMs: 40_000 }, 1.1, 1.15],
	[
		'16 for 2',
		servingAtOnce(2, 1_000),
		{ items: 60, concurrency: 16, idealMs: 30_000 },
		1.12,
		1.15,
	],
	[
		'16 for 5 that take from one to three times as long',
		servingAtOnce(5, 1_000, { slowest: 3 }),
		{ items: 100, concurrency: 16, idealMs: 20_000 },
		1.15,
		1.2,
	],
];

const inTime = (perSecond: number): Runs => ({
	items: 20 * perSecond,
	concurrency: 16,
	idealMs: 20_000,
});

/** Gateways that serve so many in a time. */
const inTimeCases: ReadonlyArray<readonly [string, Gateway, Runs, number, number]> = [
	['4 a second', limitedInTime(4, 'sliding'), inTime(4), 1.1, 1.15],
	['4 a full second', limitedInTime(4, 'fixed'), inTime(4), 1.1, 1.2],
	['4 a second, saved up', limitedInTime(4, 'bucket'), inTime(4), 1.05, 1.2],
	['6 a second', limitedInTime(6, 'sliding'), inTime(6), 1.2, 1.25],
	['10 a second', limitedInTime(10, 'sliding'), inTime(10), 1.12, 1.15],
	['4 a second that take 1 s', limitedInTime(4, 'sliding', 1_000), inTime(4), 1.12, 1.2],
	['4 a second that take 3 s', limitedInTime(4, 'sliding', 3_000), inTime(4), 1.35, 2],
	// Each refusal costs the whole run a wait; no more than that.
	['4 a second, which asks for 1 s', limitedInTime(4, 'sliding', 500, 1_000), inTime(4), 1.4, 1.6],
	['3 a second, which asks for 2 s', limitedInTime(3, 'fixed', 500, 2_000), inTime(3), 1.8, 2],
	['1 a second, which asks for 2 s', limitedInTime(1, 'sliding', 500, 2_000), inTime(1), 1.8, 2],
];

describe('what the gateway serves, found without being told', () => {
	describe.each([
		['at once', atOnceCases],
		['in a time', inTimeCases],
	])('%s', (_kind, cases) => {
		it.each(cases)('%s', async (_title, gateway, runs, usual, worst) => {
			const all = await measured(gateway, runs, fewSeeds);
			expect(median(timesOf(all))).toBeLessThanOrEqual(usual);
			expect(Math.max(...timesOf(all))).toBeLessThanOrEqual(worst);
			expect(median(refusedOf(all))).toBeLessThanOrEqual(0.25);
		});
	});

	it('tells how many are served at once, and nothing where none was refused', async () => {
		const runs = { items: 60, concurrency: 16, idealMs: 1 };
		const told = async (gateway: Gateway, concurrency = 16) =>
			(await measured(gateway, { ...runs, concurrency }, 1))[0]?.servedAtOnce;
		expect(await told(servingAtOnce(5, 1_000))).toEqual([5]);
		expect(await told(servingAtOnce(8, 1_000), 4)).toEqual([undefined]);
		expect(await told(limitedInTime(4, 'fixed'))).toEqual([undefined]);
	});

	it('follows a gateway that serves more, or fewer, from the middle of a run on', async () => {
		const runs = { items: 200, concurrency: 32, idealMs: 25_000 };
		const changing = async (before: number, after: number) =>
			await measured(
				servingAtOnce((served) => (served < 100 ? before : after), 1_000),
				runs,
				fewSeeds,
			);
		const wider = await changing(5, 20);
		expect(Math.max(...timesOf(wider))).toBeLessThanOrEqual(1.3);
		const narrower = await changing(20, 5);
		expect(Math.max(...timesOf(narrower))).toBeLessThanOrEqual(1.2);
		expect(median(refusedOf(narrower))).toBeLessThanOrEqual(0.25);
	});

	it('goes on at a pace where a gateway refuses by chance, which no pace avoids', async () => {
		const runs = { items: 200, concurrency: 16, idealMs: 12_500 };
		const rare = await measured(refusingByChance(0.1, 1_000), runs, fewSeeds);
		const often = await measured(refusingByChance(0.5, 1_000), runs, fewSeeds);
		const slowRuns = { items: 100, concurrency: 8, idealMs: 250_000 };
		const slow = await measured(refusingByChance(0.5, 20_000), slowRuns, fewSeeds);
		expect(median(timesOf(rare))).toBeLessThanOrEqual(2.5);
		expect(median(timesOf(often))).toBeLessThanOrEqual(10);
		expect(median(timesOf(slow))).toBeLessThanOrEqual(5);
	});
});

describe('runs that share a gateway know nothing of each other', () => {
	it('and get fair shares of what it serves, and nearly all of it', async () => {
		const runs = { items: 100, concurrency: 16, idealMs: 40_000, begins: [0, 200] };
		const all = await measured(servingAtOnce(5, 1_000), runs, manySeeds);
		expect(median(timesOf(all))).toBeLessThanOrEqual(1.13);
		expect(Math.max(...timesOf(all))).toBeLessThanOrEqual(1.3);
		expect(median(sharesOf(all))).toBeGreaterThanOrEqual(1 / 3);
		expect(Math.min(...sharesOf(all))).toBeGreaterThan(0.1);
		expect(median(refusedOf(all))).toBeLessThanOrEqual(0.25);
	});

	it('also where a request takes long, or a run begins late', async () => {
		const long = { items: 60, concurrency: 16, idealMs: 72_000, begins: [0, 200] };
		const late = { items: 100, concurrency: 16, idealMs: 40_000, begins: [0, 5_000] };
		for (const [gateway, runs] of [
			[servingAtOnce(5, 3_000), long],
			[servingAtOnce(5, 1_000), late],
		] as const) {
			const all = await measured(gateway, runs, sized(51, 11));
			expect(median(timesOf(all))).toBeLessThanOrEqual(1.2);
			expect(Math.max(...timesOf(all))).toBeLessThanOrEqual(1.4);
			expect(median(sharesOf(all))).toBeGreaterThanOrEqual(0.2);
		}
	});

	it('and lose little where there are three, few are served at once, or so many in a time', async () => {
		const three = { items: 70, concurrency: 16, idealMs: 42_000, begins: [0, 500, 1_000] };
		const few = { items: 60, concurrency: 16, idealMs: 60_000, begins: [0, 1_000] };
		const rated = { items: 80, concurrency: 16, idealMs: 40_000, begins: [0, 200] };
		for (const [gateway, runs, worst] of [
			[servingAtOnce(5, 1_000), three, 1.5],
			[servingAtOnce(2, 1_000), few, 1.5],
			[limitedInTime(4, 'sliding'), rated, 2.5],
		] as const) {
			const all = await measured(gateway, runs, fewSeeds);
			expect(median(timesOf(all))).toBeLessThanOrEqual(1.2);
			expect(Math.max(...timesOf(all))).toBeLessThanOrEqual(worst);
		}
	});

	it('and hardly ever tell a number that was so low because of each other', async () => {
		const runs = { items: 100, concurrency: 16, idealMs: 1, begins: [0, 200] };
		const all = await measured(servingAtOnce(5, 1_000), runs, sized(51, 11));
		const told = all.flatMap(({ servedAtOnce }) =>
			servedAtOnce.filter((found) => found !== undefined),
		);
		expect(told.length).toBeLessThanOrEqual(all.length / 2);
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
