import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';
import type { ImageInfo } from '../image/imageInfo';
import { extensionOf, headerBytes, mimeTypeOf, readImageInfo } from '../image/imageInfo';
import { GatewayFailure } from '../answer/failures';
import { TruncationDetector } from '../image/truncation';
import { attempt, drain } from '../shared/attempt';
import type { Store } from '../transport/httpClient';
import { clean } from '../shared/clean';
import type { Chunks } from '../shared/streams';
import { asBuffer } from '../shared/streams';

type Readable = Exclude<
	Parameters<IExecuteFunctions['helpers']['prepareBinaryData']>[0],
	Buffer | Uint8Array
>;

/** Of what is no picture only so much is read on. */
const enough = 1024 * 1024;

/**
 * Puts pictures into n8n's binary store as they arrive, whatever store this n8n has.
 * @param maxBytes of one picture
 */
export function storeOf(context: IExecuteFunctions, maxBytes: number): Store<IBinaryData> {
	return async (bytes, response) => {
		const source = bytes[Symbol.asyncIterator]();
		const { head, info } = await readHead(source);
		if (!info) return await drain(source, enough);
		const seen = { bytes: 0, end: new TruncationDetector(info, head) };
		const stream = readableLike(response.source, watch(head, source, seen, maxBytes));
		const name = `image.${extensionOf(info)}`;
		const stored = await attempt(
			async () => await context.helpers.prepareBinaryData(stream, name, mimeTypeOf(info)),
		);
		if (!stored.ok) throw asStoreFailure(stored.error);
		if (!seen.end.isWhole) {
			throw new GatewayFailure('The gateway answered a picture that is cut off before its end.', {
				kind: 'answer',
			});
		}
		return { info, bytes: seen.bytes, binary: stored.value };
	};
}

/** What came from the gateway is told as it is; all else is the store's own. */
function asStoreFailure(error: unknown): GatewayFailure {
	if (error instanceof GatewayFailure) return error;
	const said = clean(error instanceof Error ? error.message : String(error));
	return new GatewayFailure(`The picture was made, but n8n could not store it: ${said}.`, {
		kind: 'store',
	});
}

/** As much from the start as tells what it is: mostly the first chunk. */
async function readHead(
	source: AsyncIterator<Uint8Array>,
): Promise<{ readonly head: Buffer; readonly info: ImageInfo | undefined }> {
	const chunks: Uint8Array[] = [];
	for (let size = 0; size < headerBytes; ) {
		const { done, value } = await source.next();
		if (done) break;
		const info = size === 0 ? readImageInfo(asBuffer(value)) : undefined;
		if (info?.width !== undefined) return { head: asBuffer(value), info };
		chunks.push(value);
		size += value.length;
	}
	const head = Buffer.concat(chunks);
	return { head, info: readImageInfo(head) };
}

async function* watch(
	head: Buffer,
	source: AsyncIterator<Uint8Array>,
	seen: { bytes: number; readonly end: TruncationDetector },
	maxBytes: number,
): Chunks {
	for (let chunk: Uint8Array = head; ; ) {
		seen.bytes += chunk.length;
		if (seen.bytes > maxBytes) {
			await source.return?.();
			const size = Math.round(maxBytes / 1024 / 1024);
			throw new GatewayFailure(
				`The gateway answered a picture of more than ${size} MB, the Max File Size under Output.`,
				{ kind: 'oversize' },
			);
		}
		seen.end.see(chunk);
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

/** Whether a file that was stored in another execution is still there: n8n may have deleted that one. */
export async function isStored(context: IExecuteFunctions, { id }: IBinaryData): Promise<boolean> {
	if (id === undefined) return true;
	const opened = await attempt(async () => {
		const stream = await context.helpers.getBinaryStream(id, 1024);
		const chunks = (stream as unknown as Chunks)[Symbol.asyncIterator]();
		const { done } = await chunks.next();
		await chunks.return?.();
		return done !== true;
	});
	return opened.ok && opened.value;
}
