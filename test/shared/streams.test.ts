import {
	allBytes,
	asBuffer,
	drain,
	oneChunk,
	peek,
	readAndLetGo,
	readUpTo,
} from '../../nodes/ImageEdit/shared/streams';

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

it('holds what is read whole, chunk by chunk', async () => {
	const whole = async function* () {
		yield bytes(1, 2);
		yield bytes(3);
	};
	expect([...(await allBytes(whole()))]).toEqual([1, 2, 3]);
	expect([...(await allBytes(oneChunk(bytes(4, 5))))]).toEqual([4, 5]);
	expect([...((await readUpTo(whole(), 3)) ?? [])]).toEqual([1, 2, 3]);
	expect(await readUpTo(whole(), 2)).toBeUndefined();
	expect(await drain(whole(), 9)).toBeUndefined();
	await expect(drain(breakingOff(bytes(1)), 9)).rejects.toThrow('It broke off.');
});

it('takes bytes for a buffer, in their own limits and without a copy', () => {
	const part = bytes(1, 2, 3, 4).subarray(1, 3);
	const buffer = asBuffer(part);
	expect([...buffer]).toEqual([2, 3]);
	part[0] = 9;
	expect(buffer[0]).toBe(9);
});

it('hands on what comes of a stream, however much of it is read', async () => {
	const all = readAndLetGo(breakingOff(bytes(1)), async () => 'enough');
	expect(await all).toBe('enough');
	expect(await readAndLetGo(oneChunk(bytes(1, 2)), allBytes)).toEqual(Buffer.of(1, 2));
});

it('takes what has no way to be given up as well', async () => {
	const endless = { next: async () => ({ done: false, value: bytes(1, 2) }) as const };
	expect(await drain(endless, 3)).toBeUndefined();
	const chunks = { [Symbol.asyncIterator]: () => endless };
	expect(await readAndLetGo(chunks, async () => 7)).toBe(7);
	const { all, head } = await peek(chunks, 3);
	expect(head).toHaveLength(4);
	for await (const chunk of all) if (chunk.length > 0) break;
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

	it('by whom its first bytes are enough, and no sooner', async () => {
		const { chunks, seen } = endless();
		const { all } = await peek(chunks, 15);
		expect(seen).toEqual({ chunks: 2, isGivenUp: false });
		let left = 3;
		for await (const chunk of all) if (chunk.length === 0 || --left === 0) break;
		expect(seen).toEqual({ chunks: 3, isGivenUp: true });
	});

	it('without waiting for it, when something else came of it', async () => {
		const stuck = {
			next: async () => ({ done: true, value: undefined }) as const,
			return: async () => await new Promise<never>(() => undefined),
		};
		const chunks = { [Symbol.asyncIterator]: () => stuck };
		expect(await readAndLetGo(chunks, async () => 7)).toBe(7);
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
