import type { Reading } from './walk';
import { take } from './walk';

/** A box of the ISO base media file format, whose head was read. Source: ISO/IEC 14496-12, 4.2. */
export interface BoxHead {
	readonly name: string;
	/** Bytes of the head that was read. */
	readonly head: number;
	/** Bytes behind it; Infinity for one that goes on to the end of the file, negative when it is none. */
	readonly body: number;
}

export function* boxHead(): Reading<BoxHead> {
	const start = yield take(8);
	const name = start.toString('latin1', 4);
	const size = start.readUInt32BE(0);
	if (size === 0) return { name, head: 8, body: Infinity };
	if (size !== 1) return { name, head: 8, body: size - 8 };
	return { name, head: 16, body: Number((yield take(8)).readBigUInt64BE(0)) - 16 };
}

/** The boxes in a box that was read whole. */
export function boxesIn(bytes: Buffer): Array<{ readonly name: string; readonly body: Buffer }> {
	const boxes: Array<{ name: string; body: Buffer }> = [];
	for (let at = 0; at + 8 <= bytes.length;) {
		const size = bytes.readUInt32BE(at);
		if (size < 8) break;
		const name = bytes.toString('latin1', at + 4, at + 8);
		boxes.push({ name, body: bytes.subarray(at + 8, at + size) });
		at += size;
	}
	return boxes;
}

/** Reads numbers one after the other, and 0 behind the end. */
export class Numbers {
	private at = 0;

	constructor(private readonly bytes: Buffer) {}

	/** @param size 0 to 8 bytes, of which no number that matters here fills more than 6 */
	next(size: number): number {
		const end = this.at + size;
		const from = Math.max(this.at, end - 6);
		this.at = end;
		return size > 0 && end <= this.bytes.length ? this.bytes.readUIntBE(from, end - from) : 0;
	}

	get isAtEnd(): boolean {
		return this.at >= this.bytes.length;
	}
}
