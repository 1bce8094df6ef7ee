import { mostValues } from '../shared/json';

const pageBytes = 64 * 1024;
const [comma, bracket, brace] = [0x2c, 0x5b, 0x7b];

/** Text that comes in small pieces: kept in pages, since a Buffer for each word costs more than the word. */
export class PagedText {
	private readonly pages: Buffer[] = [];
	private used = pageBytes;
	private seen = 0;
	private values = 0;

	constructor(private readonly maxBytes: number) {}

	count(bytes: Buffer): void {
		this.seen += bytes.length;
		if (this.seen > this.maxBytes) {
			throw new RangeError(`The response has more than ${this.maxBytes} bytes of text`);
		}
	}

	add(bytes: Buffer): void {
		this.count(bytes);
		// Each value of JSON but the first comes after one of these.
		for (const byte of bytes)
			if (byte === comma || byte === bracket || byte === brace) this.values++;
		if (this.values > mostValues) {
			throw new RangeError(`The response has more than ${mostValues} values`);
		}
		for (let at = 0; at < bytes.length;) {
			if (this.used === pageBytes) {
				this.pages.push(Buffer.allocUnsafe(pageBytes));
				this.used = 0;
			}
			const copied = bytes.copy(this.pages.at(-1) as Buffer, this.used, at);
			this.used += copied;
			at += copied;
		}
	}

	/** The last of it, about so many bytes. */
	end(most: number): string {
		const page = this.pages.at(-1);
		const before = this.used < most ? this.pages.at(-2)?.toString('utf8', pageBytes - most) : '';
		return (
			(before ?? '') + (page?.toString('utf8', Math.max(0, this.used - most), this.used) ?? '')
		);
	}

	text(): string {
		const size = (this.pages.length - 1) * pageBytes + this.used;
		return Buffer.concat(this.pages).toString('utf8', 0, size);
	}
}
