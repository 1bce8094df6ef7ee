/**
 * Works through items in order of their index, at most `width` at once, and returns the outcomes in
 * that order. A worker never rejects: what it resolves to is its outcome.
 * @param stop asked before each new item
 */
export async function inOrder<T>(
	count: number,
	width: number,
	stop: () => boolean,
	work: (index: number) => Promise<T>,
): Promise<Array<T | undefined>> {
	const outcomes = new Array<T | undefined>(count).fill(undefined);
	let next = 0;
	const worker = async () => {
		while (next < count && !stop()) {
			const index = next++;
			outcomes[index] = await work(index);
		}
	};
	await Promise.all(Array.from({ length: Math.min(width, count) }, worker));
	return outcomes;
}

/** At most `width` holders at once; those who wait get their turn in the order of asking. */
export class Slots {
	private readonly waiting: Array<() => void> = [];
	private free: number;

	constructor(width: number) {
		this.free = width;
	}

	async hold<T>(work: () => Promise<T>): Promise<T> {
		if (this.free > 0) this.free--;
		else await new Promise<void>((resolve) => this.waiting.push(resolve));
		try {
			return await work();
		} finally {
			const following = this.waiting.shift();
			if (following) following();
			else this.free++;
		}
	}
}
