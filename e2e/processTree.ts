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

export interface ProcessPlace {
	readonly folder: string;
	readonly env: NodeJS.ProcessEnv;
	readonly logFile: string;
}

const GRACE_MS = 10_000;

/** A command in a process group of its own, so that its children end with it. */
export function startProcessTree(
	command: string,
	args: readonly string[],
	{ folder, env, logFile }: ProcessPlace,
): ProcessTree {
	const log = openSync(logFile, 'a');
	const stdio = ['ignore', log, log] as const;
	const child = spawn(command, args, { cwd: folder, env, stdio: [...stdio], detached: true });
	closeSync(log);
	const kill = () => killGroup(child.pid);
	process.once('exit', kill);
	const exited = once(child, 'exit').then(([code]) => code as number | null);
	const isRunning = () => child.exitCode === null && child.signalCode === null;

	return {
		get running() {
			return isRunning();
		},
		exited,
		async stop() {
			if (isRunning()) child.kill('SIGTERM');
			const hurry = setTimeout(kill, GRACE_MS);
			await exited;
			clearTimeout(hurry);
			kill();
			process.off('exit', kill);
		},
		kill,
	};
}

function killGroup(leader: number | undefined): void {
	if (leader === undefined) return;
	try {
		process.kill(-leader, 'SIGKILL');
	} catch (cause) {
		// Nobody of the group is left: just what was wanted.
		if ((cause as NodeJS.ErrnoException).code !== 'ESRCH') throw cause;
	}
}
