// The font of demo/fonts.conf last, for machines without any of the others.
const FONTS = 'DejaVu Sans, Helvetica, Arial, Liberation Sans, sans-serif';

interface TextStyle {
	readonly x: number;
	readonly y: number;
	readonly size: number;
	readonly colour: string;
	readonly bold?: boolean;
	readonly centred?: boolean;
	/** In pixels; what is longer is cut. */
	readonly width: number;
}

export function svgText(text: string, style: TextStyle): string {
	const { x, y, size, colour, bold, centred, width } = style;
	// A letter of these fonts is on average a little over half as wide as the font is high.
	const fitting = Math.floor(width / (size * (bold ? 0.64 : 0.58)));
	const shown = text.length > fitting ? `${text.slice(0, fitting - 1)}…` : text;
	const weight = bold ? ' font-weight="bold"' : '';
	const anchor = centred ? ' text-anchor="middle"' : '';
	return (
		`<text x="${x}" y="${y}" font-family="${FONTS}" font-size="${size}" fill="${colour}"` +
		`${weight}${anchor}>${escapeXml(shown)}</text>`
	);
}

function escapeXml(text: string): string {
	return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
