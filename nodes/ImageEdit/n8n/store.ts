import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';
import { extensionOf, headerBytes, mimeTypeOf, readImageInfo } from '../request/imageInfo';
import type { Chunks } from '../request/picture';
import { drain } from '../transport/attempt';
import type { Store } from '../transport/wire';

type Readable = Exclude<
	Parameters<IExecuteFunctions['helpers']['prepareBinaryData']>[0],
	Buffer | Uint8Array
>;

/** Puts pictures into n8n's binary store as they arrive, whatever store this n8n has. */
export function storeOf(context: IExecuteFunctions): Store<IBinaryData> {
	return async (bytes, response) => {
		const source = bytes[Symbol.asyncIterator]();
		const head = await readHead(source);
		const info = readImageInfo(head);
		if (!info) {
			return await drain({ [Symbol.asyncIterator]: () => source });
		}
		const counted = { bytes: 0 };
		const stream = readableLike(response.source, count(head, source, counted));
		const name = `image.${extensionOf(info)}`;
		const binary = await context.helpers.prepareBinaryData(stream, name, mimeTypeOf(info));
		return { info, bytes: counted.bytes, binary };
	};
}

async function readHead(source: AsyncIterator<Uint8Array>): Promise<Buffer> {
	const chunks: Uint8Array[] = [];
	for (let size = 0; size < headerBytes; ) {
		const { done, value } = await source.next();
		if (done) break;
		chunks.push(value);
		size += value.length;
	}
	return Buffer.concat(chunks);
}

async function* count(
	head: Buffer,
	source: AsyncIterator<Uint8Array>,
	counted: { bytes: number },
): Chunks {
	for (let chunk: Uint8Array = head; ; ) {
		counted.bytes += chunk.length;
		yield chunk;
		const step = await source.next();
		if (step.done) return;
		chunk = step.value;
	}
}

/**
 * A Node stream without importing `node:stream`, which a verified node may not: every stream class has
 * `from`, and the answer of the HTTP helper is a stream.
 */
function readableLike(sample: unknown, chunks: Chunks): Readable {
	const { from } = (sample as { constructor: { from(chunks: Chunks): Readable } }).constructor;
	return from(chunks);
}
