import type { IDataObject, INode } from 'n8n-workflow';

import type { WorkflowJson } from '../../engine/types';
import { order } from '../order';
import type { Job } from '../types';
import { standIn } from './standIn/names';

export const stepName = 'Edit';

/** A trigger and, unless it idles, the contestant's own node. */
export function workflowOf(job: Job): WorkflowJson {
	const trigger: INode = {
		id: 'trigger',
		name: 'Start',
		type: 'n8n-nodes-base.manualTrigger',
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
	};
	if (job.idle) return { nodes: [trigger], connections: {} };
	const to = [{ node: stepName, type: 'main' as const, index: 0 }];
	return {
		nodes: [trigger, { id: 'edit', name: stepName, position: [200, 0], ...stepOf(job, '1') }],
		connections: { [trigger.name]: { main: [to] } },
	};
}

type Step = Pick<INode, 'type' | 'typeVersion' | 'parameters' | 'credentials'>;

export function stepOf(job: Job, credentialId: string): Step {
	const credentials = (type: string) => ({ [type]: { id: credentialId, name: 'Gateway' } });
	if (job.contestant === 'httpRequest') {
		const type = 'n8n-nodes-base.httpRequest';
		return { type, typeVersion: 4.2, parameters: httpRequest(job) as INode['parameters'] };
	}
	if (job.contestant === 'openAi') {
		return {
			type: job.openAiPackage ? '@n8n/n8n-nodes-langchain.openAi' : standIn.type,
			typeVersion: job.openAiPackage ? 2 : 1,
			parameters: { resource: 'image', operation: 'edit', ...order },
			credentials: credentials('openAiApi'),
		};
	}
	return {
		type: 'n8n-nodes-ai-image-edit.imageEdit',
		typeVersion: 1,
		parameters: {
			operation: 'edit',
			model: { __rl: true, mode: 'id', value: order.model },
			prompt: order.prompt,
			image: { __rl: true, mode: 'binary', value: 'data' },
			batch: { concurrency: job.work.concurrency },
		},
		credentials: credentials('imageGatewayApi'),
	};
}

function httpRequest({ batchInterval = 1, gateway, work }: Job): IDataObject {
	return {
		method: 'POST',
		url: `${gateway.baseUrl}/images/edits`,
		sendHeaders: true,
		headerParameters: {
			parameters: [{ name: 'Authorization', value: `Bearer ${gateway.apiKey}` }],
		},
		sendBody: true,
		contentType: 'multipart-form-data',
		bodyParameters: {
			parameters: [
				{ parameterType: 'formBinaryData', name: 'image', inputDataFieldName: 'data' },
				{ parameterType: 'formData', name: 'model', value: order.model },
				{ parameterType: 'formData', name: 'prompt', value: order.prompt },
			],
		},
		// An interval of 0 would switch batching off, and the usual second is no use in a race.
		options: { batching: { batch: { batchSize: work.concurrency, batchInterval } } },
	};
}
