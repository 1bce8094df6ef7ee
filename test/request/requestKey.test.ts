import fc from 'fast-check';
import type { RawOrder } from '../../nodes/ImageEdit/request/rawOrder';
import { makeOrder } from '../../nodes/ImageEdit/request/order';
import type { Picture } from '../../nodes/ImageEdit/image/imageFile';
import { requestKey } from '../../nodes/ImageEdit/request/requestKey';
import type { WireField } from '../../nodes/ImageEdit/request/wire';
import { RawNumber } from '../../nodes/ImageEdit/shared/json';
import { drawPicture, fileOf, pictureOf, urlPicture } from '../helpers/pictures';
import { planOf, rawOrder, spring } from '../helpers/orders';

type Choice = Parameters<typeof planOf>[0];

const keyOf = (
	choice: Choice,
	raw: Partial<RawOrder>,
	gateway = 'openAiCompatible api.example.com',
) =>
	requestKey(
		gateway,
		makeOrder(planOf(choice), rawOrder({ validation: 'off', ...raw }), spring).request,
	);

const gpt = { model: 'gpt-image-1' };
const values = { prompt: 'A cat', quality: 'high', n: 2 };

const inMode = async (mode: Picture['mode'], bytes: Buffer, name = 'a.png'): Promise<Picture> => ({
	label: 'Image',
	mode,
	file: await fileOf(bytes, name),
});

it('is 64 hexadecimal digits, and the same in every run', async () => {
	const order = async () => ({ values, pictures: { images: [await pictureOf()] } });
	const key = await keyOf(gpt, await order());
	expect(key).toMatch(/^[0-9a-f]{64}$/);
	expect(await keyOf(gpt, await order())).toBe(key);
});

it('stays as it was published, so that users find their old orders again', async () => {
	const order = { values: { prompt: 'A cat', n: 2 }, pictures: {} };
	const choice = { model: 'kling-image', modelName: 'kling-v3', operation: 'generate' } as const;
	expect(await keyOf(choice, order)).toBe(
		'525d3c0122ca7e7c23990cb90debc8c0f2a5150b524aaab98a32c262aa3bb319',
	);
});

it('stays as it was published for fields of one name, too', async () => {
	const fields = ['b', 'a', 'c'].map((value) => ({ name: 'image[]', value }));
	const form = { method: 'POST', path: '/p', bodyFormat: 'multipart', fields } as const;
	expect(await requestKey('g', form)).toBe(
		'f118a7c2994b61c71a6062f9e5c3e2e78254f375e9efc68e3d057098c13efcec',
	);
});

it('differs when any value differs', async () => {
	const order = { values, extraFields: { seed: 1 }, pictures: {} };
	const keys = [
		await keyOf(gpt, order),
		await keyOf(gpt, order, 'openAiCompatible api.example.org'),
		await keyOf(gpt, order, 'gptplus api.example.com'),
		await keyOf({ model: 'gpt-image-1.5' }, order),
		await keyOf({ ...gpt, operation: 'generate' }, order),
		await keyOf(gpt, { ...order, values: { ...values, prompt: 'A cat ' } }),
		await keyOf(gpt, { ...order, values: { ...values, quality: 'low' } }),
		await keyOf(gpt, { ...order, values: { ...values, n: 1 } }),
		await keyOf(gpt, { ...order, values: { ...values, user: 'x' } }),
		await keyOf(gpt, { ...order, extraFields: { seed: 2 } }),
		await keyOf(gpt, { ...order, extraFields: { seed: { deep: [1] } } }),
		await keyOf(gpt, { ...order, extraFields: {} }),
	];
	expect(new Set(keys).size).toBe(keys.length);
});

it('differs for two ids that a JS number would make one', async () => {
	const omni = { model: 'kling-omni-image', operation: 'generate' } as const;
	const keyWith = async (elementIds: string) =>
		await keyOf(omni, { values: { ...values, elementIds } });
	expect(await keyWith('835266081714884677')).not.toBe(await keyWith('835266081714884678'));
	expect(await keyWith('1,2')).not.toBe(await keyWith('2,1'));
});

it('differs when one byte of any picture differs', async () => {
	const bytes = await drawPicture();
	const other = Buffer.concat([bytes.subarray(0, -1), Buffer.from([0])]);
	expect(other).not.toEqual(bytes);
	const key = async (first: Buffer, second: Buffer, mask: Buffer) =>
		await keyOf(gpt, {
			values,
			pictures: {
				images: [await inMode('binary', first), await inMode('binary', second)],
				mask: [await inMode('binary', mask)],
			},
		});
	const keys = [
		await key(bytes, bytes, bytes),
		await key(other, bytes, bytes),
		await key(bytes, other, bytes),
		await key(bytes, bytes, other),
	];
	expect(new Set(keys).size).toBe(4);
});

it('is the same for the same bytes, from a field or as base64, whatever the file is called', async () => {
	const bytes = await drawPicture();
	for (const gateway of ['aiid', 'gptplus', 'dddai'] as const) {
		const key = async (mode: Picture['mode'], name?: string) =>
			await keyOf(
				{ gateway, model: 'dall-e-2' },
				{ pictures: { images: [await inMode(mode, bytes, name)] } },
			);
		expect(await key('base64')).toBe(await key('binary'));
		expect(await key('binary', 'another.png')).toBe(await key('binary'));
	}
});

it('minds the order of pictures, in JSON and in a form', async () => {
	const [a, b] = [await pictureOf(), await pictureOf({ shade: 1 })];
	for (const bodyFormat of ['json', 'multipart'] as const) {
		const choice = { ...gpt, bodyFormat };
		const key = await keyOf(choice, { pictures: { images: [a, b] } });
		expect(await keyOf(choice, { pictures: { images: [b, a] } })).not.toBe(key);
	}
});

it('takes a picture by address for its address, fetched or not', async () => {
	const url = 'https://example.com/a.png';
	const file = { ...(await fileOf(await drawPicture())), url };
	const choice = { gateway: 'dddai', model: 'dall-e-2' } as const;
	const dry = await keyOf(choice, { pictures: { images: [urlPicture(url)] } });
	const real = await keyOf(choice, {
		pictures: { images: [{ label: 'Image', mode: 'url', url, file }] },
	});
	expect(real).toBe(dry);
	expect(await keyOf(choice, { pictures: { images: [urlPicture(`${url}?2`)] } })).not.toBe(dry);
});

it('does not depend on the order in which extra fields were written', async () => {
	const object = fc.dictionary(fc.string({ minLength: 1 }), fc.oneof(fc.string(), fc.integer()));
	await fc.assert(
		fc.asyncProperty(object, async (fields) => {
			const turned = Object.fromEntries(Object.entries(fields).reverse());
			expect(await keyOf(gpt, { extraFields: { deep: turned } })).toBe(
				await keyOf(gpt, { extraFields: { deep: fields } }),
			);
		}),
	);
});

it('differs where values differ only in their kind or in the names inside of them', async () => {
	const inside = [
		'1',
		1,
		new RawNumber('1'),
		['1'],
		{ 0: '1' },
		{ 1: '1' },
		{ digits: '1' },
		null,
		[],
		true,
		'true',
	];
	const keys = await Promise.all(
		inside.map((x) =>
			requestKey('g', {
				method: 'POST',
				path: '/p',
				bodyFormat: 'json',
				fields: [{ name: 'a', value: { x } }],
			}),
		),
	);
	expect(new Set(keys).size).toBe(inside.length);
});

it('is the same in whatever order fields stand, at the top and inside of one', async () => {
	const key = (fields: readonly WireField[]) =>
		requestKey('g', { method: 'POST', path: '/p', bodyFormat: 'json', fields });
	const inOrder = (names: readonly string[]) => [
		...names.map((name) => ({ name, value: name })),
		{ name: 'z', value: Object.fromEntries(names.map((name) => [name, name])) },
	];
	const keys = ['abc', 'acb', 'bac', 'bca', 'cab', 'cba'].map((names) => key(inOrder([...names])));
	expect(new Set(await Promise.all(keys)).size).toBe(1);
	const twice = (values: readonly string[]) => key(values.map((value) => ({ name: 'a', value })));
	expect(await twice(['1', '2'])).not.toBe(await twice(['2', '1']));
});
