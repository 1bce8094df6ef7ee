import type { IExecuteFunctions } from 'n8n-workflow';

/**
 * What n8n hands to one try of the node.
 * @param kept the node's context, which is the execution's
 * @param helpers of n8n
 */
export const nodeContext = (
	kept: object,
	{ execution = '7', mode = 'trigger', retryOnFail = true, run = 0, tool = false } = {},
	helpers: object = {},
): IExecuteFunctions =>
	({
		getExecutionId: () => execution,
		getNode: () => ({ type: tool ? 'imageEditTool' : 'imageEdit', retryOnFail }),
		getContext: () => kept,
		evaluateExpression: () => run,
		getMode: () => mode,
		helpers,
	}) as unknown as IExecuteFunctions;
