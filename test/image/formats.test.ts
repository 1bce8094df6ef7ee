import {
	big16,
	big32,
	join,
	little16,
	little24,
	little32,
	look,
	noData as empty,
	sidesOf,
	text,
	turnedOf,
} from '../helpers/pictureBytes';

// Files of a few bytes, each of which has one thing in it that a picture of another kind has not.

type Order = 'II' | 'MM';

/** The tags of a photo, in 12 bytes each, with nothing behind them. */
function exif(order: Order, entries: ReadonlyArray<readonly [number, number]>, start = 8): Buffer {
	const isLittle = order === 'II';
	const short = isLittle ? little16 : big16;
	const long = isLittle ? little32 : big32;
	return join(
		text(order),
		short(42),
		long(start),
		Buffer.alloc(start - 8),
		short(entries.length),
		...entries.map(([tag, value]) => [
			...short(tag),
			...short(3),
			...long(1),
			...short(value),
			0,
			0,
		]),
	);
}

const orientation = 0x0112;
const turns = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].flatMap((value) =>
	(['II', 'MM'] as const).map((order) => [value, order, value >= 5 && value <= 8] as const),
);

describe('a JPEG', () => {
	const segment = (marker: number, body: Buffer | readonly number[]) =>
		join([0xff, marker], big16(body.length + 2), body);
	const frame = (marker = 0xc0, width = 40, height = 30) =>
		segment(marker, [8, ...big16(height), ...big16(width), 1, 1, 0x11, 0]);
	const scan = join(segment(0xda, [1, 1, 0, 0, 63, 0]), [7, 0xff, 0, 9]);
	const jpeg = (...parts: readonly Buffer[]) => join([0xff, 0xd8], ...parts, [0xff, 0xd9]);
	const photo = (tiff: Buffer) => jpeg(segment(0xe1, join(text('Exif\0\0'), tiff)), frame(), scan);

	it.each([0xc0, 0xc1, 0xc2, 0xc3, 0xc5, 0xc6, 0xc7, 0xc9, 0xca, 0xcb, 0xcd, 0xce, 0xcf])(
		'has its sides in a frame of the kind %i',
		(marker) => {
			expect(look(jpeg(frame(marker), scan))).toEqual({
				damage: undefined,
				info: { type: 'jpeg', width: 40, height: 30, alpha: false },
				isCut: false,
			});
		},
	);

	it.each([0xbf, 0xc4, 0xc8, 0xcc, 0xd9 + 2, 0xe0])('has no sides in a segment %i', (marker) => {
		expect(look(jpeg(frame(marker), scan)).damage).toBe(empty);
	});

	it('has the sides of its first frame', () => {
		expect(sidesOf(jpeg(frame(0xc0, 40, 30), frame(0xc0, 9, 8), scan))).toEqual([40, 30]);
	});

	it('has a frame of five bytes at least', () => {
		const short = segment(0xc0, [8, ...big16(30), ...big16(40)]);
		expect(sidesOf(jpeg(short, scan))).toEqual([40, 30]);
		expect(look(jpeg(short.subarray(0, 2), Buffer.from([0, 6, 8, 0, 30, 40]), scan)).damage).toBe(
			empty,
		);
	});

	it('has no sides in a frame of fewer bytes, and no height in such a segment', () => {
		const four = Buffer.from([0xff, 0xc0, 0, 6, 8, 0, 30, 40, 0, 0]);
		expect(look(jpeg(four, scan)).damage).toBe(empty);
		expect(look(jpeg(frame(0xc0, 40, 0), scan, segment(0xdc, []))).isCut).toBe(false);
	});

	it.each<[string, number, Buffer]>([
		['a comment', 0xfe, Buffer.alloc(0)],
		['a frame', 0xc0, Buffer.from([8, 0, 30, 0, 40])],
		['metadata of another kind', 0xe1, text('Other\0')],
		['Exif', 0xe1, text('Exif\0\0')],
	])('may have in %s what looks like its end', (_what, marker, begin) => {
		const bytes = jpeg(segment(marker, join(begin, [0xff, 0xd9])), frame(), scan);
		expect(look(bytes)).toMatchObject({ damage: undefined, info: { width: 40 }, isCut: false });
	});

	it.each([0, 1, 6, 7])('may have metadata of %d bytes', (length) => {
		const bytes = jpeg(segment(0xe1, Buffer.alloc(length, 9)), frame(), scan);
		expect(look(bytes)).toMatchObject({ damage: undefined, info: { width: 40 }, isCut: false });
	});

	it('has the orientation that it tells first', () => {
		const [turned, straight] = [6, 1].map((value) =>
			segment(0xe1, join(text('Exif\0\0'), exif('II', [[orientation, value]]))),
		) as [Buffer, Buffer];
		expect(turnedOf(jpeg(turned, straight, frame(), scan))).toBe(true);
		expect(turnedOf(jpeg(straight, turned, frame(), scan))).toBe(false);
	});

	it('has image data whatever stands behind its scan', () => {
		expect(look(jpeg(frame(), scan, segment(0xfe, [1]))).damage).toBeUndefined();
	});

	it('has a height behind the first scan where the frame has none', () => {
		const height = segment(0xdc, big16(77));
		expect(sidesOf(jpeg(frame(0xc0, 40, 0), scan, height))).toEqual([40, 77]);
		expect(sidesOf(jpeg(frame(0xc0, 40, 30), scan, height))).toEqual([40, 30]);
	});

	it('without a frame or without a scan has no image data', () => {
		expect(look(jpeg(scan)).damage).toBe(empty);
		expect(look(jpeg(frame())).damage).toBe(empty);
		expect(look(jpeg(frame(), scan)).damage).toBeUndefined();
	});

	it('may have any number of bytes before a marker, and markers without a length', () => {
		const alone = [0x01, 0xd0, 0xd7, 0xd8].map((marker) => Buffer.from([0xff, marker]));
		const filled = join([0xff, 0xff, 0xff], frame().subarray(1));
		expect(sidesOf(jpeg(...alone, filled, scan))).toEqual([40, 30]);
	});

	it.each(turns)('of orientation %d (%s) lies on its side: %p', (value, order, isTurned) => {
		expect(turnedOf(photo(exif(order, [[orientation, value]])))).toBe(isTurned);
	});

	it.each(['II', 'MM'] as const)('has its orientation behind other tags (%s)', (order) => {
		const entries = [
			[0x010f, 1],
			[0x0110, 1],
			[orientation, 6],
		] as const;
		expect(turnedOf(photo(exif(order, entries)))).toBe(true);
		expect(turnedOf(photo(exif(order, entries, 20)))).toBe(true);
		expect(turnedOf(photo(exif(order, entries.slice(0, 2))))).toBe(false);
	});

	it('has no orientation in what is no Exif, or cut', () => {
		const tiff = exif('II', [[orientation, 6]]);
		expect(turnedOf(photo(join(text('XX'), tiff.subarray(2))))).toBe(false);
		const other = exif('MM', [[orientation, 6]]);
		expect(turnedOf(photo(join(text('XX'), other.subarray(2))))).toBe(false);
		for (let length = 0; length < tiff.length; length++)
			expect(turnedOf(photo(tiff.subarray(0, length)))).toBe(false);
		const behind = Buffer.from(tiff);
		behind.writeUInt32LE(tiff.length - 1, 4);
		expect(turnedOf(photo(behind))).toBe(false);
		const uncounted = exif('II', [
			[0x010f, 1],
			[orientation, 6],
		]);
		uncounted[8] = 1;
		expect(turnedOf(photo(uncounted))).toBe(false);
		expect(turnedOf(jpeg(segment(0xe2, join(text('Exif\0\0'), tiff)), frame(), scan))).toBe(false);
		expect(turnedOf(jpeg(segment(0xe1, join(text('Exif\0x'), tiff)), frame(), scan))).toBe(false);
	});
});

describe('a PNG', () => {
	const chunk = (name: string, body: Buffer | readonly number[] = []) =>
		join(big32(body.length), text(name), body, [0, 0, 0, 0]);
	const head = (colourType: number) =>
		chunk('IHDR', [...big32(40), ...big32(30), 8, colourType, 0, 0, 0]);
	const png = (...chunks: readonly Buffer[]) =>
		join(Buffer.from('89504e470d0a1a0a', 'hex'), ...chunks, chunk('IEND'));
	const pixels = chunk('IDAT', [1]);

	it.each([
		[0, false],
		[2, false],
		[3, false],
		[4, true],
		[6, true],
	])('of colour type %d can be transparent: %p', (type, alpha) => {
		expect(look(png(head(type), pixels)).info).toEqual({
			type: 'png',
			width: 40,
			height: 30,
			alpha,
		});
	});

	it('can be transparent by a chunk before its pixels', () => {
		expect(look(png(head(2), chunk('tRNS', [0]), pixels)).info?.alpha).toBe(true);
		expect(look(png(head(2), pixels, chunk('tRNS', [0]))).info?.alpha).toBe(false);
	});

	it.each(turns)('of orientation %d (%s) lies on its side: %p', (value, order, isTurned) => {
		const turn = chunk('eXIf', exif(order, [[orientation, value]]));
		expect(turnedOf(png(head(2), turn, pixels))).toBe(isTurned);
	});

	it('may have a quarter of a megabyte of Exif data', () => {
		const turn = exif('MM', [[orientation, 6]]);
		const longer = (size: number) => chunk('eXIf', join(turn, Buffer.alloc(size - turn.length)));
		expect(turnedOf(png(head(2), longer(256 * 1024), pixels))).toBe(true);
		const beyond = look(png(head(2), longer(256 * 1024 + 1), pixels));
		expect([beyond.info?.turned, beyond.isCut]).toEqual([undefined, false]);
	});

	it('has a head of 13 bytes, or more', () => {
		const body = [...big32(40), ...big32(30), 8, 6, 0, 0, 0, 1];
		expect(sidesOf(png(chunk('IHDR', body), pixels))).toEqual([40, 30]);
		expect(look(png(chunk('IHDR', body.slice(0, 12)), pixels)).damage).toBe(empty);
	});

	it('without pixels or without a head has no image data', () => {
		expect(look(png(head(2))).damage).toBe(empty);
		expect(look(png(pixels)).damage).toBe(empty);
	});

	it.each(['ABCD', 'abcd', 'IDA\0', '1DAT', 'ID T', 'IDA\u00C4', '[DAT', '`DAT'])(
		'with a part named %j behind its pixels',
		(name) => {
			const { damage, isCut } = look(png(head(2), pixels, chunk(name, [1])));
			expect(damage).toBeUndefined();
			expect(isCut).toBe(!/^[A-Za-z]{4}$/.test(name));
		},
	);
});

describe('a WebP', () => {
	const chunk = (name: string, body: Buffer | readonly number[]) =>
		join(text(name), little32(body.length), body, body.length % 2 > 0 ? [0] : []);
	const riff = (...chunks: readonly Buffer[]) => {
		const body = join(text('WEBP'), ...chunks);
		return join(text('RIFF'), little32(body.length), body);
	};
	const extended = (flags: number, width = 40, height = 30) =>
		chunk('VP8X', [flags, 0, 0, 0, ...little24(width - 1), ...little24(height - 1)]);
	const lossy = (width = 40, height = 30) =>
		chunk('VP8 ', [0, 0, 0, 0x9d, 1, 0x2a, ...little16(width), ...little16(height)]);
	const lossless = (width = 40, height = 30, alpha = 0) =>
		chunk('VP8L', [0x2f, ...little32(((width - 1) | ((height - 1) << 14) | (alpha << 28)) >>> 0)]);

	it.each<[string, Buffer, number, number, boolean]>([
		['lossy', lossy(), 40, 30, false],
		['lossy, to be scaled', lossy(40 | 0x4000, 30 | 0x8000), 40, 30, false],
		['lossless', lossless(), 40, 30, false],
		['lossless with alpha', lossless(40, 30, 1), 40, 30, true],
		['lossless, as large as can be', lossless(16_384, 16_384), 16_384, 16_384, false],
		['extended', join(extended(0), lossy()), 40, 30, false],
		['extended with alpha', join(extended(16), lossy()), 40, 30, true],
		['extended with all but alpha', join(extended(0xef), lossy()), 40, 30, false],
		['extended and very wide', join(extended(0, 70_000, 66_000), lossy()), 70_000, 66_000, false],
		['extended, with a smaller lossy part', join(extended(0), lossy(9, 8)), 40, 30, false],
		['extended, with a smaller lossless part', join(extended(16), lossless(9, 8)), 40, 30, true],
		['extended, with frames', join(extended(2), chunk('ANMF', [1, 2])), 40, 30, false],
		['before its metadata', join(lossy(), chunk('EXIF', [1, 2, 3, 4])), 40, 30, false],
		['behind a part of odd length', join(chunk('ICCP', [1, 2, 3]), lossy()), 40, 30, false],
		['behind a long part', join(chunk('ICCP', Buffer.alloc(12, 7)), lossy()), 40, 30, false],
		[
			'behind a head that is too short',
			join(chunk('VP8X', Buffer.alloc(9, 16)), lossy()),
			40,
			30,
			false,
		],
		['lossy, of odd sides', lossy(41, 31), 41, 31, false],
		['lossless, of odd sides', lossless(42, 32), 42, 32, false],
	])('that is %s', (_what, body, width, height, alpha) => {
		expect(look(riff(body))).toEqual({
			damage: undefined,
			info: { type: 'webp', width, height, alpha },
			isCut: false,
		});
	});

	it.each([
		['a head alone', extended(0)],
		['frames alone', chunk('ANMF', [1, 2])],
		['a lossless part that is too short', chunk('VP8L', [0x2f, 0, 0, 0])],
		['a lossy part that is too short', chunk('VP8 ', [0, 0, 0, 0, 0, 0, 0, 0, 0])],
	])('of %s has no image data', (_what, body) => {
		expect(look(riff(body)).damage).toBe(empty);
	});

	it('has at its end what is too short for a part', () => {
		const bytes = riff(lossy(), Buffer.alloc(7));
		expect(look(bytes).isCut).toBe(false);
		expect(look(bytes.subarray(0, -1)).isCut).toBe(true);
	});

	it('may end without the byte that makes a length even', () => {
		const body = join(text('WEBP'), lossy(), text('EXIF'), little32(3), [1, 2, 3]);
		const bytes = join(text('RIFF'), little32(body.length), body);
		expect(look(bytes).isCut).toBe(false);
		expect(look(bytes.subarray(0, -1)).isCut).toBe(true);
	});
});

describe('a GIF', () => {
	const screen = (width: number, height: number, flags = 0) =>
		join(little16(width), little16(height), [flags, 0, 0]);
	const frame = (width: number, height: number, flags = 0, table = 0) =>
		join(
			[0x2c, 0, 0, 0, 0],
			little16(width),
			little16(height),
			[flags],
			Buffer.alloc(table),
			[2, 2, 1, 1, 1, 9, 0],
		);
	const end = Buffer.from([0x3b]);
	const gif = (...parts: readonly Buffer[]) => join(text('GIF89a'), ...parts);

	it.each([0, 1, 2, 3, 4, 5, 6, 7])('may have tables of the size %d', (size) => {
		const table = 3 * 2 ** (size + 1);
		const whole = gif(
			screen(40, 30, 0x80 | size),
			Buffer.alloc(table, 0x3b),
			frame(9, 9, 0x80 | size, table),
			end,
		);
		expect(look(whole)).toEqual({
			damage: undefined,
			info: { type: 'gif', width: 40, height: 30, alpha: true },
			isCut: false,
		});
		expect(look(gif(screen(40, 30, size), frame(9, 9, size), end)).isCut).toBe(false);
	});

	it('has the sides of its first frame where its own are 0', () => {
		expect(sidesOf(gif(screen(0, 0), frame(9, 8), frame(7, 6), end))).toEqual([9, 8]);
		expect(sidesOf(gif(screen(40, 0), frame(9, 8), end))).toEqual([40, 8]);
		expect(sidesOf(gif(screen(0, 30), frame(9, 8), end))).toEqual([9, 30]);
	});

	it('may have extensions, which are no pictures', () => {
		const extension = Buffer.from([0x21, 0xf9, 2, 0x3b, 0x3b, 0]);
		expect(look(gif(screen(4, 3), extension, frame(4, 3), end)).damage).toBeUndefined();
		expect(look(gif(screen(4, 3), extension, end)).damage).toBe(empty);
	});

	it('with anything else in it is cut off', () => {
		expect(look(gif(screen(4, 3), frame(4, 3), Buffer.from([0x2d]), end)).isCut).toBe(true);
	});

	it.each([
		['GIF87a', 'gif'],
		['GIF89a', 'gif'],
		['GIF88a', undefined],
		['GIF89b', undefined],
	])('begins with %s: %p', (head, type) => {
		expect(look(join(text(head), screen(4, 3), frame(4, 3), end)).info?.type).toBe(type);
	});
});

describe('an HEIC or AVIF', () => {
	const brands = (major: string, ...others: readonly string[]) =>
		join(
			big32(16 + 4 * others.length),
			text('ftyp'),
			text(major),
			[0, 0, 0, 0],
			...others.map(text),
		);
	const heic = 'heic heix heim heis hevc hevx hevm hevs mif1 mif2 msf1 miaf MiHB MiHE MiPr'.split(
		' ',
	);

	it.each([
		...heic.map((brand) => [brand, 'heic'] as const),
		...['avif', 'avis', 'MA1A', 'MA1B'].map((brand) => [brand, 'avif'] as const),
		...['heia', 'heva', 'mif3', 'avix', 'MA1C', 'mp42', 'isom'].map(
			(brand) => [brand, undefined] as const,
		),
	])('has the brand %s, as its own or beside it: %p', (brand, type) => {
		expect(look(brands(brand, 'isom')).info?.type).toBe(type);
		expect(look(brands('isom', 'iso8', brand)).info?.type).toBe(type);
	});

	it('has no brand behind the box of its brands, and any place in it', () => {
		expect(look(join(brands('isom'), text('1234heic'))).info).toBeUndefined();
		expect(look(brands('isom', 'iso8', 'heic', 'iso9')).info?.type).toBe('heic');
	});

	it('is an AVIF when it says both', () => {
		expect(look(brands('mif1', 'heic', 'avif')).info?.type).toBe('avif');
		expect(look(brands('avif', 'heic')).info?.type).toBe('avif');
	});
});

describe('a JPEG XL', () => {
	type Field = readonly [value: number, bits: number];
	const stream = (...fields: readonly Field[]) => {
		const bits = fields.flatMap(([value, count]) =>
			Array.from({ length: count }, (_none, at) => Math.floor(value / 2 ** at) % 2),
		);
		const bytes = Buffer.alloc(16);
		for (const [at, bit] of bits.entries())
			bytes[at >> 3] = (bytes[at >> 3] ?? 0) | (bit << (at & 7));
		return join([0xff, 0x0a], bytes);
	};
	const rest: readonly Field[] = [[1, 1]];

	it.each([
		[1, 120, 120],
		[2, 144, 120],
		[3, 160, 120],
		[4, 180, 120],
		[5, 213, 120],
		[6, 150, 120],
		[7, 240, 120],
	])('has the ratio %d', (ratio, width, height) => {
		expect(sidesOf(stream([1, 1], [height / 8 - 1, 5], [ratio, 3], ...rest))).toEqual([
			width,
			height,
		]);
		expect(sidesOf(stream([0, 1], [0, 2], [height - 1, 9], [ratio, 3], ...rest))).toEqual([
			width,
			height,
		]);
	});

	it.each([
		[0, 9, 500],
		[1, 13, 8000],
		[2, 18, 200_000],
		[3, 30, 1_000_000],
	])('has sides of the kind %d, of %d bits', (kind, bits, side) => {
		const given = stream([0, 1], [kind, 2], [side - 1, bits], [0, 3], [kind, 2], [side - 2, bits]);
		expect(sidesOf(given)).toEqual([side - 1, side]);
		expect(sidesOf(stream([1, 1], [30, 5], [0, 3], [1, 5], ...rest))).toEqual([16, 248]);
		expect(look(given).isCut).toBe(false);
	});

	it.each(turns.filter(([value, order]) => order === 'II' && value >= 1 && value <= 8))(
		'of orientation %d lies on its side',
		(value, _order, isTurned) => {
			const side: readonly Field[] = [
				[1, 1],
				[9, 5],
				[1, 3],
			];
			expect(turnedOf(stream(...side, [0, 1], [1, 1], [value - 1, 3]))).toBe(isTurned);
			expect(turnedOf(stream(...side, [0, 1], [0, 1], [value - 1, 3]))).toBe(false);
			expect(turnedOf(stream(...side, [1, 1], [1, 1], [value - 1, 3]))).toBe(false);
		},
	);
});

describe('a bitmap', () => {
	const bmp = (
		length: number,
		more: { bits?: number; packed?: number; size?: number; width?: number } = {},
	) => {
		const { bits = 24, packed = 0, size = 0, width = 5 } = more;
		const sides =
			length === 12
				? [...little16(width), ...little16(3), 1, 0, ...little16(bits)]
				: [...little32(width), ...little32(-3 >>> 0), 1, 0, ...little16(bits)];
		const info = [...little32(packed), ...little32(size)];
		const start = 14 + length;
		const head = join(text('BM'), Buffer.alloc(8), little32(start), little32(length), sides, info);
		return join(head.subarray(0, start), Buffer.alloc(Math.max(0, start - head.length)));
	};
	const isCut = (bytes: Buffer, more: number) => look(join(bytes, Buffer.alloc(more))).isCut;

	it.each([12, 16, 40, 52, 56, 64, 108, 124])('may have a head of %d bytes', (length) => {
		expect(look(bmp(length)).info).toEqual({ type: 'bmp', width: 5, height: 3 });
		// A line of 5 pixels in 3 bytes each fills 16.
		expect([isCut(bmp(length), 47), isCut(bmp(length), 48)]).toEqual([true, false]);
	});

	it.each([0, 11, 13, 41, 125])('has no head of %d bytes', (length) => {
		const bytes = bmp(40);
		bytes.writeUInt32LE(length, 14);
		expect(look(bytes).info).toBeUndefined();
	});

	it.each([
		[1, 32, 4],
		[1, 33, 8],
		[8, 4, 4],
		[8, 5, 8],
		[32, 70_000, 280_000],
	])('has lines of whole groups of 4 bytes: of %d bits and %d pixels', (bits, width, line) => {
		const bytes = bmp(40, { bits, width });
		expect([isCut(bytes, 3 * line - 1), isCut(bytes, 3 * line)]).toEqual([true, false]);
		expect(look(bytes).info?.width).toBe(width);
	});

	it('has no sides where one of them is below 0', () => {
		expect(sidesOf(bmp(40, { width: -5 }))).toEqual([undefined, undefined]);
	});

	it('is none of fewer bytes than its head', () => {
		expect(look(text('BM is no image')).info).toBeUndefined();
		expect(look(bmp(12).subarray(0, 25)).info).toBeUndefined();
		expect(look(bmp(12).subarray(0, 26)).info?.type).toBe('bmp');
	});

	it.each([
		[0, 48],
		[1, 7],
		[2, 7],
		[3, 48],
		[4, 7],
		[6, 48],
	])('packed in the way %d ends after %d bytes', (packed, length) => {
		const bytes = bmp(40, { packed, size: 7 });
		expect([isCut(bytes, length - 1), isCut(bytes, length)]).toEqual([true, false]);
	});
});

describe('an icon', () => {
	const entry = (width: number, height: number, length: number, start: number) =>
		join([width, height, 0, 0, 1, 0, 32, 0], little32(length), little32(start));
	const ico = (...entries: readonly Buffer[]) =>
		join([0, 0, 1, 0], little16(entries.length), ...entries);

	it('has the sides of its largest picture, and ends with the last of them', () => {
		const two = ico(entry(16, 32, 5, 38), entry(48, 24, 7, 43));
		expect(look(join(two, Buffer.alloc(12)))).toMatchObject({
			info: { type: 'ico', width: 48, height: 32 },
			isCut: false,
		});
		expect(look(join(two, Buffer.alloc(11))).isCut).toBe(true);
		const turned = ico(entry(16, 32, 5, 45), entry(48, 24, 7, 38));
		expect(look(join(turned, Buffer.alloc(11))).isCut).toBe(true);
	});

	it('is none of fewer bytes than its directory, or with a picture inside of it', () => {
		expect(look(Buffer.from([0, 0, 1, 0, 1, 0, 9, 9, 0, 0, 1, 0, 32, 0])).info).toBeUndefined();
		expect(look(ico(entry(16, 16, 1, 22)).subarray(0, 21)).info).toBeUndefined();
		const second = entry(16, 16, 1, 40);
		expect(look(ico(entry(16, 16, 1, 37), second)).info).toBeUndefined();
		expect(look(ico(entry(16, 16, 1, 38), second)).info?.type).toBe('ico');
	});

	it('has sides of 256 where it says 0', () => {
		expect(sidesOf(ico(entry(0, 16, 1, 22)))).toEqual([256, 16]);
		expect(sidesOf(ico(entry(16, 0, 1, 22)))).toEqual([16, 256]);
	});

	it.each([
		['a directory and a picture', 0, 0, true],
		['another beginning', 2, 2, false],
		['a directory of nothing', 4, 0, false],
		['a byte that is never set', 9, 1, false],
		['a picture of no bytes', 14, 0, false],
		['a picture inside of the directory', 18, 21, false],
		['a picture right behind the directory', 18, 22, true],
	])('%s: whether it is one', (_what, at, value, isIco) => {
		const bytes = ico(entry(16, 16, 1, 22));
		bytes[at] = value;
		expect(look(join(bytes, [0])).info?.type).toBe(isIco ? 'ico' : undefined);
	});
});

describe('a JPEG XL in boxes', () => {
	const box = (name: string, body: Buffer | readonly number[], size = body.length + 8) =>
		join(big32(size), text(name), body);
	const start = box('JXL ', [0x0d, 0x0a, 0x87, 0x0a]);
	// 16 x 16, in 8 bits each of which stands for itself.
	const stream = Buffer.from([0xff, 0x0a, 0x43, 0x02, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
	const part = (index: number, body: Buffer) => box('jxlp', join(big32(index), body));
	const last = 0x80000000;

	it.each<[string, readonly Buffer[], number | undefined, boolean]>([
		['as a whole', [box('jxlc', stream)], 16, false],
		['as a whole to the end of the file', [box('jxlc', stream, 0)], 16, false],
		['in one part', [part(last, stream)], 16, false],
		['in two parts', [part(0, stream), part(last + 1, Buffer.alloc(14, 255))], 16, false],
		['in two parts, the last of which is missing', [part(0, stream)], 16, true],
		['behind another box', [box('Exif', Buffer.alloc(20, 7)), box('jxlc', stream)], 16, false],
		['behind a box with a name like its own', [box('jxll', stream)], undefined, true],
		['behind a box that is none', [box('free', [], 7), box('jxlc', stream)], undefined, true],
		['nowhere', [box('Exif', Buffer.alloc(20, 7))], undefined, true],
		['cut off', [box('jxlc', stream, stream.length + 9)], 16, true],
	])('has its picture %s', (_where, boxes, width, isCut) => {
		const found = look(join(start, ...boxes));
		expect([found.info?.type, found.info?.width, found.isCut]).toEqual(['jxl', width, isCut]);
	});
});
