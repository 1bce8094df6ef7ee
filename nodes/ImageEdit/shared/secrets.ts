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
	if (value instanceof RawNumber) return change(value.digits, name);
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

/** What is shorter could be any word, and hiding it would garble what is said. */
const shortestKey = 8;
const shortestPiece = 12;

/**
 * All pieces of the key of one length, in the ways that gateways write it: a gateway may tell the half of
 * it, or what it tells may have been cut.
 */
function piecesOf(key: string, length: number): ReadonlySet<string> {
	const padded = [0, 1, 2].map((before) => Buffer.from('\0'.repeat(before) + key));
	const forms = [
		key,
		JSON.stringify(key).slice(1, -1),
		encodeURIComponent(key),
		Buffer.from(key).toString('hex'),
		// Base64 depends on how many bytes stand before, and its first characters on which.
		...(['base64', 'base64url'] as const).flatMap((encoding) =>
			padded.map((bytes, before) => bytes.toString(encoding).slice(before && before + 1)),
		),
	];
	return new Set(
		forms.flatMap((form) =>
			Array.from({ length: Math.max(0, form.length - length + 1) }, (_none, at) =>
				form.slice(at, at + length),
			),
		),
	);
}

function hide(text: string, pieces: ReadonlySet<string>, length: number): string {
	let hidden = '';
	let from = 0;
	for (let at = 0; at + length <= text.length; at++) {
		let end = at + length;
		if (!pieces.has(text.slice(at, end))) continue;
		while (pieces.has(text.slice(end + 1 - length, end + 1))) end++;
		hidden += `${text.slice(from, at)}[key]`;
		from = end;
		at = end - 1;
	}
	return hidden + text.slice(from);
}

/** What must be seen nowhere: the API key, and the values of headers that are secret like it. */
export type Secrets = string | readonly string[];

/** A copy of plain data in which no key stands, even if a gateway echoed it or the half of it. */
export function withoutKey<T>(value: T, secrets: Secrets): T {
	return (typeof secrets === 'string' ? [secrets] : secrets).reduce(withoutOne, value);
}

function withoutOne<T>(value: T, given: string): T {
	// Headers are sent without the blanks around them.
	const key = given.trim();
	if (key.length < shortestKey) return value;
	const length = Math.min(key.length, Math.max(shortestPiece, Math.floor(key.length / 2)));
	const pieces = piecesOf(key, length);
	return eachText(value, (text) => hide(text, pieces, length)) as T;
}

const base64Fields = new Set(['b64_json', 'base64', 'image_base64', 'b64']);

// An address is taken whole before base64 is looked for: its signature may be as long as a picture.
const base64 =
	/(https?:\/\/[^\s"'<>]+)|data:[\w/.+-]*;base64,[\w+/=\uE000-]*|\uE000\d+\uE000|(?<![\w+/-])[\w+/-]{200,}={0,2}/g;

/** Text with "[base64]" in the place of base64. @param name of the field that it stands in */
export function withoutBase64(text: string, name = ''): string {
	if (base64Fields.has(name) && text !== '') return '[base64]';
	return text.replace(base64, (_found, address?: string) => address ?? '[base64]');
}

/** What a gateway answered as JSON that n8n can keep: without base64. */
export const plainAnswer = (value: unknown): unknown => eachText(value, withoutBase64);
