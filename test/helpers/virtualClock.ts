import type { Clock } from '../../nodes/ImageEdit/transport/clock';

export interface VirtualClock extends Clock {
	/** Every sleep that was asked for, in milliseconds. */
	readonly sleeps: readonly number[];
	/** Lets time pass, from one sleeper to the next, until the work is done. */
	run<T>(work: Promise<T>): Promise<T>;
}

/** Real milliseconds in which whoever reads a file or a socket meanwhile has surely gone on. */
const longestIdle = 10_000;

/** What a clock shows that began with the process: never the time of day. */
const sinceBegin = 7_000;

/** Time that passes only while everyone sleeps. It begins at a true date, as headers hold dates. */
export function virtualClock(random = 0, start = Date.UTC(2026, 0, 1)): VirtualClock {
	let now = sinceBegin;
	const sleeps: number[] = [];
	const sleepers: Array<{ readonly until: number; readonly wake: () => void }> = [];
	const settled = async () => await new Promise<void>((resolve) => setImmediate(resolve));
	return {
		sleeps,
		now: () => now,
		date: () => start + now - sinceBegin,
		random: () => random,
		sleep: async (milliseconds) => {
			sleeps.push(milliseconds);
			await new Promise<void>((wake) => sleepers.push({ until: now + milliseconds, wake }));
		},
		run: async (work) => {
			let done = false;
			const finish = () => {
				done = true;
			};
			work.then(finish, finish);
			let idleSince: number | undefined;
			for (await settled(); !done; await settled()) {
				sleepers.sort((a, b) => a.until - b.until);
				const next = sleepers.shift();
				if (!next) {
					idleSince ??= performance.now();
					if (performance.now() - idleSince > longestIdle)
						throw new Error('Nobody sleeps or ends.');
					continue;
				}
				idleSince = undefined;
				now = Math.max(now, next.until);
				next.wake();
			}
			return await work;
		},
	};
}
