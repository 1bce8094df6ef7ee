import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';

export const hostFiles = ['package.json', 'package-lock.json'] as const;

export function cacheFolder(): string {
	return process.env.N8N_HOST_CACHE || join(homedir(), '.cache', 'n8n-nodes-ai-image-edit');
}

/** One folder per lock file: outside the checkout, shared by all checkouts of the same lock. */
export function hostName(): string {
	const hash = createHash('sha256');
	for (const file of hostFiles) hash.update(readFileSync(join(__dirname, file)));
	return `host-${hash.digest('hex').slice(0, 16)}`;
}

const partial = /^host-[0-9a-f]+\.part-(\d+)$/;

/** A folder to install into; it gets its real name only when it is complete. */
export async function newPartialFolder(): Promise<string> {
	await mkdir(cacheFolder(), { recursive: true });
	await removeBrokenInstalls();
	const folder = join(cacheFolder(), `${hostName()}.part-${process.pid}`);
	await mkdir(folder);
	return folder;
}

async function removeBrokenInstalls(): Promise<void> {
	for (const name of await readdir(cacheFolder())) {
		const pid = partial.exec(name)?.[1];
		if (pid === undefined || (Number(pid) !== process.pid && isAlive(Number(pid)))) continue;
		await rm(join(cacheFolder(), name), { recursive: true, force: true });
	}
}

function isAlive(pid: number): boolean {
	try {
		return process.kill(pid, 0);
	} catch (cause) {
		return (cause as NodeJS.ErrnoException).code === 'EPERM';
	}
}
