import type { IncomingHttpHeaders } from 'node:http';
import type { Body } from './body';
import type { DialectRules } from './dialects/dialect';
import type { PaidRoute } from './vocabulary';
import { sha256 } from './digest';
import { Refusal } from './errors';
import type { FamilyRules } from './families/family';
import { isPictureRule } from './families/fields';
import { familyOf } from './families/ofModel';
import type { Order } from './order';
import { isReceivedFile } from './readMultipart';
import { readFields, type ReadFields } from './readFields';

/** Turns a request into an order, or refuses it: everything a gateway checks before it paints. */
export async function takeOrder(
	received: Body,
	dialect: DialectRules,
	{ model: named, route: called }: { readonly route: PaidRoute; readonly model?: string },
	headers: IncomingHttpHeaders,
): Promise<Order> {
	checkCarrier(received, dialect, called, headers);
	const body = flatBody(received, dialect, named);
	const isGeneration = dialect.ownBody && body.kind === 'json' && !('image' in body.values);
	const route = isGeneration ? 'generations' : called;
	const model = modelOf(body, dialect, route);
	const rules = rulesFor(body, dialect, route, model);
	const fields = await readFields(body, rules);
	for (const name of rules.required) {
		if (name in fields.values || name in fields.pictures) continue;
		const rule = rules.fields[name];
		const kind = rule && isPictureRule(rule) ? 'missingPicture' : 'missingField';
		throw new Refusal(kind, `Missing required parameter: '${name}'`, name);
	}
	const order = rules.order({ model, route, ...fields });
	return { ...order, dialect: dialect.id, model, fieldsDigest: digestOf(fields, model) };
}

function flatBody(body: Body, dialect: DialectRules, model: string | undefined): Body {
	if (body.kind !== 'json') return body;
	if (dialect.takesNulls) {
		const given = Object.entries(body.values).filter(([, value]) => value !== null);
		return { kind: 'json', values: Object.fromEntries(given) };
	}
	if (!dialect.ownBody) return body;
	const values = dialect.ownBody(body.values);
	return { kind: 'json', values: { ...(model !== undefined && { model }), ...values } };
}

function checkCarrier(
	body: Body,
	dialect: DialectRules,
	route: PaidRoute,
	headers: IncomingHttpHeaders,
): void {
	const allowed = route === 'edits' ? dialect.editsBody : ['json'];
	if (!allowed.includes(body.kind)) {
		const wanted = allowed.map((kind) =>
			kind === 'json' ? 'application/json' : `${kind}/form-data`,
		);
		throw new Refusal('wrongBody', `Request must be ${wanted.join(' or ')}`);
	}
	if (route === 'edits' && dialect.accept && !headers.accept?.includes(dialect.accept)) {
		throw new Refusal('missingField', `the header Accept: ${dialect.accept} is required`, 'Accept');
	}
}

function fieldText(body: Body, name: string): unknown {
	if (body.kind === 'json') return body.values[name];
	const found = body.parts.find(({ part }) => part.name === name);
	return found && !isReceivedFile(found) ? found.text : undefined;
}

function modelOf(body: Body, dialect: DialectRules, route: PaidRoute): string {
	const model = fieldText(body, 'model') ?? dialect.defaultModel?.[route];
	if (model === undefined) throw new Refusal('missingField', 'model is required', 'model');
	if (typeof model !== 'string' || model === '') {
		throw new Refusal('badValue', 'model must be the name of a model', 'model');
	}
	if (!dialect.servesModel(model)) {
		throw new Refusal('unknownModel', `No available channel for model ${model}`, 'model');
	}
	return model;
}

function rulesFor(body: Body, dialect: DialectRules, route: PaidRoute, model: string): FamilyRules {
	const modelName = fieldText(body, 'model_name');
	const family = familyOf(model, typeof modelName === 'string' ? modelName : undefined, body.kind);
	const rules = dialect.adapt?.(family, model, body.kind) ?? family;
	if (route === 'edits') return rules;
	if (rules.editsOnly) {
		throw new Refusal('badValue', `${model} does not generate images`, 'model');
	}
	if (rules.dropsPictures) {
		const required = rules.required.filter((name) => !isPicture(rules, name));
		return { ...rules, required };
	}
	// A generation takes no pictures, whatever the model could do with them (domain.md 4.2).
	const fields = Object.fromEntries(
		Object.entries(rules.fields).filter(([, rule]) => !isPictureRule(rule)),
	);
	return { ...rules, fields, required: rules.required.filter((name) => name in fields) };
}

function isPicture({ fields }: FamilyRules, name: string): boolean {
	const rule = fields[name];
	return rule !== undefined && isPictureRule(rule);
}

function digestOf({ values, pictures }: ReadFields, model: string): string {
	const hashes = Object.entries(pictures).map(([name, list]) => [
		name,
		list.map((one) => one.sha256),
	]);
	const sorted = [...Object.entries(values), ...hashes].sort(([a], [b]) =>
		String(a) < String(b) ? -1 : 1,
	);
	return sha256(JSON.stringify([model, sorted]));
}
