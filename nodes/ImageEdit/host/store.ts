import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';
import type { ImageInfo } from '../image/imageInfo';
import { displayedSize, extensionOf, mimeTypeOf, plainMimeType } from '../image/imageInfo';
import { PictureReader } from '../image/pictureReader';
import { GatewayFailure } from '../answer/failures';
import { attempt } from '../shared/attempt';
import type { Store } from '../transport/httpClient';
import { clean } from '../shared/clean';
import type { Chunks } from '../shared/streams';
import { asBuffer, drain } from '../shared/streams';

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
		const reader = new PictureReader();
		const head = await readHead(source, reader);
		const info = reader.info ?? declaredInfo(head, response.headers['content-type']);
		if (!info) return await drain(source, enough);
		const seen = { bytes: 0, reader };
		const stream = readableLike(response.source, watch(head, source, seen, maxBytes));
		const name = `image.${extensionOf(info)}`;
		const stored = await attempt(
			async () => await context.helpers.prepareBinaryData(stream, name, mimeTypeOf(info)),
		);
		if (!stored.ok) throw asStoreFailure(stored.error);
		const read = reader.info ?? info;
		const warnings = warningsOf(read, reader.damage);
		return { info: read, bytes: seen.bytes, binary: stored.value, warnings };
	};
}

/** What was paid for is handed on, whatever its format, if its host says that it is a picture. */
function declaredInfo(head: Buffer, contentType: unknown): ImageInfo | undefined {
	const declared = plainMimeType(contentType);
	return declared.startsWith('image/') && !isNoPicture(head)
		? { type: 'other', declared }
		: undefined;
}

/** Words, pages, archives and films: what hosts send under any type. */
function isNoPicture(head: Buffer): boolean {
	const start = head.toString('latin1', 0, 200);
	const isText = !/(?![\t\n\r])\p{Cc}/u.test(start.replace(/[\x80-\xff]/g, ''));
	return head.length < 12 || isText || /^(?:%PDF|PK|\x1f\x8b|.{4}ftyp)/s.test(start);
}

function warningsOf(info: ImageInfo, damage: string | undefined): readonly string[] {
	const shown = displayedSize(info);
	return [
		...(damage === undefined ? [] : [`The image ${damage}.`]),
		...(info.type === 'other'
			? [`The image is of type ${info.declared}, which is not known here; it is kept as it came.`]
			: []),
		...(info.turned && shown
			? [`The image is turned by its metadata: it is shown as ${shown.width} x ${shown.height}.`]
			: []),
	];
}

/** A failure of the gateway is reported as it is; everything else is the store's own. */
function asStoreFailure(error: unknown): GatewayFailure {
	if (error instanceof GatewayFailure) return error;
	const said = clean(error instanceof Error ? error.message : String(error));
	return new GatewayFailure(`The image was made, but n8n could not store it: ${said}.`, {
		kind: 'store',
	});
}

/** As much from the start as tells what it is: mostly the first chunk. */
async function readHead(source: AsyncIterator<Uint8Array>, reader: PictureReader): Promise<Buffer> {
	const chunks: Buffer[] = [];
	while (!reader.isRecognised) {
		const { done, value } = await source.next();
		if (done) {
			reader.end();
			break;
		}
		chunks.push(asBuffer(value));
		reader.see(asBuffer(value));
	}
	return chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks);
}

async function* watch(
	head: Buffer,
	source: AsyncIterator<Uint8Array>,
	seen: { bytes: number; readonly reader: PictureReader },
	maxBytes: number,
): Chunks {
	for (let chunk: Uint8Array = head; ;) {
		if (seen.bytes > 0) seen.reader.see(asBuffer(chunk));
		seen.bytes += chunk.length;
		if (seen.bytes > maxBytes) {
			await source.return?.();
			const size = Math.round(maxBytes / 1024 / 1024);
			throw new GatewayFailure(
				`The gateway returned an image of more than ${size} MB, the Max File Size under Settings → Output.`,
				{ kind: 'oversize' },
			);
		}
		yield chunk;
		const step = await source.next();
		if (step.done) break;
		chunk = step.value;
	}
	// Before the end of the stream: n8n keeps no file of one that fails.
	if (seen.reader.isCut) {
		throw new GatewayFailure('The gateway returned an image that is cut off before its end.', {
			kind: 'answer',
		});
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
