import type { IExecuteFunctions } from 'n8n-workflow';

/**
 * Whether an AI agent called the node: newer agents run the tool variant of a node like any other node,
 * where `isToolExecution` says false (n8n 2.40).
 */
export const isTool = (context: IExecuteFunctions): boolean =>
	(context.isToolExecution?.() ?? false) || context.getNode().type.endsWith('Tool');
