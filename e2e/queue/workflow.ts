import { packageName } from '../nodePackage';
import { credentialType, type StoredCredential } from '../seedHost';

export const picturesPerOrder = 10;
/** How many of them are under way at the same time. */
export const orderConcurrency = 4;
export const orderPath = 'queue-order';
export const editNode = 'Edit Picture';

const prompts = `={{ Array.from({ length: ${picturesPerOrder} }, (_, i) => ({ prompt: $json.query.order + ', picture ' + (i + 1) })) }}`;

/** A webhook takes a picture and a name, and answers with the execution's id; ten edits follow. */
export function orderWorkflow({ id, name }: StoredCredential): object {
	const nodes = [
		node('Order', 'n8n-nodes-base.webhook', 2, {
			httpMethod: 'POST',
			path: orderPath,
			options: { responseData: '={{ $execution.id }}' },
		}),
		node('Prompts', 'n8n-nodes-base.set', 3.4, {
			assignments: {
				assignments: [{ id: 'prompts', name: 'prompts', value: prompts, type: 'array' }],
			},
			options: {},
		}),
		node('One Item per Prompt', 'n8n-nodes-base.splitOut', 1, {
			fieldToSplitOut: 'prompts',
			options: {},
		}),
		{
			...node(editNode, `${packageName}.imageEdit`, 1, {
				model: { __rl: true, mode: 'id', value: 'nano-banana' },
				prompt: '={{ $json.prompt }}',
				batch: { concurrency: orderConcurrency },
				image: { __rl: true, mode: 'binary', value: "={{ $('Order').first().binary.data }}" },
			}),
			credentials: { [credentialType]: { id, name } },
		},
	];
	const names = nodes.map((one) => one.name);
	const to = (next: string) => ({ main: [[{ node: next, type: 'main', index: 0 }]] });
	const connections = Object.fromEntries(names.slice(1).map((next, i) => [names[i], to(next)]));
	const settings = { executionOrder: 'v1' };
	return { name: 'Orders', nodes, connections, settings };
}

function node(name: string, type: string, typeVersion: number, parameters: object) {
	return { id: name, name, type, typeVersion, position: [0, 0], parameters, webhookId: name };
}
