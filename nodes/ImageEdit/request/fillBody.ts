import type { Slot, Template } from '../catalogue/orderBody';
import { isEach, isField, isList, isModel, isPicture } from '../catalogue/orderBody';
import type { Picture } from '../image/imageFile';
import { RawNumber } from '../shared/json';
import type { WireValue } from './wire';
import { WirePicture } from './wire';

interface Given {
	readonly model: string;
	/** By field name. */
	readonly fields: ReadonlyMap<string, WireValue>;
	readonly pictures: readonly Picture[];
	/** The picture whose turn it is. */
	readonly picture?: Picture;
}

/** Fills the slots of a body. @returns undefined when nothing is left of it */
export function fillBody(template: Template, given: Given): WireValue | undefined {
	if (typeof template === 'string') return template;
	if (isList(template)) {
		const filled = template.flatMap((entry) => listed(entry, given));
		return filled.length > 0 ? filled : undefined;
	}
	if (isSlot(template)) return slotValue(template, given);
	const filled = Object.entries(template).flatMap(([name, inner]) => {
		const value = fillBody(inner, given);
		return value === undefined ? [] : [[name, value] as const];
	});
	return filled.length > 0 ? Object.fromEntries(filled) : undefined;
}

const isSlot = (template: object): template is Slot =>
	isField(template) || isEach(template) || isPicture(template) || isModel(template);

function listed(entry: Template, given: Given): readonly WireValue[] {
	const isRepeated = typeof entry === 'object' && !isList(entry) && isEach(entry);
	if (!isRepeated) return defined(fillBody(entry, given));
	if (entry.each === 'prompt') {
		return given.fields.has('prompt') ? defined(fillBody(entry.as, given)) : [];
	}
	return given.pictures.flatMap((picture) => defined(fillBody(entry.as, { ...given, picture })));
}

const defined = (value: WireValue | undefined) => (value === undefined ? [] : [value]);

function slotValue(slot: Slot, given: Given): WireValue | undefined {
	if (isModel(slot)) return given.model === '' ? undefined : given.model;
	if (isField(slot)) {
		const name = slot.field.find((field) => given.fields.has(field));
		const value = name === undefined ? undefined : given.fields.get(name);
		return slot.upperCase && typeof value === 'string' ? value.toUpperCase() : value;
	}
	if (isPicture(slot) && given.picture) return pictureValue(given.picture, slot.picture);
	return undefined;
}

function pictureValue(
	{ file, mode, url }: Picture,
	as: 'base64' | 'dataUri' | 'mimeType',
): WireValue | undefined {
	if (as === 'mimeType') return file?.mimeType;
	if (as === 'dataUri' && mode === 'url' && url !== undefined) return url;
	if (!file) return new WirePicture({ kind: 'fetch', url: url ?? '' });
	return new WirePicture({ kind: 'text', file, form: as === 'base64' ? 'bare' : 'dataUri' });
}

/** Extra Fields over a body: objects go into each other, everything else takes the place of what was there. */
export function mergeOver(
	body: Readonly<Record<string, WireValue>>,
	extra: Readonly<Record<string, WireValue>>,
): Record<string, WireValue> {
	const merged = new Map(Object.entries(body));
	for (const [name, value] of Object.entries(extra)) {
		if (value === '' || value === null) continue;
		const before = merged.get(name);
		merged.set(name, isBranch(before) && isBranch(value) ? mergeOver(before, value) : value);
	}
	return Object.fromEntries(merged);
}

const isBranch = (value: WireValue | undefined): value is { readonly [key: string]: WireValue } =>
	typeof value === 'object' &&
	value !== null &&
	!Array.isArray(value) &&
	!(value instanceof WirePicture) &&
	!(value instanceof RawNumber);
