import { setTimeout as sleep } from 'node:timers/promises';

const mebibyte = 1024 * 1024;

/** Megabytes: what V8 leaves lying of a stream until it tidies up. To hold the stream would take gigabytes. */
export const littleMemory = 400;

/** @returns what came of the work, and how many megabytes the process grew by at most meanwhile */
export async function growthDuring<T>(
	work: () => Promise<T>,
): Promise<{ grown: number; value: T }> {
	const before = process.memoryUsage.rss();
	let [peak, done] = [before, false];
	const watch = async () => {
		for (; !done; await sleep(10)) peak = Math.max(peak, process.memoryUsage.rss());
	};
	const watching = watch();
	const value = await work().finally(() => {
		done = true;
	});
	await watching;
	return { value, grown: (peak - before) / mebibyte };
}
