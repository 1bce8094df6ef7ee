import type { FieldSlot } from '../catalogue/orderBody';
import { fieldSlots } from '../catalogue/orderBody';
import { pictureRoles } from '../catalogue/pictures';
import type { Plan } from '../catalogue/plan';
import type { Finding } from './findings';
import { shown } from './findings';
import type { RawOrder } from './rawOrder';
import type { WireValue } from './wire';

/** Names under which Extra Fields may add a picture. */
const pictureNames = /^(image|images|image_urls?|mask|input_references)(\[\])?$/;

/** Pictures on their way to a call that is known to drop them. */
export function dropFindings(
	{ entry, path, pictures }: Plan,
	raw: Pick<RawOrder, 'extraFields' | 'pictures'>,
	modelTitle: string,
): Finding[] {
	const { dropsPicturesAt: dropping } = entry;
	if (dropping === undefined || !path.endsWith(dropping)) return [];
	const given = pictures.filter(({ role }) => (raw.pictures[role] ?? []).length > 0);
	const labels = [
		...given.map(({ role }) => pictureRoles[role].label),
		...Object.keys(raw.extraFields).filter((name) => pictureNames.test(name)),
	];
	if (labels.length === 0) return [];
	const text = `${modelTitle} drops pictures at ${path} without a word, and bills the call: ${labels.join(', ')} will have no effect. Use Edit without Request Path.`;
	return [{ severity: 'advice', text }];
}

/**
 * What the gateway's way to order has no place for: it would be dropped without a word, and a picture paid
 * that is not what was asked for.
 */
export function carrierFindings(
	plan: Plan,
	raw: Pick<RawOrder, 'imageField' | 'pictures'>,
	checked: ReadonlyMap<string, WireValue>,
): Finding[] {
	const { gateway, refusedFormat } = plan;
	const { order } = gateway;
	if (!order) return [];
	const slots = fieldSlots(order.body);
	const carried = new Set(slots.flatMap(({ field }) => field));
	const finding = (text: string): Finding => ({ severity: 'problem', text });
	const noPlace = (label: string) =>
		`${label} is set, but a request to ${gateway.label} has no place for it. Remove it, or choose another gateway.`;
	const fields = plan.fields.filter(
		({ name }) =>
			checked.has(name) && !carried.has(name) && checked.get(name) !== order.assumes[name],
	);
	const roles = plan.pictures.filter(
		({ role }) =>
			(raw.pictures[role] ?? []).length > 0 &&
			!order.pictures.some((carriedRole) => carriedRole === role),
	);
	const hasVersion = plan.known && plan.entry.modelName !== undefined;
	return [
		...(hasVersion ? [finding(noPlace('Version'))] : []),
		...roles.map(({ role }) =>
			finding(noPlace(pictureRoles[role].list?.label ?? pictureRoles[role].label)),
		),
		...fields.map(({ label }) => finding(noPlace(label))),
		...slots.flatMap((slot) => slotFaults(plan, slot, checked)).map(finding),
		...(raw.imageField === '' ? [] : [finding(noPlace('Image Field'))]),
		...(refusedFormat === undefined
			? []
			: [
					finding(
						`Body Format is ${refusedFormat}, but ${gateway.label} takes JSON alone. Remove it.`,
					),
				]),
	];
}

/** What is too much for the place that a value has, although the model takes it. */
function slotFaults(
	{ fields, gateway }: Plan,
	{ field: names, max = Infinity, upperCase, values }: FieldSlot,
	checked: ReadonlyMap<string, WireValue>,
): string[] {
	const field = fields.find(({ name }) => name === names.find((one) => checked.has(one)));
	const value = field && checked.get(field.name);
	if (!field || value === undefined) return [];
	const sent = upperCase ? String(value).toUpperCase() : String(value);
	const allowed =
		values && !values.includes(sent)
			? `only ${values.join(', ')}`
			: Number(value) > max
				? `at most ${max}`
				: undefined;
	return allowed === undefined
		? []
		: [
				`${field.label} is ${shown(value)}, but a request to ${gateway.label} takes ${allowed}. Choose another, or another gateway.`,
			];
}
