import { fork } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { GatewayProcess } from './gatewayProcess';
import type { Failure, Job, Measurement, Outcome } from './types';

export type Question = Omit<Job, 'gateway' | 'outputFolder'>;

/** Runs one contestant once, in a fresh process, so that no memory is left from the one before. */
export async function measure(
	question: Question,
	gateway: GatewayProcess,
): Promise<Failure | Measurement> {
	const outputFolder = await mkdtemp(join(tmpdir(), 'bench-'));
	try {
		await gateway.report();
		const answer = await runChild({ ...question, gateway: gateway.address, outputFolder });
		const { billed, peakInFlight } = await gateway.report();
		if ('failure' in answer) return answer;
		const { items } = question.work;
		if (!question.idle && (answer.pictures !== items || billed < items)) {
			return { failure: `${answer.pictures} of ${items} pictures` };
		}
		return { ...answer, peakInFlight };
	} finally {
		await rm(outputFolder, { recursive: true, force: true });
	}
}

async function runChild(job: Job): Promise<Failure | Outcome> {
	const child = fork(join(__dirname, 'contestants', 'main.ts'), {
		// n8n's store and the script write their results below the same folder, which is removed.
		env: { ...process.env, TMPDIR: job.outputFolder, TEMP: job.outputFolder },
		// A process that runs out of memory prints pages; what it has to say comes as a message.
		stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
	});
	return await new Promise((resolve) => {
		child.once('message', (answer: Failure | Outcome) => resolve(answer));
		child.once('exit', () => resolve({ failure: 'out of memory' }));
		child.send(job);
	});
}
