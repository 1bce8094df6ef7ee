import { ConcurrencyLimit } from '../../nodes/ImageEdit/transport/concurrencyLimit';

/** Sends so many, one after the other as soon as each may start. @returns the limit, and when each started */
export function opened(count: number, max = 50) {
	const limit = new ConcurrencyLimit(max);
	const starts: number[] = [];
	let now = 0;
	for (let underWay = 0; underWay < count; underWay++) {
		now += limit.delay(now, underWay);
		limit.onStart(now, underWay);
		starts.push(now);
	}
	return { limit, starts };
}

export const tryAt = (at: number, level: number) => ({ at, isTry: true, level });
export const placeAt = (at: number, level: number) => ({ at, isTry: false, level });

/** A limit of five, found at 1 s by a refused try that took 20 ms, where a request takes 500 ms. */
export function found(wait = 0, random = 0): ConcurrencyLimit {
	const { limit } = opened(6);
	limit.onServed(500, { at: 0, isTry: true }, 1);
	limit.onServed(900, { at: 400, isTry: false }, 5);
	limit.onRefused(1_000, tryAt(980, 5), wait, random);
	return limit;
}
