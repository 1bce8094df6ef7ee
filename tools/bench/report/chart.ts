import * as echarts from 'echarts';

import { targetWork } from '../cases';
import { labelOf } from '../labels';
import type { Results, Series } from '../results';
import { idealOf, memoryOf, timeOf } from '../results';
import type { ContestantId, Work } from '../types';

/** The script in n8n's process does not run with every number of pictures. */
const colours: Readonly<Record<Exclude<ContestantId, 'scriptInN8n' | 'bareInN8n'>, string>> = {
	node: '#0f766e',
	openAi: '#b45309',
	httpRequest: '#be123c',
	script: '#475569',
};

type Shown = keyof typeof colours;
const shown = Object.keys(colours) as Shown[];

const size = { width: 960, height: 420 };

/** Time and memory against the number of pictures, as SVG. */
export function drawChart(results: Results): string {
	const cases = results.cases
		.filter(({ work }) => sameKind(work, targetWork.usual))
		.sort((a, b) => a.work.items - b.work.items);
	const line = (contestant: Shown, panel: number, valueOf: (series: Series) => number) => ({
		type: 'line' as const,
		name: labelOf(contestant, results),
		xAxisIndex: panel,
		yAxisIndex: panel,
		symbolSize: 8,
		itemStyle: { color: colours[contestant] },
		lineStyle: { color: colours[contestant], width: contestant === 'node' ? 4 : 2 },
		data: cases.flatMap(({ series, work }) =>
			series
				.filter((one) => one.contestant === contestant && one.runs.length > 0)
				.map((one) => [work.items, Number(valueOf(one).toPrecision(4))]),
		),
	});
	const ideal = {
		type: 'line' as const,
		name: 'Ideal',
		symbol: 'none',
		itemStyle: { color: '#94a3b8' },
		lineStyle: { color: '#94a3b8', width: 1, type: 'dashed' as const },
		data: cases.map(({ work }) => [work.items, idealOf(work) / 1000]),
	};
	const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, ...size });
	chart.setOption({
		animation: false,
		backgroundColor: '#ffffff',
		textStyle: { fontFamily: 'sans-serif' },
		// Without a screen, the widths of texts are guesses, and too small ones.
		legend: { bottom: 8, itemGap: 44 },
		title: [panelTitle('Seconds', '3%'), panelTitle('MB of memory over idle', '53%')],
		grid: [
			{ left: '5%', width: '42%', top: 56, bottom: 84 },
			{ left: '55%', width: '42%', top: 56, bottom: 84 },
		],
		xAxis: [pictureAxis(0), pictureAxis(1)],
		yAxis: [0, 1].map((gridIndex) => ({ type: 'log' as const, gridIndex, logBase: 10 })),
		series: [
			...shown.map((id) => line(id, 0, (series) => timeOf(series) / 1000)),
			...shown.map((id) => line(id, 1, (series) => memoryOf(series, results) / 1e6)),
			ideal,
		],
	});
	const svg = chart.renderToSVGString();
	chart.dispose();
	return svg;
}

const sameKind = (a: Work, b: Work) =>
	a.pictureBytes === b.pictureBytes &&
	a.concurrency === b.concurrency &&
	a.latencyMs === b.latencyMs;

const panelTitle = (text: string, left: string) => ({
	text,
	left,
	top: 12,
	textStyle: { fontSize: 15, fontWeight: 'normal' as const },
});

const pictureAxis = (gridIndex: number) => ({
	type: 'log' as const,
	gridIndex,
	name: 'pictures of 2 MB, 8 at once',
	nameLocation: 'middle' as const,
	nameGap: 28,
	min: 20,
	max: 2000,
});
