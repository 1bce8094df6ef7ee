import { setTimeout as sleep } from 'node:timers/promises';

import { openNode } from '../contestants/n8nStep';
import type { Job } from '../types';
import type { Live } from './benchMemory';

/** Often enough to see the middle of a batch, and seldom enough that most of the time is the node's. */
const everyMs = 250;

const warmUp = 40;
const settleMs = 1_000;

/** What is still needed in the middle of a batch: after a full collection of garbage. */
async function measure(job: Job): Promise<Live> {
	const collect = global.gc;
	if (!collect) throw new Error('It needs node --expose-gc.');
	const live = () => {
		// Buffers are let go of by a second one.
		collect();
		collect();
		const { arrayBuffers, heapUsed } = process.memoryUsage();
		return heapUsed + arrayBuffers;
	};
	const step = await openNode(job);
	// What is made once and dropped later would otherwise count as idle.
	await step.run(warmUp);
	await sleep(settleMs);
	const idle = live();
	const seen: number[] = [];
	const timer = setInterval(() => seen.push(live() - idle), everyMs);
	await step.run(job.work.items);
	clearInterval(timer);
	await step.close();
	// When most items are done; what is under way comes and goes.
	return { bytes: Math.min(...seen.slice(-6)) };
}

process.once('message', (job: Job) => {
	measure(job).then(
		(measured) => process.send?.(measured, () => process.exit()),
		(error: unknown) => {
			console.error(error);
			process.exit(1);
		},
	);
});
