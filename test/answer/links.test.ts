import { linksIn } from '../../nodes/ImageEdit/answer/links';

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
	expect(linksIn('https://a.example/1.png,https://a.example/2.png').bare).toEqual([
		'https://a.example/1.png',
		'https://a.example/2.png',
	]);
});

it('addresses that end like an image go before others', () => {
	expect(linksIn(`done [100](https://progress.example/x) [get](${a})`).bare).toEqual([a]);
});
