import { createHash } from 'crypto';
import type { Chunks } from '../shared/streams';
import { asBuffer } from '../shared/streams';
import type { ImageInfo } from './imageInfo';
import { extensionOf, headerBytes, mimeTypeOf, readImageInfo, tellsAll } from './imageInfo';

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
 * Learns what a picture is from its head.
 * @param open opens the bytes anew at each call, with chunks of so many bytes, if it can choose
 * @param name the name that the user knows it by, possibly without or with a wrong extension
 * @param declared the MIME type to fall back on when the bytes are not recognised
 * @param size its bytes, if they are known; it is read to its end otherwise
 */
export async function examinePicture(
	open: (chunkSize?: number) => Promise<Chunks>,
	name: string,
	declared: string,
	size?: number,
): Promise<PictureFile> {
	const source = new Source(open);
	const head: Uint8Array[] = [];
	let seen = 0;
	for await (const chunk of await source.open(size === undefined ? undefined : usualHead)) {
		if (seen < headerBytes) head.push(chunk);
		seen += chunk.length;
		const isEnough = seen >= headerBytes || (head.length === 1 && tellsAll(asBuffer(chunk)));
		if (size !== undefined && isEnough) break;
	}
	const info = readImageInfo(Buffer.concat(head));
	return {
		fileName: info ? nameWithExtension(name, info) : name || 'file',
		mimeType: info ? mimeTypeOf(info) : declared,
		bytes: size ?? seen,
		...(info ? { info } : {}),
		open: async () => await source.open(),
		digest: async () => await source.digest(),
	};
}

/** Bytes: nearly always enough. */
const usualHead = 64 * 1024;

/** Bytes that can be read again and again; their digest is made when they are first read to the end. */
class Source {
	private sha256: string | undefined;

	constructor(private readonly reopen: (chunkSize?: number) => Promise<Chunks>) {}

	async open(chunkSize?: number): Promise<Chunks> {
		const chunks = await this.reopen(chunkSize);
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
			.replace(/^.*[\\/]/, '')
			.replace(/\.[A-Za-z0-9]{1,5}$/, '') || 'image';
	const wanted = extensionOf(info);
	const given = /\.([A-Za-z0-9]{1,5})$/.exec(name)?.[1]?.toLowerCase();
	return given === 'jpeg' && wanted === 'jpg' ? `${base}.jpeg` : `${base}.${wanted}`;
}
