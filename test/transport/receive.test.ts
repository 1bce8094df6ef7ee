import { markOf } from '../../nodes/ImageEdit/answer/marks';
import type { FailureKind } from '../../nodes/ImageEdit/answer/failures';
import { GatewayFailure } from '../../nodes/ImageEdit/answer/failures';
import type {
	HttpResponse,
	Store,
	StoredPicture,
} from '../../nodes/ImageEdit/transport/httpClient';
import { receive } from '../../nodes/ImageEdit/transport/receive';
import { memoryStore } from '../helpers/fakeWeb';
import { chunked, drawPicture } from '../helpers/pictures';

const responseOf = (
	body: string | Uint8Array,
	{ chunk = 1_000, headers = {}, status = 200 } = {},
): HttpResponse => ({
	status,
	headers,
	body: chunked(Buffer.from(body), chunk),
	source: undefined,
});

/** Long enough to be taken out of a text. */
const large = async () =>
	await drawPicture({ width: 1_200, height: 1_200, type: 'jpeg', alpha: false });

const failing =
	(error: unknown): Store<string> =>
	async () => {
		throw error;
	};

const breaking = (text: string, kind: FailureKind, headers = {}): HttpResponse => ({
	...responseOf('', { headers }),
	body: (async function* () {
		yield Buffer.from(text);
		throw new GatewayFailure('It broke off.', { kind });
	})(),
});

describe('by its status', () => {
	it.each([
		[199, false],
		[200, true],
		[201, true],
		[299, true],
		[300, false],
		[404, false],
	])('images of a response with %d are stored: %s', async (status, isStored) => {
		const drawn = await large();
		const text = `{"data":[{"b64_json":"${drawn.toString('base64')}"}],"more":1}`;
		const inText = await receive(responseOf(text, { status }), memoryStore);
		expect(inText.raw).toMatchObject({
			status,
			text: `{"data":[{"b64_json":"${markOf(0)}"}],"more":1}`,
		});
		const kept = { bytes: drawn.length };
		expect(inText.spooled).toEqual([isStored ? expect.objectContaining(kept) : undefined]);
		const bare = await receive(responseOf(drawn, { status }), memoryStore);
		expect(bare.spooled).toEqual(isStored ? [expect.objectContaining(kept)] : []);
		expect(bare.raw.text === markOf(0)).toBe(isStored);
	});
});

describe('what is the image itself', () => {
	const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>';
	const read = async (body: string | Uint8Array, type?: string, chunk?: number) => {
		const headers = type === undefined ? {} : { 'content-type': type };
		const { raw } = await receive(
			responseOf(body, { headers, ...(chunk ? { chunk } : {}) }),
			memoryStore,
		);
		return raw.text === markOf(0);
	};

	it.each(['image/png', ' image/png', 'IMAGE/PNG', 'image/x-odd; a=b'])(
		'is called %j, whatever it holds',
		async (type) => {
			expect(await read('what nobody knows', type)).toBe(true);
		},
	);

	it.each([
		'{"a":1}',
		'\n {"a":1}',
		'[1]',
		': ping',
		'data: {}',
		'DATA: {}',
		'event: x',
		'<!doctype html>',
		'<!DOCTYPE HTML>',
		'<html>',
		'<HTML>',
	])('is not the text %j, though it be called an image', async (text) => {
		expect(await read(text, 'image/png')).toBe(false);
	});

	it('is known by its bytes where it is called something else, however they arrive', async () => {
		const drawn = await drawPicture();
		for (const type of [undefined, 'application/json', 'x-image/png'])
			expect([await read(drawn, type), await read(drawn, type, 3)]).toEqual([true, true]);
		expect([await read(svg), await read(`\n${svg}`, 'text/xml', 3)]).toEqual([true, true]);
	});

	it.each([
		['words that begin like a format', 'BM is a brand, and more words follow it here to the end'],
		['a picture within other text', `See ${svg}`],
		['a word like a picture', '<svgs are fine>'],
		['bytes of no format', '{"a":"\u0001"}'],
		[
			'words like a format that was read as text',
			'?PNG is what this gateway takes, and nothing else',
		],
		['such words behind a tab', '\tPNG is what this gateway takes, and nothing else'],
		['such words of another format', 'RIFF or WEBP is what this gateway takes'],
	])('is not %s', async (_what, text) => {
		expect(await read(text)).toBe(false);
	});

	it('is no text of a type that only ends like one of a picture', async () => {
		expect(await read('what nobody knows', 'x-image/png')).toBe(false);
	});
});

it('stores no preview of a stream, and the image behind it', async () => {
	const base64 = (await large()).toString('base64');
	const of = (type: string) => `data: {"type":"${type}","b64_json":"${base64}"}\n\n`;
	const text = of('image_generation.partial_image') + of('image_generation.completed');
	const { spooled } = await receive(responseOf(text), memoryStore);
	expect(spooled).toEqual([undefined, expect.objectContaining({ binary: base64 })]);
});

it.each([
	[422, undefined, '","msg":"Field required"}]}'],
	[200, 'endless', ''],
])(
	'what a response of %d says behind base64 of any length is read: %s',
	async (status, kind, end) => {
		const text = `{"detail":[{"input":"${'A'.repeat(1_000_000)}","msg":"Field required"}]}`;
		const passOver: Store<string> = async () => ({}) as StoredPicture<string>;
		const { failure, raw } = await receive(responseOf(text, { status }), passOver, 1_000);
		expect(failure?.facts.kind).toBe(kind);
		expect(raw.text).toBe(`{"detail":[{"input":"${markOf(0)}${end}`);
	},
);

describe('a text', () => {
	it.each([
		[1_000, 1_000, false],
		[1_001, 1_000, true],
		[4 * 1_024 * 1_024, undefined, false],
		[4 * 1_024 * 1_024 + 1, undefined, true],
	])('of %d bytes where %p may be has no end: %s', async (size, most, isEndless) => {
		const headers = { 'x-request-id': 'r' };
		const response = responseOf('a '.repeat(size).slice(0, size), {
			headers,
			status: 201,
			chunk: 65_536,
		});
		const { failure } = await receive(response, memoryStore, most);
		if (isEndless)
			expect(failure).toMatchObject({ facts: { kind: 'endless', status: 201 }, headers });
		else expect(failure).toBeUndefined();
	});
});

describe('a failure on the way', () => {
	it('of one image leaves the others', async () => {
		const base64 = (await large()).toString('base64');
		const half = new GatewayFailure('Half.', { kind: 'answer' });
		let count = 0;
		const store: Store<string> = async (...given) => {
			if (count++ === 0) throw half;
			return await memoryStore(...given);
		};
		const text = `[{"b64_json":"${base64}"},{"b64_json":"${base64}"}]`;
		const { failure, spooled } = await receive(responseOf(text), store);
		expect(failure).toBeUndefined();
		expect(spooled).toEqual([half, expect.objectContaining({ binary: base64 })]);
	});

	it.each<[FailureKind, object]>([
		['store', { requestId: 'r' }],
		['oversize', { requestId: 'r', status: 200 }],
	])('of kind %s ends the reading, with what is known of the response', async (kind, facts) => {
		const base64 = (await large()).toString('base64');
		const error = new GatewayFailure('no', { kind });
		const headers = { 'x-request-id': 'r' };
		const response = responseOf(`[{"b64_json":"${base64}"},1]`, { headers });
		const { failure, raw } = await receive(response, failing(error));
		expect(failure?.facts).toEqual({ kind, ...facts });
		expect(raw).toMatchObject({ status: 200, headers });
	});

	it('is told without a status or an ID that nobody gave', async () => {
		const { failure } = await receive(breaking('{"a":', 'cut'), memoryStore);
		expect(failure?.facts).toEqual({ kind: 'cut' });
	});

	it('keeps the images and the text that came before it', async () => {
		const base64 = (await large()).toString('base64');
		const text = `[{"b64_json":"${base64}"},{"a":`;
		const { failure, raw, spooled } = await receive(breaking(text, 'cut'), memoryStore);
		expect([failure?.facts.kind, raw.text]).toEqual(['cut', `[{"b64_json":"${markOf(0)}"},{"a":`]);
		expect(spooled).toEqual([expect.objectContaining({ binary: base64 })]);
	});

	it('that is none of a gateway is thrown as it is', async () => {
		const odd = new TypeError('odd');
		const picture = responseOf(await drawPicture());
		await expect(receive(picture, failing(odd))).rejects.toBe(odd);
	});

	it('of an answer that is an image leaves none', async () => {
		const full = failing(new GatewayFailure('The disk is full.', { kind: 'store' }));
		const { raw, spooled } = await receive(responseOf(await drawPicture()), full);
		expect([raw.text, spooled]).toEqual(['', []]);
	});

	it('lets go of the response', async () => {
		let isOpen = true;
		const drawn = await drawPicture();
		const body = (async function* () {
			try {
				for (;;) yield drawn;
			} finally {
				isOpen = false;
			}
		})();
		const full = failing(new GatewayFailure('The disk is full.', { kind: 'store' }));
		await receive({ ...responseOf(''), body }, full);
		await new Promise<void>((resolve) => setImmediate(resolve));
		expect(isOpen).toBe(false);
	});
});
