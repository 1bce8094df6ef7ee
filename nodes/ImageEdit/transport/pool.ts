/** At most `width` holders at once; those who wait get their turn in the order of asking. */
export class Semaphore {
	private readonly waiting: Array<() => void> = [];
	private free: number;
	/** Whether anyone ever had to wait. */
	reached = false;

	constructor(width: number) {
		this.free = width;
	}

	async take(): Promise<void> {
		await this.turn('last');
	}

	private async turn(among: 'first' | 'last'): Promise<void> {
		if (this.free > 0) {
			this.free--;
			return;
		}
		this.reached = true;
		await new Promise<void>((resolve) => {
			if (among === 'first') this.waiting.unshift(resolve);
			else this.waiting.push(resolve);
		});
	}

	release(): void {
		const following = this.waiting.shift();
		if (following) following();
		else this.free++;
	}

	async hold<T>(work: () => Promise<T>): Promise<T> {
		await this.take();
		return await work().finally(() => this.release());
	}

	/**
	 * For a holder that only waits for a while: another may have the place meanwhile. Who comes back goes
	 * before those who are new, to end what was begun.
	 */
	async whileReleased<T>(wait: () => Promise<T>): Promise<T> {
		this.release();
		return await wait().finally(async () => await this.turn('first'));
	}
}

/**
 * Works through items in the order of their index, as many at once as there are places, and returns the
 * outcomes in that order. The work never rejects: what it resolves to is its outcome.
 * @param stop asked before each new item
 */
export async function inOrder<T>(
	count: number,
	places: Semaphore,
	stop: () => boolean,
	work: (index: number) => Promise<T>,
): Promise<Array<T | undefined>> {
	const started: Array<Promise<T>> = [];
	for (let index = 0; index < count; index++) {
		await places.take();
		if (stop()) {
			places.release();
			break;
		}
		started.push(work(index).finally(() => places.release()));
	}
	return await Promise.all(started);
}
