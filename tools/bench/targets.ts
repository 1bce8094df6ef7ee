import { targetWork } from './cases';
import { overIdle } from './host/measureHost';
import {
	idealOf,
	inFlightOf,
	median,
	memoryOf,
	sameWork,
	seriesOf,
	timeOf,
	type Results,
} from './results';
import type { ContestantId, Work } from './types';

export interface Target {
	readonly what: string;
	readonly limit: string;
	readonly measured: string;
	readonly holds: boolean;
}

const scripts = [
	['script', 'the script'],
	['scriptInN8n', "the script in n8n's process"],
] as const;

const megabytes = (bytes: number) => `${Math.round(bytes / 1e6)} MB`;

/** What issue 4 of this project asks for; what was not measured in this run is left out. */
export function judge(results: Results): Target[] {
	const { few, large, many, oneByOne, slowGateway, usual } = targetWork;
	return [
		...scripts.flatMap(([script, name]) =>
			atMost(`Time over ${name}, 200 × 2 MB, 8 at once, 200 ms`, 1.15, asRatio, () =>
				median(rounds(results, usual, script).map(({ node, other }) => node / other)),
			),
		),
		atMost('Time over the ideal, 200 × 2 MB, 8 at once, 1 s', 1.1, asRatio, () => {
			const series = seriesOf(results, slowGateway, 'node');
			return series && timeOf(series) / idealOf(slowGateway);
		}),
		...scripts.flatMap(([script, name]) =>
			atMost(`Time per item over ${name}, one at once`, 10, asMilliseconds, () =>
				median(
					rounds(results, oneByOne, script).map(
						({ node, other }) => (node - other) / oneByOne.items,
					),
				),
			),
		),
		atMost("Processor time over a bare client's in n8n's process, 200 × 2 MB", 2, asRatio, () =>
			median(
				rounds(results, usual, 'bareInN8n', 'cpuMilliseconds').map(
					({ node, other }) => node / other,
				),
			),
		),
		atMost('Memory over idle, 1,000 × 2 MB, 8 at once', 120e6, megabytes, () =>
			memory(results, many),
		),
		atMost('Memory over idle, 1,000 items against 40', 1.1, asRatio, () => {
			const [much, little] = [memory(results, many), memory(results, few)];
			return much !== undefined && little !== undefined ? much / little : undefined;
		}),
		atMost('Memory over idle, 40 × 24 MB, 4 at once', 100e6, megabytes, () =>
			memory(results, large),
		),
		atMost('In flight over the concurrency, in every case', 1, asRatio, () =>
			Math.max(...results.cases.map(({ work }) => crowd(results, work))),
		),
	].flat();
}

const asRatio = (value: number) => value.toFixed(2);
const asMilliseconds = (value: number) => `${value.toFixed(1)} ms`;

function atMost(
	what: string,
	limit: number,
	show: (value: number) => string,
	measured: () => number | undefined,
): Target[] {
	const value = measured();
	if (value === undefined || Number.isNaN(value)) return [];
	return [{ what, limit: `≤ ${show(limit)}`, measured: show(value), holds: value <= limit }];
}

/** This node and a script of the same round: what slows the machine slows both. */
function rounds(
	results: Results,
	work: Work,
	script: ContestantId,
	figure: 'milliseconds' | 'cpuMilliseconds' = 'milliseconds',
): Array<{ node: number; other: number }> {
	const others = seriesOf(results, work, script)?.runs ?? [];
	return (seriesOf(results, work, 'node')?.runs ?? []).flatMap((run, index) => {
		const other = others[index];
		return other ? [{ node: run[figure], other: other[figure] }] : [];
	});
}

/** In a full n8n where there is one: that is what the targets are about. */
function memory(results: Results, work: Work): number | undefined {
	const host = results.host.find((one) => sameWork(one.work, work));
	if (host) return overIdle(host, 'node').over;
	const series = seriesOf(results, work, 'node');
	return series && memoryOf(series, results);
}

function crowd(results: Results, work: Work): number {
	const series = seriesOf(results, work, 'node');
	return series ? inFlightOf(series) / work.concurrency : 0;
}
