import * as echarts from 'echarts';

import { limitCases, maxRefused, minShare } from './limitCases';
import type { LimitRow } from './measureLimits';

export const limitHead = ['', 'Time ÷ ideal', 'Refused an item', 'Smaller share', 'Runs'] as const;

/** One line for each contestant of a case. */
export const limitCells = (row: LimitRow): string[] => [
	row.label,
	row.time?.toFixed(2) ?? row.failure ?? 'did not run',
	row.refused?.toFixed(2) ?? '',
	row.share === undefined ? '' : `${Math.round(row.share * 100)} %`,
	`${row.runs}${row.time !== undefined && row.failure ? `, then ${row.failure}` : ''}`,
];

/** What this node was aimed at and missed, one sentence each. */
export const missedLimits = (rows: readonly LimitRow[], label: string): string[] =>
	rows
		.filter((row) => row.label === label)
		.flatMap((row) => {
			const { maxTime } = row.case;
			const { refused = Infinity, share = 1, time = Infinity } = row;
			return [
				...(time > maxTime ? [`${row.title}: time ${time.toFixed(2)} over ${maxTime}`] : []),
				...(refused > maxRefused ? [`${row.title}: refused ${refused.toFixed(2)}`] : []),
				...(share < minShare ? [`${row.title}: share ${share.toFixed(2)}`] : []),
			];
		});

export function limitSection(rows: readonly LimitRow[], missed: readonly string[]): string {
	const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
	const tables = limitCases.map(({ title }) =>
		[
			`### ${title}`,
			'',
			line(limitHead),
			line(limitHead.map(() => '---')),
			...rows.filter((row) => row.title === title).map((row) => line(limitCells(row))),
		].join('\n'),
	);
	return [
		'![Time against the ideal at gateways that limit their callers](images/benchmark-limits.svg)',
		'A gateway that serves only so many at once or in a second, and refuses the rest with 429. The ideal is what it serves, all the time. HTTP Request sends batches of as many as the gateway serves, a second apart, which its user has to know. Where a bar is missing, no run got all its images.',
		...tables,
		missed.length === 0 ? 'Every target holds.' : `Targets missed: ${missed.join('; ')}.`,
	].join('\n\n');
}

const colours = ['#0f766e', '#94a3b8', '#be123c'];

/** Time ÷ ideal of every contestant in every case, as SVG. */
export function limitChart(rows: readonly LimitRow[]): string {
	const labels = [...new Set(rows.map(({ label }) => label))];
	const chart = echarts.init(null, null, {
		renderer: 'svg',
		ssr: true,
		width: 960,
		height: 90 + 56 * limitCases.length,
	});
	chart.setOption({
		animation: false,
		backgroundColor: '#ffffff',
		textStyle: { fontFamily: 'sans-serif' },
		title: { text: 'Time ÷ ideal', left: 'center', top: 8, textStyle: { fontSize: 15 } },
		legend: { bottom: 8, itemGap: 44 },
		grid: { left: 430, right: 40, top: 44, bottom: 56 },
		xAxis: { type: 'value', min: 0 },
		yAxis: {
			type: 'category',
			inverse: true,
			data: limitCases.map(({ title }) => title),
			axisLabel: { width: 415, overflow: 'break' },
		},
		series: labels.map((label, index) => ({
			type: 'bar' as const,
			name: label,
			itemStyle: { color: colours[index % colours.length] },
			data: limitCases.map(({ title }) => {
				const time = rows.find((row) => row.title === title && row.label === label)?.time;
				return time === undefined ? null : Number(time.toFixed(3));
			}),
		})),
	});
	const svg = chart.renderToSVGString();
	chart.dispose();
	return svg;
}
