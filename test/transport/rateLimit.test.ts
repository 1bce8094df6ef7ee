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
