import type { OrderBody } from '../catalogue/orderBody';
import { listFields } from '../catalogue/pictures';
import type { Plan } from '../catalogue/plan';
import type { PictureSpec } from '../catalogue/types';
import { fillBody, mergeOver } from './fillBody';
import type { RawOrder } from './rawOrder';
import type { Picture } from '../image/imageFile';
import { own } from '../shared/own';
import type { WireField, WireRequest, WireValue } from './wire';
import { WirePicture } from './wire';

/**
 * Writes an order down in the dialect of its gateway. One loop over the plan's pictures, one over its
 * fields: no wire name stands here.
 * @param checked the values to send, by field name
 */
export function encode(
	plan: Plan,
	checked: ReadonlyMap<string, WireValue>,
	raw: Pick<RawOrder, 'extraFields' | 'imageField' | 'pictures'>,
): WireRequest {
	const { entry, gateway } = plan;
	if (gateway.order) return encodeNested(plan, gateway.order, checked, raw);
	const fields: WireField[] = [];
	if (plan.model !== '') fields.push({ name: 'model', value: plan.model });
	if (entry.modelName !== undefined) fields.push({ name: 'model_name', value: entry.modelName });
	for (const spec of plan.pictures) {
		const given = raw.pictures[spec.role] ?? [];
		if (given.length > 0) fields.push(...pictureFields(plan, spec, given, raw.imageField));
	}
	for (const field of plan.fields) {
		const value = checked.get(field.name);
		if (value === undefined) continue;
		const isForm = plan.body === 'multipart' && field.formWire !== undefined;
		addAt(fields, isForm ? [field.formWire] : field.wire.split('.'), value);
		const beside = field.kind === 'flag' ? Object.entries(field.whenOn ?? {}) : [];
		fields.push(...beside.map(([name, along]) => ({ name, value: along })));
	}
	const extra = Object.entries(raw.extraFields).filter(
		([, value]) => value !== '' && value !== null,
	);
	const kept = fields.filter(({ name }) => !Object.hasOwn(raw.extraFields, name));
	return {
		method: 'POST',
		path: plan.path,
		bodyFormat: plan.body,
		fields: [...kept, ...extra.map(([name, value]) => ({ name, value }))],
	};
}

function encodeNested(
	plan: Plan,
	{ body, pictures: roles }: OrderBody,
	fields: ReadonlyMap<string, WireValue>,
	raw: Pick<RawOrder, 'extraFields' | 'pictures'>,
): WireRequest {
	const pictures = roles.flatMap((role) => raw.pictures[role] ?? []);
	const filled = fillBody(body, { model: plan.model, fields, pictures });
	const merged = mergeOver((filled ?? {}) as Record<string, WireValue>, raw.extraFields);
	return {
		method: 'POST',
		path: plan.path,
		bodyFormat: 'json',
		fields: Object.entries(merged).map(([name, value]) => ({ name, value })),
	};
}

/** Fields that lie in one object are merged; no two of them lie deeper in one part of it. */
function addAt(
	fields: WireField[],
	[name = '', ...deeper]: readonly string[],
	value: WireValue,
): void {
	const nested = deeper.reduceRight<WireValue>((inner, key) => ({ [key]: inner }), value);
	const at = fields.findIndex((field) => field.name === name && deeper.length > 0);
	if (at < 0) fields.push({ name, value: nested });
	else fields[at] = { name, value: { ...(fields[at]?.value as object), ...(nested as object) } };
}

function pictureFields(
	plan: Plan,
	spec: PictureSpec,
	given: readonly Picture[],
	imageField: string,
): WireField[] {
	const override = spec.role === 'images' || spec.role === 'subjects' ? imageField : '';
	return plan.body === 'json'
		? [jsonPictures(plan, spec, given, override)]
		: formPictures(plan, spec, given, override);
}

function jsonPictures(
	plan: Plan,
	spec: PictureSpec,
	given: readonly Picture[],
	override: string,
): WireField {
	const several = given.length > 1 ? spec.wireSeveral : undefined;
	const name = override || several || spec.wire;
	const key = (override ? undefined : spec.itemKey) ?? itemKeyOf(name);
	const values = given.map((picture) => pictureText(picture, plan.entry.base64));
	if (key !== undefined) {
		return { name, value: key === null ? values : values.map((value) => ({ [key]: value })) };
	}
	return { name, value: values.length === 1 ? (values[0] as WireValue) : values };
}

const itemKeyOf = (name: string) => own(listFields, name);

function pictureText(picture: Picture, form: 'bare' | 'dataUri'): WireValue {
	if (picture.mode === 'url' && picture.url !== undefined) return picture.url;
	return picture.file ? new WirePicture({ kind: 'text', file: picture.file, form }) : '';
}

function formPictures(
	plan: Plan,
	spec: PictureSpec,
	given: readonly Picture[],
	override: string,
): WireField[] {
	const form = formOf(plan, spec, given);
	const base = spec.role === 'images' ? plan.gateway.pictureFields[form] : spec.wire;
	// openai/openai-ruby#311: OpenAI refuses a repeated "image", and wants "image[]".
	const name = override || (given.length > 1 ? `${base}[]` : (base ?? spec.wire));
	return given.map((picture) => ({ name, value: formPicture(picture, form) }));
}

type FormPicture = 'base64' | 'file' | 'url';

/** A gateway may take addresses and base64 as text, but only one kind in one request (seed 004). */
function formOf(plan: Plan, spec: PictureSpec, given: readonly Picture[]): FormPicture {
	const modes = [...new Set(given.map((picture) => picture.mode))];
	const [mode] = modes;
	if (spec.role !== 'images' || modes.length > 1 || !mode || mode === 'binary') return 'file';
	return plan.gateway.pictureFields[mode] === undefined ? 'file' : mode;
}

function formPicture(picture: Picture, form: FormPicture): WireValue {
	const { file, url } = picture;
	if (form === 'url' && url !== undefined) return url;
	if (!file) return new WirePicture({ kind: 'fetch', url: url ?? '' });
	return new WirePicture(
		form === 'base64' ? { kind: 'text', file, form: 'bare' } : { kind: 'file', file },
	);
}

/** Whether a picture by address has to be fetched, because the gateway takes it as a file only. */
export function mustFetch(plan: Plan, spec: PictureSpec, given: readonly Picture[]): boolean {
	const { order } = plan.gateway;
	if (order) return !order.byAddress && order.pictures.some((role) => role === spec.role);
	return plan.body === 'multipart' && formOf(plan, spec, given) === 'file';
}
