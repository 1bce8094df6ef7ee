import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { IRunExecutionData, INode } from 'n8n-workflow';

import type { Host } from './startHost';

export interface HostRun {
	readonly executionId: string;
	readonly status: string;
	readonly data: IRunExecutionData;
}

interface StoredExecution {
	readonly status: string;
	readonly data: string;
}

const RUN_TIMEOUT_MS = 120_000;
const underWay = ['new', 'running', 'waiting'];

/** Runs a stored workflow from its trigger, as the button in the editor does, to its end. */
export async function runInHost(host: Host, workflowId: string): Promise<HostRun> {
	const path = `/rest/workflows/${workflowId}`;
	const { nodes } = await host.rest<{ nodes: INode[] }>(path);
	const trigger = nodes.find(({ type }) => type.endsWith('Trigger'));
	if (!trigger) throw new Error(`Workflow ${workflowId} has no trigger node.`);
	const { executionId } = await host.rest<{ executionId: string }>(`${path}/run`, {
		method: 'POST',
		body: { triggerToStartFrom: { name: trigger.name } },
	});
	const deadline = Date.now() + RUN_TIMEOUT_MS;
	for (;;) {
		const run = await host.rest<StoredExecution>(`/rest/executions/${executionId}`);
		if (!underWay.includes(run.status)) {
			return { executionId, status: run.status, data: parseStored(host, run.data) };
		}
		if (Date.now() > deadline) throw new Error(`Execution ${executionId} is still ${run.status}.`);
		await new Promise((resolve) => setTimeout(resolve, 250));
	}
}

/** n8n stores executions with the package "flatted": taken from the same n8n that wrote them. */
function parseStored(host: Host, text: string): IRunExecutionData {
	const hostRequire = createRequire(join(host.installation.folder, 'node_modules', 'n8n', 'x.js'));
	const { parse } = hostRequire('flatted') as { parse: (text: string) => IRunExecutionData };
	return parse(text);
}
