/**
 * Addresses in words end where an address ends, in whatever language the words are.
 * Every part is bounded and excludes what could begin another: a hostile response must cost no more time
 * than its length.
 */
const sign = String.raw`[^\s"'<>\\\x60|^{}\u200b-\u200f\u2060\u3000-\u303f\ufeff\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65“”‘’…—]`;
const target = new RegExp(`${sign}{1,8000}`, 'y');
const bareLink = new RegExp(`https?://${sign}{1,8000}`, 'gi');
/** Where an image is shown: Markdown and HTML. */
const shown = /!\[[^\][]{0,1000}\]\(\s{0,9}<?|<img\b[^<>]{0,500}?\bsrc\s{0,3}=\s{0,3}["']?/gi;
/** Base64 may be wrapped into lines. */
const dataUri =
	/data:image\/[\w.+-]{1,100}(?:;[\w.=+-]{1,100}){0,9};base64,[\w+/=\uE000-]+(?:[\r\n]+[\w+/=-]+)*/gi;

const imagePath = /\.(?:png|jpe?g|webp|gif|avif|bmp|svg|tiff?|heic|heif|jxl)$/i;
/** What follows at once is written in other letters than an address: words, or an emoji. */
const imageThenWords =
	/(\.(?:png|jpe?g|webp|gif|avif|bmp|svg|tiff?|heic|heif|jxl))[^\0-\x7f][^]*$/i;

/** In one response: nobody makes more pictures, and what is looked at costs time for each. */
export const mostLooks = 1_000;

/** How many texts and addresses of a response may still be looked at. */
export interface Looks {
	left: number;
}

export interface Links {
	/** What the words show as an image. */
	readonly images: readonly string[];
	/** Addresses that stand there without more; may be pages. */
	readonly bare: readonly string[];
}

/** What an assistant thinks is not what it answers. */
export function withoutThoughts(text: string): string {
	let kept = '';
	let from = 0;
	for (;;) {
		const start = text.indexOf('<think>', from);
		const end = start < 0 ? -1 : text.indexOf('</think>', start);
		if (end < 0) return kept + text.slice(from);
		kept += text.slice(from, start);
		from = end + '</think>'.length;
	}
}

export function linksIn(words: string, looks: Looks = { left: mostLooks }): Links {
	const text = withoutThoughts(words);
	const images = shownIn(text, looks);
	const uris = images.length > 0 ? images : (text.match(dataUri) ?? []);
	if (uris.length > 0) return { images: [...new Set(uris)], bare: [] };
	const all = [...new Set(bareIn(text, looks))];
	const likely = all.filter((address) => isImageAddress(address));
	return { images: [], bare: likely.length > 0 ? likely : all };
}

/** Whether the path of an address ends like an image. */
export const isImageAddress = (address: string): boolean =>
	imagePath.test(address.replace(/[?#][^]*$/, ''));

function shownIn(text: string, looks: Looks): string[] {
	const found: string[] = [];
	shown.lastIndex = 0;
	while (looks.left > 0 && shown.exec(text)) {
		looks.left--;
		const at = shown.lastIndex;
		dataUriAt.lastIndex = at;
		target.lastIndex = at;
		const uri = dataUriAt.exec(text)?.[0];
		const raw = uri ?? target.exec(text)?.[0] ?? '';
		// What was read is not read again, even if it looks like the start of another.
		shown.lastIndex = at + raw.length;
		const address = uri ?? endOf(raw);
		if (address !== '') found.push(address);
	}
	return found;
}

const dataUriAt = new RegExp(dataUri.source, 'iy');

function bareIn(text: string, looks: Looks): string[] {
	const found: string[] = [];
	bareLink.lastIndex = 0;
	while (looks.left > 0) {
		const match = bareLink.exec(text);
		if (!match) break;
		looks.left--;
		const [raw] = match;
		const next = /[,;]https?:\/\//i.exec(raw)?.index;
		if (next !== undefined) bareLink.lastIndex = match.index + next;
		const whole = raw.slice(0, next);
		const isEmphasis = text[match.index - 1] === '_' && whole.endsWith('_');
		const address = endOf(isEmphasis ? whole.replace(/(?<!_)_+$/, '') : whole);
		if (/^https?:\/\/[^/]/i.test(address)) found.push(address);
	}
	return found;
}

/** Cuts off what stands behind an address: an unmatched bracket, emphasis, the end of the sentence. */
function endOf(raw: string): string {
	const open: Record<string, number> = { ')': 0, ']': 0 };
	let end = 0;
	for (; end < raw.length; end++) {
		const char = raw[end] ?? '';
		if (char === '(') open[')'] = (open[')'] ?? 0) + 1;
		else if (char === '[') open[']'] = (open[']'] ?? 0) + 1;
		else if (char === ')' || char === ']') {
			if (open[char] === 0) break;
			open[char] = (open[char] ?? 0) - 1;
		} else if (char === '*' && raw[end + 1] === '*') break;
	}
	while (end > 0 && '.,;:!?*~'.includes(raw[end - 1] ?? '')) end--;
	const address = raw.slice(0, end).replace(imageThenWords, '$1');
	return withoutWords(address).replaceAll('&amp;', '&');
}

/** Cuts off words in other letters behind a query; within one they are a part of it. */
function withoutWords(address: string): string {
	const query = address.indexOf('?') + 1;
	const words = query === 0 ? -1 : address.slice(query).search(/[^\0-\x7f]/);
	const isTail = words >= 0 && !/[&=?/]/.test(address.slice(query + words));
	return isTail ? address.slice(0, query + words) : address;
}
