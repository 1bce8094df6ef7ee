import { labelOf } from '../labels';
import type { CaseResult, Results, Series } from '../results';
import { idealOf, inFlightOf, memoryOf, timeOf } from '../results';

export const head = [
	'',
	'Time',
	'÷ ideal',
	'CPU per item',
	'In flight',
	'Memory over idle',
	'Runs',
] as const;

/** One line for each contestant. */
export function rowsOf({ series, work }: CaseResult, results: Results): string[][] {
	return series.map((one) => {
		const label = labelOf(one.contestant, results);
		if (one.runs.length === 0) return [label, one.failure ?? 'did not run', '', '', '', '', ''];
		return [
			label,
			`${(timeOf(one) / 1000).toFixed(2)} s`,
			(timeOf(one) / idealOf(work)).toFixed(2),
			`${cpuOf(one, work.items).toFixed(1)} ms`,
			String(inFlightOf(one)),
			`${Math.round(memoryOf(one, results) / 1e6).toLocaleString('en-GB')} MB`,
			`${one.runs.length}${one.failure ? `, then ${one.failure}` : ''}`,
		];
	});
}

function cpuOf({ runs }: Series, items: number): number {
	const all = runs.reduce((sum, { cpuMilliseconds }) => sum + cpuMilliseconds, 0);
	return all / runs.length / items;
}
