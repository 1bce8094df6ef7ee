import type { Job, Outcome } from '../types';
import { openStep, type Step } from './n8nStep';
import { runScript } from './script';

/** n8n has been running for a while when a batch comes: the first request loads modules. */
const warmUp = 1;

async function measure(job: Job): Promise<Outcome> {
	const step = job.contestant === 'script' ? scriptStep(job) : await openStep(job);
	if (!job.idle) await step.run(warmUp);
	const before = process.cpuUsage();
	const { milliseconds, pictures } = await step.run(job.work.items);
	const { user, system } = process.cpuUsage(before);
	const peakBytes = process.resourceUsage().maxRSS * 1024;
	await step.close();
	return { milliseconds, cpuMilliseconds: (user + system) / 1000, peakBytes, pictures };
}

function scriptStep(job: Job): Step {
	return {
		async run(items) {
			if (job.idle) return { milliseconds: 0, pictures: 0 };
			const started = performance.now();
			const pictures = await runScript({ ...job, work: { ...job.work, items } });
			return { milliseconds: performance.now() - started, pictures };
		},
		close: async () => undefined,
	};
}

process.once('message', (job: Job) => {
	measure(job).then(
		(outcome) => process.send?.(outcome, () => process.exit()),
		(error: unknown) => {
			const failure = error instanceof Error ? error.message : String(error);
			process.send?.({ failure }, () => process.exit());
		},
	);
});
