import { crc32, deflateSync } from 'node:zlib';

/** Every combination of colour and depth that PNG has: W3C PNG, table 11.1. */
export const pngKinds = (
	[
		[0, 'grey', [1, 2, 4, 8, 16]],
		[2, 'colour', [8, 16]],
		[3, 'palette', [1, 2, 4, 8]],
		[4, 'grey with alpha', [8, 16]],
		[6, 'colour with alpha', [8, 16]],
	] as const
).flatMap(([type, name, depths]) =>
	depths.flatMap((depth) =>
		[false, true].flatMap((interlaced) =>
			// What has an alpha channel has no tRNS.
			(type < 4 ? [false, true] : [false]).map((trns) => ({
				...{ type, depth, interlaced, trns },
				title: `a PNG, ${name}, ${depth} bits${interlaced ? ', interlaced' : ''}${trns ? ', tRNS' : ''}`,
			})),
		),
	),
);
export type PngKind = (typeof pngKinds)[number];

const [width, height] = [33, 21];
const samples = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 } as const;
/** Adam7: where a pass begins, and its steps. */
const passes = [
	[0, 0, 8, 8],
	[4, 0, 8, 8],
	[0, 4, 4, 8],
	[2, 0, 4, 4],
	[0, 2, 2, 4],
	[1, 0, 2, 2],
	[0, 1, 1, 2],
] as const;

/** A PNG of 33 x 21 of that kind, of pixels that differ. */
export function pngOf({ depth, interlaced, trns, type }: PngKind): Buffer {
	const header = Buffer.alloc(13);
	header.writeUInt32BE(width, 0);
	header.writeUInt32BE(height, 4);
	header.set([depth, type, 0, 0, interlaced ? 1 : 0], 8);
	const palette = Buffer.from(Array.from({ length: 3 * 2 ** depth }, (_none, at) => at & 255));
	const transparent = type === 3 ? Buffer.from([0, 128]) : Buffer.alloc(type === 0 ? 2 : 6);
	const lines = (interlaced ? passes : ([[0, 0, 1, 1]] as const)).flatMap(([x, y, dx, dy]) => {
		const [across, down] = [Math.ceil((width - x) / dx), Math.ceil((height - y) / dy)];
		const bytes = Math.ceil((across * samples[type] * depth) / 8);
		return Array.from({ length: across > 0 ? Math.max(0, down) : 0 }, (_none, row) =>
			Buffer.from(
				Array.from({ length: bytes + 1 }, (_no, at) => (at === 0 ? 0 : (at * 37 + row * 91) & 255)),
			),
		);
	});
	return Buffer.concat([
		Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
		chunk('IHDR', header),
		...(type === 3 ? [chunk('PLTE', palette)] : []),
		...(trns ? [chunk('tRNS', transparent)] : []),
		chunk('IDAT', deflateSync(Buffer.concat(lines))),
		chunk('IEND', Buffer.alloc(0)),
	]);
}

function chunk(name: string, data: Buffer): Buffer {
	const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
	const written = Buffer.alloc(body.length + 8);
	written.writeUInt32BE(data.length, 0);
	body.copy(written, 4);
	written.writeUInt32BE(crc32(body), body.length + 4);
	return written;
}
