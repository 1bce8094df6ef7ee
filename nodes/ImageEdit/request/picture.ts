import { createHash } from 'crypto';
import type { ImageInfo } from './imageInfo';
import { extensionOf, headerBytes, mimeTypeOf, readImageInfo } from './imageInfo';

export type Chunks = AsyncIterable<Uint8Array>;

/** Bytes that are held, as a stream of one chunk. */
export async function* oneChunk(bytes: Uint8Array): Chunks {
	yield bytes;
}

/** All of a stream, for what is known to be small enough to be held. */
export async function allBytes(chunks: Chunks): Promise<Buffer> {
	const read: Uint8Array[] = [];
	for await (const chunk of chunks) read.push(chunk);
	return Buffer.concat(read);
}

/** A picture whose bytes are at hand and can be read as often as needed. */
export interface PictureFile {
	/** With the extension that fits the bytes. */
	readonly fileName: string;
	readonly mimeType: string;
	readonly bytes: number;
	readonly sha256: string;
	/** Where it was fetched from. */
	readonly url?: string;
	/** Absent when the bytes are no picture that is recognised. */
	readonly info?: ImageInfo;
	/** Whether any pixel is transparent; only looked at where it matters, and where it can be told. */
	readonly transparent?: boolean;
	open(): Promise<Chunks>;
}

/** One picture of an order, as the user gave it. */
export interface Picture {
	/** The parameter as the user sees it, with a number in lists: "Additional Images 2". */
	readonly label: string;
	readonly mode: 'base64' | 'binary' | 'url';
	/** Present in mode `url`. */
	readonly url?: string;
	/** Absent while a URL has not been fetched. */
	readonly file?: PictureFile;
}

/**
 * Reads a picture once, from start to end, keeping only its head.
 * @param open opens the bytes anew at each call
 * @param name the name that the user knows it by, possibly without or with a wrong extension
 * @param declared the MIME type to fall back on when the bytes are not recognised
 */
export async function examinePicture(
	open: () => Promise<Chunks>,
	name: string,
	declared: string,
): Promise<PictureFile> {
	const hash = createHash('sha256');
	const head: Uint8Array[] = [];
	let bytes = 0;
	for await (const chunk of await open()) {
		if (bytes < headerBytes) head.push(chunk);
		hash.update(chunk);
		bytes += chunk.length;
	}
	const info = readImageInfo(Buffer.concat(head));
	return {
		fileName: info ? nameWithExtension(name, info) : name || 'file',
		mimeType: info ? mimeTypeOf(info) : declared,
		bytes,
		sha256: hash.digest('hex'),
		...(info ? { info } : {}),
		open,
	};
}

/** Gateways judge a file by its extension (new-api derives the part's type from it). */
export function nameWithExtension(name: string, info: ImageInfo): string {
	const base =
		name
			.replace(/(?![\r\n])\p{Cc}/gu, '')
			.replace(/^.*[\\/]/, '')
			.replace(/\.[A-Za-z0-9]{1,5}$/, '') || 'image';
	const wanted = extensionOf(info);
	const given = /\.([A-Za-z0-9]{1,5})$/.exec(name)?.[1]?.toLowerCase();
	return given === 'jpeg' && wanted === 'jpg' ? `${base}.jpeg` : `${base}.${wanted}`;
}
