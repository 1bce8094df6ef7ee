import { RawNumber } from '../../nodes/ImageEdit/shared/json';
import fc from 'fast-check';
import { plainAnswer, withoutBase64, withoutKey } from '../../nodes/ImageEdit/shared/secrets';

const key = 'sk-very"secret\\key-0123456789';

it('hides the key at any depth, even where JSON would escape it', () => {
	const said = { message: `bad key ${key}!`, deep: [{ header: `Bearer ${key}`, n: 1 }] };
	expect(withoutKey(said, key)).toEqual({
		message: 'bad key [key]!',
		deep: [{ header: 'Bearer [key]', n: 1 }],
	});
});

it('hides the key in the names of fields too', () => {
	expect(JSON.stringify(withoutKey({ [key]: 1 }, key))).not.toContain('secret');
});

const plain = 'canary1a9c7e5b3d2f8064e6b5';

it.each([
	['base64', Buffer.from(plain).toString('base64'), /^\[key\].{0,3}$/],
	['base64 of its header', Buffer.from(`Bearer ${plain}`).toString('base64'), /^\w{10}\[key\]$/],
	['base64 behind a name', Buffer.from(`ab:${plain}`).toString('base64url'), /^YWI6\[key\]$/],
	['hexadecimal', Buffer.from(plain).toString('hex'), /^\[key\]$/],
	['a half of it', plain.slice(0, 13), /^\[key\]$/],
	['the other half', plain.slice(13), /^\[key\]$/],
	['two lines', `${plain.slice(0, 13)}\n${plain.slice(13)}`, /^\[key\]\n\[key\]$/],
])('hides the key as %s', (_what, echo, expected) => {
	expect(withoutKey(echo, plain)).toMatch(expected);
});

it('leaves alone what has a few letters in common with the key', () => {
	const said = { model: 'nano-banana', taskId: 'canary1a9c7e' };
	expect(withoutKey(said, plain)).toEqual(said);
	expect(withoutKey(said, 'sk-nano-banana-0123456789')).toEqual(said);
});

it('hides the key without the blanks that were pasted around it', () => {
	expect(withoutKey(`Wrong: ${plain}`, ` ${plain}\n`)).toBe('Wrong: [key]');
});

it('hides a key of digits that came as a number', () => {
	const digits = '835266081714884677';
	expect(withoutKey({ n: new RawNumber(digits) }, digits)).toEqual({ n: '[key]' });
});

it('leaves everything alone when there is no key', () => {
	const said = { message: 'no key was given' };
	expect(withoutKey(said, '')).toBe(said);
});

const base64 = Buffer.alloc(300, 5).toString('base64');

it.each<[string, string, string]>([
	['b64_json', base64, '[base64]'],
	['b64_json', 'AAAA', '[base64]'],
	['b64_json', '', ''],
	['url', `data:image/png;base64,${base64}`, '[base64]'],
	['url', 'https://files.example/a.png', 'https://files.example/a.png'],
	['content', `![a](data:image/png;base64,${base64}) done`, '![a]([base64]) done'],
	['content', '![a](data:image/png;base64,\uE0003\uE000)', '![a]([base64])'],
	['anything', base64, '[base64]'],
	['prompt', 'A cat in words', 'A cat in words'],
	['prompt', `{"image":"${base64}"}`, '{"image":"[base64]"}'],
	[
		'url',
		`https://files.example/a.png?sign=${base64}`,
		`https://files.example/a.png?sign=${base64}`,
	],
])('shows %s %# without base64', (name, value, expected) => {
	expect(withoutBase64(value, name)).toEqual(expected);
});

it('makes of an answer what n8n can keep: whole numbers, no base64, no endless depth', () => {
	const deep = JSON.parse(`${'['.repeat(2_000)}${']'.repeat(2_000)}`) as unknown;
	const answer = { id: new RawNumber('835266081714884677'), [base64]: [base64, true, null], deep };
	const { deep: shortened, ...rest } = plainAnswer(answer) as Record<string, unknown>;
	expect(rest).toEqual({ id: '835266081714884677', '[base64]': ['[base64]', true, null] });
	expect(JSON.stringify(shortened)).toHaveLength(2 * 199 + '"[…]"'.length);
});

it.each([
	['a line end', 'canary1a9c7e\n5b3d2f8064e6b5'],
	['a zero-width space', 'canary1a9c7e\u200B5b3d2f8064e6b5'],
])('hides a key that was pasted with %s as it is sent and as it was pasted', (_what, pasted) => {
	expect(withoutKey(`Wrong: ${plain}`, pasted)).toBe('Wrong: [key]');
	expect(withoutKey(`Wrong: ${pasted}`, pasted)).not.toContain('canary1a9c7e');
});

it('hides the key wherever it stands in a text of any length', () => {
	const other = fc.string({ unit: fc.constantFrom('c', 'a', 'n', '1', ' ', 'é') });
	fc.assert(
		fc.property(fc.array(other, { maxLength: 5 }), (texts) => {
			const said = texts.join(plain);
			expect(withoutKey(said, plain)).toBe(texts.join('[key]'));
		}),
	);
});

it.each([
	['lines of 76', (base64.match(/.{1,76}/g) ?? []).join('\n')],
	['lines that end in two characters', (base64.match(/.{1,64}/g) ?? []).join('\r\n')],
	['one part of 190', base64.slice(0, 190)],
])('shows no base64 in %s', (_what, text) => {
	expect(withoutBase64(`Here: ${text} .`)).toBe('Here: [base64] .');
});

it('leaves digests as they are', () => {
	const digest = 'ab'.repeat(64);
	expect(withoutBase64(`sha512 ${digest}`)).toBe(`sha512 ${digest}`);
});

it.each([
	['words of base64', `${'A'.repeat(400)} `],
	['short words', `${'A'.repeat(50)} `],
	['lines that are almost long enough', `${'A'.repeat(60)} b `],
	['addresses', 'https://files.example/a.png '],
	['schemes alone', 'https://'],
	['data URIs without an end', 'data:image/png'],
	['marks without an end', '\uE0001'],
	['blanks', ' '],
])('reads %s no more than three times when it looks for base64', (_what, unit) => {
	const text = unit.repeat(20_000 / unit.length);
	const read = jest.spyOn(String.prototype, 'charCodeAt');
	withoutBase64(text);
	const reads = read.mock.calls.length;
	read.mockRestore();
	expect(reads).toBeGreaterThanOrEqual(text.length / 2);
	expect(reads).toBeLessThanOrEqual(3 * text.length);
});

it.each([
	['an address behind a word', `see:https://files.example/${base64}`, undefined],
	['an address with base64 behind it', `https://a.example ${base64}`, 'https://a.example [base64]'],
	['a run that ends like an address', `${base64}https://a.example`, '[base64]://a.example'],
	['a word before a data URI', `xdata:image/png;base64,AA==.`, 'x[base64].'],
	['a data URI that is none', 'data:image/png,AA==', undefined],
	['lines with a short end', `${'A'.repeat(64)}\n${'A'.repeat(64)}\nAA==`, '[base64]'],
	['one line with a word behind it', `${'A'.repeat(64)}\nand`, undefined],
])('tells base64 from what it is not: %s', (_what, text, expected = text) => {
	expect(withoutBase64(text)).toBe(expected);
});

it('hides a key of eight characters, and leaves a shorter one, which may be any word', () => {
	expect(withoutKey('It says abcd1234.', 'abcd1234')).toBe('It says [key].');
	expect(withoutKey('It says abcd123.', 'abcd123')).toBe('It says abcd123.');
});

it('hides twelve characters of a key, and leaves eleven', () => {
	const short = 'k3y-0123456789abcdef'.slice(0, 20);
	for (let from = 0; from + 12 <= short.length; from++) {
		expect(withoutKey(`<${short.slice(from, from + 12)}>`, short)).toBe('<[key]>');
		expect(withoutKey(`<${short.slice(from, from + 11)}>`, short)).not.toContain('[key]');
	}
});

const signs = 'k>>>???~~~ÿÿÿ>>>???~~~';

it.each(
	[0, 1, 2].flatMap((before) =>
		(['base64', 'base64url'] as const).map((encoding) => [encoding, before] as const),
	),
)('hides the key in %s behind %d other bytes', (encoding, before) => {
	for (const secret of [plain, signs]) {
		const echo = Buffer.from('x'.repeat(before) + secret).toString(encoding);
		expect(withoutKey(echo, secret)).toMatch(/^.{0,3}\[key\].{0,3}$/);
	}
});

it.each([
	[
		'as JSON escapes it',
		'ab"cd"ef"gh"ij"kl"mn"',
		(key: string) => JSON.stringify(key).slice(1, -1),
	],
	['as an address holds it', 'ab/cd/ef/gh/ij/kl/mn/', encodeURIComponent],
])('hides the whole key %s, and nothing beside it', (_how, given, write) => {
	expect(withoutKey(`"${write(given)}"`, given)).toBe('"[key]"');
});

it('hides a piece of the key right behind the key, and at the end of a text', () => {
	expect(withoutKey(plain + plain.slice(0, 13), plain)).toBe('[key][key]');
	expect(withoutKey(`${plain}${plain} ${plain.slice(0, 13)}`, plain)).toBe('[key][key] [key]');
	expect(withoutKey(`${plain}.${plain.slice(0, 12)}`, plain)).toBe(`[key].${plain.slice(0, 12)}`);
});

it('hides each of several secrets', () => {
	const said = { [plain]: ['first-secret', 'second-secret', plain] };
	expect(withoutKey(said, [plain, 'first-secret', '', 'second-secret'])).toEqual({
		'[key]': ['[key]', '[key]', '[key]'],
	});
});

it.each([
	['b64_json', true],
	['base64', true],
	['image_base64', true],
	['b64', true],
	['image', false],
	['base64_', false],
])('takes the text of a field %s for base64 whatever it is: %p', (name, isBase64) => {
	expect(withoutBase64('AAAA', name)).toBe(isBase64 ? '[base64]' : 'AAAA');
	expect(withoutBase64('', name)).toBe('');
});

it('finds no key where only its sum is that of a piece', () => {
	let seed = 7;
	const signs = Array.from({ length: 60_000 }, () => {
		seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
		return String.fromCharCode(97 + ((seed >>> 16) % 26));
	});
	const said = signs.join('');
	expect(withoutKey(said, 'sk-0123456789abcdef0123456789abcdef')).toBe(said);
});

it('finds a key as it is sent, without all that a header cannot hold', () => {
	const key = 'sk-\u200B01234\u200B56789\u200Babcdef';
	expect(withoutKey('It was sk-0123456789abcdef.', key)).toBe('It was [key].');
});

it('takes a list in a field of base64, and a long number, for base64', () => {
	const answer = { b64_json: ['AA', { text: 'BB' }], b64: new RawNumber('835266081714884677') };
	expect(plainAnswer(answer)).toEqual({
		b64_json: ['[base64]', { text: 'BB' }],
		b64: '[base64]',
	});
});
