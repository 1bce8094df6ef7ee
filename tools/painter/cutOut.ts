import { raw, toSharp, type Raster } from './raster';
import type { Size } from './size';

const workingSide = 320;
const tolerance = 26;

/**
 * Takes a plain ground away: what is joined to the border and looks like the corners. Where the
 * corners differ there is no plain ground, and nothing is taken.
 */
export async function cutOut(picture: Raster): Promise<Raster | undefined> {
	const scale = Math.min(1, workingSide / Math.max(picture.width, picture.height));
	const width = Math.max(1, Math.round(picture.width * scale));
	const height = Math.max(1, Math.round(picture.height * scale));
	const small = await raw(toSharp(picture).resize(width, height, { fit: 'fill' }));
	if (cornersOf(small).every((corner) => small.data[corner * 4 + 3] === 0)) return picture;
	const ground = groundOf(small);
	if (!ground) return undefined;
	for (let at = 0; at < ground.length; at += 1) {
		// One pixel more than was found: the rim of a subject still holds the ground's colour.
		const isRim = [1, -1, width, -width].some((step) => ground[at + step]);
		if (isRim || ground[at]) small.data[at * 4 + 3] = 0;
	}
	const { width: fullWidth, height: fullHeight } = picture;
	const shape = await raw(
		toSharp(small).resize(fullWidth, fullHeight, { fit: 'fill', kernel: 'cubic' }),
	);
	return withAlpha(picture, shape);
}

function withAlpha(picture: Raster, shape: Raster): Raster {
	const data = Buffer.from(picture.data);
	for (let at = 3; at < data.length; at += 4) {
		const inside = Math.min(255, Math.max(0, ((shape.data[at] as number) - 128) * 2.2));
		data[at] = Math.min(inside, data[at] as number);
	}
	return { ...picture, data };
}

/** An oval with a soft rim, for a picture whose ground cannot be told from its subject. */
export function vignette(picture: Raster): Raster {
	const { width, height } = picture;
	const data = Buffer.from(picture.data);
	for (let y = 0; y < height; y += 1) {
		const fromMiddle = ((y + 0.5) / height - 0.5) * 2;
		for (let x = 0; x < width; x += 1) {
			const distance = Math.hypot(fromMiddle, ((x + 0.5) / width - 0.5) * 2);
			const share = Math.min(1, Math.max(0, (1 - distance) / 0.06));
			const at = (y * width + x) * 4 + 3;
			data[at] = (data[at] as number) * share;
		}
	}
	return { ...picture, data };
}

function cornersOf({ width, height }: Size): number[] {
	const last = width * height - 1;
	return [0, width - 1, last - width + 1, last];
}

function groundOf({ data, width, height }: Raster): Uint8Array | undefined {
	const last = width * height - 1;
	const corners = cornersOf({ width, height });
	const differs = (a: number, b: number) =>
		[0, 1, 2].some((channel) => {
			const difference = (data[a * 4 + channel] as number) - (data[b * 4 + channel] as number);
			return Math.abs(difference) > tolerance;
		});
	if (corners.some((corner) => differs(corner, 0))) return undefined;
	const ground = new Uint8Array(width * height);
	const open: number[] = [];
	const visit = (pixel: number) => {
		if (ground[pixel] || corners.every((corner) => differs(pixel, corner))) return;
		ground[pixel] = 1;
		open.push(pixel);
	};
	for (let x = 0; x < width; x += 1) [x, last - x].forEach(visit);
	for (let y = 0; y < height; y += 1) [y * width, y * width + width - 1].forEach(visit);
	for (let pixel = open.pop(); pixel !== undefined; pixel = open.pop()) {
		const x = pixel % width;
		if (x > 0) visit(pixel - 1);
		if (x < width - 1) visit(pixel + 1);
		if (pixel >= width) visit(pixel - width);
		if (pixel + width <= last) visit(pixel + width);
	}
	return ground;
}
