import { keyFault, readAccess, signed } from '../../nodes/ImageEdit/request/access';
import { InvalidOrder } from '../../nodes/ImageEdit/request/findings';

const credential = {
	gateway: 'openAiCompatible',
	baseUrl: 'https://relay.example/v1',
	apiKey: 'sk-0123456789',
};
const header = (...rows: ReadonlyArray<readonly [string, string]>) => ({
	header: rows.map(([name, value]) => ({ name, value })),
});
const parameter = (...rows: ReadonlyArray<readonly [string, string]>) => ({
	parameter: rows.map(([name, value]) => ({ name, value })),
});

it('sends the key as a bearer token, unless a header is named for it', () => {
	expect(readAccess(credential).headers).toEqual({ Authorization: 'Bearer sk-0123456789' });
	expect(readAccess({ ...credential, keyHeader: ' api-key ' }).headers).toEqual({
		'api-key': 'sk-0123456789',
	});
});

it('sends the key to Google itself in the header that Google takes it in, and to relays as they want it', () => {
	const google = { gateway: 'gemini', apiKey: 'AIza-0123456789' };
	expect(readAccess({ ...google, baseUrl: '' }).headers).toEqual({
		'x-goog-api-key': 'AIza-0123456789',
	});
	expect(readAccess({ ...google, baseUrl: 'https://relay.example' }).headers).toEqual({
		Authorization: 'Bearer AIza-0123456789',
	});
});

it('takes the key without what was copied with it', () => {
	for (const apiKey of [
		'Bearer sk-0123456789',
		' sk-0123456789\r\n',
		'\u200Bsk-0123456789\uFEFF',
	]) {
		const { headers, secret } = readAccess({ ...credential, apiKey });
		expect(headers).toEqual({ Authorization: 'Bearer sk-0123456789' });
		expect(secret).toContain('sk-0123456789');
	}
});

it.each([
	['sk-01234\u200B56789', 'an invisible character (U+200B)'],
	['sk-01234\n56789', 'a line end (U+000A)'],
])('refuses the key %j, and says why', (apiKey, what) => {
	const sentence = `API Key holds ${what}, which came along when it was copied. Paste it again without it.`;
	expect(() => readAccess({ ...credential, apiKey })).toThrow(new InvalidOrder([sentence]));
	expect(keyFault(apiKey)).toBe(sentence);
});

it('adds headers and parameters to the calls of the gateway, and to no other', () => {
	const access = readAccess({
		...credential,
		baseUrl: 'https://relay.example/v1?api-version=1&tenant=a',
		headers: header(['cf-access', 'secret-value'], ['', 'x'], ['empty', '']),
		query: parameter(['api-version', '2'], ['more', 'b c']),
	});
	expect(signed(access, 'https://relay.example/v1/images/edits')).toEqual({
		url: 'https://relay.example/v1/images/edits?tenant=a&api-version=2&more=b+c',
		headers: { Authorization: 'Bearer sk-0123456789', 'cf-access': 'secret-value' },
	});
	expect(signed(access, 'https://relay.example/v1/tasks/1?api-version=3').url).toBe(
		'https://relay.example/v1/tasks/1?api-version=3&tenant=a&more=b+c',
	);
	for (const other of ['https://files.example/a.png', 'http://relay.example/v1/a', 'nonsense']) {
		expect(signed(access, other)).toEqual({ url: other, headers: {} });
	}
});

it('keeps as secrets the key, the values of headers, and parameters that are keys', () => {
	const { secret } = readAccess({
		...credential,
		headers: header(
			['cf-aig-authorization', 'Bearer cf-secret'],
			['HTTP-Referer', 'https://a.example'],
		),
		query: parameter(['api-version', '2025-04-01-preview'], ['key', 'AIza-1']),
	});
	expect(secret).toEqual(['sk-0123456789', 'Bearer cf-secret', 'cf-secret', 'AIza-1']);
});

it.each([
	['key=sk-base', ['', ''], ['sk-base']],
	['tenant=a&sig=abc', ['code', 'sk-row'], ['abc', 'sk-row']],
	['key=sk-base', ['key', 'sk-row'], ['sk-row']],
	['key=sk-base', ['tenant', 'a'], ['sk-base']],
] as const)('keeps what is a key in Base URL?%s beside %j as a secret', (typed, row, kept) => {
	const { secret } = readAccess({
		...credential,
		baseUrl: `https://relay.example/v1?${typed}`,
		query: parameter(row),
	});
	expect(secret).toEqual(['sk-0123456789', ...kept]);
});

it.each([
	[{ keyHeader: 'Authorization: Bearer' }, /^Key Header "Authorization: Bearer" is no name/],
	[{ headers: header(['x y', '1']) }, /^Headers: "x y" is no name of a header/],
	[{ headers: header(['x', '1'], ['x y', '2'], ['z:', '3']) }, /^Headers: "x y" is no name/],
	[{ headers: header(['x-y', 'a\nb']) }, /^Headers: the value of "x-y" holds a line end/],
	[{ query: parameter(['a', 'a\u200Bb']) }, /^Query Parameters: the value of "a" holds/],
])('refuses %j with a sentence that names the field', (more, sentence) => {
	expect(() => readAccess({ ...credential, ...more })).toThrow(sentence);
});

it.each([..."!#$%&'*+-.^_`|~09azAZ"])('takes %s in the name of a header', (char) => {
	const name = `x${char}y`;
	const access = readAccess({ ...credential, keyHeader: name, headers: header([`${name}2`, 'v']) });
	expect(access.headers).toEqual({ [name]: 'sk-0123456789', [`${name}2`]: 'v' });
});

it.each([...' :"(),/;<=>?@[]{}é\u0007'])('refuses %j in the name of a header', (char) => {
	const name = `x${char}y`;
	expect(() => readAccess({ ...credential, keyHeader: name })).toThrow(/^Key Header /);
	expect(() => readAccess({ ...credential, headers: header([name, 'v']) })).toThrow(/^Headers: /);
});

it.each([
	['subscription-key', true],
	['access_token', true],
	['client_secret', true],
	['sig', true],
	['code', true],
	['password', true],
	['authorization', true],
	['X-API-KEY', true],
	['tenant', false],
	['api-version', false],
])('of a parameter %s it is %s that it is secret', (name, isSecret) => {
	const { secret } = readAccess({ ...credential, query: parameter([name, 'its-value']) });
	expect(secret.includes('its-value')).toBe(isSecret);
});

it.each([
	['https://a.example/path', []],
	['HTTPS://A.example', []],
	['http://localhost:5678', []],
	['https://user:word@a.example', ['https://user:word@a.example']],
	['https://a.example/?sig=1', ['https://a.example/?sig=1']],
	['see https://a.example', ['see https://a.example']],
	['https://', ['https://']],
	['Bearer abc', ['Bearer abc', 'abc']],
	['bearer   abc', ['bearer   abc', 'abc']],
	['Basic dTpw', ['Basic dTpw', 'dTpw']],
	['a basic b', ['a basic b']],
	['Basically', ['Basically']],
])('keeps of the header value %j as secrets %j', (value, secrets) => {
	const { secret } = readAccess({ ...credential, headers: header(['x-y', value]) });
	expect(secret).toEqual(['sk-0123456789', ...secrets]);
});

it('has neither a header nor a secret without a key', () => {
	const { gateway, headers, secret } = readAccess({ ...credential, apiKey: ' ' });
	expect({ headers, secret }).toEqual({ headers: {}, secret: [] });
	expect(gateway.id).toBe(credential.gateway);
});

it('keeps the key as it was pasted for a secret, too', () => {
	const { secret } = readAccess({ ...credential, apiKey: ' \u200Bsk-0123456789 ' });
	expect(secret).toEqual(['sk-0123456789', '\u200Bsk-0123456789']);
});

it.each([
	['Bearer   sk-0123456789', 'sk-0123456789'],
	['my-bearer 0123456789', 'my-bearer 0123456789'],
	['bearer0123456789', 'bearer0123456789'],
	['\u0007\u0007 \u200Bsk-0123456789\u200B \u0007\u0007', 'sk-0123456789'],
	['  \u200B\u200Bsk-0123456789\u0007  ', 'sk-0123456789'],
])('reads the key %j', (apiKey, key) => {
	expect(readAccess({ ...credential, apiKey }).headers).toEqual({ Authorization: `Bearer ${key}` });
});

it.each([
	['\n', 'a line end (U+000A)'],
	['\r', 'a line end (U+000D)'],
	['\u2028', 'a line end (U+2028)'],
	['\u2029', 'a line end (U+2029)'],
	['\u0007', 'an invisible character (U+0007)'],
	['\u00AD', 'an invisible character (U+00AD)'],
	['\u{E0041}', 'an invisible character (U+E0041)'],
])('tells %j in a key, and not around it', (char, what) => {
	expect(keyFault(`sk-01234${char}56789`)).toContain(`API Key holds ${what}`);
	expect(keyFault(' \n\u2028sk-0123456789\r\u2029 ')).toBeUndefined();
	expect(() => readAccess({ ...credential, headers: header(['x', `a${char}b`]) })).toThrow(
		/holds a line end or an invisible character/,
	);
});

it('takes the rows of a collection without the blanks around them, and nothing that is none', () => {
	const rows = [null, 'text', { name: ' x-y ', value: '\u200B v\r\n' }];
	expect(readAccess({ ...credential, headers: { header: rows } }).headers).toMatchObject({
		'x-y': 'v',
	});
	expect(readAccess({ ...credential, query: { parameter: 'a=b' } }).query).toEqual([]);
});
