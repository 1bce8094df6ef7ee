import type { INode } from 'n8n-workflow';

import type { WorkflowJson } from '../../engine/types';
import { stepName, stepOf } from '../contestants/workflow';
import type { Job } from '../types';

/** Files from disk become items; the contestant's step follows, unless it idles. */
export function hostWorkflow(job: Job, files: string, credentialId: string): WorkflowJson {
	const start: INode = {
		id: 'start',
		name: 'Start',
		type: 'n8n-nodes-base.manualTrigger',
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
	};
	const read: INode = {
		id: 'read',
		name: 'Read',
		type: 'n8n-nodes-base.readWriteFile',
		typeVersion: 1,
		position: [200, 0],
		parameters: { fileSelector: files, options: {} },
	};
	const to = (node: string) => ({ main: [[{ node, type: 'main' as const, index: 0 }]] });
	const nodes = [start, read];
	if (job.idle) return { nodes, connections: { [start.name]: to(read.name) } };
	const step: INode = {
		id: 'edit',
		name: stepName,
		position: [400, 0],
		...stepOf(job, credentialId),
	};
	return {
		nodes: [...nodes, step],
		connections: { [start.name]: to(read.name), [read.name]: to(stepName) },
	};
}
