import { ConcurrencyLimit } from '../../nodes/ImageEdit/transport/concurrencyLimit';
import { found, opened, placeAt, tryAt } from '../helpers/servedAtOnce';

/** Others have come: the place of one of five was refused, and again when it was tried. */
function shared(random = 0): ConcurrencyLimit {
	const limit = found();
	limit.onRefused(1_120, placeAt(1_100, 3), 0, 0);
	limit.onStart(1_500, 3);
	limit.onRefused(1_520, tryAt(1_500, 3), 0, random);
	return limit;
}

describe('one that is refused in the place of another', () => {
	it('may have met a passing matter: its place is tried again after 300 ms', () => {
		const limit = found();
		limit.onRefused(1_120, placeAt(1_100, 3), 0, 0);
		expect(limit.found).toBe(5);
		expect(limit.delay(1_120, 4)).toBe(Infinity);
		expect(limit.delay(1_120, 3)).toBe(300);
		// None is left out now.
		expect(limit.delay(1_120, 2)).toBe(0);
	});

	it('is tried again after half of what a request takes, where that is more', () => {
		const limit = found();
		limit.onServed(3_000, { at: 1_000, isTry: false }, 5);
		limit.onRefused(3_120, placeAt(3_100, 3), 0, 0);
		expect(limit.delay(3_120, 3)).toBe((0.7 * 500 + 0.3 * 2_000) / 2);
	});

	it('at as many as were served is a try in vain', () => {
		const limit = found();
		limit.onRefused(1_120, placeAt(1_100, 5), 0, 0);
		expect(limit.delay(1_120, 5)).toBe(2_000);
		expect(limit.found).toBe(5);
	});

	it('makes the next try wait for what the gateway asks for', () => {
		const limit = found();
		limit.onRefused(1_120, placeAt(1_100, 3), 100, 0);
		expect(limit.delay(1_120, 3)).toBe(300 + 900);
	});
});

describe('a second refusal where more were served', () => {
	it('is a sign of others: no number is told any more', () => {
		expect(shared().found).toBeUndefined();
	});

	it('makes one more be tried each time two requests could have followed each other', () => {
		expect(shared().delay(1_520, 3)).toBe(1_000);
	});

	it('leaves none out', () => {
		expect(shared().delay(1_530, 2)).toBe(0);
	});

	it.each([
		[0, 3],
		[0.29, 3],
		[0.31, 2],
		[0.99, 2],
	])(
		'gives a share of the requests beyond the first up: by the chance of %j, %j stay',
		(random, stay) => {
			const limit = shared(random);
			expect(limit.delay(9_000, stay - 1)).toBe(0);
			expect(limit.delay(1_521, stay)).toBeGreaterThan(900);
			expect(limit.delay(1_521, stay)).not.toBe(Infinity);
		},
	);

	it('is a sign with none under way as well, and gives up nothing then', () => {
		const limit = found();
		limit.onRefused(1_120, placeAt(1_100, 0), 0, 0.99);
		expect(limit.found).toBeUndefined();
		expect(limit.delay(1_120, 0)).toBeCloseTo(300 * (1 + 0.25 * 0.99), 6);
	});

	it('below three is one where three were served of late, though five once were', () => {
		const limit = shared();
		limit.onRefused(1_700, placeAt(1_650, 3), 0, 0);
		// At as many as of late, it is a try in vain: of those that share.
		expect(limit.delay(1_700, 3)).toBe(1_000);
		limit.onRefused(1_900, placeAt(1_850, 2), 0, 0);
		expect(limit.delay(1_900, 2)).toBe(300);
	});
});

describe('while others are there', () => {
	it('the first try that succeeds is followed by one after half of what a request takes', () => {
		const { limit } = opened(1);
		limit.onServed(500, { at: 0, isTry: true }, 1);
		limit.restart(600, 10);
		limit.onStart(600, 0);
		expect(limit.delay(600, 1)).toBe(250);
	});

	it('one that is refused in the place of another gives nothing up', () => {
		const limit = shared();
		limit.onRefused(1_700, placeAt(1_650, 3), 0, 1);
		expect(limit.delay(1_700, 3)).toBe(1_250);
	});

	it('with one other under way it may be a passing matter as well', () => {
		const limit = found();
		limit.onRefused(1_120, placeAt(1_100, 1), 0, 0);
		expect(limit.found).toBe(5);
	});

	it('tries that succeed follow each other ever faster', () => {
		const limit = shared();
		const waits = [3, 4, 5, 6, 7].map((underWay) => {
			limit.onStart(3_000, underWay);
			return limit.delay(3_000, underWay + 1);
		});
		expect(waits).toEqual([250, 125, 62.5, 60, 60]);
	});

	it('a try in vain after two that succeeded gives nothing up, and the row ends', () => {
		const after = (successes: number) => {
			const limit = shared();
			for (let n = 0; n < successes; n++) limit.onStart(3_000 + n, 3 + n);
			const level = 2 + successes;
			limit.onRefused(4_000, tryAt(3_900, level), 0, 0.99);
			return { limit, gaveUp: limit.delay(4_000, level) === Infinity, level };
		};
		expect(after(1).gaveUp).toBe(true);
		const two = after(2);
		expect(two.gaveUp).toBe(false);
		two.limit.onStart(6_000, two.level);
		expect(two.limit.delay(6_000, two.level + 1)).toBe(250);
	});

	it('is for 20 times what a request takes', () => {
		const waitAt = (at: number) => {
			const limit = shared();
			limit.onRefused(at, tryAt(at - 20, 3), 0, 0);
			return limit.delay(at, 3);
		};
		expect(waitAt(11_519)).toBe(1_000);
		expect(waitAt(11_520)).toBe(2_000);
	});

	it('counts from the last sign, not from a try in vain', () => {
		const limit = shared();
		limit.onRefused(9_000, tryAt(8_980, 3), 0, 0);
		limit.onRefused(11_600, tryAt(11_580, 3), 0, 0);
		expect(limit.delay(11_600, 3)).toBe(2_000);
	});
});

describe('with none under way', () => {
	it('begins anew after a refusal that nobody can tell the reason of', () => {
		const limit = found();
		limit.restart(1_500, 120);
		expect(limit.found).toBeUndefined();
		expect(limit.delay(1_500, 1)).toBe(Infinity);
		expect(limit.delay(1_500, 0)).toBe(0);
		limit.onStart(1_500, 0);
		// Half of what a request takes, more than three times what a refusal does.
		expect(limit.delay(1_500, 1)).toBe(250);
		limit.onStart(1_750, 1);
		expect(limit.delay(1_750, 2)).toBeCloseTo(3 * (0.7 * 20 + 0.3 * 120), 6);
	});

	it('waits twice as long each time, up to two requests, and anew once one was served', () => {
		const limit = new ConcurrencyLimit(9);
		limit.restart(0, 10);
		const refused = (at: number) => {
			limit.onStart(at, 0);
			limit.onRefused(at + 20, tryAt(at, 0), 0, 0);
			return limit.delay(at + 20, 0);
		};
		// A request is taken to need a second while none was served.
		expect([0, 1_000, 3_000, 6_000].map(refused)).toEqual([500, 1_000, 2_000, 2_000]);
		limit.onServed(11_000, { at: 10_000, isTry: true }, 1);
		expect(refused(12_000)).toBe(500);
	});

	it('begins the row anew once one was refused with others under way', () => {
		const limit = new ConcurrencyLimit(9);
		limit.restart(0, 10);
		limit.onStart(0, 0);
		limit.onRefused(20, tryAt(0, 0), 0, 0);
		limit.onStart(1_000, 0);
		limit.onStart(1_500, 1);
		limit.onRefused(1_520, tryAt(1_500, 1), 0, 0);
		expect(limit.delay(1_520, 1)).toBe(2_000);
		limit.onRefused(1_620, tryAt(1_600, 0), 0, 0);
		expect(limit.delay(1_620, 0)).toBe(500);
	});
});

describe('a try in vain, again and again', () => {
	/** The longest wait for the next try. */
	const longest = (served: number, took: number | undefined) => {
		const { limit } = opened(Math.max(1, served) + 1);
		if (took !== undefined) limit.onServed(took, { at: 0, isTry: true }, served);
		let at = 1e5;
		for (let tries = 9; tries > 0; tries--) {
			at += 1e6;
			limit.onRefused(at, tryAt(at - 20, served), 0, 0);
		}
		return limit.delay(at, served);
	};

	it.each([
		[5, undefined, 60_000],
		[5, 500, 3_000],
		[5, 2_000, 5_000],
		[2, 2_000, 5_000],
		[1, 2_000, 10_000],
		[0, 2_000, 10_000],
	])('of %j, of which one takes %j ms, waits %j ms at most', (served, took, expected) => {
		expect(longest(served, took)).toBe(expected);
	});
});
