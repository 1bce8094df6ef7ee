import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { writeSection } from '../report/section';
import { earlierBuild } from './earlierBuild';
import { limitCases } from './limitCases';
import { limitCells, limitChart, limitHead, limitSection, missedLimits } from './limitReport';
import type { LimitContestant } from './measureLimits';
import { measureLimits } from './measureLimits';

const node = 'This node';

/**
 * Measures how fast a batch gets through a gateway that limits its callers.
 * @param rounds runs of each contestant; with fewer than five nothing is written
 * @param only part of the titles of the cases to measure; then nothing is written
 */
export async function benchLimits(
	root: string,
	rounds: number,
	only: string | undefined,
	say: (text: string) => void,
): Promise<void> {
	const earlier = await earlierBuild(root);
	const contestants: LimitContestant[] = [
		{ label: node, contestant: 'node', nodePackage: root, lanes: 1 },
		...(earlier === undefined
			? []
			: [
					{
						label: 'The build of 21b539f',
						contestant: 'node' as const,
						nodePackage: earlier,
						lanes: 2,
					},
				]),
		{
			label: "n8n's HTTP Request node",
			contestant: 'httpRequest',
			nodePackage: root,
			lanes: 1,
		},
	];
	const cases = limitCases.filter(({ title }) => title.includes(only ?? ''));
	const rows = await measureLimits(cases, contestants, rounds, say);
	const missed = missedLimits(rows, node);
	say(`\n${limitHead.join(' | ')}\n`);
	for (const row of rows) say(`${row.title} | ${limitCells(row).join(' | ')}\n`);
	say(missed.length === 0 ? 'Every target holds.\n' : `MISSED: ${missed.join('; ')}\n`);
	if (rounds < 5 || only !== undefined) return;
	const images = join(root, 'docs', 'images');
	await mkdir(images, { recursive: true });
	await writeFile(join(images, 'benchmark-limits.svg'), limitChart(rows));
	const markdown = `## Gateways that limit their callers\n\n${limitSection(rows, missed)}`;
	await writeSection(root, 'limits', markdown);
}
