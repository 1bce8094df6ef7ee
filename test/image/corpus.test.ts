import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';

import type { ImageInfo } from '../../nodes/ImageEdit/image/imageInfo';
import { PictureReader } from '../../nodes/ImageEdit/image/pictureReader';
import { pngKinds, pngOf } from '../helpers/pngGrid';

const noise = Buffer.from(Array.from({ length: 90 * 60 * 4 }, (_none, at) => (at * 7919) % 251));
const scene = () => sharp(noise, { raw: { width: 90, height: 60, channels: 4 } });

/** Of libheif 1.15, libjxl 0.7 and ImageMagick 6.9, from a picture of 60 x 40. */
const stored = (name: string) => readFileSync(join(__dirname, '..', 'fixtures', 'pictures', name));

/** Three megabytes of what cameras and editors write before the picture, on a photo that lies on its side. */
async function heavyJpeg(): Promise<Buffer> {
	const photo = await scene().removeAlpha().withMetadata({ orientation: 6 }).jpeg().toBuffer();
	const segment = Buffer.alloc(65_000, '\xff\xd9 no end', 'latin1');
	segment.set([0xff, 0xeb, (segment.length - 2) >> 8, (segment.length - 2) & 255]);
	const segments = Array.from({ length: 48 }, () => segment);
	return Buffer.concat([photo.subarray(0, 2), ...segments, photo.subarray(2)]);
}

/** What sharp itself can read is compared with it. */
const drawn: ReadonlyArray<readonly [string, () => Buffer | Promise<Buffer>]> = [
	...pngKinds.map((kind) => [kind.title, () => pngOf(kind)] as const),
	['a JPEG', async () => await scene().jpeg().toBuffer()],
	['a progressive JPEG', () => stored('progressive.jpg')],
	['a turned JPEG with megabytes of metadata', heavyJpeg],
	['a WebP', async () => await scene().webp().toBuffer()],
	['a WebP without loss', async () => await scene().webp({ lossless: true }).toBuffer()],
	['a GIF', () => stored('photo.gif')],
	['an AVIF', async () => await scene().avif().toBuffer()],
	['an AVIF without alpha', async () => await scene().removeAlpha().avif().toBuffer()],
	['a TIFF', async () => await scene().removeAlpha().tiff({ compression: 'none' }).toBuffer()],
	['a TIFF by LZW', () => stored('lzw.tiff')],
	['a BigTIFF', () => stored('big.tiff')],
	['a HEIC', () => stored('photo.heic')],
	['a HEIC with alpha', () => stored('alpha.heic')],
	['a HEIC of a turned photo', () => stored('turned.heic')],
	['an SVG', () => Buffer.from(svg)],
];
const svg =
	'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg" width="60" height="40"><rect width="9" height="9"/></svg>';

/** What sharp cannot read. */
const known: ReadonlyArray<readonly [string, () => Buffer, Partial<ImageInfo>]> = [
	['a JPEG XL in a container', () => stored('container.jxl'), { type: 'jxl' }],
	['a BMP', () => stored('photo.bmp'), { type: 'bmp' }],
	['a BMP with the old header', () => stored('old.bmp'), { type: 'bmp' }],
	['an ICO', () => stored('icon.ico'), { type: 'ico' }],
];

function look(bytes: Buffer, chunk: number): PictureReader {
	const reader = new PictureReader();
	for (let at = 0; at < bytes.length; at += chunk) reader.see(bytes.subarray(at, at + chunk));
	reader.end();
	return reader;
}

/** Whether a reader would let the file pass as a picture. */
const passes = ({ damage, info, isCut }: PictureReader) =>
	info !== undefined && damage === undefined && !isCut;

const shares = [5, 25, 50, 90, 99];
/** Bytes of a piece; ten times as many where there are megabytes. */
const small = 61;

describe.each(drawn)('%s', (_title, draw) => {
	it.each([small, 4096])(
		'is whole, and read as sharp reads it, in pieces of %i bytes',
		async (piece) => {
			const bytes = await draw();
			const chunk = bytes.length > 1e6 ? 10 * piece : piece;
			const { compression, format, hasAlpha, height, orientation, width } =
				await sharp(bytes).metadata();
			const reader = look(bytes, chunk);
			const type = format === 'heif' ? (compression === 'av1' ? 'avif' : 'heic') : format;
			expect(passes(reader)).toBe(true);
			expect(reader.info).toMatchObject({ type, width, height });
			// Every GIF may have transparent frames, and an SVG is drawn on nothing.
			if (!['gif', 'svg'].includes(type)) expect(reader.info?.alpha).toBe(hasAlpha);
			expect(reader.info?.turned === true).toBe((orientation ?? 1) >= 5);
		},
	);

	it.each(shares)('does not pass cut at %i %%', async (share) => {
		const bytes = await draw();
		const cut = bytes.subarray(0, Math.floor((bytes.length * share) / 100));
		expect(passes(look(cut, 4096))).toBe(false);
		expect(passes(look(cut, bytes.length > 1e6 ? 10 * small : small))).toBe(false);
	});
});

describe.each(known)('%s', (_title, load, info) => {
	it('is whole, and known with its sides', () => {
		const reader = look(load(), 61);
		expect(passes(reader)).toBe(true);
		expect(reader.info).toMatchObject({ ...info, width: 60, height: 40 });
	});

	it.each(shares)('does not pass cut at %i %%', (share) => {
		const bytes = load();
		expect(passes(look(bytes.subarray(0, Math.floor((bytes.length * share) / 100)), 61))).toBe(
			false,
		);
	});
});

// Where its data end stands in what is packed: only a decoder can tell.
it('a bare JPEG XL codestream is known with its sides', () => {
	const reader = look(stored('codestream.jxl'), 61);
	expect(passes(reader)).toBe(true);
	expect(reader.info).toMatchObject({ type: 'jxl', width: 60, height: 40 });
});
