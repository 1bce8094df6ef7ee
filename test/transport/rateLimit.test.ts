import { RateLimit } from '../../nodes/ImageEdit/transport/rateLimit';

/** The waits after so many refusals in a row under which no rate is known. */
function waits(count: number, random = 0): readonly number[] {
	const limit = new RateLimit();
	return Array.from({ length: count }, (_none, index) =>
		// More than a sample would tell of chance: each is far from the one before.
		limit.onRefused(index * 1e6, index * 1e6, [], 0, random),
	);
}

it('waits 1, 2 and 4 s while no rate is known, and a minute from the thirteenth refusal on', () => {
	expect(waits(13)).toEqual([1_000, 2_000, ...Array<number>(10).fill(4_000), 60_000]);
});

it('waits up to a quarter longer, so that runs do not come back together', () => {
	expect(waits(2, 1)).toEqual([1_250, 2_500]);
});

it('begins anew with a second once a request was served', () => {
	const limit = new RateLimit();
	limit.onRefused(0, 0, [], 0, 0);
	limit.onRefused(1, 1, [], 0, 0);
	limit.onServed(2);
	expect(limit.onRefused(3, 3, [], 0, 0)).toBe(1_000);
});

it('knows a rate from two accepted starts on, and spaces the next by it', () => {
	const one = new RateLimit();
	expect(one.onRefused(1_000, 900, [0], 0, 0)).toBe(1_000);
	const two = new RateLimit();
	expect(two.onRefused(1_000, 900, [0, 500], 0, 0)).toBe(0);
	// 500 ms a request: 35 % of it after the refusal, and 500 ms after what was accepted last.
	expect(two.delay(1_000, 900)).toBe(175);
	expect(two.delay(1_000, 950)).toBe(450);
});

/** Milliseconds between requests, long after the last refusal. */
const spacingOf = (limit: RateLimit) => limit.delay(1e6, 1e6);

it('waits twice as long after each further refusal in a row', () => {
	const limit = new RateLimit();
	limit.onRefused(1_000, 900, [0, 500], 0, 0);
	limit.onRefused(1_125, 1_100, [0, 500], 0, 0);
	expect(limit.delay(1_125, 1_100)).toBeCloseTo(0.7 * spacingOf(limit), 6);
	// One that was accepted in between ends the row.
	limit.onRefused(2_000, 1_990, [0, 500, 1_800], 0, 0);
	expect(limit.delay(2_000, 1_990)).toBeLessThanOrEqual(spacingOf(limit));
});

it('lets none start before the wait after a refusal is over, whatever started since', () => {
	const limit = new RateLimit();
	limit.onRefused(1_000, 900, [0, 500], 0, 0);
	expect(limit.delay(1_000, 100)).toBe(175);
});

it('goes faster by ever larger steps, after ever fewer requests, while none is refused', () => {
	const limit = new RateLimit();
	const accepted = Array.from({ length: 40 }, (_none, index) => index * 1_000);
	limit.onRefused(40_000, 39_900, accepted, 0, 0);
	const spacings: number[] = [];
	for (let now = 41_000; spacingOf(limit) > 100; now += spacingOf(limit)) {
		limit.onServed(now);
		spacings.push(spacingOf(limit));
	}
	const steps = [...new Set(spacings)].map((spacing) => Math.round(spacing));
	expect(steps).toEqual([1_000, 950, 855, 684, 410, 205, 103, 51]);
	expect(spacings.length).toBeLessThanOrEqual(40);
});

it('goes faster for the first time nine waits later where the gateway asks for a wait', () => {
	const firstStepOf = (wait: number) => {
		const limit = new RateLimit();
		limit.onRefused(40_000, 39_900, [37_000, 38_000, 39_000], wait, 0);
		const before = spacingOf(limit);
		let now = 40_000;
		for (; spacingOf(limit) === before; now += 100) limit.onServed(now);
		return now;
	};
	expect(firstStepOf(2_000) - firstStepOf(0)).toBe(18_000);
});

it('waits no longer than a minute, however often it was refused in a row', () => {
	const limit = new RateLimit();
	for (let at = 1_000; at < 20_000; at += 1_000) limit.onRefused(at, at - 10, [0, 500], 0, 0);
	expect(limit.delay(20_000, 19_000)).toBeLessThanOrEqual(60_000);
});

/** When it goes faster, and how many milliseconds then lie between requests, while all are served. */
function stepsOf(limit: RateLimit, from: number): ReadonlyArray<readonly [number, number]> {
	const steps: Array<readonly [number, number]> = [];
	for (let now = from; !limit.isFree; now += 0.5) {
		const before = spacingOf(limit);
		limit.onServed(now);
		if (spacingOf(limit) !== before) steps.push([now, Number(spacingOf(limit).toFixed(1))]);
	}
	return steps;
}

describe('goes faster', () => {
	it('after ten requests, five, two and a half, and then each second', () => {
		const limit = new RateLimit();
		const accepted = Array.from({ length: 40 }, (_none, index) => index * 1_000);
		limit.onRefused(40_000, 39_900, accepted, 0, 0);
		expect(stepsOf(limit, 40_000)).toEqual([
			[50_000, 950],
			[54_750, 855],
			[56_887.5, 684],
			[57_887.5, 410.4],
			...[205.2, 102.6, 51.3, 25.7, 12.8, 6.4, 3.2, 1.6, 0].map(
				(spacing, index) => [58_887.5 + 1_000 * index, spacing] as const,
			),
		]);
	});

	it('by more and sooner where few told the rate, yet not before a further request', () => {
		const limit = new RateLimit();
		limit.onRefused(30_000, 29_900, [0, 10_000, 20_000], 0, 0);
		expect(stepsOf(limit, 30_000).slice(0, 4)).toEqual([
			[45_000, 7_500],
			[52_500, 3_750],
			[56_250, 1_875],
			[58_125, 937.5],
		]);
		const two = new RateLimit();
		two.onRefused(20_000, 19_900, [0, 10_000], 0, 0);
		expect(stepsOf(two, 20_000)[0]).toEqual([30_000, 6_666.7]);
	});

	it('until a request a millisecond', () => {
		const limit = new RateLimit();
		limit.onRefused(8, 7, [0, 1, 2], 0, 0);
		expect(stepsOf(limit, 8).map(([, spacing]) => spacing)).toEqual([2, 1, 0]);
	});

	it('later for a wait that the gateway asks for, once only, and not after one without', () => {
		const asked = (...waitsAskedFor: readonly number[]) => {
			const limit = new RateLimit();
			for (const wait of waitsAskedFor) {
				limit.onRefused(30_000, 29_900, [0, 10_000, 20_000], wait, 0);
			}
			return stepsOf(limit, 30_000).map(([now]) => now);
		};
		expect(asked(1_000).slice(0, 3)).toEqual([54_000, 61_500, 65_250]);
		expect(asked(1_000, 0).slice(0, 3)).toEqual([45_000, 52_500, 56_250]);
	});
});

describe('measures the rate', () => {
	const measured = (now: number, accepted: readonly number[]) => {
		const limit = new RateLimit();
		limit.onRefused(now, now - 1, accepted, 0, 0);
		return spacingOf(limit);
	};

	it('over the window in which most were accepted, up to now', () => {
		expect(measured(12_000, [0, 10_000, 10_500, 11_000])).toBeCloseTo(2_000 / 3, 6);
		expect(measured(12_000, [0, 4_000, 8_000, 9_000])).toBe(2_000);
	});

	it('over a second at least, as a burst tells nothing', () => {
		expect(measured(10_000, [0, 9_000, 9_300, 9_600])).toBeCloseTo(1_000 / 3, 6);
		expect(measured(10_000, [0, 9_001, 9_300, 9_600])).toBe(2_500);
	});

	it('over less where all that was accepted started in less', () => {
		expect(measured(10_000, [9_500, 9_700])).toBe(250);
	});

	it('as one a minute at least', () => {
		expect(measured(200_000, [0, 1])).toBe(60_000);
	});

	it('and knows none any more where one alone was accepted of late', () => {
		const limit = new RateLimit();
		limit.onRefused(1_000, 900, [0, 500], 0, 0);
		limit.onRefused(1_100, 1_050, [0, 500], 0, 0);
		expect(limit.onRefused(90_000, 89_900, [89_000], 0, 0)).toBe(1_000);
		expect(limit.isFree).toBe(true);
		expect(limit.delay(90_000, 89_950)).toBe(0);
	});
});

describe('a further refusal', () => {
	const accepted = (now: number) => [now - 1_000, now - 500];

	it('makes it slower by a twentieth where one was accepted in between, and else not', () => {
		const limit = new RateLimit();
		limit.onRefused(1_000, 900, accepted(1_000), 0, 0);
		expect(spacingOf(limit)).toBe(500);
		limit.onRefused(1_000, 950, accepted(1_000), 0, 0);
		expect(spacingOf(limit)).toBe(500);
		limit.onRefused(2_000, 1_900, accepted(2_000), 0, 0);
		expect(spacingOf(limit)).toBe(525);
		limit.onRefused(3_000, 2_900, accepted(3_000), 0, 0);
		expect(spacingOf(limit)).toBeCloseTo(551.25, 6);
		limit.onRefused(3_000, 2_950, accepted(3_000), 0, 0);
		expect(spacingOf(limit)).toBeCloseTo(551.25, 6);
	});

	it('lets it be at most half as fast as what was accepted of late', () => {
		const limit = new RateLimit();
		limit.onRefused(4_000, 3_900, [0, 2_000], 0, 0);
		expect(spacingOf(limit)).toBe(2_000);
		limit.onRefused(9_000, 8_900, accepted(9_000), 0, 0);
		expect(spacingOf(limit)).toBe(1_000);
	});

	it.each([
		[500, [175, 350, 700, 1_400, 2_800, 4_000, 4_000]],
		[2_000, [700, 1_400, 2_800, 5_600, 8_000, 8_000]],
		[20_000, [7_000, 14_000, 28_000, 56_000, 60_000]],
	])('at %j ms a request makes it wait in a row for %j ms', (spacing, expected) => {
		const limit = new RateLimit();
		const now = 100_000;
		const seen = expected.map((_wait, index) => {
			limit.onRefused(now, now - 50 + index, [now - 2 * spacing, now - spacing], 0, 0);
			return limit.delay(now, 0);
		});
		expect(seen).toEqual(expected.map((wait) => expect.closeTo(wait, 6) as unknown));
	});

	it('is in a row with one that started when the last one was accepted, not with one before it', () => {
		const wait = (startedAt: number) => {
			const limit = new RateLimit();
			limit.onRefused(4_000, startedAt, [0, 2_000], 0, 0);
			limit.onRefused(4_000, 3_900, [0, 2_000], 0, 0);
			return limit.delay(4_000, 3_900);
		};
		expect(wait(2_000)).toBe(1_400);
		expect(wait(1_999)).toBeCloseTo(735, 6);
	});

	it('lets none start sooner after what was accepted last than the spacing says', () => {
		const limit = new RateLimit();
		limit.onRefused(1_000, 995, [0, 990], 0, 0);
		expect(limit.delay(1_000, 995)).toBe(490);
	});

	it('counts among those without a known rate only where none is known', () => {
		const limit = new RateLimit();
		for (let left = 5; left > 0; left--) limit.onRefused(1_000, 900, [0, 500], 0, 0);
		expect(limit.onRefused(90_000, 89_900, [], 0, 0)).toBe(1_000);
		expect(limit.delay(90_000, 89_950)).toBe(0);
	});
});

it('knows no pace before the first refusal', () => {
	const limit = new RateLimit();
	expect(limit.delay(0, 0)).toBe(0);
	limit.onServed(5);
	expect(limit.delay(7, 7)).toBe(0);
	expect(limit.isFree).toBe(true);
});
