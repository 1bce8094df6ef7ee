import { isTurned, orientationTag } from './exif';
import type { Found, Reading, Walk } from './walk';
import { longestPart, skip, take } from './walk';

const magics: Readonly<Record<string, Layout>> = {
	'II*\0': { isLittle: true, isBig: false },
	'MM\0*': { isLittle: false, isBig: false },
	'II+\0': { isLittle: true, isBig: true },
	'MM\0+': { isLittle: false, isBig: true },
};

interface Layout {
	readonly isLittle: boolean;
	/** Offsets of 8 bytes. */
	readonly isBig: boolean;
}

export const isTiff = (head: Buffer): boolean => head.toString('latin1', 0, 4) in magics;

/** An entry of a directory: its numbers are in it, or elsewhere in the file. */
interface Entry {
	readonly tag: number;
	readonly count: number;
	/** Bytes of one of the numbers. */
	readonly size: number;
	/** Whether the numbers are in the entry itself. */
	readonly isInside: boolean;
	/** The first of the numbers, or where they stand. */
	readonly value: number;
}

const tags = { width: 256, height: 257, more: 338 } as const;
/** Where the strips or tiles are, and how long each is. */
const offsetTags = [273, 324];
const lengthTags = [279, 325];
/** Bytes of a number, by its type. */
const sizes = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 0, 0, 8, 8, 8];
/** No file of several pages has more. */
const mostPages = 10_000;

/**
 * From directory to directory of a TIFF, and on to the end of all that they name. They may name what lies
 * before them, which has passed by then; of long lists of strips only the last is looked at, since they are
 * written in the order of the picture.
 * Sources: TIFF 6.0 sections 2 and 8; BigTIFF: libtiff, "BigTIFF File Format Specification".
 */
export function* walkTiff(found: Found): Walk {
	const file = new Place();
	const layout = magics[(yield* file.take(4)).toString('latin1')] ?? {
		isLittle: true,
		isBig: false,
	};
	const { isBig } = layout;
	if (isBig) yield* file.take(4);
	let next = number(yield* file.take(isBig ? 8 : 4), 0, isBig ? 8 : 4, layout);
	let end = next;
	for (let page = 0; next >= file.at && page < mostPages; page++) {
		yield* file.skipTo(next);
		const count = number(yield* file.take(isBig ? 8 : 2), 0, isBig ? 8 : 2, layout);
		const entryLength = isBig ? 20 : 12;
		if (!(count > 0) || count * entryLength > longestPart) return;
		const directory = Buffer.from(yield* file.take(count * entryLength));
		next = number(yield* file.take(isBig ? 8 : 4), 0, isBig ? 8 : 4, layout);
		const entries = Array.from({ length: count }, (_none, index) =>
			readEntry(directory.subarray(index * entryLength), layout),
		);
		if (page === 0) readFacts(entries, found);
		end = Math.max(end, file.at, next, ...entries.map(endOfEntry));
		end = Math.max(end, yield* endOfStrips(entries, file, layout, next));
	}
	yield* file.skipTo(end);
	found.isWhole = true;
	if (found.width === undefined) found.damage = 'has no image data in it';
}

/** Knows where in the file a walk is. */
class Place {
	at = 0;

	*take(length: number): Reading<Buffer> {
		const bytes = yield take(length);
		this.at += length;
		return bytes;
	}

	*skipTo(to: number): Walk {
		if (to > this.at) {
			yield skip(to - this.at);
			this.at = to;
		}
	}
}

function number(bytes: Buffer, at: number, size: number, { isLittle }: Layout): number {
	if (size === 8) return Number(isLittle ? bytes.readBigUInt64LE(at) : bytes.readBigUInt64BE(at));
	return isLittle ? bytes.readUIntLE(at, size) : bytes.readUIntBE(at, size);
}

function readEntry(bytes: Buffer, layout: Layout): Entry {
	const room = layout.isBig ? 8 : 4;
	const type = number(bytes, 2, 2, layout);
	const count = number(bytes, 4, room, layout);
	const size = sizes[type] ?? 0;
	const isInside = size * count <= room;
	const value = number(bytes, 4 + room, isInside && size > 0 ? size : room, layout);
	return { tag: number(bytes, 0, 2, layout), count, size, isInside, value };
}

const endOfEntry = ({ count, isInside, size, value }: Entry) =>
	isInside ? 0 : value + size * count;

function readFacts(entries: readonly Entry[], found: Found): void {
	const value = (wanted: number) => entries.find(({ tag }) => tag === wanted)?.value;
	found.width = value(tags.width) ?? 0;
	found.height = value(tags.height) ?? 0;
	found.alpha = entries.some(({ tag }) => tag === tags.more);
	found.turned = isTurned(value(orientationTag) ?? 1);
}

/** Where the last strip or tile ends; 0 when that has passed. */
function* endOfStrips(
	entries: readonly Entry[],
	file: Place,
	layout: Layout,
	nextPage: number,
): Reading<number> {
	const last = { offset: 0, length: 0 };
	const lists = entries
		.filter(({ tag }) => offsetTags.includes(tag) || lengthTags.includes(tag))
		.map((entry) => ({
			entry,
			part: offsetTags.includes(entry.tag) ? ('offset' as const) : ('length' as const),
			place: placeOfLast(entry),
		}))
		.sort((a, b) => a.place - b.place);
	for (const { entry, part, place } of lists) {
		if (entry.count === 1 && entry.isInside) last[part] = entry.value;
		else if (entry.isInside) continue;
		// What comes after the next page is not waited for.
		else if (place >= file.at && !(nextPage >= file.at && place >= nextPage)) {
			yield* file.skipTo(place);
			last[part] = number(yield* file.take(entry.size), 0, entry.size, layout);
		}
	}
	return last.offset > 0 ? last.offset + last.length : 0;
}

const placeOfLast = ({ count, size, value }: Entry) => value + size * (count - 1);
