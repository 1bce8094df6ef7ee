import { Numbers, boxesIn } from '../../nodes/ImageEdit/image/boxes';
import { big32, join, text } from '../helpers/pictureBytes';

const box = (name: string, ...body: number[]) => join(big32(8 + body.length), text(name), body);

describe('the boxes in a box', () => {
	it.each([
		['none', Buffer.alloc(0), []],
		['less than a head', Buffer.alloc(7, 1), []],
		['one without a body', box('free'), [['free', []]]],
		[
			'one after the other',
			join(box('a  1', 1, 2), box('b  2', 3)),
			[
				['a  1', [1, 2]],
				['b  2', [3]],
			],
		],
		[
			'one that ends the others',
			join(box('a  1', 1), Buffer.alloc(8), box('b  2')),
			[['a  1', [1]]],
		],
	])('are %s', (_what, bytes, expected) => {
		expect(boxesIn(bytes).map(({ body, name }) => [name, [...body]])).toEqual(expected);
	});
});

describe('numbers one after the other', () => {
	it('are read in their sizes, and are 0 behind the end', () => {
		const numbers = new Numbers(Buffer.from([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]));
		expect([numbers.next(0), numbers.next(1), numbers.next(2)]).toEqual([0, 1, 0x0203]);
		// Of eight bytes the last six.
		expect(numbers.next(8)).toBe(0x060708090a0b);
		expect(numbers.next(1)).toBe(0);
	});

	it('do not go half beyond the end', () => {
		expect(new Numbers(Buffer.from([1, 2])).next(3)).toBe(0);
		expect(new Numbers(Buffer.from([1, 2])).next(2)).toBe(0x0102);
	});

	it('are at their end behind the last one alone', () => {
		const numbers = new Numbers(Buffer.from([1, 2]));
		const seen = [0, 1, 1, 1].map((size) => {
			numbers.next(size);
			return numbers.isAtEnd;
		});
		expect(seen).toEqual([false, false, true, true]);
	});
});
