import sharp from 'sharp';
import { samplePicture } from '../../../tools/painter/samples';
import { startGateway, type RunningGateway } from '../../../tools/gateway/startGateway';
import { pictureOf, png, referenceClient, type ReferenceClient } from './referenceClient';

let gateway: RunningGateway;
let client: ReferenceClient;
let url: (name: string) => string;

beforeAll(async () => {
	gateway = await startGateway();
	client = referenceClient(gateway);
	// The seeds' example.com pictures are fetched from this machine instead.
	url = (name) => `${gateway.fileOrigin}/samples/${name}?width=400`;
});
afterAll(() => gateway.close());

describe('the examples of seed 000 (aiid)', () => {
	const edits = '/images/edits';

	test('text to image with nano-banana', async () => {
		const answer = await client.json('aiid', edits, {
			model: 'nano-banana',
			prompt: 'a cute cat running in cloud',
			n: 1,
			size: '1024x1792',
		});
		expect(answer.status).toBe(200);
		expect(answer.data).toEqual({
			created: expect.any(Number),
			data: [{ url: expect.stringContaining(`${gateway.fileOrigin}/results/`) }],
		});
		const { width, height } = await sharp(await pictureOf(answer)).metadata();
		expect([width, height]).toEqual([1024, 1792]);
	});

	test('an edit with nano-banana-pro', async () => {
		const answer = await client.json('aiid', edits, {
			model: 'nano-banana-pro',
			prompt: '把主体改成赛博朋克夜景',
			image: url('mug.png'),
			n: 1,
		});
		expect(answer.status).toBe(200);
	});

	test('text to image with kling-image', async () => {
		const answer = await client.json('aiid', edits, {
			model: 'kling-image',
			model_name: 'kling-v3',
			prompt: '海边日落,电影感人像',
			aspect_ratio: '16:9',
			n: 1,
		});
		expect(answer.status).toBe(200);
		const { width, height } = await sharp(await pictureOf(answer)).metadata();
		expect([width, height]).toEqual([1024, 576]);
	});

	test('kling-omni-image with an element, digit for digit', async () => {
		const body =
			'{"model":"kling-omni-image","model_name":"kling-v3-omni",' +
			'"prompt":"生成一张海边跳舞的图片","element_list":[{"element_id":835266081714884677}]}';
		const answer = await client.json('aiid', edits, body);
		expect(answer.status).toBe(200);
		expect(gateway.requests.at(-1)?.rawJson).toBe(body);
	});

	test('virtual try-on', async () => {
		const answer = await client.json('aiid', edits, {
			model: 'kolors-virtual-try-on-v1',
			human_image: url('person.jpg'),
			cloth_image: url('garment.jpg'),
		});
		expect(answer.status).toBe(200);
	});
});

test('the curl example of seed 001 (gptplus) is answered with a chat completion', async () => {
	const answer = await client.form('gptplus', '/images/edits', [
		['image', png(await samplePicture('mug', { width: 300 }), '87069cf1.png')],
		['prompt', '换成红色衣服'],
		['model', 'flux-kontext-max'],
		['n', '1'],
		['aspect_ratio', '16:9'],
	]);
	expect(answer.status).toBe(200);
	expect(answer.data).toMatchObject({
		id: expect.stringMatching(/^chatcmpl-/),
		object: 'chat.completion',
		created: expect.any(Number),
		choices: [
			{
				index: 0,
				message: { role: 'assistant', content: expect.stringMatching(/^!\[image\]\(http.+\)$/) },
				finish_reason: 'stop',
			},
		],
		usage: { total_tokens: expect.any(Number) },
	});
});

test('all fields of seed 002 (dddai)', async () => {
	const image = await samplePicture('mug', { width: 256 });
	const answer = await client.form('dddai', '/images/edits/', [
		['image', png(image, '31225951_59371037e9_small.png')],
		['mask', png(await samplePicture('mask', { width: 256 }))],
		['prompt', 'A cute baby sea otter wearing a beret.'],
		['n', '1'],
		['size', '1024x1024'],
		['response_format', 'url'],
		['user', 'someone'],
		['model', 'dall-e-2'],
	]);
	expect(answer.status).toBe(200);
	expect(answer.data.data).toHaveLength(1);
});

test('the curl example of seed 003 (zhongzhuan), with its empty user', async () => {
	const answer = await client.form('zhongzhuan', '/images/edits', [
		['image', png(await samplePicture('cutout', { width: 256 }), 'small.png')],
		['prompt', 'A cute baby sea otter wearing a beret.'],
		['n', '2'],
		['size', '1024x1024'],
		['response_format', 'url'],
		['user', ''],
	]);
	expect(answer.status).toBe(200);
	expect(answer.data).toEqual({
		created: expect.any(Number),
		data: [{ url: expect.any(String) }, { url: expect.any(String) }],
	});
});

describe('the curl examples of seed 004 (bella)', () => {
	const edits = '/images/edits';

	test('a file with a mask', async () => {
		const answer = await client.form('bella', edits, [
			['image', png(await samplePicture('mug', { width: 256 }))],
			['mask', png(await samplePicture('mask', { width: 256 }), 'mask.png')],
			['prompt', 'Remove the red car from the image'],
			['n', '1'],
			['size', '1024x1024'],
			['response_format', 'url'],
		]);
		expect(answer.status).toBe(200);
		expect(answer.data).toEqual({
			background: 'opaque',
			created: expect.any(Number),
			data: [
				{
					b64_json: '',
					url: expect.stringMatching(/^http/),
					revised_prompt: 'Remove the red car from the image',
					output_format: 'png',
					quality: 'high',
					size: '1024x1024',
				},
			],
			usage: {
				num: 1,
				size: '1024x1024',
				quality: 'high',
				input_tokens: expect.any(Number),
				input_tokens_details: { image_tokens: expect.any(Number), text_tokens: 9 },
				output_tokens: expect.any(Number),
				total_tokens: expect.any(Number),
			},
		});
	});

	test('a URL, answered in base64', async () => {
		const answer = await client.form('bella', edits, [
			['image_url', url('cutout.png')],
			['prompt', 'Change the sky to be cloudy'],
			['model', 'dall-e-2'],
			['response_format', 'b64_json'],
		]);
		expect(answer.status).toBe(200);
		expect(answer.data.data[0]).toMatchObject({
			url: '',
			b64_json: expect.stringMatching(/^iVBOR/),
		});
	});

	test('base64', async () => {
		const image = await samplePicture('cutout', { width: 256 });
		const answer = await client.form('bella', edits, [
			['image_b64_json', image.toString('base64')],
			['prompt', 'Add flowers to the garden'],
			['n', '2'],
			['size', '512x512'],
		]);
		expect(answer.status).toBe(200);
		expect(answer.data.data).toHaveLength(2);
	});
});
