import sharp from 'sharp';
import { PictureReader } from '../../nodes/ImageEdit/image/pictureReader';

const noise = Buffer.from(Array.from({ length: 90 * 60 * 4 }, (_none, at) => (at * 7919) % 251));
const scene = () => sharp(noise, { raw: { width: 90, height: 60, channels: 4 } });
const photo = () => scene().removeAlpha();
const plain = (width: number, height: number) =>
	sharp({ create: { width, height, channels: 3, background: '#246' } });
const frames = () => sharp(noise, { raw: { width: 90, height: 15, channels: 4, pageHeight: 15 } });
const film = async () =>
	await sharp(
		await Promise.all(
			[1, 2, 3].map(async (n) => await frames().rotate(0).gamma(n).png().toBuffer()),
		),
		{ join: { animated: true } },
	)
		.gif()
		.toBuffer();

/** A camera's second picture behind the first, as phones write it (CIPA DC-007). */
const withSecond = async () => {
	const bytes = await photo().jpeg().toBuffer();
	return Buffer.concat([bytes, bytes]);
};
const chunk = (name: string, data: Buffer) => {
	const length = Buffer.alloc(4);
	length.writeUInt32BE(data.length);
	return Buffer.concat([length, Buffer.from(name, 'latin1'), data, Buffer.alloc(4)]);
};
const withChunk = async (name: string, size: number) => {
	const bytes = await scene().png().toBuffer();
	return Buffer.concat([
		bytes.subarray(0, 33),
		chunk(name, Buffer.alloc(size, 'IEND')),
		bytes.subarray(33),
	]);
};

const real: Readonly<Record<string, () => Promise<Buffer>>> = {
	'a JPEG of one pixel': async () => await plain(1, 1).jpeg().toBuffer(),
	'a JPEG of the greatest width': async () => await plain(65_500, 1).jpeg().toBuffer(),
	'a JPEG in CMYK': async () => await photo().toColourspace('cmyk').jpeg().toBuffer(),
	'a grey JPEG': async () => await photo().greyscale().jpeg().toBuffer(),
	'a JPEG without subsampling': async () =>
		await photo().jpeg({ chromaSubsampling: '4:4:4' }).toBuffer(),
	'a JPEG by mozjpeg': async () => await photo().jpeg({ mozjpeg: true }).toBuffer(),
	'a JPEG that lies on its side': async () =>
		await photo().withMetadata({ orientation: 6 }).jpeg().toBuffer(),
	'a JPEG with a colour profile': async () => await photo().withIccProfile('p3').jpeg().toBuffer(),
	'a JPEG with a second one behind it': withSecond,
	'a PNG of 16 bits': async () => await scene().toColourspace('rgb16').png().toBuffer(),
	'a PNG of one bit': async () => await photo().png({ palette: true, colours: 2 }).toBuffer(),
	'a grey PNG with alpha': async () => await scene().greyscale().png().toBuffer(),
	'an interlaced PNG': async () => await scene().png({ progressive: true }).toBuffer(),
	'a PNG that is not packed': async () => await scene().png({ compressionLevel: 0 }).toBuffer(),
	'a PNG whose words speak of its end': async () => await withChunk('prVt', 3_000),
	'a WebP of the greatest width': async () => await plain(16_383, 1).webp().toBuffer(),
	'a WebP that is nearly lossless': async () =>
		await scene().webp({ nearLossless: true }).toBuffer(),
	'a WebP with metadata': async () =>
		await scene().withMetadata({ orientation: 3 }).webp().toBuffer(),
	'an animated WebP': async () =>
		await sharp(await film(), { animated: true })
			.webp()
			.toBuffer(),
	'an animated GIF': film,
	'a TIFF in tiles': async () => await photo().tiff({ tile: true }).toBuffer(),
	'an AVIF without loss': async () => await scene().avif({ lossless: true }).toBuffer(),
};

function look(bytes: Buffer, chunkSize = 500): PictureReader {
	const reader = new PictureReader();
	for (let at = 0; at < bytes.length; at += chunkSize) {
		reader.see(bytes.subarray(at, at + chunkSize));
	}
	reader.end();
	return reader;
}

describe.each(Object.entries(real))('%s', (_name, draw) => {
	it('is read as the decoder reads it', async () => {
		const bytes = await draw();
		const { format, hasAlpha, height, orientation, pageHeight, width } =
			await sharp(bytes).metadata();
		const type = format === 'heif' ? 'avif' : format;
		const { damage, info, isCut } = look(bytes);
		expect({ damage, isCut }).toEqual({ damage: undefined, isCut: false });
		expect({ ...info, alpha: type === 'gif' || info?.alpha }).toEqual({
			type,
			width,
			height: pageHeight ?? height,
			alpha: type === 'gif' || hasAlpha,
			...(orientation === 6 ? { turned: true } : {}),
		});
	});
});

const zeros = (bytes: Buffer) =>
	Buffer.concat([bytes.subarray(0, bytes.length / 2), Buffer.alloc(bytes.length)]);
/** What happens to files on their way. Of a WebP and an AVIF only the length is known. */
const broken = [
	['cut at the twentieth', /./, (bytes: Buffer) => bytes.subarray(0, bytes.length / 20)],
	['cut at a quarter', /./, (bytes: Buffer) => bytes.subarray(0, bytes.length / 4)],
	['cut in the middle', /./, (bytes: Buffer) => bytes.subarray(0, bytes.length / 2)],
	['cut at nine tenths', /./, (bytes: Buffer) => bytes.subarray(0, bytes.length * 0.9)],
	['cut near the end', /./, (bytes: Buffer) => bytes.subarray(0, -10)],
	['filled up with zeros from the middle on', /JPEG|PNG|GIF/, zeros],
] as const;

describe.each(broken)('%s', (_how, which, harm) => {
	// The end of the first of two pictures is an end.
	const names = Object.keys(real).filter((name) => which.test(name) && !name.includes('second'));

	it.each(names)('%s is not whole', async (name) => {
		const bytes = await (real[name] as (typeof real)[string])();
		expect(look(harm(bytes)).isCut).toBe(true);
	});
});
