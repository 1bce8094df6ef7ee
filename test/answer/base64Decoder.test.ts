import { Base64Decoder } from '../../nodes/ImageEdit/answer/base64Decoder';

const pieceSize = 192 * 1024;

const bytesOf = (count: number) => Buffer.from(Array.from({ length: count }, (_n, at) => at * 7));

/** What comes of portions. */
function decoded(...portions: readonly string[]): readonly Buffer[] {
	const decoder = new Base64Decoder();
	const pieces: Buffer[] = [];
	for (const portion of portions) pieces.push(...decoder.add(Buffer.from(portion, 'latin1')));
	pieces.push(decoder.rest());
	return pieces;
}

it.each([1, 2, 3, 4, 5, 6, 7])('decodes portions of %d characters', (length) => {
	const bytes = bytesOf(31);
	const base64 = bytes.toString('base64').replace(/=+$/, '');
	const portions = base64.match(new RegExp(`.{1,${length}}`, 'g')) ?? [];
	expect(Buffer.concat(decoded(...portions))).toEqual(bytes);
});

it.each([0, 1, 2, 3])('decodes what ends with %d bytes beyond three', (more) => {
	const bytes = bytesOf(9 + more);
	expect(Buffer.concat(decoded(bytes.toString('base64url')))).toEqual(bytes);
});

it.each([pieceSize - 1_025, pieceSize - 1_024, pieceSize - 1_023, pieceSize, 3 * pieceSize + 5])(
	'gives %d bytes in pieces of one size at most, and loses none',
	(count) => {
		const bytes = bytesOf(count);
		for (const split of [0, 1, 2, 7, 7_001, 100_001]) {
			const base64 = bytes.toString('base64').replace(/=+$/, '');
			const pieces = decoded(base64.slice(0, split), base64.slice(split));
			expect(Buffer.concat(pieces).equals(bytes)).toBe(true);
			expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThanOrEqual(pieceSize);
		}
	},
);

describe('what is at the front and nothing but base64', () => {
	const bytes = bytesOf(300);
	const base64 = bytes.toString('base64');

	/** Adds some first, then all that is plain. */
	function plain(begin: string, rest: string) {
		const decoder = new Base64Decoder();
		const before = [...decoder.add(Buffer.from(begin, 'latin1'))];
		const taken = decoder.addPlain(Buffer.from(rest, 'latin1'));
		return { taken, bytes: Buffer.concat([...before, decoder.rest()]) };
	}

	it.each([
		[0, 400],
		[1, 399],
		[2, 398],
		[3, 397],
		[4, 396],
	])('is taken whole, behind %d characters: %d', (begin, taken) => {
		expect(plain(base64.slice(0, begin), base64.slice(begin))).toEqual({ taken, bytes });
	});

	it.each(['\\', '"', '='])('ends with %s, and is taken by fours up to there', (end) => {
		const { taken, bytes: got } = plain('', `${base64.slice(0, 102)}${end}${base64.slice(102)}`);
		expect(taken).toBe(100);
		expect(got).toEqual(bytes.subarray(0, 75));
	});

	it('ends with the first of these, whichever it is', () => {
		expect(plain('', `${base64.slice(0, 8)}="\\`).taken).toBe(8);
		expect(plain('', `${base64.slice(0, 8)}"${base64.slice(0, 8)}\\`).taken).toBe(8);
	});

	it.each([
		['a blank', 4],
		['a blank in the first four', 1],
	])('with %s among it cannot be told', (_what, at) => {
		const text = `${base64.slice(0, at)} ${base64.slice(at)}`;
		expect(plain('', text).taken).toBe(0);
		// What is left of the portion before is there still.
		const decoder = new Base64Decoder();
		const before = [...decoder.add(Buffer.from(base64.slice(0, 2)))];
		expect(decoder.addPlain(Buffer.from(` ${base64.slice(2)}`))).toBe(0);
		const after = [...decoder.add(Buffer.from(base64.slice(2)))];
		expect(Buffer.concat([...before, ...after, decoder.rest()])).toEqual(bytes);
	});

	it('is too short for four', () => {
		expect(plain('', 'QUJ').taken).toBe(0);
		expect(plain('Q', 'UJDQUJ').taken).toBe(0);
		expect(plain('Q', 'UJDQUJD')).toEqual({ taken: 7, bytes: Buffer.from('ABCABC') });
		expect(plain('', '').taken).toBe(0);
	});

	it('is taken as far as there is room, and the next piece goes on', () => {
		const long = bytesOf(2 * pieceSize);
		let rest = Buffer.from(long.toString('base64'), 'latin1');
		const decoder = new Base64Decoder();
		const pieces: Buffer[] = [];
		for (;;) {
			const taken = decoder.addPlain(rest);
			if (taken === 0) break;
			pieces.push(...decoder.full());
			rest = rest.subarray(taken);
		}
		pieces.push(...decoder.add(rest), decoder.rest());
		expect(Buffer.concat(pieces).equals(long)).toBe(true);
		expect(pieces[0]?.length).toBe(pieceSize - 3);
	});
});

it('gives a piece away once there is no room for so many more, and keeps it before', () => {
	const decoder = new Base64Decoder();
	expect([...decoder.add(Buffer.from('QUJD'))]).toEqual([]);
	expect([...decoder.full(pieceSize - 3)]).toEqual([]);
	expect([...decoder.full(pieceSize - 2)]).toEqual([Buffer.from('ABC')]);
	expect(decoder.rest()).toEqual(Buffer.alloc(0));
});
