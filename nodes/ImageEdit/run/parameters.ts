import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { families } from '../catalogue/families';
import { allFields } from '../catalogue/models';
import { pictureRoles } from '../catalogue/pictures';
import type { Plan } from '../catalogue/plan';
import { planCall } from '../catalogue/plan';
import type { Family, FieldSpec, GatewayEntry, Operation, PictureRole } from '../catalogue/types';
import { isEmpty } from '../request/checkField';
import { InvalidOrder, shown } from '../request/findings';
import { isJsonObject, jsonOf, parseJsonOr, textOf } from '../shared/json';
import type { RawOrder } from '../request/rawOrder';
import type { WireValue } from '../request/wire';
import { isEmptySlot } from '../host/slots';
import type { OutputSettings } from '../host/settings';
import { readOutputSettings } from '../host/settings';
import { controlOptions } from '../description/controlProperties';
import { Problems } from './problems';

/** An image slot as n8n hands it over, under its label. */
export interface GivenSlot {
	readonly label: string;
	readonly value: unknown;
	/** What it holds in a new node. */
	readonly initial?: string;
}

/** All parameters of one item: whatever happens after this reads no further ones. */
export interface ItemParameters extends Omit<
	RawOrder,
	'pictures' | 'targetAspectRatio' | 'unread' | 'warnings'
> {
	readonly plan: Plan;
	readonly slots: ReadonlyMap<PictureRole, readonly GivenSlot[]>;
	/** What to expand to, where the four ratios are to be worked out from the size of the image. */
	readonly expandTo?: string;
	readonly dryRun: boolean;
	/** The wire field in which the order gets an ID that the node makes. */
	readonly idField?: string;
	/** What one call costs, when known. */
	readonly price?: number;
	readonly output: OutputSettings;
}

/** The parameters of one item as plain values: only what the resolved model takes is read. */
export async function readItem(
	context: IExecuteFunctions,
	item: number,
	gateway: GatewayEntry,
): Promise<ItemParameters> {
	const get = (name: string): unknown => context.getNodeParameter(name, item, null);
	const options = (get('options') ?? {}) as IDataObject;
	const choice = {
		model: textOf(context.getNodeParameter('model', item, '', { extractValue: true })).trim(),
		modelName: textOf(get('modelName')).trim(),
		family: familyOf(get('modelFamily')),
		byExpression: isExpression(context.getNode().parameters.model),
	};
	const operation = get('operation') as Operation;
	const problems = new Problems();
	const path = await problems.collect(async () => orderPathOf(options.orderPath));
	const plan = planCall(gateway, choice, operation, {
		...(path === undefined ? {} : { path }),
		bodyFormat:
			options.bodyFormat === 'json' || options.bodyFormat === 'multipart'
				? options.bodyFormat
				: 'auto',
	});
	const valueOf = (field: FieldSpec) =>
		field.place === 'top' ? get(field.name) : options[field.name];
	// Where the gateway has no place for it, it is a value like others, and stops before paying.
	const isAutomatic = (field: FieldSpec) =>
		!gateway.order &&
		field.kind === 'text' &&
		field.initial !== undefined &&
		valueOf(field) === field.initial;
	const idField = plan.fields.find(isAutomatic)?.wire;
	const own = plan.fields.filter((field) => !isAutomatic(field));
	const values = Object.fromEntries(own.map((field) => [field.name, valueOf(field)]));
	const extraFields = await problems.collect(async () => readExtraFields(options.extraFields));
	const price = await problems.collect(async () => priceOf(plan, options.pricePerCall));
	return {
		plan,
		values,
		slots: readSlots(context, item, plan),
		problems: problems.sentences,
		foreign: unsupportedLabels(context, item, plan, options, get),
		extraFields: extraFields ?? {},
		imageField: textOf(options.imageField).trim(),
		validation:
			options.validation === 'off' || options.validation === 'warn' ? options.validation : 'strict',
		...(operation === 'expand' && get('expandBy') === 'aspectRatio'
			? { expandTo: textOf(get('targetAspectRatio')) }
			: {}),
		dryRun: options.dryRun === true,
		...(idField === undefined ? {} : { idField }),
		...(price === undefined ? {} : { price }),
		output: readOutputSettings(context, item),
	};
}

const familyOf = (given: unknown): Family | 'auto' =>
	families.find(({ id }) => id === given)?.id ?? 'auto';

const isExpression = (model: unknown): boolean =>
	String(isJsonObject(model) ? model.value : model).startsWith('=');

/** @returns a path with a slash before it, or an empty text */
function orderPathOf(given: unknown): string {
	const path = textOf(given).trim();
	if (path === '') return '';
	// The key goes to the gateway alone.
	if (/^(\w+:)?\/\/|[\s\\]|(^|\/)\.\.?(\/|$)/.test(path)) {
		throw new InvalidOrder([
			`Request Path is ${shown(given)}, but takes a path like /images/edits/async.`,
		]);
	}
	return path.replace(/^\/?/, '/');
}

function priceOf(plan: Plan, given: unknown): number | undefined {
	if (isEmpty(given)) return plan.entry.price?.[plan.gateway.id];
	const price = typeof given === 'object' ? NaN : Number(given);
	if (Number.isFinite(price) && price >= 0) return price;
	throw new InvalidOrder([`Price per Call is ${shown(given)}, but takes a number from 0.`]);
}

function readSlots(
	context: IExecuteFunctions,
	item: number,
	plan: Plan,
): ReadonlyMap<PictureRole, readonly GivenSlot[]> {
	return new Map(
		plan.pictures.map(({ max, role }) => {
			const { initial = '', label, list, parameter } = pictureRoles[role];
			const single = parameter
				? [{ label, initial, value: context.getNodeParameter(parameter, item, null) as unknown }]
				: [];
			const rows = list && max > 1 ? slotsOf(context, item, list.parameter) : [];
			const listed = rows.map((value, index) => ({ label: `${list?.label} ${index + 1}`, value }));
			return [role, [...single, ...listed]];
		}),
	);
}

function slotsOf(context: IExecuteFunctions, item: number, parameter: string): unknown[] {
	const given: unknown = context.getNodeParameter(parameter, item, {});
	const rows: unknown = isJsonObject(given) ? given.image : [];
	return (Array.isArray(rows) ? rows : [rows]).filter(isJsonObject).map((row) => row.image);
}

/** Values that are set although the model does not take them: left over, or under a model by expression. */
function unsupportedLabels(
	context: IExecuteFunctions,
	item: number,
	plan: Plan,
	options: IDataObject,
	get: (name: string) => unknown,
): readonly string[] {
	const taken = new Set(plan.fields.map((field) => field.name));
	const controls = new Set(controlOptions.map(({ name }) => name));
	const labelOf = (name: string) => allFields.find((field) => field.name === name)?.label ?? name;
	const fromOptions = Object.keys(options).filter(
		(name) => !taken.has(name) && !controls.has(name) && !isEmpty(options[name]),
	);
	const fromTop = allFields.filter(
		(field) => field.place === 'top' && !taken.has(field.name) && isSet(field, get(field.name)),
	);
	const roles = new Set(plan.pictures.map(({ role }) => role));
	const slots = Object.entries(pictureRoles).filter(
		([role, { initial, parameter }]) =>
			!roles.has(role as PictureRole) &&
			initial === undefined &&
			parameter !== undefined &&
			!isEmptySlot(get(parameter)),
	);
	const lists = Object.entries(pictureRoles).filter(
		([role, { list }]) =>
			list &&
			!plan.pictures.some((spec) => spec.role === role && spec.max > 1) &&
			slotsOf(context, item, list.parameter).some((slot) => !isEmptySlot(slot)),
	);
	return [
		...new Set([
			...fromOptions.map(labelOf),
			...fromTop.map((field) => field.label),
			...slots.map(([, { label }]) => label),
			...lists.map(([, { label, list }]) => list?.label ?? label),
		]),
	].sort((a, b) => a.localeCompare(b));
}

/** A field that shows under a model by expression holds its default until someone changes it. */
const isSet = (field: FieldSpec, value: unknown) =>
	!isEmpty(value) && !('initial' in field && field.initial === value);

function readExtraFields(given: unknown): Readonly<Record<string, WireValue>> {
	if (isEmpty(given)) return {};
	// An object from an expression may hold what JSON cannot: it goes as JSON would write it.
	const text = typeof given === 'string' ? given : jsonOf(given);
	const parsed = parseJsonOr(text, undefined);
	if (!isJsonObject(parsed)) {
		throw new InvalidOrder([
			`Extra Fields is ${shown(given)}, but takes a JSON object, e.g. {"seed": 7}.`,
		]);
	}
	return parsed as Readonly<Record<string, WireValue>>;
}
