import { lettering, scenery, type TextRoom } from './generate';
import type { Commission } from './commission';
import { paletteOfHue } from './palette';
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
	const hue = hueIn(commission.caption);
	if (hue !== undefined) return dyed(base, mask, hue);
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

const hues: Readonly<Record<string, number>> = {
	red: 0,
	orange: 28,
	yellow: 50,
	green: 130,
	turquoise: 175,
	blue: 222,
	purple: 280,
	pink: 330,
};

/** The first colour that a prompt names, in degrees. */
function hueIn(prompt: string): number | undefined {
	const words = prompt.toLowerCase().match(/[a-z]+/g) ?? [];
	return words.map((word) => hues[word]).find((hue) => hue !== undefined);
}

/** The same shapes in another colour, where the mask is transparent: what a prompt with a colour asks for. */
function dyed(base: Raster, mask: Raster, hue: number): Raster {
	const { dark, light, mid } = paletteOfHue(hue);
	const data = Buffer.from(base.data);
	for (let at = 0; at < data.length; at += 4) {
		const [red = 0, green = 0, blue = 0] = [data[at], data[at + 1], data[at + 2]];
		// What is grey or pale within the hole is ground and gloss, and keeps its colour.
		const most = Math.max(red, green, blue, 1);
		const vivid = (most - Math.min(red, green, blue)) / most;
		const isThing = Math.min(1, Math.max(0, (vivid - 0.62) / 0.12));
		const share = isThing * (1 - (mask.data[at + 3] as number) / 255);
		if (share === 0) continue;
		const tone = (red * 0.45 + green * 0.4 + blue * 0.15) / 255;
		for (let channel = 0; channel < 3; channel += 1) {
			const [low, middle, high] = [dark, mid, light].map((rgb) => rgb[channel] as number);
			const value =
				tone < 0.4
					? mix(low as number, middle as number, tone / 0.4)
					: mix(middle as number, high as number, (tone - 0.4) / 0.6);
			const old = data[at + channel] as number;
			data[at + channel] = old + (value - old) * share;
		}
	}
	return { ...base, data };
}

const mix = (from: number, to: number, share: number) => from + (to - from) * Math.min(1, share);

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
