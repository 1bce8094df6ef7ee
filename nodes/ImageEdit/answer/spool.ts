import { Base64Decoder } from './base64Decoder';
import { markOf } from './marks';
import { PagedText } from './pagedText';
import { RunReader } from './runReader';
import { attempt } from '../shared/attempt';
import type { Chunks } from '../shared/streams';

/** No gateway makes more pictures in one call. */
export const mostPictures = 100;

/** A preview or a thought takes no place among the images, but is not read for ever either. */
const mostRuns = 1_000;

/** Bytes of text before base64 that tell what it is. */
const nearby = 4096;

export interface Spooled<T> {
	/** What is left of the answer, with marks. */
	readonly text: string;
	/** By index; undefined for what was a draft. */
	readonly stored: ReadonlyArray<T | undefined>;
	/** Why this is not all of it. */
	readonly failure?: unknown;
}

/**
 * Reads an answer as it arrives. Long runs of base64, wherever they stand, are decoded and handed to
 * `store`; a mark takes their place in the text that is returned. What came before a failure is returned
 * with it: a RangeError when there is too much.
 * @param maxTextBytes what is left of the answer beside what was stored may have at most this many bytes
 * @param isDraft whether base64 behind such text is surely no result: it is passed over
 */
export async function spoolBase64<T>(
	chunks: Chunks,
	store: (bytes: Chunks) => Promise<T>,
	maxTextBytes: number,
	isDraft: (before: string) => boolean = () => false,
): Promise<Spooled<T>> {
	const reader = new RunReader(chunks);
	const kept = new PagedText(maxTextBytes);
	const stored: Array<T | undefined> = [];
	let images = 0;
	const read = async () => {
		for (let piece = await reader.next(); piece; piece = await reader.next()) {
			if (!piece.long) kept.add(piece.bytes);
			if (!piece.long) continue;
			const isResult = !isDraft(kept.end(nearby));
			if (isResult && images === mostPictures)
				throw new RangeError(`The response has more than ${mostPictures} images`);
			if (stored.length === mostRuns)
				throw new RangeError(`The response has more than ${mostRuns} previews`);
			const index = stored.push(undefined) - 1;
			kept.add(Buffer.from(markOf(index)));
			if (isResult) {
				images++;
				stored[index] = await store(decodeRun(piece.bytes, reader));
			}
			// A store may stop early at what is no picture; the rest still belongs to the same run.
			for (let rest = await reader.more(); rest; rest = await reader.more())
				if (isResult) kept.count(rest);
		}
	};
	const done = await attempt(read);
	return { text: kept.text(), stored, ...(done.ok ? {} : { failure: done.error }) };
}

async function* decodeRun(first: Buffer, reader: RunReader): Chunks {
	const decoder = new Base64Decoder();
	const use = (bytes: Buffer) => decoder.addPlain(bytes);
	for (let bytes: Buffer | undefined = first; bytes;) {
		yield* decoder.add(bytes);
		while (await reader.offer(use)) yield* decoder.full();
		bytes = await reader.more();
	}
	yield decoder.rest();
}
