import { failOn, ordersOf } from './support/failures';
import { binary, model } from './support/parameters';
import { itemWith, picture, type TestPicture } from './support/pictures';
import type { Rig } from './support/rig';
import { nodeName, startRig } from './support/rig';

let rig: Rig;
let mug: TestPicture;
beforeAll(async () => {
	rig = await startRig();
	mug = await picture('mug');
});
afterAll(async () => await rig.close());
beforeEach(() => {
	rig.gateway.reset();
	rig.connect('openAiCompatible');
});

const edit = { operation: 'edit', prompt: 'A mug', image: binary('data') };
const generate = { operation: 'generate', prompt: 'A mug' };
const texts = () =>
	Object.fromEntries(
		(rig.gateway.requests[0]?.parts ?? []).flatMap((part) =>
			'value' in part ? [[part.name, part.value]] : [],
		),
	);

async function ordered(parameters: object) {
	const items = [await itemWith(rig, { data: mug })];
	const result = await rig.order({ ...parameters } as never, { items });
	expect(result.error).toBeUndefined();
	return result.items(nodeName);
}

describe('Stream', () => {
	it('has GPT Image send events without previews, and takes the pictures from them', async () => {
		const items = await ordered({
			...edit,
			model: model('gpt-image-2'),
			options: { n: 2, stream: true },
		});
		expect(texts()).toMatchObject({ stream: 'true', partial_images: '0' });
		expect(items.map(({ json }) => [json.index, json.width, json.warnings])).toEqual([
			[0, expect.any(Number), undefined],
			[1, expect.any(Number), undefined],
		]);
		expect(items[0]?.json.usage).toMatchObject({ total_tokens: expect.any(Number) });
	});

	it('takes no preview for a result that Extra Fields asked for', async () => {
		const items = await ordered({
			...edit,
			model: model('gpt-image-2'),
			options: { stream: true, extraFields: '{"partial_images": 2}' },
		});
		expect(texts()).toMatchObject({ stream: 'true', partial_images: '2' });
		expect(items).toHaveLength(1);
	});

	it('works by Extra Fields alone', async () => {
		const items = await ordered({
			...generate,
			model: model('brand-new-model'),
			options: { extraFields: '{"stream": true, "partial_images": 1}' },
		});
		expect(items).toHaveLength(1);
	});

	it('is not sent while it is off', async () => {
		await ordered({ ...edit, model: model('gpt-image-2'), options: { stream: false } });
		expect(texts()).not.toHaveProperty('stream');
		expect(texts()).not.toHaveProperty('partial_images');
	});

	it.each([
		['openAiCompatible', 'doubao-seedream-4-0-250828', 2],
		['chatCompletions', 'gemini-3-pro-image', 1],
		['openRouter', 'google/gemini-3-pro-image', 1],
	] as const)('works at %s with %s', async (gateway, id, n) => {
		rig.connect(gateway);
		const items = await ordered({
			...generate,
			model: model(id),
			options: { stream: true, ...(n > 1 && { n }) },
		});
		expect(items).toHaveLength(n);
		expect(items[0]?.json.warnings).toBeUndefined();
		expect(rig.gateway.requests[0]?.json).toMatchObject({ stream: true });
		expect(rig.gateway.requests[0]?.json).not.toHaveProperty('partial_images');
	});

	it.each(['gif', 'svg'])('is left out for a %s, which is never streamed', async (outputFormat) => {
		const items = await ordered({
			...generate,
			model: model('gpt-image-2.6-flare'),
			options: { outputFormat, stream: true, dryRun: true },
		});
		expect(items[0]?.json.request).toMatchObject({ fields: { output_format: outputFormat } });
		expect(items[0]?.json.request).not.toHaveProperty('fields.stream');
		expect(items[0]?.json.warnings).toEqual([
			`Stream was not sent, because Output Format is ${outputFormat}.`,
		]);
	});

	it('stops before paying where the way to order has no place for it', async () => {
		rig.connect('gemini');
		const { error } = await failOn(rig, () => undefined, {
			model: model('gemini-3-pro-image'),
			options: { stream: true },
		});
		expect(error.message).toContain('Stream is set, but a request to Google Gemini has no place');
		expect(ordersOf(rig)).toBe(0);
	});
});

describe('Request Path', () => {
	const path = '/images/edits/async';

	it.each([path, 'images/edits/async', ` ${path} `])(
		'%j is where the order goes, and where its task is asked after',
		async (orderPath) => {
			rig.gateway.intercept(({ method }) =>
				method === 'POST'
					? { status: 202, body: { task_id: 'a-1', status: 'queued' } }
					: { status: 200, body: { status: 'completed', data: [{ b64_json: base64() }] } },
			);
			const [item] = await ordered({
				...edit,
				model: model('gpt-image-2'),
				options: { orderPath },
				longTask: { pollInterval: 0.1 },
			});
			expect(item?.json.taskId).toBe('a-1');
			expect(rig.gateway.requests[0]?.path).toBe(`/openai/v1${path}`);
		},
	);

	it.each(['https://other.example/images', '//other.example/x', '../x', '/a b'])(
		'%j is no path, and stops before paying',
		async (orderPath) => {
			const { error } = await failOn(rig, () => undefined, { options: { orderPath } });
			expect(error.message).toContain('Request Path is');
			expect(ordersOf(rig)).toBe(0);
		},
	);

	it('leads Grok Imagine to a call that drops pictures: a warning', async () => {
		const dry = async (options: object) => {
			const grok = { ...edit, model: model('grok-imagine-image-2.0') };
			return (await ordered({ ...grok, options: { ...options, dryRun: true } }))[0]?.json.warnings;
		};
		expect(await dry({ orderPath: '/images/generations' })).toEqual([
			expect.stringContaining('Grok Imagine 2.0 drops pictures at /images/generations'),
		]);
		expect(await dry({})).toEqual([]);
	});

	const base64 = () => mug.bytes.toString('base64');
});
