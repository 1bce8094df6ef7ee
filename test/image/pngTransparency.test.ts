import fc from 'fast-check';
import type { Sharp } from 'sharp';
import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { hasTransparentPixel } from '../../nodes/ImageEdit/image/pngTransparency';

const side = 37;

/** Noise, so that every kind of filter is used; one pixel may be transparent. */
function picture(channels: 2 | 4, hole?: number) {
	const raw = Buffer.from(
		Array.from({ length: side * side * channels }, (_none, index) =>
			index % channels === channels - 1 ? 255 : (index * 7919) % 251,
		),
	);
	if (hole !== undefined) raw[hole * channels + channels - 1] = 254;
	return sharp(raw, { raw: { width: side, height: side, channels } });
}

const ways: ReadonlyArray<readonly [string, (image: Sharp) => Sharp]> = [
	['filtered', (image) => image.png({ adaptiveFiltering: true })],
	['unfiltered', (image) => image.png({ adaptiveFiltering: false })],
	['uncompressed', (image) => image.png({ compressionLevel: 0 })],
	['of 16 bits', (image) => image.toColourspace('rgb16').png()],
];

it.each(ways)('finds the one transparent pixel of a PNG that is %s', async (_what, write) => {
	for (const hole of [0, side - 1, side, (side * side) >> 1, side * side - 1]) {
		expect(await hasTransparentPixel(await write(picture(4, hole)).toBuffer())).toBe(true);
	}
	expect(await hasTransparentPixel(await write(picture(4)).toBuffer())).toBe(false);
});

it('looks at grey pictures and at palettes too', async () => {
	const grey = async (hole?: number) =>
		await sharp(await picture(4, hole).png().toBuffer())
			.toColourspace('b-w')
			.png()
			.toBuffer();
	expect(await hasTransparentPixel(await grey(5))).toBe(true);
	expect(await hasTransparentPixel(await grey())).toBe(false);
	const clear = { create: { width: 9, height: 9, channels: 4, background: '#0000' } } as const;
	const palette = await sharp(clear).png({ palette: true }).toBuffer();
	expect(await hasTransparentPixel(palette)).toBe(true);
});

it('finds no transparency where there can be none', async () => {
	const opaque = { create: { width: 9, height: 9, channels: 3, background: '#345' } } as const;
	expect(await hasTransparentPixel(await sharp(opaque).png().toBuffer())).toBe(false);
});

it('does not judge an interlaced picture', async () => {
	const interlaced = await picture(4).png({ progressive: true }).toBuffer();
	expect(await hasTransparentPixel(interlaced)).toBeUndefined();
});

it('never throws for a picture that is cut off or damaged', async () => {
	const whole = await picture(4).png().toBuffer();
	const damage = fc.record({
		at: fc.integer({ min: 33, max: whole.length - 1 }),
		end: fc.integer({ min: 33, max: whole.length }),
		bits: fc.integer({ min: 0, max: 255 }),
	});
	await fc.assert(
		fc.asyncProperty(damage, async ({ at, bits, end }) => {
			const broken = Buffer.from(whole.subarray(0, end));
			if (at < end) broken[at] = (broken[at] ?? 0) ^ bits;
			expect([true, false, undefined]).toContain(await hasTransparentPixel(broken));
		}),
		{ numRuns: 100 },
	);
});

/** A header that says so, before pixels that are all opaque. */
function opaqueOf(width: number, height: number, pixels: Buffer): Buffer {
	const chunk = (name: string, data: Buffer) => {
		const length = Buffer.alloc(4);
		length.writeUInt32BE(data.length);
		return Buffer.concat([length, Buffer.from(name), data, Buffer.alloc(4)]);
	};
	const header = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 8, 6, 0, 0, 0]);
	header.writeUInt32BE(width, 0);
	header.writeUInt32BE(height, 4);
	const signature = Buffer.from('89504e470d0a1a0a', 'hex');
	const packed = deflateSync(pixels);
	return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', packed)]);
}

it('does not unpack a small file that says it is enormous', async () => {
	const line = Buffer.alloc(20 * 1024 * 1024, 255);
	for (const [width, height] of [
		[5_000_000, 1],
		[1, 50_000_000],
		[2 ** 31, 2 ** 31],
	] as const) {
		expect(await hasTransparentPixel(opaqueOf(width, height, line))).toBeUndefined();
	}
});

it('looks at no more lines than the header says', async () => {
	const lines = Buffer.concat([Buffer.from([0, 255, 255, 255, 255]), Buffer.alloc(1_000_000)]);
	expect(await hasTransparentPixel(opaqueOf(1, 1, lines))).toBe(false);
});
