import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { examplesFolder } from './examples';
import { withSamples } from './withSamples';

/** Draws the sample pictures of all examples anew: `tsx demo/embedSamples.ts`. */
async function embedSamples(): Promise<void> {
	for (const file of await readdir(examplesFolder)) {
		if (!file.endsWith('.json')) continue;
		const path = join(examplesFolder, file);
		const workflow = await withSamples(JSON.parse(await readFile(path, 'utf8')));
		await writeFile(path, `${JSON.stringify(workflow, null, '\t')}\n`);
	}
}

void embedSamples();
