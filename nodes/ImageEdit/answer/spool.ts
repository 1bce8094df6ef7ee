import { Base64Decoder } from './base64Decoder';
import { PagedText } from './pagedText';
import type { Chunks } from '../shared/streams';
import { asBuffer } from '../shared/streams';

/** Base64 of at least this length is decoded as it arrives, instead of being held as text. */
const longRun = 4096;
const mark = '\uE000';

/** No gateway makes more pictures in one call. */
export const mostPictures = 100;

/** The index of a mark that `spoolBase64` left in the place of base64, or undefined. */
export function spooledIndex(text: string): number | undefined {
	const match = new RegExp(`^${mark}(\\d+)${mark}$`).exec(text);
	return match ? Number(match[1]) : undefined;
}

const inRun = new Uint8Array(256);
for (const char of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=_-') {
	inRun[char.charCodeAt(0)] = 1;
}
const backslash = 0x5c;
// What follows it decides: a JPEG in base64 begins with "/", which some encoders write as "\\/".
inRun[backslash] = 2;

/**
 * Reads an answer as it arrives. Long runs of base64, wherever they stand, are decoded and handed to
 * `store`; a mark takes their place in the text that is returned.
 * @param maxTextBytes what is left of the answer beside what was stored may have at most this many bytes
 * @throws RangeError when it has more, or more than `mostPictures` runs
 */
export async function spoolBase64<T>(
	chunks: Chunks,
	store: (bytes: Chunks) => Promise<T>,
	maxTextBytes: number,
): Promise<{ text: string; stored: T[] }> {
	const reader = new RunReader(chunks);
	const kept = new PagedText(maxTextBytes);
	const keep = (bytes: Buffer) => kept.add(bytes);
	const stored: T[] = [];
	for (;;) {
		const piece = await reader.next();
		if (!piece) break;
		if (piece.long) {
			if (stored.length === mostPictures) {
				throw new RangeError(`The answer has more than ${mostPictures} pictures`);
			}
			keep(Buffer.from(`${mark}${stored.length}${mark}`));
			stored.push(await store(decodeRun(piece.bytes, reader)));
			// A store may stop early at what is no picture; the rest still belongs to the same run.
			for (let rest = await reader.more(); rest; rest = await reader.more()) kept.count(rest);
		} else keep(piece.bytes);
	}
	return { text: kept.text(), stored };
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

	constructor(chunks: Chunks) {
		this.source = chunks[Symbol.asyncIterator]();
	}

	/** The next piece: text (short runs are text too), or the beginning of a long run as base64. */
	async next(): Promise<{ bytes: Buffer; long: boolean } | undefined> {
		while (this.rest.length === 0) if (!(await this.fill())) return undefined;
		const text = this.rest[0] === backslash ? await this.otherEscape() : this.take(0);
		if (text.length > 0) return { bytes: text, long: false };
		const portions: Portion[] = [];
		for (let length = 0, raw = 0; length < longRun; ) {
			const portion = await this.portion();
			if (portion) portions.push(portion);
			length += portion?.base64.length ?? 0;
			raw += portion?.raw.length ?? 0;
			// Line ends alone are text, and could go on for ever.
			if (!portion || (raw > 3 * longRun && length < longRun)) {
				return { bytes: Buffer.concat(portions.map((one) => one.raw)), long: false };
			}
		}
		return { bytes: Buffer.concat(portions.map(({ base64 }) => base64)), long: true };
	}

	/** The continuation of the run that `next` began, or undefined at its end. */
	async more(): Promise<Buffer | undefined> {
		return (await this.portion())?.base64;
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
		if (this.rest[0] !== backslash) {
			const run = this.take(1);
			return run.length > 0 ? { raw: run, base64: run } : undefined;
		}
		const escape = await this.escape();
		if (!escape) return undefined;
		let { length } = escape;
		// Line ends are taken together: there may be nothing else.
		if (escape.char === '') while (isLineEnd(this.rest, length)) length += 2;
		const raw = this.rest.subarray(0, length);
		this.rest = this.rest.subarray(length);
		return { raw, base64: Buffer.from(escape.char, 'latin1') };
	}

	/** A backslash with the character that belongs to it, unless the two may stand inside base64. */
	private async otherEscape(): Promise<Buffer> {
		if (await this.escape()) return nothing;
		const pair = this.rest.subarray(0, 2);
		this.rest = this.rest.subarray(2);
		return pair;
	}

	private async escape(): Promise<ReturnType<typeof readEscape>> {
		while (this.rest.length < longestEscape && (await this.fill()));
		return readEscape(this.rest.toString('latin1', 0, longestEscape));
	}

	/** Takes the bytes that are (1) or are not (0) of the alphabet from the front of the rest. */
	private take(alphabet: 0 | 1): Buffer {
		let end = 0;
		while (end < this.rest.length && inRun[this.rest[end] as number] === alphabet) end++;
		const taken = this.rest.subarray(0, end);
		this.rest = this.rest.subarray(end);
		return taken;
	}

	/** Adds what comes next to the rest. */
	private async fill(): Promise<boolean> {
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

const isLineEnd = (bytes: Buffer, at: number) =>
	bytes[at] === backslash && (bytes[at + 1] === 0x6e || bytes[at + 1] === 0x72);

/**
 * A JSON escape that may stand inside base64: PHP writes `\/`, .NET `\u002B`, some wrap lines with `\n`.
 * Any other belongs to the text that follows.
 */
function readEscape(text: string): { readonly length: number; readonly char: string } | undefined {
	if (text.startsWith('\\/')) return { length: 2, char: '/' };
	if (/^\\[nr]/.test(text)) return { length: 2, char: '' };
	const code = /^\\u([0-9a-fA-F]{4})/.exec(text)?.[1];
	const char = code === undefined ? '' : String.fromCharCode(parseInt(code, 16));
	return /^[\w+/=-]$/.test(char) ? { length: 6, char } : undefined;
}

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
