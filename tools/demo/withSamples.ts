import type { WorkflowJson } from '../engine/types';
import { samplePictures } from './samplePictures';

interface Assignment {
	readonly id: string;
	readonly value: unknown;
}

const SET_NODE = 'n8n-nodes-base.set';

/**
 * The workflow with its sample pictures drawn anew. The id of a field in an Edit Fields node says
 * what belongs there: `sample:mug` one picture, `samples:alex,ben` a list with names.
 */
export async function withSamples(workflow: WorkflowJson): Promise<WorkflowJson> {
	const copy = structuredClone(workflow);
	for (const node of copy.nodes) {
		if (node.type !== SET_NODE) continue;
		const fields = node.parameters.assignments as { assignments: Assignment[] };
		fields.assignments = await Promise.all(fields.assignments.map(fill));
	}
	return copy;
}

async function fill(field: Assignment): Promise<Assignment> {
	const [kind, names] = field.id.split(':');
	if (kind === 'sample') return { ...field, value: await base64Of(names ?? '') };
	if (kind !== 'samples') return field;
	const list = (names ?? '').split(',').map(async (name) => ({
		name,
		picture: await base64Of(name),
	}));
	return { ...field, value: JSON.stringify(await Promise.all(list), null, 2) };
}

async function base64Of(name: string): Promise<string> {
	const draw = samplePictures[name];
	if (!draw) throw new Error(`There is no sample picture "${name}".`);
	return (await draw()).toString('base64');
}
