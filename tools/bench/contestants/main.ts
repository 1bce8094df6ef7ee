import type { Failure, Job, Outcome } from '../types';
import { watchMemory } from './memoryLimit';
import type { Step } from './step';

/** n8n has been running for a while when a batch comes: the first request loads modules. */
const warmUp = 1;

async function measure(job: Job): Promise<Outcome> {
	const step = await openStep(job);
	if (!job.idle) await step.run(warmUp);
	const before = process.cpuUsage();
	const { milliseconds, pictures } = await step.run(job.work.items);
	const { user, system } = process.cpuUsage(before);
	const peakBytes = process.resourceUsage().maxRSS * 1024;
	await step.close();
	return { milliseconds, cpuMilliseconds: (user + system) / 1000, peakBytes, pictures };
}

/** The script's process loads nothing of n8n: a programmer's would not either. The others keep it loaded. */
async function openStep(job: Job): Promise<Step> {
	if (job.contestant === 'script') return (await import('./script')).openScript(job);
	const node = await (await import('./n8nStep')).openNode(job);
	if (job.contestant === 'scriptInN8n') return (await import('./script')).openScript(job);
	return job.contestant === 'bareInN8n' ? (await import('./script')).openBare(job) : node;
}

function answer(message: Failure | Outcome): void {
	process.send?.(message, () => process.exit());
}

process.once('message', (job: Job) => {
	watchMemory((failure) => answer({ failure }));
	measure(job).then(answer, (error: unknown) => {
		// n8n's engine hands on what an error says, and no error.
		const { message } = error as { readonly message?: string };
		answer({ failure: message ?? JSON.stringify(error) });
	});
});
