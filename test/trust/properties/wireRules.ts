import { fieldsFor } from '../../../nodes/ImageEdit/catalogue/fields';
import type { Plan } from '../../../nodes/ImageEdit/catalogue/plan';
import type { Condition, FieldSpec } from '../../../nodes/ImageEdit/catalogue/types';
import type { RawOrder } from '../../../nodes/ImageEdit/request/rawOrder';
import type { ReadPart } from '../../helpers/readBody';
import { nameInForm } from '../../helpers/readBody';

type Bag = Readonly<Record<string, unknown>>;

const wireName = (field: FieldSpec) => field.wire.split('.')[0] ?? '';
const namesBeside = (field: FieldSpec) =>
	field.kind === 'flag' ? Object.keys(field.whenOn ?? {}) : [];

/** The names that may stand in an order, whatever was typed. */
function allowedNames({ entry, gateway, operation, pictures }: Plan, raw: RawOrder): Set<string> {
	const forPictures = pictures.flatMap(({ role, wire, wireSeveral }) => [
		wire,
		wireSeveral ?? wire,
		...(role === 'images' ? Object.values(gateway.pictureFields) : []),
		...(raw.imageField ? [raw.imageField] : []),
	]);
	if (gateway.order) {
		return new Set([...Object.keys(gateway.order.body), ...Object.keys(raw.extraFields)]);
	}
	return new Set([
		'model',
		'model_name',
		...fieldsFor(entry, operation).flatMap((field) => [wireName(field), ...namesBeside(field)]),
		...forPictures.flatMap((name) => [name, `${name}[]`]),
		...Object.keys(raw.extraFields),
	]);
}

/** What breaks the rules of the dialect in JSON that was read back. */
export function faultsOfJson(plan: Plan, raw: RawOrder, body: Bag): string[] {
	const own = Object.entries(body).filter(([name]) => !(name in raw.extraFields));
	const anywhere = [
		...strangers(plan, raw, Object.keys(body)),
		...own.filter(([, value]) => isNothing(value)).map(([name]) => `${name} is empty`),
	];
	// A gateway with an order of its own puts the values into places of its own.
	if (plan.gateway.order) return anywhere;
	return [
		...anywhere,
		...typeFaults(plan, raw, body),
		...(raw.validation === 'strict' && plan.known ? strictFaults(plan, raw, body) : []),
	];
}

const isNothing = (value: unknown) =>
	value === '' ||
	value === null ||
	value === undefined ||
	(Array.isArray(value) && value.length === 0);

const strangers = (plan: Plan, raw: RawOrder, names: readonly string[]) => {
	const allowed = allowedNames(plan, raw);
	return names.filter((name) => !allowed.has(name)).map((name) => `${name} is unknown`);
};

const isNumeric = (value: unknown) =>
	(typeof value === 'number' || (typeof value === 'string' && value.trim() !== '')) &&
	Number.isFinite(Number(value));

/** A number, however it was typed, is a number on the wire, and an id keeps its digits. */
function typeFaults(plan: Plan, raw: RawOrder, body: Bag): string[] {
	return plan.fields.flatMap((field) => {
		const sent = valueAt(body, field);
		if (sent === undefined || wireName(field) in raw.extraFields) return [];
		const given = raw.values[field.name];
		const { kind } = field;
		if ((kind === 'integer' || kind === 'number') && isNumeric(given) && typeof sent !== 'number')
			return [`${field.wire} is no number`];
		if (kind === 'flag' && typeof given === 'boolean' && sent !== given)
			return [`${field.wire} is not ${String(given)}`];
		return kind === 'ids' ? idFaults(field.itemKey, given, sent) : [];
	});
}

function idFaults(itemKey: string, given: unknown, sent: unknown): string[] {
	const wanted = (Array.isArray(given) ? given : String(given).split(','))
		.map((id) => String(id).trim())
		.filter((id) => id !== '');
	const got = (sent as readonly Bag[]).map((item) => String(item[itemKey]));
	return JSON.stringify(got) === JSON.stringify(wanted)
		? []
		: [`ids ${got.join()} for ${wanted.join()}`];
}

function valueAt(body: Bag, field: FieldSpec): unknown {
	const [name = '', inner] = field.wire.split('.');
	const held = body[name];
	return inner === undefined ? held : (held as Bag | undefined)?.[inner];
}

/** The catalogue's condition, read a second time and not by the code that is judged here. */
function counts(condition: Condition, values: Bag): boolean {
	const other = values[condition.field];
	const isUnset = other === undefined || other === null || other === '';
	if (isUnset && condition.orUnset) return true;
	const isAmong = (list: readonly string[]) => !isUnset && list.some((one) => one === `${other}`);
	return condition.in ? isAmong(condition.in) : !isAmong(condition.notIn ?? []);
}

/** What `strict` let pass must be what the catalogue allows. */
function strictFaults(plan: Plan, raw: RawOrder, body: Bag): string[] {
	const { entry, gateway, model, operation } = plan;
	const faults = plan.fields.flatMap((field) => {
		const sent = valueAt(body, field);
		if (wireName(field) in raw.extraFields) return [];
		const missing = field.requiredFor?.includes(operation) && sent === undefined;
		if (missing) return [`${field.wire} is missing`];
		if (sent === undefined || field.unsure) return [];
		if (field.when && !counts(field.when, raw.values)) return [`${field.wire} does not count here`];
		if (field.kind === 'choice' && !field.values.includes(String(sent)))
			return [`${field.wire} is ${String(sent)}`];
		const isOut =
			(field.kind === 'integer' || field.kind === 'number') &&
			!(Number(sent) >= field.min && Number(sent) <= field.max);
		return isOut ? [`${field.wire} is ${String(sent)}`] : [];
	});
	return [
		...faults,
		...(entry.operations.includes(operation) ? [] : [`${entry.label} cannot do it`]),
		...(gateway.modelRequired && model === '' ? ['the model is missing'] : []),
	];
}

/** The same for the parts of a form. */
export function faultsOfForm(plan: Plan, raw: RawOrder, parts: readonly ReadPart[]): string[] {
	const extra = new Set(Object.keys(raw.extraFields).map(nameInForm));
	// An extra field may have a name of nothing, which a parser does not name at all.
	const own = parts.filter(({ name = '' }) => !extra.has(name));
	const repeated = own
		.filter(({ name }, index) => parts.findIndex((part) => part.name === name) < index)
		.filter(({ name }) => !name.endsWith('[]') && !raw.imageField);
	const forms = ['image', 'image_url', 'image_b64_json'].filter((name) =>
		own.some((part) => part.name.replace('[]', '') === name),
	);
	return [
		...strangers(
			plan,
			raw,
			own.map(({ name }) => name),
		),
		...repeated.map(({ name }) => `${name} comes twice`),
		...own.filter(({ value }) => value === '').map(({ name }) => `${name} is empty`),
		...own.filter(({ name, value }) => isLost(plan, raw, name, value)).map(({ name }) => name),
		...own
			.filter(({ mimeType }) => mimeType !== undefined && mimeType === '')
			.map(({ name }) => `${name} has no type`),
		...(plan.gateway.id === 'bella' && forms.length > 1 ? [`Bella gets ${forms.join()}`] : []),
	];
}

/** What JavaScript makes of things that are no text. */
const lost = new Set(['undefined', '[object Object]']);
const isLost = (plan: Plan, raw: RawOrder, name: string, value: string) =>
	lost.has(value) &&
	plan.fields.some((field) => field.wire === name && typeof raw.values[field.name] !== 'string');
