import { RawNumber } from './json';

/** Nobody reads deeper, and n8n's own copies of the data would end there. */
const deepest = 200;

/** Plain data with each of its texts changed, names too; numbers beyond 2^53 become text. */
function eachText(
	value: unknown,
	change: (text: string, name: string) => string,
	name = '',
	depth = 0,
): unknown {
	if (typeof value === 'string') return change(value, name);
	if (typeof value !== 'object' || value === null) return value;
	if (value instanceof RawNumber) return value.digits;
	if (depth === deepest) return '[…]';
	if (Array.isArray(value))
		return (value as unknown[]).map((inner) => eachText(inner, change, name, depth + 1));
	return Object.fromEntries(
		Object.entries(value).map(([key, inner]) => [
			change(key, ''),
			eachText(inner, change, key, depth + 1),
		]),
	);
}

/** A key that is shorter could be any word, and hiding it would garble what is said. */
const shortestKey = 8;

/** A copy of plain data in which the key stands nowhere, even if a gateway echoed it. */
export function withoutKey<T>(value: T, key: string): T {
	if (key.length < shortestKey) return value;
	const forms = new Set([key, JSON.stringify(key).slice(1, -1), encodeURIComponent(key)]);
	const hide = (text: string) =>
		[...forms].reduce((left, form) => left.replaceAll(form, '[key]'), text);
	return eachText(value, hide) as T;
}

const base64Fields = new Set(['b64_json', 'base64', 'image_base64', 'b64']);

// An address is taken whole before base64 is looked for: its signature may be as long as a picture.
const base64 =
	/(https?:\/\/[^\s"'<>]+)|data:[\w/.+-]*;base64,[\w+/=\uE000-]*|\uE000\d+\uE000|[\w+/-]{200,}={0,2}/g;

/** Text with "[base64]" in the place of base64. @param name of the field that it stands in */
export function withoutBase64(text: string, name = ''): string {
	if (base64Fields.has(name) && text !== '') return '[base64]';
	return text.replace(base64, (_found, address?: string) => address ?? '[base64]');
}

/** What a gateway answered as JSON that n8n can keep: without base64. */
export const plainAnswer = (value: unknown): unknown => eachText(value, withoutBase64);
