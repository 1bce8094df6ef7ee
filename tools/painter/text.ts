import { css, type Palette } from './palette';
import { drawSvg, type Raster } from './raster';
import type { Size } from './size';

export const font = 'DejaVu Sans, Noto Sans CJK SC, Noto Sans, Arial, sans-serif';

const entities: Readonly<Record<string, string>> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
};

/** XML knows neither control characters nor halves of a surrogate pair. */
export function escapeXml(text: string): string {
	return Array.from(text, (char) => {
		const code = char.codePointAt(0) ?? 0;
		const isUnknown = code < 0x20 || (code >= 0xd800 && code <= 0xdfff) || (code | 1) === 0xffff;
		return isUnknown ? ' ' : (entities[char] ?? char);
	}).join('');
}

/** Lines of a text that fit a width; wide characters count double. */
export function wrap(text: string, width: number, fontSize: number, maxLines: number): string[] {
	const limit = Math.max(4, width / (fontSize * 0.56));
	const lines: string[] = [];
	let line = '';
	let length = 0;
	for (const word of text.trim().split(/(?<=\s)|(?<=[\u3000-\u9fff])/u)) {
		const wordLength = [...word].reduce((sum, char) => sum + (char > '\u2e80' ? 1.8 : 1), 0);
		if (line && length + wordLength > limit) {
			lines.push(line.trim());
			line = '';
			length = 0;
		}
		line += word;
		length += wordLength;
	}
	lines.push(line.trim());
	if (lines.length <= maxLines) return lines;
	return [...lines.slice(0, maxLines - 1), `${lines[maxLines - 1]} …`];
}

/** A strip with the prompt, as wide as the picture it is laid over. */
export async function captionStrip(
	text: string,
	{ accent }: Palette,
	area: Size,
): Promise<Raster | undefined> {
	const fontSize = Math.round(Math.min(34, Math.max(9, Math.min(area.width, area.height) / 22)));
	const lines = wrap(text, area.width - fontSize * 2, fontSize, 2);
	const height = Math.round(fontSize * (1.35 * lines.length + 0.9));
	if (area.width < 48 || height * 2 > area.height) return undefined;
	const spans = lines.map(
		(line, row) =>
			`<text x="${fontSize}" y="${fontSize * (1.35 * (row + 1) + 0.15)}">${escapeXml(line)}</text>`,
	);
	return drawSvg(
		`<svg xmlns="http://www.w3.org/2000/svg" width="${area.width}" height="${height}">` +
			`<rect width="100%" height="100%" fill="rgb(12 14 20 / 0.78)"/>` +
			`<rect width="${Math.ceil(fontSize / 4)}" height="100%" fill="${css(accent)}"/>` +
			`<g font-family="${font}" font-size="${fontSize}" fill="#fff">${spans.join('')}</g></svg>`,
	);
}
