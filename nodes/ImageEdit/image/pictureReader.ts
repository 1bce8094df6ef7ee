import { isBmp, isIco, walkBmp, walkIco } from './bitmaps';
import { walkGif } from './gif';
import { heifTypeOf, walkHeif } from './heif';
import type { ImageInfo } from './imageInfo';
import { walkJpeg } from './jpeg';
import { walkCodestream, walkJxl } from './jxl';
import { walkPng } from './png';
import { isSvg, walkSvg } from './svg';
import { isTiff, walkTiff } from './tiff';
import type { Found, Walk } from './walk';
import { longestPart, Walker } from './walk';
import { walkWebp } from './webp';

type Recognised =
	| { readonly type: ImageInfo['type']; readonly walk: (found: Found) => Walk }
	/** Bytes that would tell. */
	| { readonly needs: number };

/** Bytes that tell nearly all formats apart. */
const enough = 32;

/** No picture has fewer. */
const shortest = 12;

/**
 * Reads what a picture is, whatever its name says, and whether all of it is there, while its bytes pass: it
 * holds none but those it reads. A connection, a gateway or a base64 that was cut leaves a file that begins
 * well. Bytes behind the end are tolerated, as decoders do.
 */
export class PictureReader {
	private head: Buffer = Buffer.alloc(0);
	private needs = enough;
	private type: ImageInfo['type'] | undefined;
	private walker: Walker | undefined;
	private isNone = false;
	private readonly found: Found = {};

	see(chunk: Buffer): void {
		if (this.walker) return this.walker.see(chunk);
		if (this.isNone) return;
		this.head = Buffer.concat([this.head, chunk]);
		if (this.head.length >= this.needs) this.recognise(false);
	}

	/** To be called when there are no more bytes. */
	end(): void {
		if (!this.walker && !this.isNone) this.recognise(true);
	}

	/** Whether it is known what this is; never of less than 32 bytes that may go on. */
	get isRecognised(): boolean {
		return this.walker !== undefined || this.isNone;
	}

	/**
	 * Whether the rest has nothing more to tell.
	 * @param size bytes of the whole file, if they are known
	 */
	isDone(size?: number): boolean {
		return this.isNone || (this.walker?.isDone(size) ?? false);
	}

	/** As far as it was read; undefined when it is no picture. */
	get info(): ImageInfo | undefined {
		if (!this.type) return undefined;
		const { alpha, height, turned, width } = this.found;
		return {
			type: this.type,
			...(width && height && width > 0 ? { width, height } : {}),
			...(alpha === undefined ? {} : { alpha }),
			...(turned ? { turned } : {}),
		};
	}

	/** Whether bytes are missing at the end, or were lost on the way. */
	get isCut(): boolean {
		const mayBeWhole = this.found.isWhole || this.walker?.hasGivenUp === true;
		return this.type !== undefined && !mayBeWhole && this.found.damage === undefined;
	}

	/** What else is wrong with it, as the end of a sentence that begins with its name. */
	get damage(): string | undefined {
		const { damage, height, width } = this.found;
		if (damage !== undefined || this.isCut) return damage;
		return width === 0 || height === 0 ? 'has a side of 0 pixels' : undefined;
	}

	private recognise(isAll: boolean): void {
		const { head } = this;
		const known = recognise(head);
		if (known && 'needs' in known && !isAll) {
			// Twice as many at least: what comes byte by byte is not looked at each time.
			this.needs = Math.max(known.needs, 2 * head.length);
			return;
		}
		this.head = Buffer.alloc(0);
		const harmed = known ? undefined : harmedType(head);
		if (harmed) this.found.damage = 'was changed on its way, as if it were text';
		this.isNone = !known || 'needs' in known;
		this.type = harmed;
		if (!known || 'needs' in known) return;
		this.type = known.type;
		this.walker = new Walker(known.walk(this.found));
		this.walker.see(head);
	}
}

/** Sources: the files of the formats; JPEG XL: ISO/IEC 18181-1 D.1 and 18181-2, 9.1. */
function recognise(head: Buffer): Recognised | undefined {
	const ascii = (from: number, to: number) => head.toString('latin1', from, to);
	if (head.length < shortest) return undefined;
	if (ascii(0, 4) === '\x89PNG') return { type: 'png', walk: walkPng };
	if (ascii(0, 3) === '\xff\xd8\xff') return { type: 'jpeg', walk: walkJpeg };
	if (ascii(0, 4) === 'RIFF' && ascii(8, 12) === 'WEBP') return { type: 'webp', walk: walkWebp };
	if (/^GIF8[79]a$/.test(ascii(0, 6))) return { type: 'gif', walk: walkGif };
	if (ascii(0, 2) === '\xff\x0a') return { type: 'jxl', walk: walkCodestream };
	if (ascii(0, 12) === '\0\0\0\x0cJXL \r\n\x87\n') return { type: 'jxl', walk: walkJxl };
	if (isTiff(head)) return { type: 'tiff', walk: walkTiff };
	if (ascii(0, 2) === 'BM' && isBmp(head)) return { type: 'bmp', walk: walkBmp };
	if (isIco(head)) return { type: 'ico', walk: walkIco };
	if (ascii(4, 8) === 'ftyp') {
		const needs = Math.min(head.readUInt32BE(0), 4096);
		if (head.length < needs) return { needs };
		const type = heifTypeOf(head);
		return type && { type, walk: walkHeif };
	}
	if (!/^(?:\xef\xbb\xbf)?\s*</.test(ascii(0, 256))) return undefined;
	const svg = isSvg(head.subarray(0, longestPart));
	if (svg === undefined && head.length < longestPart) return { needs: head.length + 1 };
	return svg ? { type: 'svg', walk: walkSvg } : undefined;
}

/**
 * What a picture was before its bytes were read as UTF-8 or cut to 7 bits: those above 127 became U+FFFD,
 * two bytes, or a question mark.
 */
function harmedType(head: Buffer): ImageInfo['type'] | undefined {
	const start = head.toString('latin1', 0, 48);
	if (/^(?:\xef\xbf\xbd|\xc2\x89|\xe2\x80\xb0|\t|\?)PNG/.test(start)) return 'png';
	if (/^RIFF.{4,16}WEBP/s.test(start)) return 'webp';
	const isHarmed = /^(?:(?:\xef\xbf\xbd){3,4}|\xc3\xbf\xc3\x98\xc3\xbf|\x7fX\x7f|\?{3,4})/;
	return isHarmed.test(start) && /JFIF|Exif|ICC_PROFILE|Adobe/.test(start) ? 'jpeg' : undefined;
}

/** What the bytes of a file, or as many as there are, say of the picture. */
export function readImageInfo(bytes: Buffer): ImageInfo | undefined {
	const reader = new PictureReader();
	reader.see(bytes);
	reader.end();
	return reader.info;
}
