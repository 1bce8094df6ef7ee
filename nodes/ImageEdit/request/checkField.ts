import type { ChoiceField, Condition, FieldSpec, NumberField, SizeField } from '../catalogue/types';
import { shown } from './findings';
import { RawNumber } from '../shared/json';
import type { WireValue } from './wire';

export interface CheckedValue {
	/** What goes on the wire, if anything. */
	readonly value: WireValue;
	/** What does not fit: "is …, but … takes …", to be put after the parameter's name. */
	readonly fault?: string;
	/** It is nothing that any model could read, however unsure the sources are of this one's limits. */
	readonly isMisshapen?: true;
}

/** Not set: never sent, never checked. */
export const isEmpty = (value: unknown): boolean =>
	value === undefined ||
	value === null ||
	value === '' ||
	(Array.isArray(value) && value.length === 0);

/**
 * @param raw a value that is not empty, as n8n resolved it: expressions may hand over any type
 * @param modelTitle who takes the field, for the message
 */
export function checkField(field: FieldSpec, raw: unknown, modelTitle: string): CheckedValue {
	const not = (allowed: string): CheckedValue => ({
		value: plain(raw),
		fault: `is ${shown(raw)}, but ${modelTitle} takes ${allowed}`,
	});
	if (typeof raw === 'object' && field.kind !== 'ids') return not('a plain value');
	switch (field.kind) {
		case 'text': {
			const length = [...String(raw)].length;
			return field.maxLength !== undefined && length > field.maxLength
				? {
						value: String(raw),
						fault: `has ${length} characters, but ${modelTitle} takes at most ${field.maxLength}`,
					}
				: { value: String(raw) };
		}
		case 'choice': {
			const text = String(raw);
			const value = field.name === 'size' ? readSize(text, field.values) : text;
			return field.values.includes(value) ? { value } : not(listOf(field));
		}
		case 'integer':
		case 'number':
			return checkNumber(field, raw, not);
		case 'flag': {
			const value = new Map<unknown, boolean>([
				['true', true],
				['false', false],
			]).get(String(raw));
			return value === undefined ? not('true or false') : { value };
		}
		case 'size':
			return checkSize(field, readSize(String(raw), field.words), not);
		case 'ids':
			return checkIds(field.itemKey, raw, not);
	}
}

/** What does not fit, as it goes on the wire when nothing is checked: no object, and nothing that JSON lacks. */
function plain(raw: unknown): WireValue {
	if (typeof raw === 'object') return '';
	return typeof raw === 'boolean' || Number.isFinite(raw) ? (raw as WireValue) : String(raw);
}

const listOf = (field: ChoiceField) =>
	field.values.length === 1 ? `only ${field.values[0]}` : `one of ${field.values.join(', ')}`;

function checkNumber(
	field: NumberField,
	raw: unknown,
	not: (allowed: string) => CheckedValue,
): CheckedValue {
	const value = typeof raw === 'string' && raw.trim() !== '' ? Number(raw) : raw;
	const fits =
		typeof value === 'number' &&
		value >= field.min &&
		value <= field.max &&
		(field.kind === 'number' || Number.isInteger(value));
	if (fits) return { value };
	const kind = field.kind === 'integer' ? 'a whole number' : 'a number';
	const refused = not(`${kind} from ${field.min} to ${field.max}`);
	return Number.isFinite(value)
		? { ...refused, value: Number(value) }
		: { ...refused, value: String(raw) };
}

const sides = /^(\d{1,6})x(\d{1,6})$/;

/**
 * "1024 × 1024", "1024X1024" and "1024*1024" are read as "1024x1024", and a word in whatever letters as
 * the one that is listed.
 */
function readSize(text: string, words: readonly string[]): string {
	const size = text.trim().replace(/^(\d+)\s*[x×*]\s*(\d+)$/i, '$1x$2');
	return words.find((word) => word.toLowerCase() === size.toLowerCase()) ?? size;
}

function checkSize(
	field: SizeField,
	size: string,
	not: (allowed: string) => CheckedValue,
): CheckedValue {
	const fault = sizeFault(field, size);
	if (fault === undefined) return { value: size };
	// Tiers, ratios and words are known of one gateway or another; "1024" is of none.
	const isReadable = /^(\d+x\d+|\d+(\.\d+)?k|\d+:\d+|[a-z][a-z_-]*)$/i.test(size);
	return { ...not(fault), value: size, ...(isReadable ? {} : { isMisshapen: true }) };
}

/** @returns what is allowed, when the size is not */
function sizeFault(field: SizeField, size: string): string | undefined {
	const words = field.words.length > 0 ? `${field.words.join(', ')} or ` : '';
	if (field.words.includes(size)) return undefined;
	const match = sides.exec(size);
	if (!match) return `${words}width x height like 2048x2048`;
	const [width, height] = [Number(match[1]), Number(match[2])];
	const { multipleOf = 1, minPixels = 1, maxPixels = Infinity } = field;
	if (width % multipleOf > 0 || height % multipleOf > 0) return `sides divisible by ${multipleOf}`;
	const pixels = width * height;
	if (pixels < minPixels) {
		const example = minPixels <= 1024 * 1024 ? '1024x1024' : '2048x2048';
		return `${words}at least ${minPixels} pixels in all, e.g. ${example}`;
	}
	if (pixels > maxPixels) return `${words}at most ${maxPixels} pixels in all`;
	if (Math.max(width, height) > (field.maxSide ?? Infinity)) {
		return `sides of at most ${field.maxSide} pixels`;
	}
	if (Math.max(width / height, height / width) > (field.maxRatio ?? Infinity)) {
		return `a ratio from 1:${field.maxRatio} to ${field.maxRatio}:1`;
	}
	return undefined;
}

function checkIds(
	itemKey: string,
	raw: unknown,
	not: (allowed: string) => CheckedValue,
): CheckedValue {
	if (typeof raw === 'object' && !Array.isArray(raw)) return not('IDs, comma-separated');
	const ids: unknown[] = Array.isArray(raw)
		? raw
		: typeof raw === 'number'
			? [raw]
			: String(raw).split(',');
	if (ids.some((id) => typeof id === 'object')) return not('IDs, comma-separated');
	if (ids.some((id) => typeof id === 'number' && !Number.isSafeInteger(id))) {
		return {
			...not('IDs as text: as a number this one has lost its last digits already'),
			value: '',
		};
	}
	const value = ids
		.map((id) => String(id).trim())
		.filter((id) => id !== '')
		.map((id) => ({ [itemKey]: /^(0|[1-9]\d*)$/.test(id) ? new RawNumber(id) : id }));
	return { value };
}

/** Whether a condition on another field of the same order holds. */
export function holds(condition: Condition | undefined, values: Readonly<Record<string, unknown>>) {
	if (!condition) return true;
	const other = String(values[condition.field] ?? '');
	if (other === '' && condition.orUnset) return true;
	if (condition.in) return condition.in.includes(other);
	return !condition.notIn?.includes(other);
}

/**
 * Why a condition does not hold: "Result Type is not series", "Output Format is jpeg".
 * @param values of the same order
 */
export function conditionText(
	condition: Condition,
	values: Readonly<Record<string, unknown>>,
	labelOf: (name: string) => string,
): string {
	const label = labelOf(condition.field);
	return condition.in
		? `${label} is not ${condition.in.join(' or ')}`
		: `${label} is ${String(values[condition.field])}`;
}
