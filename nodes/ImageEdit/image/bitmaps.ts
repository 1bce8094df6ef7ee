import type { Found, Walk } from './walk';
import { longestPart, skip, take } from './walk';

/** Lengths of the header behind the file's own; the first is that of OS/2 1.x, with sides of 16 bits. */
const coreHeader = 12;
const infoHeaders = [16, 40, 52, 56, 64, 108, 124];

/** Whether a file that begins with "BM" is a bitmap, and not a text. */
export const isBmp = (head: Buffer): boolean =>
	head.length >= 26 && [coreHeader, ...infoHeaders].includes(head.readUInt32LE(14));

/**
 * A bitmap ends where its own sides say: what its header says of the file's length is often 0.
 * Source: Microsoft, "Bitmap Header Types" (BITMAPFILEHEADER, BITMAPCOREHEADER, BITMAPINFOHEADER).
 */
export function* walkBmp(found: Found): Walk {
	const file = yield take(18);
	const start = file.readUInt32LE(10);
	const headerLength = file.readUInt32LE(14);
	const isCore = headerLength === coreHeader;
	const header = yield take(isCore ? 8 : 12);
	found.width = isCore ? header.readUInt16LE(0) : header.readInt32LE(0);
	// A picture that is written from top to bottom has a negative height.
	found.height = isCore ? header.readUInt16LE(2) : Math.abs(header.readInt32LE(4));
	const bits = header.readUInt16LE(isCore ? 6 : 10);
	let length = Math.floor((found.width * bits + 31) / 32) * 4 * found.height;
	let at = 18 + header.length;
	if (headerLength >= 40) {
		const more = yield take(8);
		at += 8;
		const compression = more.readUInt32LE(0);
		const isPacked = ![0, 3, 6].includes(compression);
		if (isPacked) length = more.readUInt32LE(4);
	}
	yield skip(Math.max(start, at) + length - at);
	found.isWhole = true;
}

/** Whether a file begins with the directory of an icon: its first bytes alone may be anything. */
export const isIco = (head: Buffer): boolean =>
	head.length >= 22 &&
	head.readUInt32BE(0) === 0x00000100 &&
	head.readUInt16LE(4) > 0 &&
	head[9] === 0 &&
	head.readUInt32LE(14) > 0 &&
	head.readUInt32LE(18) >= 6 + 16 * head.readUInt16LE(4);

/** An icon has a directory of its pictures; the largest counts. Source: Microsoft, "Icons" (ICONDIRENTRY). */
export function* walkIco(found: Found): Walk {
	const count = (yield take(6)).readUInt16LE(4);
	const directory = yield take(Math.min(16 * count, longestPart));
	let end = 0;
	found.width = 0;
	found.height = 0;
	for (let at = 0; at + 16 <= directory.length; at += 16) {
		found.width = Math.max(found.width, directory[at] || 256);
		found.height = Math.max(found.height, directory[at + 1] || 256);
		end = Math.max(end, directory.readUInt32LE(at + 8) + directory.readUInt32LE(at + 12));
	}
	yield skip(end - 6 - directory.length);
	found.isWhole = true;
}
