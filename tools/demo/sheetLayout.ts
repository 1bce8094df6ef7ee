export const sheetWidth = 1552;
const CAPTION_HEIGHT = 44;
const PADDING = 24;
const GAP = 16;
const ARROW_WIDTH = 48;
const HEAD_HEIGHT = 84;
const LARGEST_TILE = 240;
const SMALLEST_TILE = 160;

export interface Place {
	readonly left: number;
	readonly top: number;
}

export interface RowLayout {
	readonly tileSize: number;
	readonly tiles: readonly Place[];
	/** Between what went in and what came out; none when nothing went in. */
	readonly arrow?: Place;
	readonly height: number;
}

/**
 * Puts tiles from left to right with an arrow after the first `given`: as large as one line allows,
 * or in several lines when they would become too small.
 */
export function layOutRow(given: number, results: number): RowLayout {
	const tileSize = fittingSize(given + results, given > 0);
	const tiles: Place[] = [];
	let arrow: Place | undefined;
	let left = PADDING;
	let top = HEAD_HEIGHT;
	const lineHeight = tileSize + CAPTION_HEIGHT + GAP;
	for (let index = 0; index < given + results; index += 1) {
		if (index === given && given > 0) {
			arrow = { left, top: top + tileSize / 2 };
			left += ARROW_WIDTH;
		}
		if (left + tileSize > sheetWidth - PADDING) {
			left = PADDING;
			top += lineHeight;
		}
		tiles.push({ left, top });
		left += tileSize + GAP;
	}
	return { tileSize, tiles, ...(arrow && { arrow }), height: top + lineHeight };
}

function fittingSize(count: number, hasArrow: boolean): number {
	const arrow = hasArrow ? ARROW_WIDTH : 0;
	const width = sheetWidth - 2 * PADDING - arrow - (count - 1) * GAP;
	return Math.max(SMALLEST_TILE, Math.min(LARGEST_TILE, Math.floor(width / count)));
}
