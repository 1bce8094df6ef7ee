import { readFileSync } from 'node:fs';

import { withNode24 } from './node24';
import { startProcessTree } from './processTree';

export interface Step {
	readonly title: string;
	readonly command: string;
	readonly args: readonly string[];
	readonly folder: string;
	readonly logFile: string;
	/** What to do when it does not succeed. */
	readonly advice: string;
}

const HEARTBEAT_MS = 15_000;
const LOG_TAIL_LINES = 20;

/** Runs one long command with its output in a log file, and says on the console that it lives. */
export async function runStep(step: Step, signal?: AbortSignal): Promise<void> {
	const started = Date.now();
	const seconds = () => `${Math.round((Date.now() - started) / 1000)} s`;
	console.log(`${step.title} …`);
	const tree = startProcessTree(step.command, step.args, { ...step, env: withNode24(process.env) });
	// At once, not by SIGTERM: npm goes on installing after it (measured, 11.19).
	signal?.addEventListener('abort', tree.kill);
	const heartbeat = setInterval(() => console.log(`  … ${seconds()}`), HEARTBEAT_MS);
	try {
		const code = await tree.exited;
		signal?.throwIfAborted();
		if (code !== 0) {
			console.error(tailOf(step.logFile));
			throw new Error(`${step.title}: exit code ${code}. ${step.advice}`);
		}
		console.log(`  done in ${seconds()}`);
	} finally {
		clearInterval(heartbeat);
		signal?.removeEventListener('abort', tree.kill);
		await tree.stop();
	}
}

export function tailOf(logFile: string): string {
	return readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-LOG_TAIL_LINES).join('\n');
}
