import { createContext, runInContext } from 'node:vm';

const room: { work?: () => unknown } = createContext({});

/**
 * Work that must end by itself: what hangs is stopped and thrown for, since a test that waits for a
 * blocked event loop would hang with it. So long that no busy machine comes near it.
 */
export function inTime<T>(work: () => T, milliseconds = 20_000): T {
	room.work = work;
	return runInContext('work()', room, { timeout: milliseconds }) as T;
}
