/**
 * A value of JSON in a fraction of its length: what was bought for one item is mostly the words of the next.
 * With the platform's own deflate: a verified node may not import zlib.
 * @returns base64
 */
export async function pack(value: unknown): Promise<string> {
	const text = new Blob([JSON.stringify(value)]).stream();
	const bytes = await new Response(
		text.pipeThrough(new CompressionStream('deflate')),
	).arrayBuffer();
	return Buffer.from(bytes).toString('base64');
}

/** What was packed. */
export async function unpack(packed: string): Promise<unknown> {
	const bytes = new Blob([Buffer.from(packed, 'base64')]).stream();
	return await new Response(bytes.pipeThrough(new DecompressionStream('deflate'))).json();
}
