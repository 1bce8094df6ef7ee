import { RateLimit } from '../../nodes/ImageEdit/transport/rateLimit';

/** Milliseconds between requests, long after the last refusal. */
const spacingOf = (limit: RateLimit) => limit.delay(1e6, 1e6);

/** Refuses at one moment, in a row: 500 ms a request were served before. */
function refuse(limit: RateLimit, count: number, now = 1_000): void {
	for (let left = count; left > 0; left--) {
		limit.onRefused(now, now - 100, [now - 1_000, now - 500], 0, 0);
	}
}

function serve(limit: RateLimit, count: number, now = 1_000): void {
	for (let left = count; left > 0; left--) limit.onServed(now);
}

/** A limit whose rate was measured often enough: one of the next 20 requests was refused. */
function measured(): RateLimit {
	const limit = new RateLimit();
	refuse(limit, 4);
	return limit;
}

/** What shows of a slower pace on trial: 13 were served in 10.4 s, and a quarter more than that is left. */
const slower = 1_000;

/** The first sample, whose last request is served. @returns the limit after it */
function sampled(refused: number, end = 11_400): RateLimit {
	const limit = measured();
	refuse(limit, refused - 1);
	serve(limit, 19 - refused);
	serve(limit, 1, end);
	return limit;
}

/** A second sample at the slower pace. */
function tried(refusedFirst: number, refused: number): RateLimit {
	const limit = sampled(refusedFirst, 1_000);
	refuse(limit, refused);
	serve(limit, 20 - refused);
	return limit;
}

describe('of 20 requests', () => {
	it('seven that are refused try a slower pace, six do not', () => {
		expect(spacingOf(sampled(7))).toBeCloseTo(slower, 6);
		// At a good pace it is looked for a faster one instead.
		expect(spacingOf(sampled(6))).toBeLessThan(500);
	});

	it('the last one tells, and no one before it', () => {
		const limit = measured();
		refuse(limit, 6);
		serve(limit, 12);
		expect(spacingOf(limit)).toBe(500);
		refuse(limit, 1, 13_000);
		// A refusal is one of them as well: eight of 20, and twelve were served in as many seconds.
		expect(spacingOf(limit)).toBe(1_250);
	});

	it('a slower pace is never faster than the one before, nor slower than one a minute', () => {
		expect(spacingOf(sampled(7, 1_100))).toBe(500);
		expect(spacingOf(sampled(7, 1e6 - 1_000))).toBe(60_000);
	});

	it('all that are refused tell no pace by what was served', () => {
		const limit = measured();
		refuse(limit, 18);
		refuse(limit, 1, 3_000);
		expect(spacingOf(limit)).toBe(2_500);
	});

	it('those before the fourth refusal count for nothing, since the pace was another', () => {
		const limit = new RateLimit();
		refuse(limit, 3);
		serve(limit, 10);
		refuse(limit, 1);
		refuse(limit, 6);
		serve(limit, 12);
		serve(limit, 1, 11_400);
		expect(spacingOf(limit)).toBeCloseTo(slower, 6);
	});

	it('a good sample makes the next four refusals begin anew', () => {
		const limit = measured();
		serve(limit, 19);
		refuse(limit, 7);
		serve(limit, 12);
		serve(limit, 1, 11_400);
		// Four of the seven count: with three more it is a sample, and a good one.
		expect(spacingOf(limit)).toBeLessThan(500);
		const again = measured();
		serve(again, 19);
		refuse(again, 10);
		serve(again, 12);
		serve(again, 1, 11_400);
		expect(spacingOf(again)).toBeCloseTo(slower, 6);
	});

	it('a bad one makes none begin anew', () => {
		const limit = sampled(7, 1_000);
		refuse(limit, 4);
		serve(limit, 16);
		// The trial is over, and the pace helped.
		refuse(limit, 7);
		serve(limit, 12);
		serve(limit, 1, 17_250);
		expect(spacingOf(limit)).toBeCloseTo(1_562.5, 6);
	});
});

describe('a slower pace on trial', () => {
	it('is kept whatever is refused meanwhile', () => {
		const limit = sampled(7);
		limit.onRefused(12_000, 11_900, [6_000, 9_000], 0, 0);
		limit.onRefused(14_000, 13_900, [6_000, 9_000, 13_000], 0, 0);
		expect(spacingOf(limit)).toBeCloseTo(slower, 6);
	});

	it('gets no faster before as much time has passed as after a refusal', () => {
		const limit = sampled(7);
		limit.onServed(12_399);
		expect(spacingOf(limit)).toBeCloseTo(slower, 6);
		limit.onServed(12_400);
		expect(spacingOf(limit)).toBeLessThan(slower);
	});

	it('tells of chance where six tenths as many are refused as before', () => {
		expect(spacingOf(tried(10, 6))).toBe(15);
		expect(spacingOf(tried(10, 5))).toBe(500);
		expect(spacingOf(tried(7, 5))).toBe(15);
		expect(spacingOf(tried(7, 4))).toBe(500);
	});

	it('ends with its sample: the next refusals are measured again', () => {
		const limit = tried(10, 5);
		limit.onRefused(9_000, 8_900, [7_000, 8_000], 0, 0);
		expect(spacingOf(limit)).toBe(1_000);
	});
});

describe('a gateway that refuses by chance', () => {
	it('is no longer free, though no rate is known', () => {
		expect(tried(10, 6).isFree).toBe(false);
		expect(tried(10, 5).isFree).toBe(false);
		expect(new RateLimit().isFree).toBe(true);
	});

	it('gets requests 15 ms apart, and a tenth of a second after a refusal', () => {
		const limit = tried(10, 6);
		expect(limit.delay(5_000, 4_990)).toBe(5);
		expect(limit.onRefused(6_000, 5_900, [5_000, 5_500], 0, 1)).toBe(0);
		expect(limit.delay(6_000, 5_900)).toBe(100);
		expect(limit.delay(6_000, 5_950)).toBe(100);
		expect(limit.delay(6_099, 6_095)).toBe(11);
		expect(spacingOf(limit)).toBe(15);
	});

	it.each([
		[1, false],
		[0, true],
		[12, false],
		[13, true],
	])('is one while %j of 20 are refused: no longer one: %j', (refused, isFree) => {
		const limit = tried(10, 6);
		refuse(limit, refused);
		serve(limit, 19 - refused);
		expect(limit.isFree).toBe(false);
		serve(limit, 1);
		expect(limit.isFree).toBe(isFree);
	});

	it('is told anew once more are refused, whatever the pace', () => {
		const limit = tried(10, 6);
		serve(limit, 7);
		for (let left = 12; left > 0; left--) limit.onRefused(1_000, 900, [], 0, 0);
		expect(limit.isFree).toBe(false);
		expect(limit.onRefused(1_000, 900, [], 0, 0)).toBe(1_000);
		expect(limit.isFree).toBe(true);
	});
});

it('knows neither a rate nor chance where none is ever accepted', () => {
	const limit = new RateLimit();
	for (let at = 1; at <= 100; at++) {
		expect(limit.onRefused(at, at, [], 0, 0)).toBeGreaterThan(0);
		expect(limit.isFree).toBe(true);
	}
});
