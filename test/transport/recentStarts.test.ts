import type { Start } from '../../nodes/ImageEdit/transport/recentStarts';
import { RecentStarts } from '../../nodes/ImageEdit/transport/recentStarts';

const start = (level: number, more: Partial<Start> = {}): Start => ({
	at: 0,
	isTry: false,
	level,
	isRefused: false,
	...more,
});

const refused = (level: number): Start => start(level, { isRefused: true });

/** What is said of the last of these starts, which was refused. */
function saidOfLast(starts: readonly Start[], now = 0): boolean {
	const recent = new RecentStarts();
	let isForNumber = false;
	for (const one of starts) {
		recent.add(one);
		if (one.isRefused) isForNumber = recent.isForNumber(one, now);
	}
	return isForNumber;
}

const times = (count: number, one: Start) => Array.from({ length: count }, () => ({ ...one }));

it('remembers 500 starts, and each for 20 seconds', () => {
	const recent = new RecentStarts();
	for (let at = 1; at <= 501; at++) recent.add(start(0, { at }));
	expect(recent.accepted(501, 501)).toHaveLength(500);
	expect(recent.accepted(501, 501)[0]).toBe(2);
	expect(recent.accepted(20_001, 501)[0]).toBe(2);
	expect(recent.accepted(20_002, 501)[0]).toBe(3);
});

it('counts no start among those that were accepted that was refused, or may yet be', () => {
	const recent = new RecentStarts();
	for (const at of [1, 2, 3, 4]) recent.add(start(0, { at, isRefused: at === 2 }));
	expect(recent.accepted(5, 3)).toEqual([1, 3]);
});

describe('a refusal is one for the number at once', () => {
	it('of one that was one more than before, while others are under way', () => {
		expect(saidOfLast([start(1, { isTry: true, isRefused: true })])).toBe(true);
		expect(saidOfLast([start(0, { isTry: true, isRefused: true })])).toBe(false);
	});

	it('while hardly any is refused that takes the place of another', () => {
		expect(saidOfLast([...times(3, refused(1))])).toBe(true);
		expect(saidOfLast([...times(4, refused(1))])).toBe(false);
		expect(saidOfLast([...times(8, start(1)), ...times(4, refused(1))])).toBe(true);
		expect(saidOfLast([...times(7, start(1)), ...times(4, refused(1))])).toBe(false);
	});

	it('with none under way only where half of those were served that took the place of another', () => {
		expect(saidOfLast([refused(0)])).toBe(false);
		expect(saidOfLast([start(0), refused(0)])).toBe(true);
		expect(saidOfLast([start(0), ...times(2, refused(0))])).toBe(false);
	});

	it('whatever became of tries for more', () => {
		const tries = times(9, start(1, { isTry: true }));
		const refusedTries = times(9, start(1, { isTry: true, isRefused: true }));
		expect(saidOfLast([...tries, ...times(4, refused(1))])).toBe(false);
		expect(saidOfLast([...refusedTries, refused(1)])).toBe(true);
		expect(saidOfLast([...tries, start(0, { isTry: true, isRefused: true })])).toBe(false);
		expect(saidOfLast([...times(2, start(0)), refused(0), ...refusedTries])).toBe(true);
	});

	it('by the last 40 starts alone', () => {
		const old = times(20, refused(1));
		expect(saidOfLast([...old, ...times(38, start(1)), refused(1)])).toBe(true);
		expect(saidOfLast([...old, ...times(20, start(1)), refused(1)])).toBe(false);
		// Of the last 40 refused, 13 are less than a third and one more is not.
		const few = times(13, refused(1));
		expect(saidOfLast([refused(1), ...times(27, start(1)), ...few])).toBe(true);
		expect(saidOfLast([...times(26, start(1)), refused(1), ...few])).toBe(false);
	});

	it('but not where more were taken since the first refusal, though none had ended', () => {
		const said = (before: number, level: number, hasServed = false) => {
			const recent = new RecentStarts();
			if (hasServed) recent.onServed();
			recent.isForNumber(start(before, { isTry: true, isRefused: true }), 10);
			return recent.isForNumber(start(level, { at: 1_000, isTry: true, isRefused: true }), 1_010);
		};
		expect(said(4, 8)).toBe(false);
		// Another run may have ended meanwhile.
		expect(said(4, 5)).toBe(true);
		expect(said(4, 6)).toBe(false);
		expect(said(2, 4)).toBe(false);
		expect(said(1, 3)).toBe(true);
		expect(said(4, 8, true)).toBe(true);
	});

	it('and only of tries: one of a moment before, or in the place of another, tells nothing', () => {
		const said = (first: Partial<Start>, second: Partial<Start>) => {
			const recent = new RecentStarts();
			const refusal = { isTry: true, isRefused: true };
			recent.isForNumber(start(4, { ...refusal, ...first }), 10);
			return recent.isForNumber(start(8, { ...refusal, at: 20, ...second }), 30);
		};
		expect(said({}, {})).toBe(false);
		expect(said({}, { at: 11 })).toBe(false);
		expect(said({}, { at: 10 })).toBe(true);
		expect(said({}, { isTry: false })).toBe(true);
		expect(said({ isTry: false }, {})).toBe(true);
	});
});
