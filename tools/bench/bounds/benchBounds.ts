import { writeSection } from '../report/section';
import { cases } from './cases';
import { measureBounds } from './measureBounds';
import type { Measured } from './types';

/** Whatever a gateway or an uploader sends. */
const longestHeldMs = 300;
const mostBytes = 200 * 1024 ** 2;

const head = ['Limit', 'Dearest input below it', 'Held, ms', 'Memory, MB', 'Processor, ms'];

/**
 * Measures how long n8n's process is held in one piece, and what memory it takes over idle, by the dearest
 * inputs that the limits of the node let through.
 * @param wanted only cases that hold this; nothing is written then
 */
export async function benchBounds(
	root: string,
	wanted: string | undefined,
	say: (text: string) => void,
): Promise<void> {
	const measured = await measureBounds(root, wanted ?? '', say);
	const missed = [...measured].filter(
		([, { heldMs, peakBytes }]) => heldMs > longestHeldMs || peakBytes > mostBytes,
	);
	const verdict =
		missed.length === 0
			? 'Nothing is held for more than 300 ms, nothing takes more than 200 MB.'
			: `Over the target: ${missed.map(([index]) => cases[index]?.input).join('; ')}.`;
	say(`\n${verdict}\n`);
	if (wanted !== undefined) return;
	const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
	const row = (index: number, { cpuMs, heldMs, peakBytes }: Measured) =>
		line([
			cases[index]?.limit ?? '',
			cases[index]?.input ?? '',
			String(Math.round(heldMs)),
			String(Math.round(peakBytes / 1024 ** 2)),
			String(Math.round(cpuMs)),
		]);
	const table = [
		line(head),
		line(head.map(() => '---')),
		...[...measured].map(([index, one]) => row(index, one)),
	];
	await writeSection(
		root,
		'bounds',
		`## What a hostile gateway or file can cost\n\nEach row is one request in n8n's engine, the best of three: how long the process is held in one piece, and the memory and processor time that it takes over idle. Targets: 300 ms and 200 MB.\n\n${table.join('\n')}\n\n${verdict}`,
	);
}
