import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';

export interface ProcessTree {
	readonly running: boolean;
	/** The exit code; null when a signal ended it. */
	readonly exited: Promise<number | null>;
	/** Asks the process to end, and ends all that it started. */
	stop(): Promise<void>;
	/** Ends all of it at once. */
	kill(): void;
}

/** Whom a process belongs to; nothing: to us. */
export interface ProcessOwner {
	readonly uid?: number;
	readonly gid?: number;
}

export interface ProcessPlace {
	readonly folder: string;
	readonly env: NodeJS.ProcessEnv;
	readonly logFile: string;
	readonly owner?: ProcessOwner;
	/** How long `stop` waits for the process to end by itself. */
	readonly graceMs?: number;
	/** What ends it at once; SIGKILL where nothing is said. */
	readonly killBy?: 'SIGKILL' | 'SIGQUIT';
}

const GRACE_MS = 10_000;

/** A command in a process group of its own, so that its children end with it. */
export function startProcessTree(
	command: string,
	args: readonly string[],
	{ folder, env, logFile, owner, graceMs = GRACE_MS, killBy = 'SIGKILL' }: ProcessPlace,
): ProcessTree {
	const log = openSync(logFile, 'a');
	const stdio = ['ignore' as const, log, log];
	const child = spawn(command, args, { cwd: folder, env, stdio, detached: true, ...owner });
	closeSync(log);
	const kill = () => killGroup(child.pid, killBy);
	// Before the folders that it writes to are removed.
	process.prependOnceListener('exit', kill);
	const exited = once(child, 'exit').then(([code]) => code as number | null);
	const isRunning = () => child.exitCode === null && child.signalCode === null;

	return {
		get running() {
			return isRunning();
		},
		exited,
		async stop() {
			if (isRunning()) child.kill('SIGTERM');
			const hurry = setTimeout(kill, graceMs);
			await exited;
			clearTimeout(hurry);
			kill();
			process.off('exit', kill);
		},
		kill,
	};
}

function killGroup(leader: number | undefined, signal: NodeJS.Signals): void {
	if (leader === undefined) return;
	try {
		process.kill(-leader, signal);
	} catch (cause) {
		// Nobody of the group is left: just what was wanted.
		if ((cause as NodeJS.ErrnoException).code !== 'ESRCH') throw cause;
	}
}
