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
	expect(() => readAccess({ ...credential, apiKey })).toThrow(InvalidOrder);
	expect(keyFault(apiKey)).toBe(
		`API Key holds ${what}, which came along when it was copied. Paste it again without it.`,
	);
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
	[{ keyHeader: 'Authorization: Bearer' }, /^Key Header "Authorization: Bearer" is no name/],
	[{ headers: header(['x y', '1']) }, /^Headers: "x y" is no name of a header/],
	[{ headers: header(['x-y', 'a\nb']) }, /^Headers: the value of "x-y" holds a line end/],
	[{ query: parameter(['a', 'a\u200Bb']) }, /^Query Parameters: the value of "a" holds/],
])('refuses %j with a sentence that names the field', (more, sentence) => {
	expect(() => readAccess({ ...credential, ...more })).toThrow(sentence);
});
