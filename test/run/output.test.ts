import type { OutputSettings } from '../../nodes/ImageEdit/host/settings';
import { itemsOf } from '../../nodes/ImageEdit/run/output';
import { receiptOf } from '../helpers/receipts';

const settings: OutputSettings = {
	mode: 'itemPerInput',
	binaryField: 'data',
	download: true,
	fileName: '',
	includeInput: false,
	includeRaw: false,
	flatten: false,
	maxFileSize: 1e9,
};
const receipt = receiptOf({ item: 2 });
const binary = { data: '', mimeType: 'application/octet-stream', id: 'file:1' };
const pictures = ['a', 'b'].map((name) => ({
	url: `https://files.example/${name}.png`,
	stored: { info: { type: 'png' as const, width: 8, height: 8 }, bytes: 1, digest: name, binary },
}));
const delivery = { pictures, missing: [], body: undefined };
const urls = ['https://files.example/a.png', 'https://files.example/b.png'];

it('an item for each image: a tool is told the address of each, and gets no file', () => {
	const items = itemsOf(
		delivery,
		{ ...receipt, asTool: true },
		{ ...settings, mode: 'itemPerImage' },
	);
	expect(items.map(({ json }) => json.url)).toEqual(urls);
	expect(items.map((item) => item.binary)).toEqual([undefined, undefined]);
});

it('one item for all images: a tool is told the address of each, and gets no file', () => {
	const [item, ...more] = itemsOf(delivery, { ...receipt, asTool: true }, settings);
	expect(more).toEqual([]);
	expect(item?.json).toMatchObject({ count: 2, images: urls.map((url) => ({ url })) });
	expect(item?.binary).toBeUndefined();
});

it('one item for all images: of files, the binary data itself tells', () => {
	const [item] = itemsOf(delivery, receipt, settings);
	expect(item?.json.images).toBeUndefined();
	expect(Object.keys(item?.binary ?? {})).toEqual(['data', 'data_1']);
});

it('one item for all images: what was not downloaded is told by its address', () => {
	const [first] = pictures;
	const mixed = { ...delivery, pictures: [...(first ? [first] : []), { url: urls[1] ?? '' }] };
	const [item] = itemsOf(mixed, receipt, settings);
	expect(item?.json).toMatchObject({ images: urls.map((url) => ({ url })) });
	expect(Object.keys(item?.binary ?? {})).toEqual(['data']);
});

/** The names that one image gets by a template. */
const named = (fileName: string, more: object = {}, at = 0) =>
	itemsOf(delivery, { ...receipt, ...more }, { ...settings, mode: 'itemPerImage', fileName })[at]
		?.json.fileName;

it.each<[string, object, string]>([
	['{name}', { inputName: 'mug.jpeg' }, 'mug.png'],
	['{name}', { inputName: 'mug.of.mine' }, 'mug.of.png'],
	['{name}', { inputName: 'mug.image' }, 'mug.png'],
	['{name}-{index}', { inputName: '' }, 'image-1.png'],
	['{name}', { inputName: 'mug.photo1' }, 'mug.photo1.png'],
	['{name}', { inputName: '' }, 'image.png'],
	['{model}', { model: 'vendor/m' }, 'vendor_m.png'],
	['{model}', { model: '' }, 'g.png'],
	['{execution}-{run}-{item}-{index}', { execution: '7', run: '2' }, '7-2-3-1.png'],
	['{other} {name', {}, '{other} {name.png'],
	['a\\b/c:d*e?f"g<h>i|j#k%l\u0000m', {}, 'a_b_c_d_e_f_g_h_i_j_k_l_m.png'],
	['', {}, 'image.png'],
	['x'.repeat(300), {}, `${'x'.repeat(180)}.png`],
	['é'.repeat(300), {}, `${'é'.repeat(90)}.png`],
	['{name}', { inputName: 'x'.repeat(300) }, `${'x'.repeat(80)}.png`],
	['{model}', { model: 'x'.repeat(300) }, `${'x'.repeat(60)}.png`],
])('the template %j with %j names an image', (template, more, name) => {
	expect(named(template, more)).toBe(name);
});

it('counts items and images from one', () => {
	expect([named('{item}-{index}'), named('{item}-{index}', {}, 1)]).toEqual(['3-1.png', '3-2.png']);
});

it('shares a price among the items of its images, and leaves it whole for one item of all', () => {
	const costs = (mode: OutputSettings['mode'], price?: number) =>
		itemsOf(
			delivery,
			{ ...receipt, ...(price === undefined ? {} : { price }) },
			{ ...settings, mode },
		).map(({ json }) => json.cost);
	expect(costs('itemPerImage', 0.5)).toEqual([0.25, 0.25]);
	expect(costs('itemPerInput', 0.5)).toEqual([0.5]);
	expect(costs('itemPerImage', 0.000_003)).toEqual([0.000_002, 0.000_002]);
	expect(costs('itemPerImage', 0)).toEqual([0, 0]);
	expect(costs('itemPerImage')).toEqual([undefined, undefined]);
});

it('tells what the gateway told, each once, and a warning of the image too', () => {
	const told = {
		...delivery,
		missing: ['The second image was not made.'],
		requestId: 'r-1',
		taskId: 't-1',
		usage: { total_tokens: 7 },
		pictures: pictures.map((one) => ({
			...one,
			revisedPrompt: 'A cat',
			stored: { ...one.stored, warnings: ['The image is turned.'] },
		})),
	};
	const [item] = itemsOf(told, { ...receipt, requestKey: 'k', warnings: ['Mind it.'] }, settings);
	expect(item?.json).toMatchObject({
		...{ model: 'm', requestKey: 'k', requestId: 'r-1', taskId: 't-1', revisedPrompt: 'A cat' },
		...{ usage: { total_tokens: 7 }, width: 8, height: 8, bytes: 1 },
		warnings: ['Mind it.', 'The second image was not made.', 'The image is turned.'],
	});
	expect(Object.keys(item?.json ?? {}).slice(0, 4)).toEqual([
		'fileName',
		'width',
		'height',
		'mimeType',
	]);
});

it('puts the response out as it came, on the first item alone, cut where it is long', () => {
	const raw = (body: unknown, mode: OutputSettings['mode']) =>
		itemsOf({ ...delivery, body }, receipt, { ...settings, mode, includeRaw: true }).map(
			({ json }) => json.raw,
		);
	expect(raw({ a: 1 }, 'itemPerImage')).toEqual([{ a: 1 }, undefined]);
	expect(raw({ a: 1 }, 'itemPerInput')).toEqual([{ a: 1 }]);
	const [none] = itemsOf(delivery, receipt, { ...settings, includeRaw: true });
	expect(none?.json).not.toHaveProperty('raw');
	const words = (length: number) => ({ a: 'a word '.repeat(length).slice(0, length - 8) });
	expect(raw(words(256 * 1024), 'itemPerInput')).toEqual([words(256 * 1024)]);
	expect(raw(words(256 * 1024 + 1), 'itemPerInput')).toEqual([
		expect.stringMatching(/ … cut: 262145 characters in all$/),
	]);
});

it.each(['itemPerImage', 'itemPerInput'] as const)(
	'%s: names the item of the input, and its files by what they are',
	(mode) => {
		for (const item of itemsOf(delivery, receipt, { ...settings, mode, fileName: 'cat' })) {
			expect(item.pairedItem).toEqual({ item: 2 });
			expect(item.json).not.toHaveProperty('warnings');
			expect(item.binary?.data).toEqual({
				...{ data: '', id: 'file:1', fileName: 'cat.png', mimeType: 'image/png' },
			});
		}
	},
);

it('describes images beside the response only where there are several', () => {
	const described = (count: number) =>
		itemsOf({ ...delivery, body: {}, pictures: pictures.slice(0, count) }, receipt, {
			...settings,
			includeRaw: true,
		})[0]?.json.images;
	expect(described(1)).toBeUndefined();
	expect(described(2)).toMatchObject([
		{ index: 0, url: urls[0], bytes: 1 },
		{ index: 1, url: urls[1], bytes: 1 },
	]);
});

it('puts out no base64, wherever the gateway wrote it', () => {
	const base64 = 'iVBORw0KGgo'.repeat(500);
	const [item] = itemsOf(
		{
			...delivery,
			body: { echo: base64 },
			usage: { echo: base64 },
			pictures: [{ url: `data:image/png;base64,${base64}`, revisedPrompt: `A cat ${base64}` }],
		},
		receipt,
		{ ...settings, includeRaw: true },
	);
	expect(item?.json).not.toHaveProperty('url');
	expect(item?.json).toMatchObject({ revisedPrompt: expect.stringContaining('A cat'), raw: {} });
	expect(JSON.stringify(item)).not.toContain(base64);
});
