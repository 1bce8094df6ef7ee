/** Milliseconds over which a rate is measured, and requests that are kept for it at most. */
const window = 20_000;
const maxKept = 500;
/** Requests that show whether refusals depend on how many are under way. */
const sampleSize = 40;
/** Fewer than this tell nothing. */
const minSample = 3;
/** How unlikely a row of refusals must be by chance. */
const significance = 0.05;

/** A request, refused or not. */
export interface Start {
	readonly at: number;
	/** How many others were accepted and under way. */
	level: number;
	isRefused: boolean;
}

/** The requests of the last seconds: what the two limits of a gateway are told apart by. */
export class RecentStarts {
	private starts: Start[] = [];
	/** Refusals in a row at the level of the last one or below. */
	private inRow = 0;
	private lastLevel = 0;

	add(start: Start): void {
		this.starts.push(start);
		if (this.starts.length > maxKept) this.starts.shift();
	}

	/** When those started that were accepted. */
	accepted(now: number): readonly number[] {
		this.starts = this.starts.filter(({ at }) => at > now - window);
		return this.starts.filter(({ isRefused }) => !isRefused).map(({ at }) => at);
	}

	/**
	 * Whether a refusal is one for the number of requests at once. Where requests with fewer others are
	 * refused, too, it takes as many refusals in a row as chance would hardly bring.
	 */
	isForNumber(refused: Start): boolean {
		const { level } = refused;
		this.inRow = level > this.lastLevel ? 1 : this.inRow + 1;
		this.lastLevel = level;
		const below = this.starts
			.slice(-sampleSize)
			.filter((start) => start !== refused && start.level < level);
		const share = below.filter(({ isRefused }) => isRefused).length / below.length;
		if (below.length < minSample || share === 0) return level > 0;
		return share < 1 && this.inRow >= Math.log(significance) / Math.log(share);
	}
}
