import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';
import { inTurns, readSlot } from '../../nodes/ImageEdit/host/images';
import { attempt } from '../../nodes/ImageEdit/shared/attempt';
import { contextOf, slot } from '../helpers/n8nForm';
import { chunked, drawPicture } from '../helpers/pictures';

const kilobytes = 1024;

/** An n8n that stores files, and tells how often each was opened. */
function storing(
	files: Readonly<Record<string, Buffer | undefined>>,
	{ sizes = {}, type }: { sizes?: Readonly<Record<string, unknown>>; type?: string } = {},
) {
	const opened: string[] = [];
	const gone = new Set<string>();
	const binary = Object.fromEntries(
		Object.keys(files).map((name): [string, IBinaryData] => [
			name,
			{ id: name, data: '', mimeType: 'image/png', fileName: `${name}.png` },
		]),
	);
	const context = contextOf({}, { json: {}, binary }, {}, type);
	Object.assign(context.helpers, {
		getBinaryStream: async (id: string, chunk: number) => {
			opened.push(`${id} by ${chunk / kilobytes} kB`);
			const bytes = files[id];
			if (!bytes || gone.has(id)) throw new Error('ENOENT: /home/node/.n8n/x');
			return chunked(bytes, 1000);
		},
		getBinaryMetadata: async (id: string) => {
			if (!(id in sizes)) throw new Error('ENOENT');
			return { fileSize: sizes[id] };
		},
	});
	return { binary, context, gone, opened };
}

const read = async (context: IExecuteFunctions, ...more: unknown[]) => {
	const [value, label = 'Image', ...rest] = more as [unknown, string?, string?, Set<string>?];
	return await readSlot(context, 0, value, label, ...rest);
};
const named = ({ pictures }: Awaited<ReturnType<typeof readSlot>>) =>
	pictures.map(({ file, label, mode, url }) => [label, mode, file?.fileName ?? url]);

const png = async () => await drawPicture();
const gif = async () => await drawPicture({ type: 'gif' });

describe('the field of an untouched slot, where an item has none of that name', () => {
	it('is the only image, whatever else there is', async () => {
		const { context } = storing({ words: Buffer.from('words'), photo: await png() });
		const found = await read(context, slot('binary', 'data'), 'Image', 'data');
		expect(named(found)).toEqual([['Image', 'binary', 'photo.png']]);
	});

	it('is not looked for where the item has that one', async () => {
		const { context } = storing({ photo: await png(), data: await png() });
		const found = await read(context, slot('binary', 'data'), 'Image', 'data');
		expect(named(found)).toEqual([['Image', 'binary', 'data.png']]);
	});

	it('is the only one that no other slot asks for', async () => {
		const { context } = storing({ hole: await png(), photo: await png() });
		const found = await read(context, slot('binary', 'data'), 'Image', 'data', new Set(['hole']));
		expect(named(found)).toEqual([['Image', 'binary', 'photo.png']]);
	});

	it.each<[string, unknown, string, RegExp]>([
		['of several images', slot('binary', 'data'), 'data', /"data", but 2 images: one, two\. Name/],
		[
			'in a slot that is empty at first',
			slot('binary', 'data'),
			'',
			/no binary field "data"\. It has/,
		],
		['beside another name', slot('binary', 'data, one'), 'data', /no binary field "data"\. It has/],
		[
			'under another name',
			slot('binary', 'photo'),
			'data',
			/no binary field "photo"\. It has one, two/,
		],
	])('is not guessed %s', async (_where, value, initial, said) => {
		const { context } = storing({ one: await png(), two: await png() });
		await expect(read(context, value, 'Image', initial)).rejects.toThrow(said);
	});

	it.each([
		[{}, 'It has no binary data at all.'],
		[{ words: Buffer.from('words') }, 'It has words.'],
	])('is missing where there is no image: %#', async (files, said) => {
		const value = slot('binary', 'data');
		const missing = read(storing(files).context, value, 'Image', 'data');
		await expect(missing).rejects.toThrow(
			`Image: the input item has no binary field "data". ${said}`,
		);
		const tool = storing(files, { type: 'imageEditTool' }).context;
		await expect(read(tool, value, 'Image', 'data')).rejects.not.toThrow('input item');
	});
});

describe('* for all images', () => {
	it('numbers them, and leaves out what no model takes, with a word for each', async () => {
		const { context } = storing({ a: await png(), b: await gif(), c: await png(), d: await gif() });
		const found = await read(context, slot('binary', '*'));
		expect(named(found)).toEqual([
			['Image 1', 'binary', 'a.png'],
			['Image 2', 'binary', 'c.png'],
		]);
		expect(found.warnings).toEqual([
			expect.stringMatching(/^Image: b is a GIF file, which no model takes\. It was left out/),
			expect.stringMatching(/^Image: d is a GIF file, which no model takes\. It was left out/),
		]);
	});

	it('leaves it out beside a single image, too', async () => {
		const { context } = storing({ a: await gif(), b: await png() });
		const found = await read(context, slot('binary', '*'));
		expect(named(found)).toEqual([['Image', 'binary', 'b.png']]);
		expect(found.warnings).toEqual([expect.stringMatching(/^Image: a is a GIF file/)]);
	});

	it('takes what no model takes where there is nothing else', async () => {
		const { context } = storing({ a: await gif(), words: Buffer.from('words') });
		const found = await read(context, slot('binary', '*'));
		expect(named(found)).toEqual([['Image', 'binary', 'a.gif']]);
		expect(found.warnings).toEqual([]);
	});

	it('needs one', async () => {
		const { context } = storing({ words: Buffer.from('words') });
		await expect(read(context, slot('binary', '*'))).rejects.toThrow(
			'no image in any binary field. It has words.',
		);
	});
});

it('numbers the images of a slot, each with what it was given as', async () => {
	const { context } = storing({ a: await png(), b: await png() });
	const address = 'https://a.example/c.png';
	expect(named(await read(context, slot('binary', `b, ${address}, a`), 'Subject'))).toEqual([
		['Subject 1', 'binary', 'b.png'],
		['Subject 2', 'url', address],
		['Subject 3', 'binary', 'a.png'],
	]);
	expect(await read(context, slot('binary', ''))).toEqual({ pictures: [], warnings: [] });
});

describe("a file in n8n's store", () => {
	it('is looked at once in a run, by large pieces, and again in another', async () => {
		const { context, opened } = storing({ data: await png() });
		const value = slot('binary', 'data');
		const [first, second] = [await read(context, value), await read(context, value)];
		expect(second.pictures[0]?.file).toBe(first.pictures[0]?.file);
		expect(opened).toEqual(['data by 256 kB']);
		await read({ ...context }, value);
		expect(opened).toHaveLength(2);
	});

	it('is looked at once by two slots that are read together', async () => {
		const { context, opened } = storing({ data: await png() });
		const value = slot('binary', 'data');
		await Promise.all([read(context, value), read(context, value)]);
		expect(opened).toHaveLength(1);
	});

	it('that is gone is told by its name alone, and looked for again', async () => {
		const { binary, context, gone, opened } = storing({ data: await png() });
		gone.add('data');
		const value = slot('binary', 'data');
		const said = 'Image (data.png) is no longer in the store of n8n.';
		await expect(read(context, value)).rejects.toThrow(said);
		delete binary.data?.fileName;
		await expect(read(context, value)).rejects.toThrow('Image (a file) is no longer');
		gone.clear();
		expect((await attempt(async () => await read(context, value))).ok).toBe(true);
		expect(opened).toHaveLength(3);
	});

	it.each([
		['as a number', 20_000, 20_000],
		['as text', '20000', 20_000],
		['as one byte', 1, 1],
		['as nothing', 0, undefined],
		['as no number', NaN, undefined],
		['as a part of a byte', 0.5, undefined],
		['as less than nothing', -1, undefined],
	])('tells its size %s', async (_how, size, told) => {
		const bytes = await png();
		const { context } = storing({ data: bytes }, { sizes: { data: size } });
		const { pictures } = await read(context, slot('binary', 'data'));
		expect(pictures[0]?.file?.bytes).toBe(told ?? bytes.length);
	});
});

describe('a file that n8n holds in memory', () => {
	const inMemory = (bytes: Buffer): IBinaryData => ({
		data: bytes.toString('base64'),
		mimeType: 'text/csv',
		fileName: 'photo.csv',
	});

	it('is the image', async () => {
		const context = contextOf({}, { json: {}, binary: { photo: inMemory(await png()) } });
		const { pictures } = await read(context, slot('binary', 'photo'));
		expect(pictures).toEqual([expect.objectContaining({ label: 'Image', mode: 'binary' })]);
		expect(pictures[0]?.file).toMatchObject({ bytes: (await png()).length, info: { width: 320 } });
	});

	it('and is none keeps its name and its type', async () => {
		const context = contextOf({}, { json: {}, binary: { photo: inMemory(Buffer.from('a,b')) } });
		const { pictures } = await read(context, slot('binary', 'photo'));
		const file = { bytes: 3, fileName: 'photo.csv', mimeType: 'text/csv' };
		expect(pictures[0]?.file).toMatchObject(file);
	});
});

describe('what an expression gives', () => {
	it('as binary data is that picture, whatever the item has', async () => {
		const { binary, context } = storing({ a: await png(), b: await png() });
		const value = { mode: 'binary', value: [binary.b, 'a'] };
		expect(named(await read(context, value))).toEqual([
			['Image 1', 'binary', 'b.png'],
			['Image 2', 'binary', 'a.png'],
		]);
	});

	it('without its bytes is the picture of the item that is alike', async () => {
		const hollow = { mimeType: 'image/png', fileName: 'a.png' };
		const held = { ...hollow, data: (await png()).toString('base64') };
		const context = contextOf({}, { json: {}, binary: { first: held } });
		const value = { mode: 'binary', value: hollow };
		expect(named(await read(context, value))).toEqual([['Image', 'binary', 'a.png']]);
		const other = { mode: 'binary', value: { ...hollow, fileName: 'b.png' } };
		await expect(read(context, other)).rejects.toThrow('Image is binary data without its bytes');
	});
});

it('reads the item whose turn it is', async () => {
	const { binary, context } = storing({ a: await png(), b: await png() });
	const items = [
		{ json: {}, binary: { data: binary.a } },
		{ json: {}, binary: { data: binary.b } },
	];
	const asked: unknown[] = [];
	context.getInputData = () => items as ReturnType<IExecuteFunctions['getInputData']>;
	context.getWorkflowSettings = () => ({ binaryMode: 'combined' });
	context.helpers.assertBinaryData = (item, name) => {
		asked.push([item, name]);
		return binary.a as IBinaryData;
	};
	const second = await readSlot(context, 1, slot('binary', 'data, deep.a'), 'Image');
	expect(named(second).map(([, , name]) => name)).toEqual(['b.png', 'a.png']);
	expect(asked).toEqual([[1, 'deep.a']]);
});

describe('base64', () => {
	const begin = (text: string) => async () => `${text}${(await png()).toString('base64')}`;

	it.each([
		['bare', begin('')],
		['as a data URI', begin('data:image/png;base64,')],
		['as one in capitals, behind a blank', begin(' DATA:IMAGE/PNG;BASE64,')],
		['as one with a parameter', begin('data:image/png;charset=utf-8;base64,')],
		['as one without a type', begin('data:;base64,')],
	])('%s is the image', async (_how, text) => {
		const value = slot('base64', await text());
		const { pictures } = await read(contextOf({}), value, 'Additional Images 1');
		const [{ file, label, mode } = { file: undefined }] = pictures;
		expect({ label, mode }).toEqual({ label: 'Additional Images 1', mode: 'base64' });
		expect(file).toMatchObject({ fileName: 'additional-images-1.png', info: { width: 320 } });
		expect(file?.bytes).toBe((await png()).length);
	});

	it.each([
		['data:text/html;base64,AAAA', 'text/html'],
		['data:image/svg+xml;base64,AAAA', 'image/svg+xml'],
		['data:application/vnd.ms-excel;base64,AAAA', 'application/vnd.ms-excel'],
		['data:;base64,AAAA', 'application/octet-stream'],
		['AAAA', 'application/octet-stream'],
	])('that is no image is of the type that it says: %s', async (text, mimeType) => {
		const { pictures } = await read(contextOf({}), slot('base64', text));
		expect(pictures[0]?.file).toMatchObject({ mimeType, bytes: 3 });
	});
});

it.each([
	[0, [0]],
	[1, [1]],
	[512 * kilobytes, [512 * kilobytes]],
	[512 * kilobytes + 1, [512 * kilobytes, 1]],
])('holds %i bytes in pieces of half a megabyte', async (length, pieces) => {
	const seen: number[] = [];
	for await (const piece of inTurns(Buffer.alloc(length))) seen.push(piece.length);
	expect(seen).toEqual(pieces);
});

it('lets others have their turn between the pieces, and not before the first', async () => {
	const pieces = inTurns(Buffer.alloc(512 * kilobytes + 1))[Symbol.asyncIterator]();
	const turns: string[] = [];
	setImmediate(() => turns.push('before the first'));
	await pieces.next();
	expect(turns).toEqual([]);
	await pieces.next();
	expect(turns).toHaveLength(1);
});
