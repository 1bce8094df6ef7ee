import type { Case } from './cases';
import type { ContestantId, Failure, HostMemory, Measurement, Work } from './types';

/** What came of one contestant in one case, in the order of the rounds. */
export interface Series {
	readonly contestant: ContestantId;
	readonly runs: readonly Measurement[];
	/** Why there are no more runs. */
	readonly failure?: string;
}

export interface CaseResult {
	readonly work: Work;
	readonly series: readonly Series[];
}

export interface Results {
	readonly cases: readonly CaseResult[];
	/** Peak bytes of each contestant's process without its step. */
	readonly idle: Readonly<Partial<Record<ContestantId, number>>>;
	/** Whether n8n's own OpenAI node ran, and not its stand-in. */
	readonly realOpenAi: boolean;
	/** Whole processes of a full n8n; empty where there is none. */
	readonly host: readonly HostMemory[];
}

export function median(values: readonly number[]): number {
	const sorted = [...values].sort((a, b) => a - b);
	const middle = Math.floor(sorted.length / 2);
	const [low = NaN, high = NaN] = [sorted[middle - 1], sorted[middle]];
	return sorted.length % 2 === 1 ? high : (low + high) / 2;
}

/** Milliseconds when nothing but the gateway took time. */
export const idealOf = ({ concurrency, items, latencyMs }: Work): number =>
	Math.ceil(items / concurrency) * latencyMs;

export const timeOf = ({ runs }: Series): number =>
	median(runs.map(({ milliseconds }) => milliseconds));

export const inFlightOf = ({ runs }: Series): number =>
	Math.max(...runs.map(({ peakInFlight }) => peakInFlight));

/** Bytes. */
export const memoryOf = (series: Series, { idle }: Results): number =>
	median(series.runs.map(({ peakBytes }) => peakBytes)) - (idle[series.contestant] ?? NaN);

export function seriesOf(
	results: Results,
	work: Work,
	contestant: ContestantId,
): Series | undefined {
	const found = results.cases.find((result) => sameWork(result.work, work));
	return found?.series.find((series) => series.contestant === contestant && series.runs.length > 0);
}

export function sameWork(a: Work, b: Work): boolean {
	return (Object.keys(a) as Array<keyof Work>).every((name) => a[name] === b[name]);
}

export function toSeries(
	{ runs: wanted }: Case,
	measured: ReadonlyMap<ContestantId, ReadonlyArray<Failure | Measurement>>,
): Series[] {
	return (Object.keys(wanted) as ContestantId[]).map((contestant) => {
		const all = measured.get(contestant) ?? [];
		const runs = all.flatMap((one) => ('failure' in one ? [] : [one]));
		const failed = all.find((one) => 'failure' in one);
		return { contestant, runs, ...(failed && { failure: failed.failure }) };
	});
}
