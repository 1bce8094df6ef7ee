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

/** Finds the pieces of a key in a text by a rolling hash (Karp and Rabin 1987): only what may be one is cut out. */
class KeyFinder {
	private readonly pieces: ReadonlySet<string>;
	private readonly mayBe = new Uint8Array(65_536);
	/** What the character weighs that leaves the window. */
	private readonly weight: number;

	constructor(
		keys: readonly string[],
		private readonly length: number,
	) {
		this.pieces = new Set(keys.flatMap((key) => [...piecesOf(key, length)]));
		let weight = 1;
		for (let at = 1; at < length; at++) weight = Math.imul(weight, base);
		this.weight = weight;
		for (const piece of this.pieces) this.mayBe[slotOf(this.hashAt(piece, 0))] = 1;
	}

	hide(text: string): string {
		const { length, mayBe, pieces, weight } = this;
		if (text.length < length) return text;
		let hidden = '';
		let from = 0;
		let hash = this.hashAt(text, 0);
		for (let at = 0; ; at++) {
			let end = at + length;
			if (mayBe[slotOf(hash)] === 1 && pieces.has(text.slice(at, end))) {
				while (pieces.has(text.slice(end + 1 - length, end + 1))) end++;
				hidden += `${text.slice(from, at)}[key]`;
				from = end;
				at = end - 1;
				if (end + length > text.length) break;
				hash = this.hashAt(text, end);
				continue;
			}
			if (end >= text.length) break;
			const left = hash - Math.imul(text.charCodeAt(at), weight);
			hash = (Math.imul(left, base) + text.charCodeAt(end)) | 0;
		}
		return hidden + text.slice(from);
	}

	private hashAt(text: string, from: number): number {
		let hash = 0;
		for (let at = from; at < from + this.length; at++)
			hash = (Math.imul(hash, base) + text.charCodeAt(at)) | 0;
		return hash;
	}
}

const base = 0x01000193;
const slotOf = (hash: number) => (hash ^ (hash >>> 16)) & 0xffff;

/** The key as a header carries it: axios leaves out what a header cannot hold, and the blanks around it. */
const asSent = (key: string): string => key.replace(/[^\t\x20-\x7E\x80-\xFF]/g, '').trim();

/** What must be seen nowhere: the API key, and the values of headers that are secret like it. */
export type Secrets = string | readonly string[];

/** A copy of plain data in which no key stands, even if a gateway echoed it or the half of it. */
export function withoutKey<T>(value: T, secrets: Secrets): T {
	return (typeof secrets === 'string' ? [secrets] : secrets).reduce(withoutOne, value);
}

function withoutOne<T>(value: T, given: string): T {
	const key = asSent(given);
	if (key.length < shortestKey) return value;
	const length = Math.min(key.length, Math.max(shortestPiece, Math.floor(key.length / 2)));
	const finder = new KeyFinder([key, given.trim()], length);
	return eachText(value, (text) => finder.hide(text)) as T;
}

const base64Fields = new Set(['b64_json', 'base64', 'image_base64', 'b64']);

// An address is taken whole before base64 is looked for: its signature may be as long as a picture. Longer than
// SHA-512 in hexadecimal digits is base64, and so are lines of it (76 characters: RFC 2045).
const base64 =
	/(https?:\/\/[^\s"'<>]+)|data:[\w/.+-]*;base64,[\w+/=\uE000-]*|\uE000\d+\uE000|(?<![\w+/-])(?:[\w+/-]{60,}(?:\s{1,4}[\w+/-]{60,})+(?:\s{1,4}[\w+/-]{1,60})?|[\w+/-]{129,})={0,2}/g;

/** Text with "[base64]" in the place of base64. @param name of the field that it stands in */
export function withoutBase64(text: string, name = ''): string {
	if (base64Fields.has(name) && text !== '') return '[base64]';
	return text.replace(base64, (_found, address?: string) => address ?? '[base64]');
}

/** What a gateway answered as JSON that n8n can keep: without base64. */
export const plainAnswer = (value: unknown): unknown => eachText(value, withoutBase64);
