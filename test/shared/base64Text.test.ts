import { withoutBase64 } from '../../nodes/ImageEdit/shared/secrets';

const run = (length: number) => 'aZ09+/_-'.repeat(40).slice(0, length);
const shown = (text: string) => withoutBase64(text).replaceAll('[base64]', '#');

it.each([
	['a long run', run(129), '#'],
	['one that is shorter', run(128), undefined],
	['a run with its end', `${run(129)}==`, '#'],
	['a run with more than its end', `${run(129)}===`, '#='],
	['two lines of sixty', `${run(60)}\n${run(60)}`, '#'],
	['a line that is shorter, and another', `${run(59)}\n${run(60)}`, undefined],
	['a line and a shorter one', `${run(60)}\n${run(59)}`, undefined],
	['two lines and a shorter one', `${run(60)}\n${run(60)}\nab==`, '#'],
	['two lines and two shorter ones', `${run(60)}\n${run(60)}\nab\ncd`, '#\ncd'],
	['two lines and a blank', `${run(60)}\n${run(60)}\n!`, '#\n!'],
	['a long run and a word', `${run(129)} ab`, '# ab'],
	['lines, four blanks apart', `${run(60)}\r\n  ${run(60)}`, '#'],
	['lines, five blanks apart', `${run(60)}\r\n   ${run(60)}`, undefined],
	['a mark', '\uE00012\uE000', '#'],
	['a mark without a number', '\uE000\uE000', undefined],
	['a mark without an end', '\uE00012', undefined],
	['a mark of another sign', '\uE0001a\uE000', undefined],
	['a mark of the sign before the digits', '\uE000/\uE000', undefined],
	['a mark of the sign behind the digits', '\uE000:\uE000', undefined],
	['a mark of the first digit', '\uE0000\uE000', '#'],
	['a mark of the last digit', '\uE0009\uE000', '#'],
	['digits that only end like a mark', '.12\uE000', undefined],
	['a data URI', 'data:image/png;base64,AA==', '#'],
	['a data URI of a type with a point', 'data:image/vnd.x-icon;base64,AA', '#'],
	['what would be a data URI with a colon', 'data!image/png;base64,AA==', undefined],
	['a word that ends like a data URI begins', 'metadata:image/png;base64,AA==', 'meta#'],
	[
		'a data URI behind an address',
		'http://a.example data:image/png;base64,AA==',
		'http://a.example #',
	],
	['a data URI of nothing', 'data:;base64,', '#'],
	['a data URI of a mark', 'data:image/png;base64,\uE0007\uE000.', '#.'],
	['a data URI without base64', 'data:text/plain,AA', undefined],
	['an address', `https://a.example/${run(200)}`, undefined],
	['an address without a lock', `http://a.example/${run(200)}`, undefined],
	['an address of another kind', `ftp://a.example/${run(200)}`, 'ftp://a.#'],
	['a word before a colon', `see:${run(200)}`, 'see:#'],
])('of %s leaves what is no base64', (_what, text, left = text) => {
	expect(shown(`"${text}"`)).toBe(`"${left}"`);
});

const blanks = '\t\n\v\f\r \u00A0\u1680\u2000\u2005\u200A\u2028\u2029\u202F\u205F\u3000\uFEFF';

it.each([...blanks])('takes %j for a blank: between lines, and behind an address', (blank) => {
	expect(shown(`${run(60)}${blank}${run(60)}`)).toBe('#');
	expect(shown(`https://a.example${blank}${run(200)}`)).toBe(`https://a.example${blank}#`);
});

it.each([...'"\'<>'])('ends an address at %j', (sign) => {
	expect(shown(`https://a.example/${sign}${run(200)}`)).toBe(`https://a.example/${sign}#`);
	expect(shown(`${run(60)}${sign}${run(60)}`)).toBe(`${run(60)}${sign}${run(60)}`);
});

it.each(['\u200B', '\u1FFF', '!', '|'])(
	'takes %j for no blank and no end of an address',
	(sign) => {
		expect(shown(`${run(60)}${sign}${run(60)}`)).toBe(`${run(60)}${sign}${run(60)}`);
		const address = `https://a.example${sign}${run(200)}`;
		expect(shown(address)).toBe(address);
	},
);
