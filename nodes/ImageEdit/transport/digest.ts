import { createHash } from 'crypto';
import type { Store } from './httpClient';
import type { Chunks } from '../shared/streams';

/** A store that also tells the digest of what it stored: the bytes are looked at as they pass. */
export const withDigest =
	<Binary>(store: Store<Binary>): Store<Binary> =>
	async (bytes, response) => {
		const hash = createHash('sha256');
		const watched = async function* (): Chunks {
			for await (const chunk of bytes) {
				hash.update(chunk);
				yield chunk;
			}
		};
		const picture = await store(watched(), response);
		return picture && { ...picture, digest: hash.digest('hex') };
	};
