import { pictureOf } from '../../nodes/ImageEdit/answer/oneImage';
import { markOf } from '../../nodes/ImageEdit/answer/marks';

const base64 = Buffer.alloc(60, 'image').toString('base64');
const png = `iVBORw0KGgo${base64}`;
const url = 'https://files.example/a.png';

it.each<[string, string, object | undefined]>([
	['an address', url, { kind: 'url', url }],
	['an address between blanks', `\n ${url} `, { kind: 'url', url }],
	[
		'an address in capitals',
		'HTTPS://FILES.example/a',
		{ kind: 'url', url: 'HTTPS://FILES.example/a' },
	],
	['an address without a scheme', '//files.example/a', { kind: 'url', url: '//files.example/a' }],
	['an address and words', `${url} is it`, undefined],
	['words', 'Here it is', undefined],
	['base64', base64, { kind: 'base64', base64 }],
	['base64 in lines', `${base64}\r\n${base64}\n`, { kind: 'base64', base64: base64 + base64 }],
	['base64 with an end in lines', `${base64}A=\r\n=\n`, { kind: 'base64', base64: `${base64}A==` }],
	['base64 of 40 characters', 'a'.repeat(40), { kind: 'base64', base64: 'a'.repeat(40) }],
	['base64 of 39 characters', 'a'.repeat(39), undefined],
	['39 characters in lines', `${'a'.repeat(39)}\n\n`, undefined],
	['39 characters with line ends within', `${'a'.repeat(20)}\n\n${'a'.repeat(19)}`, undefined],
	['characters of base64 with blanks', `${'a'.repeat(40)} b`, undefined],
	[
		'base64 of any alphabet',
		`${'-_'.repeat(20)}+/`,
		{ kind: 'base64', base64: `${'-_'.repeat(20)}+/` },
	],
	['a data URI, be it short', 'data:image/png;base64,QUJD', { kind: 'base64', base64: 'QUJD' }],
	['a data URI in capitals', 'DATA:IMAGE/PNG;a=b;BASE64,QUJD', { kind: 'base64', base64: 'QUJD' }],
	['a data URI with blanks', 'data:;base64, QU JD ', { kind: 'base64', base64: 'QUJD' }],
	['a mark', markOf(7), { kind: 'spooled', index: 7 }],
	['a mark in a data URI', `data:image/png;base64, ${markOf(7)} `, { kind: 'spooled', index: 7 }],
])('among words, %s is an image or not', (_what, text, picture) => {
	expect(pictureOf(text, '', false)).toEqual(picture);
	expect(pictureOf(text, 'A cat', false)).toEqual(
		picture && { ...picture, revisedPrompt: 'A cat' },
	);
});

it.each<[string, string, object]>([
	['an address with a blank', `${url} is it`, { kind: 'url', url: `${url} is it` }],
	['base64 that begins like an image', png, { kind: 'base64', base64: png }],
	['base64 that does so after a blank', ` ${png}`, { kind: 'base64', base64: png }],
	['what looks like base64 and may be a path', base64, { kind: 'url', url: base64 }],
	['a path', '/files/a.png', { kind: 'url', url: '/files/a.png' }],
	['what is no address of the web', 'ftp://a.example/x', { kind: 'url', url: 'ftp://a.example/x' }],
	['a key in what is none', 'x:Bearer abcd12345678', { kind: 'url', url: 'x:[key]' }],
	['an address in quotes', `"${url}"`, { kind: 'url', url }],
	['an address in brackets', `(${url})`, { kind: 'url', url }],
	['an address in angles', `<${url}>`, { kind: 'url', url }],
	['an image of Markdown', `![a](${url})`, { kind: 'url', url }],
	['a link of Markdown', `[a](${url})`, { kind: 'url', url }],
	['an image before a link', `[![a](${url})](https://a.example/page)`, { kind: 'url', url }],
	[
		'a long address in quotes',
		`"${url}?${'a'.repeat(5_000)}"`,
		{ kind: 'url', url: `${url}?${'a'.repeat(5_000)}` },
	],
	['quotes about nothing', '"here"', { kind: 'url', url: '"here"' }],
	['a path with an address in it', `to/${url}`, { kind: 'url', url: `to/${url}` }],
])('in the place of an address, %s is taken so', (_what, text, picture) => {
	expect(pictureOf(text, '', true)).toEqual(picture);
	expect(pictureOf(text, 'A cat', true)).toEqual({ ...picture, revisedPrompt: 'A cat' });
});

it.each([
	['PNG', 'iVBORw0KGgo'],
	['JPEG', '/9j/'],
	['WebP', 'UklGR'],
	['GIF', 'R0lGODlh'],
	['AVIF', Buffer.from('\0\0\0\x20ftypavif').toString('base64')],
	['TIFF', Buffer.from('II*\0').toString('base64').slice(0, 5)],
	['TIFF of the other order', Buffer.from('MM\0*').toString('base64').slice(0, 5)],
	['SVG', Buffer.from('<svg ').toString('base64').slice(0, 6)],
	['XML', Buffer.from('<?xml').toString('base64').slice(0, 6)],
])('base64 of %s is known in the place of an address', (_what, begin) => {
	const text = begin.replace(/=+$/, '') + base64;
	expect(pictureOf(text, '', true)).toEqual({ kind: 'base64', base64: text });
});
