import fc from 'fast-check';
import sharp from 'sharp';
import type { ImageInfo } from '../../nodes/ImageEdit/image/imageInfo';
import { readImageInfo } from '../../nodes/ImageEdit/image/pictureReader';

const canvas = (channels: 3 | 4) =>
	sharp({
		create: { width: 37, height: 23, channels, background: { r: 9, g: 200, b: 90, alpha: 0.4 } },
	});

const palette = { palette: true, colours: 4 };

const pictures: ReadonlyArray<readonly [string, () => Promise<Buffer>, ImageInfo]> = [
	['a PNG without alpha', () => canvas(3).png().toBuffer(), picture('png', false)],
	['a PNG with alpha', () => canvas(4).png().toBuffer(), picture('png', true)],
	['a grey PNG', () => canvas(3).greyscale().png().toBuffer(), picture('png', false)],
	['a PNG with a palette', () => canvas(3).png(palette).toBuffer(), picture('png', false)],
	[
		'a PNG with a transparent palette',
		() => canvas(4).png(palette).toBuffer(),
		picture('png', true),
	],
	[
		'an interlaced PNG',
		() => canvas(4).png({ progressive: true }).toBuffer(),
		picture('png', true),
	],
	['a JPEG', () => canvas(3).jpeg().toBuffer(), picture('jpeg', false)],
	[
		'a progressive JPEG',
		() => canvas(3).jpeg({ progressive: true }).toBuffer(),
		picture('jpeg', false),
	],
	['a lossy WebP', () => canvas(3).webp().toBuffer(), picture('webp', false)],
	['a lossy WebP with alpha', () => canvas(4).webp().toBuffer(), picture('webp', true)],
	['a lossless WebP', () => canvas(3).webp({ lossless: true }).toBuffer(), picture('webp', false)],
	[
		'a lossless WebP with alpha',
		() => canvas(4).webp({ lossless: true }).toBuffer(),
		picture('webp', true),
	],
	[
		'a WebP with metadata',
		() => canvas(3).withMetadata().webp().toBuffer(),
		picture('webp', false),
	],
	['a GIF', () => canvas(4).gif().toBuffer(), picture('gif', true)],
	['an AVIF', () => canvas(3).avif().toBuffer(), picture('avif', false)],
	['an AVIF with alpha', () => canvas(4).avif().toBuffer(), picture('avif', true)],
	['a TIFF', () => canvas(3).tiff().toBuffer(), picture('tiff', false)],
	[
		'a TIFF with alpha',
		() => canvas(4).tiff({ compression: 'lzw' }).toBuffer(),
		picture('tiff', true),
	],
];

function picture(type: ImageInfo['type'], alpha: boolean): ImageInfo {
	return { type, width: 37, height: 23, alpha };
}

it.each(pictures)('reads type, sides and alpha of %s', async (_name, draw, info) => {
	expect(readImageInfo(await draw())).toEqual(info);
});

it('reads the sides of a JPEG behind two large segments of metadata', async () => {
	const jpeg = await canvas(3).jpeg().toBuffer();
	const segment = Buffer.concat([Buffer.from([0xff, 0xe1, 0xff, 0xff]), Buffer.alloc(0xfffd)]);
	const grown = Buffer.concat([jpeg.subarray(0, 2), segment, segment, segment, jpeg.subarray(2)]);
	expect((await sharp(grown).metadata()).width).toBe(37);
	expect(readImageInfo(grown)).toEqual(picture('jpeg', false));
});

it.each([
	['none', []],
	['XMP', ['http://ns.adobe.com/xap/1.0/\0']],
	['two of other kinds', ['http://ns.adobe.com/xap/1.0/\0', 'Other\0\0']],
])('sees that a JPEG is turned behind segments like that of Exif: %s', async (_what, before) => {
	const jpeg = await canvas(3).jpeg().withMetadata({ orientation: 6 }).toBuffer();
	const segments = before.map((text) => {
		const head = Buffer.from([0xff, 0xe1, 0, 0]);
		head.writeUInt16BE(text.length + 2, 2);
		return Buffer.concat([head, Buffer.from(text, 'latin1')]);
	});
	const whole = Buffer.concat([jpeg.subarray(0, 2), ...segments, jpeg.subarray(2)]);
	expect(readImageInfo(whole)?.turned).toBe(true);
});

it('reads a JPEG with Exif data and an orientation', async () => {
	const exif = { IFD0: { ImageDescription: 'x'.repeat(30_000), Copyright: 'someone' } };
	const jpeg = await canvas(3).withExif(exif).jpeg().toBuffer();
	expect(readImageInfo(jpeg)).toEqual(picture('jpeg', false));
});

it.each([
	['nothing', Buffer.alloc(0)],
	['a web page', Buffer.from('<!DOCTYPE html><html><body>Bad gateway</body></html>')],
	['JSON', Buffer.from('{"error":{"message":"no"}}')],
	['text that begins like a bitmap', Buffer.from('BM')],
	['a PDF', Buffer.from('%PDF-1.7 and so on')],
	['a film', Buffer.from('\0\0\0\x18ftypmp42\0\0\0\0')],
	['sound', Buffer.from('RIFF\0\0\0\0WAVEfmt ')],
])('takes %s for no picture', (_name, bytes) => {
	expect(readImageInfo(bytes)).toBeUndefined();
});

it('never throws for a picture that is cut off, whatever comes after', async () => {
	const files = await Promise.all(pictures.map(([, draw]) => draw()));
	const cut = fc.record({
		file: fc.constantFrom(...files),
		at: fc.nat({ max: 400 }),
		noise: fc.uint8Array({ maxLength: 64 }),
	});
	fc.assert(
		fc.property(cut, ({ at, file, noise }) => {
			expect(() => readImageInfo(Buffer.concat([file.subarray(0, at), noise]))).not.toThrow();
		}),
		{ numRuns: 2000 },
	);
});

it('never throws for noise behind a known beginning', () => {
	const beginning = fc.constantFrom(
		[0x89, 0x50, 0x4e, 0x47],
		[0xff, 0xd8, 0xff],
		[...Buffer.from('RIFF----WEBPVP8X')],
		[...Buffer.from('RIFF----WEBPVP8L')],
		[...Buffer.from('RIFF----WEBPVP8 ')],
		[...Buffer.from('GIF89a')],
		[...Buffer.from('BM')],
		[...Buffer.from('----ftypavif')],
	);
	fc.assert(
		fc.property(beginning, fc.uint8Array({ maxLength: 200 }), (head, noise) => {
			expect(() => readImageInfo(Buffer.from([...head, ...noise]))).not.toThrow();
		}),
		{ numRuns: 2000 },
	);
});
