import { readFileSync, writeFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';

import type { INodeExecutionData } from 'n8n-workflow';

import { startEngine } from '../../engine/startEngine';
import { stepName, workflowWith } from './workflow';
import type { Measured, Task } from './types';
import { cases } from './cases';

const times = 3;

async function measure({ index, nodePackage, origin }: Task): Promise<Measured> {
	const credential = {
		gateway: 'openAiCompatible',
		baseUrl: `${origin}/warm`,
		apiKey: 'sk-bounds-0123456789',
	};
	const engine = await startEngine({
		packageFolder: nodePackage,
		credentials: { imageGatewayApi: credential },
	});
	const pictures = Object.entries((await cases[index]?.pictures?.()) ?? {});
	const binary = Object.fromEntries(
		pictures.map(([field, bytes]) => [
			field,
			{ data: bytes.toString('base64'), mimeType: 'image/png', fileName: `${field}.png` },
		]),
	);
	const order = async (parameters: object, item: INodeExecutionData = { json: {} }) =>
		await engine.run(workflowWith(parameters), { triggerItems: [item] });
	for (let round = 0; round < 2; round++) await order({});
	credential.baseUrl = `${origin}/${index}`;
	let best: Measured | undefined;
	for (let round = 0; round < times; round++) {
		global.gc?.();
		await sleep(100);
		resetPeak();
		const idle = peak();
		const monitor = monitorEventLoopDelay({ resolution: 2 });
		monitor.enable();
		const cpu = process.cpuUsage();
		const started = performance.now();
		const result = await order(cases[index]?.parameters ?? {}, { json: {}, binary });
		// A turn that was held is told at its end.
		await sleep(5);
		monitor.disable();
		const { user, system } = process.cpuUsage(cpu);
		const item = result.items(stepName)[0]?.json as { error?: { message?: string } } | undefined;
		const measured: Measured = {
			heldMs: monitor.max / 1e6,
			peakBytes: peak() - idle,
			cpuMs: (user + system) / 1e3,
			ms: performance.now() - started,
			outcome: item?.error?.message ?? `${result.status}, ${result.items(stepName).length} items`,
		};
		best =
			(best && {
				...measured,
				heldMs: Math.min(best.heldMs, measured.heldMs),
				peakBytes: Math.min(best.peakBytes, measured.peakBytes),
				cpuMs: Math.min(best.cpuMs, measured.cpuMs),
				ms: Math.min(best.ms, measured.ms),
			}) ||
			measured;
	}
	await engine.close();
	return best as Measured;
}

/** proc(5): 5 in clear_refs sets the peak of the resident set back to what it is. */
const resetPeak = () => writeFileSync('/proc/self/clear_refs', '5');

const peak = (): number =>
	Number(/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]) * 1024;

process.once('message', (task: Task) => {
	measure(task).then(
		(measured) => process.send?.(measured, () => process.exit()),
		(error: unknown) => {
			console.error(error);
			process.exit(1);
		},
	);
});
