import { knownIds, models } from '../../nodes/ImageEdit/catalogue/models';
import { gateways } from '../../nodes/ImageEdit/catalogue/gateways';
import { parseJson } from '../../nodes/ImageEdit/shared/json';
import { describeFields } from '../../nodes/ImageEdit/request/describe';
import type { RawOrder } from '../../nodes/ImageEdit/request/rawOrder';
import { makeOrder } from '../../nodes/ImageEdit/request/order';
import type { Picture } from '../../nodes/ImageEdit/image/imageFile';
import { planOf, rawOrder, spring } from '../helpers/orders';
import { drawPicture, fileOf, pictureOf, urlPicture } from '../helpers/pictures';

type Choice = Parameters<typeof planOf>[0];

const described = (choice: Choice, raw: Partial<RawOrder>) =>
	describeFields(
		makeOrder(planOf(choice), rawOrder({ validation: 'off', ...raw }), spring).request,
	);

it('shows a form with its files as name, type and size', async () => {
	const images = [await pictureOf(), await pictureOf({ type: 'jpeg', alpha: false })];
	const sizes = images.map(({ file }) => file?.bytes);
	const values = { prompt: 'A cat', n: 2 };
	expect(described({ model: 'gpt-image-1' }, { values, pictures: { images } })).toEqual({
		model: 'gpt-image-1',
		prompt: 'A cat',
		n: 2,
		'image[]': [
			{ fileName: 'photo.png', mimeType: 'image/png', bytes: sizes[0] },
			{ fileName: 'photo.jpeg', mimeType: 'image/jpeg', bytes: sizes[1] },
		],
	});
});

it('shows a JSON body with pictures at any depth, and ids with every digit', async () => {
	const omni = { model: 'kling-omni-image', modelName: 'kling-v3-omni' } as const;
	const images = [await pictureOf(), urlPicture('https://example.com/b.png')];
	const values = { prompt: 'A cat', elementIds: '835266081714884677' };
	expect(described(omni, { values, pictures: { images } })).toEqual({
		model: 'kling-omni-image',
		model_name: 'kling-v3-omni',
		prompt: 'A cat',
		image_list: [
			{ image: { fileName: 'photo.png', mimeType: 'image/png', bytes: images[0]?.file?.bytes } },
			{ image: 'https://example.com/b.png' },
		],
		element_list: [{ element_id: '835266081714884677' }],
	});
});

it('never holds base64, for any model at any gateway in any mode', async () => {
	const bytes = await drawPicture();
	const base64 = bytes.toString('base64');
	const file = await fileOf(bytes);
	const picture = (mode: Picture['mode']): Picture => ({ label: 'Image', mode, file });
	const choices = gateways.flatMap(({ id: gateway }) =>
		knownIds.map((model) => ({ gateway, model })),
	);
	for (const { gateway, model } of choices) {
		for (const entry of models.filter(({ id }) => id === model)) {
			for (const operation of entry.operations) {
				for (const mode of ['binary', 'base64'] as const) {
					const roles = ['images', 'mask', 'subjects', 'scene', 'style', 'human', 'cloth'];
					const pictures = Object.fromEntries(roles.map((role) => [role, [picture(mode)]]));
					const choice = { gateway, model, operation, modelName: entry.modelName ?? '' };
					const text = JSON.stringify(described(choice, { pictures }));
					expect(text).not.toContain(base64.slice(0, 40));
				}
			}
		}
	}
});

it('shows the big numbers of extra fields with every digit, at any depth', () => {
	const extraFields = parseJson(
		'{"id":835266081714884677,"deep":[{"id":-9007199254740993}]}',
	) as never;
	expect(described({ model: 'x' }, { extraFields })).toMatchObject({
		id: '835266081714884677',
		deep: [{ id: '-9007199254740993' }],
	});
});

it('shows a name that comes more than twice as one list, and nothing as nothing', () => {
	const url = (name: string) => urlPicture(`https://example.com/${name}.png`);
	const raw = {
		pictures: { images: [url('a'), url('b'), url('c')] },
		extraFields: { deep: { none: null, list: [null, 1] } },
	};
	expect(described({ model: 'gpt-image-1' }, raw)).toEqual({
		model: 'gpt-image-1',
		prompt: 'A cat',
		'image[]': ['a', 'b', 'c'].map((name) => ({ url: `https://example.com/${name}.png` })),
		deep: { none: null, list: [null, 1] },
	});
});

it('shows extra fields whatever they are called', () => {
	const extraFields = parseJson('{"constructor":1,"toString":"x","__proto__":2}') as never;
	expect(Object.entries(described({ model: 'nano-banana' }, { extraFields }))).toEqual(
		expect.arrayContaining([
			['constructor', 1],
			['toString', 'x'],
			['__proto__', 2],
		]),
	);
});
