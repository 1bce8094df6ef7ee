import { boxesIn, boxHead, Numbers } from './boxes';
import type { Found, Reading, Walk } from './walk';
import { longestPart, skip, take } from './walk';

/** Brands of HEVC pictures and of pictures of any kind. Source: ISO/IEC 23008-12, Annex B; MIAF, 10. */
const heicBrands = /^(?:hei[cmsx]|hev[cmsx]|mif[12]|msf1|miaf|MiHB|MiHE|MiPr)$/;
const avifBrands = /^(?:avif|avis|MA1[AB])$/;

/**
 * Which of the two a file is whose first box is "ftyp".
 * @param head at least that box
 */
export function heifTypeOf(head: Buffer): 'avif' | 'heic' | undefined {
	const end = Math.min(head.readUInt32BE(0), head.length);
	const major = head.toString('latin1', 8, 12);
	const brands = [major];
	for (let at = 16; at + 4 <= end; at += 4) brands.push(head.toString('latin1', at, at + 4));
	if (brands.some((brand) => avifBrands.test(brand))) return 'avif';
	return brands.some((brand) => heicBrands.test(brand)) ? 'heic' : undefined;
}

/** What the boxes in "meta" say. */
interface Meta {
	/** The first byte behind all parts of all items that lie in the file itself. */
	end: number;
}

/**
 * From box to box of an AVIF or HEIC, up to where its last picture ends by its own account.
 * Sources: ISO/IEC 14496-12 8.11 (meta, iloc, pitm), 8.3.2 (tkhd), ISO/IEC 23008-12 6.5 (ispe, irot, auxC).
 */
export function* walkHeif(found: Found): Walk {
	let meta: Meta | undefined;
	let hasData = false;
	let needsFilm = false;
	for (let at = 0; ;) {
		const { body, head, name } = yield* boxHead();
		at += head;
		if (body < 0) return;
		if (name === 'ftyp' && body <= longestPart) {
			needsFilm = /avis|hev[cmsx]|msf1/.test((yield take(body)).toString('latin1', 0, 4));
		} else if (name === 'meta' && body !== Infinity) {
			meta = yield* readMeta(body, found);
		} else if (name === 'moov' && body !== Infinity) {
			yield* readFilm(body, found);
			needsFilm = false;
			meta ??= { end: 0 };
		} else if (body === Infinity) {
			yield skip((meta?.end ?? 0) - at);
			found.isWhole = true;
			return;
		} else yield skip(body);
		at += body;
		hasData ||= name === 'mdat' || name === 'idat';
		if (meta && at >= meta.end && (hasData || meta.end === 0) && !needsFilm) break;
	}
	found.isWhole = true;
}

function* readMeta(length: number, found: Found): Reading<Meta> {
	const parts: Record<string, Buffer> = {};
	yield skip(4);
	for (let left = length - 4; left >= 8;) {
		const { body, head, name } = yield* boxHead();
		const inside = Math.max(0, Math.min(body, left - head));
		if (['iloc', 'iprp', 'pitm'].includes(name) && inside <= longestPart) {
			parts[name] = yield take(inside);
		} else yield skip(inside);
		left -= head + inside;
	}
	const { iloc, iprp, pitm } = parts;
	const primary = pitm && new Numbers(pitm.subarray(4)).next((pitm[0] ?? 0) === 0 ? 2 : 4);
	if (iprp && primary !== undefined) readProperties(iprp, primary, found);
	return { end: iloc ? endOfItems(iloc) : 0 };
}

/** Where the last item ends; what is in "meta" itself (construction method 1) is not counted. */
function endOfItems(iloc: Buffer): number {
	const numbers = new Numbers(iloc);
	const version = numbers.next(1);
	numbers.next(3);
	const sizes = numbers.next(2);
	const [offset, length, base] = [sizes >> 12, (sizes >> 8) & 15, (sizes >> 4) & 15];
	const index = version > 0 ? sizes & 15 : 0;
	let end = 0;
	for (let items = numbers.next(version < 2 ? 2 : 4); items > 0 && !numbers.isAtEnd; items--) {
		numbers.next(version < 2 ? 2 : 4);
		const method = version > 0 ? numbers.next(2) & 15 : 0;
		const reference = numbers.next(2);
		const start = numbers.next(base);
		for (let extents = numbers.next(2); extents > 0 && !numbers.isAtEnd; extents--) {
			numbers.next(index);
			const last = start + numbers.next(offset) + numbers.next(length);
			if (method === 0 && reference === 0) end = Math.max(end, last);
		}
	}
	return end;
}

function readProperties(iprp: Buffer, primary: number, found: Found): void {
	const boxes = boxesIn(iprp);
	const ipco = boxes.find(({ name }) => name === 'ipco');
	const properties = ipco ? boxesIn(ipco.body) : [];
	const used = boxes.flatMap(({ body, name }) =>
		name === 'ipma' ? propertiesOf(body, primary) : [],
	);
	for (const index of used) {
		const { body, name } = properties[index - 1] ?? {};
		if (name === 'ispe' && body && body.length >= 12) {
			found.width = body.readUInt32BE(4);
			found.height = body.readUInt32BE(8);
		} else if (name === 'irot') found.turned = ((body?.[0] ?? 0) & 1) === 1;
	}
	// The alpha of a picture is another one, which says that it is.
	found.alpha = properties.some(
		({ body, name }) => name === 'auxC' && /alpha|auxid:1/.test(body.toString('latin1', 0, 80)),
	);
}

/** The numbers, from 1, of the properties that an item has. */
function propertiesOf(ipma: Buffer, item: number): number[] {
	const numbers = new Numbers(ipma);
	const version = numbers.next(1);
	const isWide = (numbers.next(3) & 1) === 1;
	for (let entries = numbers.next(4); entries > 0 && !numbers.isAtEnd; entries--) {
		const id = numbers.next(version < 1 ? 2 : 4);
		const count = numbers.next(1);
		const indexes = Array.from({ length: count }, () =>
			isWide ? numbers.next(2) & 0x7fff : numbers.next(1) & 0x7f,
		);
		if (id === item) return indexes;
	}
	return [];
}

/** Of a sequence without a picture of its own, the sides of its first track, in 16.16 fixed point. */
function* readFilm(length: number, found: Found): Walk {
	for (let left = length; left >= 8;) {
		const { body, head, name } = yield* boxHead();
		left -= head;
		const inside = Math.max(0, Math.min(body, left));
		if (name === 'trak' && inside === body) continue;
		if (name === 'tkhd' && inside >= 84 && inside <= longestPart) {
			const track = yield take(inside);
			found.width ??= track.readUInt32BE(inside - 8) >>> 16;
			found.height ??= track.readUInt32BE(inside - 4) >>> 16;
		} else yield skip(inside);
		left -= inside;
	}
}
