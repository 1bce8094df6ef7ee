import {
	displayedSize,
	extensionOf,
	mimeTypeOf,
	plainMimeType,
	titleOf,
} from '../../nodes/ImageEdit/image/imageInfo';

it.each([
	['image/x-icns', 'icns'],
	['image/vnd.djvu', 'djvu'],
	['IMAGE/QOI', 'qoi'],
	['image/foo+xml', 'foo'],
	['image/toolong', 'img'],
	['text/image/qoi', 'img'],
	[undefined, 'img'],
])('gives a picture of the unknown type %j the extension %s', (declared, extension) => {
	const info = { type: 'other', ...(declared === undefined ? {} : { declared }) } as const;
	const mimeType = declared ?? 'application/octet-stream';
	expect(extensionOf(info)).toBe(extension);
	expect([mimeTypeOf(info), titleOf(info)]).toEqual([mimeType, `a picture of type ${mimeType}`]);
});

it.each([
	['avif', 'avif', 'image/avif', 'an AVIF'],
	['bmp', 'bmp', 'image/bmp', 'a BMP'],
	['gif', 'gif', 'image/gif', 'a GIF'],
	['heic', 'heic', 'image/heic', 'a HEIC'],
	['ico', 'ico', 'image/vnd.microsoft.icon', 'an ICO'],
	['jpeg', 'jpg', 'image/jpeg', 'a JPEG'],
	['jxl', 'jxl', 'image/jxl', 'a JPEG XL'],
	['png', 'png', 'image/png', 'a PNG'],
	['svg', 'svg', 'image/svg+xml', 'an SVG'],
	['tiff', 'tiff', 'image/tiff', 'a TIFF'],
	['webp', 'webp', 'image/webp', 'a WEBP'],
] as const)('calls a picture of type %s .%s, %s and %s', (type, extension, mimeType, title) => {
	const info = { type };
	expect([extensionOf(info), mimeTypeOf(info), titleOf(info)]).toEqual([
		extension,
		mimeType,
		title,
	]);
});

it('knows what a picture is called, whatever it was declared as', () => {
	const info = { type: 'jpeg', declared: 'image/png' } as const;
	expect([extensionOf(info), mimeTypeOf(info), titleOf(info)]).toEqual([
		'jpg',
		'image/jpeg',
		'a JPEG',
	]);
});

it.each([
	[`${'a'.repeat(100)}/${'b'.repeat(100)}`, true],
	[`${'a'.repeat(101)}/b`, false],
	[`a/${'b'.repeat(101)}`, false],
	['a/b ; c', true],
	[undefined, false],
	[7, false],
])('takes a declared type for one: %#', (declared, isOne) => {
	const none = 'application/octet-stream';
	expect(plainMimeType(declared)).toBe(isOne ? String(declared).split(' ')[0] : none);
});

it('shows a turned picture with its sides exchanged, and one without sides without them', () => {
	const sides = { type: 'jpeg', width: 4, height: 3 } as const;
	expect(displayedSize(sides)).toEqual({ width: 4, height: 3 });
	expect(displayedSize({ ...sides, turned: true })).toEqual({ width: 3, height: 4 });
	expect(displayedSize({ type: 'jpeg', width: 4 })).toBeUndefined();
	expect(displayedSize({ type: 'jpeg', height: 3, turned: true })).toBeUndefined();
});
