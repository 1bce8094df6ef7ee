import { createHash } from 'crypto';
import type { Chunks } from '../shared/streams';
import { asBuffer } from '../shared/streams';
import type { ImageInfo } from './imageInfo';
import { extensionOf, mimeTypeOf, plainMimeType } from './imageInfo';
import { PictureReader } from './pictureReader';

/** A picture whose bytes are at hand and can be read as often as needed. */
export interface PictureFile {
	/** With the extension that fits the bytes. */
	readonly fileName: string;
	readonly mimeType: string;
	readonly bytes: number;
	/** Where it was fetched from. */
	readonly url?: string;
	/** Absent when the bytes are no picture that is recognised. */
	readonly info?: ImageInfo;
	/** What is wrong with the file, as the end of a sentence that begins with its name. */
	readonly damage?: string;
	/** Whether any pixel is transparent; only looked at where it matters, and where it can be told. */
	readonly transparent?: boolean;
	open(): Promise<Chunks>;
	/** SHA-256 in hexadecimal digits; reads the file unless all of it was read before. */
	digest(): Promise<string>;
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
 * Learns what a picture is, and whether all of it is there. It is read to where it ends by its own account,
 * and not held; of a file whose parts say how long they are, the beginning is enough.
 * @param open opens the bytes anew at each call
 * @param name the name that the user knows it by, possibly without or with a wrong extension
 * @param declared the MIME type to fall back on when the bytes are not recognised
 * @param size its bytes, if they are known; it is read to its end otherwise
 */
export async function examinePicture(
	open: () => Promise<Chunks>,
	name: string,
	declared: string,
	size?: number,
): Promise<PictureFile> {
	const source = new Source(open);
	const reader = new PictureReader();
	let seen = 0;
	for await (const chunk of await source.open()) {
		reader.see(asBuffer(chunk));
		seen += chunk.length;
		// With the last byte comes the digest.
		if (size !== undefined && seen < size && reader.isDone(size)) break;
	}
	reader.end();
	const { info } = reader;
	const damage = reader.isCut ? 'is cut off before its end' : reader.damage;
	return {
		fileName: info ? nameWithExtension(name, info) : name || 'file',
		mimeType: info ? mimeTypeOf(info) : plainMimeType(declared),
		bytes: size ?? seen,
		...(info ? { info } : {}),
		...(damage === undefined ? {} : { damage }),
		open: async () => await source.open(),
		digest: async () => await source.digest(),
	};
}

/** Bytes that can be read again and again; their digest is made when they are first read to the end. */
class Source {
	private sha256: string | undefined;

	constructor(private readonly reopen: () => Promise<Chunks>) {}

	async open(): Promise<Chunks> {
		const chunks = await this.reopen();
		return this.sha256 === undefined ? this.digested(chunks) : chunks;
	}

	async digest(): Promise<string> {
		return this.sha256 ?? (await readThrough(this.digested(await this.reopen())));
	}

	private async *digested(chunks: Chunks): AsyncGenerator<Uint8Array, string> {
		const hash = createHash('sha256');
		for await (const chunk of chunks) {
			hash.update(chunk);
			yield chunk;
		}
		this.sha256 = hash.digest('hex');
		return this.sha256;
	}
}

async function readThrough<T>(chunks: AsyncGenerator<Uint8Array, T>): Promise<T> {
	for (;;) {
		const step = await chunks.next();
		if (step.done) return step.value;
	}
}

/** Gateways judge a file by its extension (new-api derives the part's type from it). */
export function nameWithExtension(name: string, info: ImageInfo): string {
	const base =
		name
			.replace(/(?![\r\n])\p{Cc}/gu, '')
			.replace(/^.*[\\/]/s, '')
			.replace(/\.[A-Za-z0-9]{1,5}$/, '') || 'image';
	const wanted = extensionOf(info);
	const given = /\.([A-Za-z0-9]{1,5})$/.exec(name)?.[1]?.toLowerCase();
	return given === 'jpeg' && wanted === 'jpg' ? `${base}.jpeg` : `${base}.${wanted}`;
}
