import fc from 'fast-check';
import type { Sharp } from 'sharp';
import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import type { WorkLimits } from '../../nodes/ImageEdit/image/pngTransparency';
import { hasTransparentPixel as look } from '../../nodes/ImageEdit/image/pngTransparency';
import { chunked } from '../helpers/pictures';

const limits = (): WorkLimits => ({ now: () => 0, pause: async () => undefined });
const hasTransparentPixel = async (png: Buffer, chunk = 5_000, given = limits()) =>
	await look(chunked(png, chunk), given);

const side = 37;

/** Without a true check sum, which nobody looks at here. */
function chunkOf(name: string, data: Buffer): Buffer {
	const length = Buffer.alloc(4);
	length.writeUInt32BE(data.length);
	return Buffer.concat([length, Buffer.from(name), data, Buffer.alloc(4)]);
}

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

/** Every pixel has its own colour out of eleven. */
const striped = (channels: 3 | 4, hole = -1) => {
	const raw = Buffer.from(
		Array.from({ length: side * side * channels }, (_none, at) => {
			const pixel = Math.floor(at / channels);
			if (at % channels === 3) return pixel === hole ? 0 : 255;
			return ((pixel % 11) * 20 + (at % channels)) & 255;
		}),
	);
	return sharp(raw, { raw: { width: side, height: side, channels } });
};

it.each([0, 1, 7, side + 3, side * side - 1])(
	'finds the transparent pixel %p of an interlaced picture and of a palette',
	async (hole) => {
		for (const chunk of [1, 64, 1e9]) {
			const interlaced = await picture(4, hole).png({ progressive: true }).toBuffer();
			expect(await hasTransparentPixel(interlaced, chunk)).toBe(true);
			const palette = await striped(4, hole).png({ palette: true, progressive: true }).toBuffer();
			expect(palette[25]).toBe(3);
			expect(await hasTransparentPixel(palette, chunk)).toBe(true);
		}
	},
);

it('finds none in an interlaced picture without one', async () => {
	for (const channels of [2, 4] as const) {
		const opaque = await picture(channels).png({ progressive: true }).toBuffer();
		expect(await hasTransparentPixel(opaque)).toBe(false);
	}
});

/** Of an opaque picture of 8 x 8 in seven passes; the first line of each pass has a filter that looks above. */
const passesBeginWith = (filter: 2 | 3 | 4): Buffer => {
	const header = Buffer.from([0, 0, 0, 8, 0, 0, 0, 8, 8, 6, 0, 0, 1]);
	// Above the first line of a pass all is 0: what comes out is 255 everywhere.
	const behind = { 2: 255, 3: 128, 4: 0 }[filter];
	const passes = [1, 1, 2, 2, 4, 4, 8].map((width, index) => {
		const height = [1, 1, 1, 2, 2, 4, 4][index] as number;
		const first = [
			filter,
			...Array.from({ length: width * 4 }, (_, at) => (at < 4 ? 255 : behind)),
		];
		const likeIt = [2, ...Array.from({ length: width * 4 }, () => 0)];
		return [first, ...Array.from({ length: height - 1 }, () => likeIt)].flat();
	});
	return Buffer.concat([
		Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
		chunkOf('IHDR', header),
		chunkOf('IDAT', deflateSync(Buffer.from(passes.flat()))),
		chunkOf('IEND', Buffer.alloc(0)),
	]);
};

it.each([2, 3, 4] as const)(
	'looks above no first line of a pass, under the filter %d',
	async (filter) => {
		expect(await hasTransparentPixel(passesBeginWith(filter))).toBe(false);
	},
);

/** The same pixels, with a chunk tRNS that names what is transparent. */
function withKey(png: Buffer, key: readonly number[], before: Buffer = Buffer.alloc(0)): Buffer {
	const at = png.indexOf('IDAT') - 4;
	return Buffer.concat([
		png.subarray(0, at),
		before,
		chunkOf('tRNS', Buffer.from(key)),
		png.subarray(at),
	]);
}

describe.each([false, true])('a transparent colour of its own, interlaced: %p', (progressive) => {
	const grey = async (depth: 'b-w' | 'grey16') =>
		await sharp(await striped(3).png().toBuffer())
			.toColourspace(depth)
			.png({ progressive })
			.toBuffer();
	const rgb = async () => await striped(3).png({ progressive }).toBuffer();
	const deep = async () => await striped(3).toColourspace('rgb16').png({ progressive }).toBuffer();

	it('is looked for among the pixels', async () => {
		expect(await hasTransparentPixel(withKey(await rgb(), [0, 200, 0, 201, 0, 202]))).toBe(true);
		expect(await hasTransparentPixel(withKey(await rgb(), [0, 200, 0, 201, 0, 203]))).toBe(false);
		const samples = await sharp(await deep())
			.toColourspace('rgb16')
			.raw({ depth: 'ushort' })
			.toBuffer();
		const first = [1, 0, 3, 2, 5, 4].map((at) => samples[at] as number);
		expect(await hasTransparentPixel(withKey(await deep(), first))).toBe(true);
		expect(await hasTransparentPixel(withKey(await deep(), [1, 2, 3, 4, 5, 6]))).toBe(false);
	});

	it('is looked for among shades of grey', async () => {
		for (const depth of ['b-w', 'grey16'] as const) {
			const png = await grey(depth);
			const wide = depth === 'grey16';
			const raw = await sharp(png)
				.toColourspace(depth)
				.raw({ depth: wide ? 'ushort' : 'uchar' })
				.toBuffer();
			const key = wide ? [raw[1] as number, raw[0] as number] : [0, raw[0] as number];
			expect(png[25]).toBe(0);
			expect(await hasTransparentPixel(withKey(png, key))).toBe(true);
			expect(await hasTransparentPixel(withKey(png, [0xfe, 0xfd]))).toBe(false);
		}
	});

	it.each([1, 2, 4])('is looked for among colours of %p bits', async (depth) => {
		const png = await striped(3)
			.png({ palette: true, colours: 2 ** depth, progressive, dither: 0 })
			.toBuffer();
		expect([png[24], png[25]]).toEqual([depth, 3]);
		const used = [...new Set(Array.from({ length: 2 ** depth }, (_none, index) => index))];
		const keyed = await Promise.all(
			used.map(async (index) => {
				const alpha = Array.from({ length: index + 1 }, (_none, at) => (at === index ? 0 : 255));
				return await hasTransparentPixel(withKey(png, alpha));
			}),
		);
		expect(keyed).toContain(true);
		expect(await hasTransparentPixel(withKey(png, [255, 255]))).toBe(false);
	});
});

it('is none in a palette whose transparent colours no pixel has', async () => {
	const png = await striped(3).png({ palette: true, colours: 16, dither: 0 }).toBuffer();
	const inUse = (png.readUInt32BE(png.indexOf('PLTE') - 4) as number) / 3;
	expect(inUse).toBeLessThan(16);
	const alpha = Array.from({ length: 16 }, (_none, at) => (at >= inUse ? 0 : 255));
	expect(await hasTransparentPixel(withKey(png, alpha))).toBe(false);
});

/** A line of 256 pixels, each of another colour of the palette. */
function everyColour(...before: readonly Buffer[]): Buffer {
	const header = Buffer.from([0, 0, 1, 0, 0, 0, 0, 1, 8, 3, 0, 0, 0]);
	const line = Buffer.from(Array.from({ length: 257 }, (_none, at) => Math.max(0, at - 1)));
	return Buffer.concat([
		Buffer.from('89504e470d0a1a0a', 'hex'),
		chunkOf('IHDR', header),
		...before,
		chunkOf('IDAT', deflateSync(line)),
		chunkOf('IEND', Buffer.alloc(0)),
	]);
}

it('knows the transparency of all 256 colours of a palette, and no more', async () => {
	const opaque = Array.from({ length: 255 }, () => 255);
	expect(await hasTransparentPixel(withKey(everyColour(), [...opaque, 0]))).toBe(true);
	expect(await hasTransparentPixel(withKey(everyColour(), [...opaque, 255]))).toBe(false);
	expect(await hasTransparentPixel(withKey(everyColour(), [...opaque, 0, 0]))).toBe(false);
});

it('takes no other part of 13 bytes for the head, and nothing behind the end', async () => {
	const opaque = Array.from({ length: 256 }, () => 255);
	const words = chunkOf('tEXt', Buffer.from('Title\0A mask.'));
	expect(words).toHaveLength(13 + 12);
	expect(await hasTransparentPixel(withKey(everyColour(words), opaque))).toBe(false);
	const behind = Buffer.concat([everyColour(), chunkOf('tRNS', Buffer.from([0]))]);
	expect(await hasTransparentPixel(behind)).toBe(false);
});

it('reads on through long metadata before the transparency', async () => {
	const png = await striped(3).png({ palette: true }).toBuffer();
	const text = chunkOf('tEXt', Buffer.alloc(600_000, 'x'));
	expect(await hasTransparentPixel(withKey(png, [0], text))).toBe(true);
});

describe('the work', () => {
	it('ends after two seconds', async () => {
		let time = 0;
		const slow = { ...limits(), now: () => (time += 700) };
		const large = {
			create: { width: 2_000, height: 2_000, channels: 4, background: '#345' },
		} as const;
		const png = await sharp(large).png().toBuffer();
		expect(await hasTransparentPixel(png, 5_000, slow)).toBeUndefined();
		expect(time).toBeLessThan(6_000);
	});

	it('ends when the execution is stopped', async () => {
		const abort = new AbortController();
		abort.abort();
		const stopped = { ...limits(), signal: abort.signal };
		expect(
			await hasTransparentPixel(await picture(4).png().toBuffer(), 5_000, stopped),
		).toBeUndefined();
	});

	it('lets others have their turn in a file of empty chunks, and holds none of them', async () => {
		const png = await picture(4, 5).png().toBuffer();
		const at = png.indexOf('IDAT') - 4;
		const empty = Buffer.alloc(12 * 200_000, chunkOf('IDAT', Buffer.alloc(0)));
		const bytes = Buffer.concat([png.subarray(0, at), empty, png.subarray(at)]);
		let pauses = 0;
		const counted = { ...limits(), pause: async () => void pauses++ };
		expect(await hasTransparentPixel(bytes, 1e9, counted)).toBe(true);
		expect(pauses).toBeGreaterThan(7);
	});
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
	const header = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 8, 6, 0, 0, 0]);
	header.writeUInt32BE(width, 0);
	header.writeUInt32BE(height, 4);
	const signature = Buffer.from('89504e470d0a1a0a', 'hex');
	const packed = deflateSync(pixels);
	return Buffer.concat([signature, chunkOf('IHDR', header), chunkOf('IDAT', packed)]);
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
