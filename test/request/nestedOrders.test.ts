import type { GatewayId } from '../../nodes/ImageEdit/catalogue/gateways';
import type { OrderBody, Template } from '../../nodes/ImageEdit/catalogue/orderBody';
import type { PictureSpec } from '../../nodes/ImageEdit/catalogue/types';
import type { Picture } from '../../nodes/ImageEdit/image/imageFile';
import { carrierFindings } from '../../nodes/ImageEdit/request/checkCarrier';
import { describeFields } from '../../nodes/ImageEdit/request/describe';
import { mustFetch } from '../../nodes/ImageEdit/request/encode';
import { fillBody, mergeOver } from '../../nodes/ImageEdit/request/fillBody';
import { makeOrder } from '../../nodes/ImageEdit/request/order';
import type { WireValue } from '../../nodes/ImageEdit/request/wire';
import { WirePicture } from '../../nodes/ImageEdit/request/wire';
import { RawNumber } from '../../nodes/ImageEdit/shared/json';
import { planOf, rawOrder, refusals, spring, warnings, written } from '../helpers/orders';
import { fileOf, pictureOf, urlPicture } from '../helpers/pictures';

// The dialects that are not one flat list of fields: what has a place in them, and what has none.

const held = async (name: string, mode: Picture['mode'] = 'binary'): Promise<Picture> => ({
	label: 'Image',
	mode,
	file: await fileOf(Buffer.from(name), `${name}.png`, 'image/png'),
	...(mode === 'url' ? { url: `https://example.com/${name}.png` } : {}),
});

const nothing = { model: '', fields: new Map<string, WireValue>(), pictures: [] };

describe('a slot', () => {
	const resolution: Template = { field: ['imageSize', 'resolution'], upperCase: true };

	it.each<[string, ReadonlyArray<[string, WireValue]>, WireValue | undefined]>([
		['the first of its fields', [['imageSize', '1k']], '1K'],
		['the second of its fields', [['resolution', '2k']], '2K'],
		[
			'the first where both are set',
			[
				['resolution', '2k'],
				['imageSize', '1k'],
			],
			'1K',
		],
		['a number as it is', [['imageSize', 512]], 512],
		['nothing of another field', [['size', '1k']], undefined],
	])('holds %s', (_what, fields, value) => {
		expect(fillBody(resolution, { ...nothing, fields: new Map(fields) })).toBe(value);
	});

	it('leaves a word in its letters unless it is told otherwise', () => {
		const fields = new Map([['quality', 'low']]);
		expect(fillBody({ field: ['quality'] }, { ...nothing, fields })).toBe('low');
	});

	it('holds the model, and nothing where there is none', () => {
		expect(fillBody({ model: true }, { ...nothing, model: 'a/b' })).toBe('a/b');
		expect(fillBody({ model: true }, nothing)).toBeUndefined();
	});

	it('of a picture holds nothing where no picture has its turn', () => {
		expect(fillBody({ picture: 'base64' }, nothing)).toBeUndefined();
	});
});

describe('a picture in a body', () => {
	const put = (as: 'base64' | 'dataUri' | 'mimeType', picture: Picture) =>
		fillBody([{ each: 'pictures', as: { at: { picture: as } } }], {
			...nothing,
			pictures: [picture],
		});

	it('has a type once it was looked at', async () => {
		expect(put('mimeType', await held('a'))).toEqual([{ at: 'image/png' }]);
		expect(put('mimeType', urlPicture('https://example.com/a.png'))).toBeUndefined();
	});

	it.each([
		['base64', 'bare'],
		['dataUri', 'dataUri'],
	] as const)('goes as %s of its bytes', async (as, form) => {
		const picture = await held('a');
		expect(put(as, picture)).toEqual([
			{ at: new WirePicture({ kind: 'text', file: picture.file as never, form }) },
		]);
	});

	it('goes by its address where it was given by one and addresses are taken', async () => {
		const picture = await held('a', 'url');
		expect(put('dataUri', picture)).toEqual([{ at: picture.url }]);
		expect(put('base64', picture)).toEqual([
			{ at: new WirePicture({ kind: 'text', file: picture.file as never, form: 'bare' }) },
		]);
	});

	it('is not sent by its address when it was given in another way', async () => {
		const picture: Picture = { ...(await held('a')), url: 'https://example.com/source.png' };
		expect(put('dataUri', picture)).toEqual([
			{ at: new WirePicture({ kind: 'text', file: picture.file as never, form: 'dataUri' }) },
		]);
	});

	it('is to be fetched where addresses are not taken', () => {
		expect(put('base64', urlPicture('https://example.com/a.png'))).toEqual([
			{ at: new WirePicture({ kind: 'fetch', url: 'https://example.com/a.png' }) },
		]);
	});
});

describe('a list', () => {
	const list: Template = [
		'word',
		{ each: 'prompt', as: { text: { field: ['prompt'] } } },
		{ each: 'pictures', as: { url: { picture: 'dataUri' } } },
	];
	const urls = ['https://example.com/a.png', 'https://example.com/b.png'];

	it('has one entry for the prompt and one for each picture, in their order', () => {
		const fields = new Map([['prompt', 'A cat']]);
		expect(
			fillBody(list, { ...nothing, fields, pictures: urls.map((url) => urlPicture(url)) }),
		).toEqual(['word', { text: 'A cat' }, { url: urls[0] }, { url: urls[1] }]);
	});

	it('has no entry for a prompt that was not given', () => {
		expect(fillBody(list, nothing)).toEqual(['word']);
		const always: Template = [{ each: 'prompt', as: 'a prompt' }];
		expect(fillBody(always, nothing)).toBeUndefined();
		expect(fillBody(always, { ...nothing, fields: new Map([['prompt', 'x']]) })).toEqual([
			'a prompt',
		]);
	});

	it('has in each entry what belongs to the whole order, too', () => {
		const entry = { of: { model: true }, text: { field: ['prompt'] }, url: { picture: 'dataUri' } };
		const template = [{ each: 'pictures', as: entry }] as Template;
		const pictures = urls.map((url) => urlPicture(url));
		const order = { model: 'a/b', fields: new Map([['prompt', 'A cat']]), pictures };
		expect(fillBody(template, order)).toEqual(
			urls.map((url) => ({ of: 'a/b', text: 'A cat', url })),
		);
	});

	it('is left out with what holds it alone when nothing is in it', () => {
		const inner: Template = {
			list: [{ each: 'pictures', as: 'x' }],
			deep: { n: { field: ['n'] } },
		};
		expect(fillBody(inner, nothing)).toBeUndefined();
		expect(fillBody({ inner, kept: 'y' }, nothing)).toEqual({ kept: 'y' });
	});
});

describe('Extra Fields over a body', () => {
	const picture = new WirePicture({ kind: 'fetch', url: 'https://example.com/a.png' });
	const digits = new RawNumber('1');

	it.each<[string, WireValue, WireValue, WireValue]>([
		['objects go into each other', { a: 1, b: 2 }, { b: 3, c: 4 }, { a: 1, b: 3, c: 4 }],
		['at any depth', { a: { b: { c: 1 } } }, { a: { b: { d: 2 } } }, { a: { b: { c: 1, d: 2 } } }],
		['a list takes the place of a list', [1, 2], [3], [3]],
		['a list takes the place of an object', { a: 1 }, [3], [3]],
		['an object takes the place of a list', [1], { a: 1 }, { a: 1 }],
		['an object takes the place of a word', 'x', { a: 1 }, { a: 1 }],
		['a word takes the place of an object', { a: 1 }, 'x', 'x'],
		['an object takes the place of a picture', picture, { a: 1 }, { a: 1 }],
		['an object takes the place of a long number', digits, { a: 1 }, { a: 1 }],
		['a long number takes the place of an object', { a: 1 }, digits, digits],
		['null changes nothing', { a: 1 }, null, { a: 1 }],
		['"" changes nothing', { a: 1 }, '', { a: 1 }],
		['null inside of it changes nothing', { a: 1 }, { a: null }, { a: 1 }],
		['0 and false are values', { a: 1, b: true }, { a: 0, b: false }, { a: 0, b: false }],
	])('%s', (_what, before, value, after) => {
		expect(mergeOver({ x: before, y: 1 }, { x: value })).toEqual({ x: after, y: 1 });
	});

	it('add what was not there, under any name', () => {
		expect(mergeOver({}, { constructor: { a: 1 } })).toEqual({ constructor: { a: 1 } });
	});
});

const values = { prompt: 'A cat' };
const images = [urlPicture('https://example.com/a.png')];
const noPlace = (label: string, gateway: string) =>
	`${label} is set, but a request to ${gateway} has no place for it. Remove it, or choose another gateway.`;

describe('what a gateway has no place for', () => {
	const gpt = { gateway: 'openRouter', model: 'gpt-image-2.5-sunburst' } as const;

	it.each(['mask', 'markup'] as const)('stops the order: %s', (role) => {
		const pictures = { images, [role]: [urlPicture('https://example.com/b.png', 'It')] };
		const label = role === 'mask' ? 'Mask' : 'Markup';
		expect(refusals(gpt, { values, pictures })).toContain(noPlace(label, 'OpenRouter'));
	});

	it('stops the order: Image Field, Version and a form', () => {
		expect(refusals(gpt, { values, pictures: { images }, imageField: 'image' })).toEqual([
			noPlace('Image Field', 'OpenRouter'),
		]);
		expect(refusals({ ...gpt, bodyFormat: 'multipart' }, { values, pictures: { images } })).toEqual(
			['Body Format is multipart, but OpenRouter takes JSON alone. Remove it.'],
		);
		expect(refusals({ ...gpt, bodyFormat: 'json' }, { values, pictures: { images } })).toEqual([]);
		const kling = {
			gateway: 'openRouter',
			model: 'kling-image',
			modelName: 'kling-v3',
			operation: 'generate',
		} as const;
		expect(refusals(kling, { values })).toContain(noPlace('Version', 'OpenRouter'));
	});

	it('is no fault of a model that is not known, as to its Version', () => {
		const later = { gateway: 'openRouter', model: 'kling-image-9', modelName: 'kling-v3' } as const;
		expect(refusals({ ...later, operation: 'generate' }, { values })).toEqual([]);
	});

	it.each<[OrderBody['pictures'], string[], boolean]>([
		[[], ['Additional Images'], false],
		[['images'], [], true],
	])(
		'with places for %j stops %j, or fetches what has an address: %s',
		(roles, labels, isFetched) => {
			const { gateway, ...rest } = planOf(gpt);
			const order = { ...(gateway.order as OrderBody), pictures: roles, byAddress: false };
			const plan = { ...rest, gateway: { ...gateway, order } };
			const found = carrierFindings(plan, { imageField: '', pictures: { images } }, new Map());
			expect(found.map(({ text }) => text)).toEqual(
				labels.map((label) => noPlace(label, 'OpenRouter')),
			);
			expect(mustFetch(plan, rest.pictures[0] as PictureSpec, images)).toBe(isFetched);
		},
	);

	it('names a slot by its list where it has no field', () => {
		const kling = { gateway: 'openRouter', model: 'kling-image', operation: 'combine' } as const;
		const pictures = { subjects: images, scene: images };
		expect(refusals(kling, { values, pictures })).toEqual([
			noPlace('Version', 'OpenRouter'),
			noPlace('Subject Images', 'OpenRouter'),
			noPlace('Scene Image', 'OpenRouter'),
		]);
	});

	it('stops the order: a level of detail, with those that have a place', () => {
		const choice = { gateway: 'chatCompletions', model: 'gemini-nano-banana-2.1' } as const;
		const raw = { values: { ...values, imageSize: '512' }, pictures: { images } };
		expect(refusals(choice, raw)).toContain(
			'Image Size is "512", but a request to Chat Completions takes only 1K, 2K, 4K. Choose another, or another gateway.',
		);
	});

	it('takes a level of detail in small letters for the same', () => {
		const order = { values: { ...values, resolution: '2k' }, pictures: { images } };
		expect(refusals({ gateway: 'openRouter', model: 'some-model' }, order)).toEqual([]);
	});

	it.each<[GatewayId, string, number, readonly string[]]>([
		['gemini', 'nano-banana', 1, []],
		['gemini', 'nano-banana', 2, ['Google Gemini']],
		['chatCompletions', 'nano-banana', 1, []],
		['chatCompletions', 'nano-banana', 2, ['Chat Completions']],
		['openRouter', 'nano-banana', 2, []],
	])('at %s of %s: %d images, for %j', (gateway, model, n, labels) => {
		expect(
			refusals({ gateway, model }, { values: { ...values, n }, pictures: { images } }),
		).toEqual(labels.map((label) => noPlace('Number of Images', label)));
	});

	it.each<[GatewayId, string, boolean]>([
		['gemini', '512', true],
		['gemini', '4K', true],
		['chatCompletions', '1K', true],
		['chatCompletions', '4K', true],
		['chatCompletions', '512', false],
		['openRouter', '512', true],
	])('at %s the image size %s has a place: %p', (gateway, imageSize, fits) => {
		const texts = refusals(
			{ gateway, model: 'gemini-nano-banana-2.1' },
			{ values: { ...values, imageSize }, pictures: { images } },
		).filter((text) => text.includes('a request to'));
		expect(texts).toHaveLength(fits ? 0 : 1);
	});

	it.each([
		[10, []],
		[
			11,
			[
				expect.stringMatching(
					/^Number of Images is "11", but a request to OpenRouter takes at most 10/,
				),
			],
		],
	])('at OpenRouter %d images at once are met by %j', (n, texts) => {
		const found = refusals(
			{ gateway: 'openRouter', model: 'doubao-seedream-4-5-251128' },
			{ values: { ...values, n }, pictures: { images } },
		).filter((text) => text.includes('a request to'));
		expect(found).toEqual(texts);
	});
});

describe('an image by address', () => {
	const spec = (role: PictureSpec['role']): PictureSpec => ({
		role,
		min: 0,
		max: 9,
		wire: role,
		limits: {},
	});
	const at = (gateway: GatewayId, role: PictureSpec['role'] = 'images') =>
		mustFetch(planOf({ gateway, model: 'some-model' }), spec(role), images);

	it.each<[GatewayId, boolean]>([
		['gemini', true],
		['chatCompletions', false],
		['openRouter', false],
		['aiid', false],
		['bella', false],
		['gptplus', true],
	])('for %s is fetched first: %p', (gateway, fetched) => {
		expect(at(gateway)).toBe(fetched);
	});

	it('is not fetched for a part that the gateway has no place for', () => {
		expect(at('gemini', 'mask')).toBe(false);
		expect(at('bella', 'mask')).toBe(true);
	});
});

describe('pictures on their way to a call that drops them', () => {
	const grok = { model: 'grok-imagine-image-2.0', operation: 'edit' } as const;
	const dropped = (path: string, raw: Parameters<typeof rawOrder>[0]) => {
		const plan = { ...planOf(grok), path };
		return makeOrder(plan, rawOrder({ validation: 'warn', ...raw }), spring).warnings.filter(
			(text) => text.includes('drops pictures'),
		);
	};

	it('are told of, with what Extra Fields add, at that call alone', () => {
		const raw = { pictures: { images }, extraFields: { mask: 'x' } };
		expect(dropped('/relay/images/generations', raw)).toEqual([
			'Grok Imagine 2.0 drops pictures at /relay/images/generations without a word, and bills the call: Image, mask will have no effect. Use Edit without Request Path.',
		]);
		expect(dropped('/images/generations', { pictures: { images } })).toEqual([
			expect.stringContaining(': Image will have no effect'),
		]);
		expect(dropped('/images/generations/7', { pictures: { images } })).toEqual([]);
		expect(dropped('/images/edits', { pictures: { images } })).toEqual([]);
		expect(dropped('/images/generations', {})).toEqual([]);
	});

	it.each([
		['image', true],
		['images', true],
		['image_url', true],
		['image_urls', true],
		['mask', true],
		['input_references', true],
		['image[]', true],
		['mask[]', true],
		['image_size', false],
		['my_image', false],
		['masks', false],
	])('the extra field %s is one of them: %p', (name, isPicture) => {
		const texts = dropped('/images/generations', { extraFields: { [name]: 'x' } });
		expect(texts).toEqual(isPicture ? [expect.stringContaining(`: ${name} will`)] : []);
	});
});

it('writes the model, the prompt, and the images that there are', async () => {
	const choice = { gateway: 'openRouter', model: 'gpt-image-1' } as const;
	const content = [{ type: 'image_url', image_url: { url: 'https://example.com/a.png' } }];
	const sent = { model: 'gpt-image-1', prompt: 'A cat' };
	expect(await written(choice, { pictures: { images } })).toEqual({
		...sent,
		input_references: content,
	});
	const generate = { ...choice, operation: 'generate' } as const;
	expect(await written(generate, { extraFields: { n: 2 } })).toEqual({ ...sent, n: 2 });
	expect(await written(generate, { values: {} })).toEqual({ model: 'gpt-image-1' });
});

it('sends extra fields into an object of the body, whatever they are called', async () => {
	const choice = { gateway: 'gemini', model: 'nano-banana', operation: 'generate' } as const;
	const values = { prompt: 'A cat', aspectRatio: '16:9' };
	const extraFields = JSON.parse('{"__proto__":1,"generationConfig":{"__proto__":[2]}}') as never;
	const body = JSON.stringify(await written(choice, { values, extraFields }));
	expect(body).toContain('"__proto__":1');
	expect(body).toContain('"__proto__":[2]');
	expect(body).toContain('"aspectRatio":"16:9"');
});

it('posts to the path of the model, in the dialect of its gateway', async () => {
	const plan = planOf({ gateway: 'gemini', model: 'models/nano-banana' });
	const pictures = { images: [await pictureOf()] };
	const { request } = makeOrder(plan, rawOrder({ pictures }), spring);
	expect(request).toMatchObject({ bodyFormat: 'json', method: 'POST' });
	expect(request.path).toBe('/models/nano-banana:generateContent');
	expect(Object.keys(describeFields(request))).toEqual(['contents', 'generationConfig']);
	expect(warnings({ gateway: 'gemini', model: 'nano-banana' }, { pictures })).toEqual([]);
});
