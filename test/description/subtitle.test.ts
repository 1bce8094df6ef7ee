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
	['the operation and the model', {}, 'Edit · Nano Banana 2.1'],
	['a model with a long name', { operation: 'tryOn' }, 'Try On · Kolors 1.5'],
	[
		'the id of a model that is not in the list',
		{ model: modelById('some-model') },
		'Edit · some-model',
	],
	['the operation on images while no model is named', { model: modelById('') }, 'Edit'],
	['the operation on images while the model is open', { model: modelByExpression }, 'Edit'],
	['what is asked for', { resource: 'model' }, 'Get Many Models'],
	['a task', { resource: 'task', taskId: '1', model: 'kling-image' }, 'Get Task'],
])('the subtitle tells %s', (_what, stored, wanted) => {
	expect(subtitleOf(stored)).toBe(wanted);
});
