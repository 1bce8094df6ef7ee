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
