import { crc32, deflateSync } from 'node:zlib';

/** In the order of their numbers: W3C PNG 9.2. */
const filters = ['none', 'sub', 'up', 'average', 'paeth'] as const;

interface Wanted {
	readonly filter: (typeof filters)[number];
	readonly depth: 8 | 16;
	/** Whether the last pixel is transparent. */
	readonly hole: boolean;
	readonly grey?: true;
}

export const side = 64;

/** A PNG of 64 x 64 with an alpha channel, every line in one and the same filter. */
export function filteredPng({ depth, filter, grey, hole }: Wanted): Buffer {
	const pixel = ((grey ? 2 : 4) * depth) / 8;
	const raw = picture(pixel, depth / 8, hole);
	const header = Buffer.alloc(13);
	header.writeUInt32BE(side, 0);
	header.writeUInt32BE(side, 4);
	header.set([depth, grey ? 4 : 6], 8);
	return Buffer.concat([
		Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
		chunk('IHDR', header),
		chunk('IDAT', deflateSync(filtered(raw, pixel, filters.indexOf(filter)))),
		chunk('IEND', Buffer.alloc(0)),
	]);
}

/** Colours that change from pixel to pixel, under an alpha that is opaque. */
function picture(pixel: number, sample: number, hole: boolean): Buffer {
	const raw = Buffer.alloc(side * side * pixel);
	for (let at = 0; at < raw.length; at++) {
		const isAlpha = at % pixel >= pixel - sample;
		raw[at] = isAlpha ? 255 : (at * 31 + (at >> 7)) & 255;
	}
	if (hole) raw.fill(0, raw.length - sample);
	return raw;
}

function filtered(raw: Buffer, pixel: number, filter: number): Buffer {
	const line = side * pixel;
	const lines = Array.from({ length: side }, (_none, index) => {
		const written = Buffer.alloc(line + 1);
		written[0] = filter;
		for (let at = 0; at < line; at++) {
			const here = index * line + at;
			const left = at >= pixel ? (raw[here - pixel] ?? 0) : 0;
			const up = index > 0 ? (raw[here - line] ?? 0) : 0;
			const corner = at >= pixel && index > 0 ? (raw[here - line - pixel] ?? 0) : 0;
			const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter] ?? 0;
			written[at + 1] = ((raw[here] ?? 0) - guess) & 255;
		}
		return written;
	});
	return Buffer.concat(lines);
}

function paeth(left: number, up: number, corner: number): number {
	const estimate = left + up - corner;
	const nearest = [left, up, corner].map((value) => Math.abs(estimate - value));
	const least = Math.min(...nearest);
	return [left, up, corner][nearest.indexOf(least)] ?? corner;
}

function chunk(name: string, data: Buffer): Buffer {
	const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
	const written = Buffer.alloc(body.length + 8);
	written.writeUInt32BE(data.length, 0);
	body.copy(written, 4);
	written.writeUInt32BE(crc32(body), body.length + 4);
	return written;
}
