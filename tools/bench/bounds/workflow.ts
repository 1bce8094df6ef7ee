import type { INodeParameters } from 'n8n-workflow';

import type { WorkflowJson } from '../../engine/types';

export const stepName = 'Image';

/** An order of one picture with what a case sets beside it; what fails is an item too. */
export function workflowWith(parameters: object): WorkflowJson {
	return {
		id: 'bounds',
		name: 'Bounds',
		nodes: [
			{
				id: 'start',
				name: 'Start',
				type: 'n8n-nodes-base.manualTrigger',
				typeVersion: 1,
				position: [0, 0],
				parameters: {},
			},
			{
				id: 'image',
				name: stepName,
				type: 'n8n-nodes-ai-image-edit.imageEdit',
				typeVersion: 1,
				position: [220, 0],
				credentials: { imageGatewayApi: { id: '1', name: 'Gateway' } },
				onError: 'continueRegularOutput',
				parameters: {
					resource: 'image',
					operation: 'generate',
					model: { __rl: true, mode: 'id', value: 'gpt-image-1' },
					prompt: 'A cat',
					...parameters,
				} as INodeParameters,
			},
		],
		connections: { Start: { main: [[{ node: stepName, type: 'main', index: 0 }]] } },
		settings: { executionOrder: 'v1' },
	};
}
