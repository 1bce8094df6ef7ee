import type { Found, Reading, Walk } from './walk';
import { skip, take } from './walk';

/** From block to block of a GIF, up to its trailer. Source: GIF89a, 15 to 27. */
export function* walkGif(found: Found): Walk {
	yield skip(6);
	const screen = yield take(7);
	found.width = screen.readUInt16LE(0);
	found.height = screen.readUInt16LE(2);
	found.alpha = true;
	yield skip(tableSize(screen[4] ?? 0));
	let hasPicture = false;
	for (;;) {
		const [introducer] = yield take(1);
		if (introducer === trailer) break;
		if (introducer === image) {
			const frame = yield take(9);
			// Some writers leave the screen at 0, and decoders go by the first frame.
			found.width ||= frame.readUInt16LE(4);
			found.height ||= frame.readUInt16LE(6);
			yield skip(tableSize(frame[8] ?? 0) + 1);
			yield* blocks();
			hasPicture = true;
		} else if (introducer === extension) {
			yield skip(1);
			yield* blocks();
			// Anything else was never a block: a part of the file is missing, or was written over.
		} else return;
	}
	found.isWhole = true;
	if (!hasPicture) found.damage = 'has no image data in it';
}

const image = 0x2c;
const extension = 0x21;
const trailer = 0x3b;

/** Bytes of a colour table, by the flags before it. */
const tableSize = (flags: number) => ((flags & 0x80) > 0 ? 3 * 2 ** ((flags & 7) + 1) : 0);

function* blocks(): Reading<void> {
	for (;;) {
		const [length = 0] = yield take(1);
		if (length === 0) return;
		yield skip(length);
	}
}
