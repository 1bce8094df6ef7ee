import { isImageAddress, linksIn, withoutThoughts } from '../../nodes/ImageEdit/answer/links';
import { markOf } from '../../nodes/ImageEdit/answer/marks';

const a = 'https://files.example/a.png';

it.each([
	[`图片已生成：${a}，链接24小时内有效。`, a],
	[`链接：${a}。请下载`, a],
	[`链接（${a}）有效`, a],
	[`「${a}」`, a],
	[`“${a}”`, a],
	[`${a}；${a}！`, a],
	[`${a}、另一张`, a],
	[`${a}下载后请保存`, a],
	[`画像：${a}です`, a],
	[`Your image: \`${a}\`.`, a],
	[`**${a}**`, a],
	[`*${a}*`, a],
	[`[${a}]`, a],
	[`[[${a}]]`, a],
	[`(see ${a})`, a],
	[`<${a}>`, a],
	[`"${a}", he said`, a],
	[`Is it ${a}?`, a],
	[`It is ${a}!`, a],
	[`${a}, ${a};`, a],
	[`|${a}|`, a],
	[`{"x":"${a}"}`, a],
	[`[download](${a})`, a],
	[`[download](${a} "title")`, a],
	[`${a}…`, a],
	[`${a}\\n next`, a],
	['https://files.example/x?a=1&amp;b=2', 'https://files.example/x?a=1&b=2'],
	['(https://files.example/one_(2).png)', 'https://files.example/one_(2).png'],
	['https://files.example/a[1].png', 'https://files.example/a[1].png'],
	['https://files.example/x?sig=a%2Fb%3D&e=1', 'https://files.example/x?sig=a%2Fb%3D&e=1'],
	['https://files.example/图片.png', 'https://files.example/图片.png'],
	['http://[::1]:80/a.png', 'http://[::1]:80/a.png'],
])('in %s the address ends where it ends', (text, address) => {
	expect(linksIn(text)).toEqual({ images: [], bare: [address] });
});

it.each([
	['![mug](https://files.example/one_(2).png)', 'https://files.example/one_(2).png'],
	[`![mug](${a} "second")`, a],
	[`![mug](<${a}>)`, a],
	[`![mug]( ${a} )`, a],
	['![mug](/v1/files/a.png)', '/v1/files/a.png'],
	['![mug](https://files.example/x?a=1&amp;b=2)', 'https://files.example/x?a=1&b=2'],
	[`**![mug](${a})**`, a],
	[`<img width="3" src='${a}'/>`, a],
])('%s shows an image', (text, address) => {
	expect(linksIn(text)).toEqual({ images: [address], bare: [] });
});

it('addresses without a blank between them are two', () => {
	const mixed = [1, 2, 3, 4].map((at) => `https://a.example/${at}.png`);
	expect(linksIn(`${mixed.slice(0, 3).join(';')},${mixed[3]}`).bare).toEqual(mixed);
	for (const scheme of ['https', 'http', 'HTTPS']) {
		const two = ['https://a.example/1.png', `${scheme}://a.example/2.png`];
		expect(linksIn(two.join(',')).bare).toEqual(two);
	}
});

it('addresses that end like an image go before others', () => {
	expect(linksIn(`done [100](https://progress.example/x) [get](${a})`).bare).toEqual([a]);
});

const endings = ['png', 'jpg', 'jpeg', 'webp', 'gif', 'avif', 'bmp', 'svg', 'tif', 'tiff'];
const allEndings = [...endings, 'heic', 'heif', 'jxl'];

it.each(allEndings)('an address that ends in .%s is one of an image, in any letters', (ending) => {
	for (const name of [ending, ending.toUpperCase()]) {
		const address = `https://files.example/a.${name}`;
		for (const tail of ['', '?b=1', '#c', '?b=1#c?d'])
			expect(isImageAddress(`${address}${tail}`)).toBe(true);
		expect(linksIn(`https://page.example/ ${address}`).bare).toEqual([address]);
		expect(linksIn(`${address}下载后请保存`).bare).toEqual([address]);
	}
});

it.each(['a.pngx', 'a.png/b', 'apng', 'a.png.html', 'a?b=c.png', 'a#c.png', 'a.pn'])(
	'no address of an image is %s',
	(path) => {
		expect(isImageAddress(`https://files.example/${path}`)).toBe(false);
	},
);

it.each([
	[`<IMG SRC="${a}">`, [a]],
	[`<img src = "${a}">`, [a]],
	[`<img src=${a}>`, [a]],
	[`<img data-x="1" src="${a}">`, [a]],
	[`<img src="${a}"><img src="/b.png">`, [a, '/b.png']],
	[`![a](${a}) ![b](${a})`, [a]],
	[`![a](${a}) ![b](/b.png)`, [a, '/b.png']],
	[
		'![a](data:image/png;base64,AAAA) ![b](data:image/PNG;base64,BBBB)',
		['data:image/png;base64,AAAA', 'data:image/PNG;base64,BBBB'],
	],
	[
		'data:image/png;base64,AAAA and DATA:image/svg+xml;charset=utf-8;base64,BBBB',
		['data:image/png;base64,AAAA', 'DATA:image/svg+xml;charset=utf-8;base64,BBBB'],
	],
])('%s shows each image once', (text, images) => {
	expect(linksIn(text)).toEqual({ images, bare: [] });
});

it.each([
	['<think>x</think>y', 'y'],
	['a<think>x</think>b<think>y</think>c', 'abc'],
	['a<think>x', 'a<think>x'],
	['a<think>x</think>b<think>y', 'ab<think>y'],
	['a</think>b', 'a</think>b'],
	['</think>a<think>b</think>c', '</think>ac'],
])('without its thoughts %j reads %j', (words, kept) => {
	expect(withoutThoughts(words)).toBe(kept);
});

it('no more is looked at than may be, be it shown or bare', () => {
	const addresses = Array.from(
		{ length: 1_001 },
		(_none, index) => `https://a.example/${index}.png`,
	);
	const bare = { left: 3 };
	expect(linksIn(addresses.join(' '), bare).bare).toEqual(addresses.slice(0, 3));
	expect(bare.left).toBe(0);
	const shown = { left: 3 };
	const markdown = addresses.map((address) => `![](${address})`).join(' ');
	expect(linksIn(markdown, shown).images).toEqual(addresses.slice(0, 3));
	expect(shown.left).toBe(0);
	expect(linksIn(addresses.join(' ')).bare).toHaveLength(1_000);
	expect(linksIn(markdown).images).toHaveLength(1_000);
});

it.each([
	[`_${a}_`, a],
	[`__${a}__`, a],
	['https://files.example/a_', 'https://files.example/a_'],
	['_https://files.example/a_b', 'https://files.example/a_b'],
	['https://files.example/a**b', 'https://files.example/a'],
	['https://files.example/a*b', 'https://files.example/a*b'],
	['https://files.example/a~', 'https://files.example/a'],
	['https://files.example/a:', 'https://files.example/a'],
	['https://files.example/(a)b)c', 'https://files.example/(a)b'],
	['https://files.example/[a]b]c', 'https://files.example/[a]b'],
	['https://files.example/(a]b', 'https://files.example/(a'],
	['https://files.example/a?b=c下载', 'https://files.example/a?b=c'],
	['https://files.example/a?b=图&c=d', 'https://files.example/a?b=图&c=d'],
	['https://files.example/a?b=图=d', 'https://files.example/a?b=图=d'],
	['https://files.example/a?b=图/d', 'https://files.example/a?b=图/d'],
	['https://files.example/a?b=图?d', 'https://files.example/a?b=图?d'],
	['https://files.example/图', 'https://files.example/图'],
	['https://files.example/a?b=图&c', 'https://files.example/a?b=图&c'],
	['https://files.example/a?b=下载?c图', 'https://files.example/a?b=下载?c图'],
	['https://files.example/a?下载', 'https://files.example/a?'],
	['https://files.example/((a)).png', 'https://files.example/((a)).png'],
	['https://files.example/[[a]].png', 'https://files.example/[[a]].png'],
	['https://files.example/x?a&amp;b&amp;c', 'https://files.example/x?a&b&c'],
	['_https://files.example/a_b_', 'https://files.example/a_b'],
	['https://files.example/x,https:/b', 'https://files.example/x,https:/b'],
	['HTTP://files.example/a', 'HTTP://files.example/a'],
	['https:///a https://files.example/', 'https://files.example/'],
])('in %s the bare address is %s', (text, address) => {
	expect(linksIn(text).bare).toEqual([address]);
});

it.each([
	[`![](<${a}>) ![]( ) <img src="">`, [a]],
	['![a](https://a.example/x![b](y.png)', ['https://a.example/x![b](y.png)']],
])('what is shown in %s is read once, and nothing is no image', (text, images) => {
	expect(linksIn(text)).toEqual({ images, bare: [] });
});

it.each([
	'data:image/x.y+z-1;charset=utf-8;a.b=c+d;base64,AA+/AA==',
	`data:image/${'x'.repeat(100)};${'y'.repeat(100)};base64,AAAA`,
	`data:image/x${';y'.repeat(9)};base64,AAAA`,
	'data:image/png;base64,AAAA\nBBBB\r\n\r\nC+/-_==\nDDDD',
	`data:image/png;base64,${markOf(3)}`,
])('%j is one data URI among words', (uri) => {
	expect(linksIn(`see ${uri} there`)).toEqual({ images: [uri], bare: [] });
});

it.each([
	'data:image/;base64,AAAA',
	`data:image/${'x'.repeat(101)};base64,AAAA`,
	`data:image/png;${'y'.repeat(101)};base64,AAAA`,
	`data:image/x${';y'.repeat(10)};base64,AAAA`,
	'data:image/png;;base64,AAAA',
	'data:image/png;base64, AAAA',
])('%j is no data URI', (text) => {
	expect(linksIn(text)).toEqual({ images: [], bare: [] });
});

it.each([
	[`![${'x'.repeat(1_000)}](${a})`, `![${'x'.repeat(1_001)}](${a})`],
	[`![](${' '.repeat(9)}${a})`, `![](${' '.repeat(10)}${a})`],
	[`<img${' '.repeat(500)}src="${a}">`, `<img${' '.repeat(501)}src="${a}">`],
	[`<img src   =   "${a}">`, `<img src    = "${a}">`],
	[`<img src= '${a}'>`, `<img src=    "${a}">`],
	[`<img data-src="${a}">`, `<img datasrc="${a}">`],
	[`<img\nsrc="${a}">`, `<image src="${a}">`],
	[`<img alt="" src="${a}">`, `<img > src="${a}">`],
	[`<b><img src="${a}">`, `<img <b src="${a}">`],
	[`![x](${a})`, `![x]y](${a})`],
	[`![x](${a}) `, `![[x](${a})`],
])('%j shows an image, but %j only names one', (shown, named) => {
	expect(linksIn(shown)).toEqual({ images: [a], bare: [] });
	expect(linksIn(named)).toEqual({ images: [], bare: [a] });
});

it('words behind an address that only sounds like an image are a part of it', () => {
	const address = 'https://files.example/xpng下载';
	expect(linksIn(address).bare).toEqual([address]);
});

it('a data URI that is shown may be wrapped into lines', () => {
	const [one, two] = ['data:image/png;base64,AAAA\nBB==', 'data:image/gif;base64,CCCC\r\nDDDD'];
	expect(linksIn(`![](${one}) and <img src="${two}">`).images).toEqual([one, two]);
});

it('each text is read from its beginning, wherever the last one was left', () => {
	const blanks = ' '.repeat(100);
	linksIn(`${blanks}![](${a}) ![](${a})`, { left: 1 });
	expect(linksIn(`![](${a})`).images).toEqual([a]);
	linksIn(`${blanks}${a} ${a}`, { left: 1 });
	expect(linksIn(a).bare).toEqual([a]);
});
