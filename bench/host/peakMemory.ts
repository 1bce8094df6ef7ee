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

/** Runs a command to its end. @returns the peak of its memory in bytes, as the system counted it */
export async function peakMemoryOf({ args, env, file }: Command): Promise<number> {
	const child = spawn(file, args, { env, stdio: ['ignore', 'ignore', 'pipe'] });
	let said = '';
	child.stderr.on('data', (chunk) => (said = `${said}${chunk}`.slice(-1000)));
	let peak = 0;
	const look = setInterval(() => (peak = peakSoFar(child.pid) ?? peak), betweenLooksMs);
	const [code] = (await once(child, 'exit')) as [number | null];
	clearInterval(look);
	if (code !== 0) throw new Error(`"${args.join(' ')}" ended with ${code}: ${said}`);
	return peak;
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
