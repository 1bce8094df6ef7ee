import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import type { GatewayId } from '../../nodes/ImageEdit/catalogue/gateways';
import { base64, binary, model, slots, url } from './support/parameters';
import { addressOf, itemWith, picture } from './support/pictures';
import { answerQuickly } from './support/quickAnswer';
import type { Rig } from './support/rig';
import { startRig } from './support/rig';
import { createHttpClient } from './support/wire';

let rig: Rig;
let item: INodeExecutionData;
beforeAll(async () => {
	rig = await startRig();
	item = await itemWith(rig, {
		data: await picture('cutout'),
		more: await picture('plant'),
		mask: await picture('mask'),
		person: await picture('person'),
	});
});
afterAll(async () => await rig.close());
beforeEach(async () => {
	rig.gateway.reset();
	await answerQuickly(rig.gateway);
});

/** The names that an order puts on the wire; the strict gateway has to take it. */
async function namesOf(gateway: GatewayId, parameters: INodeParameters): Promise<string[]> {
	rig.connect(gateway);
	const result = await rig.order(
		{ operation: 'edit', prompt: 'A garden', ...parameters },
		{ items: [item] },
	);
	expect(result.error).toBeUndefined();
	expect(rig.gateway.requests.map(({ status }) => status)).toEqual([200]);
	return Object.keys(createHttpClient(rig.gateway.requests[0]).fields).sort();
}

describe('every parameter name of seed 000 (AIID) comes from a field of the node', () => {
	const kling = (modelName: string) => ({ model: model('kling-image'), modelName });

	it.each<[string, INodeParameters, string]>([
		[
			'the standard ones',
			{
				model: model('nano-banana-pro'),
				size: '1024x1024',
				quality: 'high',
				options: { n: 1, responseFormat: 'url' },
			},
			'image model n prompt quality response_format size',
		],
		[
			'several pictures',
			{ model: model('nano-banana'), additionalImages: slots(binary('more')) },
			'image_urls model prompt',
		],
		[
			'a picture under another name',
			{ model: model('nano-banana'), options: { imageField: 'image_url' } },
			'image_url model prompt',
		],
		[
			'several pictures under another name',
			{
				model: model('nano-banana'),
				additionalImages: slots(binary('more')),
				options: { imageField: 'images' },
			},
			'images model prompt',
		],
		[
			'Kling, text to image',
			{
				...kling('kling-v3'),
				operation: 'generate',
				elementIds: '1',
				aspectRatio: '16:9',
				options: {
					resolution: '1k',
					negativePrompt: 'people',
					callbackUrl: 'https://n8n.example/webhook',
					externalTaskId: 'order-1',
				},
			},
			'aspect_ratio callback_url element_list external_task_id model model_name ' +
				'negative_prompt prompt resolution',
		],
		[
			'Kling, several images to image',
			{
				...kling('kling-v2-1'),
				operation: 'combine',
				subjectImages: slots(binary('data'), binary('more')),
				sceneImage: binary('data'),
				styleImage: binary('more'),
			},
			'model model_name prompt scene_image style_image subject_image_list',
		],
		[
			'Kling, outpainting',
			{
				...kling('kling-v2-new'),
				operation: 'expand',
				expandBy: 'ratios',
				upExpansionRatio: 0.1,
				downExpansionRatio: 0.2,
				leftExpansionRatio: 0,
				rightExpansionRatio: 0.3,
			},
			'down_expansion_ratio image left_expansion_ratio model model_name prompt ' +
				'right_expansion_ratio up_expansion_ratio',
		],
		[
			'Kling Omni',
			{
				model: model('kling-omni-image'),
				modelName: 'kling-v3-omni',
				elementIds: '1, 2',
				aspectRatio: '1:1',
				options: { resultType: 'series', seriesAmount: 2, resolution: '2k' },
			},
			'aspect_ratio element_list image_list model model_name prompt resolution ' +
				'result_type series_amount',
		],
		[
			'try-on',
			{
				model: model('kolors-virtual-try-on-v1-5'),
				operation: 'tryOn',
				humanImage: binary('person'),
				clothImage: binary('more'),
			},
			'cloth_image human_image model',
		],
		[
			'Seedream',
			{
				model: model('doubao-seedream-4-0-250828'),
				operation: 'generate',
				size: '2K',
				aspectRatio: '1:1',
				options: { n: 1 },
			},
			'aspect_ratio model n prompt size',
		],
		[
			'the mask and the user',
			{ model: model('dall-e-2'), mask: binary('mask'), options: { user: 'someone' } },
			'image mask model prompt user',
		],
	])('%s', async (_title, parameters, names) => {
		expect(await namesOf('aiid', parameters)).toEqual(names.split(' '));
	});
});

describe('every parameter name of seed 001 (GPTPlus) comes from a field of the node', () => {
	it('those of GPT Image', async () => {
		const names = await namesOf('gptplus', {
			model: model('gpt-image-1'),
			mask: binary('mask'),
			quality: 'low',
			background: 'opaque',
			options: { n: 1, moderation: 'low' },
		});
		expect(names).toEqual('background image mask model moderation n prompt quality'.split(' '));
	});

	it('those of FLUX Kontext', async () => {
		const names = await namesOf('gptplus', {
			model: model('flux-kontext-pro'),
			aspectRatio: '9:21',
			options: { n: 1 },
		});
		expect(names).toEqual('aspect_ratio image model n prompt'.split(' '));
	});

	it('response_format, for dall-e-2, which the gateway itself does not have', async () => {
		rig.connect('gptplus');
		await rig.order(
			{
				operation: 'edit',
				model: model('dall-e-2'),
				prompt: 'A garden',
				options: { responseFormat: 'url' },
			},
			{ items: [item] },
		);
		expect(createHttpClient(rig.gateway.requests[0]).fields).toMatchObject({
			response_format: 'url',
		});
	});
});

describe('every parameter name of seeds 002 to 004 comes from a field of the node', () => {
	const dallE2 = {
		mask: binary('mask'),
		size: '256x256',
		options: { n: 1, responseFormat: 'b64_json', user: 'someone' },
	};

	it.each<GatewayId>(['dddai', 'zhongzhuan', 'bella'])('%s', async (gateway) => {
		expect(await namesOf(gateway, { ...dallE2, model: model('dall-e-2') })).toEqual(
			'image mask model n prompt response_format size user'.split(' '),
		);
	});

	it('Bella takes the picture as file, as address or as base64, and never two of them', async () => {
		const { bytes } = await picture('cutout');
		const forms = {
			image: binary('data'),
			image_url: url(addressOf(rig, 'cutout.png')),
			image_b64_json: base64(bytes.toString('base64')),
		};
		for (const [name, image] of Object.entries(forms)) {
			rig.gateway.reset();
			await answerQuickly(rig.gateway);
			const names = await namesOf('bella', { model: model('dall-e-2'), image });
			expect(names).toEqual([name, 'model', 'prompt']);
		}
	});
});
