import type { IBinaryData, IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { InvalidOrder, shown } from '../request/findings';
import { isJsonObject, textOf } from '../shared/json';
import { own } from '../shared/own';

/** One thing that a slot holds. */
export type Given =
	| { readonly kind: 'all' }
	| { readonly kind: 'base64'; readonly text: string }
	| { readonly kind: 'binary'; readonly binary: IBinaryData }
	| { readonly kind: 'field'; readonly name: string }
	| { readonly kind: 'url'; readonly url: string };

type Slot = { readonly mode: string; readonly value: unknown };

/** A slot as n8n hands it over; a tool or an old workflow may give plain text. */
function slotOf(value: unknown): Slot | undefined {
	if (isJsonObject(value) && 'mode' in value && 'value' in value) {
		return { mode: String(value.mode), value: value.value };
	}
	const isGiven = Array.isArray(value) || typeof value === 'string' || isBinary(value);
	return isGiven ? { mode: 'binary', value } : undefined;
}

/** Binary data by its shape, each part of the type that it has to be. */
export const isBinary = (value: unknown): value is IBinaryData =>
	isJsonObject(value) &&
	typeof value.mimeType === 'string' &&
	(value.id === undefined
		? typeof value.data === 'string'
		: typeof value.id === 'string' && value.id !== '');

/** In memory mode, n8n leaves the bytes out of `$binary`. */
const isHollow = (value: unknown): value is IBinaryData =>
	isJsonObject(value) &&
	typeof value.mimeType === 'string' &&
	value.id === undefined &&
	value.data === undefined;

/** Whether a slot was left empty. */
export function isEmptySlot(value: unknown): boolean {
	const slot = slotOf(value);
	return !slot || slot.value === '' || slot.value === undefined || slot.value === null;
}

/** The names of binary fields in a slot that was written by hand. */
export function namesIn(value: unknown): readonly string[] {
	const slot = slotOf(value);
	if (slot?.mode !== 'binary' || typeof slot.value !== 'string') return [];
	return slot.value.split(',').map((name) => name.trim());
}

/**
 * What a slot holds: one thing, a list of things, or the binary data of a whole item.
 * @param label the parameter as the user sees it
 * @param fields the binary data of the item
 * @throws InvalidOrder for what is none of that
 */
export function readGiven(
	value: unknown,
	label: string,
	fields: Readonly<Record<string, IBinaryData>>,
): readonly Given[] {
	const slot = slotOf(value);
	if (!slot || isEmptySlot(value)) return [];
	const list = listOf(slot.value);
	return list.flatMap((one, index) => {
		const name = list.length > 1 ? `${label} ${index + 1}` : label;
		if (isBinary(one)) return [{ kind: 'binary', binary: one }];
		if (isHollow(one)) return [{ kind: 'binary', binary: filled(one, name, fields) }];
		const text = textOf(one).trim();
		if (text !== '') return [...fromText(slot.mode, text)];
		throw new InvalidOrder([
			`${name} is ${shown(one)}, but takes the name of a binary field, a URL or base64.`,
		]);
	});
}

function listOf(value: unknown): readonly unknown[] {
	if (Array.isArray(value)) return (value as unknown[]).flat();
	// The expression {{ $binary }} gives all fields at once.
	const inside = isJsonObject(value) && !isBinary(value) ? Object.values(value) : [];
	const isItem = inside.length > 0 && inside.every((one) => isBinary(one) || isHollow(one));
	return isItem ? inside : [value];
}

function* fromText(mode: string, text: string): Generator<Given> {
	// Neither can be the name of a field: it was put into the wrong mode, mostly by an expression.
	const isAddress = /^https?:\/\//i.test(text);
	if (mode === 'url' || (mode === 'binary' && isAddress)) return yield { kind: 'url', url: text };
	if (mode === 'base64' || /^data:/i.test(text)) return yield { kind: 'base64', text };
	for (const part of text.split(',')) {
		const name = part.trim();
		if (name === '*') yield { kind: 'all' };
		else if (/^https?:\/\//i.test(name)) yield { kind: 'url', url: name };
		else if (name !== '') yield { kind: 'field', name };
	}
}

function filled(
	hollow: IBinaryData,
	label: string,
	fields: Readonly<Record<string, IBinaryData>>,
): IBinaryData {
	const facts = ['directory', 'fileExtension', 'fileName', 'fileSize', 'mimeType'] as const;
	const found = Object.values(fields).find((field) =>
		facts.every((fact) => field[fact] === hollow[fact]),
	);
	if (found) return found;
	throw new InvalidOrder([
		`${label} is binary data without its bytes, which n8n keeps out of $binary where it holds them in memory. Use the name of the field, or an expression like {{ $('Node').item.binary.data }}.`,
	]);
}

/**
 * The binary data of an item: beside its JSON, or in n8n's combined mode inside it, under `_files`. What
 * else in the JSON looks like it may come from anyone.
 */
export function binaryFields(
	context: IExecuteFunctions,
	item: number,
): Record<string, IBinaryData> {
	const { binary, json } = context.getInputData()[item] ?? { json: {} as IDataObject };
	const files = isCombined(context) && isJsonObject(json._files) ? Object.entries(json._files) : [];
	const inside = files.filter((file): file is [string, IBinaryData] => isBinary(file[1]));
	return { ...Object.fromEntries(inside), ...binary };
}

export const isCombined = (context: IExecuteFunctions): boolean =>
	context.getWorkflowSettings().binaryMode === 'combined';

/**
 * Binary data by the name of its field, or in n8n's combined mode by its path in the JSON.
 * @returns undefined where there is none
 */
export function namedField(
	context: IExecuteFunctions,
	item: number,
	name: string,
	fields: Readonly<Record<string, IBinaryData>>,
): IBinaryData | undefined {
	const itself = own(fields, name);
	if (itself !== undefined) return itself;
	if (!isCombined(context)) return undefined;
	try {
		const found: unknown = context.helpers.assertBinaryData(item, name);
		return isBinary(found) ? found : undefined;
	} catch {
		return undefined;
	}
}
