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
 * Looks at the first bytes of a stream.
 * @returns at least so many, unless it is shorter, and the whole stream with them
 */
export async function peek(
	chunks: Chunks,
	least: number,
): Promise<{ readonly head: Buffer; readonly all: Chunks }> {
	const source = chunks[Symbol.asyncIterator]();
	const seen: Uint8Array[] = [];
	for (let size = 0; size < least; ) {
		const step = await source.next();
		if (step.done) break;
		seen.push(step.value);
		size += step.value.length;
	}
	const all = async function* (): Chunks {
		try {
			yield* seen;
			for (let step = await source.next(); !step.done; step = await source.next()) yield step.value;
		} finally {
			await source.return?.();
		}
	};
	return { head: Buffer.concat(seen), all: all() };
}
