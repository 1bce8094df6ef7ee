import { parseJsonOr } from '../shared/json';
import { mark } from './marks';

// A string that is not closed is taken whole.
const tokens = /"[^"\\]*(?:\\[^][^"\\]*)*(?:(")|\\?$)|[[\]{},:]|[^\s"[\]{},:]+/g;

/** Nothing that is deeper holds an image. */
const deepest = 200;

/**
 * What had come whole of a JSON text that was cut off: half a text, a number that might go on and a name
 * without a value are left out. Base64 that was taken out stands for itself, whole or not.
 * @returns undefined when there is nothing
 */
export function parseCutJson(text: string): unknown {
	const closers: string[] = [];
	let end = 0;
	let ending = '';
	let before = '';
	for (const { 0: token, 1: closing, index } of text.matchAll(tokens)) {
		const first = token[0] ?? '';
		const after = index + token.length;
		if (first === '{' || first === '[') {
			closers.push(first === '{' ? '}' : ']');
			end = after;
		} else if (first === '}' || first === ']') {
			closers.pop();
			end = after;
		} else if (first === ',') {
			end = index;
		} else if (first === '"') {
			const isName = closers.at(-1) === '}' && (before === '{' || before === ',');
			const isClosed = closing !== undefined;
			if (!isName && (isClosed || token.endsWith(mark))) {
				end = after;
				ending = isClosed ? '' : '"';
			}
		}
		if (closers.length > deepest) return undefined;
		before = first;
	}
	return end === 0
		? undefined
		: parseJsonOr(text.slice(0, end) + ending + closers.reverse().join(''), undefined);
}
