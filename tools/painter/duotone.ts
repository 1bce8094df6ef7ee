import type { Palette, Rgb } from './palette';
import type { Raster } from './raster';

const keepOriginal = 0.1;

/** Two-colour print: dark to light along the picture's brightness, alpha untouched. */
export function duotone(raster: Raster, { dark, mid, light }: Palette): Raster {
	const [reds, greens, blues] = ([0, 1, 2] as const).map((channel) =>
		rampOf(dark, mid, light, channel),
	) as [Uint8Array, Uint8Array, Uint8Array];
	const data = Buffer.from(raster.data);
	for (let at = 0; at < data.length; at += 4) {
		const red = data[at] as number;
		const green = data[at + 1] as number;
		const blue = data[at + 2] as number;
		const luma = (red * 77 + green * 150 + blue * 29) >> 8;
		data[at] = mix(reds[luma] as number, red);
		data[at + 1] = mix(greens[luma] as number, green);
		data[at + 2] = mix(blues[luma] as number, blue);
	}
	return { ...raster, data };
}

function mix(printed: number, original: number): number {
	return printed + (original - printed) * keepOriginal;
}

/** From dark over the middle to light; steepest in the middle, so that pale pictures print well. */
function rampOf(dark: Rgb, mid: Rgb, light: Rgb, channel: 0 | 1 | 2): Uint8Array {
	return Uint8Array.from({ length: 256 }, (_, luma) => {
		const share = 2 * (luma / 255) ** 1.5;
		return share < 1
			? dark[channel] + (mid[channel] - dark[channel]) * share
			: mid[channel] + (light[channel] - mid[channel]) * (share - 1);
	});
}
