import { peek } from '../../nodes/ImageEdit/shared/streams';

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
