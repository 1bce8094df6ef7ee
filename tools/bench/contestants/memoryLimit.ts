/** Far beyond what any contestant should need, and what a usual machine has to spare. */
const limit = 8_000_000_000;

/** Ends the process before it takes the whole machine with it. */
export function watchMemory(onExceeded: (failure: string) => void): void {
	const watch = setInterval(() => {
		if (process.memoryUsage.rss() < limit) return;
		clearInterval(watch);
		onExceeded('more than 8 GB of memory');
	}, 100);
	watch.unref();
}
