import type { ImageInfo } from './imageInfo';

/** The bytes from the end of a file that are enough to see that it ends. */
export const tailBytes = 64 * 1024;

/**
 * Whether a picture has its end: a connection, a gateway or a base64 that was cut leaves a file that
 * begins well. Bytes behind the end are tolerated, as decoders do.
 */
export function hasEnd(info: ImageInfo, head: Buffer, tail: Buffer, bytes: number): boolean {
	switch (info.type) {
		case 'png':
			return tail.includes('IEND', 0, 'latin1');
		case 'jpeg':
			return tail.includes(Buffer.from([0xff, 0xd9]));
		case 'gif':
			return tail.includes(0x3b);
		case 'webp':
			return head.readUInt32LE(4) + 8 <= bytes;
		default:
			return true;
	}
}
