import type { INode, INodeExecutionData } from 'n8n-workflow';

import type { Engine, RunResult } from '../engine/types';
import type { Example } from './examples';
import type { DemoPicture } from './picture';
import { readPicture } from './picture';

export interface ExampleRun {
	readonly example: Example;
	readonly inputs: readonly DemoPicture[];
	readonly masks: readonly DemoPicture[];
	readonly results: readonly DemoPicture[];
	readonly milliseconds: number;
	/** Why the example counts as failed, in one sentence. */
	readonly failure?: string;
}

const FILE_NODE = 'n8n-nodes-base.convertToFile';
const IMAGE_NODE = 'n8n-nodes-ai-image-edit.imageEdit';
const MASK_FIELD = 'mask';

export async function runExample(engine: Engine, example: Example): Promise<ExampleRun> {
	const startedAt = performance.now();
	const run = await engine.run(example.workflow);
	const milliseconds = performance.now() - startedAt;

	const given = await picturesOf(engine, run, example, FILE_NODE);
	const results = await picturesOf(engine, run, example, IMAGE_NODE);
	const failure = failureOf(run, example, results);
	return {
		example,
		inputs: given.filter((picture) => picture.field !== MASK_FIELD),
		masks: given.filter((picture) => picture.field === MASK_FIELD),
		results,
		milliseconds,
		...(failure && { failure }),
	};
}

async function picturesOf(
	engine: Engine,
	run: RunResult,
	{ workflow }: Example,
	nodeType: string,
): Promise<DemoPicture[]> {
	const pictures: DemoPicture[] = [];
	for (const node of workflow.nodes.filter(({ type }) => type === nodeType)) {
		const milliseconds = run.nodeRuns(node.name).reduce((sum, task) => sum + task.executionTime, 0);
		for (const item of run.items(node.name)) {
			for (const [field, binary] of Object.entries(item.binary ?? {})) {
				const bytes = await engine.readBinary(binary);
				pictures.push(await readPicture(bytes, { node, item, field, binary, milliseconds }));
			}
		}
	}
	return pictures;
}

function failureOf(
	run: RunResult,
	{ workflow }: Example,
	results: readonly DemoPicture[],
): string | undefined {
	if (run.error) return run.error.message;
	if (run.status !== 'success') return `The execution ended as "${run.status}".`;
	const silent = workflow.nodes.find(
		(node) => node.type === IMAGE_NODE && !results.some((picture) => picture.node === node.name),
	);
	return silent && `The node "${silent.name}" gave no picture.${reasonOf(run, silent)}`;
}

function reasonOf(run: RunResult, node: INode): string {
	const failed = run.items(node.name).find((item: INodeExecutionData) => item.json.error);
	return failed ? ` It says: ${JSON.stringify(failed.json.error)}` : '';
}
