import type { Start } from '../../nodes/ImageEdit/transport/recentStarts';
import { RecentStarts } from '../../nodes/ImageEdit/transport/recentStarts';

const start = (level: number, isRefused = false, at = 0): Start => ({ at, level, isRefused });

/** What is said of the last of these starts, which was refused. */
function saidOfLast(starts: readonly Start[]): boolean {
	const recent = new RecentStarts();
	let isForNumber = false;
	for (const one of starts) {
		recent.add(one);
		if (one.isRefused) isForNumber = recent.isForNumber(one);
	}
	return isForNumber;
}

const times = (count: number, level: number, isRefused = false) =>
	Array.from({ length: count }, () => start(level, isRefused));

it('remembers 500 starts, and each for 20 seconds', () => {
	const recent = new RecentStarts();
	for (let at = 1; at <= 501; at++) recent.add(start(0, false, at));
	expect(recent.accepted(501)).toHaveLength(500);
	expect(recent.accepted(501)[0]).toBe(2);
	expect(recent.accepted(20_001)[0]).toBe(2);
	expect(recent.accepted(20_002)[0]).toBe(3);
});

it('counts no refused start among those that were accepted', () => {
	const recent = new RecentStarts();
	for (const one of [start(0, false, 1), start(1, true, 2), start(0, false, 3)]) recent.add(one);
	expect(recent.accepted(4)).toEqual([1, 3]);
});

describe('a refusal is one for the number at once', () => {
	it('while others are under way and fewer than three starts tell of fewer', () => {
		expect(saidOfLast([start(1, true)])).toBe(true);
		expect(saidOfLast([start(0, true)])).toBe(false);
		// Two starts with fewer others tell nothing, though both were refused.
		expect(saidOfLast([...times(2, 0, true), start(1, true)])).toBe(true);
	});

	it('where none of those with fewer others was refused', () => {
		expect(saidOfLast([...times(3, 0), start(1, true)])).toBe(true);
	});

	it('and not where all of those with fewer others were', () => {
		expect(saidOfLast([...times(3, 0, true), start(1, true)])).toBe(false);
		expect(saidOfLast([...times(3, 0, true), ...times(9, 1, true)])).toBe(false);
	});

	it('only after as many refusals in a row as chance hardly brings, where some were', () => {
		// Of four with fewer others one was refused: a row of three has a chance of 1 to 64, of two of 1 to 16.
		const before = [start(0, true), ...times(3, 0)];
		expect(saidOfLast([...before, ...times(2, 1, true)])).toBe(false);
		expect(saidOfLast([...before, ...times(3, 1, true)])).toBe(true);
	});

	it('by a row that goes on with fewer others, and begins anew with more', () => {
		const before = [start(0, true), ...times(3, 0)];
		expect(saidOfLast([...before, ...times(2, 1, true), start(1, true)])).toBe(true);
		expect(saidOfLast([...before, ...times(2, 1, true), start(2, true)])).toBe(false);
	});

	it('by the last 40 starts alone', () => {
		// Only three in all had fewer others.
		const old = times(3, 0, true);
		expect(saidOfLast([...old, ...times(36, 1), start(1, true)])).toBe(false);
		expect(saidOfLast([...old, ...times(37, 1), start(1, true)])).toBe(true);
	});
});
