import { isTurnedByExif } from './exif';
import type { Found, Reading, Walk } from './walk';
import { longestPart, pass, skip, take } from './walk';

/** What the header of a PNG says of its pixels, and the chunks that matter to them. */
export interface PngPixels {
	width: number;
	height: number;
	/** 0 grey, 2 RGB, 3 palette, 4 grey with alpha, 6 RGB with alpha. */
	colourType: number;
	/** Bits of a sample. */
	depth: number;
	isInterlaced: boolean;
	/** The chunk tRNS, as it stands. */
	transparency?: Buffer;
}

const signature = Buffer.from('89504e470d0a1a0a', 'hex');
const harmed = 'was changed on its way, as if it were text';

/**
 * Goes from one chunk of a PNG to the next, up to its end.
 * Source: W3C PNG (third edition) 5.2, 5.3, 11.2 (IHDR, IDAT, IEND), 11.3.1 (tRNS), 11.3.4.6 (eXIf).
 */
export function* walkPng(found: Found): Walk {
	if (!(yield take(8)).equals(signature)) {
		found.damage = harmed;
		return;
	}
	let hasPixels = false;
	for (;;) {
		const { length, name } = yield* chunkHead();
		if (name === 'IHDR' && length >= 13) {
			const header = readHeader(yield take(13));
			found.width = header.width;
			found.height = header.height;
			found.alpha = header.colourType >= 4;
			yield skip(length - 13);
		} else if (name === 'eXIf' && length <= longestPart) {
			found.turned = isTurnedByExif(yield take(length));
		} else {
			if (name === 'tRNS' && !hasPixels) found.alpha = true;
			// What is no name was never a chunk: a part of the file is missing, or was written over.
			if (!/^[A-Za-z]{4}$/.test(name) || length > longestChunk) return;
			yield skip(length);
		}
		hasPixels ||= name === 'IDAT';
		yield skip(4);
		if (name === 'IEND') break;
	}
	found.isWhole = true;
	if (!hasPixels || found.width === undefined) found.damage = 'has no image data in it';
}

/** Passes on the packed pixels of a PNG, once all that matters to them is known. */
export function* walkPixels(pixels: PngPixels): Walk {
	yield skip(8);
	for (;;) {
		const { length, name } = yield* chunkHead();
		if (name === 'IEND' || length > longestChunk) return;
		if (name === 'IHDR' && length === 13) Object.assign(pixels, readHeader(yield take(13)));
		else if (name === 'tRNS' && length <= 256) {
			pixels.transparency = Buffer.from(yield take(length));
		} else if (name === 'IDAT') yield pass(length);
		else yield skip(length);
		yield skip(4);
	}
}

const longestChunk = 2 ** 31 - 1;

function* chunkHead(): Reading<{ readonly length: number; readonly name: string }> {
	const head = yield take(8);
	return { length: head.readUInt32BE(0), name: head.toString('latin1', 4) };
}

const readHeader = (header: Buffer) => ({
	width: header.readUInt32BE(0),
	height: header.readUInt32BE(4),
	depth: header[8] ?? 0,
	colourType: header[9] ?? 0,
	isInterlaced: header[12] === 1,
});
