import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';

import { withNode24 } from './node24';

export interface Step {
	readonly title: string;
	readonly command: string;
	readonly args: readonly string[];
	readonly folder: string;
	readonly logFile: string;
	/** What to do when it does not succeed. */
	readonly advice: string;
	readonly signal?: AbortSignal | undefined;
}

const HEARTBEAT_MS = 15_000;
const LOG_TAIL_LINES = 20;

/** Runs one long command with its output in a log file, and says on the console that it lives. */
export async function runStep(step: Step): Promise<void> {
	const started = Date.now();
	const seconds = () => `${Math.round((Date.now() - started) / 1000)} s`;
	console.log(`${step.title} …`);
	const log = openSync(step.logFile, 'w');
	const child = spawn(step.command, step.args, {
		cwd: step.folder,
		env: withNode24(process.env),
		stdio: ['ignore', log, log],
	});
	const end = () => child.kill();
	step.signal?.addEventListener('abort', end);
	const heartbeat = setInterval(() => console.log(`  … ${seconds()}`), HEARTBEAT_MS);
	try {
		const [code] = (await once(child, 'exit')) as [number | null];
		step.signal?.throwIfAborted();
		if (code !== 0) throw new Error(`${step.title}: exit code ${code}. ${step.advice}`);
		console.log(`  done in ${seconds()}`);
	} catch (cause) {
		if (!step.signal?.aborted) console.error(tailOf(step.logFile));
		throw cause;
	} finally {
		clearInterval(heartbeat);
		step.signal?.removeEventListener('abort', end);
		closeSync(log);
	}
}

export function tailOf(logFile: string): string {
	return readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-LOG_TAIL_LINES).join('\n');
}
