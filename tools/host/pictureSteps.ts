import { chain, step, type Step } from './chain';
import { packageName } from './nodePackage';
import { credentialType, type StoredCredential } from './seedHost';

/** The node in the workflows of checks. */
export const pictures = 'Pictures';

export const start: Step = step('Start', 'n8n-nodes-base.manualTrigger', 1, {});

/** Items with these fields, one after another. */
export function items(values: readonly object[]): Step[] {
	const value = JSON.stringify(values);
	const given = { id: 'given', name: 'given', value, type: 'array' };
	return [
		step('Given', 'n8n-nodes-base.set', 3.4, { assignments: { assignments: [given] } }),
		step('Items', 'n8n-nodes-base.splitOut', 1, { fieldToSplitOut: 'given' }),
	];
}

/** AI Image Edit; what it makes without any parameters of its own is one picture of each prompt. */
export function imageStep(
	{ id, name }: StoredCredential,
	parameters: object = {},
	settings: object = {},
): Step {
	return {
		...step(pictures, `${packageName}.imageEdit`, 1, {
			operation: 'generate',
			model: { __rl: true, mode: 'id', value: 'gpt-image-1' },
			prompt: '={{ $json.prompt }}',
			...parameters,
		}),
		credentials: { [credentialType]: { id, name } },
		...settings,
	};
}

/** The node within Loop Over Items, and what follows the last round. */
export function loop(
	image: Step,
	given: readonly object[],
	batchSize: number,
	after: readonly Step[],
): object {
	const body = chain('Loop', [
		start,
		...items(given),
		step('Loop', 'n8n-nodes-base.splitInBatches', 3, { batchSize, options: {} }),
		...after,
	]) as { readonly nodes: readonly object[]; readonly connections: object };
	const to = (node: string) => [{ node, type: 'main', index: 0 }];
	return {
		...body,
		nodes: [...body.nodes, { ...image, id: image.name, position: [0, 0] }],
		connections: {
			...body.connections,
			Loop: { main: [to(after[0]?.name ?? ''), to(image.name)] },
			[image.name]: { main: [to('Loop')] },
		},
	};
}
