import { PagedText } from '../../nodes/ImageEdit/answer/pagedText';
import { mostValues } from '../../nodes/ImageEdit/shared/json';

const page = 64 * 1024;

function paged(...pieces: readonly string[]): PagedText {
	const text = new PagedText(1e9);
	for (const piece of pieces) text.add(Buffer.from(piece));
	return text;
}

/** Letters, none of which is as the one before. */
const letters = (count: number) => 'abcdefghijklmnopqrstuvw'.repeat(count / 23 + 1).slice(0, count);

it.each([0, 1, page - 1, page, page + 1, 2 * page, 2 * page + 7])(
	'gives %d bytes back as they came',
	(count) => {
		const whole = letters(count);
		expect(paged(whole).text()).toBe(whole);
		expect(paged(whole.slice(0, 5), whole.slice(5, 9), whole.slice(9)).text()).toBe(whole);
	},
);

it.each([10, page - 1, page, page + 1, page + 3, page + 10, page + 11, 2 * page])(
	'of %d bytes tells the last ten at least',
	(count) => {
		const whole = letters(count);
		const end = paged(whole).end(10);
		expect(end).toBe(whole.slice(-end.length));
		// Up to twice as many, where a page has just begun.
		expect(end.length).toBeGreaterThanOrEqual(10);
		expect(end.length).toBeLessThan(20);
	},
);

it('of fewer bytes tells all, and of none nothing', () => {
	expect(paged('abc').end(10)).toBe('abc');
	expect(paged().end(10)).toBe('');
	expect(paged().text()).toBe('');
});

it('joins characters that came in two pieces', () => {
	const text = new PagedText(1e9);
	const bytes = Buffer.from('a成b');
	text.add(bytes.subarray(0, 2));
	text.add(bytes.subarray(2));
	expect(text.text()).toBe('a成b');
});

it('takes as many bytes as it may, those that are only counted included, and none more', () => {
	const text = new PagedText(10);
	text.add(Buffer.from('12345'));
	text.count(Buffer.from('67890'));
	expect(() => text.count(Buffer.from(''))).not.toThrow();
	expect(() => text.count(Buffer.from('1'))).toThrow(
		new RangeError('The response has more than 10 bytes of text'),
	);
	expect(text.text()).toBe('12345');
	const full = new PagedText(3);
	expect(() => full.add(Buffer.from('1234'))).toThrow(RangeError);
	expect(full.text()).toBe('');
});

it.each([',', '[', '{'])('takes as many values as are read later, told by %s', (mark) => {
	const text = paged('x]}:"'.repeat(9), mark.repeat(mostValues - 1), mark);
	expect(() => text.add(Buffer.from('x'))).not.toThrow();
	expect(() => text.add(Buffer.from(mark))).toThrow(
		new RangeError(`The response has more than ${mostValues} values`),
	);
});
