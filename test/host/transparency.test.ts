import { withTransparencies } from '../../nodes/ImageEdit/host/transparency';
import type { Picture } from '../../nodes/ImageEdit/image/imageFile';
import { examinePicture } from '../../nodes/ImageEdit/image/imageFile';
import { oneChunk } from '../../nodes/ImageEdit/shared/streams';
import { planOf } from '../helpers/orders';
import { filteredPng } from '../trust/support/filteredPng';

const pictureOf = async (hole: boolean) => {
	const bytes = filteredPng({ filter: 'up', depth: 8, hole });
	const file = await examinePicture(async () => oneChunk(bytes), 'a.png', 'image/png');
	return { label: 'Image', mode: 'binary', file } as const;
};

/** What is known of the pixels of each picture, by its role. */
async function looked(model: string, roles: readonly ('images' | 'mask' | 'markup')[]) {
	const given = { opaque: await pictureOf(false), holed: await pictureOf(true) };
	const pictures = Object.fromEntries(roles.map((role) => [role, [given.opaque, given.holed]]));
	const found = await withTransparencies(planOf({ model }), pictures);
	return Object.fromEntries(
		roles.map((role) => [role, found[role]?.map(({ file }) => file?.transparent)]),
	);
}

it('looks for transparent pixels in a mask and in a markup, and not in the image beside them', async () => {
	expect(await looked('gpt-image-2.5-flare', ['images', 'mask', 'markup'])).toEqual({
		images: [undefined, undefined],
		mask: [false, true],
		markup: [false, true],
	});
});

it('looks for them in an image that is its own mask', async () => {
	expect(await looked('dall-e-2', ['images'])).toEqual({ images: [false, true] });
	expect(await looked('dall-e-2', ['images', 'mask'])).toEqual({
		images: [undefined, undefined],
		mask: [false, true],
	});
});

describe('a mask at which it need not look', () => {
	const mask = async (more: object) => {
		const known = await pictureOf(true);
		const opened: string[] = [];
		const open = async () => {
			opened.push('mask');
			return await known.file.open();
		};
		const given = { ...known, file: { ...known.file, open, ...more } } as Picture;
		const plan = planOf({ model: 'gpt-image-2' });
		const found = await withTransparencies(plan, { mask: [given] });
		return { given, opened, found: found.mask };
	};

	it.each<[string, object]>([
		['is of another type', { info: { type: 'webp', width: 64, height: 64, alpha: true } }],
		['has no transparency at all', { info: { type: 'png', width: 64, height: 64, alpha: false } }],
		['is of no known type', { info: undefined }],
		['is known already', { transparent: false }],
		['is damaged', { damage: 'it is cut off' }],
	])('%s', async (_what, more) => {
		const { found, given, opened } = await mask(more);
		expect(opened).toEqual([]);
		expect(found).toEqual([given]);
	});

	it('and else it looks, and tells all that was known besides', async () => {
		const { found, given, opened } = await mask({});
		expect(opened).toEqual(['mask']);
		expect(found).toEqual([{ ...given, file: { ...given.file, transparent: true } }]);
	});
});

it('keeps a mask by address, and one of which nothing can be told, as they are', async () => {
	const byUrl = { label: 'Mask', mode: 'url', url: 'https://a.example/mask.png' } as const;
	const { file, ...rest } = await pictureOf(true);
	const broken = { ...rest, file: { ...file, open: async () => oneChunk(Buffer.from('no PNG')) } };
	const plan = planOf({ model: 'gpt-image-2' });
	const found = await withTransparencies(plan, { mask: [byUrl, broken] });
	expect(found.mask?.[0]).toBe(byUrl);
	expect(found.mask?.[1]).toBe(broken);
});

it('is stopped by the signal of the execution', async () => {
	const plan = planOf({ model: 'gpt-image-2' });
	const mask = [await pictureOf(true)];
	const found = await withTransparencies(plan, { mask }, AbortSignal.abort());
	expect(found.mask?.[0]?.file).not.toHaveProperty('transparent');
});

it('leaves the image of another model alone that has no mask', async () => {
	expect(await looked('gpt-image-2', ['images'])).toEqual({ images: [undefined, undefined] });
});
