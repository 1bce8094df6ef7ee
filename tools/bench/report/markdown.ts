import { titleOf } from '../labels';
import type { Results } from '../results';
import type { Target } from '../targets';
import { head, rowsOf } from './cells';
import { hostHead, hostRows } from './hostCells';

export interface Circumstances {
	readonly command: string;
	readonly machine: string;
	/** Of n8n's engine. */
	readonly n8nVersion: string;
	readonly chart: string;
}

export function markdownReport(
	results: Results,
	targets: readonly Target[],
	{ chart, command, machine, n8nVersion }: Circumstances,
): string {
	const openAi = results.realOpenAi
		? "The OpenAI node is n8n's own, from an installed n8n."
		: 'No full n8n was installed: in place of its OpenAI node stands a node that makes the same calls in the same order, one item after the other.';
	return [
		'# Benchmarks',
		`Written by \`${command}\`; do not edit. ${machine}; n8n's engine ${n8nVersion}.`,
		`![Time and memory against the number of pictures](${chart})`,
		'## Targets',
		targetTable(targets),
		'## What was measured',
		explanation,
		openAi,
		...results.cases.flatMap((one) => [
			`### ${titleOf(one.work)}`,
			tableOf([...head], rowsOf(one, results)),
		]),
		...hostSection(results),
		'',
	].join('\n\n');
}

function hostSection({ host }: Results): string[] {
	const title = '## Memory in a full n8n';
	if (host.length === 0) {
		return [title, 'Not measured: no full n8n was installed (`npm run dev` installs one).'];
	}
	return [
		title,
		'The peak of the whole process of `n8n execute`, from its start to its end, over the same workflow without the image step: *Manual Trigger → Read Files from Disk → the step*. The targets for memory are about these figures.',
		tableOf([...hostHead], hostRows(host)),
	];
}

const explanation = `The same work for all: each item brings a picture and gets one back as base64 in JSON, from a local gateway that takes a fixed time for an order. Every run has a process of its own, the gateway another. Pictures lie in n8n's binary store in filesystem mode; the step alone is timed, after one picture to warm up. Contestants take turns, and figures are medians.

- **Time ÷ ideal**: the ideal is the number of items divided by the concurrency, times the gateway's time.
- **In flight**: how many orders were open at the same time, at most, as the gateway saw it. It counts an order until it has sent the last byte and noticed, so a client on a kept connection may seem to be one over.
- **Memory over idle**: the peak of the whole process, less that of the same workflow without the image step (for the script: a process that does nothing). It is n8n's engine without server and editor: a full n8n needs more for its own start than for the work, see below.
- n8n's HTTP Request node has the concurrency as its batch size, which limits how many start together, not how many are under way. Its pictures stay as base64 in the JSON; making files of them would come on top.
- The script is what a programmer writes by hand: axios and form-data, streams on both sides, results in files. It runs without n8n; and once more in a process that has n8n's engine loaded, as this node's has. There it is slower too: Node 24 collects garbage after some ten to fifty megabytes that pass, and each time has to look through all that n8n keeps.`;

function targetTable(targets: readonly Target[]): string {
	const rows = targets.map(({ what, limit, measured, holds }) => [
		what,
		limit,
		measured,
		holds ? 'yes' : '**no**',
	]);
	return tableOf(['Target', 'Limit', 'Measured', 'Holds'], rows);
}

function tableOf(titles: readonly string[], rows: ReadonlyArray<readonly string[]>): string {
	const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
	return [line(titles), line(titles.map(() => '---')), ...rows.map(line)].join('\n');
}
