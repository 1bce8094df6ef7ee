import type { Clock } from '../../nodes/ImageEdit/transport/clock';
import type { Throttle } from '../../nodes/ImageEdit/transport/throttle';

/** What a request is refused with. */
class Refused extends Error {
	constructor(readonly wait: number | undefined) {
		super('refused');
	}
}

export type Gateway = (clock: Clock) => () => Promise<void>;

/** Random numbers from 0 to 1, the same for the same seed: a linear congruential generator (Numerical Recipes). */
export function seeded(seed: number): () => number {
	// Neighbouring seeds begin alike otherwise.
	let state = (seed * 7_919) % 2 ** 32;
	return () => {
		state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
		return state / 2 ** 32;
	};
}

/** Milliseconds on the way there or back, the work of the processor included. */
const way = (clock: Clock) => 4 + 8 * clock.random();

/** Takes a request, or refuses it after a way there and back. */
async function arrives(clock: Clock, isTaken: () => boolean, wait?: number): Promise<void> {
	await clock.sleep(way(clock));
	if (isTaken()) return;
	await clock.sleep(way(clock));
	throw new Refused(wait);
}

/** A gateway that serves so many at once, and refuses the others at once. */
export const servingAtOnce =
	(
		most: number | ((served: number) => number),
		milliseconds: number,
		more: {
			readonly wait?: number;
			/** How many times as long as the fastest request the slowest takes. */
			readonly slowest?: number;
		} = {},
	): Gateway =>
	(clock) => {
		const { slowest = 1.02, wait } = more;
		const fastest = (2 * milliseconds) / (1 + slowest);
		let busy = 0;
		let served = 0;
		return async () => {
			const isTaken = () => {
				if (busy >= (typeof most === 'number' ? most : most(served))) return false;
				busy++;
				return true;
			};
			await arrives(clock, isTaken, wait);
			await clock.sleep(fastest * (1 + (slowest - 1) * clock.random()));
			busy--;
			served++;
			await clock.sleep(way(clock));
		};
	};

/** A gateway that serves so many a second. @param wait what it asks for when it refuses */
export const limitedInTime =
	(
		perSecond: number,
		kind: 'bucket' | 'fixed' | 'sliding',
		milliseconds = 500,
		wait?: number,
	): Gateway =>
	(clock) => {
		let taken: number[] = [];
		let tokens = perSecond;
		let filledAt = clock.now();
		const begin = clock.now() - 1_000 * clock.random();
		const isTaken = () => {
			const now = clock.now();
			tokens = Math.min(perSecond, tokens + ((now - filledAt) * perSecond) / 1_000);
			filledAt = now;
			const since = kind === 'fixed' ? now - ((now - begin) % 1_000) : now - 1_000;
			taken = taken.filter((at) => (kind === 'fixed' ? at >= since : at > since));
			if (kind === 'bucket' ? tokens < 1 : taken.length >= perSecond) return false;
			tokens--;
			taken.push(now);
			return true;
		};
		return async () => {
			await arrives(clock, isTaken, wait);
			await clock.sleep(milliseconds + way(clock));
		};
	};

/** A gateway that refuses a share of all requests, whatever the pace. */
export const refusingByChance =
	(share: number, milliseconds: number): Gateway =>
	(clock) =>
	async () => {
		await arrives(clock, () => clock.random() >= share);
		await clock.sleep(milliseconds);
	};

const refusalOf = (error: unknown) =>
	error instanceof Refused ? (error.wait === undefined ? {} : { wait: error.wait }) : undefined;

/** Sends each item's request until it is served, so many at once as a run would. */
export async function worksThrough(
	throttle: Throttle,
	request: () => Promise<void>,
	items: number,
	concurrency: number,
): Promise<void> {
	let left = items;
	const worker = async () => {
		while (left > 0) {
			left--;
			for (let isAgain = false; ; isAgain = true) {
				const { ok } = await throttle.send(request, isAgain, refusalOf);
				if (ok) break;
			}
		}
	};
	await Promise.all(Array.from({ length: concurrency }, worker));
}
