import { anyImages } from '../../nodes/ImageEdit/answer/anyImages';
import { markOf } from '../../nodes/ImageEdit/answer/marks';

const page = 'https://a.example/7';
const file = 'https://a.example/7.png';
const url = (address: string) => ({ kind: 'url', url: address });
/** The beginning of a PNG file in base64, so many characters long. */
const base64 = (length: number) => `iVBORw0KGgo${'A'.repeat(length)}`.slice(0, length);

it.each<[string, unknown, readonly unknown[]]>([
	['an address whose name says so', { artwork: { url: page } }, [url(page)]],
	['without encryption', { artwork: { URL: 'http://a.example/7' } }, [url('http://a.example/7')]],
	['several', { artworkUrls: [page, file], art: 'https://b.example' }, [page, file].map(url)],
	['a link that ends like an image', { link: file }, [url(file)]],
	['a list of bodies', [{ link: file }], [url(file)]],
	['one image that is named twice', { link: file, art: { url: file } }, [url(file)]],
	['an image that was put aside', { drawn: markOf(3) }, [{ kind: 'spooled', index: 3 }]],
	['base64', { drawn: base64(81) }, [{ kind: 'base64', base64: base64(81) }]],
	[
		'base64 behind a blank',
		{ drawn: `\n ${base64(81)}` },
		[{ kind: 'base64', base64: base64(81) }],
	],
	[
		'base64 in lines',
		{ drawn: `${base64(76)}\r\n${base64(76)}` },
		[{ kind: 'base64', base64: `${base64(76)}${base64(76)}` }],
	],
])('finds %s', (_what, body, images) => {
	expect(anyImages([body])).toEqual(images);
	expect(anyImages([{}, body])).toEqual(images);
});

it.each<[string, unknown]>([
	['a link to a page', { link: page }],
	['an address under a name that only begins so', { urlsafe: page }],
	['words that end with an image', { note: `See ${file}`, said: { url: `See ${file}` } }],
	['words that begin with one', { said: { url: `${file} is it` } }],
	['a path', { said: { url: 'files/7.png' } }],
	['no more base64 than an icon has', { drawn: base64(80) }],
	['words that quote an image', { said: `It is ${base64(200)}` }],
	['base64 of something else', { drawn: 'QUJD'.repeat(50) }],
	['numbers, flags and nothing', { url: 7, uri: true, link: null }],
	['words alone', file],
	['what was sent', { input: { url: page }, sourceImage: file }],
	['where to ask', { status_url: page, pollUrl: page, cancel: { url: page }, webhook: file }],
	['how it is shown elsewhere', { thumb_url: page, avatar: { url: file }, get: file }],
	['a preview', { art: { type: 'preview', url: page } }],
])('finds nothing in %s', (_what, body) => {
	expect(anyImages([body])).toEqual([]);
});

it.each<[string, (body: object) => object]>([
	['objects', (body) => ({ drawn: body })],
	['lists', (body) => [body]],
])('of %s, one within the other, twelve are looked into', (_what, around) => {
	const nested = (times: number) => {
		let body: object = { link: file };
		// The address lies in an object of its own.
		for (let at = 1; at < times; at++) body = around(body);
		return [body];
	};
	expect(anyImages(nested(12))).toEqual([url(file)]);
	expect(anyImages(nested(13))).toEqual([]);
});

it('looks at five thousand names of a response', () => {
	const names = (count: number) =>
		Object.fromEntries(Array.from({ length: count }, (_none, at) => [`n${at}`, at]));
	expect(anyImages([{ drawn: names(4_998), link: file }])).toEqual([url(file)]);
	expect(anyImages([{ drawn: names(4_999), link: file }])).toEqual([]);
});

it('looks for no more than a hundred images, and one that tells of more', () => {
	const many = Array.from({ length: 150 }, (_none, at) => `https://a.example/${at}.png`);
	expect(anyImages([{ drawn: many }])).toHaveLength(101);
	expect(anyImages([{ drawn: many.slice(0, 100), more: { url: page } }])).toHaveLength(101);
	const inObjects = many.map((link) => ({ link }));
	expect(anyImages([{ drawn: inObjects.slice(0, 90), more: inObjects.slice(90) }])).toHaveLength(
		101,
	);
});
