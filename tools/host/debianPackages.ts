import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

import { runStep, type Step } from './runStep';

export interface DebianCommand {
	/** An absolute path, or a name to look for in PATH. */
	readonly command: string;
	/** The Debian packages that bring it. */
	readonly packages: readonly string[];
}

/** Installs the packages of those commands that the machine lacks, as root or by sudo. */
export async function ensureCommands(
	needs: readonly DebianCommand[],
	signal?: AbortSignal,
): Promise<void> {
	const missing = needs.filter(({ command }) => !hasCommand(command));
	if (missing.length === 0) return;
	await aptInstall([...new Set(missing.flatMap(({ packages }) => packages))], signal);
	const gone = missing.filter(({ command }) => !hasCommand(command));
	if (gone.length === 0) return;
	const names = gone.map(({ command }) => command).join(', ');
	throw new Error(`The packages are installed, but these are still missing: ${names}.`);
}

function hasCommand(command: string): boolean {
	if (command.startsWith('/')) return existsSync(command);
	const folders = (process.env.PATH ?? '').split(delimiter);
	return folders.some((folder) => existsSync(join(folder, command)));
}

async function aptInstall(packages: readonly string[], signal?: AbortSignal): Promise<void> {
	const names = packages.join(' ');
	const byHand = `Install it by hand (Debian: apt-get install ${names}), then run this again.`;
	const isRoot = process.getuid?.() === 0;
	if (!hasCommand('apt-get') || !(isRoot || hasCommand('sudo'))) {
		throw new Error(`This machine lacks: ${names}. ${byHand}`);
	}
	const folder = await mkdtemp(join(tmpdir(), 'apt-'));
	const step = (title: string, ...args: string[]): Step => {
		// Another apt-get may be at work for a while.
		const call = ['apt-get', '-o', 'DPkg::Lock::Timeout=300', ...args];
		const quiet = ['env', 'DEBIAN_FRONTEND=noninteractive', ...call];
		// sudo must not stop at a question for a password: the output goes to the log.
		const [command = '', ...rest] = isRoot ? quiet : ['sudo', '-n', ...quiet];
		const logFile = join(folder, 'apt.log');
		return { title, command, args: rest, folder, logFile, advice: byHand };
	};
	try {
		await runStep(step('[1/2] Reading the list of Debian packages', 'update'), signal);
		const install = ['install', '-y', '--no-install-recommends', ...packages];
		await runStep(step(`[2/2] Installing ${names}`, ...install), signal);
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}
