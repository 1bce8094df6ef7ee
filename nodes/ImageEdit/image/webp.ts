import type { Found, Walk } from './walk';
import { skip, take } from './walk';

/**
 * From chunk to chunk of a WebP, up to the length that it says it has. Its Exif orientation is left alone, as
 * browsers do.
 * Sources: RFC 9649 2.3 to 2.7, RFC 6386 9.1 (VP8), RFC 9649 3.4 (VP8L).
 */
export function* walkWebp(found: Found): Walk {
	let left = (yield take(12)).readUInt32LE(4) - 4;
	let hasPicture = false;
	while (left >= 8) {
		const head = yield take(8);
		const name = head.toString('latin1', 0, 4);
		const length = Math.min(head.readUInt32LE(4), left - 8);
		const size = length + (length % 2);
		let used = 0;
		if (name === 'VP8X' && length >= 10) {
			readExtended(yield take((used = 10)), found);
		} else if (name === 'VP8L' && length >= 5 && found.width === undefined) {
			readLossless(yield take((used = 5)), found);
		} else if (name === 'VP8 ' && length >= 10 && found.width === undefined) {
			readLossy(yield take((used = 10)), found);
		}
		hasPicture ||= ['ANMF', 'VP8 ', 'VP8L'].includes(name);
		// The byte that makes a length even may be missing at the end.
		yield skip(Math.min(size, left - 8) - used);
		left -= 8 + size;
	}
	yield skip(left);
	found.isWhole = true;
	if (!hasPicture || found.width === undefined) found.damage = 'has no image data in it';
}

function readExtended(chunk: Buffer, found: Found): void {
	found.width = 1 + chunk.readUIntLE(4, 3);
	found.height = 1 + chunk.readUIntLE(7, 3);
	found.alpha = ((chunk[0] ?? 0) & 16) > 0;
}

function readLossless(chunk: Buffer, found: Found): void {
	const bits = chunk.readUInt32LE(1);
	found.width = 1 + (bits & 0x3fff);
	found.height = 1 + ((bits >>> 14) & 0x3fff);
	found.alpha = ((bits >>> 28) & 1) === 1;
}

function readLossy(chunk: Buffer, found: Found): void {
	found.width = chunk.readUInt16LE(6) & 0x3fff;
	found.height = chunk.readUInt16LE(8) & 0x3fff;
	found.alpha = false;
}
