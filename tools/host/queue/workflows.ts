import { chain, step, type Step } from '../chain';
import { packageName } from '../nodePackage';
import { credentialType, type StoredCredential } from '../seedHost';

export const picturesPerOrder = 10;
/** How many of them are under way at the same time. */
export const orderConcurrency = 4;
export const orderPath = 'queue-order';
export const pictureNode = 'Pictures';
/** The order's own ID at the gateway, as somebody's table of orders would give it. */
const ownTaskId = 'order-1001';

const prompts = `={{ Array.from({ length: ${picturesPerOrder} }, (_, i) => ({ prompt: $json.query.order + ', picture ' + (i + 1) })) }}`;

export interface QueueWorkflows {
	/** A webhook takes a picture and a name, and answers with the execution's id; ten edits follow. */
	readonly orders: object;
	/** One order that the gateway takes as a task; the node waits for it. */
	readonly taskOrder: object;
	/** Asks after that task. */
	readonly taskInquiry: object;
}

export function queueWorkflows({ id, name }: StoredCredential): QueueWorkflows {
	const pictures = (parameters: object): Step => ({
		...step(pictureNode, `${packageName}.imageEdit`, 1, parameters),
		credentials: { [credentialType]: { id, name } },
	});
	const start = step('Start', 'n8n-nodes-base.manualTrigger', 1, {});
	const prompt = { id: 'prompts', name: 'prompts', value: prompts, type: 'array' };
	return {
		orders: chain('Orders', [
			step('Order', 'n8n-nodes-base.webhook', 2, {
				httpMethod: 'POST',
				path: orderPath,
				options: { responseData: '={{ $execution.id }}' },
			}),
			step('Prompts', 'n8n-nodes-base.set', 3.4, { assignments: { assignments: [prompt] } }),
			step('Items', 'n8n-nodes-base.splitOut', 1, { fieldToSplitOut: 'prompts' }),
			pictures({
				model: { __rl: true, mode: 'id', value: 'nano-banana' },
				prompt: '={{ $json.prompt }}',
				image: { __rl: true, mode: 'binary', value: "={{ $('Order').first().binary.data }}" },
				batch: { concurrency: orderConcurrency },
			}),
		]),
		taskOrder: chain('Task order', [
			start,
			pictures({
				operation: 'generate',
				model: { __rl: true, mode: 'list', value: 'kling-image' },
				modelName: 'kling-v3',
				prompt: 'A lighthouse on a cliff at sunrise',
				options: { externalTaskId: ownTaskId },
			}),
		]),
		taskInquiry: chain('Task inquiry', [
			start,
			pictures({ resource: 'task', taskId: ownTaskId, model: 'kling-image' }),
		]),
	};
}
