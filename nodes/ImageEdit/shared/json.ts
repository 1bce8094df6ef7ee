/** Number digits that leave the machine exactly as they came in, beyond the 2^53 of a JS number. */
export class RawNumber {
	constructor(readonly digits: string) {}
}

const marker = '\uE001';
const marked = /^\uE001-?\d[\d.eE+-]*$/;
// A string that is not closed is taken whole: JSON.parse refuses it, and no time is lost on it.
const tokens = /"[^"\\]*(?:\\[^][^"\\]*)*(?:"|\\?$)|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/**
 * JSON.parse that keeps every digit of every number: one that a JS number would change comes back
 * as a RawNumber (835266081714884677 would turn into 835266081714884700).
 * @throws SyntaxError as JSON.parse does
 */
export function parseJson(text: string): unknown {
	const prepared = text.replace(tokens, (token) =>
		token.startsWith('"') || String(Number(token)) === token ? token : `"${marker}${token}"`,
	);
	return JSON.parse(prepared, (_key, value: unknown) =>
		typeof value === 'string' && marked.test(value)
			? new RawNumber(value.slice(marker.length))
			: value,
	);
}

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
