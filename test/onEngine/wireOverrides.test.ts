import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';

import type { GatewayId } from '../../nodes/ImageEdit/catalogue/gateways';
import { binary, model, slots } from './support/parameters';
import { itemWith, picture } from './support/pictures';
import { answerQuickly } from './support/quickAnswer';
import type { Rig } from './support/rig';
import { nodeName, startRig } from './support/rig';
import { createHttpClient } from './support/wire';

let rig: Rig;
let item: INodeExecutionData;
beforeAll(async () => {
	rig = await startRig();
	item = await itemWith(rig, { data: await picture('cutout'), more: await picture('plant') });
});
afterAll(async () => await rig.close());
beforeEach(async () => {
	rig.gateway.reset();
	await answerQuickly(rig.gateway);
});

async function sent(parameters: INodeParameters, gateway: GatewayId = 'openAiCompatible') {
	rig.connect(gateway);
	const result = await rig.order(
		{ operation: 'edit', prompt: 'A garden', ...parameters },
		{ items: [item], settings: { onError: 'continueRegularOutput' } },
	);
	const [out] = result.items(nodeName);
	return {
		wire: rig.gateway.requests.map((request) => createHttpClient(request)),
		json: out?.json ?? {},
	};
}

const file = (name: string) => ({ fileName: name, mimeType: 'image/png', picture: name });

describe('Body Format and Image Field override what gateway and model want', () => {
	it('JSON for a model of forms', async () => {
		const options = { bodyFormat: 'json' };
		const { wire } = await sent({ model: model('gpt-image-1'), options });
		expect(wire).toEqual([
			{
				path: '/images/edits',
				body: 'json',
				fields: {
					model: 'gpt-image-1',
					image: '<data:image/png cutout.png>',
					prompt: 'A garden',
				},
			},
		]);
	});

	it('a form for a model of JSON', async () => {
		const options = { bodyFormat: 'multipart', n: 2 };
		const { wire } = await sent({ model: model('nano-banana'), options }, 'aiid');
		expect(wire).toEqual([
			{
				path: '/images/edits',
				body: 'multipart',
				fields: {
					model: 'nano-banana',
					image: file('cutout.png'),
					prompt: 'A garden',
					n: '2',
				},
			},
		]);
	});

	it.each<[string, unknown]>([
		['image', ['<data:image/png cutout.png>', '<data:image/png plant.png>']],
		['image_urls', ['<data:image/png cutout.png>', '<data:image/png plant.png>']],
		['image_input', ['<data:image/png cutout.png>', '<data:image/png plant.png>']],
		[
			'image_list',
			[{ image: '<data:image/png cutout.png>' }, { image: '<data:image/png plant.png>' }],
		],
	])('two pictures in the JSON field %s', async (imageField, value) => {
		const { wire } = await sent({
			model: model('nano-banana'),
			additionalImages: slots(binary('more')),
			options: { imageField },
		});
		expect(wire[0]?.fields).toEqual({
			model: 'nano-banana',
			[imageField]: value,
			prompt: 'A garden',
		});
	});

	it.each(['image', 'image[]', 'input_image'])('two files in the field %s', async (imageField) => {
		const { wire } = await sent({
			model: model('gpt-image-1'),
			additionalImages: slots(binary('more')),
			options: { imageField },
		});
		expect(wire[0]?.fields).toEqual({
			model: 'gpt-image-1',
			[imageField]: [file('cutout.png'), file('plant.png')],
			prompt: 'A garden',
		});
	});
});

describe('Extra Fields', () => {
	const extra = (fields: string, more: INodeParameters = {}) => ({
		model: model('brand-new-model'),
		...more,
		options: { extraFields: fields },
	});

	it('come last, replace what is there, and keep every digit in JSON', async () => {
		const fields =
			'{"prompt":"Another","seed":835266081714884677,"nested":{"ids":[9007199254740993,1.50]},"empty":""}';
		await sent(extra(fields, { operation: 'generate' }));
		expect(rig.gateway.requests[0]?.rawJson).toBe(
			'{"model":"brand-new-model","prompt":"Another","seed":835266081714884677,"nested":{"ids":[9007199254740993,1.50]}}',
		);
	});

	it('keep every digit in a form, and objects go as JSON text', async () => {
		const { wire } = await sent(
			extra('{"seed":835266081714884677,"more":{"id":9007199254740993}}'),
		);
		expect(wire[0]?.fields).toMatchObject({
			seed: '835266081714884677',
			more: '{"id":9007199254740993}',
		});
	});

	it('that are no JSON object are refused before anything is sent', async () => {
		const { json, wire } = await sent(extra('[1, 2'));
		expect((json.error as IDataObject).message).toContain('Extra Fields is "[1, 2"');
		expect(wire).toEqual([]);
	});
});

describe('the model', () => {
	it('may come by an expression, another for each item, with its own fields', async () => {
		rig.connect('openAiCompatible');
		const ids = ['nano-banana', 'gpt-image-1', 'kling-image'];
		const items = ids.map((id) => ({ ...item, json: { id } }));
		const result = await rig.order(
			{
				operation: 'edit',
				model: { __rl: true, mode: 'id', value: '={{ $json.id }}' },
				modelName: 'kling-v3',
				prompt: 'A garden',
				image: binary('data'),
				batch: { concurrency: 1 },
			},
			{ items },
		);
		expect(result.error).toBeUndefined();
		expect(rig.gateway.requests.map((request) => createHttpClient(request).fields)).toEqual([
			{ model: 'nano-banana', image: '<data:image/png cutout.png>', prompt: 'A garden' },
			{ model: 'gpt-image-1', image: file('cutout.png'), prompt: 'A garden' },
			{
				model: 'kling-image',
				model_name: 'kling-v3',
				image: '<base64 cutout.png>',
				prompt: 'A garden',
			},
		]);
	});

	const flux = {
		model: 'flux-kontext-pro',
		image: file('cutout.png'),
		prompt: 'A garden',
		aspect_ratio: '16:9',
	};
	const leftOver = (id: string, validation: string) => ({
		model: model(id),
		size: '1024x1024',
		aspectRatio: '16:9',
		options: { outputCompression: 50, validation },
	});

	it('never gets a field of another: n8n itself drops what the editor does not show', async () => {
		const { wire } = await sent(leftOver('flux-kontext-pro', 'strict'));
		expect(wire[0]?.fields).toEqual(flux);
	});

	it('by an expression does not get one, either: strict stops the item', async () => {
		const { json, wire } = await sent(leftOver('={{ "flux-kontext-pro" }}', 'strict'));
		const { description, message } = json.error as { description: string; message: string };
		for (const label of ['Size', 'Output Compression']) {
			expect(`${message} ${description}`).toContain(`${label} is set, but`);
		}
		expect(wire).toEqual([]);
	});

	it.each([
		['warn', 2],
		['off', 0],
	])('by an expression does not get one, either (%s)', async (validation, warnings) => {
		// Of the ordered shape, so that nothing is warned of but what was not sent.
		await answerQuickly(rig.gateway, 16, 9);
		const { json, wire } = await sent(leftOver('={{ "flux-kontext-pro" }}', validation));
		expect(wire[0]?.fields).toEqual(flux);
		expect((json.warnings ?? []) as string[]).toHaveLength(warnings);
	});
});
