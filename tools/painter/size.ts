import type { SizeWish } from './commission';

export interface Size {
	readonly width: number;
	readonly height: number;
}

const sideOfTier = 1024;
// The largest any of the models draws (domain.md 3).
const maxPixels = 4096 ** 2;

/** Nothing is painted: the message says how many pixels would be allowed. */
export class OversizedPicture extends Error {}

/** The size that was asked for; `input` is followed where nothing was said. */
export function outputSize(wish: SizeWish, input?: Size): Size {
	if (wish.keepInput && input) return input;
	const pixels = /^(\d+)x(\d+)$/.exec(wish.size ?? '');
	if (pixels) return bounded({ width: Number(pixels[1]), height: Number(pixels[2]) });
	const tier = tierOf(wish.size) ?? tierOf(wish.tier);
	const ratio = ratioOf(wish.aspectRatio);
	if (input && !tier && !ratio) return input;
	const longSide =
		tier ?? (input ? Math.max(input.width, input.height) : (wish.usualSide ?? sideOfTier));
	return sizeOfRatio(ratio ?? (input ? input.width / input.height : 1), longSide);
}

function bounded(size: Size): Size {
	if (size.width * size.height <= maxPixels) return size;
	throw new OversizedPicture(`must not be over ${maxPixels} pixels`);
}

function tierOf(text: string | undefined): number | undefined {
	const tier = /^([1-4])k$/i.exec(text ?? '')?.[1];
	return tier ? Number(tier) * sideOfTier : undefined;
}

function ratioOf(text: string | undefined): number | undefined {
	const [width = 0, height = 0] = (text ?? '').split(':').map(Number);
	return width > 0 && height > 0 ? width / height : undefined;
}

function sizeOfRatio(ratio: number, longSide: number): Size {
	return ratio >= 1
		? { width: longSide, height: Math.max(1, Math.round(longSide / ratio)) }
		: { width: Math.max(1, Math.round(longSide * ratio)), height: longSide };
}
