import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { IRunExecutionData, INode } from 'n8n-workflow';

import type { HostSession } from './hostSession';
import type { Host } from './startHost';

export interface HostRun {
	readonly executionId: string;
	readonly status: string;
	readonly nodes: readonly INode[];
	readonly data: IRunExecutionData;
}

interface StoredExecution {
	readonly status: string;
	readonly data: string;
	readonly workflowData: { readonly nodes: readonly INode[] };
}

const RUN_TIMEOUT_MS = 120_000;

/** Runs a stored workflow from its trigger, as the button in the editor does, to its end. */
export async function runInHost(host: Host, workflowId: string): Promise<HostRun> {
	return await untilEnd(host, await startInHost(host, workflowId));
}

/** Stores a workflow and runs it. @throws what n8n says when it does not succeed */
export async function runNew(host: Host, workflow: object): Promise<HostRun> {
	return succeeded(await runInHost(host, await addWorkflow(host, workflow)));
}

/** @throws what n8n says of an execution that did not succeed */
export function succeeded(run: HostRun): HostRun {
	if (run.status === 'success') return run;
	const { description = '', message = '' } = (run.data.resultData.error ?? {}) as {
		readonly description?: string | null;
		readonly message?: string;
	};
	throw new Error(`It ended as "${run.status}": ${message} ${description ?? ''}`.trim());
}

/** @returns the id of the workflow */
export async function addWorkflow(host: HostSession, body: object): Promise<string> {
	return (await host.rest<{ id: string }>('/rest/workflows', { method: 'POST', body })).id;
}

/** @returns the id of the execution */
export async function startInHost(host: Host, workflowId: string): Promise<string> {
	const path = `/rest/workflows/${workflowId}`;
	const { nodes } = await host.rest<{ nodes: INode[] }>(path);
	const trigger = nodes.find(({ type }) => type.endsWith('Trigger'));
	if (!trigger) throw new Error(`Workflow ${workflowId} has no trigger node.`);
	const { executionId } = await host.rest<{ executionId: string }>(`${path}/run`, {
		method: 'POST',
		body: { triggerToStartFrom: { name: trigger.name } },
	});
	return executionId;
}

export interface ListedExecution {
	readonly id: string;
	readonly mode: string;
	readonly status: string;
	readonly stoppedAt: string | null;
}

/** A workflow's last hundred executions. */
export async function listExecutions(
	host: HostSession,
	workflowId: string,
): Promise<readonly ListedExecution[]> {
	const filter = encodeURIComponent(JSON.stringify({ workflowId }));
	const path = `/rest/executions?filter=${filter}&limit=100`;
	return (await host.rest<{ results: ListedExecution[] }>(path)).results;
}

export function isUnderWay(status: string): boolean {
	return ['new', 'running', 'waiting'].includes(status);
}

/** Waits for the end of an execution, parked or not. */
export async function untilEnd(
	host: Host,
	executionId: string,
	timeoutMs = RUN_TIMEOUT_MS,
): Promise<HostRun> {
	const isEnd = (status: string) => !isUnderWay(status);
	const run = await untilStatus(host, executionId, isEnd, timeoutMs);
	const { nodes } = run.workflowData;
	return { executionId, status: run.status, nodes, data: parseStored(host, run.data) };
}

/** Waits until an execution is parked in the database. */
export async function untilParked(host: Host, executionId: string): Promise<void> {
	await untilStatus(host, executionId, (status) => status === 'waiting');
}

async function untilStatus(
	host: Host,
	executionId: string,
	isWanted: (status: string) => boolean,
	timeoutMs = RUN_TIMEOUT_MS,
): Promise<StoredExecution> {
	const deadline = Date.now() + timeoutMs;
	for (;;) {
		const run = await host.rest<StoredExecution>(`/rest/executions/${executionId}`);
		if (isWanted(run.status)) return run;
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
