import type { IExecuteFunctions } from 'n8n-workflow';

/** Which run of the node in this execution it is: a loop runs it several times. */
export const runIndexOf = (context: IExecuteFunctions): string =>
	String(context.evaluateExpression('{{ $runIndex }}', 0) ?? 0);

/**
 * Whether this execution is the "Retry" of a failed one: n8n hands it the context of that one, with which
 * a node can go on. @see n8n's execution.service, `retry`
 */
export const isRetriedExecution = (context: IExecuteFunctions): boolean =>
	context.getMode?.() === 'retry';

/** Whether the execution was stopped, or ran into the workflow's time-out. */
export const isCancelled = (context: IExecuteFunctions): boolean =>
	context.getExecutionCancelSignal?.()?.aborted ?? false;
