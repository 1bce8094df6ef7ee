import type { IExecuteFunctions } from 'n8n-workflow';

/** Which run of the node in this execution it is: a loop runs it several times. */
export const runIndexOf = (context: IExecuteFunctions): string =>
	String(context.evaluateExpression('{{ $runIndex }}', 0) ?? 0);

interface Flow {
	imageEdit?: {
		count: number;
		readonly latest: Record<string, { readonly run: string; readonly number: number }>;
	};
}

/**
 * Which run it is among those of all AI Image Edit nodes in this execution, from 0, for the names of files:
 * two nodes with one model would give theirs the same. Another try of a run has its number.
 */
export function runNumberOf(context: IExecuteFunctions): number {
	const flow = context.getContext('flow') as Flow;
	const runs = (flow.imageEdit ??= { count: 0, latest: {} });
	const { id } = context.getNode();
	const run = runIndexOf(context);
	const before = runs.latest[id];
	if (before?.run === run) return before.number;
	const number = runs.count++;
	runs.latest[id] = { run, number };
	return number;
}

/**
 * Whether this execution is the "Retry" of a failed one: n8n hands it the context of that one, with which
 * a node can go on. @see n8n's execution.service, `retry`
 */
export const isRetriedExecution = (context: IExecuteFunctions): boolean =>
	context.getMode?.() === 'retry';

/** Whether the execution was stopped, or ran into the workflow's time-out. */
export const isCancelled = (context: IExecuteFunctions): boolean =>
	context.getExecutionCancelSignal?.()?.aborted ?? false;

/**
 * The setting of the workflow that keeps n8n from saving this execution if it fails, so that nobody can
 * retry it; undefined where it is saved, as far as the workflow tells: an environment variable may say else.
 */
export function unsavedBy(context: IExecuteFunctions): string | undefined {
	const settings = context.getWorkflowSettings?.() ?? {};
	if (context.getMode?.() === 'manual')
		return settings.saveManualExecutions === false ? 'Save manual executions' : undefined;
	return settings.saveDataErrorExecution === 'none'
		? 'Save failed production executions'
		: undefined;
}
