import type { OutputSettings } from '../../nodes/ImageEdit/host/settings';
import { itemsOf } from '../../nodes/ImageEdit/run/output';

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
const receipt = {
	item: 2,
	model: 'm',
	gateway: 'g',
	warnings: [],
	inputName: '',
	asTool: false,
	execution: '1',
	run: '0',
};
const binary = { data: '', mimeType: 'image/png' };
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
