/** Milliseconds to wait after the first refusal while no rate is known; twice as long after each further one. */
const firstWait = 1_000;
/** The longest of these waits: at first, and from the twelfth refusal in a row on. */
const [maxWait, maxLateWait] = [4_000, 60_000];
const refusalsUntilLate = 12;
/** So that runs that were refused together do not come back together. */
const jitter = 0.25;
/** A rate is measured over at least so many milliseconds: a limit may let a burst through. */
const minWindow = 1_000;
/** The spacing shrinks by a step when so many requests, over a second at least, were served; then half as many. */
const requestsBetweenSteps = 10;
/** A wait that the gateway asks for costs all requests: a first step is worth it the less often. */
const waitsBetweenSteps = 9;
/** The first step; larger where few requests told the rate, and twice as large each time, up to `maxStep`. */
const [firstStep, maxStep] = [0.05, 0.5];
/** After a refusal, the share of the spacing until the next try; twice as long after each further one. */
const waitShare = 0.35;
/** So many times the spacing is the longest of these waits, but not below `maxWait`. */
const mostSpacings = 4;
/** Requests after which it is looked at whether spacing keeps refusals away. */
const sampleSize = 20;
/** The share of refused requests above which it does not. */
const badShare = 0.35;
/** Milliseconds between requests at a gateway that refuses by chance, and after a refusal there. */
const [chanceSpacing, chanceWait] = [15, 100];

/** What became of the requests since some time. */
interface Sample {
	readonly from: number;
	served: number;
	refused: number;
}

/**
 * How many requests a gateway serves in a time, found from those that it refuses although it served as
 * many at once before.
 *
 * Theory: requests are spaced as they were accepted of late, which is the gateway's rate whenever it
 * refuses; the spacing shrinks, ever faster, while none is refused (multiplicative probing, as of the
 * window in the slow start of RFC 5681), so that a run which others have left is soon at the full rate. A
 * gateway may also refuse by chance, whatever the pace, as relays do whose own sources are busy. That shows
 * when even a slower pace has as many refused; the pace is then left free, since slowing down would slow
 * down for ever.
 */
export class RateLimit {
	/** Milliseconds between starts; 0 = no limit is known. */
	private spacing = 0;
	private step = firstStep;
	private requestsUntilStep = requestsBetweenSteps;
	private shrinkAt = 0;
	/** Milliseconds that the first step after a refusal comes later. */
	private waitForStep = 0;
	/** Refusals since a request was served, while no rate is known. */
	private inVain = 0;
	/** Refusals since a request was accepted, when the last of them started, and when the next may. */
	private inRow = 0;
	private refusedStart = NaN;
	private nextStart = 0;
	private sample: Sample = { from: 0, served: 0, refused: 0 };
	/** How often the spacing was raised since the last good sample. */
	private raises = 0;
	/** The refused share under which a slower pace is on trial; 0 = none is. */
	private shareOnTrial = 0;
	/** The share that is refused by chance; 0 = none is known. */
	private chanceShare = 0;

	/** Whether neither a rate nor refusals by chance are known. */
	get isFree(): boolean {
		return this.spacing === 0 && this.chanceShare === 0;
	}

	/** @returns milliseconds until the next may start */
	delay(now: number, lastStart: number): number {
		// One that was refused used up nothing of the rate.
		const spacing = this.chanceShare > 0 ? chanceSpacing : this.spacing;
		const spaced = lastStart === this.refusedStart ? -Infinity : lastStart + spacing;
		return Math.max(this.nextStart, spaced) - now;
	}

	onServed(now: number): void {
		this.inVain = 0;
		this.sample.served++;
		this.lookAtSample(now);
		if (this.spacing === 0 || now < this.shrinkAt) return;
		this.spacing *= 1 - this.step;
		this.step = Math.min(maxStep, this.step * 2);
		this.requestsUntilStep = Math.max(1, this.requestsUntilStep / 2);
		this.waitForStep = 0;
		this.planStep(now);
		if (this.spacing < 1) this.spacing = 0;
	}

	/**
	 * @param startedAt when the refused request started
	 * @param accepted when those started that were accepted of late, in order
	 * @param wait milliseconds that the gateway asks for, or 0
	 * @param random from 0 to 1
	 * @returns milliseconds that all have to wait while no rate is known, where the gateway asks for no wait
	 */
	onRefused(
		now: number,
		startedAt: number,
		accepted: readonly number[],
		wait: number,
		random: number,
	): number {
		this.waitForStep = waitsBetweenSteps * wait;
		const lastAccepted = accepted.at(-1) ?? -Infinity;
		this.inRow = lastAccepted > this.refusedStart ? 1 : this.inRow + 1;
		this.refusedStart = startedAt;
		if (this.chanceShare === 0 && this.shareOnTrial === 0) this.raise(now, accepted);
		const longest = Math.min(maxLateWait, Math.max(maxWait, mostSpacings * this.spacing));
		const share = Math.min(longest, this.spacing * waitShare * 2 ** (this.inRow - 1));
		const own = this.chanceShare > 0 ? chanceWait : share;
		this.nextStart = Math.max(lastAccepted + this.spacing, now + own);
		this.sample.refused++;
		this.lookAtSample(now);
		if (!this.isFree) return 0;
		this.inVain++;
		const most = this.inVain <= refusalsUntilLate ? maxWait : maxLateWait;
		return Math.min(most, firstWait * 2 ** (this.inVain - 1)) * (1 + jitter * random);
	}

	private raise(now: number, accepted: readonly number[]): void {
		// While the rate is not yet measured well, a sample would show the previous pace.
		if (this.raises++ < 4) this.sample = { from: now, served: 0, refused: 0 };
		const measured = intervalOf(accepted, now);
		// What was refused was too fast, whatever a burst let through.
		const slower = this.inRow > 1 ? 1 : 1 + firstStep;
		this.spacing = Math.max(measured, Math.min(this.spacing * slower, 2 * measured));
		this.step = Math.min(maxStep, Math.max(firstStep, 1 / (accepted.length + 1)));
		this.requestsUntilStep = Math.min(requestsBetweenSteps, Math.max(1, accepted.length / 2));
		this.planStep(now);
	}

	private lookAtSample(now: number): void {
		const { from, refused, served } = this.sample;
		if (refused + served < sampleSize) return;
		this.sample = { from: now, served: 0, refused: 0 };
		const share = refused / sampleSize;
		if (this.chanceShare > 0) {
			if (share > this.chanceShare + 0.3 || share < 0.05) this.chanceShare = 0;
		} else if (this.shareOnTrial > 0) {
			if (share >= 0.6 * this.shareOnTrial) {
				this.chanceShare = share;
				this.spacing = 0;
			}
			this.shareOnTrial = 0;
		} else if (this.spacing > 0 && share >= badShare) {
			this.shareOnTrial = share;
			const interval = (now - from) / Math.max(1, served);
			this.spacing = Math.min(maxLateWait, Math.max(this.spacing, 1.25 * interval));
			this.planStep(now);
		} else {
			this.raises = 0;
		}
	}

	private planStep(now: number): void {
		const usual = Math.max(minWindow, this.requestsUntilStep * this.spacing);
		this.shrinkAt = now + usual + this.waitForStep;
	}
}

/** The shortest interval of any window up to now, since pauses and waits lie in the others; 0 = not known. */
function intervalOf(accepted: readonly number[], now: number): number {
	const count = accepted.length;
	if (count < 2) return 0;
	const intervals = accepted.flatMap((at, index) =>
		index === 0 || now - at >= minWindow ? [(now - at) / (count - index)] : [],
	);
	return Math.min(maxLateWait, ...intervals);
}
