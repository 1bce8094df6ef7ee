import { createHash } from 'node:crypto';

/** Numbers from 0 to 1 that follow from a text alone. */
export function chancesOf(seed: string): () => number {
	let block = createHash('sha256').update(seed).digest();
	let at = 0;
	return () => {
		if (at > block.length - 4) {
			block = createHash('sha256').update(block).digest();
			at = 0;
		}
		const value = block.readUInt32BE(at) / 2 ** 32;
		at += 4;
		return value;
	};
}
