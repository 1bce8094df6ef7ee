import { withTransparencies } from '../../nodes/ImageEdit/host/transparency';
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
