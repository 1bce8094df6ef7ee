import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { earlierBuild } from './earlierBuild';
import { limitCells, limitChart, limitHead, limitSection, missedLimits } from './limitReport';
import type { LimitContestant } from './measureLimits';
import { measureLimits } from './measureLimits';

const begin = '<!-- limits: written by npm run bench -- limits -->';
const end = '<!-- /limits -->';
const node = 'This node';

/**
 * Measures how fast a batch gets through a gateway that limits its callers.
 * @param rounds runs of each contestant; with fewer than five nothing is written
 */
export async function benchLimits(
	root: string,
	rounds: number,
	say: (text: string) => void,
): Promise<void> {
	const earlier = await earlierBuild(root);
	const contestants: LimitContestant[] = [
		{ label: node, contestant: 'node', nodePackage: root },
		...(earlier === undefined
			? []
			: [{ label: 'The build of 21b539f', contestant: 'node' as const, nodePackage: earlier }]),
		{ label: "n8n's HTTP Request node", contestant: 'httpRequest', nodePackage: root },
	];
	const rows = await measureLimits(contestants, rounds, say);
	const missed = missedLimits(rows, node);
	say(`\n${limitHead.join(' | ')}\n`);
	for (const row of rows) say(`${row.title} | ${limitCells(row).join(' | ')}\n`);
	say(missed.length === 0 ? 'Every target holds.\n' : `MISSED: ${missed.join('; ')}\n`);
	if (rounds < 5) return;
	const images = join(root, 'docs', 'images');
	await mkdir(images, { recursive: true });
	await writeFile(join(images, 'benchmark-limits.svg'), limitChart(rows));
	const file = join(root, 'docs', 'benchmarks.md');
	const text = await readFile(file, 'utf8');
	const section = `${begin}\n\n## Gateways that limit their callers\n\n${limitSection(rows, missed)}\n\n${end}`;
	const at = text.indexOf(begin);
	const whole =
		at < 0
			? `${text.trimEnd()}\n\n${section}\n`
			: `${text.slice(0, at)}${section}${text.slice(text.indexOf(end) + end.length)}`;
	await writeFile(file, whole);
}
