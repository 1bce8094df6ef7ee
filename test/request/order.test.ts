import { refusals, warnings, written } from '../helpers/orders';
import { pictureOf, urlPicture } from '../helpers/pictures';

const images = [urlPicture('https://example.com/a.png')];
const gpt = { model: 'gpt-image-1' } as const;
const values = { prompt: 'A cat' };

it('collects everything that does not fit before it refuses', () => {
	const bad = { quality: 'best', n: 11, outputFormat: 'bmp' };
	expect(refusals(gpt, { values: bad, pictures: {} })).toEqual([
		'Prompt is empty, but GPT Image 1 needs it for Edit.',
		'Number of Images is "11", but GPT Image 1 takes a whole number from 1 to 10.',
		'Quality is "best", but GPT Image 1 takes one of auto, low, medium, high.',
		'Output Format is "bmp", but GPT Image 1 takes one of png, jpeg, webp.',
		'Image is empty, but GPT Image 1 needs it. Give a binary field, a URL or base64.',
	]);
});

it('sends what does not fit under warn, and says so', async () => {
	const raw = { values: { ...values, n: 11 }, pictures: { images }, validation: 'warn' } as const;
	expect(warnings(gpt, raw)).toEqual([
		'Number of Images is "11", but GPT Image 1 takes a whole number from 1 to 10.',
	]);
	expect(await written({ ...gpt, bodyFormat: 'json' }, raw)).toMatchObject({ n: 11 });
});

it('says nothing under off', () => {
	const raw = { values: { n: 11 }, pictures: {}, validation: 'off' } as const;
	expect(warnings(gpt, raw)).toEqual([]);
});

it('keeps a field from the wire while its condition does not hold, with a warning', async () => {
	const raw = { values: { ...values, outputCompression: 40 }, pictures: { images } };
	expect(warnings(gpt, raw)).toEqual([expect.stringContaining('Output Compression')]);
	expect(await written({ ...gpt, bodyFormat: 'json' }, raw)).not.toHaveProperty(
		'output_compression',
	);
	const webp = { ...raw, values: { ...raw.values, outputFormat: 'webp' } };
	expect(warnings(gpt, webp)).toEqual([]);
	expect(await written({ ...gpt, bodyFormat: 'json' }, webp)).toMatchObject({
		output_compression: 40,
	});
});

it('keeps the number of pictures out of a series', async () => {
	const omni = {
		model: 'kling-omni-image',
		modelName: 'kling-v3-omni',
		operation: 'generate',
	} as const;
	const raw = { values: { ...values, resultType: 'series', seriesAmount: 3, n: 2 } };
	expect(warnings(omni, raw)).toEqual([expect.stringContaining('Number of Images')]);
	expect(await written(omni, raw)).toEqual({
		model: 'kling-omni-image',
		model_name: 'kling-v3-omni',
		prompt: 'A cat',
		result_type: 'series',
		series_amount: 3,
	});
});

it('refuses a transparent background for a JPEG', () => {
	const raw = {
		values: { ...values, background: 'transparent', outputFormat: 'jpeg' },
		pictures: { images },
	};
	expect(refusals(gpt, raw)).toEqual([expect.stringMatching(/Background.*Output Format/)]);
});

it('refuses an operation that the model cannot do', () => {
	const pictures = { subjects: images };
	expect(refusals({ model: 'nano-banana', operation: 'combine' }, { pictures })).toEqual([
		'Nano Banana cannot combine images. Choose Kling Image under Model.',
	]);
	const kling = { model: 'kling-image', modelName: 'kling-v2-1' } as const;
	expect(refusals(kling, { pictures: { images } })).toContain(
		'Kling Image (Kling 2.1) cannot edit images. Choose one of Kling 3, Kling 2 New, Kling 2, Kling 1.5, Kling 1 under Version.',
	);
});

it('refuses an empty model only where the gateway needs one', () => {
	const choice = { model: '', operation: 'generate' } as const;
	expect(refusals({ ...choice, gateway: 'aiid' }, {})).toEqual([
		'Model is empty, but AIID needs one. Choose a model from the list.',
	]);
	expect(refusals({ ...choice, gateway: 'zhongzhuan' }, {})).toEqual([]);
});

it('treats every limit of a guessed model as advice', () => {
	const raw = {
		values: { ...values, n: 99, size: '7x7' },
		pictures: { images: [...images, ...images] },
	};
	const choice = { model: 'dall-e-2-turbo' };
	expect(refusals(choice, raw)).toEqual([]);
	expect(warnings(choice, raw)).toEqual([
		'Model "dall-e-2-turbo" is not in the catalogue and is treated like DALL·E 2.',
		expect.stringContaining('Number of Images is "99"'),
		expect.stringContaining('Size is "7x7"'),
		expect.stringContaining('2 images were given'),
	]);
});

it('warns only where the sources are unsure of a limit', () => {
	const choice = { model: 'nano-banana' };
	const raw = { values: { ...values, aspectRatio: '7:1' }, pictures: { images } };
	expect(refusals(choice, raw)).toEqual([]);
	expect(warnings(choice, raw)).toEqual([expect.stringContaining('Aspect Ratio is "7:1"')]);
});

it('names a value that the model does not take, with the way out', () => {
	const raw = { pictures: { images }, foreign: ['Seed'] };
	expect(refusals(gpt, raw)).toEqual([
		'Seed is set, but GPT Image 1 does not take it for Edit. Remove it.',
	]);
	expect(refusals({ model: 'gpt-image-9' }, raw)).toEqual([
		expect.stringContaining('set Model Family to Generic'),
	]);
});

it('counts pictures and elements together where the model does', async () => {
	const omni = { model: 'kling-omni-image', modelName: 'kling-image-o1' } as const;
	const eight = Array.from({ length: 8 }, () => urlPicture('https://example.com/a.png'));
	const order = (elementIds: string) => ({
		values: { ...values, elementIds },
		pictures: { images: eight },
	});
	expect(refusals(omni, order('1, 2'))).toEqual([]);
	expect(refusals(omni, order('1, 2, 3'))).toEqual([
		expect.stringContaining(
			'are 11 together, but Kling Omni Image (Kling Image O1) takes at most 10',
		),
	]);
});

it('wants a picture or an element for an edit by Kling Omni', async () => {
	const omni = { model: 'kling-omni-image', modelName: 'kling-image-o1' } as const;
	expect(refusals(omni, { values })).toEqual([expect.stringContaining('needs one of them')]);
	expect(refusals(omni, { values: { ...values, elementIds: '1' } })).toEqual([]);
	expect(refusals(omni, { values, pictures: { images: [await pictureOf()] } })).toEqual([]);
});

it.each([
	['zhongzhuan', '', 'the default model'],
	['zhongzhuan', 'some-model', 'some-model'],
	['zhongzhuan', 'gpt-image-1', 'GPT Image 1'],
] as const)('at %s names the model %j as %s', (gateway, model, title) => {
	const raw = { values: {}, validation: 'warn' } as const;
	expect(warnings({ gateway, model, operation: 'generate' }, raw)).toContain(
		`Prompt is empty, but ${title} needs it for Generate.`,
	);
});

it("refuses another model's version, with those that there are", () => {
	const choice = {
		model: 'kling-image',
		modelName: 'kling-v3-omni',
		operation: 'generate',
	} as const;
	expect(refusals(choice, {})).toEqual([
		'Version is "kling-v3-omni", but Kling Image has Kling 3, Kling 2.1, Kling 2 New, Kling 2, Kling 1.5, Kling 1. Choose one of them.',
	]);
});

it.each([
	['gptplus', 'gpt-image-1', 0],
	['gptplus', 'gpt-image-2', 1],
	['gptplus', '', 0],
	['dddai', 'gpt-image-2', 0],
] as const)(
	'%s says of the model %j that its documents do not name it: %d',
	(gateway, model, count) => {
		const said = warnings({ gateway, model }, { pictures: { images }, validation: 'warn' });
		expect(said.filter((text) => text.includes('is not named by the documents'))).toHaveLength(
			count,
		);
	},
);

it('lists the models that the documents of a gateway name', () => {
	expect(warnings({ gateway: 'gptplus', model: 'gpt-image-2' }, { pictures: { images } })).toEqual([
		'Model "gpt-image-2" is not named by the documents of GPTPlus (gpt-image-1, gpt-image-1-all, flux-kontext-pro, flux-kontext-max).',
	]);
});

it('says nothing of a model that is not named, though its family is chosen', () => {
	const choice = { gateway: 'zhongzhuan', model: '', family: 'dallE2' } as const;
	expect(warnings(choice, { pictures: { images } })).toEqual([]);
});

it.each([
	['kling-v3', 'Kling Image (Kling 3)'],
	['kling-v9', 'kling-image (kling-v9)'],
])('names a model with its version: %s', (modelName, title) => {
	const choice = { model: 'kling-image', modelName, operation: 'generate' } as const;
	const raw = { values: {}, validation: 'warn' } as const;
	expect(warnings(choice, raw)).toContain(`Prompt is empty, but ${title} needs it for Generate.`);
});

it.each([
	['some-model', 0],
	['', 0],
	['gpt-image-1', 0],
	['gpt-image-99', 1],
] as const)('says of the model %j that it is treated like another: %d', (model, count) => {
	const said = warnings({ model }, { pictures: { images }, validation: 'warn' });
	expect(said.filter((text) => text.includes('is treated like'))).toHaveLength(count);
});

it.each([
	['', true],
	['  ', true],
	['\n\t', true],
	['.', false],
	[5, false],
	[0, false],
])('takes the prompt %j for none: %p', (prompt, isNone) => {
	expect(refusals(gpt, { values: { prompt }, pictures: { images } })).toEqual(
		isNone ? ['Prompt is empty, but GPT Image 1 needs it for Edit.'] : [],
	);
});

it('takes blanks for no text, and for a wrong word', async () => {
	const raw = { values: { ...values, user: '  ', quality: ' ' }, pictures: { images } };
	expect(refusals(gpt, raw)).toEqual([expect.stringMatching(/^Quality is " ", but/)]);
	expect(await written({ ...gpt, bodyFormat: 'json' }, raw)).not.toHaveProperty('user');
});

it.each([
	['gpt-image-1', { stream: true }, { stream: true, partial_images: 0 }],
	['gpt-image-1', { stream: false }, {}],
	['doubao-seedream-4-5-251128', { stream: true }, { stream: true }],
	['doubao-seedream-4-5-251128', { stream: false, watermark: false }, { watermark: false }],
	['doubao-seedream-4-5-251128', { watermark: true }, { watermark: true }],
])('sends to %s the flags %j as %j', async (model, flags, sent) => {
	const raw = { values: { ...values, ...flags }, pictures: { images } };
	const body = await written({ model, bodyFormat: 'json' }, raw);
	const flagsSent = Object.entries(body as object).filter(([name]) =>
		['stream', 'partial_images', 'watermark'].includes(name),
	);
	expect(Object.fromEntries(flagsSent)).toEqual(sent);
});

it('keeps the choice of another model from a known model, and from no other', async () => {
	const raw = { values: { ...values, outputFormat: 'gif' }, pictures: { images } };
	const text =
		'Output Format is "gif", but GPT Image 1 takes one of png, jpeg, webp. It is left over from another model and is not sent. Choose another value.';
	expect(refusals(gpt, raw)).toEqual([text]);
	expect(await written({ ...gpt, bodyFormat: 'json' }, raw)).not.toHaveProperty('output_format');
	const never = { ...raw, values: { ...values, outputFormat: 'bmp' } };
	expect(await written({ ...gpt, bodyFormat: 'json' }, never)).toMatchObject({
		output_format: 'bmp',
	});
	const later = { model: 'flux-kontext-next', bodyFormat: 'json' } as const;
	expect(refusals(later, raw)).toEqual([]);
	expect(await written(later, raw)).toMatchObject({ output_format: 'gif' });
});

it.each<[string, string, unknown, boolean]>([
	['a word of the same field', 'gpt-image-1', { outputFormat: 'svg' }, true],
	['a word of another field', 'gpt-image-1', { outputFormat: 'high' }, false],
	['a size, where any size may be typed', 'doubao-seedream-4-5-251128', { size: '256x256' }, false],
	['a number, which no list of the form holds', 'gpt-image-1', { n: 99 }, false],
])('takes %s for left over or not: %#', (_what, model, more, isLeftOver) => {
	const raw = { values: { ...values, ...(more as object) }, pictures: { images } };
	const [text, ...others] = refusals({ model }, raw);
	expect(others).toEqual([]);
	expect(text?.includes('It is left over from another model')).toBe(isLeftOver);
});

it('sends nothing in place of an object, which no field holds', async () => {
	const raw = { values: { ...values, quality: { a: 1 }, user: { b: 2 } }, pictures: { images } };
	expect(await written({ ...gpt, bodyFormat: 'json' }, raw)).toEqual({
		model: 'gpt-image-1',
		image: 'https://example.com/a.png',
		prompt: 'A cat',
	});
});

it('refuses what no model could read, however unsure the sources are of its limits', () => {
	const choice = { model: 'doubao-seedream-5-5', operation: 'generate' } as const;
	expect(refusals(choice, { values: { ...values, size: '8K' } })).toEqual([]);
	expect(refusals(choice, { values: { ...values, size: '1024' } })).toEqual([
		expect.stringMatching(/^Size is "1024", but Seedream 5\.5 takes 1K/),
	]);
});

it('goes on with what was noticed before, unless nothing is to be said', () => {
	const raw = { pictures: { images }, warnings: ['It is late.'] };
	expect(warnings(gpt, raw)).toEqual(['It is late.']);
	expect(warnings(gpt, { ...raw, validation: 'off' })).toEqual([]);
});

it('does not count the pictures of a slot that could not be read', () => {
	const raw = { problems: ['Image cannot be read.'], validation: 'warn' } as const;
	expect(refusals(gpt, { ...raw, unread: ['images'] })).toEqual(['Image cannot be read.']);
	expect(refusals(gpt, { ...raw, unread: ['mask'], validation: 'strict' })).toEqual([
		expect.stringMatching(/^Image is empty/),
		'Image cannot be read.',
	]);
	const strict = { ...raw, validation: 'strict', unread: ['images'] } as const;
	expect(refusals(gpt, strict)).toEqual(['Image cannot be read.']);
	const kling = { model: 'kling-image', modelName: 'kling-v3', operation: 'expand' } as const;
	expect(refusals(kling, { ...strict, values: {} })).toEqual([
		...['Top', 'Bottom', 'Left', 'Right'].map(
			(label) => `${label} is empty, but Kling Image (Kling 3) needs it for Expand.`,
		),
		'Image cannot be read.',
	]);
});

it('refuses a damaged picture for any model', async () => {
	const picture = await pictureOf();
	const damaged = { ...picture, file: { ...picture.file, damage: 'is cut off before its end' } };
	const raw = { pictures: { images: [damaged as typeof picture] } };
	for (const model of ['gpt-image-1', 'some-model']) {
		expect(refusals({ model }, raw)).toEqual([
			expect.stringContaining('is cut off before its end'),
		]);
	}
});

it('says nothing more of an operation that the model cannot do', () => {
	const choice = { gateway: 'gemini', model: 'nano-banana', operation: 'expand' } as const;
	const raw = { values: { negativePrompt: 'x' }, foreign: ['Seed'], imageField: 'photo' };
	const cannot = 'Nano Banana cannot expand images. Choose Kling Image under Model.';
	expect(refusals(choice, raw)).toEqual([cannot]);
	expect(refusals({ ...choice, operation: 'combine' }, { ...raw, values: {} })).toEqual([
		'Nano Banana cannot combine images. Choose Kling Image under Model.',
	]);
	const guessed = { model: 'nano-banana-99', operation: 'expand' } as const;
	expect(refusals(guessed, raw)).toEqual([]);
	expect(warnings(guessed, raw)).toContain(
		'nano-banana-99 cannot expand images. Choose Kling Image under Model.',
	);
});

it('names a slot without a field beside it by its list', () => {
	const choice = { model: 'kling-image', modelName: 'kling-v2', operation: 'combine' } as const;
	expect(refusals(choice, {})).toEqual([
		'Subject Images is empty, but Kling Image (Kling 2) needs it. Give a binary field, a URL or base64.',
	]);
});

it('asks for the image of DALL·E 2 where there is none', () => {
	expect(refusals({ model: 'dall-e-2' }, {})).toEqual([
		'Image is empty, but DALL·E 2 needs it. Give a binary field, a URL or base64.',
	]);
});

it.each([
	['mask', 'gpt-image-1'],
	['markup', 'gpt-image-2.5-sunburst'],
])('compares a %s with no image where there is none', async (role, model) => {
	const drawn = await pictureOf({}, 'Drawn');
	const [first, ...more] = refusals({ model }, { values, pictures: { [role]: [drawn] } });
	expect(first).toMatch(/^Image is empty, /);
	expect(more).toEqual([]);
});

describe.each(Object.getOwnPropertyNames(Object.prototype))(
	'%s, which every object has',
	(name) => {
		it.each([
			['Background', { background: name }, 'GPT Image 1', gpt],
			['Quality', { quality: name }, 'GPT Image 2.6 Flare', { model: 'gpt-image-2.6-flare' }],
		])('is no value of %s, whose values have rules and notes', (label, own, title, choice) => {
			const given = { values: { ...values, ...own }, pictures: { images } };
			const fault = `${label} is "${name}", but ${title} takes one of `;
			expect(refusals(choice, given)).toEqual([expect.stringContaining(fault)]);
			expect(warnings(choice, { ...given, validation: 'warn' })).toEqual([
				expect.stringContaining(fault),
			]);
		});
	},
);
