import { Base64Decoder } from './base64Decoder';
import { markOf } from './marks';
import { PagedText } from './pagedText';
import type { Chunks } from '../shared/streams';
import { asBuffer } from '../shared/streams';
import { attempt } from '../shared/attempt';

/** Base64 of at least this length is decoded as it arrives, instead of being held as text. */
const longRun = 4096;

/** No gateway makes more pictures in one call. */
export const mostPictures = 100;

const inRun = new Uint8Array(256);
for (const char of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=_-') {
	inRun[char.charCodeAt(0)] = 1;
}
const [backslash, quote] = [0x5c, 0x22];
// What follows it decides: a JPEG in base64 begins with "/", which some encoders write as "\\/".
inRun[backslash] = 2;

/** A preview or a thought takes no place among the images, but is not read for ever either. */
const mostRuns = 1_000;

/** Bytes of text before base64 that tell what it is. */
const nearby = 4096;

export interface Spooled<T> {
	/** What is left of the answer, with marks. */
	readonly text: string;
	/** By index; undefined for what was a draft. */
	readonly stored: ReadonlyArray<T | undefined>;
	/** Why this is not all of it. */
	readonly failure?: unknown;
}

/**
 * Reads an answer as it arrives. Long runs of base64, wherever they stand, are decoded and handed to
 * `store`; a mark takes their place in the text that is returned. What came before a failure is returned
 * with it: a RangeError when there is too much.
 * @param maxTextBytes what is left of the answer beside what was stored may have at most this many bytes
 * @param isDraft whether base64 behind such text is surely no result: it is passed over
 */
export async function spoolBase64<T>(
	chunks: Chunks,
	store: (bytes: Chunks) => Promise<T>,
	maxTextBytes: number,
	isDraft: (before: string) => boolean = () => false,
): Promise<Spooled<T>> {
	const reader = new RunReader(chunks);
	const kept = new PagedText(maxTextBytes);
	const stored: Array<T | undefined> = [];
	let images = 0;
	const read = async () => {
		for (let piece = await reader.next(); piece; piece = await reader.next()) {
			if (!piece.long) kept.add(piece.bytes);
			if (!piece.long) continue;
			const isResult = !isDraft(kept.end(nearby));
			if (isResult && images === mostPictures)
				throw new RangeError(`The answer has more than ${mostPictures} pictures`);
			if (stored.length === mostRuns)
				throw new RangeError(`The answer has more than ${mostRuns} previews`);
			const index = stored.push(undefined) - 1;
			kept.add(Buffer.from(markOf(index)));
			if (isResult) {
				images++;
				stored[index] = await store(decodeRun(piece.bytes, reader));
			}
			// A store may stop early at what is no picture; the rest still belongs to the same run.
			for (let rest = await reader.more(); rest; rest = await reader.more())
				if (isResult) kept.count(rest);
		}
	};
	const done = await attempt(read);
	return { text: kept.text(), stored, ...(done.ok ? {} : { failure: done.error }) };
}

/** A part of a run: as it stands in the answer, and what it says. */
interface Portion {
	readonly raw: Buffer;
	readonly base64: Buffer;
}

const longestEscape = 6;
const nothing = Buffer.alloc(0);

/** Cuts a stream of bytes into runs of base64 and what lies between them. */
class RunReader {
	private readonly source: AsyncIterator<Uint8Array>;
	private rest: Buffer = nothing;
	private ended = false;
	private broken: { readonly error: unknown } | undefined;

	constructor(chunks: Chunks) {
		this.source = chunks[Symbol.asyncIterator]();
	}

	/** The next piece: text (short runs are text too), or the beginning of a long run as base64. */
	async next(): Promise<{ bytes: Buffer; long: boolean } | undefined> {
		while (this.rest.length === 0) if (!(await this.fill())) return undefined;
		const text = this.take(textBefore(this.rest));
		if (text.length > 0) return { bytes: text, long: false };
		const portions: Portion[] = [];
		for (let length = 0, raw = 0; length < longRun; ) {
			const portion =
				(await this.portion()) ?? (length < leastPiece ? undefined : await this.crossing());
			if (portion) portions.push(portion);
			length += portion?.base64.length ?? 0;
			raw += portion?.raw.length ?? 0;
			// Line ends alone are text, and could go on for ever.
			if (!portion || (raw > longestRaw && length < longRun)) {
				// An escape that is cut in two, and turns out to be none of base64, is all that there is.
				if (portions.length === 0)
					return { bytes: this.take(otherLength(this.rest, 0)), long: false };
				return { bytes: Buffer.concat(portions.map((one) => one.raw)), long: false };
			}
		}
		return { bytes: Buffer.concat(portions.map(({ base64 }) => base64)), long: true };
	}

	/** The continuation of the run that `next` began, or undefined at its end. */
	async more(): Promise<Buffer | undefined> {
		return ((await this.portion()) ?? (await this.crossing()))?.base64;
	}

	private isAtEnd(): 'cut' | undefined {
		return this.ended ? undefined : 'cut';
	}

	/** What lies between two pieces of one text, and is none of it. */
	private async crossing(): Promise<Portion | undefined> {
		for (;;) {
			const length = this.rest.length === 0 ? this.isAtEnd() : seamAt(this.rest, 0, this.ended);
			if (length === undefined) return undefined;
			if (length !== 'cut') return { raw: this.take(length), base64: nothing };
			// What breaks off behind a piece does not harm it: it is told of when more is needed.
			const filled = await attempt(async () => await this.fill());
			if (!filled.ok) this.broken = filled;
			if (!filled.ok) return undefined;
		}
	}

	/**
	 * Offers what comes next, whatever it is.
	 * @param use takes as much as it likes from the front
	 * @returns whether it took any
	 */
	async offer(use: (bytes: Buffer) => number): Promise<boolean> {
		while (this.rest.length === 0) if (!(await this.fill())) return false;
		const used = use(this.rest);
		this.rest = this.rest.subarray(used);
		return used > 0;
	}

	private async portion(): Promise<Portion | undefined> {
		while (this.rest.length === 0) if (!(await this.fill())) return undefined;
		if (this.rest[0] === backslash) while (this.rest.length < longestEscape && (await this.fill()));
		const { base64, length } = readRun(this.rest, this.ended);
		return length > 0 ? { raw: this.take(length), base64 } : undefined;
	}

	private take(length: number): Buffer {
		const taken = this.rest.subarray(0, length);
		this.rest = this.rest.subarray(length);
		return taken;
	}

	/** Adds what comes next to the rest. */
	private async fill(): Promise<boolean> {
		if (this.broken) throw this.broken.error;
		if (this.ended) return false;
		const { done, value } = await this.source.next();
		if (done) this.ended = true;
		else {
			const bytes = asBuffer(value);
			this.rest = this.rest.length > 0 ? Buffer.concat([this.rest, bytes]) : bytes;
		}
		return !this.ended;
	}
}

/** A piece of a chat that is shorter is text. */
const leastPiece = 256;
/** Bytes in which the end of one piece and the begin of the next lie. */
const seamSize = 4096;
const mostBefore = 500;
const lineEnds = String.raw`(?:\r\n|\n|\r){1,3}`;
/** From the quote that ends a piece to the one that begins the next, in another event. */
const seam = new RegExp(
	String.raw`^"[^\r\n]{0,${mostBefore - 1}}${lineEnds}(?:(?::|event:|id:)[^\r\n]{0,200}${lineEnds}){0,5}data: ?\{[^\r\n]{0,2000}?"delta"\s*:\s*(?:\{[^\r\n{}]{0,500}?"content"\s*:\s*)?"(?=([\w+/=\\-]+)([^\w+/=\\-]|$))`,
);

/**
 * A chat may hand over its text in pieces, and base64 in the midst of it.
 * @returns how many bytes lie between this piece and the next; "cut" while that cannot be told
 */
function seamAt(bytes: Buffer, at: number, isAll: boolean): number | 'cut' | undefined {
	if (bytes[at] !== quote) return undefined;
	const near = bytes.toString('latin1', at, at + seamSize);
	// An answer that is no stream has no line end here.
	if (near.length > mostBefore && !/[\r\n]/.test(near.slice(0, mostBefore + 1))) return undefined;
	const isCut = near.length < seamSize && !isAll;
	const { 0: between = '', 1: piece = '', 2: end = '' } = seam.exec(near) ?? [];
	if (between === '' || (end === '' && isCut)) return isCut ? 'cut' : undefined;
	// A word may follow a picture, but hardly one like this.
	const isBase64 = piece.length >= 16 || piece.includes('=') || end === ')';
	return isBase64 ? between.length : undefined;
}

/** Bytes in which a run has become long, or is none. */
const longestRaw = 3 * longRun;

/** How many bytes come before a run that is long, or that may become so in what is still to come. */
function textBefore(bytes: Buffer): number {
	let begin = 0;
	let length = 0;
	for (let at = 0; at < bytes.length; ) {
		const kind = inRun[bytes[at] as number];
		const escape = kind === 2 ? escapeAt(bytes, at, false) : undefined;
		if (escape === 'cut') return begin;
		at += escape?.length ?? (kind === 2 ? otherLength(bytes, at) : 1);
		if (kind === 1 || escape) {
			length += escape?.char === noChar ? 0 : 1;
			if (length === longRun) return begin;
			if (at - begin <= longestRaw) continue;
		}
		// The rest of the run may come in further events.
		if (length >= leastPiece && seamAt(bytes, at - 1, false) !== undefined) return begin;
		begin = Math.min(at, bytes.length);
		length = 0;
	}
	return begin;
}

/** All that stands at the front of a run. @param isAll whether nothing follows */
function readRun(
	bytes: Buffer,
	isAll: boolean,
): { readonly base64: Buffer; readonly length: number } {
	let at = 0;
	while (at < bytes.length && inRun[bytes[at] as number] === 1) at++;
	if (bytes[at] !== backslash) return { base64: bytes.subarray(0, at), length: at };
	const base64 = Buffer.allocUnsafe(bytes.length);
	let written = bytes.copy(base64, 0, 0, at);
	while (at < bytes.length) {
		const byte = bytes[at] as number;
		const kind = inRun[byte];
		if (kind === 0) break;
		const escape = kind === 1 ? undefined : escapeAt(bytes, at, isAll);
		if (kind === 2 && (escape === undefined || escape === 'cut')) break;
		const { char, length } = typeof escape === 'object' ? escape : { char: byte, length: 1 };
		if (char !== noChar) base64[written++] = char;
		at += length;
	}
	return { base64: base64.subarray(0, written), length: at };
}

interface Escape {
	readonly length: number;
	/** The byte that it stands for. */
	readonly char: number;
}

/** Of a line end, which says nothing within base64. */
const noChar = -1;
const [slash, letterN, letterR, letterU] = [0x2f, 0x6e, 0x72, 0x75];
const [escapedSlash, lineEnd]: readonly Escape[] = [
	{ length: 2, char: slash },
	{ length: 2, char: noChar },
];

/**
 * A JSON escape that may stand inside base64: PHP writes `\/`, .NET `\u002B`, some wrap lines with `\n`.
 * Any other belongs to the text that follows.
 * @returns "cut" for one whose end has not come yet
 */
function escapeAt(bytes: Buffer, at: number, isAll: boolean): Escape | 'cut' | undefined {
	const letter = bytes[at + 1];
	if (letter === slash) return escapedSlash;
	if (letter === letterN || letter === letterR) return lineEnd;
	if (letter !== undefined && letter !== letterU) return undefined;
	if (at + longestEscape > bytes.length) return isAll ? undefined : 'cut';
	const code = /^[0-9a-fA-F]{4}$/.exec(bytes.toString('latin1', at + 2, at + longestEscape))?.[0];
	const char = code === undefined ? 0 : parseInt(code, 16);
	return inRun[char] === 1 ? { length: longestEscape, char } : undefined;
}

/** Of an escape that belongs to the text: its digits are none of base64. */
const otherLength = (bytes: Buffer, at: number) => (bytes[at + 1] === letterU ? longestEscape : 2);

async function* decodeRun(first: Buffer, reader: RunReader): Chunks {
	const decoder = new Base64Decoder();
	const use = (bytes: Buffer) => decoder.addPlain(bytes);
	for (let bytes: Buffer | undefined = first; bytes; ) {
		yield* decoder.add(bytes);
		while (await reader.offer(use)) yield* decoder.full();
		bytes = await reader.more();
	}
	yield decoder.rest();
}
