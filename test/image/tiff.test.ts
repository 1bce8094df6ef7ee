import {
	big16,
	big32,
	join,
	little16,
	little32,
	look,
	noData,
	sidesOf,
	text,
	turnedOf,
	wholeFrom,
} from '../helpers/pictureBytes';

type Order = 'II' | 'MM';
type Entry = readonly [tag: number, type: number, count: number, value: number];

/** Numbers of 2, 4 and 8 bytes, and the parts of a file of them. */
function layout(order: Order, isBig: boolean) {
	const isLittle = order === 'II';
	const short = isLittle ? little16 : big16;
	const long = isLittle ? little32 : big32;
	const quad = (value: number) =>
		isLittle ? [...long(value), ...long(0)] : [...long(0), ...long(value)];
	const place = isBig ? quad : long;
	const ofType = (type: number, value: number) => {
		if (type === 1) return [value];
		return type === 3
			? short(value)
			: type === 16
				? quad(value)
				: type === 4
					? long(value)
					: place(value);
	};
	const entry = ([tag, type, count, value]: Entry) => {
		const sizes: Record<number, number> = { 1: 1, 3: 2, 4: 4, 16: 8 };
		const isInside = count * (sizes[type] ?? 99) <= place(0).length;
		const bytes = isInside ? ofType(type, value) : place(value);
		return [
			...short(tag),
			...short(type),
			...place(count),
			...bytes,
			...Array.from({ length: place(0).length - bytes.length }, () => 0),
		];
	};
	return {
		short,
		long,
		start: isBig ? 16 : 8,
		head: (first = isBig ? 16 : 8) =>
			join(text(order), short(isBig ? 43 : 42), isBig ? [...short(8), 0, 0] : [], place(first)),
		page: (entries: readonly Entry[], next = 0) =>
			join(
				isBig ? quad(entries.length) : short(entries.length),
				...entries.map(entry),
				place(next),
			),
	};
}
const layouts = [
	['II', false],
	['MM', false],
	['II', true],
	['MM', true],
] as const;

const sides: readonly Entry[] = [
	[256, 3, 1, 40],
	[257, 3, 1, 30],
];

describe.each(layouts)('a TIFF of the order %s, with long offsets: %p', (order, isBig) => {
	const { head, long, page, short, start } = layout(order, isBig);
	const file = (...entries: readonly Entry[]) => join(head(), page([...sides, ...entries]));
	const end = (count: number) =>
		file(...Array.from({ length: count }, () => [0, 3, 1, 0] as const)).length;

	it('has its sides in its first page', () => {
		expect(look(file())).toEqual({
			damage: undefined,
			info: { type: 'tiff', width: 40, height: 30, alpha: false },
			isCut: false,
		});
		const second = page([
			[256, 3, 1, 9],
			[257, 3, 1, 8],
			[338, 3, 1, 1],
			[274, 3, 1, 6],
		]);
		const two = join(head(), page(sides, end(0) + 3), [0, 0, 0], second);
		expect(look(two).info).toEqual({ type: 'tiff', width: 40, height: 30, alpha: false });
		expect(wholeFrom(two)).toBe(two.length);
	});

	it.each([[1, 200], [3, 300], [4, 70_000], ...(isBig ? [[16, 70_000] as const] : [])] as const)(
		'may tell them in numbers of type %d',
		(type, width) => {
			const given = page([
				[256, type, 1, width],
				[257, type, 1, 7],
			]);
			expect(sidesOf(join(head(), given))).toEqual([width, 7]);
		},
	);

	it('has alpha where it has samples more', () => {
		expect(look(file([338, 3, 1, 1])).info?.alpha).toBe(true);
		expect(look(file([277, 3, 1, 4])).info?.alpha).toBe(false);
	});

	it.each([1, 2, 3, 4, 5, 6, 7, 8])('of orientation %d lies on its side or not', (value) => {
		expect(turnedOf(file([274, 3, 1, value]))).toBe(value >= 5);
	});

	it.each([
		[273, 279],
		[324, 325],
	])('ends with its one strip or tile, by the tags %d and %d', (offsets, lengths) => {
		const at = end(2) + 10;
		expect(wholeFrom(file([offsets, 4, 1, at], [lengths, 4, 1, 50]))).toBe(at + 50);
		expect(wholeFrom(file([lengths, 3, 1, 50], [offsets, 4, 1, at]))).toBe(at + 50);
		expect(wholeFrom(file([offsets, 4, 1, 9], [lengths, 4, 1, 5]))).toBe(end(2));
	});

	it.each([
		[273, 279],
		[324, 325],
	])('ends with its last strip or tile, by the tags %d and %d', (offsets, lengths) => {
		const at = end(2);
		const [first, second] = [at + 24, at + 100];
		const given = [...long(first), ...long(first + 9), ...long(second)];
		const lists = join(given, ...[1, 2, 33].map(long));
		const bytes = join(file([offsets, 4, 3, at], [lengths, 4, 3, at + 12]), lists);
		expect(wholeFrom(bytes)).toBe(second + 33);
		const shorts = [1, 2, 3, 4, 33].map(short);
		const places = [...given, ...long(second), ...long(second)];
		const turned = join(file([offsets, 4, 5, at + 10], [lengths, 3, 5, at]), ...shorts, places);
		expect(wholeFrom(turned)).toBe(second + 33);
	});

	it('ends where its strip begins without a length, and knows no strip without a place', () => {
		const at = end(2) + 10;
		expect(wholeFrom(file([273, 4, 1, at], [700, 4, 1, 399]))).toBe(at);
		expect(wholeFrom(file([273, 4, 1, 0], [279, 4, 1, 399]))).toBe(end(2));
		expect(wholeFrom(file([273, 4, 1, at], [279, 4, 1, 50], [700, 4, 1, 399]))).toBe(at + 50);
	});

	it('ends where its last strip begins when its lengths are in the entry', () => {
		const [at, count] = [end(2), isBig ? 4 : 2];
		const places = Array.from({ length: count }, (_, index) => long(at + 100 + index));
		const bytes = join(file([273, 4, count, at], [279, 3, count, 50]), ...places);
		expect(wholeFrom(bytes)).toBe(at + 100 + count - 1);
	});

	it('ends with the last strip that lists before its next page name', () => {
		const lists = end(2);
		const next = lists + 24;
		const given = join(...[300, 350, 360].map(long), ...[1, 2, 33].map(long));
		const first = page([...sides, [273, 4, 3, lists], [279, 4, 3, lists + 12]], next);
		expect(wholeFrom(join(head(), first, given, page(sides)))).toBe(360 + 33);
	});

	it('is not waited for beyond what it names when its lists have passed', () => {
		const lists = join(...[900, 950, 990].map(long), ...[1, 2, 3].map(long));
		const at = start + lists.length;
		const entries = [...sides, [273, 4, 3, start], [279, 4, 3, start + 12]] as const;
		const bytes = join(head(at), lists, page(entries));
		expect(wholeFrom(bytes)).toBe(bytes.length);
	});

	it('does not wait for lists behind its next page', () => {
		const next = end(2);
		const second = page(sides);
		const lists = next + second.length;
		const entries = [...sides, [273, 4, 3, lists], [279, 4, 3, lists + 12]] as const;
		const given = join(...[900, 950, 960].map(long), ...[1, 2, 3].map(long));
		const bytes = join(head(), page(entries, next), second, given);
		expect(wholeFrom(bytes)).toBe(bytes.length);
	});

	it('ends once where its pages go round', () => {
		const round = join(head(), page(sides, start));
		expect(wholeFrom(round)).toBe(round.length);
	});

	it('without a page has no image data, and without sides none of them', () => {
		expect(look(join(head(0), Buffer.alloc(40))).damage).toBe(noData);
		const none = join(head(), page([[338, 3, 1, 1]]), Buffer.alloc(9));
		expect(look(none).damage).toBe('has a side of 0 pixels');
	});

	it('with a page of nothing, or of more than can be read at once, is not whole', () => {
		expect(look(join(head(), page([]), Buffer.alloc(40))).isCut).toBe(true);
		const most = Math.floor((256 * 1024) / (isBig ? 20 : 12));
		const filled = (count: number) => {
			const bytes = join(head(), page([]), Buffer.alloc((count + 1) * 20));
			bytes.set(short(count), isBig && order === 'MM' ? start + 6 : start);
			return look(bytes).isCut;
		};
		expect([filled(most), filled(most + 1)]).toEqual([false, true]);
	});

	it.each([
		[1, 1],
		[2, 1],
		[3, 2],
		[4, 4],
		[5, 8],
		[6, 1],
		[7, 1],
		[8, 2],
		[9, 4],
		[10, 8],
		[11, 4],
		[12, 8],
		[13, 4],
		[16, 8],
		[17, 8],
		[18, 8],
		[0, 0],
		[14, 0],
		[15, 0],
		[19, 0],
	])('ends with what any entry names: numbers of type %d fill %d bytes', (type, size) => {
		const at = end(1) + 20;
		expect(wholeFrom(file([700, type, 11, at]))).toBe(size > 0 ? at + size * 11 : end(1));
	});

	it('has in an entry what there is room for', () => {
		const [room, at] = [isBig ? 8 : 4, end(1) + 20];
		expect(wholeFrom(file([700, 2, room, at]))).toBe(end(1));
		expect(wholeFrom(file([700, 2, room + 1, at]))).toBe(at + room + 1);
	});
});
