import type { Chunks } from '../shared/streams';

/** Bytes of a pixel by PNG colour type, for the types that carry alpha, at 8 bits a sample. */
const samples: Readonly<Record<number, number>> = { 4: 2, 6: 4 };

/** No model takes a mask that is larger; a small file may say it is, and unpack to gigabytes. */
const mostPixels = 40_000_000;
const widest = 100_000;

/**
 * Whether any pixel of a PNG is not opaque, which its header alone cannot tell.
 * Source: W3C PNG 7 (scanlines), 9 (filters), 11.3.2 (tRNS).
 * @returns undefined when it cannot be told: an interlaced, broken or enormous file
 */
export async function hasTransparentPixel(png: Buffer): Promise<boolean | undefined> {
	const colourType = png[25] ?? 0;
	if ((png[28] ?? 0) !== 0) return undefined;
	const channels = samples[colourType];
	if (channels === undefined) return chunks(png).some(({ name }) => name === 'tRNS');
	const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
	if (width > widest || width * height > mostPixels) return undefined;
	const sampleBytes = (png[24] ?? 8) / 8;
	const pixel = channels * sampleBytes;
	const packed = chunks(png).flatMap(({ data, name }) => (name === 'IDAT' ? [data] : []));
	return await inflate(packed)
		.then(async (bytes) => await anyTransparent(bytes, height, width * pixel, pixel, sampleBytes))
		.catch(() => undefined);
}

function chunks(png: Buffer): Array<{ name: string; data: Buffer }> {
	const found: Array<{ name: string; data: Buffer }> = [];
	for (let at = 8; at + 12 <= png.length; ) {
		const length = png.readUInt32BE(at);
		found.push({
			name: png.toString('latin1', at + 4, at + 8),
			data: png.subarray(at + 8, at + 8 + length),
		});
		at += 12 + length;
	}
	return found;
}

/** With the platform's own inflater: a verified node may not import zlib. */
async function inflate(packed: readonly Buffer[]): Promise<Chunks> {
	const stream = new Blob([Buffer.concat(packed)])
		.stream()
		.pipeThrough(new DecompressionStream('deflate'));
	return stream as unknown as Chunks;
}

async function anyTransparent(
	bytes: Chunks,
	lines: number,
	lineBytes: number,
	pixel: number,
	sampleBytes: number,
): Promise<boolean> {
	let above: Buffer = Buffer.alloc(lineBytes);
	let rest: Buffer = Buffer.alloc(0);
	let seen = 0;
	for await (const chunk of bytes) {
		rest = Buffer.concat([rest, chunk]);
		while (rest.length > lineBytes) {
			const line = unfiltered(rest[0] ?? 0, rest.subarray(1, 1 + lineBytes), above, pixel);
			for (let at = pixel - sampleBytes; at < lineBytes; at += pixel) {
				if (line[at] !== 255) return true;
			}
			if (++seen >= lines) return false;
			above = line;
			rest = rest.subarray(1 + lineBytes);
		}
	}
	return false;
}

function unfiltered(filter: number, raw: Buffer, above: Buffer, pixel: number): Buffer {
	const line = Buffer.from(raw);
	if (filter === 0) return line;
	for (let at = 0; at < line.length; at++) {
		const left = at >= pixel ? (line[at - pixel] as number) : 0;
		const up = above[at] as number;
		const corner = at >= pixel ? (above[at - pixel] as number) : 0;
		line[at] = ((line[at] as number) + predicted(filter, left, up, corner)) & 255;
	}
	return line;
}

function predicted(filter: number, left: number, up: number, corner: number): number {
	if (filter === 1) return left;
	if (filter === 2) return up;
	if (filter === 3) return (left + up) >> 1;
	const estimate = left + up - corner;
	const [a, b, c] = [left, up, corner].map((value) => Math.abs(estimate - value)) as [
		number,
		number,
		number,
	];
	return a <= b && a <= c ? left : b <= c ? up : corner;
}
