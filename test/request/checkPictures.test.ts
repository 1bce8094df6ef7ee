import type { PictureLimits } from '../../nodes/ImageEdit/catalogue/types';
import type { Picture } from '../../nodes/ImageEdit/image/imageFile';
import { checkMask, checkPicture } from '../../nodes/ImageEdit/request/checkPictures';
import { drawPicture, fileOf, pictureOf, urlPicture } from '../helpers/pictures';
import { refusals, warnings } from '../helpers/orders';

const kling: PictureLimits = {
	types: ['jpeg', 'png'],
	maxBytes: 20_000,
	minSide: 300,
	maxRatio: 2.5,
};

const texts = async (drawing: object, limits = kling) =>
	checkPicture(await pictureOf(drawing), limits, 'Kling').map(({ text }) => text);

it.each([
	[{ type: 'png' }],
	[{ type: 'jpeg', alpha: false }],
	[{ width: 750, height: 300 }],
	[{ width: 300, height: 750 }],
	[{ width: 300, height: 300 }],
])('lets %j pass', async (drawing) => {
	expect(await texts(drawing)).toEqual([]);
});

it.each([
	[
		{ type: 'webp' },
		'Image is a WEBP file, but Kling takes JPEG and PNG files. Convert it first, e.g. with Edit Image.',
	],
	[
		{ width: 299, height: 300 },
		'Image is 299 x 300 pixels, but Kling takes sides of at least 300 pixels. Use a larger image.',
	],
	[
		{ width: 751, height: 300 },
		'Image is 751 x 300 pixels, but Kling takes a ratio from 1:2.5 to 2.5:1. Crop it first.',
	],
	[
		{ width: 300, height: 751 },
		'Image is 300 x 751 pixels, but Kling takes a ratio from 1:2.5 to 2.5:1. Crop it first.',
	],
])('says what is wrong with %j', async (drawing, sentence) => {
	expect(await texts(drawing)).toEqual([sentence]);
});

it('wants square pictures only where the model does', async () => {
	const sentence = 'Image is 320 x 300 pixels, but Kling takes square images. Crop it first.';
	expect(await texts({ height: 300 }, { square: true })).toEqual([sentence]);
	expect(await texts({}, { square: true })).toEqual([]);
});

it('measures the file and not its name', async () => {
	const bytes = Buffer.concat([await drawPicture(), Buffer.alloc(3e6)]);
	const picture = {
		label: 'Mask',
		mode: 'binary',
		file: await fileOf(bytes, 'small.jpg'),
	} as const;
	const limits: PictureLimits = { types: ['jpeg'], maxBytes: 2 * 1024 * 1024 };
	expect(checkPicture(picture, limits, 'Kling').map(({ text }) => text)).toEqual([
		'Mask is a PNG file, but Kling takes JPEG files. Convert it first, e.g. with Edit Image.',
		'Mask has 2.9 MB, but Kling takes at most 2 MB. Make it smaller first.',
	]);
});

it('refuses the size itself where the vendor says "less than"', async () => {
	const file = await fileOf(await drawPicture());
	const picture = { label: 'Image', mode: 'binary', file } as const;
	const under = (bytes: number) => checkPicture(picture, { underBytes: bytes }, 'DALL·E 2').length;
	expect([under(file.bytes + 1), under(file.bytes), under(file.bytes - 1)]).toEqual([0, 1, 1]);
	const heavy = { ...picture, file: { ...file, bytes: 4 * 1024 * 1024 } } as typeof picture;
	expect(checkPicture(heavy, { underBytes: 4 * 1024 * 1024 }, 'DALL·E 2')).toEqual([
		{ text: 'Image has 4.0 MB, but DALL·E 2 takes less than 4 MB. Make it smaller first.' },
	]);
});

it('tells an empty file from one that is no picture', async () => {
	const empty = { label: 'Image', mode: 'binary', file: await fileOf(Buffer.alloc(0)) } as const;
	const page = await fileOf(Buffer.from('<html>Not found, sorry</html>'), 'a.html', 'text/html');
	const html = { label: 'Image', mode: 'binary', file: page } as const;
	expect(checkPicture(empty, kling, 'Kling')).toEqual([
		{ text: 'Image has no content (0 bytes). Check the node that made it.' },
	]);
	expect(checkPicture(html, kling, 'Kling')).toEqual([
		{ text: 'Image (a.html, text/html) is not an image. Check the node that made it.' },
	]);
});

it.each(['example.com/a.png', 'ftp://example.com/a.png', 'file:///a.png', 'http://', 'C:\\a.png'])(
	'refuses %j as an address',
	(url) => {
		const text = `Image is "${url}", but a web address begins with http:// or https://. Write it in full.`;
		expect(checkPicture(urlPicture(url), kling, 'Kling')).toEqual([{ text }]);
	},
);

it('cannot judge a picture that it has not seen', () => {
	expect(checkPicture(urlPicture('https://example.com/a.webp'), kling, 'Kling')).toEqual([]);
});

const dallE = { model: 'dall-e-2' } as const;
const gpt = { model: 'gpt-image-1' } as const;

it('wants a mask with transparency and of the size of the first picture', async () => {
	const images = [await pictureOf({}), await pictureOf({ width: 640 })];
	const judged = async (drawing: object) =>
		refusals(gpt, { pictures: { images, mask: [await pictureOf(drawing, 'Mask')] } });
	expect(await judged({})).toEqual([]);
	expect(await judged({ alpha: false })).toEqual([
		expect.stringMatching(/^Mask has no transparency/),
	]);
	expect(await judged({ width: 640 })).toEqual([
		'Mask is 640 x 320 pixels and Image 320 x 320. Both must have the same size.',
	]);
	expect(await judged({ type: 'webp' })).toEqual([
		'Mask is a WEBP file, but GPT Image 1 takes PNG files. Convert it first, e.g. with Edit Image.',
	]);
});

it('wants transparency in the picture itself where there is no mask, for DALL·E 2 alone', async () => {
	const images = [await pictureOf({ alpha: false })];
	const mask = [await pictureOf({}, 'Mask')];
	expect(refusals(dallE, { pictures: { images } })).toEqual([
		expect.stringContaining('Image has no transparency and Mask is empty'),
	]);
	expect(refusals(dallE, { pictures: { images, mask } })).toEqual([]);
	expect(refusals(gpt, { pictures: { images } })).toEqual([]);
});

it('counts pictures, as advice where the sources are unsure', () => {
	const images = Array.from({ length: 4 }, () => urlPicture('https://example.com/a.png'));
	expect(refusals(dallE, { pictures: { images } })).toEqual([
		'Image: 4 images were given, but DALL·E 2 takes at most 1. Use fewer images.',
	]);
	expect(warnings({ model: 'nano-banana' }, { pictures: { images } })).toEqual([
		'Image: 4 images were given, but Nano Banana takes at most 3. Use fewer images.',
	]);
});

it('names the slot that is empty', () => {
	const tryOn = { model: 'kolors-virtual-try-on-v1', operation: 'tryOn' } as const;
	expect(
		refusals(tryOn, { pictures: { human: [urlPicture('https://example.com/a.png')] } }),
	).toEqual([expect.stringMatching(/^Garment is empty/)]);
});

it.each([
	['of the same size', {}, {}, true, [20, 10]],
	['of exchanged sides', {}, {}, false, [10, 20]],
	['of exchanged sides, turned itself', { turned: true }, {}, true, [10, 20]],
	['of exchanged sides, for a turned image', {}, { turned: true }, true, [10, 20]],
	['of one side as long', {}, {}, false, [20, 11]],
	['of the other side as long', {}, {}, false, [21, 10]],
	['of another size, both turned', { turned: true }, { turned: true }, false, [10, 21]],
])('a mask %s fits: %j beside %j, %s', (_what, own, other, fits, [width, height]) => {
	const picture = (label: string, info: object) =>
		({ label, mode: 'binary', file: { info: { type: 'jpeg', ...info } } }) as unknown as Picture;
	const mask = picture('Mask', { width, height, ...own });
	const image = picture('Image', { width: 20, height: 10, ...other });
	expect(checkMask(mask, image)).toHaveLength(fits ? 0 : 1);
});
