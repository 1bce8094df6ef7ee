import fc from 'fast-check';
import sharp from 'sharp';
import { PictureReader } from '../../../nodes/ImageEdit/image/pictureReader';
import { hasTransparentPixel } from '../../../nodes/ImageEdit/image/pngTransparency';
import { oneChunk } from '../../../nodes/ImageEdit/shared/streams';
import { runs, sampled, sized } from '../../helpers/depth';
import { count } from '../support/counted';
import { filteredPng } from '../support/filteredPng';
import { inTime } from '../support/inTime';

const noise = Buffer.from(Array.from({ length: 24 * 18 * 4 }, (_none, at) => (at * 7919) % 251));
const canvas = () => sharp(noise, { raw: { width: 24, height: 18, channels: 4 } });

const files: Readonly<Record<string, () => Promise<Buffer>>> = {
	png: async () => await canvas().png().toBuffer(),
	'interlaced png': async () => await canvas().png({ progressive: true }).toBuffer(),
	'palette png': async () => await canvas().png({ palette: true }).toBuffer(),
	'opaque png': async () => await canvas().removeAlpha().png().toBuffer(),
	jpeg: async () => await canvas().jpeg().toBuffer(),
	'progressive jpeg': async () => await canvas().jpeg({ progressive: true }).toBuffer(),
	webp: async () => await canvas().webp().toBuffer(),
	'lossless webp': async () => await canvas().webp({ lossless: true }).toBuffer(),
	'plain webp': async () => await canvas().removeAlpha().webp().toBuffer(),
	gif: async () => await canvas().gif().toBuffer(),
	avif: async () => await canvas().avif().toBuffer(),
	tiff: async () => await canvas().tiff().toBuffer(),
	bmp: async () =>
		Buffer.from(
			`424d${'00'.repeat(8)}36000000280000001800000012000000010018${'00'.repeat(25 + 72 * 18)}`,
			'hex',
		),
};
const all = async () => await Promise.all(Object.values(files).map(async (draw) => await draw()));

/** Reads as the store does. */
function look(bytes: Buffer, chunk = bytes.length): { isPicture: boolean; isWhole: boolean } {
	const reader = new PictureReader();
	for (let at = 0; at < bytes.length; at += chunk) reader.see(bytes.subarray(at, at + chunk));
	reader.end();
	const { damage, info, isCut } = reader;
	for (const side of [info?.width, info?.height]) {
		if (side !== undefined && !(Number.isInteger(side) && side >= 0))
			throw new Error(`A side of ${side}`);
	}
	return {
		isPicture: info !== undefined,
		isWhole: info !== undefined && !isCut && damage === undefined,
	};
}

async function lookThrough(bytes: Buffer): Promise<boolean | undefined> {
	const limits = { now: () => 0, pause: async () => undefined };
	const seen = await hasTransparentPixel(oneChunk(bytes), limits);
	if (![true, false, undefined].includes(seen)) throw new Error(`Seen: ${String(seen)}`);
	return seen;
}

export function picturesAreRead(): void {
	it('a picture is whole wherever its bytes are cut into chunks, and not whole without its end', async () => {
		for (const [name, draw] of Object.entries(files)) {
			const bytes = await draw();
			for (let chunk = 1; chunk <= 64; chunk++) {
				count();
				expect({ name, chunk, ...look(bytes, chunk) }).toEqual({
					name,
					chunk,
					isPicture: true,
					isWhole: true,
				});
			}
			// A PNG may lose its last check sum, and a WebP its last byte of padding.
			const ends = Array.from({ length: bytes.length - 20 }, (_none, at) => 12 + at);
			for (const end of sampled(ends, runs(ends.length))) {
				count();
				const { isWhole } = look(bytes.subarray(0, end), 37);
				expect({ name, end, isWhole }).toEqual({ name, end, isWhole: false });
			}
		}
	});

	it('a photo whose metadata hold a whole small picture is not whole for that', async () => {
		const [jpeg, thumbnail] = [await files.jpeg?.(), await files['progressive jpeg']?.()];
		if (!jpeg || !thumbnail) throw new Error('No pictures');
		const length = Buffer.alloc(2);
		length.writeUInt16BE(thumbnail.length + 2);
		const exif = Buffer.concat([Buffer.from([0xff, 0xe1]), length, thumbnail]);
		const photo = Buffer.concat([jpeg.subarray(0, 2), exif, jpeg.subarray(2)]);
		expect((await sharp(photo).metadata()).width).toBe(24);
		expect(look(photo)).toEqual({ isPicture: true, isWhole: true });
		expect(look(photo.subarray(0, -20))).toEqual({ isPicture: true, isWhole: false });
	});

	it('no byte of a picture can be changed so that it throws or hangs', async () => {
		for (const bytes of await all()) {
			inTime(() => {
				const places = Array.from({ length: Math.min(bytes.length, 300) }, (_none, at) => at);
				for (const at of sampled(places, 30)) {
					for (const value of [0x00, 0xff, (bytes[at] ?? 0) ^ 0x80, (bytes[at] ?? 0) + 1]) {
						count();
						const changed = Buffer.from(bytes);
						changed[at] = value & 255;
						look(changed, 50);
					}
				}
			});
		}
	});

	it('noise of any kind is read, and never throws', async () => {
		const pool = await all();
		const damaged = fc
			.record({
				file: fc.constantFrom(...pool),
				from: fc.nat({ max: 600 }),
				noise: fc.uint8Array({ maxLength: 80 }),
				to: fc.nat({ max: 600 }),
			})
			.map(({ file, from, noise: between, to }) =>
				Buffer.concat([file.subarray(0, from), between, file.subarray(to)]),
			);
		const any = fc.oneof(
			damaged,
			fc.uint8Array({ maxLength: 120 }).map((list) => Buffer.from(list)),
		);
		const read = fc.property(any, fc.integer({ min: 1, max: 90 }), (bytes, chunk) => {
			count();
			look(bytes, chunk);
		});
		inTime(() => fc.assert(read, { numRuns: runs(15_000) }));
		await fc.assert(
			fc.asyncProperty(any, async (bytes) => {
				count();
				await lookThrough(bytes);
			}),
			{ numRuns: runs(2_000) },
		);
	});

	it('a mask that is damaged in any byte is looked through, and never throws', async () => {
		const mask = filteredPng({ filter: 'paeth', depth: 8, hole: true });
		expect(await lookThrough(mask)).toBe(true);
		const firstRow = mask.indexOf('IDAT') + 4;
		for (let at = 8; at < mask.length; at += 1 + Math.floor(mask.length / sized(1_500, 100))) {
			count(2);
			const changed = Buffer.from(mask);
			changed[at] = (changed[at] ?? 0) ^ 0x41;
			await lookThrough(changed);
			const cut = await lookThrough(mask.subarray(0, at));
			// What is cut off in its rows before the hole is not known, but never called opaque.
			if (at > firstRow) expect({ at, cut }).not.toEqual({ at, cut: false });
		}
	});

	it('a mask whose header lies about its sides is no more work than its bytes', async () => {
		const mask = filteredPng({ filter: 'up', depth: 16, hole: false });
		for (const side of [0, 1, 0x7fffffff, 0xffffffff]) {
			for (const place of [16, 20]) {
				count();
				const lying = Buffer.from(mask);
				lying.writeUInt32BE(side, place);
				const seen = await lookThrough(lying);
				// No more rows than there are: what is missing is not called transparent.
				if (side > 1) expect({ side, place, seen }).not.toEqual({ side, place, seen: true });
			}
		}
	});

	it('a WebP is as long as it says', () => {
		const head = Buffer.from('RIFF\0\0\0\0WEBPVP8 ', 'latin1');
		for (const size of [0, 1, 0x7fffffff, 0xffffffff]) {
			count();
			head.writeUInt32LE(size, 4);
			const reader = new PictureReader();
			reader.see(Buffer.concat([head, Buffer.alloc(16)]));
			expect(reader.isCut).toBe(size + 8 > head.length + 16);
			expect(reader.isCut || reader.damage !== undefined).toBe(true);
		}
	});
}
