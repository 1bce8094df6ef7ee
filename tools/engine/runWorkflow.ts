import { WorkflowExecute } from 'n8n-core';
import type {
	ExecutionError,
	INodeExecutionData,
	IRun,
	IRunExecutionData,
	IWorkflowBase,
	IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';
import { Workflow } from 'n8n-workflow';

import type { EngineNodeTypes } from './nodeTypes';
import { toFailedRun, toRunResult } from './runResult';
import type { RunOptions, RunResult, WorkflowJson } from './types';

/** Fills in what n8n's database would; a copy, since n8n writes defaults into the nodes it is given. */
export function toWorkflowBase({
	id,
	name,
	nodes,
	connections,
	settings,
}: WorkflowJson): IWorkflowBase {
	const now = new Date();
	return structuredClone({
		id: id ?? 'workflow',
		name: name ?? 'Workflow',
		nodes: [...nodes],
		connections,
		settings: settings ?? {},
		active: false,
		activeVersionId: null,
		isArchived: false,
		createdAt: now,
		updatedAt: now,
	});
}

export async function runWorkflow(
	base: IWorkflowBase,
	nodeTypes: EngineNodeTypes,
	additionalData: IWorkflowExecuteAdditionalData,
	{ signal, destinationNode, mode = 'manual', retryOf, triggerItems }: RunOptions,
): Promise<RunResult> {
	const startedAt = new Date();
	const workflow = new Workflow({ ...base, nodeTypes });
	const startNode = workflow.getStartNode(destinationNode);
	if (!startNode) throw new Error(`The workflow "${base.name}" has no trigger node to start from.`);

	let execution;
	try {
		execution = retryOf
			? new WorkflowExecute(
					additionalData,
					'retry',
					dataToRetry(retryOf, workflow),
				).processRunExecutionData(workflow)
			: new WorkflowExecute(additionalData, mode).run({
					workflow,
					startNode,
					...(destinationNode && {
						destinationNode: { nodeName: destinationNode, mode: 'inclusive' as const },
					}),
					...(triggerItems && { pinData: { [startNode.name]: copyItems(triggerItems) } }),
				});
	} catch (error) {
		return toRunResult(toFailedRun(error as ExecutionError, startedAt));
	}

	const cancel = () => execution.cancel();
	if (signal?.aborted) cancel();
	signal?.addEventListener('abort', cancel, { once: true });
	try {
		return toRunResult((await execution) as IRun);
	} finally {
		signal?.removeEventListener('abort', cancel);
	}
}

function copyItems(items: readonly INodeExecutionData[]): INodeExecutionData[] {
	return structuredClone([...items]);
}

/** As n8n's execution service does: saved and read again, without the error and what it left of its node. */
function dataToRetry({ raw }: RunResult, workflow: Workflow): IRunExecutionData {
	const data = JSON.parse(JSON.stringify(raw.data)) as IRunExecutionData;
	const { lastNodeExecuted = '', runData } = data.resultData;
	delete data.resultData.error;
	if (runData[lastNodeExecuted]?.at(-1)?.error) runData[lastNodeExecuted].pop();
	for (const waiting of data.executionData?.nodeExecutionStack ?? []) {
		// "Retry with currently saved workflow".
		waiting.node = workflow.getNode(waiting.node.name) ?? waiting.node;
	}
	return data;
}
