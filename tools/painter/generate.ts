import type { Commission } from './commission';
import { css } from './palette';
import { drawSvg, type Raster } from './raster';
import type { Size } from './size';
import { escapeXml, font, wrap } from './text';

/** Where lettering stands, in shares of the picture. */
export interface TextRoom {
	readonly width: number;
	readonly bottom: number;
	/** About so many letters fill a line. */
	readonly letters: number;
}

export const wholeRoom: TextRoom = { width: 0.88, bottom: 0.95, letters: 32 };

/** A landscape of the prompt's own: sky, sun and hills follow from its hash. */
export function generate(commission: Commission, size: Size): Promise<Raster> {
	const { caption, order } = commission;
	const text = lettering(caption, size, wholeRoom);
	return scenery(commission, size, text, order.output.transparent);
}

export function scenery(
	{ palette, chance }: Commission,
	{ width, height }: Size,
	text = '',
	transparent = false,
): Promise<Raster> {
	const sun = { x: width * (0.2 + 0.6 * chance()), y: height * (0.2 + 0.2 * chance()) };
	const radius = Math.min(width, height) * (0.1 + 0.08 * chance());
	const sky =
		`<rect width="100%" height="100%" fill="url(#sky)"/>` +
		`<circle cx="${sun.x}" cy="${sun.y}" r="${radius * 2.6}" fill="url(#glow)"/>`;
	const hills = [0.5, 0.63, 0.78].map((level, layer) => {
		const points = Array.from({ length: 7 }, (_, step) => {
			const y = height * (level + (chance() - 0.5) * 0.2);
			return { x: (width * step) / 6, y };
		});
		return `<path d="${hillPath(points, width, height)}" fill="url(#hill${layer})"/>`;
	});
	return drawSvg(
		`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">` +
			`<defs>${gradient('sky', css(palette.mid), css(palette.light))}` +
			gradient('hill0', css(palette.light, 0.85), css(palette.mid, 0.9)) +
			gradient('hill1', css(palette.mid), css(palette.dark, 0.95)) +
			gradient('hill2', css(palette.dark), '#0b0d13') +
			`<radialGradient id="glow"><stop offset="0" stop-color="#fff" stop-opacity="0.75"/>` +
			`<stop offset="1" stop-color="#fff" stop-opacity="0"/></radialGradient></defs>` +
			(transparent ? '' : sky) +
			`<circle cx="${sun.x}" cy="${sun.y}" r="${radius}" fill="${css(palette.accent)}"/>` +
			`${hills.join('')}${text}</svg>`,
	);
}

interface Point {
	readonly x: number;
	readonly y: number;
}

function hillPath(points: readonly Point[], width: number, height: number): string {
	const curve = points.slice(1).map((point, index) => {
		const before = points[index] as Point;
		const middle = (before.x + point.x) / 2;
		return `C${middle} ${before.y} ${middle} ${point.y} ${point.x} ${point.y}`;
	});
	return `M0 ${points[0]?.y ?? height}${curve.join('')}L${width} ${height}L0 ${height}Z`;
}

function gradient(id: string, from: string, to: string): string {
	return (
		`<linearGradient id="${id}" x2="0" y2="1"><stop offset="0" stop-color="${from}"/>` +
		`<stop offset="1" stop-color="${to}"/></linearGradient>`
	);
}

export function lettering(caption: string, { width, height }: Size, room: TextRoom): string {
	const fontSize = Math.round(
		Math.max(9, Math.min((width * room.width) / room.letters / 0.56, height / 12)),
	);
	const lines = wrap(caption, width * room.width, fontSize, 3);
	const first = height * room.bottom - (lines.length - 1) * fontSize * 1.3;
	const spans = lines.map((line, row) => {
		const y = first + row * fontSize * 1.3;
		return `<text x="${width / 2}" y="${y}">${escapeXml(line)}</text>`;
	});
	return (
		`<g font-family="${font}" font-size="${fontSize}" font-weight="bold" fill="#fff" ` +
		`text-anchor="middle" paint-order="stroke" stroke="#0b0d13" stroke-opacity="0.55" ` +
		`stroke-width="${fontSize / 8}" stroke-linejoin="round">${spans.join('')}</g>`
	);
}
