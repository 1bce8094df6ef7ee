import sharp from 'sharp';
import { samplePicture } from '../../../tools/painter/samples';
import { startGateway, type RunningGateway } from '../../../tools/gateway/startGateway';
import type { Answer, FormFields, ReferenceClient } from './referenceClient';
import { pictureOf, png, referenceClient } from './referenceClient';

let gateway: RunningGateway;
let client: ReferenceClient;
let mug: Buffer;
let mask: Buffer;

beforeAll(async () => {
	gateway = await startGateway();
	client = referenceClient(gateway);
	mug = await samplePicture('mug', { width: 400 });
	mask = await samplePicture('mask', { width: 400 });
});
afterAll(() => gateway.close());

const url = (name: string, width = 400) => `${gateway.fileOrigin}/samples/${name}?width=${width}`;
const aiid = (body: object, path = '/images/edits') => client.json('aiid', path, body);
const openai = (...fields: FormFields) =>
	client.form('openai', '/images/edits', [
		['image', png(mug)],
		['prompt', 'a blue mug'],
		...fields,
	]);

async function pixels(content: Buffer) {
	const { data, info } = await sharp(content)
		.ensureAlpha()
		.raw()
		.toBuffer({ resolveWithObject: true });
	return { data, width: info.width, height: info.height };
}

async function sizesOf(answer: Answer): Promise<string[]> {
	expect([answer.status, answer.data.error]).toEqual([200, undefined]);
	const entries = answer.data.data as readonly unknown[];
	return Promise.all(
		entries.map(async (_, index) => {
			const { width, height, format } = await sharp(await pictureOf(answer, index)).metadata();
			return `${format} ${width}x${height}`;
		}),
	);
}

test('an edit shows, and says the same twice', async () => {
	const [first, second] = await Promise.all([openai(), openai()]);
	const [before, after] = await Promise.all([pixels(mug), pixels(await pictureOf(first))]);
	const changed = before.data.filter((value, at) => Math.abs(value - (after.data[at] ?? 0)) > 16);
	expect(changed.length).toBeGreaterThan(before.data.length / 4);
	expect((await pictureOf(second)).equals(await pictureOf(first))).toBe(true);
});

test('a masked edit changes pixels only where the mask is transparent', async () => {
	const answer = await openai(['mask', png(mask)]);
	const [before, hole, after] = await Promise.all(
		[mug, mask, await pictureOf(answer)].map((content) => pixels(content)),
	);
	let changedInside = 0;
	let changedOutside = 0;
	for (let at = 0; at < (before?.data.length ?? 0); at += 4) {
		const isSame = before?.data.compare(after?.data as Buffer, at, at + 4, at, at + 4) === 0;
		if (isSame) continue;
		if (hole?.data[at + 3] === 255) changedOutside += 1;
		else changedInside += 1;
	}
	expect(changedOutside).toBe(0);
	expect(changedInside).toBeGreaterThan(1000);
});

test('an expansion grows by the ratios and keeps the picture inside', async () => {
	const answer = await aiid({
		model: 'kling-image',
		model_name: 'kling-v3',
		image: mug.toString('base64'),
		up_expansion_ratio: 0.101,
		down_expansion_ratio: 0.2,
		left_expansion_ratio: 0.5,
		right_expansion_ratio: 0.25,
	});
	expect(await sizesOf(answer)).toEqual(['png 700x520']);
	const inside = sharp(await pictureOf(answer)).extract({
		left: 200,
		top: 40,
		width: 400,
		height: 400,
	});
	expect((await pixels(await inside.png().toBuffer())).data.equals((await pixels(mug)).data)).toBe(
		true,
	);
});

test('try-on changes the torso and nothing else', async () => {
	const answer = await aiid({
		model: 'kolors-virtual-try-on-v1-5',
		human_image: url('person.png'),
		cloth_image: url('garment.png'),
	});
	const before = await pixels(await samplePicture('person', { width: 400 }));
	const after = await pixels(await pictureOf(answer));
	const colour = (picture: typeof before, x: number, y: number) => [
		...picture.data.subarray((y * 400 + x) * 4, (y * 400 + x) * 4 + 3),
	];
	expect(colour(after, 200, 80)).toEqual(colour(before, 200, 80));
	expect(colour(after, 200, 500)).toEqual(colour(before, 200, 500));
	const [red = 0, , blue = 0] = colour(after, 200, 300);
	expect(red - blue).toBeGreaterThan(100);
});

test('subjects stand in the scene, and a style colours it', async () => {
	const order = {
		model: 'kling-image',
		model_name: 'kling-v2-1',
		prompt: 'on the beach',
		subject_image_list: [{ subject_image: url('plant.png') }, { subject_image: url('cutout.png') }],
		scene_image: url('landscape.png', 600),
		aspect_ratio: '3:2',
	};
	const plain = await pixels(await pictureOf(await aiid(order)));
	const styled = await pixels(
		await pictureOf(await aiid({ ...order, style_image: url('garment.png') })),
	);
	const scene = await pixels(
		await sharp(await samplePicture('landscape'))
			.resize(1024, 683, { fit: 'cover' })
			.png()
			.toBuffer(),
	);
	expect([plain.width, plain.height]).toEqual([1024, 683]);
	const corner = 20 * 4;
	expect(Math.abs((plain.data[corner] ?? 0) - (scene.data[corner] ?? 0))).toBeLessThan(4);
	expect(Math.abs((styled.data[corner] ?? 0) - (scene.data[corner] ?? 0))).toBeGreaterThan(16);
});

it('refuses to paint more pixels than any model draws, and bills nothing', async () => {
	const paint = (size: string) =>
		client.form('openai', '/images/edits', [
			['model', 'made-up'],
			['prompt', 'x'],
			['size', size],
		]);
	const billed = gateway.ledger.length;
	const { data, status } = await paint('4097x4096');
	expect([status, data.error.message, gateway.ledger.length - billed]).toEqual([
		400,
		expect.stringContaining('size must not be over 16777216 pixels'),
		0,
	]);
});

describe('the size that was asked for', () => {
	const nano = (fields: object) => aiid({ model: 'nano-banana-pro', prompt: 'x', ...fields });

	test.each([
		['the input, when nothing is said', () => nano({ image: url('landscape.png') }), 'png 400x267'],
		['pixels', () => nano({ size: '1024x1792' }), 'png 1024x1792'],
		['a ratio', () => nano({ aspect_ratio: '16:9' }), 'png 1024x576'],
		['a tier and a ratio', () => nano({ image_size: '2K', aspect_ratio: '1:1' }), 'png 2048x2048'],
		[
			'a suffix',
			() => aiid({ model: 'nano-banana-2-2k', prompt: 'x', aspect_ratio: '9:16' }),
			'png 1152x2048',
		],
		[
			'4k by omni',
			() =>
				aiid({
					model: 'kling-omni-image',
					model_name: 'kling-v3-omni',
					prompt: 'x',
					resolution: '4k',
					aspect_ratio: '21:9',
				}),
			'png 4096x1755',
		],
		[
			'2k by Kling',
			() => aiid({ model: 'kling-image', model_name: 'kling-v3', prompt: 'x', resolution: '2k' }),
			'png 2048x1152',
		],
		[
			'a restyle keeps its input',
			() =>
				aiid({
					model: 'kling-image',
					model_name: 'kling-v2',
					prompt: 'x',
					image: url('person.png'),
					aspect_ratio: '16:9',
				}),
			'png 400x600',
		],
		[
			'a tier of Seedream',
			() => aiid({ model: 'doubao-seedream-4-0-250828', prompt: 'x', size: '1K' }),
			'jpeg 1024x1024',
		],
		['GPT Image', () => openai(['size', '1536x1024']), 'png 1536x1024'],
		['GPT Image 2', () => openai(['model', 'gpt-image-2'], ['size', '640x1280']), 'png 640x1280'],
	] as ReadonlyArray<[string, () => Promise<Answer>, string]>)('%s', async (_what, order, size) => {
		expect(await sizesOf(await order())).toEqual([size]);
	});
});

describe('the number of pictures', () => {
	test('n different ones', async () => {
		const answer = await openai(['n', '3']);
		expect(await sizesOf(answer)).toHaveLength(3);
		expect((await pictureOf(answer, 0)).equals(await pictureOf(answer, 1))).toBe(false);
	});

	test.each([
		[{ result_type: 'series', series_amount: 3, n: 2 }, 3],
		[{ result_type: 'series' }, 4],
		[{ result_type: 'single', series_amount: 3, n: 2 }, 2],
	])('omni with %j gives %d', async (fields, count) => {
		const answer = await aiid({
			model: 'kling-omni-image',
			model_name: 'kling-v3-omni',
			prompt: 'a dance',
			...fields,
		});
		expect(answer.data.data).toHaveLength(count);
	});
});

describe('the format that was asked for', () => {
	test.each(['png', 'jpeg', 'webp'])('%s', async (format) => {
		expect(await sizesOf(await openai(['output_format', format]))).toEqual([`${format} 400x400`]);
	});

	test('compression makes a file smaller', async () => {
		const sizes = await Promise.all(
			['90', '20'].map(async (compression) => {
				const answer = await openai(['output_format', 'jpeg'], ['output_compression', compression]);
				return (await pictureOf(answer)).length;
			}),
		);
		expect(sizes[0]).toBeGreaterThan((sizes[1] ?? 0) * 1.5);
	});

	test('a transparent background is transparent', async () => {
		for (const format of ['png', 'webp']) {
			const answer = await openai(['background', 'transparent'], ['output_format', format]);
			expect(answer.data.background).toBe('transparent');
			const { data } = await pixels(await pictureOf(answer));
			expect(data[3]).toBe(0);
			expect(data[(200 * 400 + 200) * 4 + 3]).toBe(255);
		}
	});
});

test('samples come in any size and format', async () => {
	const { width, height, format } = await sharp(
		await samplePicture('person', { height: 300, format: 'webp' }),
	).metadata();
	expect([width, height, format]).toEqual([200, 300, 'webp']);
});
