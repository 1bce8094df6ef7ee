import type { NumberSource } from './body';
import { Refusal } from './errors';
import type { FieldRule } from './families/fields';

/** A value of a JSON body; numbers are numbers there, never text. */
export function checkJson(name: string, value: unknown, rule: FieldRule): unknown {
	if (value === '') {
		if (rule.kind === 'text' && rule.mayBeEmpty) return value;
		throw new Refusal('badValue', `${name} must not be empty`, name);
	}
	switch (rule.kind) {
		case 'text':
		case 'oneOf':
		case 'pattern':
			if (typeof value !== 'string') throw wrongType(name, 'a string');
			return checkText(name, value, rule);
		case 'integer':
		case 'number':
			if (typeof value !== 'number') throw wrongType(name, 'a number');
			return checkNumber(name, value, rule);
		case 'boolean':
			if (typeof value !== 'boolean') throw wrongType(name, 'a boolean');
			return value;
		case 'object':
			return checkObject(name, value, rule.fields);
		case 'elementList':
			return checkElements(name, value);
		default:
			throw wrongType(name, 'no picture');
	}
}

/** A text part of a form: everything is text, numbers are their digits. */
export function checkForm(name: string, text: string, rule: FieldRule): unknown {
	if (rule.kind === 'integer' || rule.kind === 'number') {
		if (!/^-?\d+(\.\d+)?$/.test(text)) throw wrongType(name, 'a number');
		return checkNumber(name, Number(text), rule);
	}
	if (rule.kind === 'boolean') {
		if (text !== 'true' && text !== 'false') throw wrongType(name, 'true or false');
		return text === 'true';
	}
	if (rule.kind === 'object' || rule.kind === 'elementList') {
		try {
			return checkJson(name, JSON.parse(text), rule);
		} catch (cause) {
			if (cause instanceof Refusal) throw cause;
			throw wrongType(name, 'JSON');
		}
	}
	return checkJson(name, text, rule);
}

function wrongType(name: string, wanted: string): Refusal {
	return new Refusal('badValue', `${name} must be ${wanted}`, name);
}

function checkText(name: string, value: string, rule: FieldRule): string {
	if (rule.kind === 'text' && value.length > (rule.maxLength ?? Infinity)) {
		throw new Refusal('badValue', `${name} is longer than ${rule.maxLength} characters`, name);
	}
	if (rule.kind === 'oneOf' && !rule.values.includes(value)) {
		throw new Refusal('badValue', `${name} must be one of ${rule.values.join(', ')}`, name);
	}
	if (rule.kind === 'pattern' && !rule.pattern.test(value)) {
		throw new Refusal('badValue', `${name} must be ${rule.says}`, name);
	}
	return value;
}

function checkNumber(
	name: string,
	value: number,
	rule: Extract<FieldRule, { readonly min: number }>,
): number {
	if (rule.kind === 'integer' && !Number.isInteger(value)) throw wrongType(name, 'a whole number');
	if (value < rule.min || value > rule.max) {
		throw new Refusal('badValue', `${name} must be between ${rule.min} and ${rule.max}`, name);
	}
	return value;
}

function checkObject(
	name: string,
	value: unknown,
	fields: Readonly<Record<string, FieldRule>>,
): Record<string, unknown> {
	if (!isObject(value)) throw wrongType(name, 'an object');
	return Object.fromEntries(
		Object.entries(value).map(([key, inner]) => {
			const rule = fields[key];
			if (!rule) throw new Refusal('unknownField', `unknown field ${name}.${key}`, name);
			return [key, checkJson(`${name}.${key}`, inner, rule)];
		}),
	);
}

/** Ids are bare digits, or text where they are no numbers (domain.md 1.10). */
function checkElements(name: string, value: unknown): string[] {
	if (!Array.isArray(value) || value.length === 0) throw wrongType(name, 'a list of element_id');
	return value.map((entry: unknown) => {
		const id = isObject(entry) && Object.keys(entry).length === 1 ? entry.element_id : undefined;
		const digits = isObject(id) ? (id as unknown as NumberSource).digits : undefined;
		if (typeof digits === 'string' && /^\d+$/.test(digits)) return digits;
		if (typeof id === 'string' && id !== '') return id;
		throw new Refusal('badValue', `${name} must hold { element_id: whole number or text }`, name);
	});
}

export function isObject(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
