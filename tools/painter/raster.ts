import sharp, { type OverlayOptions, type Sharp } from 'sharp';
import type { Size } from './size';

/** Decoded pixels, always RGBA with eight bits a channel. */
export interface Raster extends Size {
	readonly data: Buffer;
}

export async function decode(content: Buffer, size?: Size): Promise<Raster> {
	const picture = sharp(content).autoOrient();
	const sized = size
		? picture.resize(size.width, size.height, { fit: 'cover', kernel: 'linear' })
		: picture;
	return raw(sized);
}

export function toSharp({ data, width, height }: Raster): Sharp {
	return sharp(data, { raw: { width, height, channels: 4 } });
}

export async function raw(picture: Sharp): Promise<Raster> {
	const { data, info } = await picture
		.toColourspace('srgb')
		.ensureAlpha()
		.raw()
		.toBuffer({ resolveWithObject: true });
	return { data, width: info.width, height: info.height };
}

export async function drawSvg(svg: string): Promise<Raster> {
	return raw(sharp(Buffer.from(svg)));
}

/** Lays pictures over a ground, in order. */
export async function layer(
	ground: Raster,
	...overlays: readonly OverlayOptions[]
): Promise<Raster> {
	return raw(toSharp(ground).composite([...overlays]));
}

export function asOverlay({ data, width, height }: Raster, left: number, top: number) {
	return { input: data, raw: { width, height, channels: 4 as const }, left, top };
}

/** Copies a picture into another one, pixel for pixel: no blending, nothing rounded. */
export function paste(target: Raster, source: Raster, left: number, top: number): void {
	for (let row = 0; row < source.height; row += 1) {
		const from = row * source.width * 4;
		const to = ((row + top) * target.width + left) * 4;
		source.data.copy(target.data, to, from, from + source.width * 4);
	}
}
