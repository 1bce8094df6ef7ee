import type {
	GenericValue,
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
} from 'n8n-workflow';
import { readOutputSettings } from '../host/settings';
import { attempt } from '../shared/attempt';
import { jsonOf } from '../shared/json';

/** What came out for an item, as Output asks for it: with what the item brought, and in plain columns. */
export function arrange(
	context: IExecuteFunctions,
	item: number,
	items: readonly INodeExecutionData[],
): INodeExecutionData[] {
	const { flatten, includeInput } = readOutputSettings(context, item);
	if (!flatten && !includeInput) return [...items];
	const input = includeInput ? context.getInputData()[item] : undefined;
	return items.map((one) => {
		const binary = { ...input?.binary, ...one.binary };
		return {
			...one,
			json: { ...(input && fieldsOf(input)), ...(flatten ? flat(one.json) : one.json) },
			...(Object.keys(binary).length > 0 ? { binary } : {}),
		};
	});
}

/**
 * The columns of an item that failed, where Flatten is on: `error` is the message, as a Data Table takes it,
 * and n8n still sees by it that the item failed. On an error output n8n finds failed items by a lone `error`
 * (n8n-core, `handleNodeErrorOutput`), so there it stays as it is.
 */
export async function arrangeFailed(
	context: IExecuteFunctions,
	item: number,
	json: IDataObject,
): Promise<IDataObject> {
	if (context.getNode().onError === 'continueErrorOutput') return json;
	// The item may have failed by an expression in Output.
	const settings = await attempt(async () => readOutputSettings(context, item));
	if (!settings.ok || !settings.value.flatten) return json;
	const { error_message: error, ...columns } = flat(json);
	return { error, ...columns };
}

/**
 * Without what n8n takes for a failure of this node, for which it would run it again: an input that comes
 * from an error output has it.
 */
function fieldsOf({ json }: INodeExecutionData): IDataObject {
	const fields = Object.entries(json).filter(([name]) => name !== 'error');
	return Object.fromEntries(fields) as IDataObject;
}

/** Lists become one text: of words line by line, of anything else as JSON. */
function flat(json: IDataObject, prefix = ''): IDataObject {
	const columns = new Map<string, IDataObject[string]>();
	for (const [name, value] of Object.entries(json)) {
		const column = `${prefix}${name}`;
		if (Array.isArray(value)) columns.set(column, textOfList(value as GenericValue[]));
		else if (typeof value === 'object' && value !== null) {
			const inside = Object.entries(flat(value as IDataObject, `${column}_`));
			for (const [inner, text] of inside) columns.set(inner, text);
		} else columns.set(column, value);
	}
	return Object.fromEntries(columns) as IDataObject;
}

const textOfList = (list: readonly GenericValue[]): string =>
	list.every((one) => typeof one === 'string') ? list.join('\n') : jsonOf(list);
