import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeParameters,
	INodeType,
} from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';
import { ImageEdit } from '../../nodes/ImageEdit/ImageEdit.node';

export const nodeType: INodeType = new ImageEdit();
const { description } = nodeType;

/** A slot as the editor stores it. */
export const slot = (mode: 'base64' | 'binary' | 'url', value: string) => ({
	__rl: true as const,
	mode,
	value,
});

export const modelById = (value: string) => ({ __rl: true as const, mode: 'id', value });

export const modelByExpression = modelById('={{ $json.model }}');

/** What n8n makes of stored parameters before the node runs: hidden ones go, defaults come. */
export function resolve(stored: object): INodeParameters {
	const resolved = NodeHelpers.getNodeParameters(
		description.properties,
		stored as INodeParameters,
		true,
		false,
		{ typeVersion: 1 },
		description,
	);
	if (!resolved) throw new Error('n8n resolved nothing');
	return resolved;
}

/**
 * Stands in for a running n8n, and only hands over what it is given.
 * @param parameters as `resolve` gave them, with every expression already evaluated
 * @param written the same before the expressions were evaluated
 * @param type of the node: a name that ends in `Tool` for an agent's tool
 */
export function contextOf(
	parameters: object,
	item: INodeExecutionData = { json: {} },
	written: object = parameters,
	type = description.name,
): IExecuteFunctions {
	const getNodeParameter = (
		name: string,
		_item: number,
		fallback?: unknown,
		options: { extractValue?: boolean } = {},
	): unknown => {
		const value = (parameters as Readonly<Record<string, unknown>>)[name];
		if (value === undefined) return fallback;
		const located =
			typeof value === 'object' && value !== null && '__rl' in value && 'value' in value;
		return options.extractValue && located ? value.value : value;
	};
	const assertBinaryData = (_item: number, name: string) => {
		const found = item.binary?.[name];
		if (!found) throw new Error(`No binary field ${name}`);
		return found;
	};
	const context = {
		getInputData: () => [item],
		getWorkflowSettings: () => ({}),
		getNode: () => ({ name: 'AI Image Edit', type, typeVersion: 1, parameters: written }),
		getNodeParameter,
		helpers: { assertBinaryData },
	};
	return context as unknown as IExecuteFunctions;
}

/** An input item in n8n's memory mode: binary data as base64, without an id. */
export function itemOf(files: Readonly<Record<string, Buffer>>): INodeExecutionData {
	const binary = Object.entries(files).map(([name, bytes]) => [
		name,
		{ data: bytes.toString('base64'), mimeType: 'image/png', fileName: `${name}.png` },
	]);
	return { json: {}, binary: Object.fromEntries(binary) as INodeExecutionData['binary'] & object };
}

/** What the node reads of a form whose model is an expression: n8n resolves first, and evaluates then. */
export function resolveByExpression(stored: object, model: string) {
	const written = resolve({ ...stored, model: modelByExpression });
	return { written, resolved: { ...written, model: modelById(model) } };
}
