import { createHash } from 'crypto';
import sharp from 'sharp';
import { examinePicture, nameWithExtension } from '../../nodes/ImageEdit/image/imageFile';
import { chunked, drawPicture } from '../helpers/pictures';
import { allBytes } from '../../nodes/ImageEdit/shared/streams';

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

it.each([1, 7, 1000, undefined])('knows a file by its bytes, read %p at a time', async (chunk) => {
	const bytes = await drawPicture({ type: 'jpeg', alpha: false, width: 40, height: 30 });
	const file = await examinePicture(async () => chunked(bytes, chunk), 'wrong.png', 'text/plain');
	expect(file).toMatchObject({
		fileName: 'wrong.jpg',
		mimeType: 'image/jpeg',
		bytes: bytes.length,
		info: { type: 'jpeg', width: 40, height: 30, alpha: false },
	});
	expect(await file.digest()).toBe(sha256(bytes));
});

describe('a file of known size', () => {
	/** Counts the bytes that are read, and how often the file is opened. */
	function counted(bytes: Buffer) {
		const read = { bytes: 0, opened: 0 };
		async function* open() {
			read.opened++;
			for await (const piece of chunked(bytes, 4096)) {
				read.bytes += piece.length;
				yield piece;
			}
		}
		return { read, open: async () => open() };
	}
	const noise = { width: 400, height: 400, channels: 3, background: '#345' } as const;
	const large = async () => await sharp({ create: noise }).png({ compressionLevel: 0 }).toBuffer();

	/** What it tells stands at its beginning. */
	const ofNoise = async () => {
		const pixels = Buffer.from(
			Array.from({ length: 480_000 }, (_none, at) => Math.imul(at ^ (at >>> 3), 0x9e3779b1) >>> 24),
		);
		const image = sharp(pixels, { raw: { width: 400, height: 400, channels: 3 } });
		return await image.webp({ lossless: true }).toBuffer();
	};

	it('is only read as far as it tells what it is, and how long it has to be', async () => {
		const bytes = await ofNoise();
		const { open, read } = counted(bytes);
		const file = await examinePicture(open, 'large.webp', '', bytes.length);
		expect(file).toMatchObject({ bytes: bytes.length, info: { width: 400, height: 400 } });
		expect(file.damage).toBeUndefined();
		expect(read.bytes).toBeLessThan(bytes.length / 4);
		expect(await file.digest()).toBe(sha256(bytes));
		expect(await file.digest()).toBe(sha256(bytes));
		expect(read.opened).toBe(2);
	});

	it('is read to its end where its size is not known', async () => {
		const bytes = await ofNoise();
		const { open, read } = counted(bytes);
		const file = await examinePicture(open, 'large.webp', '');
		expect(file.bytes).toBe(bytes.length);
		expect(await file.digest()).toBe(sha256(bytes));
		expect(read).toEqual({ bytes: bytes.length, opened: 1 });
	});

	it('that ends within its first chunk need not be opened again for its digest', async () => {
		const bytes = await drawPicture({ type: 'webp', width: 40, height: 30 });
		const { open, read } = counted(bytes);
		const file = await examinePicture(open, 'small.webp', '', bytes.length);
		expect(await file.digest()).toBe(sha256(bytes));
		expect(read.opened).toBe(1);
	});

	it('that is cut off is known as such', async () => {
		const whole = await large();
		const bytes = whole.subarray(0, whole.length - 5);
		const file = await examinePicture(counted(bytes).open, 'large.png', '', bytes.length);
		expect(file.damage).toBe('is cut off before its end');
	});

	it('has its digest from the one time that it is read to the end', async () => {
		const bytes = await large();
		const { open, read } = counted(bytes);
		const file = await examinePicture(open, 'large.png', '', bytes.length);
		expect(await allBytes(await file.open())).toEqual(bytes);
		expect(await file.digest()).toBe(sha256(bytes));
		expect(await allBytes(await file.open())).toEqual(bytes);
		expect(read.opened).toBe(3);
	});

	it('is read through for its digest when it was left before its end', async () => {
		const bytes = await ofNoise();
		const { open } = counted(bytes);
		const file = await examinePicture(open, 'large.webp', '', bytes.length);
		for await (const chunk of await file.open()) if (chunk.length > 0) break;
		expect(await file.digest()).toBe(sha256(bytes));
	});

	it('with transparency that is told behind long metadata is read that far', async () => {
		const png = await sharp({ create: noise }).png({ palette: true }).toBuffer();
		const text = Buffer.alloc(100_000, 'x');
		const [header, rest] = [png.subarray(0, 33), png.subarray(33)];
		const bytes = Buffer.concat([
			header,
			pngChunk('tEXt', text),
			pngChunk('tRNS', Buffer.of(0)),
			rest,
		]);
		const { open } = counted(bytes);
		const file = await examinePicture(open, 'palette.png', '', bytes.length);
		expect(file.info).toMatchObject({ alpha: true });
	});
});

/** Without a true check sum, which nobody looks at here. */
function pngChunk(name: string, data: Buffer): Buffer {
	const length = Buffer.alloc(4);
	length.writeUInt32BE(data.length);
	return Buffer.concat([length, Buffer.from(name), data, Buffer.alloc(4)]);
}

it('reads a file that is larger than the head it keeps', async () => {
	const noise = { create: { width: 800, height: 600, channels: 3, background: '#345' } } as const;
	const bytes = await sharp(noise).png({ compressionLevel: 0 }).toBuffer();
	const file = await examinePicture(async () => chunked(bytes, 4096), 'large', '');
	expect(file).toMatchObject({ bytes: bytes.length, fileName: 'large.png', info: { width: 800 } });
});

it('knows a file of a few bytes, and tells of no damage where there is none', async () => {
	const svg = Buffer.from('<svg width="8" height="9"/>');
	const file = await examinePicture(async () => chunked(svg), 'it.svg', 'text/plain');
	expect(file).toEqual({
		fileName: 'it.svg',
		mimeType: 'image/svg+xml',
		bytes: svg.length,
		info: { type: 'svg', width: 8, height: 9, alpha: true },
		open: expect.any(Function),
		digest: expect.any(Function),
	});
});

it('calls a file that has no name "file", and a picture "image"', async () => {
	const named = async (bytes: Buffer) =>
		(await examinePicture(async () => chunked(bytes), '', '')).fileName;
	expect(await named(Buffer.from('no picture at all'))).toBe('file');
	expect(await named(await drawPicture())).toBe('image.png');
});

it('keeps the declared type of what is no picture', async () => {
	const text = Buffer.from('no picture at all');
	const file = await examinePicture(async () => chunked(text), 'note.txt', 'text/plain');
	expect(file).toMatchObject({ fileName: 'note.txt', mimeType: 'text/plain' });
	expect(file.info).toBeUndefined();
});

it.each<[string, string]>([
	['text/plain', 'text/plain'],
	[' Text/Plain; charset=utf-8', 'text/plain'],
	['image/svg+xml', 'image/svg+xml'],
	['image/png","n":10,"x":"', 'application/octet-stream'],
	['image/png\r\nX-Model: other', 'application/octet-stream'],
	['a/b/c', 'application/octet-stream'],
	['picture', 'application/octet-stream'],
	['', 'application/octet-stream'],
])('writes the declared type %j as %j', async (declared, expected) => {
	const text = Buffer.from('no picture at all');
	const file = await examinePicture(async () => chunked(text), 'note.txt', declared);
	expect(file.mimeType).toBe(expected);
});

it.each([
	['photo.png', 'photo.jpg'],
	['photo', 'photo.jpg'],
	['photo.jpeg', 'photo.jpeg'],
	['photo.JPG', 'photo.jpg'],
	['my.holiday.photo.webp', 'my.holiday.photo.jpg'],
	['', 'image.jpg'],
	['.png', 'image.jpg'],
	['../../etc/passwd', 'passwd.jpg'],
	['C:\\pictures\\photo.png', 'photo.jpg'],
	['blob', 'blob.jpg'],
	['写真.png', '写真.jpg'],
	['photo.JPEG', 'photo.jpeg'],
	['photo.jpeg.old', 'photo.jpeg.jpg'],
	['a\u0000b\u0007c\u007f.png', 'abc.jpg'],
	['pictures/a/photo.png', 'photo.jpg'],
	['/photo.png', 'photo.jpg'],
	['a/b\nc/photo.png', 'photo.jpg'],
])('calls a JPEG that is known as %j %j', (name, expected) => {
	expect(nameWithExtension(name, { type: 'jpeg' })).toBe(expected);
});

it.each([
	['photo.jpeg', 'photo.png'],
	['photo.jpg', 'photo.png'],
	['photo', 'photo.png'],
])('calls a PNG that is known as %j %j', (name, expected) => {
	expect(nameWithExtension(name, { type: 'png' })).toBe(expected);
});
