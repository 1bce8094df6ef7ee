import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';

export interface Command {
	readonly file: string;
	readonly args: readonly string[];
	readonly env: NodeJS.ProcessEnv;
}

/** Only Linux tells a process's peak to others while it runs. */
export const canBeTold = process.platform === 'linux';

const betweenLooksMs = 20;

export interface Ended {
	/** null when a signal ended it. */
	readonly code: number | null;
	/** The peak of its memory in bytes, as the system counted it. */
	readonly peak: number;
}

export async function runToEnd({ args, env, file }: Command): Promise<Ended> {
	const child = spawn(file, args, { env, stdio: 'ignore' });
	let peak = 0;
	const look = setInterval(() => (peak = peakSoFar(child.pid) ?? peak), betweenLooksMs);
	const [code] = (await once(child, 'exit')) as [number | null];
	clearInterval(look);
	return { code, peak };
}

/** `VmHWM` is the highest resident set so far (proc(5)); undefined when the process has just ended. */
function peakSoFar(pid: number | undefined): number | undefined {
	const status = `/proc/${pid}/status`;
	try {
		const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(status, 'utf8'))?.[1];
		return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
	} catch (error) {
		const { code } = error as NodeJS.ErrnoException;
		if (code === 'ENOENT' || code === 'ESRCH') return undefined;
		throw error;
	}
}
