import type { Chunks } from './picture';

/** Base64 of at least this length is decoded as it arrives, instead of being held as text. */
const longRun = 4096;
const mark = '\uE000';

/** The index of a mark that `spoolBase64` left in the place of base64, or undefined. */
export function spooledIndex(text: string): number | undefined {
	const match = new RegExp(`^${mark}(\\d+)${mark}$`).exec(text);
	return match ? Number(match[1]) : undefined;
}

const inRun = new Uint8Array(256);
for (const char of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=_-') {
	inRun[char.charCodeAt(0)] = 1;
}
// JSON may escape characters of base64, see `unescape`.
const backslash = 92;
inRun[backslash] = 1;

/**
 * Reads an answer as it arrives. Long runs of base64, wherever they stand, are decoded and handed to
 * `store`; a mark takes their place in the text that is returned.
 * @param maxTextBytes what is left of the answer beside the runs may have at most this many bytes
 * @throws RangeError when it has more
 */
export async function spoolBase64<T>(
	chunks: Chunks,
	store: (bytes: Chunks) => Promise<T>,
	maxTextBytes: number,
): Promise<{ text: string; stored: T[] }> {
	const reader = new RunReader(chunks);
	const kept: Buffer[] = [];
	const stored: T[] = [];
	let size = 0;
	const keep = (bytes: Buffer) => {
		size += bytes.length;
		if (size > maxTextBytes)
			throw new RangeError(`The answer has more than ${maxTextBytes} bytes of text`);
		kept.push(bytes);
	};
	for (;;) {
		const piece = await reader.next();
		if (!piece) break;
		if (piece.long) {
			keep(Buffer.from(`${mark}${stored.length}${mark}`));
			stored.push(await store(decodeRun(piece.bytes, reader)));
		} else keep(piece.bytes);
	}
	return { text: Buffer.concat(kept).toString('utf8'), stored };
}

/** Cuts a stream of bytes into runs of the base64 alphabet and what lies between them. */
class RunReader {
	private readonly source: AsyncIterator<Uint8Array>;
	private rest: Buffer = Buffer.alloc(0);
	private ended = false;

	constructor(chunks: Chunks) {
		this.source = chunks[Symbol.asyncIterator]();
	}

	/** The next piece: text between runs, a short run, or the beginning of a long one. */
	async next(): Promise<{ bytes: Buffer; long: boolean } | undefined> {
		if (this.rest.length === 0 && !(await this.fill())) return undefined;
		const text = this.take(0);
		if (text.length > 0) return { bytes: text, long: false };
		let run = this.take(1);
		while (run.length < longRun && this.rest.length === 0 && (await this.fill())) {
			run = Buffer.concat([run, this.take(1)]);
		}
		return { bytes: run, long: run.length >= longRun };
	}

	/** The continuation of the run that `next` began, or undefined at its end. */
	async more(): Promise<Buffer | undefined> {
		while (this.rest.length === 0) if (!(await this.fill())) return undefined;
		const run = this.take(1);
		return run.length > 0 ? run : undefined;
	}

	/** Takes the bytes that are (1) or are not (0) of the alphabet from the front of the rest. */
	private take(alphabet: 0 | 1): Buffer {
		let end = 0;
		while (end < this.rest.length && inRun[this.rest[end] as number] === alphabet) end++;
		const taken = this.rest.subarray(0, end);
		this.rest = this.rest.subarray(end);
		return taken;
	}

	private async fill(): Promise<boolean> {
		while (!this.ended && this.rest.length === 0) {
			const { done, value } = await this.source.next();
			if (done) this.ended = true;
			else this.rest = Buffer.from(value.buffer, value.byteOffset, value.byteLength);
		}
		return !this.ended;
	}
}

async function* decodeRun(first: Buffer, reader: RunReader): Chunks {
	let rest = '';
	for (let bytes: Buffer | undefined = first; bytes; bytes = await reader.more()) {
		const raw = rest + bytes.toString('latin1');
		const cut = /\\(u[0-9a-fA-F]{0,3})?$/.exec(raw)?.index ?? raw.length;
		const text = unescape(raw.slice(0, cut));
		const whole = text.length - (text.length % 4);
		yield Buffer.from(text.slice(0, whole), 'base64');
		rest = text.slice(whole) + raw.slice(cut);
	}
	if (rest !== '') yield Buffer.from(rest, 'base64');
}

/** JSON escapes inside base64: PHP writes "\/", .NET "\u002B", some wrap lines with "\n". */
function unescape(text: string): string {
	if (!text.includes('\\')) return text;
	return text.replace(/\\(?:u([0-9a-fA-F]{4})|([nr/]))/g, (_whole, code: string, char: string) =>
		code ? String.fromCharCode(parseInt(code, 16)) : char === '/' ? '/' : '',
	);
}
