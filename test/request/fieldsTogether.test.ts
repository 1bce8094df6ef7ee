import { refusals, warnings, written } from '../helpers/orders';
import sharp from 'sharp';
import { drawPicture, fileOf, pictureOf, urlPicture } from '../helpers/pictures';

// Conditions that span fields and image slots, checked before anything is paid for.

const images = [urlPicture('https://example.com/a.png')];
const edit = (values: object, pictures: object = {}) => ({
	values: { prompt: 'A cat', ...values },
	pictures: { images, ...pictures },
});
const newest = { model: 'gpt-image-2.6-flare' } as const;

describe('a transparent background', () => {
	it.each(['png', 'webp'])('goes with %s', (outputFormat) => {
		const raw = edit({ background: 'transparent', outputFormat });
		expect(refusals(newest, raw)).toEqual([]);
		expect(warnings(newest, raw)).toEqual([]);
	});

	it.each(['jpeg', 'gif', 'svg'])('does not go with %s', (outputFormat) => {
		expect(refusals(newest, edit({ background: 'transparent', outputFormat }))).toEqual([
			`Background is "transparent", but Output Format is ${outputFormat}. Change one of them.`,
		]);
	});

	it.each(['gpt-image-2', 'gpt-image-2-2026-04-21', 'openai/gpt-image-2'])(
		'is a preview of %s: a warning, and sent',
		async (model) => {
			const raw = edit({ background: 'transparent' });
			expect(refusals({ model }, raw)).toEqual([]);
			expect(warnings({ model }, raw)).toEqual([expect.stringContaining('in preview')]);
			expect(warnings({ model }, edit({ background: 'opaque' }))).toEqual([]);
			expect(await written({ model, bodyFormat: 'json' }, raw)).toMatchObject({
				background: 'transparent',
			});
		},
	);
});

describe('a GIF', () => {
	it('does not go with a mask', () => {
		const mask = [urlPicture('https://example.com/mask.png')];
		const gif = edit({ outputFormat: 'gif' }, { mask });
		expect(refusals(newest, gif)).toEqual([
			'Output Format is "gif", which does not work with Mask. Leave out one of them.',
		]);
		expect(refusals(newest, edit({ outputFormat: 'gif' }))).toEqual([]);
		expect(refusals(newest, edit({ outputFormat: 'png' }, { mask }))).toEqual([]);
	});

	it('has frames, which nothing else has', async () => {
		const frames = { frameCount: 2, frameDuration: 655_350 };
		const choice = { ...newest, bodyFormat: 'json' } as const;
		expect(await written(choice, edit({ outputFormat: 'gif', ...frames }))).toMatchObject({
			output_format: 'gif',
			frame_count: 2,
			frame_duration_ms: 655_350,
		});
		expect(await written(choice, edit({ outputFormat: 'png', ...frames }))).not.toHaveProperty(
			'frame_count',
		);
		expect(warnings(newest, edit(frames))).toEqual([
			'Frame Count was not sent, because Output Format is not gif.',
			'Frame Duration was not sent, because Output Format is not gif.',
		]);
	});

	it.each([
		[{ frameCount: 1 }, 'Frame Count is "1"'],
		[{ frameCount: 17 }, 'Frame Count is "17"'],
		[{ frameDuration: 655_351 }, 'Frame Duration is "655351"'],
	])('refuses frames outside of the limits: %j', (frames, text) => {
		expect(refusals(newest, edit({ outputFormat: 'gif', ...frames }))).toEqual([
			expect.stringContaining(text),
		]);
	});

	it.each([{ frameCount: 2 }, { frameCount: 16 }, { frameDuration: 655_350 }])(
		'takes frames at the limits: %j',
		(frames) => {
			expect(refusals(newest, edit({ outputFormat: 'gif', ...frames }))).toEqual([]);
		},
	);

	it.each(['gif', 'svg'])('has no compression, as %s', async (outputFormat) => {
		const raw = edit({ outputFormat, outputCompression: 50 });
		expect(warnings(newest, raw)).toEqual([expect.stringContaining('Output Compression')]);
		expect(await written({ ...newest, bodyFormat: 'json' }, raw)).not.toHaveProperty(
			'output_compression',
		);
	});
});

describe('an SVG', () => {
	it('is one picture', () => {
		expect(refusals(newest, edit({ outputFormat: 'svg', n: 2 }))).toEqual([
			'Output Format is "svg", but Number of Images is not 1. Change one of them.',
		]);
		expect(refusals(newest, edit({ outputFormat: 'svg', n: 1 }))).toEqual([]);
		expect(refusals(newest, edit({ outputFormat: 'svg' }))).toEqual([]);
		expect(refusals(newest, edit({ outputFormat: 'png', n: 2 }))).toEqual([]);
	});

	it('has an author of its own, one object in JSON and bracketed names in a form', async () => {
		const order = { outputFormat: 'svg', svgModel: 'some-model', svgReasoningEffort: 'low' };
		const raw = edit(order, { images: [await pictureOf()] });
		expect(await written({ ...newest, bodyFormat: 'json' }, raw)).toMatchObject({
			svg: { model: 'some-model', reasoning: { effort: 'low' } },
		});
		expect(await written({ ...newest, bodyFormat: 'multipart' }, raw)).toEqual(
			expect.arrayContaining([
				{ name: 'svg[model]', value: 'some-model' },
				{ name: 'svg[reasoning][effort]', value: 'low' },
			]),
		);
	});
});

describe('a markup', () => {
	const model = { model: 'gpt-image-2.5-sunburst' } as const;

	it('does not go with a mask', () => {
		const both = {
			mask: [urlPicture('https://example.com/m.png', 'Mask')],
			markup: [urlPicture('https://example.com/n.png', 'Markup')],
		};
		expect(refusals(model, edit({}, both))).toEqual([
			'Markup does not go with Mask. Leave one of them empty.',
		]);
		expect(refusals(model, edit({}, { markup: both.markup }))).toEqual([]);
	});

	it('is a PNG with transparency and of the size of the image', async () => {
		const image = await pictureOf({ width: 40, height: 30 });
		const opaque = await pictureOf({ width: 30, height: 30, alpha: false }, 'Markup');
		expect(refusals(model, edit({}, { images: [image], markup: [opaque] }))).toEqual([
			'Markup has no transparency. Make everything transparent but what is drawn over the image.',
			expect.stringMatching(/^Markup is 30 x 30 pixels and .* 40 x 30\. Both must/),
		]);
	});

	it('is of the size in which a turned photo is shown', async () => {
		const photo = await drawPicture({ width: 40, height: 30, type: 'jpeg' });
		const turned = await sharp(photo).withMetadata({ orientation: 6 }).toBuffer();
		const image = { label: 'Image', mode: 'binary', file: await fileOf(turned, 'a.jpg') } as const;
		const shown = await pictureOf({ width: 30, height: 40 }, 'Markup');
		const stored = await pictureOf({ width: 40, height: 30 }, 'Markup');
		expect(refusals(model, edit({}, { images: [image], markup: [shown] }))).toEqual([]);
		expect(refusals(model, edit({}, { images: [image], markup: [stored] }))).toEqual([
			'Markup is 40 x 30 pixels and Image 40 x 30 (shown as 30 x 40). Both must have the same size.',
		]);
	});

	it('goes on the wire under its own name', async () => {
		const markup = [urlPicture('https://example.com/n.png')];
		expect(await written({ ...model, bodyFormat: 'json' }, edit({}, { markup }))).toMatchObject({
			image: 'https://example.com/a.png',
			markup: 'https://example.com/n.png',
		});
	});
});

it('calls the user by the name that a model knows', async () => {
	const raw = edit({ user: 'customer-42' });
	const asJson = async (model: string) => await written({ model, bodyFormat: 'json' }, raw);
	for (const model of ['gpt-image-2.5-flare', 'gpt-image-2.6-sunburst']) {
		expect(await asJson(model)).toMatchObject({ safety_identifier: 'customer-42' });
		expect(await asJson(model)).not.toHaveProperty('user');
	}
	expect(await asJson('gpt-image-2')).toMatchObject({ user: 'customer-42' });
});

it.each(['xhigh', 'max'])('takes the quality %s of 2.5, and of 2.6 with a warning', (quality) => {
	expect(warnings({ model: 'gpt-image-2.5-flare' }, edit({ quality }))).toEqual([]);
	expect(warnings(newest, edit({ quality }))).toEqual([
		`Not every gateway takes the quality ${quality} for GPT Image 2.6.`,
	]);
	expect(refusals({ model: 'gpt-image-2' }, edit({ quality }))).toEqual([
		expect.stringContaining('takes one of auto, low, medium, high'),
	]);
});

describe('images and results of Seedream 5.0 Lite together', () => {
	const lite = { model: 'doubao-seedream-5-0-260128' } as const;
	const many = (count: number, values: object) => ({
		...edit(values),
		pictures: { images: Array.from({ length: count }, () => images[0] as (typeof images)[0]) },
	});

	it.each([
		[14, {}],
		[5, { n: 10 }],
		[5, { sequentialImageGeneration: 'auto', maxImages: 10, n: 15 }],
		// Left over, and not sent: no group is asked for.
		[5, { sequentialImageGeneration: 'disabled', maxImages: 12 }],
		[5, { maxImages: 12, n: 10 }],
	])('are at most 15: %d images and %j', (count, values) => {
		expect(refusals(lite, many(count, values))).toEqual([]);
	});

	it.each([
		[14, { n: 2 }],
		[5, { n: 11 }],
		[5, { sequentialImageGeneration: 'auto', maxImages: 11 }],
	])('are no more than 15: %d images and %j', (count, values) => {
		expect(refusals(lite, many(count, values))).toEqual([
			expect.stringContaining('are 16 together, but Seedream 5.0 Lite takes at most 15'),
		]);
	});
});

describe('Size and Aspect Ratio', () => {
	it.each([
		['nano-banana-2', '1920x1088', '16:9'],
		['doubao-seedream-4-5-251128', '4K', '9:16'],
		['doubao-seedream-4-5-251128', '2048x2048', ''],
	])('of %s may be %s and %s together', (model, size, aspectRatio) => {
		expect(warnings({ model }, edit({ size, aspectRatio }))).toEqual([]);
	});

	it('contradict each other: a warning, since a gateway may take them for different things', () => {
		const raw = edit({ size: '1024x1024', aspectRatio: '16:9' });
		expect(refusals({ model: 'nano-banana-2' }, raw)).toEqual([]);
		expect(warnings({ model: 'nano-banana-2' }, raw)).toEqual([
			'Size is "1024x1024", but Aspect Ratio is "16:9", and which of them wins is up to the gateway. Set only one of them.',
		]);
	});
});
