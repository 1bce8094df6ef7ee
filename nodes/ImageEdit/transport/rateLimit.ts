const firstWait = 1_000;
const maxWait = 60_000;
/** Milliseconds over which the rate is measured. */
const window = 20_000;
/** The spacing shrinks by steps from 5 to 25 %, after so many requests that were all served. */
const [firstStep, maxStep] = [0.05, 0.25];
const requestsBetweenSteps = 6;
/** So that runs that were refused together do not come back together. */
const jitter = 0.25;
/** Refusals in a row after which a rate that was measured is believed no longer. */
const maxInVain = 3;

/**
 * How many requests a gateway serves in a time, found from those that it refuses while it has none under
 * way: requests are spaced as they were served during the last seconds, and the spacing shrinks, ever
 * faster, while none is refused (multiplicative decrease of the rate, RFC 5681, and its inverse).
 */
export class RateLimit {
	/** Milliseconds between starts; 0 = no limit is known. */
	private spacing = 0;
	private step = firstStep;
	private shrinkAt = 0;
	/** When the requests of the last seconds started that were served. */
	private served: number[] = [];
	/** Refusals in a row. */
	private inVain = 0;

	get isFound(): boolean {
		return this.spacing > 0;
	}

	/** @returns milliseconds until the next may start */
	delay(now: number, lastStart: number): number {
		return lastStart + this.spacing - now;
	}

	onServed(now: number, startedAt: number): void {
		this.inVain = 0;
		this.served = [...this.served.filter((at) => at > now - window), startedAt];
		if (this.spacing === 0 || now < this.shrinkAt) return;
		this.spacing *= 1 - this.step;
		this.step = Math.min(maxStep, this.step * 1.3);
		this.planStep(now);
		if (this.spacing < 1) this.spacing = 0;
	}

	/**
	 * @param random from 0 to 1
	 * @returns milliseconds to wait where the gateway asks for none: the spacing, or 1, 2, 4 … s while
	 *   nothing gets through
	 */
	onRefused(now: number, random: number): number {
		const recent = this.served.filter((at) => at > now - window);
		const measured = recent.length > 1 ? (now - (recent[0] as number)) / recent.length : 0;
		this.spacing = Math.min(
			maxWait,
			Math.max(measured, Math.min(this.spacing * 1.1, measured * 2)),
		);
		this.step = firstStep;
		this.planStep(now);
		this.inVain++;
		if (this.spacing > 0 && this.inVain <= maxInVain) return this.spacing;
		return Math.min(maxWait, firstWait * 2 ** (this.inVain - 1)) * (1 + jitter * random);
	}

	private planStep(now: number): void {
		this.shrinkAt = now + Math.max(firstWait, requestsBetweenSteps * this.spacing);
	}
}
