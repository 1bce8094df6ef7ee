import { ConcurrencyLimit } from '../../nodes/ImageEdit/transport/concurrencyLimit';
import { found, opened, tryAt } from '../helpers/servedAtOnce';

describe('at first', () => {
	it('one starts at once, and the next ones ever closer to each other', () => {
		expect(opened(7).starts.map(Math.round)).toEqual([0, 50, 75, 92, 107, 122, 137]);
	});

	it('no more start than Concurrency says', () => {
		const { limit } = opened(2, 2);
		expect(limit.delay(1e6, 2)).toBe(Infinity);
		expect(limit.delay(1e6, 1)).toBe(0);
	});

	it('what starts in the place of another is no try for more', () => {
		const { limit } = opened(2);
		expect(limit.onStart(60, 1)).toBe(false);
		expect(limit.onStart(80, 2)).toBe(true);
		// The one in the place of another did not put off the next try.
		expect(opened(1).limit.onStart(0, 0)).toBe(false);
	});
});

describe('a refused try', () => {
	it('tells what is served at once: the next one starts when one ends', () => {
		const limit = found();
		expect(limit.found).toBe(5);
		expect(limit.delay(1_001, 6)).toBe(Infinity);
		expect(limit.delay(1_001, 3)).toBe(0);
	});

	it('tells nothing before one was refused, or was served', () => {
		const { limit } = opened(3);
		limit.onServed(500, { at: 0, isTry: true }, 1);
		expect(limit.found).toBeUndefined();
		const other = opened(3).limit;
		other.onRefused(100, tryAt(90, 2), 0, 0);
		expect(other.found).toBeUndefined();
	});

	it('is repeated a second later, and then twice as long after each in vain', () => {
		const limit = found();
		// One request is left out from 1 s on.
		expect(limit.delay(1_000, 5)).toBe(1_000);
		expect(limit.delay(1_999, 5)).toBe(1);
		expect(limit.onStart(2_000, 5)).toBe(true);
		limit.onRefused(2_020, tryAt(2_000, 5), 0, 0);
		expect(limit.delay(2_020, 5)).toBe(2_000);
		limit.onRefused(4_040, tryAt(4_020, 5), 0, 0);
		expect(limit.delay(4_040, 5)).toBe(3_000);
		limit.onRefused(7_060, tryAt(7_040, 5), 0, 0);
		expect(limit.delay(7_060, 5)).toBe(3_000);
	});

	it('is repeated up to a quarter later, so that runs do not keep in step', () => {
		expect(found(0, 1).delay(1_000, 5)).toBe(1_250);
		expect(found(0, 0.4).delay(1_000, 5)).toBeCloseTo(1_100, 6);
	});

	it('of a moment before the one that told is the same news', () => {
		const limit = found();
		limit.onRefused(1_010, tryAt(999, 5), 700, 1);
		expect(limit.delay(1_010, 5)).toBe(990);
		limit.onRefused(1_020, tryAt(1_000, 5), 0, 0);
		expect(limit.delay(1_020, 5)).toBe(2_000);
	});

	it('of a moment before lowers the limit all the same', () => {
		const limit = found();
		limit.onRefused(1_010, tryAt(995, 3), 0, 0);
		expect(limit.delay(1_010, 4)).toBe(Infinity);
		expect(limit.delay(3_000, 1)).toBe(0);
		expect(limit.found).toBe(5);
		// Three is what is served from now on: as many are no sign of others.
		limit.onRefused(5_000, tryAt(4_980, 3), 0, 0);
		expect(limit.found).toBe(5);
	});

	it('raises the number of those under way by none', () => {
		const { limit } = opened(2);
		limit.onRefused(60, tryAt(50, 5), 0, 0);
		expect(limit.delay(60, 3)).toBe(Infinity);
	});
});

describe('a wait that the gateway asks for', () => {
	it('makes the next try for more come nine times as much later, and no other request', () => {
		const limit = found(300);
		expect(limit.delay(1_000, 5)).toBe(1_000 + 2_700);
		expect(limit.delay(2_000, 3)).toBe(0);
	});

	it('puts nothing off once the try has started', () => {
		const limit = found(300);
		limit.onStart(4_700, 5);
		expect(limit.delay(4_700, 6)).toBe(60);
	});

	it('puts nothing off any more after a refusal without one', () => {
		const limit = found(300);
		limit.onRefused(4_720, tryAt(4_700, 5), 0, 0);
		expect(limit.delay(4_720, 5)).toBe(2_000);
	});

	it('does not put off one with none under way, which leaves it for the next', () => {
		const limit = new ConcurrencyLimit(9);
		limit.onStart(0, 0);
		limit.onRefused(20, tryAt(0, 0), 300, 0);
		expect(limit.delay(20, 0)).toBe(1_000);
		limit.onStart(1_020, 0);
		expect(limit.delay(1_020, 1)).toBe(60 + 2_700);
		limit.onStart(3_780, 1);
		expect(limit.delay(3_780, 2)).toBe(60);
	});
});

describe('the pace of tries', () => {
	it('is three times what a refusal takes, 15 ms at least', () => {
		const pace = (took: number) => {
			const { limit } = opened(3);
			limit.onRefused(1_000, tryAt(1_000 - took, 2), 0, 0);
			limit.onStart(5_000, 2);
			return limit.delay(5_000, 3);
		};
		expect(pace(20)).toBe(60);
		expect(pace(6)).toBe(18);
		expect(pace(4)).toBe(15);
	});

	it('follows what refusals take of late: three tenths of it are new', () => {
		const limit = found();
		limit.onRefused(2_120, tryAt(2_000, 5), 0, 0);
		limit.onStart(9_000, 5);
		expect(limit.delay(9_000, 6)).toBeCloseTo(3 * (0.7 * 20 + 0.3 * 120), 6);
	});
});

describe('one request is left out for a while', () => {
	const afterWindow = (limit: ConcurrencyLimit) => limit.delay(3_001, 4);

	it('from the next end on, once: for a second, or what a request takes', () => {
		const limit = found();
		expect(limit.delay(1_500, 5)).toBe(500);
		expect(limit.delay(1_500, 4)).toBe(1_000);
		expect(limit.delay(1_500, 3)).toBe(0);
		expect(limit.delay(2_499, 4)).toBe(1);
		expect(limit.delay(2_500, 4)).toBe(0);
		expect(afterWindow(limit)).toBe(0);
		const slow = opened(6).limit;
		slow.onServed(3_000, { at: 0, isTry: true }, 5);
		slow.onRefused(3_020, tryAt(3_000, 5), 0, 0);
		expect(slow.delay(3_100, 4)).toBe(3_000);
	});

	it('and no more is tried before two and a half times that have passed', () => {
		const limit = found();
		limit.delay(1_500, 4);
		expect(limit.delay(2_500, 5)).toBe(1_500);
	});

	it('but not before any was served, as nobody knows what one takes', () => {
		const { limit } = opened(6);
		limit.onRefused(200, tryAt(180, 5), 0, 0);
		expect(limit.delay(210, 4)).toBe(0);
		limit.onServed(510, { at: 0, isTry: true }, 1);
		expect(limit.delay(520, 4)).toBe(1_000);
	});

	it('not before any refusal', () => {
		const { limit } = opened(3);
		limit.onServed(500, { at: 0, isTry: true }, 3);
		expect(limit.delay(600, 2)).toBe(0);
	});

	it.each([
		[4, 5_000],
		[5, 4_000],
		[10, 3_000],
	])('again at a refusal later, where %j are served: %j ms after the first', (served, expected) => {
		const again = (after: number) => {
			const { limit } = opened(served + 1);
			limit.onServed(500, { at: 0, isTry: true }, served);
			limit.onRefused(1_000, tryAt(980, served), 0, 0);
			limit.delay(1_500, served - 1);
			const at = 1_500 + after;
			limit.onRefused(at, tryAt(at - 20, served), 0, 0);
			return limit.delay(at + 10, served - 1);
		};
		expect(again(expected - 1)).toBe(0);
		expect(again(expected)).toBe(1_000);
	});

	it.each([
		[10, 1_000],
		[11, 0],
	])('of %j that are served: for %j ms', (served, expected) => {
		const { limit } = opened(served + 1);
		limit.onServed(500, { at: 0, isTry: true }, served);
		limit.onRefused(600, tryAt(580, served), 0, 0);
		expect(limit.delay(610, served - 1)).toBe(expected);
	});
});

describe('what was served at once', () => {
	const foundAfter = (
		...served: ReadonlyArray<readonly [at: number, isTry: boolean, n: number]>
	) => {
		const { limit } = opened(6);
		for (const [at, isTry, atOnce] of served) limit.onServed(500 + at, { at, isTry }, atOnce);
		limit.onRefused(2_000, tryAt(1_990, 6), 0, 0);
		return limit.found;
	};

	it('is the most of those that took the place of others, but no more than were to be', () => {
		expect(foundAfter([0, false, 2], [1, false, 4], [2, false, 3])).toBe(4);
		expect(foundAfter([0, false, 9])).toBe(6);
	});

	it('is not told by a try that started when one had been served, whose place it may have', () => {
		expect(foundAfter([0, true, 2], [500, true, 5])).toBe(2);
		expect(foundAfter([0, true, 2], [500, true, 5], [501, false, 3])).toBe(3);
		expect(foundAfter([0, true, 2], [499, true, 5])).toBe(5);
		expect(foundAfter([0, true, 2], [500, false, 5])).toBe(5);
	});
});

it('lets as many start as Concurrency says where refusals are no matter of how many at once', () => {
	const limit = found();
	limit.release();
	expect(limit.delay(5_000, 48)).toBe(0);
	expect(limit.delay(6_000, 50)).toBe(Infinity);
});
