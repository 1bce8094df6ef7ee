import { drain, peek, readAndLetGo, readUpTo } from '../../nodes/ImageEdit/shared/streams';

const bytes = (...values: readonly number[]) => Uint8Array.from(values);

async function* breakingOff(...chunks: readonly Uint8Array[]) {
	yield* chunks;
	throw new Error('It broke off.');
}

/** What comes of a stream before it ends, and how it ends. */
async function readAll(chunks: AsyncIterable<Uint8Array>) {
	const read: number[] = [];
	try {
		for await (const chunk of chunks) read.push(...chunk);
		return { read, end: 'well' };
	} catch (error) {
		return { read, end: (error as Error).message };
	}
}

it.each([1, 2, 3, 4])(
	'hands on what came before a stream broke off, of a look at %d',
	async (least) => {
		const { all, head } = await peek(breakingOff(bytes(1), bytes(2), bytes(3)), least);
		expect([...head]).toEqual([1, 2, 3].slice(0, least));
		expect(await readAll(all)).toEqual({ read: [1, 2, 3], end: 'It broke off.' });
	},
);

it('looks at as much as there is, and hands on the whole', async () => {
	const whole = async function* () {
		yield bytes(1, 2);
		yield bytes(3);
	};
	for (const least of [0, 1, 2, 3, 4]) {
		const { all, head } = await peek(whole(), least);
		expect(head.length).toBe(least === 0 ? 0 : least <= 2 ? 2 : 3);
		expect(await readAll(all)).toEqual({ read: [1, 2, 3], end: 'well' });
	}
});

describe('a stream that is not read to its end is given up', () => {
	/** Tells how many chunks of ten bytes were read when it was given up. */
	function endless() {
		const seen = { chunks: 0, isGivenUp: false };
		const chunks = async function* () {
			try {
				for (;;) {
					seen.chunks++;
					yield new Uint8Array(10);
				}
			} finally {
				seen.isGivenUp = true;
			}
		};
		return { seen, chunks: chunks() };
	}

	it.each([
		[30, 3],
		[31, 4],
	])('by whom nothing of it interests, after %d bytes', async (enough, read) => {
		const { chunks, seen } = endless();
		await drain(chunks, enough);
		expect(seen).toEqual({ chunks: read, isGivenUp: true });
	});

	it.each([
		[29, 3],
		[30, 4],
	])('by whom it is too long with more than %d bytes', async (most, read) => {
		const { chunks, seen } = endless();
		expect(await readUpTo(chunks, most)).toBeUndefined();
		expect(seen).toEqual({ chunks: read, isGivenUp: true });
	});

	it('by who fails over it, whether or not it was begun', async () => {
		for (const looks of [0, 2]) {
			const { chunks, seen } = endless();
			const reading = readAndLetGo(chunks, async (all) => {
				const source = all[Symbol.asyncIterator]();
				for (let look = 0; look < looks; look++) await source.next();
				throw new Error('No place.');
			});
			await expect(reading).rejects.toThrow('No place.');
			expect(await chunks.next()).toEqual({ done: true, value: undefined });
			expect(seen).toEqual({ chunks: looks, isGivenUp: looks > 0 });
		}
	});
});
