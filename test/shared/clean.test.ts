import { clean, cleanAddress, shownAddress } from '../../nodes/ImageEdit/shared/clean';

const letters = (count: number) => 'abcdefghij'.repeat(50).slice(0, count);

it.each(['Bearer ', 'bearer  ', 'sk-', 'SK-', 'key-'])(
	'takes a key behind %j out of a message',
	(mark) => {
		expect(clean(`Wrong: ${mark}abc.12 .`)).toBe('Wrong: [key] .');
		expect(clean(`Wrong: ${mark}${letters(20)}.`)).toMatch(/^Wrong: \[key\]$/);
		for (const word of ['ab.12', 'abcdef', letters(19)]) {
			expect(clean(`Wrong: ${mark}${word} .`)).toBe(`Wrong: ${mark}${word} .`.replace(/ +/g, ' '));
		}
		expect(clean(`Wrong: x${mark}abc.12 .`)).not.toContain('[key]');
	},
);

it.each([
	['a hundred signs of base64', letters(100), '[data]'],
	['fewer', letters(99), undefined],
	['its end', `${letters(100)}==`, '[data]'],
	['a data URI', 'data:image/png;base64,AA==', '[data]'],
	['a data URI of another kind', 'data:image/svg+xml;base64,AA', '[data]'],
	['a data URI without base64', 'data:text/plain,AA', undefined],
	['an image that was put aside', '\uE00012\uE000', '[data]'],
	['one in an address', 'https://a.example/\uE00012\uE000/b', 'https://a.example/[data]/b'],
	['two lines of sixty', `${letters(60)}\n${letters(60)}\n`, '[data]'],
	['two lines, as JSON writes them', `${letters(60)}\\n${letters(60)}\\r\\nab==`, '[data]'],
	['two lines of fewer', `${letters(59)} ${letters(59)}`, undefined],
	['one line of sixty', `${letters(60)} and so on`, undefined],
	['an address with a key in it', 'https://a.example/sk-abc123', undefined],
	['an address with base64 in it', `http://a.example/${letters(200)}`, undefined],
])('of %s shows what can be read', (_what, said, shown = said) => {
	expect(clean(`It: ${said}`)).toBe(`It: ${shown}`);
});

it('shows six hundred characters, and cuts off what is longer', () => {
	const words = 'word '.repeat(200);
	const most = `${words.slice(0, 599)}x`;
	expect(clean(most)).toBe(most);
	expect(clean(`${most} y`)).toBe(`${most} …`);
	expect(clean(`${words.slice(0, 599)}😀`)).toBe(`${words.slice(0, 599)} …`);
});

it('shows no more of addresses without end between images that were put aside', () => {
	const said = 'https://\uE0001\uE000'.repeat(1_000);
	expect(clean(said)).toBe('https://[data]'.repeat(200).slice(0, 2_000));
	expect(clean('http://\uE000'.repeat(1_000))).toHaveLength(2_000);
});

it('cuts off behind an address, and not inside of it', () => {
	const before = 'word '.repeat(116);
	for (const scheme of ['http', 'https']) {
		const address = `${scheme}://a.example/a-long-way`;
		expect(clean(`${before}${address}`)).toBe(`${before}${address}`);
		expect(clean(`${before}${address} more`)).toBe(`${before}${address} …`);
	}
	expect(clean(`${before}ftp://a.example/a-long-way`)).toBe(`${before}ftp://a.example/a-lo …`);
});

it.each([
	['https://a.example/a b', 'https://a.example/a%20b', 'https://a.example/a b'],
	[' HTTP://a.example ', ' HTTP://a.example ', 'HTTP://a.example'],
	['files/a.png ', 'files/a.png', 'files/a.png'],
	['data:image/png;base64,AA==', '[data]', '[data]'],
	['ftp://a.example/sk-abc123', 'ftp://a.example/[key]', 'ftp://a.example/[key]'],
])('shows the address %j as %j, and reports it as %j', (address, shown, reported) => {
	expect(shownAddress(address).trim()).toBe(shown.trim());
	expect(cleanAddress(address)).toBe(reported);
});

it('takes out all of several keys and images', () => {
	expect(clean('sk-abc123, Bearer abc.12')).toBe('[key], [key]');
	expect(clean(`${letters(100)}, ${letters(100)}`)).toBe('[data], [data]');
});

it.each([...'.~+/=-_'])('takes out the whole of a key with %s in it', (sign) => {
	expect(clean(`<sk-1${sign}a${sign}b${sign}>`)).toBe('<[key]>');
	expect(clean(`<sk-${`abcdef${sign}`.repeat(3)}>`)).toBe('<[key]>');
});

it.each([...' "\'<>'])('reads an address as far as %j', (sign) => {
	const address = 'https://a.example/x';
	expect(clean(`${address}${sign}sk-abc123`)).toBe(`${address}${sign}[key]`);
	expect(clean(`${address}${sign}${letters(100)}`)).toBe(`${address}${sign}[data]`);
});

it('writes each blank of an address so that it can be opened', () => {
	expect(shownAddress('https://a.example/a b c')).toBe('https://a.example/a%20b%20c');
});

it.each([...'.~+/=-_'])('takes out a key whose first digit stands behind %s', (sign) => {
	expect(clean(`<sk-a${sign}b${sign}1cd>`)).toBe('<[key]>');
});

it.each([
	['Bearer1234567', 'Bearer1234567'],
	['http://a.example/sk-abc123', 'http://a.example/sk-abc123'],
	['DATA:IMAGE/PNG;BASE64,AA==', '[data]'],
	['data:;base64,AA', '[data]'],
	['data:image/png;base64,', '[data]'],
	['data:image/png;base64,AA+BB/CC=', '[data]'],
	[`${letters(50)}+${letters(50)}`, '[data]'],
	[`${letters(30)}+${letters(29)}\n${letters(30)}/${letters(29)}\nab+c==`, '[data]'],
	['\uE000\uE000', '\uE000\uE000'],
	['  a \n b ', 'a b'],
	[`${' '.repeat(50_000)}x`, ''],
])('of a text like this shows what can be read: %#', (said, shown) => {
	expect(clean(said)).toBe(shown);
});

it('leaves a character whole that is far from where a text is cut', () => {
	expect(clean(`😀 ${'word '.repeat(200)}`)).toMatch(/^😀 word /);
});

const long = (scheme: string) => `${scheme}://a.example/${letters(500)}${letters(500).repeat(5)}`;

it.each(['https', 'http', 'HTTP'])('shows two thousand characters of an address: %s', (scheme) => {
	const address = long(scheme);
	expect(clean(address)).toBe(address.slice(0, 2_000));
	expect(shownAddress(address)).toBe(address.slice(0, 2_000));
	expect(shownAddress(`${scheme}://a.example/a b \n`)).toBe(`${scheme}://a.example/a%20b`);
	expect(cleanAddress(address)).toBe(address);
});

it.each([
	['see https://a.example sk-abc123', 'see https://a.example [key]', undefined],
	['ftp://a.example/?u=https: sk-abc123', 'ftp://a.example/?u=https: [key]', undefined],
	['git+ssh://a.example/sk-abc123', 'git+ssh://a.example/[key]', undefined],
	['x:sk-abc123', 'x:[key]', undefined],
	['DATA:image/png;base64,AA', '[data]', undefined],
	['files/sk-abc123 ', 'files/[key]', 'files/sk-abc123'],
	['a/b:sk-abc123', 'a/b:[key]', 'a/b:sk-abc123'],
])('of %j, which is no web address, shows %j', (address, shown, reported = shown) => {
	expect(shownAddress(address)).toBe(shown);
	if (!address.startsWith('see')) expect(cleanAddress(address)).toBe(reported);
});
