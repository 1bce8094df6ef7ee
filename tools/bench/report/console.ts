import { getBorderCharacters, table } from 'table';

import { titleOf } from '../labels';
import type { Results } from '../results';
import type { Target } from '../targets';
import { head, rowsOf } from './cells';
import { hostHead, hostRows } from './hostCells';

export function consoleReport(results: Results, targets: readonly Target[]): string {
	const cases = results.cases.map(
		(one) => `${titleOf(one.work)}\n${draw([[...head], ...rowsOf(one, results)])}`,
	);
	const verdicts = targets.map(({ what, limit, measured, holds }) => [
		what,
		limit,
		measured,
		holds ? 'holds' : 'MISSED',
	]);
	const host = results.host.length > 0 ? [draw([[...hostHead], ...hostRows(results.host)])] : [];
	return [...cases, ...host, ...(verdicts.length > 0 ? [draw(verdicts)] : [])].join('\n');
}

const draw = (rows: string[][]) =>
	table(rows, {
		border: getBorderCharacters('norc'),
		drawHorizontalLine: (index, count) => index < 2 || index === count,
	});
