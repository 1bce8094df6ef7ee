import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { families } from '../catalogue/families';
import { allFields } from '../catalogue/models';
import { pictureRoles } from '../catalogue/pictures';
import type { Plan } from '../catalogue/plan';
import { planCall } from '../catalogue/plan';
import type { Family, FieldSpec, GatewayEntry, Operation, PictureRole } from '../catalogue/types';
import { isEmpty } from '../request/checkField';
import { noExpansion, ratiosToReach } from '../request/expandRatios';
import { InvalidOrder, shown } from '../request/findings';
import { isJsonObject, jsonOf, parseJsonOr, textOf } from '../shared/json';
import type { RawOrder } from '../request/rawOrder';
import type { Picture } from '../image/imageFile';
import type { WireValue } from '../request/wire';
import { isEmptySlot, withTransparency, readSlot } from '../host/images';
import { controlOptions } from '../description/controlProperties';
import { Problems } from './problems';

export interface ItemOrder {
	readonly plan: Plan;
	readonly raw: RawOrder;
	readonly dryRun: boolean;
	/** The wire field in which the order gets an ID that the node makes. */
	readonly idField?: string;
	/** What one call costs, when known. */
	readonly price?: number;
}

/** The parameters of one item as plain values: only what the resolved model takes is read. */
export async function readItem(
	context: IExecuteFunctions,
	item: number,
	gateway: GatewayEntry,
): Promise<ItemOrder> {
	const get = (name: string): unknown => context.getNodeParameter(name, item, null);
	const options = (get('options') ?? {}) as IDataObject;
	const choice = {
		model: textOf(context.getNodeParameter('model', item, '', { extractValue: true })).trim(),
		modelName: textOf(get('modelName')).trim(),
		family: familyOf(get('modelFamily')),
		byExpression: isExpression(context.getNode().parameters.model),
	};
	const operation = get('operation') as Operation;
	const plan = planCall(gateway, choice, operation, {
		bodyFormat:
			options.bodyFormat === 'json' || options.bodyFormat === 'multipart'
				? options.bodyFormat
				: 'auto',
	});
	const valueOf = (field: FieldSpec) =>
		field.place === 'top' ? get(field.name) : options[field.name];
	const isAutomatic = (field: FieldSpec) =>
		field.kind === 'text' && field.initial !== undefined && valueOf(field) === field.initial;
	const idField = plan.fields.find(isAutomatic)?.wire;
	const own = plan.fields.filter((field) => !isAutomatic(field));
	const values = Object.fromEntries(own.map((field) => [field.name, valueOf(field)]));
	const problems = new Problems();
	const { pictures, unread } = await readPictures(context, item, plan, problems);
	const extraFields = await problems.collect(async () => readExtraFields(options.extraFields));
	const price = await problems.collect(async () => priceOf(plan, options.pricePerCall));
	const raw: RawOrder = {
		values,
		pictures,
		unread,
		problems: problems.sentences,
		foreign: unsupportedLabels(context, item, plan, options, get),
		extraFields: extraFields ?? {},
		imageField: textOf(options.imageField).trim(),
		validation:
			options.validation === 'off' || options.validation === 'warn' ? options.validation : 'strict',
	};
	return {
		plan,
		raw,
		dryRun: options.dryRun === true,
		...(idField === undefined ? {} : { idField }),
		...(price === undefined ? {} : { price }),
	};
}

const familyOf = (given: unknown): Family | 'auto' =>
	families.find(({ id }) => id === given)?.id ?? 'auto';

const isExpression = (model: unknown): boolean =>
	String(isJsonObject(model) ? model.value : model).startsWith('=');

function priceOf(plan: Plan, given: unknown): number | undefined {
	if (isEmpty(given)) return plan.entry.price?.[plan.gateway.id];
	const price = typeof given === 'object' ? NaN : Number(given);
	if (Number.isFinite(price) && price >= 0) return price;
	throw new InvalidOrder([`Price per Call is ${shown(given)}, but takes a number from 0.`]);
}

async function readPictures(
	context: IExecuteFunctions,
	item: number,
	plan: Plan,
	problems: Problems,
): Promise<Pick<RawOrder, 'pictures' | 'unread'>> {
	const pictures: Partial<Record<PictureRole, readonly Picture[]>> = {};
	const unread: PictureRole[] = [];
	for (const { max, role } of plan.pictures) {
		const { label, list, parameter } = pictureRoles[role];
		const slots: Array<readonly [slot: unknown, label: string]> = [];
		if (parameter) slots.push([context.getNodeParameter(parameter, item, null), label]);
		if (list && max > 1) {
			const rows = slotsOf(context, item, list.parameter);
			slots.push(...rows.map((slot, index) => [slot, `${list.label} ${index + 1}`] as const));
		}
		const found: Picture[] = [];
		for (const [slot, name] of slots) {
			const read = await problems.collect(async () => await readSlot(context, item, slot, name));
			if (read) found.push(...read);
			else unread.push(role);
		}
		pictures[role] = role === 'mask' ? await Promise.all(found.map(withTransparency)) : found;
	}
	return { pictures, unread };
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
	];
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

/**
 * The four ratios for "Expand By: Aspect Ratio", from the size of the picture itself.
 */
export function withExpansion(
	context: IExecuteFunctions,
	item: number,
	order: ItemOrder,
): ItemOrder {
	const { plan, raw } = order;
	if (plan.operation !== 'expand') return order;
	if (context.getNodeParameter('expandBy', item, 'ratios') !== 'aspectRatio') return order;
	const target = textOf(context.getNodeParameter('targetAspectRatio', item, ''));
	const info = raw.pictures.images?.[0]?.file?.info;
	// Ratios that could not be worked out are not missed a second time.
	const problem = (...sentences: string[]): ItemOrder => ({
		...order,
		raw: {
			...raw,
			values: { ...raw.values, ...noExpansion },
			problems: [...raw.problems, ...sentences],
			unread: [...raw.unread, 'images'],
		},
	});
	if (info?.width === undefined || info.height === undefined) {
		if (raw.unread.includes('images')) return problem();
		return problem(
			'Expand By is Aspect Ratio, but the size of Image is not known. Give the picture as binary data, or use Ratios.',
		);
	}
	const ratios = ratiosToReach(target, { width: info.width, height: info.height });
	if (!ratios)
		return problem(`Target Aspect Ratio is ${shown(target)}, but takes a ratio like 16:9.`);
	const values = { ...raw.values, ...ratios };
	return { ...order, raw: { ...raw, values, targetAspectRatio: target } };
}

/** Whether the size of the picture has to be known before the order can be written down. */
export const needsSize = (context: IExecuteFunctions, item: number, plan: Plan): boolean =>
	plan.operation === 'expand' &&
	context.getNodeParameter('expandBy', item, 'ratios') === 'aspectRatio';
