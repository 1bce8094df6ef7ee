import { randomBytes } from 'node:crypto';
import { crc32, deflateSync } from 'node:zlib';
import type { Order } from './order';
import type { MadePicture } from '../painter/commission';

const signature = Buffer.from('89504e470d0a1a0a', 'hex');
const side = 64;

/** A prepared PNG of exactly so many bytes: benchmarks measure the node, not the painting. */
export function storedPictures(
	bytes: number,
): (order: Pick<Order, 'count'>) => Promise<readonly MadePicture[]> {
	const content = pngOfSize(bytes);
	let base64: string | undefined;
	const picture: MadePicture = {
		content,
		mimeType: 'image/png',
		width: side,
		height: side,
		base64: () => (base64 ??= content.toString('base64')),
	};
	return async (order) => Array.from({ length: order.count }, () => picture);
}

function pngOfSize(bytes: number): Buffer {
	const header = Buffer.alloc(13);
	header.writeUInt32BE(side, 0);
	header.writeUInt32BE(side, 4);
	header.set([8, 0], 8);
	const rows = deflateSync(Buffer.alloc(side * (side + 1), 0x80));
	const start = [signature, chunk('IHDR', header)];
	const end = [chunk('IDAT', rows), chunk('IEND', Buffer.alloc(0))];
	const frame = Buffer.concat([...start, ...end]).length + chunk('paDd', Buffer.alloc(0)).length;
	// A private ancillary chunk, which every decoder passes over, makes up the weight.
	const padding = chunk('paDd', randomBytes(Math.max(0, bytes - frame)));
	return Buffer.concat([...start, padding, ...end]);
}

function chunk(type: string, data: Buffer): Buffer {
	const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
	const frame = Buffer.alloc(8);
	frame.writeUInt32BE(data.length, 0);
	frame.writeUInt32BE(crc32(body), 4);
	return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}
