import { chancesOf } from './chances';

export type Rgb = readonly [red: number, green: number, blue: number];

export interface Palette {
	readonly hue: number;
	readonly dark: Rgb;
	readonly mid: Rgb;
	readonly light: Rgb;
	readonly accent: Rgb;
}

// The golden angle keeps the variants of one prompt far apart.
const variantTurn = 137.5;

export function paletteOf(seed: string, variant = 0): Palette {
	return paletteOfHue((Math.floor(chancesOf(seed)() * 360) + variant * variantTurn) % 360);
}

export function paletteOfHue(hue: number): Palette {
	const second = (hue + 35) % 360;
	return {
		hue,
		dark: hsl(hue, 0.65, 0.13),
		mid: hsl(hue, 0.6, 0.42),
		light: hsl(second, 0.85, 0.88),
		accent: hsl((hue + 165) % 360, 0.8, 0.58),
	};
}

function hsl(hue: number, saturation: number, lightness: number): Rgb {
	const chroma = saturation * Math.min(lightness, 1 - lightness);
	const channel = (offset: number) => {
		const k = (offset + hue / 30) % 12;
		return Math.round(255 * (lightness - chroma * Math.max(-1, Math.min(k - 3, 9 - k, 1))));
	};
	return [channel(0), channel(8), channel(4)];
}

export function css([red, green, blue]: Rgb, alpha = 1): string {
	return `rgb(${red} ${green} ${blue} / ${alpha})`;
}
