import { base64In } from './base64Text';
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

/** Makes a copy of plain data in which no key stands, even if a gateway echoed it or the half of it. */
export type KeyHider = <T>(value: T) => T;

/** What is made of the keys takes longer than most texts: it serves for all that a run puts out. */
export function keyHider(secrets: Secrets): KeyHider {
	const finders = (typeof secrets === 'string' ? [secrets] : secrets).flatMap(finderOf);
	return <T>(value: T) =>
		finders.reduce((hidden, finder) => eachText(hidden, (text) => finder.hide(text)) as T, value);
}

function finderOf(given: string): readonly KeyFinder[] {
	const key = asSent(given);
	if (key.length < shortestKey) return [];
	const length = Math.min(key.length, Math.max(shortestPiece, Math.floor(key.length / 2)));
	return [new KeyFinder([key, given.trim()], length)];
}

export const withoutKey = <T>(value: T, secrets: Secrets): T => keyHider(secrets)(value);

const base64Fields = new Set(['b64_json', 'base64', 'image_base64', 'b64']);

/** Text with "[base64]" instead of base64. @param name of the field that contains it */
export function withoutBase64(text: string, name = ''): string {
	if (base64Fields.has(name) && text !== '') return '[base64]';
	let kept = '';
	let from = 0;
	const found = base64In(text);
	for (let index = 0; index < found.length; index += 2) {
		kept += `${text.slice(from, found[index])}[base64]`;
		from = found[index + 1] as number;
	}
	return kept + text.slice(from);
}

/** What a gateway answered as JSON that n8n can keep: without base64. */
export const plainAnswer = (value: unknown): unknown => eachText(value, withoutBase64);
