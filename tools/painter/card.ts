import { asOverlay, drawSvg, layer, type Raster } from './raster';

/** A picture on a white card with round corners. */
export async function framed(picture: Raster, border: number): Promise<Raster> {
	const width = picture.width + 2 * border;
	const height = picture.height + 2 * border;
	const card = await drawSvg(
		`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">` +
			`<rect width="100%" height="100%" rx="${border}" fill="#fff"/></svg>`,
	);
	return layer(card, asOverlay(picture, border, border));
}
