import { randomBytes } from 'crypto';

/** Number digits that leave the machine exactly as they came in, beyond the 2^53 of a JS number. */
export class RawNumber {
	constructor(readonly digits: string) {}
}

/** Nobody nests deeper, and what walks through a value must not run out of stack. */
const deepest = 2_500;
/** No answer, list or order that anyone means has more; each takes its time, and a hundred bytes. */
export const mostValues = 100_000;

/**
 * JSON.parse that keeps every digit of every number: one that a JS number would change comes back
 * as a RawNumber (835266081714884677 would turn into 835266081714884700).
 * @throws SyntaxError as JSON.parse does
 * @throws RangeError for more than 100,000 values, and for what is nested deeper than 2,500 times
 */
export function parseJson(text: string): unknown {
	const kept = numbersToKeep(text);
	if (kept.length === 0) return JSON.parse(text);
	// Made after the text, so that the text cannot hold it.
	const mark = randomBytes(9).toString('base64');
	const parts: string[] = [];
	let from = 0;
	for (let index = 0; index < kept.length; from = kept[index + 1] as number, index += 2) {
		const [at, end] = [kept[index] as number, kept[index + 1] as number];
		parts.push(text.slice(from, at), '"', mark, text.slice(at, end), '"');
	}
	parts.push(text.slice(from));
	return withRawNumbers(JSON.parse(parts.join('')), mark);
}

/** A reviver could do the same, in ten times the time. */
function withRawNumbers(value: unknown, mark: string): unknown {
	if (typeof value === 'string')
		return value.startsWith(mark) ? new RawNumber(value.slice(mark.length)) : value;
	if (typeof value !== 'object' || value === null) return value;
	if (Array.isArray(value)) {
		const list = value as unknown[];
		for (let at = 0; at < list.length; at++) list[at] = withRawNumbers(list[at], mark);
		return list;
	}
	const fields = value as Record<string, unknown>;
	for (const name of Object.keys(fields)) fields[name] = withRawNumbers(fields[name], mark);
	return fields;
}

const code = (char: string) => char.charCodeAt(0);
const quote = code('"');
const backslash = code('\\');
const colon = code(':');

/** What a character is outside of strings. */
const [plain, opening, closing, between, digit, blank] = [0, 1, 2, 3, 4, 5];
const kinds = new Uint8Array(128);
for (const char of '[{') kinds[code(char)] = opening;
for (const char of ']}') kinds[code(char)] = closing;
for (const char of '0123456789-+.eE') kinds[code(char)] = digit;
for (const char of ' \t\r\n') kinds[code(char)] = blank;
kinds[code(',')] = between;

const kindAt = (text: string, at: number) => kinds[text.charCodeAt(at)] ?? plain;

/**
 * Begin and end, one after the other, of the numbers in JSON that a JS number would change. Every character
 * is looked at once, whatever the text.
 */
function numbersToKeep(text: string): readonly number[] {
	const kept: number[] = [];
	let values = 1;
	let depth = 0;
	for (let at = 0; at < text.length; at++) {
		if (text.charCodeAt(at) === quote) {
			at = endOfString(text, at);
			continue;
		}
		const kind = kindAt(text, at);
		if (kind === opening && ++depth > deepest)
			throw new RangeError(`It is nested deeper than ${deepest} times`);
		if (kind === closing) depth--;
		if (kind === opening || kind === between) values++;
		if (values > mostValues) throw new RangeError(`It has more than ${mostValues} values`);
		if (kind !== digit) continue;
		const end = endOf(digit, text, at);
		if (isChanged(text.slice(at, end)) && !isName(text, end)) {
			kept.push(at, end);
			// It costs as much as two.
			values++;
		}
		at = end - 1;
	}
	return kept;
}

/** @returns the index of the quote that closes a string, or the length of a text without one */
function endOfString(text: string, start: number): number {
	let at = start + 1;
	for (; at < text.length; at++) {
		const char = text.charCodeAt(at);
		if (char === quote) return at;
		if (char === backslash) at++;
	}
	return text.length;
}

function endOf(kind: number, text: string, start: number): number {
	let end = start;
	while (kindAt(text, end) === kind) end++;
	return end;
}

const number = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

const isChanged = (token: string) => String(Number(token)) !== token && number.test(token);

/** A number in the place of a name is no JSON, and stays none. */
const isName = (text: string, end: number) => text.charCodeAt(endOf(blank, text, end)) === colon;

/** For text that need not be JSON: an HTML page, Markdown, a cut answer, a slip of the pen. */
export function parseJsonOr<T>(text: string, otherwise: T): unknown {
	try {
		return parseJson(text);
	} catch {
		return otherwise;
	}
}

/** Anything that an expression can give, as text: an object that holds itself has no JSON. */
export function jsonOf(value: unknown): string {
	try {
		return JSON.stringify(value) ?? String(value);
	} catch {
		return Object.prototype.toString.call(value);
	}
}

export type JsonObject = Readonly<Record<string, unknown>>;

export const isJsonObject = (value: unknown): value is JsonObject =>
	typeof value === 'object' &&
	value !== null &&
	!Array.isArray(value) &&
	!(value instanceof RawNumber);

/** Text of a value that may be a string or a number of any size. */
export const textOf = (value: unknown): string =>
	value instanceof RawNumber
		? value.digits
		: typeof value === 'string' || typeof value === 'number'
			? String(value)
			: '';
