import { gatewayById } from '../../nodes/ImageEdit/catalogue/gateways';
import type { Picture } from '../../nodes/ImageEdit/image/imageFile';
import type { InvalidOrder } from '../../nodes/ImageEdit/request/findings';
import { makeOrder } from '../../nodes/ImageEdit/request/order';
import { readImages, withoutNetwork } from '../../nodes/ImageEdit/run/loadImages';
import { readItem } from '../../nodes/ImageEdit/run/parameters';
import type { Reply } from '../helpers/fakeWeb';
import { fakeWeb } from '../helpers/fakeWeb';
import { loadOrder } from '../helpers/loadOrder';
import { contextOf, itemOf, modelById, resolve, slot } from '../helpers/n8nForm';
import { spring } from '../helpers/orders';
import { drawPicture } from '../helpers/pictures';
import { filteredPng } from '../trust/support/filteredPng';

const a = 'https://pictures.example/a.png';
const b = 'https://pictures.example/b.png';
const asFile = { options: { bodyFormat: 'multipart' } };
const openAi = gatewayById('openAiCompatible');

const itemWith = async (names: readonly string[] = ['data']) => {
	const files = await Promise.all(
		names.map(async (name, shade) => [name, await drawPicture({ width: 600, height: 300, shade })]),
	);
	return itemOf(Object.fromEntries(files) as Record<string, Buffer>);
};

/** What is loaded of a form, and what was asked for. */
async function loaded(
	stored: object,
	replies: Readonly<Record<string, readonly Reply[]>> = {},
	names: readonly string[] = ['data'],
) {
	const web = fakeWeb(replies);
	const form = resolve({ model: modelById('gpt-image-2.5-flare'), prompt: 'A cat', ...stored });
	const order = await loadOrder(contextOf(form, await itemWith(names)), openAi, web.http);
	return { ...order, asked: web.asked };
}

/** What stops an order, a sentence for each reason. */
async function stopped(...given: Parameters<typeof loaded>): Promise<readonly string[]> {
	const { plan, raw } = await loaded(...given);
	try {
		makeOrder(plan, raw, spring);
		return [];
	} catch (error) {
		return (error as InvalidOrder).findings;
	}
}

const more = (...values: readonly object[]) => ({
	additionalImages: { image: values.map((image) => ({ image })) },
});

describe('of two images by address that are sent as files', () => {
	const both = { ...asFile, image: slot('url', a), ...more(slot('url', b)) };

	it('each keeps its place, its address and its label beside one that was given as a file', async () => {
		const stored = { ...asFile, image: slot('url', a), ...more(slot('binary', 'data')) };
		const { asked, raw } = await loaded(stored, { [a]: [{ body: await drawPicture() }] });
		expect(raw.pictures.images).toMatchObject([
			{ label: 'Image', mode: 'url', url: a, file: { url: a, fileName: 'a.png' } },
			{ label: 'Additional Images 1', mode: 'binary', file: { fileName: 'data.png' } },
		]);
		expect(raw.pictures.images?.[1]?.file).not.toHaveProperty('url');
		expect(asked).toEqual([`fetch ${a}`]);
	});

	it('one that is gone stops the order by one sentence, beside all else that does not fit', async () => {
		const replies = { [a]: [{ status: 404 }], [b]: [{ body: await drawPicture() }] };
		const found = await stopped({ ...both, prompt: '' }, replies);
		expect(found).toHaveLength(2);
		expect(found.join(' ')).toMatch(/Image could not be fetched from .*a\.png.*404/);
		expect(found.join(' ')).toContain('Prompt is empty');
	});

	it('both that are gone are told', async () => {
		const found = await stopped(both, { [a]: [{ status: 404 }], [b]: [{ status: 204 }] });
		expect(found).toEqual([
			expect.stringMatching(/^Image could not .* responded with 404/),
			expect.stringMatching(/^Additional Images 1 could not .* responded with 204/),
		]);
	});

	it('one alone is told that is gone, and nothing of an image that is missing', async () => {
		const found = await stopped({ ...asFile, image: slot('url', a) }, { [a]: [{ status: 404 }] });
		expect(found).toEqual([expect.stringMatching(/^Image could not be fetched/)]);
	});

	it.each(['file:///etc/passwd', 'https://', 'http://[', 'a.png'])(
		'%j is none of the web, with or without the network',
		async (address) => {
			const stored = { ...asFile, image: slot('url', address) };
			const form = resolve({ model: modelById('gpt-image-2.5-flare'), prompt: 'A', ...stored });
			const context = contextOf(form);
			const given = await readItem(context, 0, openAi);
			const held = withoutNetwork(given, await readImages(context, 0, given));
			const said = /^Image could not be fetched from .*: it is not a web address\.$/;
			expect(held.problems).toEqual([expect.stringMatching(said)]);
			expect((await loaded(stored)).raw.problems).toEqual(held.problems);
		},
	);

	it('one may lie in the network of the user, who wrote its address', async () => {
		const inside = 'http://192.168.0.7/a.png';
		const replies = { [inside]: [{ body: await drawPicture() }] };
		expect(await stopped({ ...asFile, image: slot('url', inside) }, replies)).toEqual([]);
	});

	it('what has no form of an image is told by what its host says of it', async () => {
		const page = { body: 'words', headers: { 'content-type': 'text/html' } };
		const { raw } = await loaded({ ...asFile, image: slot('url', a) }, { [a]: [page] });
		expect(raw.pictures.images?.[0]?.file?.mimeType).toBe('text/html');
	});
});

it('an address goes as it is where the gateway opens it, and in a dry run', async () => {
	for (const stored of [{}, { options: { ...asFile.options, dryRun: true } }]) {
		const { asked, raw } = await loaded({
			model: modelById('nano-banana'),
			image: slot('url', a),
			...stored,
		});
		expect(asked).toEqual([]);
		expect(raw.pictures.images).toEqual([{ label: 'Image', mode: 'url', url: a }]);
		expect(raw.problems).toEqual([]);
	}
});

describe('a mask', () => {
	const withMask = { ...asFile, mask: slot('url', b) };
	const transparency = (pictures: readonly Picture[] = []) =>
		pictures.map(({ file }) => file?.transparent);

	it.each([true, false])('that was fetched is looked at for a hole: %s', async (hole) => {
		const mask = filteredPng({ filter: 'up', depth: 8, hole });
		const { raw } = await loaded(withMask, { [b]: [{ body: mask }] });
		expect(transparency(raw.pictures.mask)).toEqual([hole]);
	});

	it('may be the image itself, and two images may not be the same', async () => {
		const twice = { ...asFile, image: slot('binary', 'data') };
		const masked = await loaded({ ...twice, mask: slot('binary', 'data') });
		expect(masked.raw.warnings).toEqual([]);
		const doubled = await loaded({ ...twice, ...more(slot('binary', 'data')) });
		expect(doubled.raw.warnings).toEqual([expect.stringContaining('is the same image as Image')]);
	});
});

describe('an untouched Image of an item that has no such field', () => {
	it('is the only image that no other slot asks for', async () => {
		const stored = { mask: slot('binary', 'hole') };
		const { raw } = await loaded(stored, {}, ['hole', 'photo']);
		expect(raw.pictures.images).toMatchObject([{ file: { fileName: 'photo.png' } }]);
		expect(await stopped({}, {}, ['hole', 'photo'])).toEqual([
			expect.stringContaining('2 images: hole, photo'),
		]);
	});

	it('is told once as missing, beside all else that does not fit', async () => {
		const found = await stopped({ prompt: '', options: { extraFields: '[1]' } }, {}, []);
		expect(found.filter((sentence) => sentence.startsWith('Image'))).toHaveLength(1);
		expect(found.join(' ')).toContain('Prompt is empty');
		expect(found.join(' ')).toContain('Extra Fields is');
		expect(found).toHaveLength(3);
	});
});

describe('Expand To: Aspect Ratio', () => {
	const expand = {
		operation: 'expand',
		model: modelById('kling-image'),
		modelName: 'kling-v3',
		expandBy: 'aspectRatio',
		targetAspectRatio: '1:1',
	};
	const ratios = { upExpansionRatio: 0.5, leftExpansionRatio: 0 };
	const wide = async () => ({ body: await drawPicture({ width: 600, height: 300 }) });

	it('fetches an image by address to know its size, and sends the address', async () => {
		const stored = { ...expand, image: slot('url', a) };
		const { asked, raw } = await loaded(stored, { [a]: [await wide()] });
		expect(asked).toEqual([`fetch ${a}`]);
		expect(raw).toMatchObject({ values: ratios, targetAspectRatio: '1:1', problems: [] });
	});

	it.each([
		['that is gone', { image: slot('url', a) }, ['data'], /^Image could not be fetched/],
		['that is missing', { image: slot('binary', 'none') }, ['data'], /no binary field "none"/],
	])('of an image %s tells that alone', async (_what, image, names, said) => {
		const found = await stopped({ ...expand, ...image }, { [a]: [{ status: 404 }] }, names);
		expect(found).toEqual([expect.stringMatching(said)]);
	});

	it('without the network leaves the ratios open for an address, and works them out for a file', async () => {
		const held = async (image: object) => {
			const context = contextOf(resolve({ prompt: 'A', ...expand, ...image }), await itemWith());
			const given = await readItem(context, 0, openAi);
			const checked = withoutNetwork(given, await readImages(context, 0, given));
			makeOrder(given.plan, checked, spring);
			return checked;
		};
		expect(await held({ image: slot('binary', 'data') })).toMatchObject({ values: ratios });
		const open = await held({ image: slot('url', a) });
		expect(open.targetAspectRatio).toBeUndefined();
		expect(open.problems).toEqual([]);
		const dry = { image: slot('url', a), options: { dryRun: true } };
		await expect(held(dry)).rejects.toThrow('size of Image is not known');
	});
});

it('tells of an image that is left out of *, and is stopped by what is no failure of the web', async () => {
	const web = fakeWeb({ [a]: [] });
	const form = { model: modelById('gpt-image-2.5-flare'), prompt: 'A cat', ...asFile };
	const item = itemOf({
		data: await drawPicture(),
		film: await drawPicture({ type: 'gif' }),
	});
	const all = contextOf(resolve({ ...form, image: slot('binary', '*') }), item);
	expect((await loadOrder(all, openAi, web.http)).raw.warnings).toEqual([
		expect.stringContaining('film is a GIF file'),
	]);
	const broken = contextOf(resolve({ ...form, image: slot('url', a) }), item);
	await expect(loadOrder(broken, openAi, web.http)).rejects.toThrow(/^no reply$/);
});
