import fc from 'fast-check';
import sharp from 'sharp';
import { PictureReader } from '../../nodes/ImageEdit/image/pictureReader';
import { mostSteps } from '../../nodes/ImageEdit/image/walk';
import { drawPicture } from '../helpers/pictures';

/** @param size whether the reader knows how long the file is, and may stop before its end */
function read(bytes: Buffer, chunk: number, size?: number): PictureReader {
	const reader = new PictureReader();
	for (let at = 0; at < bytes.length && !reader.isDone(size); at += chunk) {
		reader.see(bytes.subarray(at, at + chunk));
	}
	reader.end();
	return reader;
}

const types = ['avif', 'gif', 'jpeg', 'png', 'webp'] as const;
const chunks = [1, 2, 3, 7, 1000, 1e9];

it.each(types)('knows a whole %s, however it is cut into chunks', async (type) => {
	const bytes = await drawPicture({ type, alpha: type !== 'jpeg' });
	for (const chunk of chunks) {
		const { damage, info, isCut } = read(bytes, chunk);
		expect({ damage, isCut, type: info?.type }).toEqual({ damage: undefined, isCut: false, type });
	}
});

it.each(types)('tolerates bytes behind the end of a %s', async (type) => {
	const whole = await drawPicture({ type, alpha: type !== 'jpeg' });
	for (const more of [Buffer.alloc(9), Buffer.from('a text'), whole]) {
		const bytes = Buffer.concat([whole, more]);
		for (const chunk of chunks) expect(read(bytes, chunk).isCut).toBe(false);
		expect(read(bytes, 50, bytes.length).isCut).toBe(false);
	}
});

it.each(types)('knows a %s that was cut off, with and without its length', async (type) => {
	const bytes = await drawPicture({ type, alpha: type !== 'jpeg' });
	for (const share of [0.5, 0.9, 0.99]) {
		const cut = bytes.subarray(0, Math.floor(bytes.length * share));
		for (const chunk of chunks) expect(read(cut, chunk).isCut).toBe(true);
		expect(read(cut, 40, cut.length).isCut).toBe(true);
	}
});

it.each(['avif', 'webp'] as const)('reads no more of a %s than its beginning', async (type) => {
	const noise = Buffer.from(
		Array.from({ length: 300 * 300 * 3 }, (_none, at) => (at * 7919) % 251),
	);
	const image = sharp(noise, { raw: { width: 300, height: 300, channels: 3 } });
	const bytes = await image.toFormat(type, { quality: 90, effort: 0 }).toBuffer();
	const reader = new PictureReader();
	reader.see(bytes.subarray(0, 2_000));
	expect(reader.isDone(bytes.length)).toBe(true);
	expect(reader.isCut).toBe(false);
	const cut = new PictureReader();
	cut.see(bytes.subarray(0, 2_000));
	expect(cut.isDone(bytes.length - 1)).toBe(true);
	expect(cut.isCut).toBe(true);
});

describe('a JPEG with a thumbnail in it', () => {
	const photo = async () => {
		const thumbnail = await drawPicture({ type: 'jpeg', alpha: false, width: 16, height: 16 });
		const whole = await drawPicture({ type: 'jpeg', alpha: false });
		const length = Buffer.alloc(2);
		length.writeUInt16BE(thumbnail.length + 2);
		const segment = Buffer.concat([Buffer.from([0xff, 0xe2]), length, thumbnail]);
		return Buffer.concat([whole.subarray(0, 2), segment, whole.subarray(2)]);
	};

	it('has its own sides and its own end', async () => {
		const bytes = await photo();
		expect(read(bytes, 100)).toMatchObject({ isCut: false, info: { width: 320, height: 320 } });
		for (let end = 300; end < bytes.length; end += 200) {
			expect(read(bytes.subarray(0, end), 100).isCut).toBe(true);
		}
	});
});

it('finds the sides of a JPEG behind megabytes of metadata', async () => {
	const jpeg = await drawPicture({ type: 'jpeg', alpha: false, width: 33, height: 22 });
	const segment = Buffer.concat([
		Buffer.from([0xff, 0xeb, 0xff, 0xff]),
		Buffer.alloc(0xfffd, 'ÿØ'),
	]);
	const grown = Buffer.concat([
		jpeg.subarray(0, 2),
		...Array.from({ length: 40 }, () => segment),
		jpeg.subarray(2),
	]);
	expect(read(grown, 64 * 1024)).toMatchObject({ isCut: false, info: { width: 33, height: 22 } });
});

describe('what is damaged', () => {
	const png = async () => await drawPicture({ width: 20, height: 20 });

	it('a PNG without picture data', async () => {
		const bytes = await png();
		const from = bytes.indexOf('IDAT') - 4;
		const empty = Buffer.concat([
			bytes.subarray(0, from),
			bytes.subarray(bytes.indexOf('IEND') - 4),
		]);
		expect(read(empty, 10)).toMatchObject({ damage: 'has no image data in it', isCut: false });
	});

	it('a PNG of no pixels', async () => {
		const bytes = Buffer.from(await png());
		bytes.writeUInt32BE(0, 16);
		expect(read(bytes, 10).damage).toBe('has a side of 0 pixels');
	});

	const asText: ReadonlyArray<readonly [string, (bytes: Buffer) => Buffer]> = [
		['read as UTF-8', (bytes) => Buffer.from(bytes.toString('utf8'))],
		['read as Latin-1 and written as UTF-8', (bytes) => Buffer.from(bytes.toString('latin1'))],
		['cut to seven bits', (bytes) => bytes.map((byte) => byte & 0x7f) as Buffer],
		[
			'read as ASCII',
			(bytes) => Buffer.from(bytes.toString('latin1').replace(/[\x80-\xff]/g, '?'), 'latin1'),
		],
	];
	const harmed = 'was changed on its way, as if it were text';

	it.each(asText)('a PNG that was %s', async (_how, harm) => {
		const { damage, info } = read(Buffer.from(harm(await png())), 10);
		expect({ damage, type: info?.type }).toEqual({ damage: harmed, type: 'png' });
	});

	it.each(asText)('a JPEG that was %s', async (_how, harm) => {
		const exif = { IFD0: { Copyright: 'someone' } };
		const create = { width: 9, height: 9, channels: 3, background: '#345' } as const;
		const bytes = await sharp({ create }).withExif(exif).jpeg().toBuffer();
		const { damage, info } = read(Buffer.from(harm(bytes)), 10);
		expect({ damage, type: info?.type }).toEqual({ damage: harmed, type: 'jpeg' });
	});

	it('a PNG whose line ends were changed', async () => {
		const bytes = (await png()).toString('latin1');
		for (const [from, to] of [
			[/\r\n/g, '\n'],
			[/\r?\n/g, '\r\n'],
		] as const) {
			expect(read(Buffer.from(bytes.replace(from, to), 'latin1'), 10).damage).toBe(harmed);
		}
	});
});

it.each([
	[0, 30, 'has a side of 0 pixels'],
	[40, 0, 'has a side of 0 pixels'],
	[40, 30, undefined],
])('tells of the sides %d x %d both or none', async (width, height, damage) => {
	const bytes = Buffer.from(await drawPicture({ width: 20, height: 20 }));
	bytes.writeUInt32BE(width, 16);
	bytes.writeUInt32BE(height, 20);
	const sides = damage === undefined ? { width, height } : {};
	expect(read(bytes, 10)).toMatchObject({ damage, isCut: false });
	expect(read(bytes, 10).info).toEqual({ type: 'png', alpha: true, ...sides });
	expect(read(bytes.subarray(0, -5), 10)).toMatchObject({ damage: undefined, isCut: true });
});

it('tells nothing of an alpha that a file does not tell', () => {
	const icon = Buffer.from('000001000100102000000100200001000000160000000900000000000000', 'hex');
	const { info } = read(Buffer.concat([icon, Buffer.alloc(9)]), 100);
	expect(Object.keys(info ?? {})).toEqual(['type', 'width', 'height']);
});

it('knows what a file is, or that it is none, with its first 32 bytes', async () => {
	for (const [bytes, type] of [
		[await drawPicture(), 'png'],
		[Buffer.alloc(99, 'no picture '), undefined],
	] as const) {
		const reader = new PictureReader();
		reader.see(bytes.subarray(0, 31));
		expect([reader.isRecognised, reader.isDone()]).toEqual([false, false]);
		reader.see(bytes.subarray(31, 32));
		expect([reader.isRecognised, reader.isDone()]).toEqual([true, type === undefined]);
		reader.see(bytes.subarray(32));
		reader.end();
		expect([reader.info?.type, reader.isCut, reader.damage]).toEqual([type, false, undefined]);
	}
});

it('is sure of no more than twelve bytes when they have ended', () => {
	const gif = Buffer.from('GIF89a\u0004\0\u0003\0\0\0');
	const { info, isCut } = read(gif, 100);
	expect([info?.type, isCut]).toEqual(['gif', true]);
	const less = read(gif.subarray(0, 11), 100);
	expect([less.info, less.isCut]).toEqual([undefined, false]);
});

it('never throws, and never reads for ever, whatever follows a known beginning', async () => {
	const files = await Promise.all(
		(['avif', 'gif', 'jpeg', 'png', 'tiff', 'webp'] as const).map(
			async (type) =>
				await sharp({ create: { width: 9, height: 9, channels: 3, background: '#345' } })
					.toFormat(type)
					.toBuffer(),
		),
	);
	const beginnings = [
		'BM',
		'\x00\x00\x01\x00\x01\x00',
		'\xff\x0a',
		'\x00\x00\x00\x0cJXL \r\n\x87\n',
		'II*\x00',
		'MM\x00+\x00\x08\x00\x00',
		'<svg ',
	];
	const file = fc.constantFrom(...files, ...beginnings.map((text) => Buffer.from(text, 'latin1')));
	fc.assert(
		fc.property(file, fc.nat(400), fc.uint8Array({ maxLength: 300 }), (bytes, at, noise) => {
			const harmed = Buffer.concat([bytes.subarray(0, at), noise]);
			const { damage, isCut } = read(harmed, 20);
			const known = read(harmed, 20, harmed.length);
			expect(known.isCut && damage === undefined ? isCut : true).toBe(true);
		}),
		{ numRuns: 3000 },
	);
});

it('gives up a file of more parts than anyone makes, and does not call it cut off', () => {
	const bytes = Buffer.concat([Buffer.from('<svg width="8"><!--'), Buffer.alloc(mostSteps, '>')]);
	const reader = read(bytes, 1_000_000);
	expect(reader.isDone()).toBe(true);
	expect(reader.isCut).toBe(false);
	expect(reader.info).toMatchObject({ type: 'svg' });
});

it('still calls a file of many parts cut off', () => {
	const bytes = Buffer.concat([Buffer.from('<svg width="8"><!--'), Buffer.alloc(1_000_000, '>')]);
	expect(read(bytes, 1_000_000).isCut).toBe(true);
});

it.each(['<!doctype [>', '<!---->', '<?x?>'])(
	'looks behind no more than a hundred times %s for an SVG',
	(preamble) => {
		const search = jest.spyOn(String.prototype, 'indexOf');
		const { info } = read(Buffer.alloc(2_000_000, preamble), 2_000_000);
		const searches = search.mock.calls.length;
		search.mockRestore();
		expect(info).toBeUndefined();
		expect(searches).toBeLessThan(500);
	},
);
