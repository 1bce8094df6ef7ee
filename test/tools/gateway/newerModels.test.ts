import sharp from 'sharp';

import { startGateway, type RunningGateway } from '../../../tools/gateway/startGateway';
import type { Dialect } from '../../../tools/gateway/vocabulary';
import { samplePicture } from '../../../tools/painter/samples';

let gateway: RunningGateway;
let mug: string;
beforeAll(async () => {
	gateway = await startGateway({ usualSide: 128 });
	const png = await samplePicture('mug', { width: 320 });
	mug = `data:image/png;base64,${png.toString('base64')}`;
});
afterAll(() => gateway.close());
beforeEach(() => gateway.reset());

interface Told {
	readonly status: number;
	readonly body: { readonly data?: ReadonlyArray<{ b64_json?: string; url?: string }> };
	readonly text: string;
}

async function post(path: string, body: object, dialect: Dialect = 'openai'): Promise<Told> {
	const response = await fetch(`${gateway.baseUrl(dialect)}${path}`, {
		method: 'POST',
		headers: { authorization: `Bearer ${gateway.apiKey}`, 'content-type': 'application/json' },
		body: JSON.stringify(body),
	});
	const text = await response.text();
	return { status: response.status, body: JSON.parse(text) as Told['body'], text };
}

const edits = '/images/edits';
const generations = '/images/generations';
const order = (model: string, fields: object = {}) => ({ model, prompt: 'A mug', ...fields });

describe('a field that a model does not have is refused by name', () => {
	it.each([
		['gpt-image-2', { input_fidelity: 'low' }],
		['gpt-image-2', { complexity: 'low' }],
		['gpt-image-2', { frame_count: 3 }],
		['gpt-image-2.6-flare', { response_format: 'url' }],
		['gpt-image-2.6-flare', { style: 'vivid' }],
		['gpt-image-2.6-flare', { input_fidelity: 'low' }],
		['openai/gpt-image-2.6-flare', { aspect_ratio: '1:1' }],
		['doubao-seedream-5-0-pro-260628', { sequential_image_generation: 'auto' }],
		['doubao-seedream-5-5', { layer_decomposition: true }],
		['gemini-2.5-flash-image', { image_size: '1K' }],
		['google/gemini-2.5-flash-image', { image_size: '1K' }],
		['grok-imagine-image-2.0', { size: '1024x1024' }],
		['flux-2-pro', { steps: 20 }],
		['flux-3-image', { size: '1024x1024' }],
		['qwen-image-3.0', { response_format: 'url' }],
		['wan2.7-image', { aspect_ratio: '1:1' }],
	])('%s with %j', async (model, fields) => {
		const { status, text } = await post(generations, order(model, fields));
		expect([status, text]).toEqual([400, expect.stringContaining('unknown_parameter')]);
		expect(gateway.ledger).toEqual([]);
	});

	it.each([
		['gpt-image-2.6-flare', 'markup'],
		['gpt-image-2.5-flare-vip', 'mask'],
		['gpt-image-2.5-flare-vip', 'markup'],
		['grok-imagine-image', 'mask'],
		['flux-2-pro', 'mask'],
		['qwen-image-3.0-pro', 'mask'],
	])('%s with %s', async (model, slot) => {
		const { status, text } = await post(edits, order(model, { image: mug, [slot]: mug }));
		expect([status, text]).toEqual([400, expect.stringContaining('unknown_parameter')]);
	});
});

describe('a value that a model does not take is refused', () => {
	it.each([
		['gpt-image-1-mini', { image: mug, input_fidelity: 'high' }, 'input_fidelity'],
		['gpt-image-2', { quality: 'max' }, 'quality'],
		['gpt-image-2.6-flare', { partial_images: 1 }, 'partial_images'],
		['gpt-image-2.6-flare', { output_format: 'gif', stream: true }, 'stream'],
		['gpt-image-2.6-flare', { output_format: 'svg', output_compression: 5 }, 'output_compression'],
		['gpt-image-2.6-flare', { svg: { model: 'x' } }, 'svg'],
		['gpt-image-2.6-flare', { output_format: 'svg', svg: { author: 'x' } }, 'svg'],
		['gpt-image-2.6-flare', { frame_count: 3 }, 'frame_count'],
		['doubao-seedream-5-0-pro-260628', { size: '4K' }, 'size'],
		['doubao-seedream-5-0-pro-260628', { layer_decomposition: true }, 'image'],
		['gemini-3.1-flash-lite-image', { image_size: '2K' }, 'image_size'],
		['gemini-nano-banana-2.1', { image_size: '512' }, 'image_size'],
		['gemini-3-pro-image', { aspect_ratio: '8:1' }, 'aspect_ratio'],
		['grok-imagine-image-2.0', { quality: 'high' }, 'quality'],
		['flux-3-image', { resolution: '3k' }, 'resolution'],
		['flux-2-flex', { guidance: 11 }, 'guidance'],
		['qwen-image-3.0', { n: 7 }, 'n'],
		['wan2.7-image-pro', { n: 13 }, 'n'],
	])('%s with %j', async (model, fields, field) => {
		const path = 'image' in fields ? edits : generations;
		const { status, text } = await post(path, order(model, fields));
		expect([status, text]).toEqual([400, expect.stringContaining(`"param":"${field}"`)]);
		expect(gateway.ledger).toEqual([]);
	});

	it("Google's own call refuses a level of detail that the model does not have", async () => {
		const call = async (model: string, imageSize: string) =>
			await post(
				`/models/${model}:generateContent`,
				{
					contents: [{ parts: [{ text: 'A mug' }] }],
					generationConfig: { responseModalities: ['IMAGE'], imageConfig: { imageSize } },
				},
				'gemini',
			);
		expect((await call('gemini-2.5-flash-image', '1K')).status).toBe(400);
		expect((await call('gemini-3.1-flash-lite-image', '2K')).status).toBe(400);
		expect((await call('gemini-nano-banana-2.1', '512')).status).toBe(400);
		expect((await call('gemini-nano-banana-2.1', '4K')).status).toBe(200);
	});
});

it('Grok drops pictures that come to generations, and bills', async () => {
	const { status } = await post(generations, order('grok-imagine-image-2.0', { image: mug }));
	expect(status).toBe(200);
	expect(gateway.ledger).toHaveLength(1);
});

it('Seedream 5.0 Pro returns a base and layers as PNG', async () => {
	const fields = { image: mug, layer_decomposition: true, response_format: 'b64_json' };
	const { body } = await post(edits, order('doubao-seedream-5-0-pro-260628', fields));
	const formats = (body.data ?? []).map(async ({ b64_json: base64 = '' }) => {
		return (await sharp(Buffer.from(base64, 'base64')).metadata()).format;
	});
	expect(await Promise.all(formats)).toEqual(['png', 'png', 'png']);
});

it.each([
	['gif', 'gif'],
	['svg', 'svg'],
	['webp', 'webp'],
])('GPT Image 2.6 returns %s', async (output_format, format) => {
	const { body } = await post(generations, order('gpt-image-2.6-flare', { output_format }));
	const bytes = Buffer.from(body.data?.[0]?.b64_json ?? '', 'base64');
	expect((await sharp(bytes).metadata()).format).toBe(format);
});
