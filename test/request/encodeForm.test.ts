import type { GatewayId } from '../../nodes/ImageEdit/catalogue/gateways';
import type { Picture } from '../../nodes/ImageEdit/image/imageFile';
import { describeFields } from '../../nodes/ImageEdit/request/describe';
import { mustFetch } from '../../nodes/ImageEdit/request/encode';
import { makeOrder } from '../../nodes/ImageEdit/request/order';
import { fileOf, urlPicture } from '../helpers/pictures';
import { planOf, rawOrder, spring, written } from '../helpers/orders';

// The dialects of seeds 001 to 004: forms.

const values = { prompt: 'A cat' };

const held = async (content: string, mode: Picture['mode'] = 'binary'): Promise<Picture> => ({
	label: 'Image',
	mode,
	file: await fileOf(Buffer.from(content), `${content}.png`, 'image/png'),
	...(mode === 'url' ? { url: `https://example.com/${content}.png` } : {}),
});

const part = (name: string, content: string) => ({
	name,
	value: Buffer.from(content).toString('base64'),
	fileName: `${content}.png`,
	mimeType: 'image/png',
});

const text = (name: string, value: string) => ({ name, value });

it('sends one picture to GPTPlus as image', async () => {
	const pictures = { images: [await held('one')] };
	const order = { values: { ...values, n: 1, aspectRatio: '16:9' }, pictures };
	expect(await written({ gateway: 'gptplus', model: 'flux-kontext-max' }, order)).toEqual([
		text('model', 'flux-kontext-max'),
		part('image', 'one'),
		text('prompt', 'A cat'),
		text('n', '1'),
		text('aspect_ratio', '16:9'),
	]);
});

it('sends two and more pictures to GPTPlus as image[], in their order', async () => {
	const pictures = { images: [await held('two'), await held('one')], mask: [await held('mask')] };
	expect(await written({ gateway: 'gptplus', model: 'gpt-image-1' }, { values, pictures })).toEqual(
		[
			text('model', 'gpt-image-1'),
			part('image[]', 'two'),
			part('image[]', 'one'),
			part('mask', 'mask'),
			text('prompt', 'A cat'),
		],
	);
});

it('sends no model to Zhongzhuan unless one is chosen', async () => {
	const pictures = { images: [await held('one')] };
	const order = { values: { ...values, n: 2, size: '1024x1024', user: '' }, pictures };
	const body = [
		part('image', 'one'),
		text('prompt', 'A cat'),
		text('n', '2'),
		text('size', '1024x1024'),
	];
	const choice = { gateway: 'zhongzhuan', family: 'dallE2' } as const;
	expect(await written({ ...choice, model: '' }, order)).toEqual(body);
	expect(await written({ ...choice, model: 'dall-e-2' }, order)).toEqual([
		text('model', 'dall-e-2'),
		...body,
	]);
});

it('ends the path of an edit at dddai in a slash, and of a generation not', () => {
	const pathOf = (operation: 'edit' | 'generate') =>
		planOf({ gateway: 'dddai', model: 'dall-e-2', operation }).path;
	expect(pathOf('edit')).toBe('/images/edits/');
	expect(pathOf('generate')).toBe('/images/generations');
});

it.each<[Picture['mode'], object]>([
	['binary', part('image', 'one')],
	['url', text('image_url', 'https://example.com/one.png')],
	['base64', text('image_b64_json', Buffer.from('one').toString('base64'))],
])('sends Bella a picture given as %s in its one field of three', async (mode, expected) => {
	const pictures = { images: [await held('one', mode)] };
	expect(await written({ gateway: 'bella', model: 'dall-e-2' }, { values, pictures })).toEqual([
		text('model', 'dall-e-2'),
		expected,
		text('prompt', 'A cat'),
	]);
});

it('sends Bella pictures of mixed modes all as files', async () => {
	const pictures = {
		images: [await held('one', 'url'), await held('two', 'base64'), await held('three')],
		mask: [await held('mask', 'url')],
	};
	expect(await written({ gateway: 'bella', model: 'gpt-image-1' }, { values, pictures })).toEqual([
		text('model', 'gpt-image-1'),
		part('image[]', 'one'),
		part('image[]', 'two'),
		part('image[]', 'three'),
		part('mask', 'mask'),
		text('prompt', 'A cat'),
	]);
});

it.each<[GatewayId, boolean]>([
	['aiid', false],
	['bella', false],
	['dddai', true],
	['gptplus', true],
	['zhongzhuan', true],
	['openAiCompatible', true],
])('at %s a picture by address must be fetched first: %s', (gateway, expected) => {
	const plan = planOf({ gateway, model: 'dall-e-2' });
	const spec = plan.pictures.find(({ role }) => role === 'images');
	expect(spec && mustFetch(plan, spec, [urlPicture('https://example.com/a.png')])).toBe(expected);
});

it('leaves the body of an edit at a compatible gateway to the model', () => {
	const formatOf = (model: string) => planOf({ model }).body;
	expect(
		['gpt-image-1', 'flux-kontext-pro', 'dall-e-2', 'some-other', 'nano-banana', 'kling-image'].map(
			formatOf,
		),
	).toEqual(['multipart', 'multipart', 'multipart', 'multipart', 'json', 'json']);
});

it.each(['json', 'multipart'] as const)('writes %s everywhere when told to', (bodyFormat) => {
	for (const gateway of ['aiid', 'dddai', 'openAiCompatible'] as const) {
		for (const operation of ['edit', 'generate'] as const) {
			expect(planOf({ gateway, model: 'gpt-image-1', operation, bodyFormat }).body).toBe(
				bodyFormat,
			);
		}
	}
});

it('posts to the path of the gateway, in the format of the model', async () => {
	const order = rawOrder({ pictures: { images: [urlPicture('https://example.com/a.png')] } });
	const { request } = makeOrder(planOf({ gateway: 'dddai', model: 'dall-e-2' }), order, spring);
	expect(request).toMatchObject({
		method: 'POST',
		path: '/images/edits/',
		bodyFormat: 'multipart',
	});
});

it('puts the files into another field when told to', async () => {
	const pictures = { images: [await held('one'), await held('two')], mask: [await held('mask')] };
	const order = { values, pictures, imageField: 'image' };
	expect(await written({ gateway: 'gptplus', model: 'gpt-image-1' }, order)).toEqual([
		text('model', 'gpt-image-1'),
		part('image', 'one'),
		part('image', 'two'),
		part('mask', 'mask'),
		text('prompt', 'A cat'),
	]);
});

it('merges extra fields last into a form too', async () => {
	const order = {
		values,
		pictures: { images: [await held('one')] },
		extraFields: { prompt: 'Mine', watermark: false, nested: { a: 1 } },
	};
	expect(await written({ gateway: 'dddai', model: 'dall-e-2' }, order)).toEqual([
		text('model', 'dall-e-2'),
		part('image', 'one'),
		text('prompt', 'Mine'),
		text('watermark', 'false'),
		text('nested', '{"a":1}'),
	]);
});

it('shows a picture that is still to be fetched by its address', () => {
	const plan = planOf({ gateway: 'dddai', model: 'dall-e-2' });
	const pictures = { images: [urlPicture('https://example.com/a.png')] };
	const { request } = makeOrder(plan, rawOrder({ pictures }), spring);
	expect(describeFields(request).image).toEqual({ url: 'https://example.com/a.png' });
});

it('sends pictures of several kinds to Bella as files, in whichever order they come', async () => {
	const choice = { gateway: 'bella', model: 'gpt-image-1' } as const;
	const [url, binary] = [await held('one', 'url'), await held('two')];
	for (const images of [
		[url, binary],
		[binary, url],
	]) {
		const parts = (await written(choice, { values, pictures: { images } })) as Array<{
			readonly name: string;
			readonly fileName?: string;
		}>;
		const files = parts.filter(({ name }) => name.startsWith('image'));
		expect(files.map(({ fileName }) => fileName).sort()).toEqual(['one.png', 'two.png']);
	}
});
