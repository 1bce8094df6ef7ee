import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { copyFile, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';

const lockFiles = ['package.json', 'package-lock.json'] as const;

function cacheFolder(): string {
	return process.env.N8N_HOST_CACHE || join(homedir(), '.cache', 'n8n-nodes-ai-image-edit');
}

/** One folder per lock file: outside the checkout, shared by all checkouts of the same lock. */
function cachedFolder(kind: string, source: string): string {
	const hash = createHash('sha256');
	for (const file of lockFiles) hash.update(readFileSync(join(source, file)));
	return join(cacheFolder(), `${kind}-${hash.digest('hex').slice(0, 16)}`);
}

/** Where the full n8n lies once it is installed. */
export const hostFolder = (): string => cachedFolder('host', __dirname);

/**
 * What the lock file in `source` says, installed once.
 * @param install is given a folder with copies of package.json and lock file
 * @returns the folder
 */
export async function installOnce(
	kind: string,
	source: string,
	install: (folder: string) => Promise<void>,
): Promise<string> {
	const folder = cachedFolder(kind, source);
	// A folder of this name is complete: it was renamed after the last step.
	if (existsSync(folder)) return folder;
	console.log(`It goes to ${folder}`);
	await mkdir(cacheFolder(), { recursive: true });
	await removeBrokenInstalls();
	const partialFolder = `${folder}.part-${process.pid}`;
	await mkdir(partialFolder);
	try {
		for (const file of lockFiles) await copyFile(join(source, file), join(partialFolder, file));
		await install(partialFolder);
		await rename(partialFolder, folder).catch((cause: unknown) => {
			// Someone else's install of the same lock file was faster.
			if (!existsSync(folder)) throw cause;
		});
	} finally {
		await rm(partialFolder, { recursive: true, force: true });
	}
	return folder;
}

const partial = /^[a-z]+-[0-9a-f]+\.part-(\d+)$/;

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
