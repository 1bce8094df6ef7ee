/** Milliseconds over which a rate is measured, and requests that are kept for it at most. */
const window = 20_000;
const maxKept = 500;
/** Requests that show whether refusals depend on how many are under way. */
const sampleSize = 40;
/** As many refused in place of others tell of a limit in time, which shows with fewer under way, too. */
const minRefused = 4;

/** A request, refused or not. */
export interface Start {
	readonly at: number;
	/** Whether it was one more than were to be under way; else it took the place of one that had ended. */
	readonly isTry: boolean;
	/** How many others were accepted and under way. */
	level: number;
	isRefused: boolean;
}

/**
 * The requests of the last seconds: what the two limits of a gateway are told apart by.
 *
 * Theory: a gateway that serves so many at once takes a request in the place of one that ended, and
 * refuses one more. A gateway that serves so many in a time makes no such difference, and takes more
 * though none has ended.
 */
export class RecentStarts {
	private starts: Start[] = [];
	private hasServed = false;
	/** The first try that was refused before any was served. */
	private firstRefused: { readonly until: number; readonly level: number } | undefined;

	add(start: Start): void {
		this.starts.push(start);
		if (this.starts.length > maxKept) this.starts.shift();
	}

	onServed(): void {
		this.hasServed = true;
	}

	/**
	 * When those started that were accepted.
	 * @param until those that started later may yet be refused
	 */
	accepted(now: number, until: number): readonly number[] {
		this.starts = this.starts.filter(({ at }) => at > now - window);
		return this.starts.filter(({ at, isRefused }) => !isRefused && at <= until).map(({ at }) => at);
	}

	/** Whether a refusal is one for the number of requests at once. */
	isForNumber(refused: Start, now: number): boolean {
		if (this.tookMore(refused, now)) return false;
		const inPlace = this.starts.slice(-sampleSize).filter(({ isTry }) => !isTry);
		const refusals = inPlace.filter(({ isRefused }) => isRefused).length;
		return refused.level > 0
			? refusals < minRefused || refusals <= inPlace.length / 3
			: inPlace.length > 0 && refusals <= inPlace.length / 2;
	}

	/** Whether more were taken since the first refusal, though none had ended. */
	private tookMore({ at, isTry, level }: Start, now: number): boolean {
		if (this.hasServed || !isTry) return false;
		this.firstRefused ??= { until: now, level };
		const { until, level: before } = this.firstRefused;
		// Others may have left one or two meanwhile.
		return at > until && before > 1 && level > before + 1;
	}
}
