const words: Readonly<Record<string, string>> = {
	auto: 'Automatic',
	b64_json: 'Base64',
	gif: 'GIF',
	jpeg: 'JPEG',
	max: 'Maximum',
	png: 'PNG',
	svg: 'SVG',
	url: 'URL',
	webp: 'WebP',
	xhigh: 'Extra High',
};

/** A value of the wire as a person says it: "1536 × 1024 (Landscape)", "PNG", "High". */
export function valueLabel(value: string): string {
	const known = words[value];
	if (known !== undefined) return known;
	const [, width, between, height] = /^(\d+)([x:])(\d+)$/.exec(value) ?? [];
	if (width !== undefined && height !== undefined) {
		const sides = between === 'x' ? `${width} × ${height}` : value;
		return `${sides} (${shapeOf(Number(width) / Number(height))})`;
	}
	const text = value.replaceAll('_', ' ');
	return `${text.charAt(0).toUpperCase()}${text.slice(1)}`.replace(/(\d)k$/, '$1K');
}

const shapeOf = (ratio: number) => (ratio === 1 ? 'Square' : ratio > 1 ? 'Landscape' : 'Portrait');
