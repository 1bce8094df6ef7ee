import { createHash } from 'node:crypto';

const longText = 2048;

export function sha256(data: string | Uint8Array): string {
	return createHash('sha256').update(data).digest('hex');
}

/** A long text becomes `<base64 12345 chars sha256:…>`, so that records stay small. */
export function shorten(text: string): string {
	if (text.length <= longText) return text;
	const isBase64 = text.startsWith('data:') || /^[\w+/=-]{256}/.test(text);
	return `<${isBase64 ? 'base64' : 'text'} ${text.length} chars sha256:${sha256(text)}>`;
}

/** The same JSON text, character by character, but with long strings shortened. */
export function shortenJson(raw: string): string {
	const kept: string[] = [];
	let from = 0;
	for (let open = raw.indexOf('"'); open !== -1;) {
		const close = closingQuote(raw, open);
		if (close === -1) break;
		if (close - open - 1 > longText) {
			kept.push(raw.slice(from, open + 1), shorten(raw.slice(open + 1, close)));
			from = close;
		}
		open = raw.indexOf('"', close + 1);
	}
	kept.push(raw.slice(from));
	return kept.join('');
}

function closingQuote(raw: string, open: number): number {
	for (let at = raw.indexOf('"', open + 1); at !== -1; at = raw.indexOf('"', at + 1)) {
		let backslashes = 0;
		while (raw[at - 1 - backslashes] === '\\') backslashes += 1;
		if (backslashes % 2 === 0) return at;
	}
	return -1;
}
