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
		`![Time and memory against the number of images](${chart})`,
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

const explanation = `The same work for all: each item brings an image and gets one back as base64 in JSON, from a local gateway that takes a fixed time per request. Every run has its own process, and so has the gateway. Images are in n8n's binary store in filesystem mode; only the step itself is timed, after one image to warm up. Contestants take turns, and figures are medians.

- **Time ÷ ideal**: the ideal is the number of items divided by the concurrency, times the gateway's time.
- **In flight**: how many requests were open at the same time, at most, as the gateway saw it. It counts a request until it has sent the last byte and noticed, so a client on a kept connection may seem to be one over.
- **Memory over idle**: the peak of the whole process, minus that of the same workflow without the image step (for the script: a process that does nothing). This is n8n's engine without server and editor: a full n8n needs more memory for its own start than for the work, see below.
- n8n's HTTP Request node has the concurrency as its batch size, which limits how many start together, not how many are under way. Its images stay as base64 in the JSON; turning them into files would come on top.
- The script is what a programmer writes by hand: axios and form-data, streams on both sides, results in files. It runs without n8n; and once more in a process that has n8n's engine loaded, as this node's has. There it is slower, too: Node 24 collects garbage after every ten to fifty megabytes, and each time has to look through everything that n8n keeps.`;

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
