import { sleep } from 'n8n-workflow';

import { Upload } from '../../nodes/ImageEdit/host/upload';
import type { WireBody } from '../../nodes/ImageEdit/request/body';
import { allBytes } from '../../nodes/ImageEdit/shared/streams';

function bodyOf(...chunks: readonly Buffer[]): WireBody {
	return {
		contentType: 'image/png',
		size: chunks.reduce((sum, { length }) => sum + length, 0),
		small: false,
		open: async function* () {
			yield* chunks;
		},
	};
}

const bytes = (length: number) => Buffer.from(Array.from({ length }, (_, at) => at % 251));

it('sends the bytes as they are, in pieces of at most 64 kB', async () => {
	const body = bodyOf(bytes(200_000), bytes(65_536), bytes(1));
	const pieces: Uint8Array[] = [];
	for await (const piece of new Upload(body).stream()) pieces.push(piece);
	expect(pieces.map(({ length }) => length)).toEqual([65_536, 65_536, 65_536, 3_392, 65_536, 1]);
	expect(Buffer.concat(pieces).equals(await allBytes(body.open()))).toBe(true);
});

it('is taken with its last piece, and not one before', async () => {
	const upload = new Upload(bodyOf(bytes(65_536), bytes(10)));
	const stream = upload.stream()[Symbol.asyncIterator]();
	await stream.next();
	expect(upload.isTaken).toBe(false);
	await stream.next();
	expect(upload.isTaken).toBe(true);
});

it('closes what it reads from when it is closed in the middle', async () => {
	let isClosed = false;
	const source = async function* () {
		try {
			yield bytes(65_536);
			yield bytes(65_536);
		} finally {
			isClosed = true;
		}
	};
	const upload = new Upload({ ...bodyOf(bytes(131_072)), open: source });
	const stream = upload.stream()[Symbol.asyncIterator]();
	await stream.next();
	upload.close();
	expect(await stream.next()).toEqual({ done: true, value: undefined });
	expect({ isClosed, taken: upload.isTaken }).toEqual({ isClosed: true, taken: false });
});

it('holds the last piece back for a moment at an encrypted address, and no other', async () => {
	const upload = new Upload(bodyOf(bytes(65_536), bytes(10)), true);
	const stream = upload.stream()[Symbol.asyncIterator]();
	await stream.next();
	const last = stream.next();
	expect(await Promise.race([last, sleep(20)])).toBeUndefined();
	expect(upload.isTaken).toBe(false);
	expect((await last).value).toHaveLength(10);
	expect(upload.isTaken).toBe(true);
});

it('is never taken after it was closed', async () => {
	const upload = new Upload(bodyOf(bytes(10)), true);
	const only = upload.stream()[Symbol.asyncIterator]().next();
	upload.close();
	await only;
	expect(upload.isTaken).toBe(false);
});

describe('the waits of an upload', () => {
	afterEach(() => jest.restoreAllMocks());

	/** How long each wait was to be, of which none is waited for. */
	async function waits(body: WireBody, isEncrypted = false): Promise<readonly unknown[]> {
		const timer = jest.spyOn(globalThis, 'setTimeout').mockImplementation((wake) => {
			(wake as () => void)();
			return undefined as never;
		});
		const upload = new Upload(body, isEncrypted);
		const pieces: Uint8Array[] = [];
		for await (const one of upload.stream()) pieces.push(one);
		expect(Buffer.concat(pieces)).toHaveLength(body.size);
		upload.close();
		const asked = timer.mock.calls.map(([, milliseconds]) => milliseconds);
		timer.mockRestore();
		return asked;
	}
	const piece = 65_536;

	it.each([
		[1, 1],
		[64, 64],
		[80, 64],
		[81, 65],
		[97, 65],
		[98, 66],
	])(
		'of %i pieces are %i: before each of the first 4 MB, then once in a megabyte',
		async (count, times) => {
			const body = bodyOf(Buffer.alloc(count * piece));
			expect(await waits(body)).toEqual(Array(times).fill(0));
			// One that was taken to its end is sent as fast the next time.
			expect(await waits(body)).toEqual(Array(times).fill(0));
		},
	);

	it('are longer, and before each piece, once the body was not taken to its end', async () => {
		const body = bodyOf(Buffer.alloc(66 * piece));
		new Upload(body).close();
		expect(await waits(body)).toEqual(Array(66).fill(5));
	});

	it('hold one that goes to an encrypted address from its beginning', async () => {
		expect(await waits(bodyOf(bytes(10)), true)).toEqual([100, 0]);
	});
});

it('is cut short once it was begun, and until all of it is taken', async () => {
	const upload = new Upload(bodyOf(bytes(65_536), bytes(10)));
	expect(upload.isCutShort).toBe(false);
	const stream = upload.stream()[Symbol.asyncIterator]();
	expect(upload.isCutShort).toBe(true);
	await stream.next();
	expect(upload.isCutShort).toBe(true);
	await stream.next();
	expect(upload.isCutShort).toBe(false);
});

it('closes all that it was opened for', async () => {
	let open = 0;
	const source = async function* () {
		open++;
		try {
			yield* [bytes(10), bytes(10)];
		} finally {
			open--;
		}
	};
	const upload = new Upload({ ...bodyOf(bytes(20)), open: source });
	for (const stream of [upload.stream(), upload.stream()])
		await stream[Symbol.asyncIterator]().next();
	expect(open).toBe(2);
	upload.close();
	await sleep(0);
	expect(open).toBe(0);
});
