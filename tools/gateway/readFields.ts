import type { Body } from './body';
import { checkForm, checkJson, isObject } from './checkValue';
import { Refusal } from './errors';
import type { FamilyRules } from './families/family';
import { isPictureRule, type FieldRule, type PictureRule } from './families/fields';
import { loadFile, loadText } from './loadPicture';
import type { LoadedPicture } from './vocabulary';
import { isReceivedFile, type ReceivedPart } from './readMultipart';

export interface ReadFields {
	readonly values: Record<string, unknown>;
	readonly pictures: Record<string, LoadedPicture[]>;
}

/** Walks what came and lets through only what the family's rules know. */
export async function readFields(body: Body, rules: FamilyRules): Promise<ReadFields> {
	const fields: ReadFields = { values: {}, pictures: {} };
	if (body.kind === 'json') {
		for (const [name, value] of Object.entries(body.values)) {
			await readJsonField(name, value, rules, fields);
		}
		return fields;
	}
	for (const received of body.parts) await readPart(received, body.parts, rules, fields);
	return fields;
}

function ruleOf(name: string, rules: FamilyRules): FieldRule | undefined {
	if (name === 'model') return { kind: 'text' };
	const rule = Object.hasOwn(rules.fields, name) ? rules.fields[name] : undefined;
	if (rule || rules.open) return rule;
	throw new Refusal('unknownField', `Unknown parameter: '${name}'`, name);
}

async function readJsonField(
	name: string,
	value: unknown,
	rules: FamilyRules,
	fields: ReadFields,
): Promise<void> {
	const rule = ruleOf(name, rules);
	if (!rule) {
		if (value === '' || value === null) {
			throw new Refusal('badValue', `${name} must not be empty`, name);
		}
		fields.values[name] = value;
	} else if (isPictureRule(rule)) {
		fields.pictures[name] = [];
		for (const text of pictureTexts(name, value, rule)) {
			fields.pictures[name].push(await loadText(text, name, rule.sources, rules.policy));
		}
	} else {
		fields.values[name] = checkJson(name, value, rule);
	}
}

function pictureTexts(name: string, value: unknown, rule: PictureRule): string[] {
	const isOne = rule.kind === 'picture' || !rule.itemKey;
	const list = Array.isArray(value) && rule.kind === 'pictures' ? value : isOne ? [value] : [];
	if (list.length === 0) throw new Refusal('badValue', `${name} must be a list, not empty`, name);
	const max = rule.kind === 'pictures' ? (rule.max ?? Infinity) : 1;
	if (list.length > max) throw new Refusal('badValue', `${name} takes at most ${max}`, name);
	const key = rule.kind === 'pictures' ? rule.itemKey : undefined;
	return list.map((item: unknown) => {
		const text = key === undefined ? item : itemText(item, key);
		if (typeof text === 'string' && text !== '') return text;
		const wanted = key ? `{ ${key}: URL or base64 }` : 'a URL or base64';
		throw new Refusal('badValue', `${name} must hold ${wanted}`, name);
	});
}

function itemText(item: unknown, key: string): unknown {
	return isObject(item) && Object.keys(item).length === 1 ? item[key] : undefined;
}

async function readPart(
	received: ReceivedPart,
	parts: readonly ReceivedPart[],
	rules: FamilyRules,
	fields: ReadFields,
): Promise<void> {
	const { name } = received.part;
	const isList = name.endsWith('[]');
	const field = isList ? name.slice(0, -2) : name;
	const rule = ruleOf(field, rules);
	const same = parts.filter(({ part }) => part.name === name).length;
	if (same > 1 && !isList) {
		// As OpenAI answers (github.com/openai/openai-ruby/issues/311).
		const hint = `You can only provide a single value for '${name}', use '${name}[]' instead`;
		throw new Refusal('duplicateField', `Duplicate parameter: '${name}'. ${hint}`, name);
	}
	if (isList && (rule?.kind !== 'pictures' || parts.some(({ part }) => part.name === field))) {
		throw new Refusal('unknownField', `Unknown parameter: '${name}'`, name);
	}
	if (isList && rule?.kind === 'pictures' && same > (rule.max ?? Infinity)) {
		throw new Refusal('badValue', `${field} takes at most ${rule.max}`, field);
	}
	if (isReceivedFile(received)) {
		if (!rule || !isPictureRule(rule) || !rule.sources.includes('file')) {
			throw new Refusal('badValue', `${name} is not a file`, name);
		}
		(fields.pictures[field] ??= []).push(await loadFile(received, field, rules.policy));
	} else if (rule && isPictureRule(rule)) {
		const sources = rule.sources.filter((source) => source !== 'file');
		if (rule.sources.includes('file') || received.text === '') {
			throw new Refusal('badValue', `Expected a file for '${name}', got text`, name);
		}
		(fields.pictures[field] ??= []).push(
			await loadText(received.text, field, sources, rules.policy),
		);
	} else {
		fields.values[field] = checkForm(name, received.text, rule ?? { kind: 'text' });
	}
}
