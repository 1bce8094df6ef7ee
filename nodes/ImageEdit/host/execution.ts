import type { IExecuteFunctions } from 'n8n-workflow';

/** Which run of the node in this execution it is: a loop runs it several times. */
export const runIndexOf = (context: IExecuteFunctions): string =>
	String(context.evaluateExpression('{{ $runIndex }}', 0) ?? 0);
