import { Workflow, type INodeParameters } from 'n8n-workflow';
import { modelByExpression, modelById, nodeType, resolve } from '../helpers/n8nForm';

/** The line under the node on the canvas, as the editor has it worked out. */
function subtitleOf(stored: object): unknown {
	const node = {
		id: '1',
		name: 'Edit',
		type: 'imageEdit',
		typeVersion: 1,
		position: [0, 0] as [number, number],
		parameters: resolve(stored) as INodeParameters,
	};
	const workflow = new Workflow({
		nodes: [node],
		connections: {},
		active: false,
		nodeTypes: {
			getByName: () => nodeType,
			getByNameAndVersion: () => nodeType,
			getKnownTypes: () => ({}),
		},
	});
	return workflow.expression.getSimpleParameterValue(
		node,
		nodeType.description.subtitle,
		'internal',
		{},
	);
}

test.each([
	['the operation and the model', {}, 'edit: gemini-nano-banana-2.1'],
	[
		'the id of a model that is not in the list',
		{ model: modelById('some-model') },
		'edit: some-model',
	],
	['the operation on images while no model is named', { model: modelById('') }, 'edit: image'],
	['the operation on images while the model is open', { model: modelByExpression }, 'edit: image'],
	['what is asked for', { resource: 'model' }, 'getAll: model'],
	['a task', { resource: 'task', taskId: '1', model: 'kling-image' }, 'get: task'],
])('the subtitle tells %s', (_what, stored, wanted) => {
	expect(subtitleOf(stored)).toBe(wanted);
});
