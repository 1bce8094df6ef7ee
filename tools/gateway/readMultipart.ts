import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import busboy from 'busboy';
import { shorten } from './digest';
import { Refusal } from './errors';
import type { FilePart, TextPart } from './recorder';

export interface ReceivedText {
	readonly part: TextPart;
	readonly text: string;
	/** Set when a text part calls itself something else than text. */
	readonly mimeType: string;
}

export interface ReceivedFile {
	readonly part: FilePart;
	/** The whole file, or only its beginning when pictures are not drawn. */
	readonly content: Buffer;
}

export type ReceivedPart = ReceivedText | ReceivedFile;

// Enough for the header of any picture; the rules look at nothing else.
const headBytes = 128 * 1024;

export function isReceivedFile(received: ReceivedPart): received is ReceivedFile {
	return 'content' in received;
}

export function readMultipart(
	request: IncomingMessage,
	maxBytes: number,
	keepFiles: boolean,
): Promise<ReceivedPart[]> {
	return new Promise((resolve, reject) => {
		const parts: Array<ReceivedPart | Promise<ReceivedPart>> = [];
		const fail = (message: string) => {
			request.unpipe();
			request.resume();
			reject(new Refusal('unreadableBody', message));
		};
		let parser: busboy.Busboy;
		try {
			parser = busboy({
				headers: request.headers,
				defParamCharset: 'utf8',
				limits: { fieldSize: maxBytes, fileSize: maxBytes, parts: 200 },
			});
		} catch (cause) {
			fail(`the form cannot be read: ${(cause as Error).message}`);
			return;
		}
		parser.on('field', (name, text, { mimeType }) => {
			parts.push({ part: { name, value: shorten(text) }, text, mimeType });
		});
		parser.on('file', (name, stream, { filename, mimeType }) => {
			const file = readFile(stream, name, filename ?? '', mimeType, keepFiles);
			// A form that ends too early is reported once, by the parser's own error.
			file.catch(() => undefined);
			parts.push(file);
		});
		parser.on('error', (cause) => fail(`the form cannot be read: ${(cause as Error).message}`));
		parser.on('close', () => {
			Promise.all(parts).then(resolve, reject);
		});
		request.once('close', () => {
			if (!request.complete) fail('the upload was cut off');
		});
		request.pipe(parser);
	});
}

async function readFile(
	stream: Readable,
	name: string,
	fileName: string,
	mimeType: string,
	keepFiles: boolean,
): Promise<ReceivedFile> {
	const hash = createHash('sha256');
	const chunks: Buffer[] = [];
	let bytes = 0;
	let kept = 0;
	// libvips opens a WebP only when it is whole; PNG and JPEG show their header at once.
	const keepsAll = keepFiles || mimeType === 'image/webp';
	for await (const chunk of stream as AsyncIterable<Buffer>) {
		hash.update(chunk);
		bytes += chunk.length;
		if (keepsAll || kept < headBytes) {
			chunks.push(chunk);
			kept += chunk.length;
		}
	}
	if ((stream as { truncated?: boolean }).truncated) {
		throw new Refusal('tooLarge', `the file ${name} is too large`);
	}
	const part = { name, fileName, mimeType, bytes, sha256: hash.digest('hex') };
	return { part, content: Buffer.concat(chunks) };
}
