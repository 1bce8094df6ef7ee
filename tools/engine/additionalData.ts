import { Container } from '@n8n/di';
import { ExecutionLifecycleHooks, ExternalSecretsProxy } from 'n8n-core';
import type { IWorkflowBase, IWorkflowExecuteAdditionalData } from 'n8n-workflow';

import type { EngineCredentialsHelper } from './credentialsHelper';
import type { RunOptions } from './types';

// Reserved by RFC 2606: whatever a node puts there reaches nobody.
const SERVER = 'http://n8n.invalid';

function needsServer(what: string) {
	return () => {
		throw new Error(`${what} needs a full n8n; this engine runs one workflow without a server.`);
	};
}

/** What n8n's server would give an execution, as far as one without a server can. */
export function createAdditionalData(
	credentialsHelper: EngineCredentialsHelper,
	workflow: IWorkflowBase,
	executionId: string,
	{ onNodeStart, onNodeEnd }: RunOptions,
): IWorkflowExecuteAdditionalData {
	const hooks = new ExecutionLifecycleHooks('manual', executionId, workflow);
	if (onNodeStart) hooks.addHandler('nodeExecuteBefore', (name) => onNodeStart(name));
	if (onNodeEnd) hooks.addHandler('nodeExecuteAfter', (name, data) => onNodeEnd(name, data));

	return {
		credentialsHelper,
		hooks,
		executionId,
		workflowId: workflow.id,
		currentNodeExecutionIndex: 0,
		variables: {},
		externalSecretsProxy: Container.get(ExternalSecretsProxy),
		restApiUrl: `${SERVER}/rest`,
		instanceBaseUrl: `${SERVER}/`,
		formBaseUrl: `${SERVER}/form`,
		formWaitingBaseUrl: `${SERVER}/form-waiting`,
		formTestBaseUrl: `${SERVER}/form-test`,
		webhookBaseUrl: `${SERVER}/webhook`,
		webhookWaitingBaseUrl: `${SERVER}/webhook-waiting`,
		webhookTestBaseUrl: `${SERVER}/webhook-test`,
		mcpBaseUrl: `${SERVER}/mcp`,
		mcpTestBaseUrl: `${SERVER}/mcp-test`,
		logAiEvent: () => undefined,
		executeWorkflow: needsServer('A sub-workflow'),
		getRunExecutionData: needsServer('Data of another execution'),
		getRuntimeCredential: needsServer('A runtime credential'),
		startRunnerTask: needsServer('A Code node'),
	};
}
