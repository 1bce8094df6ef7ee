import type { INode, INodeParameters } from 'n8n-workflow';

import type { WorkflowJson } from '../../../tools/engine/types';

type Step = Partial<INode> & { name: string; type: string; parameters?: INodeParameters };

/** A trigger and the steps after it, in one line, as the editor would save them. */
export function chain(...steps: Step[]): WorkflowJson {
	const trigger: Step = { name: 'Start', type: 'n8n-nodes-base.manualTrigger' };
	const nodes = [trigger, ...steps].map((step, i) => ({
		id: `node-${i}`,
		typeVersion: 1,
		position: [i * 220, 0] as [number, number],
		...step,
		parameters: step.parameters ?? {},
	}));
	const connections = Object.fromEntries(
		nodes
			.slice(1)
			.map((node, i) => [
				nodes[i]?.name ?? '',
				{ main: [[{ node: node.name, type: 'main' as const, index: 0 }]] },
			]),
	);
	return { id: 'test', name: 'Test', nodes, connections, settings: { executionOrder: 'v1' } };
}

export function probe(action: string, settings: Partial<INode> = {}): Step {
	return { name: 'Probe', type: 'n8n-nodes-probe.probe', parameters: { action }, ...settings };
}

/** Edit Fields that turns each incoming item into these JSON fields. */
export function setFields(name: string, fields: unknown): Step {
	return {
		name,
		type: 'n8n-nodes-base.set',
		typeVersion: 3.4,
		parameters: { mode: 'raw', jsonOutput: JSON.stringify(fields), options: {} },
	};
}

export function splitOut(fieldToSplitOut: string): Step {
	return {
		name: 'Split Out',
		type: 'n8n-nodes-base.splitOut',
		parameters: { fieldToSplitOut, options: {} },
	};
}

export function toFile(sourceProperty: string): Step {
	return {
		name: 'Convert to File',
		type: 'n8n-nodes-base.convertToFile',
		typeVersion: 1.1,
		parameters: {
			operation: 'toBinary',
			sourceProperty,
			options: { fileName: 'picture.png', mimeType: 'image/png' },
		},
	};
}
