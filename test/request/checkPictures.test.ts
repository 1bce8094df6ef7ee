import type { PictureLimits } from '../../nodes/ImageEdit/catalogue/types';
import type { Picture, PictureFile } from '../../nodes/ImageEdit/image/imageFile';
import type { ImageInfo } from '../../nodes/ImageEdit/image/imageInfo';
import {
	checkMarkup,
	checkMask,
	checkOwnTransparency,
	checkPicture,
} from '../../nodes/ImageEdit/request/checkPictures';
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

/** A picture of which only this is known. */
const knownBy = (info: Partial<ImageInfo>, more: Partial<PictureFile> = {}): Picture => {
	const file = {
		fileName: 'a.png',
		mimeType: 'image/png',
		bytes: 1000,
		info: { type: 'png', alpha: true, ...info },
		...more,
	};
	return { label: 'It', mode: 'binary', file: file as PictureFile };
};
const faultsOf = (info: Partial<ImageInfo>, limits: PictureLimits, more?: Partial<PictureFile>) =>
	checkPicture(knownBy(info, more), limits, 'Kling');

it('says of a limit that the sources are unsure of it', () => {
	const limits: PictureLimits = { types: ['jpeg'] };
	expect(faultsOf({}, limits)).toEqual([{ text: expect.stringContaining('takes JPEG files') }]);
	expect(faultsOf({}, { ...limits, unsure: true })).toEqual([
		{ text: expect.stringContaining('takes JPEG files'), unsure: true },
	]);
});

it('tells of a damaged file for any model', () => {
	expect(faultsOf({}, {}, { damage: 'is cut off before its end' })).toEqual([
		{ text: 'It (a.png) is cut off before its end. Check the node that made it.', certain: true },
	]);
});

it.each([
	['ico', 'an ICO'],
	['jxl', 'a JPEG XL'],
	['svg', 'an SVG'],
] as const)('refuses a file of type %s also where no types are listed', (type, title) => {
	expect(faultsOf({ type }, {})).toEqual([
		{ text: `It is ${title} file, which Kling does not take. Make a PNG or JPEG of it first.` },
	]);
	expect(faultsOf({ type }, { types: ['png', 'jpeg', 'webp'] })).toEqual([
		{
			text: `It is ${title} file, but Kling takes PNG, JPEG and WEBP files. Convert it first, e.g. with Edit Image.`,
		},
	]);
});

it.each(['avif', 'bmp', 'gif', 'heic', 'jpeg', 'other', 'png', 'tiff', 'webp'] as const)(
	'lets a file of type %s pass where no types are listed',
	(type) => expect(faultsOf({ type }, {})).toEqual([]),
);

it.each<[string, PictureLimits, Partial<ImageInfo>, Partial<PictureFile>, number]>([
	['as many bytes as allowed', { maxBytes: 1000 }, {}, {}, 0],
	['a byte more', { maxBytes: 999 }, {}, {}, 1],
	['as many pixels as allowed', { maxPixels: 600 }, { width: 20, height: 30 }, {}, 0],
	['a pixel more', { maxPixels: 599 }, { width: 20, height: 30 }, {}, 1],
	['any number of pixels', {}, { width: 20_000, height: 30_000 }, {}, 0],
	['a width alone', { minSide: 300, square: true }, { width: 20 }, {}, 0],
	['a height alone', { minSide: 300, square: true }, { height: 20 }, {}, 0],
	['sides that are unknown', { minSide: 300, maxPixels: 1, maxRatio: 2, square: true }, {}, {}, 0],
])('judges %s', (_what, limits, info, file, count) => {
	expect(faultsOf(info, limits, file)).toHaveLength(count);
});

it('says how many pixels and bytes are allowed', () => {
	const size = { width: 20, height: 30 };
	const limits: PictureLimits = { maxPixels: 599, maxBytes: 512 * 1024 };
	const bytes = 512 * 1024 + 1;
	expect(faultsOf(size, limits, { bytes }).map(({ text }) => text)).toEqual([
		'It has 0.6 MB, but Kling takes at most 0.5 MB. Make it smaller first.',
		'It is 20 x 30 pixels, but Kling takes at most 599 pixels in all. Make it smaller first.',
	]);
});

it.each([
	['HTTPS://example.com/a.png', 0],
	['http://example.com/a.png', 0],
	['see https://example.com/a.png', 1],
	['https:///a.png', 1],
	[undefined, 1],
])('of the address %j finds %d faults', (url, count) => {
	const picture: Picture = { label: 'It', mode: 'url', ...(url === undefined ? {} : { url }) };
	expect(checkPicture(picture, {}, 'Kling')).toHaveLength(count);
});

const opaque: ReadonlyArray<readonly [Partial<ImageInfo>, Partial<PictureFile>, boolean]> = [
	[{ alpha: false }, {}, true],
	[{ alpha: true }, { transparent: false }, true],
	[{ alpha: true }, { transparent: true }, false],
	[{ alpha: true }, {}, false],
];

it.each(opaque)(
	'%j and %j: that it is opaque is %s, whatever it is for',
	(info, file, isOpaque) => {
		const picture = knownBy(info, file);
		const count = isOpaque ? 1 : 0;
		const texts = [
			...checkMask(picture, undefined),
			...checkMarkup(picture, undefined, undefined),
			...checkOwnTransparency(picture),
		].map(({ text }) => text);
		expect(texts).toHaveLength(3 * count);
		for (const text of texts) expect(text).toMatch(/^It has no transparency/);
	},
);

it('does not speak of the transparency of a mask that is no PNG', () => {
	const webp = knownBy({ type: 'webp', alpha: false });
	expect([...checkMask(webp, undefined), ...checkMarkup(webp, undefined, undefined)]).toEqual([]);
});

const [wide, tall] = [
	{ width: 40, height: 30 },
	{ width: 30, height: 40 },
];
const turned = { turned: true } as const;

it.each<[string, Partial<ImageInfo>, Partial<ImageInfo>, mask: boolean, markup: boolean]>([
	['the same sides', wide, wide, true, true],
	['another width', { width: 41, height: 30 }, wide, false, false],
	['another height', { width: 40, height: 31 }, wide, false, false],
	['exchanged sides', tall, wide, false, false],
	['the sides in which a photo is shown', tall, { ...wide, ...turned }, true, true],
	['the sides in which a photo is stored', wide, { ...wide, ...turned }, true, false],
	['sides that are shown as those of the photo', { ...tall, ...turned }, wide, true, true],
	[
		'exchanged sides, one of them right',
		{ width: 30, height: 41 },
		{ ...wide, ...turned },
		false,
		false,
	],
	[
		'exchanged sides, the other right',
		{ width: 31, height: 40 },
		{ ...wide, ...turned },
		false,
		false,
	],
	['unknown sides', {}, wide, true, true],
	['unknown sides of the image', wide, {}, true, true],
])('%s: whether a mask and a markup fit', (_what, own, image, maskFits, markupFits) => {
	expect(checkMask(knownBy(own), knownBy(image))).toHaveLength(maskFits ? 0 : 1);
	expect(checkMarkup(knownBy(own), knownBy(image), undefined)).toHaveLength(markupFits ? 0 : 1);
});

it('compares no sizes with what was not seen', () => {
	const unseen = urlPicture('https://example.com/a.png');
	for (const other of [unseen, undefined]) {
		expect(checkMask(knownBy(wide), other)).toEqual([]);
		expect(checkMarkup(knownBy(wide), other, undefined)).toEqual([]);
	}
	expect(checkMask(unseen, knownBy(wide))).toEqual([]);
	expect(checkMarkup(unseen, knownBy(wide), undefined)).toEqual([]);
});
