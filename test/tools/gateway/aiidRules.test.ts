import { samplePicture } from '../../../tools/painter/samples';
import { startGateway, type RunningGateway } from '../../../tools/gateway/startGateway';
import { referenceClient, type ReferenceClient } from './referenceClient';

let gateway: RunningGateway;
let client: ReferenceClient;
let bare: string;
let dataUri: string;
let image: string;
let small: string;

beforeAll(async () => {
	gateway = await startGateway({ usualSide: 128 });
	client = referenceClient(gateway);
	bare = (await samplePicture('mug', { width: 300 })).toString('base64');
	dataUri = `data:image/png;base64,${bare}`;
	image = `${gateway.fileOrigin}/samples/mug.png?width=300`;
	small = `${gateway.fileOrigin}/samples/mug.png?width=299`;
});
afterAll(() => gateway.close());

const post = (body: object, path = '/images/edits') => client.json('aiid', path, body);
const kling = (fields: object) => ({
	model: 'kling-image',
	model_name: 'kling-v3',
	prompt: 'x',
	...fields,
});
const omni = (fields: object) => ({
	model: 'kling-omni-image',
	model_name: 'kling-v3-omni',
	prompt: 'x',
	...fields,
});
const ratios = (up: number, down: number, left: number, right: number) => ({
	up_expansion_ratio: up,
	down_expansion_ratio: down,
	left_expansion_ratio: left,
	right_expansion_ratio: right,
});
const subjects = (count: number) => Array.from({ length: count }, () => ({ subject_image: image }));
const elements = (count: number) =>
	Array.from({ length: count }, (_, index) => ({ element_id: 1000 + index }));

type Case = readonly [what: string, body: () => object];

const nano = (fields: object) => ({ model: 'nano-banana', prompt: 'x', ...fields });
const seedream = (version: string, fields: object) => ({
	model: {
		3: 'doubao-seedream-3-0-t2i-250415',
		4: 'doubao-seedream-4-0-250828',
		5: 'doubao-seedream-5-0-260128',
	}[version],
	prompt: 'x',
	...fields,
});
const tryOn = (fields: object) => ({ model: 'kolors-virtual-try-on-v1', ...fields });

describe('taken', () => {
	test.each([
		['nano-banana with bare base64', () => nano({ image: bare })],
		['nano-banana with a data URI', () => nano({ image: dataUri })],
		['nano-banana with several images', () => nano({ image: [image, dataUri] })],
		['nano-banana with image_urls', () => nano({ image_urls: [image, image] })],
		['nano-banana with image_url', () => nano({ image_url: image })],
		[
			'nano-banana-2 with its own ratio',
			() => ({ ...nano({ aspect_ratio: '4:1' }), model: 'nano-banana-2' }),
		],
		['seedream 4.0 with a data URI', () => seedream('4', { image: [dataUri], size: '1K' })],
		[
			'seedream with a group',
			() =>
				seedream('4', {
					sequential_image_generation: 'auto',
					sequential_image_generation_options: { max_images: 2 },
					size: '1K',
				}),
		],
		['kling with bare base64', () => kling({ image: bare })],
		['kling-v3 with an element', () => kling({ element_list: elements(1) })],
		['kling-v3 with ten elements', () => kling({ element_list: elements(10) })],
		['kling-v3 with an image and nine', () => kling({ image: bare, element_list: elements(9) })],
		['kling restyle', () => kling({ model_name: 'kling-v2', image, aspect_ratio: '1:1' })],
		[
			'kling subjects by image_urls',
			() => kling({ model_name: 'kling-v2', image_urls: [image, image] }),
		],
		[
			'kling subjects without a prompt',
			() => ({ model: 'kling-image', model_name: 'kling-v2-1', subject_image_list: subjects(4) }),
		],
		[
			'kling expansion without a prompt',
			() => ({ model: 'kling-image', model_name: 'kling-v2-1', image, ...ratios(0, 0, 2, 0) }),
		],
		[
			'omni with ten references',
			() => omni({ image_list: [{ image: bare }], element_list: elements(9) }),
		],
		['omni with an id that is no number', () => omni({ element_list: [{ element_id: 'elem_7' }] })],
		['omni with n and a series', () => omni({ result_type: 'series', series_amount: 2, n: 1 })],
		['try-on with a prompt', () => tryOn({ human_image: bare, cloth_image: image, prompt: 'x' })],
		[
			'dall-e-2 as its schema shows it',
			() => ({
				model: 'dall-e-2',
				prompt: 'x',
				image: `${gateway.fileOrigin}/samples/cutout.png?width=300`,
				size: '512x512',
			}),
		],
		[
			'the common parameters',
			() => kling({ callback_url: 'http://127.0.0.1/x', external_task_id: 'a-1', user: 'u' }),
		],
	] as readonly Case[])('%s', async (_what, body) => {
		const answer = await post(body());
		expect([answer.status, answer.data.error]).toEqual([200, undefined]);
	});
});

describe('refused', () => {
	test.each([
		['no model', () => ({ prompt: 'x' })],
		['a model it does not name', () => ({ model: 'gpt-image-1', prompt: 'x' })],
		['the name of the price table', () => ({ model: 'kling-image-v3', prompt: 'x' })],
		['the misread aspect_ration', () => nano({ aspect_ration: '1:1' })],
		['no prompt', () => ({ model: 'nano-banana' })],
		['an empty prompt', () => nano({ prompt: '' })],
		['an empty image', () => nano({ image: '' })],
		['an empty list', () => nano({ image_urls: [] })],
		['null', () => nano({ image: null })],
		['n as text', () => nano({ n: '2' })],
		['a size nobody has', () => nano({ size: '1024×1024' })],
		['text that is no picture', () => nano({ image: 'bm8gcGljdHVyZQ==' })],
		['a URL of another machine', () => nano({ image: 'https://example.com/input.png' })],
		['a data URI that says another type', () => nano({ image: dataUri.replace('png', 'jpeg') })],
		['image_size on the first model', () => nano({ image_size: '2K' })],
		['a ratio of the second model', () => nano({ aspect_ratio: '4:1' })],
		['15 images', () => nano({ image_urls: Array.from({ length: 15 }, () => image) })],
		['a foreign callback_url', () => nano({ callback_url: 'not a url' })],

		['seedream with bare base64', () => seedream('4', { image: bare })],
		['seedream 3.0 with an image', () => seedream('3', { image })],
		['seedream 5.0 at 1024x1024', () => seedream('5', { size: '1024x1024' })],
		['seedream 5.0 at 1K', () => seedream('5', { size: '1K' })],
		[
			'seedream with 16 pictures in all',
			() => seedream('4', { image: Array.from({ length: 14 }, () => image), n: 2 }),
		],

		['kling without model_name', () => ({ model: 'kling-image', prompt: 'x' })],
		['kling with a model_name of omni', () => kling({ model_name: 'kling-v3-omni' })],
		['kling with a data URI', () => kling({ image: dataUri })],
		['kling with a picture below 300 px', () => kling({ image: small })],
		['kling with webp', () => kling({ image: image.replace('.png', '.webp') })],
		['kling with n of 10', () => kling({ n: 10 })],
		['kling with negative_prompt and image', () => kling({ image, negative_prompt: 'y' })],
		['kling-v1 at 21:9', () => kling({ model_name: 'kling-v1', aspect_ratio: '21:9' })],
		['kling-v1 at 2k', () => kling({ model_name: 'kling-v1', resolution: '2k' })],
		['kling-v2-new from text alone', () => kling({ model_name: 'kling-v2-new' })],
		['kling-v2-1 with a single image', () => kling({ model_name: 'kling-v2-1', image })],
		['kling-v3 with subjects', () => kling({ subject_image_list: subjects(2) })],
		[
			'kling with five subjects',
			() => kling({ model_name: 'kling-v2', subject_image_list: subjects(5) }),
		],
		[
			'kling with subjects of another key',
			() => kling({ model_name: 'kling-v2', subject_image_list: [{ image }] }),
		],
		[
			'kling with a scene but no subject',
			() => kling({ model_name: 'kling-v2', scene_image: image }),
		],
		['a prompt over 2500 characters', () => kling({ prompt: 'x'.repeat(2501) })],
		['an image and ten elements', () => kling({ image, element_list: elements(10) })],
		['an element on kling-v2', () => kling({ model_name: 'kling-v2', element_list: elements(1) })],
		['image_reference on kling-v3', () => kling({ image, image_reference: 'face' })],

		[
			'an expansion over three times the area',
			() => kling({ image, ...ratios(0.5, 0.5, 0.5, 0.1) }),
		],
		['an expansion ratio of 2.1', () => kling({ image, ...ratios(0, 2.1, 0, 0) })],
		['an expansion by nothing', () => kling({ image, ...ratios(0, 0, 0, 0) })],
		[
			'an expansion with one ratio missing',
			() => kling({ image, ...ratios(0, 0.1, 0, 0), left_expansion_ratio: undefined }),
		],
		['an expansion without an image', () => kling(ratios(0, 0.1, 0, 0))],
		[
			'an expansion with aspect_ratio',
			() => kling({ image, aspect_ratio: '1:1', ...ratios(0, 0.1, 0, 0) }),
		],

		['omni without a prompt', () => ({ model: 'kling-omni-image', model_name: 'kling-v3-omni' })],
		[
			'omni with 11 references',
			() => omni({ image_list: [{ image }, { image }], element_list: elements(9) }),
		],
		['omni with plain texts in image_list', () => omni({ image_list: [image] })],
		['omni with a broken id', () => omni({ element_list: [{ element_id: 1.5 }] })],
		['omni with a series of 10', () => omni({ result_type: 'series', series_amount: 10 })],
		['a series on o1', () => omni({ model_name: 'kling-image-o1', result_type: 'series' })],
		['4k on o1', () => omni({ model_name: 'kling-image-o1', resolution: '4k' })],
		[
			'auto on o1 without an image',
			() => omni({ model_name: 'kling-image-o1', aspect_ratio: 'auto' }),
		],

		['try-on without the garment', () => tryOn({ human_image: image })],
		['try-on with a data URI', () => tryOn({ human_image: dataUri, cloth_image: image })],
		['try-on with n', () => tryOn({ human_image: image, cloth_image: image, n: 1 })],
		[
			'try-on with model_name',
			() => tryOn({ human_image: image, cloth_image: image, model_name: 'kling-v3' }),
		],
	] as readonly Case[])('%s', async (_what, body) => {
		const bought = gateway.ledger.length;
		const answer = await post(body());
		expect(answer.status).toBe(400);
		expect(answer.data).toEqual({
			error: { code: expect.any(String), message: expect.any(String) },
		});
		expect(gateway.ledger).toHaveLength(bought);
	});

	test.each([
		['an image', () => nano({ image })],
		['try-on', () => tryOn({ human_image: image, cloth_image: image })],
	] as readonly Case[])('%s on a generation', async (_what, body) => {
		const answer = await post(body(), '/images/generations');
		expect(answer.status).toBe(400);
	});
});
