import { LoadOptionsContext } from 'n8n-core';
import type {
	ILoadOptionsFunctions,
	INode,
	INodeListSearchResult,
	IWorkflowBase,
	IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';
import { Workflow } from 'n8n-workflow';

import type { EngineNodeTypes } from './nodeTypes';

/** The list of a resource locator, asked for as n8n's server does it for an open node. */
export async function searchList(
	base: IWorkflowBase,
	nodeTypes: EngineNodeTypes,
	additionalData: IWorkflowExecuteAdditionalData,
	{ method, filter }: { readonly method: string; readonly filter: string | undefined },
): Promise<INodeListSearchResult> {
	const workflow = new Workflow({ ...base, nodeTypes });
	const node = Object.values(workflow.nodes)[0] as INode;
	const type = nodeTypes.getByNameAndVersion(node.type, node.typeVersion);
	const search = type.methods?.listSearch?.[method];
	if (!search) throw new Error(`The node type "${node.type}" has no list "${method}".`);
	const context = new LoadOptionsContext(
		workflow,
		node,
		{ ...additionalData, currentNodeParameters: node.parameters },
		'',
	);
	// n8n's own types differ in whether a workflow has a name.
	return await search.call(context as unknown as ILoadOptionsFunctions, filter);
}
