import type { ImageInfo } from './imageInfo';
import { asBuffer } from '../shared/streams';

/**
 * Looks for the end of a picture while its bytes pass: a connection, a gateway or a base64 that was cut
 * leaves a file that begins well. Bytes behind the end are tolerated, as decoders do.
 */
export class TruncationDetector {
	private readonly end: End | undefined;

	constructor({ type }: ImageInfo, head: Buffer) {
		if (type === 'png') this.end = new LastPngChunk();
		else if (type === 'webp') this.end = new Length(head.readUInt32LE(4) + 8);
		// Metadata may hold a whole picture of its own.
		else if (type === 'jpeg') this.end = new Mark(endOfImage, scanStart(head));
		else if (type === 'gif') this.end = new Mark(trailer, 0);
	}

	see(chunk: Uint8Array): void {
		if (!this.end?.reached) this.end?.see(asBuffer(chunk));
	}

	get isWhole(): boolean {
		return this.end?.reached ?? true;
	}
}

interface End {
	readonly reached: boolean;
	see(bytes: Buffer): void;
}

/** A WebP says how long it is. Source: RFC 9649, 2.4. */
class Length implements End {
	constructor(private left: number) {}

	see({ length }: Buffer): void {
		this.left -= length;
	}

	get reached(): boolean {
		return this.left <= 0;
	}
}

/** Goes from one chunk of a PNG to the next, without a look at what is in them. Source: W3C PNG 5.3, 11.2.5. */
class LastPngChunk implements End {
	/** Bytes up to the next chunk; before the first one stands the signature. */
	private skip = 8;
	private start: Buffer = Buffer.alloc(0);
	reached = false;

	see(bytes: Buffer): void {
		for (let at = 0; !this.reached; ) {
			const skipped = Math.min(this.skip, bytes.length - at);
			this.skip -= skipped;
			at += skipped;
			if (at === bytes.length) return;
			const more = bytes.subarray(at, at + 8 - this.start.length);
			at += more.length;
			this.start = this.start.length > 0 ? Buffer.concat([this.start, more]) : Buffer.from(more);
			if (this.start.length < 8) return;
			this.reached = this.start.toString('latin1', 4) === 'IEND';
			const checksum = 4;
			this.skip = this.start.readUInt32BE(0) + checksum;
			this.start = this.start.subarray(8);
		}
	}
}

/** Sources: ITU T.81 B.1.1.3, GIF89a 27 (behind the end of the last block). */
const endOfImage = Buffer.from([0xff, 0xd9]);
const trailer = Buffer.from([0x00, 0x3b]);

/** Searches everything from a byte on for a mark of two bytes. */
class Mark implements End {
	private before: Buffer = Buffer.alloc(0);
	reached = false;

	constructor(
		private readonly mark: Buffer,
		private from: number,
	) {}

	see(all: Buffer): void {
		const bytes = all.subarray(this.from);
		this.from = Math.max(0, this.from - all.length);
		const seam = Buffer.concat([this.before, bytes.subarray(0, 1)]);
		this.reached = seam.includes(this.mark) || bytes.includes(this.mark);
		if (bytes.length > 0) this.before = Buffer.from(bytes.subarray(-1));
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
