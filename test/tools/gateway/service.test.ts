import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { createFileStore } from '../../../tools/gateway/files';
import { samplePicture } from '../../../tools/painter/samples';
import { startGateway, type RunningGateway } from '../../../tools/gateway/startGateway';
import { pictureOf, png, referenceClient, type ReferenceClient } from './referenceClient';

let gateway: RunningGateway;
let client: ReferenceClient;

beforeAll(async () => {
	gateway = await startGateway({ apiKeys: ['first-key', 'second-key'] });
	client = referenceClient(gateway);
});
afterAll(() => gateway.close());
beforeEach(() => gateway.reset());

const generate = (fields: object = {}) =>
	client.json('aiid', '/images/generations', { model: 'nano-banana', prompt: 'x', ...fields });

test('the model lists, and the gateway that has none', async () => {
	for (const dialect of ['aiid', 'gptplus', 'zhongzhuan', 'bella', 'openai'] as const) {
		const { status, data } = await client.get(dialect, '/models');
		expect(status).toBe(200);
		expect(data).toEqual({ object: 'list', data: expect.any(Array) });
		expect(data.data[0]).toEqual({
			id: expect.any(String),
			object: 'model',
			owned_by: expect.any(String),
		});
	}
	expect((await client.get('dddai', '/models')).status).toBe(404);
	expect((await referenceClient(gateway, 'wrong').get('aiid', '/models')).status).toBe(401);
});

test('every key of the list opens', async () => {
	for (const key of ['first-key', 'second-key']) {
		expect((await referenceClient(gateway, key).get('aiid', '/models')).status).toBe(200);
	}
	expect(gateway.apiKey).toBe('first-key');
});

test('a form is recorded part by part, in order, without its bytes', async () => {
	const image = await samplePicture('mug', { width: 64 });
	await client.form('openai', '/images/edits', [
		['prompt', 'größer “please”'],
		['image[]', png(image, 'erste größe.png')],
		['image[]', png(image, 'b.png')],
		['n', '2'],
	]);
	const sha256 = createHash('sha256').update(image).digest('hex');
	const file = { mimeType: 'image/png', bytes: image.length, sha256, width: 64, height: 64 };
	expect(gateway.requests[0]).toMatchObject({
		dialect: 'openai',
		method: 'POST',
		path: '/openai/v1/images/edits',
		contentType: 'multipart',
		status: 200,
		parts: [
			{ name: 'prompt', value: 'größer “please”' },
			{ name: 'image[]', fileName: 'erste größe.png', ...file },
			{ name: 'image[]', fileName: 'b.png', ...file },
			{ name: 'n', value: '2' },
		],
	});
});

test('long texts of a JSON body become digests, all else stays as it was', async () => {
	const image = (await samplePicture('mug', { width: 320 })).toString('base64');
	const body = (text: string) =>
		`{"model": "nano-banana-pro", "prompt": "say \\"hi\\" \\\\", "image": ["${text}"]}`;
	const answer = await client.json('aiid', '/images/edits', body(image));
	expect(answer.status).toBe(200);
	const sha256 = createHash('sha256').update(image).digest('hex');
	const digest = `<base64 ${image.length} chars sha256:${sha256}>`;
	const record = gateway.requests[0];
	expect(record?.rawJson).toBe(body(digest));
	expect(record?.json).toEqual({
		model: 'nano-banana-pro',
		prompt: 'say "hi" \\',
		image: [digest],
	});
	expect(record?.contentLength).toBe(body(image).length);
	expect(record?.chunked).toBe(false);
});

test('the request id of the answer is the one in the record and in the ledger', async () => {
	const answer = await generate();
	const id = answer.headers['x-request-id'];
	expect(gateway.requests[0]?.id).toBe(id);
	expect(gateway.ledger[0]?.requestId).toBe(id);
});

test('the ledger tells the same order from another', async () => {
	await generate();
	await generate();
	await generate({ n: 2 });
	const [first, second, third] = gateway.ledger;
	expect(first).toMatchObject({ dialect: 'aiid', model: 'nano-banana', count: 1 });
	expect(second?.fieldsDigest).toBe(first?.fieldsDigest);
	expect(third?.fieldsDigest).not.toBe(first?.fieldsDigest);
});

test('the peak counts orders that are open at the same time', async () => {
	let release = () => {};
	const gate = new Promise<void>((resolve) => {
		release = resolve;
	});
	gateway.intercept(async () => {
		await gate;
		return undefined;
	});
	const orders = [generate(), generate({ n: 2 }), client.get('aiid', '/models')];
	while (gateway.requests.length < 3) await new Promise((resolve) => setTimeout(resolve, 5));
	release();
	await Promise.all(orders);
	expect(gateway.peakInFlight).toBe(2);
});

test('reset forgets everything', async () => {
	gateway.intercept(() => ({ status: 503 }));
	await generate();
	gateway.reset();
	expect([gateway.requests, gateway.fileRequests, gateway.ledger]).toEqual([[], [], []]);
	expect(gateway.peakInFlight).toBe(0);
	expect((await generate()).status).toBe(200);
});

test('latency is kept', async () => {
	const slow = await startGateway({ latencyMs: 120 });
	try {
		const started = performance.now();
		await referenceClient(slow).json('zhongzhuan', '/images/generations', { prompt: 'x' });
		expect(performance.now() - started).toBeGreaterThanOrEqual(119);
	} finally {
		await slow.close();
	}
});

test('an order goes on, and is paid for, when its client has gone', async () => {
	const caller = new AbortController();
	gateway.intercept(async (request) => {
		caller.abort();
		while (request.answeredAt === undefined) await new Promise((go) => setTimeout(go, 5));
		return undefined;
	});
	const gone = fetch(`${gateway.baseUrl('aiid')}/images/generations`, {
		method: 'POST',
		headers: { authorization: 'Bearer first-key', 'content-type': 'application/json' },
		body: '{"model":"nano-banana","prompt":"x"}',
		signal: caller.signal,
	});
	await expect(gone).rejects.toThrow();
	while (gateway.ledger.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
	expect(gateway.ledger).toHaveLength(1);
});

test('old results go when there are too many', () => {
	const files = createFileStore();
	const sized = () => Buffer.allocUnsafe(100 * 1024 * 1024);
	const picture = sized();
	const names = [1, 2, 3, 4].map(() => files.put(sized(), 'image/png'));
	expect(names.map((name) => files.get(name) !== undefined)).toEqual([false, true, true, true]);
	const shared = Array.from({ length: 50 }, () => files.put(picture, 'image/jpeg'));
	expect(shared.every((name) => files.get(name)?.content === picture)).toBe(true);
});

test('stored pictures have the very size, and large uploads are still judged', async () => {
	const bytes = 3_000_000;
	const stored = await startGateway({ storedPictureBytes: bytes });
	try {
		const ask = referenceClient(stored);
		const noise = { type: 'gaussian', mean: 128, sigma: 60 } as const;
		const create = { width: 900, height: 700, channels: 3, background: '#000', noise } as const;
		for (const [format, content] of [
			['png', await sharp({ create }).png({ compressionLevel: 0 }).toBuffer()],
			['jpeg', await sharp({ create }).jpeg({ quality: 100 }).toBuffer()],
			['webp', await sharp({ create }).webp({ quality: 100, effort: 0 }).toBuffer()],
		] as const) {
			expect(content.length).toBeGreaterThan(200_000);
			const image = { content, fileName: `a.${format}`, mimeType: `image/${format}` };
			const answer = await ask.form('openai', '/images/edits', [
				['image', image],
				['prompt', 'x'],
			]);
			expect([answer.status, answer.data.error]).toEqual([200, undefined]);
			const picture = await pictureOf(answer);
			expect(picture.length).toBe(bytes);
			expect((await sharp(picture).metadata()).format).toBe('png');
			expect(stored.requests.at(-1)?.parts?.[0]).toMatchObject({ width: 900, height: 700 });
		}
	} finally {
		await stored.close();
	}
});

test('the gateway knows nothing of the node it is the counterpart of', () => {
	const root = join(__dirname, '../../../tools/gateway');
	const files = readdirSync(root, { recursive: true, encoding: 'utf8' });
	for (const file of files.filter((name) => name.endsWith('.ts'))) {
		const imports = readFileSync(join(root, file), 'utf8').match(/from '[^']+'/g) ?? [];
		expect(imports.filter((line) => /nodes\/|credentials\/|n8n/.test(line))).toEqual([]);
	}
});
