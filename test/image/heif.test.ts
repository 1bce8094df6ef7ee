import {
	big16,
	big32,
	join,
	look,
	sidesOf,
	text,
	turnedOf,
	wholeFrom,
} from '../helpers/pictureBytes';

const box = (name: string, body: Buffer | readonly number[] = [], size = body.length + 8) =>
	join(big32(size), text(name), body);
const long = (name: string, body: Buffer) =>
	join(big32(1), text(name), big32(0), big32(body.length + 16), body);
const full = (name: string, version: number, body: Buffer | readonly number[], flags = 0) =>
	box(name, join([version, 0, 0, flags], body));
const ftyp = (brand = 'heic') => box('ftyp', join(text(brand), big32(0)));

const pitm = (item: number, version = 0) =>
	full('pitm', version, version === 0 ? big16(item) : big32(item));
const ispe = (width: number, height: number) =>
	full('ispe', 0, [...big32(width), ...big32(height)]);
const irot = (turns: number) => box('irot', [turns]);
const auxC = (kind: string) => full('auxC', 0, text(`${kind}\0`));

interface Item {
	readonly id: number;
	/** Numbers of properties, from 1. */
	readonly has: readonly number[];
}

/** Which properties items have, in numbers of whatever width. */
function ipma(items: readonly Item[], version = 0, isWide = false): Buffer {
	const parts = items.map(({ has, id }) =>
		join(
			version === 0 ? big16(id) : big32(id),
			[has.length],
			// The highest bit says that a reader must know the property.
			has.flatMap((at) => (isWide ? big16(at | 0x8000) : [at | 0x80])),
		),
	);
	return full('ipma', version, join(big32(items.length), ...parts), isWide ? 1 : 0);
}
const iprp = (properties: readonly Buffer[], ...associations: readonly Buffer[]) =>
	box('iprp', join(box('ipco', join(...properties)), ...associations));
const meta = (...boxes: readonly Buffer[]) => full('meta', 0, join(...boxes));
const picture = (...boxes: readonly Buffer[]) => join(ftyp(), meta(...boxes), box('mdat', [1, 2]));

const two = [ispe(9, 8), ispe(40, 30), irot(1)];

describe('the sides of an HEIC', () => {
	it.each([
		[0, 0, false],
		[1, 0, false],
		[0, 1, false],
		[0, 0, true],
		[1, 1, true],
	])('are those of its primary picture: pitm %d, ipma %d, wide %p', (version, mapped, isWide) => {
		const items = [
			{ id: 7, has: [1, 3] },
			{ id: 5, has: [2] },
			{ id: 6, has: [1, 3] },
		];
		const bytes = picture(pitm(5, version), iprp(two, ipma(items, mapped, isWide)));
		expect(look(bytes)).toEqual({
			damage: undefined,
			info: { type: 'heic', width: 40, height: 30, alpha: false },
			isCut: false,
		});
	});

	it.each([false, true])('are those of the first property, told in wide numbers: %p', (isWide) => {
		const items = ipma([{ id: 5, has: [1] }], 0, isWide);
		expect(sidesOf(picture(pitm(5), iprp(two, items)))).toEqual([9, 8]);
	});

	it('are told by nothing that only looks like a part of it', () => {
		const mapped = ipma([{ id: 5, has: [2, 4] }]);
		const other = ipma([{ id: 5, has: [1, 3] }]);
		const properties = [...two, box('pixi', Buffer.alloc(12, 1))];
		const lists = [mapped, box('free', other.subarray(8))];
		const bytes = picture(
			box('free', pitm(7)),
			pitm(5),
			box('free', pitm(7)),
			iprp(properties, ...lists),
		);
		expect(look(bytes).info).toEqual({ type: 'heic', width: 40, height: 30, alpha: false });
	});

	it('are of an item that its list counts', () => {
		const items = ipma([
			{ id: 7, has: [1] },
			{ id: 5, has: [2] },
		]);
		items[items.indexOf('ipma') + 11] = 1;
		expect(sidesOf(picture(pitm(5), iprp(two, items)))).toEqual([undefined, undefined]);
	});

	it('stand before a property that is none, and others not behind it', () => {
		const items = ipma([{ id: 5, has: [1, 3] }]);
		const turned = (between: Buffer) =>
			turnedOf(picture(pitm(5), iprp([ispe(40, 30), between, irot(1)], items)));
		expect(turned(box('free'))).toBe(true);
		expect(turned(box('free', [], 7))).toBe(false);
		expect(turned(box('free', [], 0))).toBe(false);
	});

	it('are found in the second of two lists, too', () => {
		const lists = [ipma([{ id: 7, has: [1] }]), ipma([{ id: 5, has: [2] }])];
		expect(sidesOf(picture(pitm(5), iprp(two, ...lists)))).toEqual([40, 30]);
	});

	it('are not known without a primary picture, or of what is none', () => {
		const items = [{ id: 5, has: [2] }];
		expect(sidesOf(picture(iprp(two, ipma(items))))).toEqual([undefined, undefined]);
		expect(sidesOf(picture(pitm(9), iprp(two, ipma(items))))).toEqual([undefined, undefined]);
		expect(sidesOf(picture(pitm(5)))).toEqual([undefined, undefined]);
		expect(sidesOf(picture(pitm(5), iprp(two, ipma([{ id: 5, has: [0, 9] }]))))).toEqual([
			undefined,
			undefined,
		]);
		const short = box('ispe', [0, 0, 0, 0, ...big32(40), 0, 0, 0]);
		expect(sidesOf(picture(pitm(5), iprp([short], ipma([{ id: 5, has: [1] }]))))).toEqual([
			undefined,
			undefined,
		]);
	});

	it.each([
		[0, false],
		[1, true],
		[2, false],
		[3, true],
	])('are exchanged or not when it is turned by %d quarters', (turns, isTurned) => {
		const items = ipma([{ id: 5, has: [1, 2] }]);
		expect(turnedOf(picture(pitm(5), iprp([ispe(4, 3), irot(turns)], items)))).toBe(isTurned);
	});

	it.each([
		['urn:mpeg:mpegB:cicp:systems:auxiliary:alpha', true],
		['urn:mpeg:hevc:2015:auxid:1', true],
		['urn:mpeg:hevc:2015:auxid:2', false],
		['urn:mpeg:mpegB:cicp:systems:auxiliary:depth', false],
	])('stand beside its transparency: %s', (kind, alpha) => {
		const items = ipma([{ id: 5, has: [1] }]);
		const behind = box('name', text('alpha'));
		const bytes = picture(pitm(5), iprp([ispe(4, 3), auxC(kind), behind], items));
		expect(look(bytes).info?.alpha).toBe(alpha);
	});
});

describe('the end of an HEIC', () => {
	interface Place {
		readonly method?: number;
		readonly reference?: number;
		readonly base?: number;
		readonly extents: ReadonlyArray<readonly [offset: number, length: number]>;
	}

	/** Where items lie, in numbers of 4 bytes for offset and length, or of 8. */
	function iloc(
		items: readonly Place[],
		version = 0,
		baseSize = 0,
		indexSize = 0,
		size = 4,
	): Buffer {
		const number = (value: number) => [...Buffer.alloc(size - 4), ...big32(value)];
		const count = version < 2 ? big16 : big32;
		const parts = items.map(({ base = 0, extents, method = 0, reference = 0 }, at) =>
			join(
				count(at + 1),
				version > 0 ? big16(method) : [],
				big16(reference),
				baseSize > 0 ? big32(base) : [],
				big16(extents.length),
				...extents.map(([offset, length]) =>
					join(indexSize > 0 ? big32(99) : [], number(offset), number(length)),
				),
			),
		);
		const sizes = [(size << 4) | size, (baseSize << 4) | indexSize];
		return full('iloc', version, join(sizes, count(items.length), ...parts));
	}
	const file = (place: Buffer) => join(ftyp(), meta(place), box('mdat', [1]));

	it.each([0, 1, 2])('is that of the last part of any item, in the version %d', (version) => {
		const items = [
			{
				extents: [
					[150, 20],
					[160, 50],
					[100, 9],
				],
			},
			{ extents: [[170, 10]] },
		] as const;
		expect(
			wholeFrom(join(file(iloc(items, version)), box('free', Buffer.alloc(300)))),
		).toBeGreaterThan(209);
		expect(wholeFrom(join(ftyp(), meta(iloc(items, version)), big32(0), text('mdat')))).toBe(210);
	});

	const ends = (place: Buffer) => wholeFrom(join(ftyp(), meta(place), big32(0), text('mdat')));

	it('counts from the base of an item, past the index of a part', () => {
		expect(ends(iloc([{ base: 100, extents: [[60, 50]] }], 0, 4))).toBe(210);
		expect(ends(iloc([{ base: 100, extents: [[60, 50]] }], 1, 4, 4))).toBe(210);
		// An index is of later versions: what looks like its width is none.
		const none = iloc([{ extents: [[160, 50]] }], 0);
		none[none.indexOf('iloc') + 9] = 4;
		expect(ends(none)).toBe(210);
	});

	it('is told in numbers of 8 bytes, too', () => {
		expect(ends(iloc([{ extents: [[160, 50]] }], 0, 0, 0, 8))).toBe(210);
	});

	it('is that of the items that the list counts, as far as it goes', () => {
		const items = [{ extents: [[150, 10]] }, { extents: [[150, 90]] }] as const;
		const list = iloc(items);
		list[list.indexOf('iloc') + 11] = 1;
		expect(ends(list)).toBe(160);
		const parts = iloc([
			{
				extents: [
					[150, 10],
					[150, 90],
				],
			},
		]);
		parts[parts.indexOf('iloc') + 17] = 1;
		expect(ends(parts)).toBe(160);
		expect(look(join(ftyp(), meta(full('iloc', 0, [0x44, 0, 0, 9])), box('free'))).isCut).toBe(
			false,
		);
	});

	it('may be the very last byte of its data', () => {
		const build = (end: number) =>
			join(ftyp(), meta(iloc([{ extents: [[0, end]] }])), box('mdat', [1, 2]));
		const bytes = build(build(0).length);
		expect(wholeFrom(bytes)).toBe(bytes.length);
		expect(look(build(bytes.length + 1)).isCut).toBe(true);
	});

	it('is that of the file where what tells of it goes on to there', () => {
		expect(look(join(ftyp(), box('meta', Buffer.alloc(40), 0))).isCut).toBe(false);
		expect(look(join(ftyp('avis'), box('moov', Buffer.alloc(40), 0))).isCut).toBe(false);
	});

	it('is not that of what lies elsewhere', () => {
		const near = { extents: [[150, 10]] } as const;
		const far = [[150, 90]] as const;
		expect(ends(iloc([near, { method: 1, extents: far }], 1))).toBe(160);
		expect(ends(iloc([near, { reference: 1, extents: far }], 1))).toBe(160);
		expect(ends(iloc([{ reference: 1, extents: far }, near], 0))).toBe(160);
	});

	it('waits for the data, if it has any', () => {
		const start = join(ftyp(), meta(iloc([{ extents: [[20, 5]] }])));
		expect(look(start).isCut).toBe(true);
		expect(look(join(start, box('free'))).isCut).toBe(true);
		expect(look(join(start, box('mdat'))).isCut).toBe(false);
		expect(look(join(start, box('idat'))).isCut).toBe(false);
		expect(look(join(ftyp(), meta(pitm(1)))).isCut).toBe(false);
		expect(look(join(ftyp(), box('mdat', Buffer.alloc(20)))).isCut).toBe(true);
		expect(
			look(join(ftyp(), box('mdat', Buffer.alloc(20)), meta(iloc([{ extents: [[20, 5]] }])))).isCut,
		).toBe(false);
	});

	it('is not that of a box that goes on to the end of the file, before it', () => {
		const start = join(ftyp(), meta(pitm(1), iloc([{ extents: [[0, 120]] }])));
		expect(wholeFrom(join(start, big32(0), text('mdat')))).toBe(120);
	});

	it('is told by long lengths, too', () => {
		const bytes = join(
			ftyp(),
			long('free', Buffer.alloc(30)),
			long('meta', meta(pitm(1)).subarray(8)),
		);
		expect(wholeFrom(bytes)).toBe(bytes.length);
		expect(look(join(ftyp(), box('free', [], 7), meta(pitm(1)))).isCut).toBe(true);
	});
});

describe('a sequence', () => {
	const tkhd = (width: number, height: number, length = 84) =>
		box(
			'tkhd',
			join(Buffer.alloc(length - 8), big32(width * 65_536 + 7), big32(height * 65_536 + 7)),
		);
	const moov = (...tracks: readonly Buffer[]) =>
		box(
			'moov',
			join(
				box('mvhd', Buffer.alloc(100, 9)),
				...tracks.map((track) => box('trak', join(track, box('mdia', [1, 2, 3])))),
			),
		);

	it.each(['avis', 'hevc', 'hevx', 'hevm', 'hevs', 'msf1'])(
		'of the brand %s has its sides in its first track',
		(brand) => {
			const film = join(ftyp(brand), moov(tkhd(40, 30), tkhd(9, 8)));
			expect(look(film)).toMatchObject({ info: { width: 40, height: 30 }, isCut: false });
			expect(wholeFrom(film)).toBe(film.length);
		},
	);

	it('is one by its own brand, and not by those beside it', () => {
		const beside = box('ftyp', join(text('avif'), text('avis'), text('avis')));
		expect(look(join(beside, meta(pitm(1)))).isCut).toBe(false);
	});

	it('is not whole before its film, though a picture of its own is', () => {
		const still = join(ftyp('avis'), meta(pitm(5), iprp(two, ipma([{ id: 5, has: [2] }]))));
		expect(look(still).isCut).toBe(true);
		const whole = join(still, moov(tkhd(9, 8)));
		expect(look(whole)).toMatchObject({ info: { width: 40, height: 30 }, isCut: false });
	});

	it('has no sides in the head of a track that is too short', () => {
		expect(sidesOf(join(ftyp('avis'), moov(tkhd(40, 30, 83))))).toEqual([undefined, undefined]);
	});
});
