/** What a picture's own header says. Sides in pixels; unknown where the format is only recognised. */
export interface ImageInfo {
	readonly type: 'avif' | 'bmp' | 'gif' | 'heic' | 'jpeg' | 'png' | 'tiff' | 'webp';
	readonly width?: number;
	readonly height?: number;
	/** Whether the format of this file can hold transparency. */
	readonly alpha?: boolean;
}

/** The bytes from the start of a file that are enough, but for JPEGs with very large metadata. */
export const headerBytes = 256 * 1024;

/**
 * Reads format, size and alpha from the first bytes of a file, whatever its name says.
 * Sources: W3C PNG 5 and 11, ITU T.81 B.1, GIF89a 17–18, RFC 9649 (WebP).
 * @returns undefined when it is no picture that n8n's users meet
 */
export function readImageInfo(head: Buffer): ImageInfo | undefined {
	if (head.length < 12) return undefined;
	if (head.readUInt32BE(0) === 0x89504e47) return readPng(head);
	if (head[0] === 0xff && head[1] === 0xd8) return readJpeg(head);
	if (ascii(head, 0, 4) === 'RIFF' && ascii(head, 8, 12) === 'WEBP') return readWebp(head);
	if (/^GIF8[79]a$/.test(ascii(head, 0, 6))) {
		return { type: 'gif', width: head.readUInt16LE(6), height: head.readUInt16LE(8), alpha: true };
	}
	if (ascii(head, 4, 8) === 'ftyp') {
		const brand = ascii(head, 8, 12);
		if (brand === 'avif' || brand === 'avis') return { type: 'avif' };
		if (['heic', 'heix', 'mif1'].includes(brand)) return { type: 'heic' };
	}
	if (ascii(head, 0, 2) === 'BM' && head.length >= 26) {
		return { type: 'bmp', width: head.readUInt32LE(18), height: Math.abs(head.readInt32LE(22)) };
	}
	if (['II*\0', 'MM\0*'].includes(ascii(head, 0, 4))) return { type: 'tiff' };
	return undefined;
}

/** Whether the rest of a file could tell nothing more than its beginning does. */
export function tellsAll(head: Buffer): boolean {
	const info = readImageInfo(head);
	if (info?.type === 'png' && info.alpha !== true) return hasPngChunk(head, 'IDAT');
	return info?.width !== undefined;
}

const ascii = (bytes: Buffer, from: number, to: number) => bytes.toString('latin1', from, to);

function readPng(head: Buffer): ImageInfo {
	if (head.length < 26) return { type: 'png' };
	const colourType = head[25] ?? 0;
	return {
		type: 'png',
		width: head.readUInt32BE(16),
		height: head.readUInt32BE(20),
		alpha: colourType >= 4 || hasPngChunk(head, 'tRNS'),
	};
}

function hasPngChunk(head: Buffer, name: string): boolean {
	for (let at = 8; at + 8 <= head.length; at += 12 + head.readUInt32BE(at)) {
		const chunk = ascii(head, at + 4, at + 8);
		if (chunk === name) return true;
		if (chunk === 'IDAT') return false;
	}
	return false;
}

function readJpeg(head: Buffer): ImageInfo {
	let at = 2;
	while (at + 9 <= head.length && head[at] === 0xff) {
		const marker = head[at + 1] ?? 0;
		if (marker === 0xff) {
			at += 1;
			continue;
		}
		// The start-of-frame markers, without the tables that share their range.
		if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) {
			const height = head.readUInt16BE(at + 5);
			return { type: 'jpeg', width: head.readUInt16BE(at + 7), height, alpha: false };
		}
		at += 2 + head.readUInt16BE(at + 2);
	}
	return { type: 'jpeg', alpha: false };
}

function readWebp(head: Buffer): ImageInfo {
	const chunk = ascii(head, 12, 16);
	if (chunk === 'VP8X' && head.length >= 30) {
		const width = 1 + head.readUIntLE(24, 3);
		return {
			type: 'webp',
			width,
			height: 1 + head.readUIntLE(27, 3),
			alpha: ((head[20] ?? 0) & 16) > 0,
		};
	}
	if (chunk === 'VP8L' && head.length >= 25) {
		const bits = head.readUInt32LE(21);
		const height = 1 + ((bits >>> 14) & 0x3fff);
		return { type: 'webp', width: 1 + (bits & 0x3fff), height, alpha: ((bits >>> 28) & 1) === 1 };
	}
	if (chunk === 'VP8 ' && head.length >= 30) {
		const height = head.readUInt16LE(28) & 0x3fff;
		return { type: 'webp', width: head.readUInt16LE(26) & 0x3fff, height, alpha: false };
	}
	return { type: 'webp' };
}

const extensions: Readonly<Record<ImageInfo['type'], string>> = {
	avif: 'avif',
	bmp: 'bmp',
	gif: 'gif',
	heic: 'heic',
	jpeg: 'jpg',
	png: 'png',
	tiff: 'tiff',
	webp: 'webp',
};

export const extensionOf = (info: ImageInfo): string => extensions[info.type];
export const mimeTypeOf = (info: ImageInfo): string => `image/${info.type}`;
