import type { Picture } from '../../nodes/ImageEdit/image/imageFile';
import { fileOf, pictureOf, urlPicture } from '../helpers/pictures';
import { written } from '../helpers/orders';

// The dialect of seed 000: JSON, each model with picture fields of its own.

const a = urlPicture('https://example.com/a.png');
const b = urlPicture('https://example.com/b.png');
const c = urlPicture('https://example.com/c.png');
const values = { prompt: 'A cat' };

async function binary(content: string): Promise<Picture> {
	return {
		label: 'Image',
		mode: 'binary',
		file: await fileOf(Buffer.from(content), 'x', 'image/png'),
	};
}

const nano = { gateway: 'aiid', model: 'nano-banana-pro' } as const;
const kling = { gateway: 'aiid', model: 'kling-image' } as const;
const omni = { gateway: 'aiid', model: 'kling-omni-image', modelName: 'kling-v3-omni' } as const;

it('sends one picture of Nano Banana as image', async () => {
	expect(await written(nano, { values: { ...values, n: 1 }, pictures: { images: [a] } })).toEqual({
		model: 'nano-banana-pro',
		prompt: 'A cat',
		image: 'https://example.com/a.png',
		n: 1,
	});
});

it('sends several pictures of Nano Banana as image_urls, in their order', async () => {
	expect(await written(nano, { values, pictures: { images: [b, a, c] } })).toEqual({
		model: 'nano-banana-pro',
		prompt: 'A cat',
		image_urls: [
			'https://example.com/b.png',
			'https://example.com/a.png',
			'https://example.com/c.png',
		],
	});
});

it('sends two pictures of Nano Banana as image_urls already', async () => {
	expect(await written(nano, { values, pictures: { images: [b, a] } })).toMatchObject({
		image_urls: ['https://example.com/b.png', 'https://example.com/a.png'],
	});
});

it('sends several pictures of Seedream as an array in image', async () => {
	const choice = { gateway: 'aiid', model: 'doubao-seedream-4-0-250828' } as const;
	expect(await written(choice, { values, pictures: { images: [a, b] } })).toEqual({
		model: 'doubao-seedream-4-0-250828',
		prompt: 'A cat',
		image: ['https://example.com/a.png', 'https://example.com/b.png'],
	});
});

it('sends Kling subjects as a list of objects, with scene and style beside it', async () => {
	const choice = { ...kling, modelName: 'kling-v2', operation: 'combine' } as const;
	const pictures = { subjects: [a, b], scene: [c], style: [a] };
	expect(await written(choice, { values, pictures })).toEqual({
		model: 'kling-image',
		model_name: 'kling-v2',
		prompt: 'A cat',
		subject_image_list: [
			{ subject_image: 'https://example.com/a.png' },
			{ subject_image: 'https://example.com/b.png' },
		],
		scene_image: 'https://example.com/c.png',
		style_image: 'https://example.com/a.png',
	});
});

it('sends Omni pictures as image_list and elements as bare numbers', async () => {
	const order = {
		values: { ...values, elementIds: '835266081714884677, elem_9' },
		pictures: { images: [a] },
	};
	expect(await written(omni, order)).toEqual({
		model: 'kling-omni-image',
		model_name: 'kling-v3-omni',
		prompt: 'A cat',
		image_list: [{ image: 'https://example.com/a.png' }],
		element_list: [{ element_id: 835266081714884677n }, { element_id: 'elem_9' }],
	});
});

it('sends an expansion with all four ratios and both names', async () => {
	const choice = { ...kling, modelName: 'kling-v1', operation: 'expand' } as const;
	const ratios = {
		upExpansionRatio: 0,
		downExpansionRatio: 0.5,
		leftExpansionRatio: 0.25,
		rightExpansionRatio: 0,
	};
	expect(await written(choice, { values: ratios, pictures: { images: [a] } })).toEqual({
		model: 'kling-image',
		model_name: 'kling-v1',
		image: 'https://example.com/a.png',
		up_expansion_ratio: 0,
		down_expansion_ratio: 0.5,
		left_expansion_ratio: 0.25,
		right_expansion_ratio: 0,
	});
});

it('sends a try-on as person and garment, without a prompt', async () => {
	const choice = {
		gateway: 'aiid',
		model: 'kolors-virtual-try-on-v1',
		operation: 'tryOn',
	} as const;
	expect(await written(choice, { values, pictures: { human: [a], cloth: [b] } })).toEqual({
		model: 'kolors-virtual-try-on-v1',
		human_image: 'https://example.com/a.png',
		cloth_image: 'https://example.com/b.png',
	});
});

it('sends base64 bare to Kling and Kolors, and as a data URI to the others', async () => {
	const pictures = {
		images: [await binary('bytes!')],
		human: [await binary('bytes!')],
		cloth: [a],
	};
	const tryOn = { model: 'kolors-virtual-try-on-v1-5', operation: 'tryOn' } as const;
	expect(await written(kling, { pictures })).toMatchObject({ image: 'Ynl0ZXMh' });
	expect(await written(omni, { pictures })).toMatchObject({ image_list: [{ image: 'Ynl0ZXMh' }] });
	expect(await written({ ...nano, ...tryOn }, { pictures })).toMatchObject({
		human_image: 'Ynl0ZXMh',
	});
	expect(await written(nano, { pictures })).toMatchObject({
		image: 'data:image/png;base64,Ynl0ZXMh',
	});
});

it('posts a generation as JSON even where an edit is a form', async () => {
	const choice = { gateway: 'gptplus', model: 'gpt-image-1', operation: 'generate' } as const;
	expect(await written(choice, { values: { ...values, size: '1024x1024', n: 2 } })).toEqual({
		model: 'gpt-image-1',
		prompt: 'A cat',
		size: '1024x1024',
		n: 2,
	});
});

it('never sends what is empty', async () => {
	const empty = {
		...values,
		n: '',
		size: null,
		quality: undefined,
		responseFormat: '',
		aspectRatio: [],
	};
	const extraFields = { user: '', note: null, zero: 0, no: false };
	expect(await written(nano, { values: empty, extraFields, pictures: { images: [a] } })).toEqual({
		model: 'nano-banana-pro',
		prompt: 'A cat',
		image: 'https://example.com/a.png',
		zero: 0,
		no: false,
	});
});

it('sends extra fields whatever they are called', async () => {
	const extraFields = JSON.parse('{"__proto__":2,"constructor":{"__proto__":[1]}}') as never;
	const body = await written(nano, { values, pictures: { images: [a] }, extraFields });
	expect(JSON.stringify(body)).toContain('"__proto__":2,"constructor":{"__proto__":[1]}');
});

it('merges extra fields last, over what would have been sent', async () => {
	const extraFields = { prompt: 'Mine', image_size: '4K', deep: { a: [1, { b: true }] } };
	const order = { values: { ...values, imageSize: '1K' }, pictures: { images: [a] }, extraFields };
	expect(await written(nano, order)).toEqual({
		model: 'nano-banana-pro',
		image: 'https://example.com/a.png',
		prompt: 'Mine',
		image_size: '4K',
		deep: { a: [1, { b: true }] },
	});
});

it.each([
	['images', [a], { images: ['https://example.com/a.png'] }],
	['image_urls', [a], { image_urls: ['https://example.com/a.png'] }],
	['image_list', [a], { image_list: [{ image: 'https://example.com/a.png' }] }],
	['image_input', [a], { image_input: 'https://example.com/a.png' }],
	[
		'image_input',
		[a, b],
		{ image_input: ['https://example.com/a.png', 'https://example.com/b.png'] },
	],
	[
		'subject_image_list',
		[a, b],
		{
			subject_image_list: [
				{ subject_image: 'https://example.com/a.png' },
				{ subject_image: 'https://example.com/b.png' },
			],
		},
	],
])(
	'puts the pictures into the image field %s when told to',
	async (imageField, images, expected) => {
		expect(await written(nano, { values, pictures: { images }, imageField })).toEqual({
			model: 'nano-banana-pro',
			prompt: 'A cat',
			...expected,
		});
	},
);

it('sends no model where none was chosen', async () => {
	const choice = { gateway: 'zhongzhuan', model: '', operation: 'generate' } as const;
	expect(await written(choice, { values })).toEqual({ prompt: 'A cat' });
});

it('sends an unknown model_name as it was typed', async () => {
	const choice = { ...kling, modelName: 'kling-v9' };
	expect(await written(choice, { values, pictures: { images: [a] } })).toMatchObject({
		model: 'kling-image',
		model_name: 'kling-v9',
	});
});

it('puts max_images one object deeper', async () => {
	const choice = {
		gateway: 'aiid',
		model: 'doubao-seedream-4-5-251128',
		operation: 'generate',
	} as const;
	const order = { values: { ...values, sequentialImageGeneration: 'auto', maxImages: 3 } };
	expect(await written(choice, order)).toEqual({
		model: 'doubao-seedream-4-5-251128',
		prompt: 'A cat',
		sequential_image_generation: 'auto',
		sequential_image_generation_options: { max_images: 3 },
	});
});

it.each(Object.getOwnPropertyNames(Object.prototype))(
	'sends the picture under the name %s, which every object has',
	async (imageField) => {
		const given = { values, pictures: { images: [a] }, imageField };
		const sent = JSON.stringify(await written(nano, given));
		expect(sent).toContain(`${JSON.stringify(imageField)}:"https://example.com/a.png"`);
	},
);

it.each([null, ''])('leaves out a field for which Extra Fields holds %j', async (nothing) => {
	const given = { values: { ...values, aspectRatio: '16:9' }, pictures: { images: [a] } };
	const extraFields = { aspect_ratio: nothing, user: 'me' };
	expect(await written(nano, { ...given, extraFields })).toEqual({
		model: 'nano-banana-pro',
		prompt: 'A cat',
		image: 'https://example.com/a.png',
		user: 'me',
	});
});

it('sends the bytes of a picture that was not given by its address, wherever they came from', async () => {
	const picture = { ...(await pictureOf()), url: 'https://example.com/source.png' };
	const body = await written({ model: 'nano-banana' }, { pictures: { images: [picture] } });
	expect(JSON.stringify(body)).not.toContain('source.png');
	expect(JSON.stringify(body)).toContain('base64,');
});

it.each([
	['edit', 'images', true],
	['combine', 'subjects', true],
	['combine', 'scene', false],
] as const)('in %s the image field is that of the %s: %p', async (operation, role, isMoved) => {
	const pictures = { [role]: [urlPicture('https://example.com/it.png')] };
	const body = await written(
		{ model: 'kling-image', modelName: 'kling-v2', operation },
		{ pictures, imageField: 'my_field' },
	);
	expect(JSON.stringify(body)).toContain('it.png');
	// Under its new name it is no member of the model's own list any more.
	expect((body as Record<string, unknown>).my_field).toBe(
		isMoved ? 'https://example.com/it.png' : undefined,
	);
});
