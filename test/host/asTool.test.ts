import type { IExecuteFunctions } from 'n8n-workflow';
import { isTool } from '../../nodes/ImageEdit/host/asTool';

it.each([
	['an agent of before', true, 'imageEdit', true],
	['an agent that runs the tool variant like a node', false, 'imageEditTool', true],
	['an n8n that does not know of tools, by the variant', undefined, 'imageEditTool', true],
	['a workflow', false, 'imageEdit', false],
	['a workflow, under a name that has the word', false, 'imageEditToolbox', false],
	['an n8n that does not know of tools', undefined, 'imageEdit', false],
])('called by %s', (_who, isToolExecution, type, expected) => {
	const context = {
		...(isToolExecution === undefined ? {} : { isToolExecution: () => isToolExecution }),
		getNode: () => ({ type: `n8n-nodes-ai-image-edit.${type}` }),
	};
	expect(isTool(context as unknown as IExecuteFunctions)).toBe(expected);
});
