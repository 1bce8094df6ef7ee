import type { INodeParameters } from 'n8n-workflow';

import { model, url } from './support/parameters';
import { addressOf, seen } from './support/pictures';
import { madeName } from './support/madeName';
import type { Rig } from './support/rig';
import { nodeName, startRig } from './support/rig';
import { createHttpClient } from './support/wire';

let rig: Rig;
beforeAll(async () => {
	rig = await startRig({ usualSide: 1024 });
	rig.connect('aiid');
});
afterAll(async () => await rig.close());

const sample = (name: string) => url(addressOf(rig, name));

interface Example {
	readonly parameters: () => INodeParameters;
	readonly path: string;
	readonly fields: Readonly<Record<string, unknown>>;
	readonly sides: readonly [number, number];
}

const examples: Readonly<Record<string, Example>> = {
	'text to image with nano-banana': {
		parameters: () => ({
			operation: 'generate',
			model: model('nano-banana'),
			prompt: 'a cute cat running in cloud',
			size: '1024x1792',
			options: { n: 1 },
		}),
		path: '/images/generations',
		fields: {
			model: 'nano-banana',
			prompt: 'a cute cat running in cloud',
			n: 1,
			size: '1024x1792',
		},
		sides: [1024, 1792],
	},
	'an edit with nano-banana-pro, by URL': {
		parameters: () => ({
			operation: 'edit',
			model: model('nano-banana-pro'),
			prompt: '把主体改成赛博朋克夜景',
			image: sample('mug.png'),
			options: { n: 1 },
		}),
		path: '/images/edits',
		fields: {
			model: 'nano-banana-pro',
			prompt: '把主体改成赛博朋克夜景',
			image: '<url mug.png>',
			n: 1,
		},
		sides: [320, 320],
	},
	'text to image with kling-image': {
		parameters: () => ({
			operation: 'generate',
			model: model('kling-image'),
			modelName: 'kling-v3',
			prompt: '海边日落,电影感人像',
			aspectRatio: '16:9',
			options: { n: 1 },
		}),
		path: '/images/generations',
		fields: {
			model: 'kling-image',
			model_name: 'kling-v3',
			prompt: '海边日落,电影感人像',
			aspect_ratio: '16:9',
			n: 1,
		},
		sides: [1024, 576],
	},
	'kling-omni-image with an element': {
		parameters: () => ({
			operation: 'edit',
			model: model('kling-omni-image'),
			modelName: 'kling-v3-omni',
			prompt: '生成一张海边跳舞的图片',
			image: { __rl: true, mode: 'binary', value: '' },
			elementIds: '835266081714884677',
		}),
		path: '/images/edits',
		fields: {
			model: 'kling-omni-image',
			model_name: 'kling-v3-omni',
			prompt: '生成一张海边跳舞的图片',
			element_list: [{ element_id: '<digits 835266081714884677>' }],
		},
		sides: [1024, 576],
	},
	'virtual try-on, by URLs': {
		parameters: () => ({
			operation: 'tryOn',
			model: model('kolors-virtual-try-on-v1'),
			humanImage: sample('person.jpg'),
			clothImage: sample('garment.jpg'),
		}),
		path: '/images/edits',
		fields: {
			model: 'kolors-virtual-try-on-v1',
			human_image: '<url person.jpg>',
			cloth_image: '<url garment.jpg>',
		},
		sides: [320, 480],
	},
};

describe('the examples of seed 000 (AIID) go out as documented and come back as binary data', () => {
	it.each(Object.entries(examples))('%s', async (_title, { fields, parameters, path, sides }) => {
		rig.gateway.reset();
		const result = await rig.order(parameters());

		expect(result.error).toBeUndefined();
		expect(rig.gateway.requests).toHaveLength(1);
		const [request] = rig.gateway.requests;
		expect(createHttpClient(request)).toEqual({ path, body: 'json', fields });
		expect(request?.headers).toMatchObject({
			authorization: `Bearer ${rig.gateway.apiKey}`,
			'content-type': 'application/json',
		});

		const items = result.items(nodeName);
		expect(items).toHaveLength(1);
		const fileName = madeName(String(fields.model), '1-1.png');
		expect(await seen(rig, items[0])).toEqual({
			fileName,
			mimeType: 'image/png',
			format: 'png',
			sides,
		});
		const [width, height] = sides;
		expect(items[0]?.json).toMatchObject({ fileName, mimeType: 'image/png', width, height });
	});

	it('puts the element id on the wire as a bare number, digit for digit', async () => {
		rig.gateway.reset();
		await rig.order(examples['kling-omni-image with an element']?.parameters() ?? {});
		expect(rig.gateway.requests[0]?.rawJson).toContain(
			'"element_list":[{"element_id":835266081714884677}]',
		);
	});

	it('posts the text-to-image example of Omni to the generations, too', async () => {
		rig.gateway.reset();
		await rig.order({
			operation: 'generate',
			model: model('kling-omni-image'),
			modelName: 'kling-v3-omni',
			prompt: '生成一张海边跳舞的图片',
			elementIds: '835266081714884677',
		});
		expect(createHttpClient(rig.gateway.requests[0])).toEqual({
			path: '/images/generations',
			body: 'json',
			fields: examples['kling-omni-image with an element']?.fields,
		});
	});
});
