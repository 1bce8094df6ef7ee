import type { PngPixels } from './png';

/** Samples of a pixel, by colour type. */
const channelsOf: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };
const depthsOf: Readonly<Record<number, readonly number[]>> = {
	0: [1, 2, 4, 8, 16],
	2: [8, 16],
	3: [1, 2, 4, 8],
	4: [8, 16],
	6: [8, 16],
};

/** The seven passes of an interlaced picture: first column and row, and the steps. Source: W3C PNG 8.1. */
const adam7 = [
	[0, 0, 8, 8],
	[4, 0, 8, 8],
	[0, 4, 4, 8],
	[2, 0, 4, 4],
	[0, 2, 2, 4],
	[1, 0, 2, 2],
	[0, 1, 1, 2],
] as const;

interface Pass {
	readonly width: number;
	/** Lines that are still to come. */
	lines: number;
}

function passesOf({ height, isInterlaced, width }: PngPixels): Pass[] {
	if (!isInterlaced) return [{ width, lines: height }];
	return adam7
		.map(([column, row, across, along]) => ({
			width: Math.ceil((width - column) / across),
			lines: Math.ceil((height - row) / along),
		}))
		.filter((pass) => pass.width > 0 && pass.lines > 0);
}

/** Whether any pixel of a line is transparent, of which only the looked at bytes are restored. */
type LineTest = (line: Buffer, bytes: number, width: number) => boolean;

/**
 * Looks for a transparent pixel in the unpacked lines of a PNG, which come in pieces of any size. Of pixels
 * with alpha only that is restored: a filter takes each byte from the same byte of its neighbours.
 * Source: W3C PNG 7 (samples), 9 (filters), 11.3.1 (tRNS).
 */
export class PngLines {
	private readonly passes: Pass[];
	private readonly bitsOfPixel: number;
	/** Bytes from a pixel to the next. */
	private readonly step: number;
	/** The bytes of a pixel from this one on are restored. */
	private readonly first: number;
	private readonly test: LineTest;
	private line: Buffer;
	private above: Buffer;
	/** Of the line that is being filled; -1 before its first byte. */
	private filter = -1;
	private filled = 0;

	/** @throws RangeError for pixels that are no PNG's */
	constructor(pixels: PngPixels) {
		const channels = channelsOf[pixels.colourType] ?? 0;
		if (!depthsOf[pixels.colourType]?.includes(pixels.depth))
			throw new RangeError('No such pixels');
		this.bitsOfPixel = channels * pixels.depth;
		this.step = Math.max(1, this.bitsOfPixel / 8);
		const hasAlpha = pixels.colourType >= 4;
		this.first = hasAlpha ? this.step - pixels.depth / 8 : 0;
		this.test = hasAlpha ? alphaTest(this.first, this.step) : keyTest(pixels, this.step);
		this.passes = passesOf(pixels);
		this.line = Buffer.alloc(this.bytesOf(pixels.width));
		this.above = Buffer.alloc(this.line.length);
	}

	/**
	 * @returns true when a pixel is transparent, false when all lines were seen and none was
	 * @throws RangeError for a filter that does not exist
	 */
	add(bytes: Buffer): boolean | undefined {
		for (let from = 0; from < bytes.length;) {
			const [pass] = this.passes;
			if (!pass) return false;
			if (this.filter < 0) {
				this.filter = bytes[from++] as number;
				continue;
			}
			const length = this.bytesOf(pass.width);
			const piece = bytes.subarray(from, from + length - this.filled);
			piece.copy(this.line, this.filled);
			this.filled += piece.length;
			from += piece.length;
			if (this.filled < length) return undefined;
			for (let at = this.first; at < this.step; at++) {
				restore(this.filter, this.line, this.above, at, this.step, length);
			}
			if (this.test(this.line, length, pass.width)) return true;
			this.nextLine(pass);
		}
		return this.passes.length === 0 ? false : undefined;
	}

	private nextLine(pass: Pass): void {
		[this.line, this.above] = [this.above, this.line];
		this.filter = -1;
		this.filled = 0;
		if (--pass.lines > 0) return;
		this.passes.shift();
		this.above.fill(0);
	}

	private bytesOf(width: number): number {
		return Math.ceil((width * this.bitsOfPixel) / 8);
	}
}

/** Undoes the filter of every `step`th byte of a line. */
function restore(
	filter: number,
	line: Buffer,
	above: Buffer,
	first: number,
	step: number,
	end: number,
): void {
	let left = 0;
	let corner = 0;
	if (filter > 4) throw new RangeError('No such filter');
	if (filter === 0) return;
	for (let at = first; at < end; at += step) {
		const up = above[at] as number;
		let guess = left;
		if (filter === 2) guess = up;
		else if (filter === 3) guess = (left + up) >> 1;
		else if (filter === 4) {
			const toLeft = Math.abs(up - corner);
			const toUp = Math.abs(left - corner);
			const toCorner = Math.abs(left + up - 2 * corner);
			guess = toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner;
			corner = up;
		}
		left = ((line[at] as number) + guess) & 255;
		line[at] = left;
	}
}

const alphaTest =
	(first: number, step: number): LineTest =>
	(line, bytes) => {
		for (let from = first; from < step; from++) {
			for (let at = from; at < bytes; at += step) if (line[at] !== 255) return true;
		}
		return false;
	};

/** For pictures whose transparent colours are in a separate chunk. */
function keyTest({ colourType, depth, transparency }: PngPixels, step: number): LineTest {
	const chunk = transparency ?? Buffer.alloc(0);
	const isPalette = colourType === 3;
	if (isPalette || (depth <= 8 && colourType === 0)) {
		const key = chunk.length >= 2 ? chunk.readUInt16BE(0) % 2 ** depth : -1;
		return sampleTest(depth, (sample) =>
			isPalette ? (chunk[sample] ?? 255) < 255 : sample === key,
		);
	}
	// At 8 bits, the second byte of each number holds the sample.
	const key = depth === 8 ? chunk.filter((_byte, index) => index % 2 === 1) : chunk;
	return (line, bytes) => {
		for (let at = 0; at + step <= bytes && key.length === step; at += step) {
			let same = 0;
			while (same < step && line[at + same] === key[same]) same++;
			if (same === step) return true;
		}
		return false;
	};
}

/** For samples of at most a byte, of which several may share one. */
function sampleTest(depth: number, isClear: (sample: number) => boolean): LineTest {
	const perByte = 8 / depth;
	const anyClear = (byte: number, count: number) =>
		Array.from(
			{ length: count },
			(_none, index) => (byte >> (8 - depth * (index + 1))) % 2 ** depth,
		).some(isClear);
	const table = Uint8Array.from({ length: 256 }, (_none, byte) =>
		anyClear(byte, perByte) ? 1 : 0,
	);
	return (line, bytes, width) => {
		const inLast = width % perByte;
		const whole = inLast > 0 ? bytes - 1 : bytes;
		for (let at = 0; at < whole; at++) if (table[line[at] as number] === 1) return true;
		return inLast > 0 && anyClear(line[whole] as number, inLast);
	};
}
