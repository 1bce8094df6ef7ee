import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { ArrivedFile } from './destination';

/** The files of a folder, by name. */
export async function readFolder(folder: string): Promise<ArrivedFile[]> {
	const names = (await readdir(folder)).sort();
	return await Promise.all(
		names.map(async (name) => ({ name, bytes: await readFile(join(folder, name)) })),
	);
}
