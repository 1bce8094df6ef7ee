import { PictureReader } from '../../nodes/ImageEdit/image/pictureReader';

/** What is read of a file that comes at once. */
export function look(bytes: Buffer) {
	const reader = new PictureReader();
	reader.see(bytes);
	reader.end();
	const { damage, info, isCut } = reader;
	return { damage, info, isCut };
}
export const sidesOf = (bytes: Buffer) => [look(bytes).info?.width, look(bytes).info?.height];
export const turnedOf = (bytes: Buffer) => look(bytes).info?.turned === true;

/** With how many bytes a file that begins like this is no longer cut off. */
export function wholeFrom(start: Buffer): number {
	const longer = Buffer.concat([start, Buffer.alloc(400)]);
	let length = 32;
	while (length < longer.length && look(longer.subarray(0, length)).isCut) length++;
	return length;
}

export const text = (letters: string) => Buffer.from(letters, 'latin1');
export const join = (...parts: ReadonlyArray<Buffer | readonly number[]>) =>
	Buffer.concat(parts.map((part) => Buffer.from(part)));
export const big16 = (value: number) => [value >> 8, value & 255];
export const big32 = (value: number) => [...big16(value >>> 16), ...big16(value & 0xffff)];
export const little16 = (value: number) => big16(value).reverse();
export const little24 = (value: number) => [...little16(value & 0xffff), value >> 16];
export const little32 = (value: number) => big32(value).reverse();

export const noData = 'has no image data in it';
