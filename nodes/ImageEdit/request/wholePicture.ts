import type { ImageInfo } from './imageInfo';

/** What stands at the end of a whole file of a format. Sources: W3C PNG 11.2.5, ITU T.81 B.1, GIF89a 27. */
const ends: Partial<Record<ImageInfo['type'], Buffer>> = {
	// The name alone may stand in metadata; its chunk has a length of 0.
	png: Buffer.from('\0\0\0\0IEND', 'latin1'),
	jpeg: Buffer.from([0xff, 0xd9]),
	gif: Buffer.from([0x00, 0x3b]),
};

/**
 * Looks for the end of a picture while its bytes pass: a connection, a gateway or a base64 that was cut
 * leaves a file that begins well. Bytes behind the end are tolerated, as decoders do.
 */
export class EndSeeker {
	private readonly end: Buffer | undefined;
	private before: Buffer = Buffer.alloc(0);
	private found = false;
	private bytes = 0;
	/** Where the search begins: metadata may hold a whole picture of its own. */
	private readonly from: number;

	constructor(
		private readonly info: ImageInfo,
		private readonly head: Buffer,
	) {
		this.end = ends[info.type];
		this.from = info.type === 'jpeg' ? scanStart(head) : 0;
	}

	see(chunk: Uint8Array): void {
		const skipped = Math.max(0, this.from - this.bytes);
		this.bytes += chunk.length;
		if (!this.end || this.found) return;
		const keep = this.end.length - 1;
		const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength).subarray(skipped);
		const seam = Buffer.concat([this.before, bytes.subarray(0, keep)]);
		this.found = bytes.includes(this.end) || seam.includes(this.end);
		this.before = Buffer.concat([this.before, bytes.subarray(-keep)]).subarray(-keep);
	}

	get isWhole(): boolean {
		if (this.info.type === 'webp') return this.head.readUInt32LE(4) + 8 <= this.bytes;
		return this.end ? this.found : true;
	}
}

/** Where the coded picture of a JPEG begins, behind its metadata. Source: ITU T.81 B.1.1. */
function scanStart(head: Buffer): number {
	let at = 2;
	while (at + 4 <= head.length && head[at] === 0xff && head[at + 1] !== 0xda) {
		at += 2 + head.readUInt16BE(at + 2);
	}
	return at;
}
