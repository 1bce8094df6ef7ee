import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface TemporaryFolder {
	readonly path: string;
	remove(): void;
}

// Processes that were killed this moment may still write into it.
const patience = { recursive: true, force: true, maxRetries: 20, retryDelay: 100 } as const;

/** A folder that is gone at the latest when this process ends. */
export async function temporaryFolder(prefix: string): Promise<TemporaryFolder> {
	const path = await mkdtemp(join(tmpdir(), prefix));
	const clear = () => rmSync(path, patience);
	process.once('exit', clear);
	return {
		path,
		remove() {
			process.off('exit', clear);
			clear();
		},
	};
}
