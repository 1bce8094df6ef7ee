import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import OpenAI, { toFile } from 'openai';
import sharp from 'sharp';

import { startGateway, type RunningGateway } from '../../../tools/gateway/startGateway';
import { samplePicture } from '../../../tools/painter/samples';

// Others' software, as it is on npm: what the gateway takes of it, it would take of real users.

let gateway: RunningGateway;
let openai: OpenAI;
let mug: Buffer;
let mask: Buffer;
let cut: Buffer;
beforeAll(async () => {
	gateway = await startGateway({ usualSide: 128 });
	const baseURL = gateway.baseUrl('openai');
	openai = new OpenAI({ apiKey: gateway.apiKey, baseURL, maxRetries: 0 });
	[mug, mask] = await Promise.all([
		samplePicture('mug', { width: 320 }),
		samplePicture('mask', { width: 320 }),
	]);
	cut = mug.subarray(0, mug.length / 2);
});
afterAll(() => gateway.close());
beforeEach(() => gateway.reset());

const png = async (bytes: Buffer, name = 'mug.png') =>
	await toFile(bytes, name, { type: 'image/png' });
const formatOf = async (base64: string | undefined) =>
	(await sharp(Buffer.from(base64 ?? '', 'base64')).metadata()).format;
const fileNames = () =>
	(gateway.requests[0]?.parts ?? []).filter((part) => 'fileName' in part).map(({ name }) => name);

describe('the OpenAI SDK', () => {
	const prompt = 'A mug';

	it('generates, with nulls for what is not said', async () => {
		const { data, usage } = await openai.images.generate({
			model: 'gpt-image-2',
			prompt,
			n: 2,
			size: null,
			background: null,
			moderation: null,
		});
		expect(
			await Promise.all((data ?? []).map(async (one) => await formatOf(one.b64_json))),
		).toEqual(['png', 'png']);
		expect(usage?.total_tokens).toEqual(expect.any(Number));
	});

	it('edits one picture, and several, and by a mask', async () => {
		const image = await png(mug);
		const one = await openai.images.edit({ model: 'gpt-image-2', prompt, image });
		expect(await formatOf(one.data?.[0]?.b64_json)).toBe('png');
		expect(fileNames()).toEqual(['image']);
		gateway.reset();
		const images = [image, await png(mug, 'other.png')];
		await openai.images.edit({ model: 'gpt-image-2', prompt, image: images });
		expect(fileNames()).toEqual(['image[]', 'image[]']);
		gateway.reset();
		await openai.images.edit({ model: 'gpt-image-2', prompt, image, mask: await png(mask) });
		expect(fileNames().sort()).toEqual(['image', 'mask']);
	});

	it('knows the quality of dall-e-2', async () => {
		const fields = { model: 'dall-e-2', prompt, quality: 'standard', size: '256x256' } as const;
		const { data } = await openai.images.generate({ ...fields, response_format: 'b64_json' });
		expect(await formatOf(data?.[0]?.b64_json)).toBe('png');
	});

	it.each(['edit', 'generate'] as const)('streams %s, with previews', async (way) => {
		const fields = { model: 'gpt-image-2', prompt, stream: true, partial_images: 2 } as const;
		const stream =
			way === 'edit'
				? await openai.images.edit({ ...fields, image: await png(mug) })
				: await openai.images.generate(fields);
		const kind = way === 'edit' ? 'image_edit' : 'image_generation';
		const told: string[] = [];
		for await (const event of stream) {
			told.push(event.type);
			expect(await formatOf(event.b64_json)).toBe('png');
		}
		expect(told).toEqual([`${kind}.partial_image`, `${kind}.partial_image`, `${kind}.completed`]);
	});

	it('streams a chat that draws', async () => {
		const baseURL = gateway.baseUrl('chatCompletions');
		const chat = new OpenAI({ apiKey: gateway.apiKey, baseURL, maxRetries: 0 });
		const stream = await chat.chat.completions.create({
			model: 'gemini-3-pro-image',
			messages: [{ role: 'user', content: [{ type: 'text', text: prompt }] }],
			stream: true,
			...({ modalities: ['image', 'text'] } as object),
		});
		const images: string[] = [];
		for await (const { choices } of stream) {
			const delta = choices[0]?.delta as { images?: Array<{ image_url: { url: string } }> };
			images.push(...(delta?.images ?? []).map(({ image_url }) => image_url.url));
		}
		expect(images).toEqual([expect.stringMatching(/^data:image\/png;base64,iVBOR/)]);
	});

	it("reads OpenRouter's own images, of a text and of a picture, and what they cost", async () => {
		const baseURL = gateway.baseUrl('openRouter');
		const router = new OpenAI({ apiKey: gateway.apiKey, baseURL, maxRetries: 0 });
		const url = `data:image/png;base64,${mug.toString('base64')}`;
		for (const more of [{}, { input_references: [{ type: 'image_url', image_url: { url } }] }]) {
			const body = { model: 'openai/gpt-image-2', prompt, n: 1, ...more };
			const { data, usage } = await router.post<OpenAI.ImagesResponse>('/images', { body });
			expect(await formatOf(data?.[0]?.b64_json)).toBe('png');
			expect(usage).toMatchObject({ output_tokens: expect.any(Number), cost: 0.039 });
		}
		expect(gateway.ledger).toHaveLength(2);
	});

	it.each([
		['openRouter', 'openai/gpt-image-2'],
		['chatCompletions', 'gemini-3-pro-image'],
	] as const)('reads the list of %s', async (dialect, id) => {
		const at = dialect === 'openRouter' ? '/images' : '';
		const baseURL = `${gateway.baseUrl(dialect)}${at}`;
		const client = new OpenAI({ apiKey: gateway.apiKey, baseURL, maxRetries: 0 });
		expect((await client.models.list()).data.map((row) => row.id)).toContain(id);
	});

	it.each([
		['png', () => cut],
		['png without an end', () => mug.subarray(0, -20)],
		['what is no picture', () => Buffer.from('<html></html>')],
	])('is told 400 for a damaged picture (%s), which costs nothing', async (_what, bytes) => {
		const image = await png(bytes());
		await expect(openai.images.edit({ model: 'gpt-image-2', prompt, image })).rejects.toMatchObject(
			{ status: 400, code: 'invalid_image_file' },
		);
		expect(gateway.ledger).toEqual([]);
	});

	it('reads the list of models', async () => {
		const list = await openai.models.list();
		expect(list.data.map(({ id }) => id)).toContain('gpt-image-2');
	});
});

describe('the Vercel AI SDK', () => {
	const run = async (order: object) => {
		const script = join(__dirname, 'clients', 'vercel.mjs');
		const all = {
			provider: 'openai',
			apiKey: gateway.apiKey,
			baseURL: gateway.baseUrl('openai'),
			model: 'gpt-image-2',
			images: [],
			n: 1,
			...order,
		};
		const running = promisify(execFile)(process.execPath, [script], { maxBuffer: 2 ** 26 });
		running.child.stdin?.end(JSON.stringify(all));
		const { stdout } = await running;
		return JSON.parse(stdout) as {
			error?: { message: string; status: number };
			pictures?: Array<{ base64: string; mediaType: string }>;
			usage?: { inputTokens: number; outputTokens: number };
			words?: string;
		};
	};
	const base64 = () => mug.toString('base64');

	it.each([
		['generates', 'openai', 'gpt-image-2', () => ({ n: 2 }), 2],
		['edits', 'openai', 'gpt-image-2', () => ({ images: [base64()] }), 1],
		['edits several', 'openai', 'gpt-image-2', () => ({ images: [base64(), base64()] }), 1],
		[
			'edits by a mask',
			'openai',
			'gpt-image-2',
			() => ({ images: [base64()], mask: mask.toString('base64') }),
			1,
		],
		['generates', 'compatible', 'gpt-image-2', () => ({}), 1],
		['edits', 'compatible', 'gpt-image-2', () => ({ images: [base64()] }), 1],
	] as const)('%s (%s, %s)', async (_what, provider, model, more, count) => {
		const { error, pictures } = await run({ provider, model, ...more() });
		expect(error).toBeUndefined();
		expect(pictures).toHaveLength(count);
		for (const one of pictures ?? []) expect(await formatOf(one.base64)).toBe('png');
	});

	const openRouter = () => ({
		provider: 'compatible',
		baseURL: gateway.baseUrl('openRouter'),
		path: '/images',
		model: 'openai/gpt-image-2',
	});

	it("reads OpenRouter's own images and usage, of a text and of a picture", async () => {
		const made = await run({ ...openRouter(), n: 2 });
		expect(made.error).toBeUndefined();
		for (const one of made.pictures ?? []) expect(await formatOf(one.base64)).toBe('png');
		expect(made.pictures).toHaveLength(2);
		expect(made.usage?.outputTokens).toBeGreaterThan(0);
		const url = `data:image/png;base64,${base64()}`;
		const input_references = [{ type: 'image_url', image_url: { url } }];
		const edited = await run({ ...openRouter(), fields: { input_references, resolution: '1K' } });
		expect(edited.error).toBeUndefined();
		expect(await formatOf(edited.pictures?.[0]?.base64)).toBe('png');
		expect(new Set(gateway.ledger.map(({ fieldsDigest }) => fieldsDigest)).size).toBe(2);
	});

	it("is told in OpenRouter's way what is wrong", async () => {
		const { error } = await run({ ...openRouter(), fields: { sizes: '1K' } });
		expect(error).toMatchObject({ status: 400, message: expect.stringContaining('sizes') });
	});

	it.each([false, true])(
		'reads the words and the usage of a chat (with a picture: %s)',
		async (has) => {
			const baseURL = gateway.baseUrl('chatCompletions');
			const images = has ? [base64()] : [];
			const model = 'gemini-3-pro-image';
			const { error, usage, words } = await run({ provider: 'chat', baseURL, model, images });
			expect(error).toBeUndefined();
			expect(words).toBe('Here is your picture.');
			expect(usage).toMatchObject({ inputTokens: expect.any(Number), outputTokens: 1290 });
		},
	);

	it('is told 400 for a damaged picture', async () => {
		const { error } = await run({ images: [cut.toString('base64')] });
		expect(error).toMatchObject({ status: 400, message: expect.stringContaining('Invalid image') });
		expect(gateway.ledger).toEqual([]);
	});
});
