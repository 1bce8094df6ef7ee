import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';

import type { WorkflowJson } from '../engine/types';

export interface Example {
	/** The file's name without its extension. */
	readonly name: string;
	readonly workflow: WorkflowJson;
	/** Without n8n's server, and without anybody's beside the gateway. */
	readonly runsAlone: boolean;
}

export const examplesFolder = join(__dirname, '..', '..', 'examples');

const needsMore = /\.(dataTable|formTrigger|httpRequest|wait|webhook)$|langchain/;

/** All example workflows, in the order of their ids: from the simplest on. */
export async function readExamples(): Promise<Example[]> {
	const files = (await readdir(examplesFolder)).filter((file) => file.endsWith('.json'));
	const examples = await Promise.all(files.map(readExample));
	return examples.sort((a, b) => (a.workflow.id ?? '').localeCompare(b.workflow.id ?? ''));
}

async function readExample(file: string): Promise<Example> {
	const text = await readFile(join(examplesFolder, file), 'utf8');
	const workflow = JSON.parse(text) as WorkflowJson;
	const runsAlone = !workflow.nodes.some(({ type }) => needsMore.test(type));
	return { name: basename(file, '.json'), workflow, runsAlone };
}
