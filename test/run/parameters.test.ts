import { gatewayById } from '../../nodes/ImageEdit/catalogue/gateways';
import { InvalidOrder } from '../../nodes/ImageEdit/request/findings';
import { makeOrder } from '../../nodes/ImageEdit/request/order';
import { readItem } from '../../nodes/ImageEdit/run/parameters';
import {
	contextOf,
	itemOf,
	modelById,
	resolve,
	resolveByExpression,
	slot,
} from '../helpers/n8nForm';
import { fakeWeb } from '../helpers/fakeWeb';
import { loadOrder } from '../helpers/loadOrder';
import { drawPicture } from '../helpers/pictures';
import { sent } from '../helpers/roundTrip';
import { spring } from '../helpers/orders';

const aiid = gatewayById('aiid');

async function read(stored: object, web = fakeWeb({})) {
	const item = itemOf({ data: await drawPicture({ width: 600, height: 300 }) });
	const context = contextOf(
		resolve({ model: modelById('nano-banana'), prompt: 'A cat', ...stored }),
		item,
	);
	return { order: await loadOrder(context, aiid, web.http) };
}

it.each<[string, object]>([
	['text', { extraFields: '{"seed":7,"deep":{"id":835266081714884677}}' }],
	[
		'an object from an expression',
		{ extraFields: { seed: 7, deep: { id: '835266081714884677' } } },
	],
])('reads extra fields given as %s', async (what, options) => {
	const { wire } = await sent(
		resolve({ model: modelById('nano-banana'), prompt: 'A cat', options }),
		aiid,
	);
	const id = what === 'text' ? 835266081714884677n : '835266081714884677';
	expect(wire).toMatchObject({ seed: 7, deep: { id } });
});

it.each(['[1]', '7', 'not JSON', '{"a":1', '"text"'])(
	'refuses %j as extra fields',
	async (extraFields) => {
		const { order } = await read({ options: { extraFields } });
		expect(order.raw.problems).toEqual([expect.stringMatching(/^Extra Fields is /)]);
		expect(() => makeOrder(order.plan, { ...order.raw, validation: 'off' }, spring)).toThrow(
			InvalidOrder,
		);
	},
);

it.each([
	{ mask: { kind: 'file', file: 'x.png' } },
	{ source: { kind: 'fetch', url: 'https://example.com/a.png' } },
	{ list: [{ kind: 'text', file: { open: 1 }, form: 'bare' }] },
])('sends extra fields as they are, whatever they look like: %j', async (extraFields) => {
	const options = { extraFields: JSON.stringify(extraFields) };
	const form = resolve({ model: modelById('nano-banana'), prompt: 'A cat', options });
	expect((await sent(form, aiid)).wire).toMatchObject(extraFields);
});

it('works the ratios out from the picture itself', async () => {
	const { order } = await read({
		operation: 'expand',
		model: modelById('kling-image'),
		modelName: 'kling-v3',
		expandBy: 'aspectRatio',
		targetAspectRatio: '1:1',
	});
	const { plan, raw } = order;
	const fields = makeOrder(plan, raw, spring).request.fields.map(({ name, value }) => [
		name,
		value,
	]);
	expect(Object.fromEntries(fields)).toMatchObject({
		up_expansion_ratio: 0.5,
		down_expansion_ratio: 0.5,
		left_expansion_ratio: 0,
		right_expansion_ratio: 0,
	});
});

it.each([
	['wide', /^Aspect Ratio is "wide"/, slot('binary', 'data')],
	['1:1', /size of Image is not known/, slot('url', 'https://example.com/a.png')],
])('cannot expand to %s when something is not known', async (targetAspectRatio, said, image) => {
	const { order } = await read({
		operation: 'expand',
		model: modelById('kling-image'),
		expandBy: 'aspectRatio',
		targetAspectRatio,
		image,
		// Which fetches nothing.
		options: { dryRun: true },
	});
	const { plan, raw } = order;
	expect(raw.problems).toEqual([expect.stringMatching(said)]);
	expect(() => makeOrder(plan, { ...raw, validation: 'off' }, spring)).toThrow(InvalidOrder);
});

it('knows the price from the user first, then from the catalogue', async () => {
	const model = modelById('doubao-seedream-4-5-251128');
	const priceOf = async (stored: object) => (await read({ model, ...stored })).order.price;
	expect(await priceOf({})).toBe(0.06);
	expect(await priceOf({ options: { pricePerCall: 0.2 } })).toBe(0.2);
	expect(await priceOf({ options: { pricePerCall: '0.2' } })).toBe(0.2);
	// A call that costs nothing has a price all the same.
	expect(await priceOf({ options: { pricePerCall: 0 } })).toBe(0);
	expect(await priceOf({ options: { pricePerCall: '0' } })).toBe(0);
	expect(await priceOf({ options: { pricePerCall: '' } })).toBe(0.06);
	expect(await priceOf({ model: modelById('nano-banana') })).toBeUndefined();
});

it.each(['free', -1, NaN])('never counts with %p as a price', async (pricePerCall) => {
	const outcome = await read({ options: { pricePerCall } }).then(
		({ order }) => order.price,
		(error: unknown) => error,
	);
	if (outcome !== undefined) expect(outcome).toBeInstanceOf(InvalidOrder);
});

it.each([
	['https://pictures.example/100%25.png', '100%.png'],
	['https://pictures.example/100%zz.png', /\.png$/],
	['https://pictures.example/', /^\w+\.png$/],
	['https://pictures.example/a/b%2Fc.jpg?x=1', 'c.png'],
])('fetches %s as a file', async (url, fileName) => {
	const web = fakeWeb({ [url]: [{ body: await drawPicture() }] });
	const stored = { image: slot('url', url), options: { bodyFormat: 'multipart' } };
	const { order } = await read(stored, web);
	const [picture] = order.raw.pictures.images ?? [];
	expect(picture?.file?.fileName).toEqual(
		typeof fileName === 'string' ? fileName : expect.stringMatching(fileName),
	);
	expect(web.asked).toEqual([`fetch ${url}`]);
});

it.each<[string, object, RegExp]>([
	['that is gone', { status: 404 }, /^Image could not be fetched from .*404/],
	['that is empty', { body: '' }, /^Image .*(0 bytes|no content)/],
	['that is a web page', { body: '<html>Log in</html>' }, /^Image .*not an image/],
])('says what is wrong with an address %s', async (_what, reply, said) => {
	const url = 'https://pictures.example/a.png';
	const stored = { image: slot('url', url), options: { bodyFormat: 'multipart' } };
	const { order } = await read(stored, fakeWeb({ [url]: [reply] }));
	const work = async () => makeOrder(order.plan, order.raw, spring);
	await expect(work()).rejects.toThrow(InvalidOrder);
	await expect(work()).rejects.toThrow(said);
});

describe('a model by expression', () => {
	const wireOf = async (model: string, stored: object) => {
		const { resolved, written } = resolveByExpression({ prompt: 'A cat', ...stored }, model);
		return (await sent(resolved, aiid, written)).wire;
	};

	it('goes without the Version that n8n left over of another model', async () => {
		const left = { modelName: 'kling-image-o1' };
		expect(await wireOf('kling-image', left)).toMatchObject({ model_name: 'kling-v3' });
		expect(await wireOf('gpt-image-2', left)).not.toHaveProperty('model_name');
	});

	it('goes with a Version of its own, an ID in capitals and an unknown Kling ID as they are', async () => {
		expect(await wireOf('KLING-IMAGE', { modelName: 'kling-v2' })).toMatchObject({
			model: 'KLING-IMAGE',
			model_name: 'kling-v2',
		});
		expect(await wireOf('kling-image-next', { modelName: 'kling-v2' })).toMatchObject({
			model: 'kling-image-next',
			model_name: 'kling-v2',
		});
	});
});

it('takes a binary field by its name where the JSON has a field of that name, too', async () => {
	const item = itemOf({ data: await drawPicture({ width: 600, height: 300 }) });
	const both = { ...item, json: { data: 'https://example.com/other.png' } };
	const context = contextOf(resolve({ model: modelById('nano-banana'), prompt: 'A cat' }), both);
	const { raw } = await loadOrder(context, aiid, fakeWeb({}).http);
	expect(raw.pictures.images).toMatchObject([{ mode: 'binary', file: { info: { width: 600 } } }]);
});

describe('what is written around a value', () => {
	const form = (stored: object) =>
		resolve({ model: modelById('kling-image'), prompt: 'A cat', operation: 'generate', ...stored });

	it('does not count for a model, its version and the field of an image', async () => {
		const { imageField, plan } = await readItem(
			contextOf(
				form({
					model: modelById(' kling-image '),
					modelName: ' kling-v2 ',
					options: { imageField: ' pictures[] ' },
				}),
			),
			0,
			aiid,
		);
		expect([plan.model, plan.entry.modelName, imageField]).toEqual([
			'kling-image',
			'kling-v2',
			'pictures[]',
		]);
	});

	it.each([
		['images/edits/async', '/images/edits/async'],
		['/images/edits/async', '/images/edits/async'],
		[' /images/edits ', '/images/edits'],
		['/v1..2/.well-known', '/v1..2/.well-known'],
	])('the Request Path %j is %s', async (orderPath, path) => {
		const given = await readItem(contextOf(form({ options: { orderPath } })), 0, aiid);
		expect([given.plan.path, given.problems]).toEqual([path, []]);
	});

	it.each(['https://b.example/a', '//b.example/a', 'a b', 'a\\b', '../a', 'a/..', 'a/./b', '..'])(
		'the Request Path %j is refused, and the usual one is kept',
		async (orderPath) => {
			const given = await readItem(contextOf(form({ options: { orderPath } })), 0, aiid);
			expect(given.problems).toEqual([expect.stringMatching(/^Request Path is /)]);
			expect(given.plan.path).toBe((await readItem(contextOf(form({})), 0, aiid)).plan.path);
		},
	);
});

it('expands to a ratio only where the operation is Expand and the ratio is chosen', async () => {
	const ratio = async (operation: string, expandBy: string) => {
		const form = { model: modelById('kling-image'), operation, expandBy, targetAspectRatio: '1:1' };
		return (await readItem(contextOf(form), 0, aiid)).expandTo;
	};
	expect(await ratio('expand', 'aspectRatio')).toBe('1:1');
	expect(await ratio('expand', 'sides')).toBeUndefined();
	expect(await ratio('edit', 'aspectRatio')).toBeUndefined();
});

it.each([[[5]], [{}], ['5 cents'], ['Infinity'], [-0.01]])(
	'takes %j for no price',
	async (pricePerCall) => {
		const form = { model: modelById('nano-banana'), operation: 'edit', options: { pricePerCall } };
		const given = await readItem(contextOf(form), 0, aiid);
		expect(given.problems).toEqual([expect.stringMatching(/^Price per Call is /)]);
		expect(given).not.toHaveProperty('price');
	},
);

it('reads everything of an item from that item', async () => {
	const read: unknown[] = [];
	const context = contextOf(resolve({ model: modelById('kling-image'), prompt: 'A cat' }));
	const getNodeParameter = (name: string, item: number, fallback: unknown) => {
		read.push(item);
		return name === 'operation' ? 'edit' : fallback;
	};
	await readItem(Object.assign(context, { getNodeParameter }), 3, aiid);
	expect(new Set(read)).toEqual(new Set([3]));
});

describe('additional images', () => {
	const labels = async (image: unknown, model = 'gpt-image-2') => {
		const form = { model: modelById(model), operation: 'edit', additionalImages: { image } };
		const { foreign, slots } = await readItem(contextOf(form), 0, aiid);
		return [(slots.get('images') ?? []).map(({ label }) => label), foreign];
	};
	const filled = { image: slot('url', 'https://a.example/b.png') };
	const empty = { image: slot('url', '') };

	it('are numbered in their list, one by an expression like several', async () => {
		const all = ['Image', 'Additional Images 1', 'Additional Images 2'];
		expect(await labels([filled, filled])).toEqual([all, []]);
		expect(await labels(filled)).toEqual([all.slice(0, 2), []]);
		expect(await labels(undefined)).toEqual([['Image'], []]);
	});

	it('are told where the model takes one image, if one of them is filled in', async () => {
		expect(await labels([empty, filled], 'dall-e-2')).toEqual([['Image'], ['Additional Images']]);
		expect(await labels([empty, empty], 'dall-e-2')).toEqual([['Image'], []]);
	});
});

it.each([
	['aiid', 'external_task_id', undefined],
	['chatCompletions', undefined, 'auto'],
] as const)('at %s an automatic ID goes into %s, and %s stays a value', async (id, wire, value) => {
	const options = { externalTaskId: 'auto' };
	const form = { model: modelById('kling-image'), operation: 'generate', options };
	const { idField, values } = await readItem(contextOf(form), 0, gatewayById(id));
	expect([idField, values.externalTaskId]).toEqual([wire, value]);
});

it.each(['json', 'multipart'] as const)('orders as %s where that is chosen', async (bodyFormat) => {
	const form = { model: modelById('gpt-image-2'), operation: 'edit', options: { bodyFormat } };
	const { plan } = await readItem(contextOf(form), 0, gatewayById('openAiCompatible'));
	expect(plan.body).toBe(bodyFormat);
});
