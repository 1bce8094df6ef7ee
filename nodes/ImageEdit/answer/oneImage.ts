import { cleanAddress } from '../shared/clean';
import type { AnsweredPicture } from './answeredPicture';
import { linksIn } from './links';
import { spooledIndex } from './marks';

/** Characters, and addresses, in the place of one. */
const longestQuoted = 10_000;
const mostQuoted = 10;

/** PNG, JPEG, WebP, GIF, AVIF and HEIC, TIFF, SVG and XML in base64. */
export const beginsLikeImage = (text: string) =>
	/^\s*(?:iVBORw0KGgo|\/9j\/|UklGR|R0lGOD|AAAA[\w+/]{2}Z0eX|SUkqA|TU0AK|PHN2Zy|PD94bW)/.test(text);

/**
 * The image that a text is: its address, its base64 or the mark of what was spooled; undefined if it is none.
 * @param isAddress whether it stands in the place of an address
 */
export function pictureOf(
	given: string,
	prompt: string,
	isAddress: boolean,
): AnsweredPicture | undefined {
	const more = prompt === '' ? {} : { revisedPrompt: prompt };
	const text = given.trim();
	// Some send an address in the place of base64, and some base64 in that of an address.
	// Of an address a blank is a part, which URL encodes; among words it is the end.
	const web = isAddress ? /^(?:https?:)?\/\/\S/i : /^(?:https?:)?\/\/\S+$/i;
	if (web.test(text)) return { kind: 'url', url: text, ...more };
	const rest = text.replace(/^data:[^,;\s]{0,200}(?:;[^,;\s]{0,200}){0,9};base64,/i, '');
	const index = spooledIndex(rest.trim());
	if (index !== undefined) return { kind: 'spooled', index, ...more };
	if (rest !== text || (looksLikeBase64(rest) && (!isAddress || beginsLikeImage(text))))
		return { kind: 'base64', base64: withoutBlanks(rest), ...more };
	if (!isAddress) return undefined;
	// Quotes or Markdown in the place of the address alone.
	const { bare, images } = /^["'<`![(]/.test(text)
		? linksIn(text.slice(0, longestQuoted), { left: mostQuoted })
		: { bare: [], images: [] };
	const [quoted] = [...images, ...bare];
	return quoted === undefined
		? { kind: 'url', url: cleanAddress(text), ...more }
		: pictureOf(quoted, prompt, true);
}

/** Of base64 in lines, however short: an expression that takes out blanks would make a text of each line. */
export function withoutBlanks(text: string): string {
	if (!/\s/.test(text)) return text;
	const bytes = Buffer.from(text, 'latin1');
	let kept = 0;
	for (const byte of bytes) if (byte > blank) bytes[kept++] = byte;
	return bytes.toString('latin1', 0, kept);
}

const blank = 0x20;

/** Words have blanks between them, base64 at most line ends. */
const looksLikeBase64 = (text: string) =>
	text.slice(0, 400).replace(/[\r\n]+/g, '').length >= 40 &&
	/^[\w+/\r\n-]+(?:=[\r\n]*){0,2}$/.test(text);
