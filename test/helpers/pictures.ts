import sharp from 'sharp';
import type { Picture, PictureFile } from '../../nodes/ImageEdit/image/imageFile';
import { examinePicture } from '../../nodes/ImageEdit/image/imageFile';

interface Drawing {
	readonly width?: number;
	readonly height?: number;
	readonly type?: 'avif' | 'gif' | 'jpeg' | 'png' | 'webp';
	readonly alpha?: boolean;
	/** Tells one picture from another. */
	readonly shade?: number;
}

const drawn = new Map<string, Promise<Buffer>>();

/** A true picture of one colour. Square and transparent by default, which suits every model. */
export function drawPicture(drawing: Drawing = {}): Promise<Buffer> {
	const key = JSON.stringify(drawing);
	const { width = 320, height = 320, type = 'png', alpha = true, shade = 90 } = drawing;
	const background = { r: shade, g: 120, b: 30, ...(alpha ? { alpha: 0.5 } : {}) };
	const create = { width, height, channels: alpha ? 4 : 3, background } as const;
	const bytes = drawn.get(key) ?? sharp({ create }).toFormat(type).toBuffer();
	drawn.set(key, bytes);
	return bytes;
}

/** @param chunk the most bytes that are handed over at once */
export async function* chunked(bytes: Uint8Array, chunk = bytes.length || 1) {
	for (let at = 0; at < bytes.length; at += chunk) yield bytes.subarray(at, at + chunk);
}

export async function fileOf(
	bytes: Uint8Array,
	name = 'photo.png',
	declared = 'application/octet-stream',
): Promise<PictureFile> {
	return await examinePicture(async () => chunked(bytes), name, declared);
}

/** A picture from a binary field. */
export async function pictureOf(drawing: Drawing = {}, label = 'Image'): Promise<Picture> {
	const { type = 'png' } = drawing;
	const file = await fileOf(await drawPicture(drawing), `photo.${type}`);
	return { label, mode: 'binary', file };
}

export const urlPicture = (url: string, label = 'Image'): Picture => ({ label, mode: 'url', url });
