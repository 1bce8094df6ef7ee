import { lettering, scenery, type TextRoom } from './generate';
import type { Commission } from './commission';
import type { Raster } from './raster';

/** Paints only where the mask is transparent; all other pixels stay byte for byte. */
export async function inpaint(
	commission: Commission,
	base: Raster,
	mask: Raster,
	room: TextRoom,
): Promise<Raster> {
	const hole = holeOf(mask);
	if (!hole) return base;
	const size = { width: hole.right - hole.left + 1, height: hole.bottom - hole.top + 1 };
	const text = lettering(commission.caption, size, room);
	const paint = await scenery(commission, size, text);
	const data = Buffer.from(base.data);
	for (let y = hole.top; y <= hole.bottom; y += 1) {
		for (let x = hole.left; x <= hole.right; x += 1) {
			const at = (y * base.width + x) * 4;
			const share = 1 - (mask.data[at + 3] as number) / 255;
			if (share === 0) continue;
			const from = ((y - hole.top) * size.width + (x - hole.left)) * 4;
			for (let channel = 0; channel < 4; channel += 1) {
				const old = data[at + channel] as number;
				data[at + channel] = old + ((paint.data[from + channel] as number) - old) * share;
			}
		}
	}
	return { ...base, data };
}

function holeOf({ data, width, height }: Raster) {
	const hole = { left: width, top: height, right: -1, bottom: -1 };
	for (let y = 0; y < height; y += 1) {
		for (let x = 0; x < width; x += 1) {
			if (data[(y * width + x) * 4 + 3] === 255) continue;
			hole.left = Math.min(hole.left, x);
			hole.right = Math.max(hole.right, x);
			hole.top = Math.min(hole.top, y);
			hole.bottom = y;
		}
	}
	return hole.right < 0 ? undefined : hole;
}
