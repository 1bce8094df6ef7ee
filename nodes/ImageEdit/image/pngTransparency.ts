import { attempt } from '../shared/attempt';
import type { Chunks } from '../shared/streams';
import { asBuffer } from '../shared/streams';
import type { PngPixels } from './png';
import { walkPixels } from './png';
import { PngLines } from './pngLines';
import { Walker } from './walk';

export interface WorkLimits {
	/** Milliseconds that only go forward. */
	readonly now: () => number;
	/** Lets others have their turn. */
	readonly pause: () => Promise<void>;
	readonly signal?: AbortSignal | undefined;
}

/** No model takes a mask that is larger; a small file may say it is, and unpack to gigabytes. */
const mostPixels = 40_000_000;
const widest = 100_000;
/** Milliseconds of work: what takes longer passes unseen. */
const longestWork = 2_000;
/** Bytes that are walked in one go. */
const pieceSize = 256 * 1024;

/**
 * Whether any pixel of a PNG is not opaque, which its header alone cannot tell. The file is read as it comes,
 * and of its pixels two lines are held.
 * @returns undefined when it cannot be told: a broken or an enormous file, too much work, an aborted signal
 */
export async function hasTransparentPixel(
	png: Chunks,
	limits: WorkLimits,
): Promise<boolean | undefined> {
	const pixels: PngPixels = { width: 0, height: 0, colourType: -1, depth: 0, isInterlaced: false };
	const packed = packedPixels(png, pixels, limits);
	const told = await attempt(async () => {
		const first = await packed.next();
		const { colourType, height, transparency, width } = pixels;
		if (first.done || !(width * height > 0)) return undefined;
		if (colourType < 4 && !transparency?.length) return false;
		if (colourType === 3 && transparency?.every((alpha) => alpha === 255)) return false;
		if (width > widest || width * height > mostPixels) return undefined;
		return await look(unpacked(first.value, packed), new PngLines(pixels), limits);
	});
	await attempt(async () => await packed.return(undefined));
	return told.ok ? told.value : undefined;
}

/** What is in the IDAT chunks. When the first of it comes, `pixels` is filled in. */
async function* packedPixels(
	png: Chunks,
	pixels: PngPixels,
	{ pause }: WorkLimits,
): AsyncGenerator<Buffer, undefined> {
	let found: Buffer[] = [];
	const walker = new Walker(walkPixels(pixels), (bytes) => found.push(bytes));
	for await (const chunk of png) {
		for (let from = 0; from < chunk.length; from += pieceSize) {
			walker.see(asBuffer(chunk.subarray(from, from + pieceSize)));
			const data = Buffer.concat(found);
			found = [];
			if (data.length > 0) yield data;
			// A file may be made of chunks with nothing in them.
			else await pause();
			if (walker.isDone()) return undefined;
		}
	}
	return undefined;
}

/** With the platform's own inflater: a verified node may not import zlib. */
function unpacked(first: Buffer, rest: AsyncGenerator<Buffer, undefined>): ReadableStream {
	let next: Buffer | undefined = first;
	const packed = new ReadableStream<Uint8Array>(
		{
			async pull(controller) {
				if (next) controller.enqueue(next);
				else controller.close();
				next = (await rest.next()).value;
			},
		},
		{ highWaterMark: 0 },
	);
	return packed.pipeThrough(new DecompressionStream('deflate') as never);
}

async function look(
	bytes: ReadableStream,
	lines: PngLines,
	{ now, signal }: WorkLimits,
): Promise<boolean | undefined> {
	const reader = bytes.getReader();
	let found: boolean | undefined;
	for (let worked = 0; found === undefined && worked < longestWork && !signal?.aborted;) {
		const { done, value } = await reader.read();
		if (done) break;
		const before = now();
		found = lines.add(asBuffer(value as Uint8Array));
		worked += now() - before;
	}
	void attempt(async () => await reader.cancel());
	return found;
}
