import type { Sharp } from 'sharp';
import sharp from 'sharp';
import { drawPicture } from '../../helpers/pictures';

/** A file as an earlier node left it: its name and type may lie about its bytes. */
export interface NamedFile {
	readonly fileName: string;
	readonly mimeType: string;
	draw(): Promise<Buffer>;
}

type Drawing = NonNullable<Parameters<typeof drawPicture>[0]>;

/** A true picture that says it is a PNG. Square, half transparent and wide enough for every model. */
export const photo = (drawing: Drawing = {}, fileName = 'photo.png'): NamedFile => ({
	fileName,
	mimeType: 'image/png',
	draw: async () => await drawPicture(drawing),
});

export const opaque = (drawing: Drawing = {}) => photo({ alpha: false, ...drawing });
export const jpeg = (drawing: Drawing = {}) => photo({ alpha: false, type: 'jpeg', ...drawing });

/** Bytes that say they are a PNG. */
export const bytes = (content: Buffer | string, fileName = 'photo.png'): NamedFile => ({
	fileName,
	mimeType: 'image/png',
	draw: async () => Buffer.from(content),
});

/** @returns a picture of exactly so many bytes: decoders ignore what stands behind its end */
export const heavy = (size: number, drawing: Drawing = {}): NamedFile => ({
	...photo(),
	draw: async () => {
		const picture = await drawPicture(drawing);
		return Buffer.concat([picture, Buffer.alloc(size - picture.length)]);
	},
});

export const mebibytes = (count: number) => Math.round(count * 1024 * 1024);

/** A PNG of 320 x 320 in any of the ways that PNG knows. */
export const drawn = (write: (picture: Sharp) => Sharp, alpha: number): NamedFile => ({
	...photo(),
	draw: async () => {
		const background = { r: 90, g: 120, b: 30, alpha };
		const create = { width: 320, height: 320, channels: 4, background } as const;
		return await write(sharp({ create })).toBuffer();
	},
});

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** The signatures and headers of files that are not pictures, or none that any model takes. */
export const beginnings = {
	pdf: Buffer.from('%PDF-1.7\n1 0 obj << /Type /Catalog >> endobj'),
	svg: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
	html: Buffer.from('<!DOCTYPE html><html><title>Log in</title></html>'),
	json: Buffer.from('{"error":{"message":"no such file"}}'),
	zip: Buffer.from('PK\u0003\u0004 and so on and on'),
	film: Buffer.from('\0\0\0\x18ftypmp42\0\0\0\0'),
	signatureOnly: Buffer.from(signature),
} as const;
