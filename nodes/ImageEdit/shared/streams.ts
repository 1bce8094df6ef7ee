import type { Attempted } from './attempt';
import { attempt } from './attempt';

export type Chunks = AsyncIterable<Uint8Array>;

/** Bytes that are held, as a stream of one chunk. */
export async function* oneChunk(bytes: Uint8Array): Chunks {
	yield bytes;
}

/** The same bytes, not copied. */
export const asBuffer = ({ buffer, byteLength, byteOffset }: Uint8Array): Buffer =>
	Buffer.from(buffer, byteOffset, byteLength);

/** All of a stream, for what is known to be small enough to be held. */
export async function allBytes(chunks: Chunks): Promise<Buffer> {
	const read: Uint8Array[] = [];
	for await (const chunk of chunks) read.push(chunk);
	return Buffer.concat(read);
}

/**
 * Reads on through what nobody wants.
 * @param enough after so many bytes the rest is given up, with its connection
 */
export async function drain(source: AsyncIterator<Uint8Array>, enough: number): Promise<undefined> {
	for (let size = 0; size < enough;) {
		const step = await source.next();
		if (step.done) return undefined;
		size += step.value.length;
	}
	await source.return?.();
	return undefined;
}

/** @returns undefined when there are more bytes than `most`: they are given up, with their connection */
export async function readUpTo(chunks: Chunks, most: number): Promise<Buffer | undefined> {
	const read: Uint8Array[] = [];
	let size = 0;
	for await (const chunk of chunks) {
		size += chunk.length;
		if (size > most) return undefined;
		read.push(chunk);
	}
	return Buffer.concat(read);
}

/**
 * Reads a stream. However the reading ends, the rest of the stream is given up, with its connection. Nobody
 * waits for that: a chunk that is still awaited ends by the time limit of the stream.
 */
export async function readAndLetGo<T>(
	chunks: Chunks,
	read: (chunks: Chunks) => Promise<T>,
): Promise<T> {
	const source = chunks[Symbol.asyncIterator]();
	return await read({ [Symbol.asyncIterator]: () => source }).finally(
		() => void attempt(async () => await source.return?.()),
	);
}

/**
 * Looks at the first bytes of a stream.
 * @returns at least so many, unless it is shorter or breaks off, and the whole stream with them, which then
 *   breaks off behind them
 */
export async function peek(
	chunks: Chunks,
	least: number,
): Promise<{ readonly head: Buffer; readonly all: Chunks }> {
	const source = chunks[Symbol.asyncIterator]();
	const seen: Uint8Array[] = [];
	let last: Attempted<IteratorResult<Uint8Array>> | undefined;
	for (let size = 0; size < least;) {
		last = await attempt(async () => await source.next());
		if (!last.ok || last.value.done) break;
		seen.push(last.value.value);
		size += last.value.value.length;
	}
	const all = async function* (): Chunks {
		try {
			yield* seen;
			if (last?.ok === false) throw last.error;
			for (let step = await source.next(); !step.done; step = await source.next()) yield step.value;
		} finally {
			await source.return?.();
		}
	};
	return { head: Buffer.concat(seen), all: all() };
}
