import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';

import { nodeBinary } from './node24';

export interface ProcessTree {
	readonly running: boolean;
	/** Ends the process and all that it started. */
	stop(): Promise<void>;
}

const GRACE_MS = 10_000;

/** A Node script in a process group of its own, so that its children end with it. */
export function startProcessTree(
	args: readonly string[],
	env: NodeJS.ProcessEnv,
	logFile: string,
): ProcessTree {
	const log = openSync(logFile, 'a');
	const child = spawn(nodeBinary, args, { env, stdio: ['ignore', log, log], detached: true });
	closeSync(log);
	const exited = once(child, 'exit');
	const killGroup = () => signalGroup(child.pid, 'SIGKILL');
	process.once('exit', killGroup);
	const isRunning = () => child.exitCode === null && child.signalCode === null;

	return {
		get running() {
			return isRunning();
		},
		async stop() {
			if (isRunning()) child.kill('SIGTERM');
			const hurry = setTimeout(killGroup, GRACE_MS);
			await exited;
			clearTimeout(hurry);
			killGroup();
			process.off('exit', killGroup);
		},
	};
}

function signalGroup(leader: number | undefined, signal: NodeJS.Signals): void {
	if (leader === undefined) return;
	try {
		process.kill(-leader, signal);
	} catch (cause) {
		// Nobody of the group is left: just what was wanted.
		if ((cause as NodeJS.ErrnoException).code !== 'ESRCH') throw cause;
	}
}
