import type { Chunks } from '../shared/streams';
import { asBuffer } from '../shared/streams';
import { attempt } from '../shared/attempt';
import { seamAt } from './seams';

/** Base64 of at least this length is decoded as it arrives, instead of being held as text. */
const longRun = 4096;

const inRun = new Uint8Array(256);
for (const char of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=_-') {
	inRun[char.charCodeAt(0)] = 1;
}
const backslash = 0x5c;
// What follows it decides: a JPEG in base64 begins with "/", which some encoders write as "\\/".
inRun[backslash] = 2;

/** A part of a run: as it stands in the answer, and what it says. */
interface Portion {
	readonly raw: Buffer;
	readonly base64: Buffer;
}

const longestEscape = 6;
const nothing = Buffer.alloc(0);

/** Cuts a stream of bytes into runs of base64 and what lies between them. */
export class RunReader {
	private readonly source: AsyncIterator<Uint8Array>;
	private rest: Buffer = nothing;
	private ended = false;
	private broken: { readonly error: unknown } | undefined;
	/** Where escapes are taken out: a buffer for each portion would cost more than the work. */
	private scratch = nothing;

	constructor(chunks: Chunks) {
		this.source = chunks[Symbol.asyncIterator]();
	}

	/** The next piece: text (short runs are text too), or the beginning of a long run as base64. */
	async next(): Promise<{ bytes: Buffer; long: boolean } | undefined> {
		while (this.rest.length === 0) if (!(await this.fill())) return undefined;
		const text = this.take(textBefore(this.rest));
		if (text.length > 0) return { bytes: text, long: false };
		const portions: Portion[] = [];
		for (let length = 0, raw = 0; length < longRun;) {
			const portion =
				(await this.portion()) ?? (length < leastPiece ? undefined : await this.crossing());
			if (portion) portions.push({ ...portion, base64: Buffer.from(portion.base64) });
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

	/** The continuation of the run that `next` began, or undefined at its end; it holds until the next call. */
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
		if (this.scratch.length < this.rest.length) this.scratch = Buffer.allocUnsafe(this.rest.length);
		const { base64, length } = readRun(this.rest, this.ended, this.scratch);
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
const leastPiece = 32;

/** Bytes in which a run has become long, even if each character is an escape, or is none. */
const longestRaw = longestEscape * longRun;

/** How many bytes come before a run that is long, or that may become so in what is still to come. */
function textBefore(bytes: Buffer): number {
	let begin = 0;
	let length = 0;
	for (let at = 0; at < bytes.length;) {
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

/**
 * All that stands at the front of a run.
 * @param isAll whether nothing follows
 * @param into takes what is left without escapes; as long as `bytes`
 */
function readRun(
	bytes: Buffer,
	isAll: boolean,
	into: Buffer,
): { readonly base64: Buffer; readonly length: number } {
	let at = 0;
	while (at < bytes.length && inRun[bytes[at] as number] === 1) at++;
	if (bytes[at] !== backslash) return { base64: bytes.subarray(0, at), length: at };
	let written = bytes.copy(into, 0, 0, at);
	while (at < bytes.length) {
		const byte = bytes[at] as number;
		if (inRun[byte] === 1) {
			into[written++] = byte;
			at++;
			continue;
		}
		const escape = byte === backslash ? escapeAt(bytes, at, isAll) : undefined;
		if (escape === undefined || escape === 'cut') break;
		if (escape.char !== noChar) into[written++] = escape.char;
		at += escape.length;
	}
	return { base64: into.subarray(0, written), length: at };
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
/** By the byte that they stand for; made once, since there may be millions of them. */
const byNumber = Array.from(inRun, (kind, char): Escape | undefined =>
	kind === 1 ? { length: longestEscape, char } : undefined,
);

const digits = new Int8Array(256).fill(-1);
for (const [value, char] of [...'0123456789abcdef'].entries())
	for (const digit of [char, char.toUpperCase()]) digits[digit.charCodeAt(0)] = value;

/** @returns the number that four hexadecimal digits write, -1 where they are none */
function numberAt(bytes: Buffer, start: number): number {
	let number = 0;
	for (let at = start; at < start + 4; at++) {
		const digit = digits[bytes[at] as number] as number;
		if (digit < 0) return -1;
		number = number * 16 + digit;
	}
	return number;
}

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
	return byNumber[numberAt(bytes, at + 2)];
}

/** Of an escape that belongs to the text: its digits are none of base64. */
const otherLength = (bytes: Buffer, at: number) => (bytes[at + 1] === letterU ? longestEscape : 2);
