import { boxHead } from './boxes';
import { isTurned } from './exif';
import type { Found, Walk } from './walk';
import { skip, take } from './walk';

/** A JPEG XL without boxes around it. Where it ends, only a decoder can tell. Source: ISO/IEC 18181-1, D.2. */
export function* walkCodestream(found: Found): Walk {
	readCodestream(yield take(headLength), found);
	found.isWhole = true;
}

/** The signature, both sides and the orientation. */
const headLength = 12;

/** A JPEG XL in boxes, whole or in numbered parts. Source: ISO/IEC 18181-2, 9.1, 9.8, 9.9. */
export function* walkJxl(found: Found): Walk {
	for (;;) {
		const { body, name } = yield* boxHead();
		if (body < 0) return;
		const index = name === 'jxlp' ? (yield take(4)).readUInt32BE(0) : 0;
		let left = name === 'jxlp' ? body - 4 : body;
		if (/^jxl[cp]$/.test(name) && (index & 0x7fffffff) === 0) {
			const head = yield take(Math.min(left, headLength));
			readCodestream(head, found);
			left -= head.length;
		}
		found.isWhole = left === Infinity;
		if (left === Infinity) return;
		yield skip(left);
		if (name === 'jxlc' || index >= 0x80000000) break;
	}
	found.isWhole = true;
}

function readCodestream(bytes: Buffer, found: Found): void {
	const bits = new Bits(bytes.subarray(2));
	const isSmall = bits.next(1) === 1;
	const side = () => (isSmall ? (bits.next(5) + 1) * 8 : bits.next(lengths[bits.next(2)]) + 1);
	const height = side();
	const [across, along] = ratios[bits.next(3)] ?? [0, 0];
	found.height = height;
	found.width = across === 0 ? side() : Math.floor((height * across) / along);
	const isDefault = bits.next(1) === 1;
	const hasMore = !isDefault && bits.next(1) === 1;
	found.turned = hasMore && isTurned(1 + bits.next(3));
}

const lengths = [9, 13, 18, 30] as const;
/** Width to height, by number; 0 is any. */
const ratios = [
	[0, 0],
	[1, 1],
	[12, 10],
	[4, 3],
	[3, 2],
	[16, 9],
	[5, 4],
	[2, 1],
] as const;

/** Reads bits from the lowest of each byte on, and 0 behind the end. */
class Bits {
	private at = 0;

	constructor(private readonly bytes: Buffer) {}

	next(count = 0): number {
		let value = 0;
		for (let bit = 0; bit < count; bit++, this.at++) {
			value += (((this.bytes[this.at >> 3] ?? 0) >> (this.at & 7)) & 1) * 2 ** bit;
		}
		return value;
	}
}
