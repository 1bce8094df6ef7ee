import type { Clock } from '../../nodes/ImageEdit/transport/clock';
import type { Throttle } from '../../nodes/ImageEdit/transport/throttle';

/** What a request is refused with. */
class Refused extends Error {
	constructor(readonly wait: number | undefined) {
		super('refused');
	}
}

export type Gateway = (clock: Clock) => () => Promise<void>;

/** Milliseconds on the way there and back. */
const way = 3;

/** A gateway that serves so many at once, and refuses the others at once. */
export const servingAtOnce =
	(
		most: number | (() => number),
		milliseconds: number,
		more: {
			readonly wait?: number;
			readonly onServed?: () => void;
			/** Where the spread of its times begins. */
			readonly phase?: number;
		} = {},
	): Gateway =>
	(clock) => {
		let busy = 0;
		let count = more.phase ?? 0;
		return async () => {
			await clock.sleep(way);
			if (busy >= (typeof most === 'number' ? most : most())) {
				await clock.sleep(way);
				throw new Refused(more.wait);
			}
			busy++;
			// No two requests take the same time.
			await clock.sleep(milliseconds * (0.98 + 0.04 * ((count++ * 0.618) % 1)));
			busy--;
			more.onServed?.();
			await clock.sleep(way);
		};
	};

/** A gateway that serves so many a second, each in half a second. */
export const limitedInTime =
	(perSecond: number, kind: 'bucket' | 'fixed' | 'sliding'): Gateway =>
	(clock) => {
		let taken: number[] = [];
		let tokens = perSecond;
		let filledAt = clock.now();
		const isTaken = () => {
			const now = clock.now();
			tokens = Math.min(perSecond, tokens + ((now - filledAt) * perSecond) / 1_000);
			filledAt = now;
			const since = kind === 'fixed' ? Math.floor(now / 1_000) * 1_000 : now - 1_000;
			taken = taken.filter((at) => (kind === 'fixed' ? at >= since : at > since));
			if (kind === 'bucket' ? tokens < 1 : taken.length >= perSecond) return false;
			tokens--;
			taken.push(now);
			return true;
		};
		return async () => {
			await clock.sleep(way);
			if (!isTaken()) {
				await clock.sleep(way);
				throw new Refused(undefined);
			}
			await clock.sleep(500);
		};
	};

/** A gateway that refuses a share of all requests, whatever the pace. */
export const refusingByChance =
	(share: number, milliseconds: number): Gateway =>
	(clock) => {
		// A linear congruential generator (Numerical Recipes): the same chances in every run.
		let state = 7;
		return async () => {
			await clock.sleep(way);
			state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
			if (state / 2 ** 32 < share) {
				await clock.sleep(way);
				throw new Refused(undefined);
			}
			await clock.sleep(milliseconds);
		};
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
