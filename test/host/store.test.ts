import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';
import { Readable } from 'node:stream';
import { GatewayFailure } from '../../nodes/ImageEdit/answer/failures';
import { isStored, storeOf } from '../../nodes/ImageEdit/host/store';
import { allBytes, type Chunks } from '../../nodes/ImageEdit/shared/streams';
import { chunked, drawPicture } from '../helpers/pictures';

const look = async (open: () => unknown, binary: Partial<IBinaryData> = { id: 'file:1' }) => {
	const context = { helpers: { getBinaryStream: async () => open() } };
	return await isStored(context as unknown as IExecuteFunctions, binary as IBinaryData);
};

it('looks into a stored image, and lets go of it', async () => {
	let isOpen = false;
	const stream = async function* () {
		isOpen = true;
		try {
			yield new Uint8Array(1_024);
			yield new Uint8Array(1_024);
		} finally {
			isOpen = false;
		}
	};
	expect(await look(stream)).toBe(true);
	expect(isOpen).toBe(false);
});

it.each([
	['is empty', async function* () {}],
	[
		'cannot be opened',
		() => {
			throw new Error('ENOENT');
		},
	],
	[
		'cannot be read',
		async function* () {
			yield* [];
			throw new Error('EIO');
		},
	],
])('an image that %s is not there any more', async (_what, open) => {
	expect(await look(open)).toBe(false);
});

it('an image that is held in memory is there, and nothing is opened', async () => {
	const open = () => {
		throw new Error('opened');
	};
	expect(await look(open, { data: 'AAAA' })).toBe(true);
});

const mebibyte = 1024 * 1024;

/** What comes of bytes that a host sends under a type, and what n8n was given. */
async function store(
	bytes: Buffer,
	type?: string,
	{ maxBytes = mebibyte, fails }: { maxBytes?: number; fails?: unknown } = {},
) {
	const given: unknown[] = [];
	const prepareBinaryData = async (stream: Chunks, name: string, mimeType: string) => {
		if (fails !== undefined) throw fails;
		const whole = await allBytes(stream);
		given.push([name, mimeType, whole.equals(bytes)]);
		return { data: '', mimeType };
	};
	const context = { helpers: { prepareBinaryData } } as unknown as IExecuteFunctions;
	const headers = type === undefined ? {} : { 'content-type': type };
	const response = { status: 200, headers, body: chunked(bytes), source: Readable.from([]) };
	const stored = await storeOf(context, maxBytes)(chunked(bytes, 700), response);
	return { given, stored };
}

const unknown = Buffer.concat([Buffer.from([1, 2, 3, 4, 5, 6, 7, 8]), Buffer.alloc(600, 9)]);

it('an image is stored by what it is, whatever it is called', async () => {
	const png = await drawPicture();
	for (const type of ['image/png', 'image/jpeg', 'text/html', undefined]) {
		const { given, stored } = await store(png, type);
		expect(given).toEqual([['image.png', 'image/png', true]]);
		expect(stored).toMatchObject({ bytes: png.length, warnings: [] });
	}
});

it.each<[string, Buffer]>([
	['words', Buffer.from('Not found, and nothing else. '.repeat(20))],
	['words of another script', Buffer.from('找不到图片。'.repeat(60))],
	['a page', Buffer.from('<!doctype html><title>Sorry</title>'.repeat(10))],
	['a PDF', Buffer.concat([Buffer.from('%PDF-1.7'), unknown])],
	['an archive', Buffer.concat([Buffer.from('PK'), unknown])],
	['what is packed', Buffer.concat([Buffer.from([0x1f, 0x8b]), unknown])],
	['a film', Buffer.concat([Buffer.from('\0\0\0\u0018ftypmp42', 'latin1'), unknown])],
	['eleven bytes', unknown.subarray(0, 11)],
	['nothing', Buffer.alloc(0)],
])('%s is no image under the type of one', async (_what, bytes) => {
	expect(await store(bytes, 'image/png')).toEqual({ given: [], stored: undefined });
});

it.each<[string | undefined, boolean]>([
	['image/x-new', true],
	['IMAGE/X-NEW; charset=binary', true],
	['application/octet-stream', false],
	['video/mp4', false],
	['text/plain', false],
	['', false],
	[undefined, false],
])('what nobody knows is stored as an image under %j: %s', async (type, isStoredAsOne) => {
	const { given, stored } = await store(unknown, type);
	expect(stored !== undefined).toBe(isStoredAsOne);
	expect(given).toHaveLength(isStoredAsOne ? 1 : 0);
	if (stored)
		expect(stored.warnings).toEqual([
			'The image is of type image/x-new, which is not known here; it is kept as it came.',
		]);
});

it('twelve bytes may be an image that nobody knows', async () => {
	expect((await store(unknown.subarray(0, 12), 'image/x-new')).stored).toBeDefined();
});

it('an image may be as large as Max File Size says, and no larger', async () => {
	const png = await drawPicture();
	expect((await store(png, 'image/png', { maxBytes: png.length })).stored).toBeDefined();
	await expect(store(png, 'image/png', { maxBytes: png.length - 1 })).rejects.toMatchObject({
		facts: { kind: 'oversize' },
	});
});

it('an image that is cut off is no image, and whoever stores it learns it before its end', async () => {
	const png = await drawPicture();
	const cut = store(png.subarray(0, -20), 'image/png');
	await expect(cut).rejects.toMatchObject({ facts: { kind: 'answer' } });
});

it('a failure of the store is told as one, in its own words', async () => {
	const png = await drawPicture();
	for (const fails of [new Error('ENOSPC:\n no space left'), 'ENOSPC: no space left']) {
		const failed = store(png, 'image/png', { fails });
		await expect(failed).rejects.toBeInstanceOf(GatewayFailure);
		await expect(failed).rejects.toMatchObject({
			message: 'The image was made, but n8n could not store it: ENOSPC: no space left.',
			facts: { kind: 'store' },
		});
	}
});

/** A source that tells how much was read of it, and whether it was let go. */
function watched(bytes: Buffer, times = 1) {
	const seen = { read: 0, isOpen: true };
	const source = (async function* () {
		try {
			for (let left = times; left > 0; left--) {
				seen.read += bytes.length;
				yield bytes;
			}
		} finally {
			seen.isOpen = false;
		}
	})();
	const prepareBinaryData = async (stream: Chunks) => {
		await allBytes(stream);
		return { data: '', mimeType: '' };
	};
	const context = { helpers: { prepareBinaryData } } as unknown as IExecuteFunctions;
	const response = { status: 200, headers: {}, body: source, source: Readable.from([]) };
	return { seen, stored: storeOf(context, mebibyte)(source, response) };
}

it.each([
	[1, 1],
	[32, 32],
	[64, 33],
])('of %i chunks of 32 kB that are no image, %i are read', async (times, read) => {
	const { seen, stored } = watched(Buffer.alloc(32 * 1024, 'word '), times);
	expect(await stored).toBeUndefined();
	expect(seen.read / (32 * 1024)).toBeLessThanOrEqual(read);
	expect(seen.read / (32 * 1024)).toBeGreaterThanOrEqual(Math.min(times, 31));
});

it('lets go of an image that is larger than Max File Size', async () => {
	const png = await drawPicture();
	const { seen, stored } = watched(Buffer.concat([png, Buffer.alloc(mebibyte - png.length)]), 3);
	await expect(stored).rejects.toThrow('more than 1 MB');
	expect(seen).toMatchObject({ isOpen: false });
});

it('tells what is wrong with an image, and what is learnt of it late', async () => {
	const jpeg = await drawPicture({ type: 'jpeg', alpha: false });
	const comment = Buffer.concat([Buffer.from([0xff, 0xfe, 0x40, 0x02]), Buffer.alloc(0x4000)]);
	const late = Buffer.concat([jpeg.subarray(0, 2), comment, jpeg.subarray(2)]);
	expect((await store(late)).stored).toMatchObject({
		info: { type: 'jpeg', width: 320 },
		warnings: [],
	});
	const scan = jpeg.indexOf(Buffer.from([0xff, 0xda]));
	const empty = Buffer.concat([jpeg.subarray(0, scan), Buffer.from([0xff, 0xd9])]);
	expect((await store(empty)).stored?.warnings).toEqual([
		expect.stringMatching(/^The image .*\.$/),
	]);
});
