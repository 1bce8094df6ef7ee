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
