import { cloudflareError } from '../../nodes/ImageEdit/answer/cloudflare';
import type { FailureKind } from '../../nodes/ImageEdit/answer/failures';

type Headers = Readonly<Record<string, unknown>>;

const ray = '8f0a1b2c3d4e5f60';

const ofJson = (status: number, more: object, headers: Headers = {}) =>
	cloudflareError(status, headers, { cloudflare_error: true, ...more }, '');
const ofPage = (status: number, text: string, headers: Headers = {}) =>
	cloudflareError(status, headers, undefined, text);

describe('each number of Cloudflare', () => {
	it.each<[FailureKind, readonly number[]]>([
		['unreached', [521, 523]],
		['certificate', [525, 526]],
		['rateLimit', [1015]],
		['blocked', [1005, 1006, 1007, 1008, 1009, 1010, 1012, 1020]],
		['edgeBusy', [503, 520, 522, 524, 530, 1000, 1011, 1013, 1014, 1016, 1021, 1033]],
	])('means %s, in JSON and on a page', (kind, codes) => {
		for (const code of codes) {
			const told = { kind, code: String(code) };
			expect(ofJson(503, { error_code: code })).toMatchObject(told);
			expect(ofPage(503, `error code: ${code}`)).toMatchObject(told);
			expect(ofPage(503, `<h1>Error ${code}</h1>cloudflare`)?.code).toBe(
				code < 1_000 ? '503' : told.code,
			);
		}
	});

	it.each<[number, FailureKind]>([
		[529, 'edge'],
		[530, 'unreached'],
		[502, 'edge'],
	])('1033 is a tunnel that is down under 530 alone: %d', (status, kind) => {
		expect(ofJson(status, { error_code: 1033 })?.kind).toBe(kind);
	});
});

it.each([
	['error code: 1006', '1006'],
	['<p>error-code: 1006 cloudflare</p>', '1006'],
	['<p>Error code:1006 cloudflare</p>', '1006'],
	['<p>Error code:\n\t<b>1006</b> cloudflare</p>', '1006'],
	['<p>Error\n\t1006 cloudflare</p>', '1006'],
	['<p>Error code <b class="x">1006</b> cloudflare</p>', '1006'],
	['<p>Error 1006 cloudflare</p>', '1006'],
	['<p>Error 2006 cloudflare</p>', '503'],
	['<p>Error 10061 cloudflare</p>', '503'],
	['<p>Error code 12 cloudflare</p>', '503'],
	['<p>Error code 521 cloudflare, Error 1006</p>', '521'],
	['<p>cloudflare</p>', '503'],
])('the number on the page %s is %s', (text, code) => {
	expect(ofPage(503, text)?.code).toBe(code);
});

it('its own number says more than that it refuses a visitor', () => {
	const visitor = { 'cf-mitigated': 'challenge' };
	expect(ofJson(403, { error_code: 1015 })?.kind).toBe('rateLimit');
	expect(ofJson(503, { error_code: 521 }, visitor)?.kind).toBe('unreached');
	expect(ofJson(503, { error_code: 1000 }, visitor)?.kind).toBe('blocked');
});

it('reads a page up to its 20,000th character', () => {
	const page = (filler: number) => `<p>cloudflare${' '.repeat(filler)}Error 1006 `;
	const room = 20_000 - page(0).length;
	expect(ofPage(503, page(room))?.code).toBe('1006');
	expect(ofPage(503, page(room + 2))?.code).toBe('503');
});

it.each<[string, Headers, string]>([
	[`Ray ID: ${ray}`, { 'cf-ray': 'other' }, ray],
	[`RAY ID ${ray}`, {}, ray],
	[`Ray ID: <b><i>${ray}</i></b>`, {}, ray],
	[`Ray ID:${ray}`, {}, ray],
	[`Ray ID:\n\t<b class="of the ray">\n\t${ray}</b>`, {}, ray],
	['Ray ID: 8f0a', { 'cf-ray': 'other' }, 'other'],
	['', {}, ''],
])('the ray of a page with %j and %j is %j', (words, headers, rayId) => {
	expect(ofPage(520, `<p>cloudflare ${words}</p>`, headers)?.rayId).toBe(rayId);
});

it.each<[object, Headers, string]>([
	[{ ray_id: ray }, { 'cf-ray': 'other' }, ray],
	[{}, { 'cf-ray': 'other' }, 'other'],
	[{}, {}, ''],
])('the ray of JSON with %j and %j is %j', (more, headers, rayId) => {
	expect(ofJson(520, more, headers)?.rayId).toBe(rayId);
});

it.each<[object, string, string]>([
	[{ title: 'A', detail: 'B', error_name: 'c' }, 'A. B', 'c'],
	[{ title: 'A' }, 'A', ''],
	[{ detail: 'B' }, 'B', ''],
	[{}, '', ''],
])('the words of %j', (more, words, name) => {
	expect(ofJson(520, more)).toMatchObject({ words, name, code: '520' });
});

it.each<[number, Headers, FailureKind]>([
	[403, {}, 'blocked'],
	[401, {}, 'auth'],
	[404, {}, 'edgeNotFound'],
	[503, { 'cf-mitigated': 'challenge' }, 'blocked'],
	[503, {}, 'edgeBusy'],
])('a challenge is told by 403 or a header: %d, %j', (status, headers, kind) => {
	expect(ofPage(status, '<p>cloudflare</p>', headers)?.kind).toBe(kind);
});

describe('what Cloudflare wrote', () => {
	const behind = { 'cf-ray': `${ray}-AMS` };
	it.each<[string, number, Headers, unknown, string]>([
		['JSON that says so', 502, {}, { cloudflare_error: true }, ''],
		['its page', 502, {}, undefined, '<p>Cloudflare</p>'],
		['its line', 502, {}, undefined, 'error code: 502'],
		['its line in other letters', 502, {}, undefined, 'Error code: 502'],
		['a page of the zone under 520', 520, behind, undefined, '<p>Soon</p>'],
		['a text of the zone under 520', 520, behind, undefined, 'Soon'],
		['a challenge of the zone', 403, { ...behind, 'cf-mitigated': 'challenge' }, undefined, ''],
	])('is known: %s', (_what, status, headers, body, text) => {
		expect(cloudflareError(status, headers, body, text)).toBeDefined();
	});

	it.each<[string, number, Headers, unknown, string]>([
		['JSON that does not say so', 520, behind, { cloudflare_error: 'true' }, '{}'],
		['other JSON', 520, behind, {}, '{}'],
		['a text that tells its line', 502, {}, undefined, 'A cloudflare error code: 502'],
		['a text that speaks of it', 502, {}, undefined, 'Is this cloudflare?'],
		["another server's page", 502, {}, undefined, '<p>Soon</p>'],
		['a page behind it under 519', 519, behind, undefined, '<p>Soon</p>'],
		['a page behind it under 531', 531, behind, undefined, '<p>Soon</p>'],
		['520 without its header', 520, {}, undefined, '<p>Soon</p>'],
		['a challenge without its header', 403, { 'cf-mitigated': 'challenge' }, undefined, ''],
	])('is not mistaken for: %s', (_what, status, headers, body, text) => {
		expect(cloudflareError(status, headers, body, text)).toBeUndefined();
	});
});

it.each(Object.getOwnPropertyNames(Object.prototype))('the code %s means nothing', (code) => {
	expect(ofJson(502, { error_code: code })).toMatchObject({ kind: 'edge', code });
});
