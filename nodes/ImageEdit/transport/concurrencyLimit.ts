/** Milliseconds between requests beyond what was served before: time for the first refusal to arrive. */
const minSpacing = 15;
/** Milliseconds until a limit that was found is tried again for the first time. */
const firstGrowthWait = 1_000;
/** A limit is tried again after so many times what a request takes, more where few are served, and at least after so long. */
const growthLatencies = 4;
const minGrowthWait = 4_000;
/** Until a request has been served, nobody knows how long one takes. */
const maxGrowthWait = 60_000;
/** Milliseconds, after a refusal below the limit, which may be a passing matter. */
const minRecovery = 300;
/** A wait that the gateway asks for costs all requests: trying is worth it the less often. */
const waitsBetweenTries = 9;
/** The share of its requests that a run leaves out for one latency, once it has tried so often in vain. */
const yieldShare = 0.4;
const triesBeforeYield = 3;

/**
 * How many requests a gateway serves at once, found from what it serves and refuses.
 *
 * Theory: the slow start and the additive probing of TCP (Jacobson 1988, RFC 5681), with the number of
 * requests under way in the place of the window.
 * - It begins with the user's Concurrency. Requests beyond what was served before start a little apart,
 *   so that the first refusal arrives before many more are sent.
 * - A refused request was one too many: those under way when it was sent are what the gateway serves at
 *   once. From then on the next one starts when one ends, which a gateway does not refuse.
 * - Now and then one more is tried, since others may have left.
 * - In a longer run, a few requests are left out for one latency after each try in vain, so that
 *   another run on the same key gets its share.
 */
export class ConcurrencyLimit {
	/** `max` while the limit is not known. */
	private limit: number;
	private isGrowing = true;
	/** How many were served at once since the limit was last found. */
	private proven = 0;
	/** The most that were served at once. */
	private best = 0;
	private growAt = 0;
	private growthWait = firstGrowthWait;
	/** Tries for more in a row that were refused. */
	private inVain = 0;
	private yieldUntil = 0;
	/** Averages in milliseconds; 0 = not known. */
	private refusalTime = 0;
	private latency = 0;

	/** @param max the user's Concurrency */
	constructor(private readonly max: number) {
		this.limit = max;
	}

	/** How many the gateway serves at once; undefined while it has refused none for their number. */
	get found(): number | undefined {
		return this.best === 0 ? undefined : Math.max(this.best, this.proven);
	}

	/**
	 * @param now milliseconds
	 * @param underWay how many are under way
	 * @param lastStart when the last one started
	 * @returns milliseconds until the next may start; Infinity = when one ends
	 */
	delay(now: number, underWay: number, lastStart: number): number {
		if (!this.isGrowing && now >= this.growAt && this.limit < this.max) {
			this.isGrowing = true;
			this.limit = this.max;
		}
		const isYielding = now < this.yieldUntil;
		const left = isYielding ? Math.ceil(this.limit * yieldShare) : 0;
		if (underWay >= Math.max(1, this.limit - left)) {
			const untilGrowth = this.isGrowing || this.limit >= this.max ? Infinity : this.growAt - now;
			return Math.min(untilGrowth, isYielding ? this.yieldUntil - now : Infinity);
		}
		return underWay < this.proven
			? 0
			: lastStart + Math.max(minSpacing, 3 * this.refusalTime) - now;
	}

	/** @param atOnce how many were served at once, this one included */
	onServed(atOnce: number, took: number): void {
		this.latency = average(this.latency, took);
		this.proven = Math.max(this.proven, Math.min(this.limit, atOnce));
		// The gateway serves more than it did: what was tried in vain before counts no longer.
		if (this.best > 0 && this.proven > this.best) this.inVain = 0;
	}

	/**
	 * @param atOnce how many others the gateway was serving; at least 1
	 * @param wait milliseconds that it asked for, or 0
	 */
	onRefused(now: number, atOnce: number, took: number, wait: number): void {
		this.refusalTime = average(this.refusalTime, took);
		const wasGrowing = this.isGrowing;
		const isBelow = !wasGrowing && atOnce < Math.min(this.limit, this.proven);
		this.limit = Math.min(this.limit, atOnce);
		this.best = Math.max(this.best, this.limit);
		this.proven = Math.min(this.proven, this.limit);
		this.isGrowing = false;
		this.growAt =
			now +
			(isBelow
				? Math.max(minRecovery, this.latency / 2)
				: this.growthWait + waitsBetweenTries * wait);
		if (!wasGrowing) return;
		const longest =
			this.latency === 0
				? maxGrowthWait
				: Math.max(
						minGrowthWait,
						this.latency * Math.max(growthLatencies, (2 * growthLatencies) / this.limit),
					);
		this.growthWait = Math.min(longest, this.growthWait * 2);
		if (++this.inVain > triesBeforeYield) this.yieldUntil = now + this.latency;
	}

	/** What was refused of late was no matter of how many at once. */
	restore(now: number): void {
		if (this.best <= this.limit) return;
		this.limit = this.best;
		this.growAt = now + this.growthWait;
	}
}

const average = (before: number, now: number) => (before === 0 ? now : 0.7 * before + 0.3 * now);
