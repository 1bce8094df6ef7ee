const code = (char: string) => char.charCodeAt(0);
const [colon, dot, equals, mark] = [':', '.', '=', '\uE000'].map(code);

/** What a character may be; one table for all of them is read faster than a smaller one with a check. */
const [letter, blank, quote] = [1, 2, 3] as const;
const kinds = new Uint8Array(0x10000);
for (const char of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/_-')
	kinds[code(char)] = letter;
// All that \s stands for.
for (const char of '\t\n\v\f\r \u00A0\u1680\u2028\u2029\u202F\u205F\u3000\uFEFF')
	kinds[code(char)] = blank;
kinds.fill(blank, 0x2000, 0x200b);
for (const char of '"\'<>') kinds[code(char)] = quote;

/** Characters: longer than SHA-512 in hexadecimal digits is base64. */
const shortestRun = 129;
/** Of lines of base64 (64 and 76 characters: PEM, RFC 2045), the last of which may be shorter. */
const shortestLine = 60;
/** Between two lines. */
const mostBlanks = 4;

/**
 * Where base64 stands in a text: data URIs, long runs and lines of it, and marks of what was taken out before.
 * An address is taken whole before base64 is looked for, since its signature may be as long as a picture.
 * A regular expression would do the same in twenty times the time; here no character is read more than a few
 * times, whatever the text.
 * @returns begin and end, one after the other
 */
export function base64In(text: string): readonly number[] {
	const found: number[] = [];
	for (let at = 0; at < text.length;) {
		const char = text.charCodeAt(at);
		if (kinds[char] !== letter) {
			const end = char === mark ? endOfMark(text, at) : at;
			if (end > at) found.push(at, end);
			at = Math.max(end, at + 1);
			continue;
		}
		const run = endOfRun(text, at);
		const end = run - at < shortestLine ? at : endOfLines(text, at, run);
		if (end > at) {
			found.push(at, end);
			at = end;
		} else if (text.charCodeAt(run) !== colon) at = run;
		else {
			const uri = text.startsWith('data', run - 4) ? endOfDataUri(text, run) : run;
			if (uri > run) found.push(run - 4, uri);
			at = uri > run ? uri : isAddress(text, run) ? endOfAddress(text, run) : run + 1;
		}
	}
	return found;
}

function endOfRun(text: string, start: number): number {
	let end = start;
	while (kinds[text.charCodeAt(end)] === letter) end++;
	return end;
}

/** @returns the end of a run that is base64, with the lines that follow it; its begin if it is none */
function endOfLines(text: string, start: number, run: number): number {
	let end = run;
	let lines = 1;
	for (let isFull = true; isFull; lines++) {
		let next = end;
		while (next - end < mostBlanks && kinds[text.charCodeAt(next)] === blank) next++;
		const line = endOfRun(text, next);
		isFull = line - next >= shortestLine;
		// One short line alone may be a word.
		if (line === next || (!isFull && lines === 1)) break;
		end = line;
	}
	if (lines === 1 && run - start < shortestRun) return start;
	for (let padding = 0; padding < 2 && text.charCodeAt(end) === equals; padding++) end++;
	return end;
}

/** @returns the end of a mark, or its begin if it is none */
function endOfMark(text: string, start: number): number {
	let end = start + 1;
	for (let char = text.charCodeAt(end); char >= 0x30 && char <= 0x39;)
		char = text.charCodeAt(++end);
	return end > start + 1 && text.charCodeAt(end) === mark ? end + 1 : start;
}

/** @param at of the colon behind `data` */
function endOfDataUri(text: string, at: number): number {
	let end = at + 1;
	while (kinds[text.charCodeAt(end)] === letter || text.charCodeAt(end) === dot) end++;
	if (!text.startsWith(';base64,', end)) return at;
	end += ';base64,'.length;
	for (let char = text.charCodeAt(end); ; char = text.charCodeAt(++end))
		if (kinds[char] !== letter && char !== equals && char !== mark) return end;
}

/** @param at of the colon behind the scheme */
const isAddress = (text: string, at: number): boolean =>
	text.startsWith('://', at) &&
	(text.startsWith('http', at - 4) || text.startsWith('https', at - 5));

/** A blank, a quote or a bracket of HTML ends it. */
function endOfAddress(text: string, at: number): number {
	let end = at;
	for (; end < text.length; end++) {
		const kind = kinds[text.charCodeAt(end)];
		if (kind === blank || kind === quote) return end;
	}
	return end;
}
