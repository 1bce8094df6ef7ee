import fc from 'fast-check';
import { randomBytes } from 'node:crypto';
import { spoolBase64 } from '../../nodes/ImageEdit/answer/spool';

async function spooled(text: string, chunk: number) {
	const bytes = Buffer.from(text);
	async function* chunks() {
		for (let at = 0; at < bytes.length; at += chunk) yield bytes.subarray(at, at + chunk);
	}
	return await spoolBase64(
		chunks(),
		async (decoded) => {
			const parts: Uint8Array[] = [];
			for await (const part of decoded) parts.push(part);
			return Buffer.concat(parts);
		},
		1_000_000,
	);
}

// A JPEG in base64 begins with "/9j/", which PHP writes as "\/9j\/".
const picture = Buffer.concat([Buffer.from('ffd8ffe0', 'hex'), randomBytes(9_000)]);
const base64 = picture.toString('base64');

it.each([
	['PHP', base64.replaceAll('/', '\\/')],
	['.NET', base64.replaceAll('/', '\\u002F').replaceAll('+', '\\u002B')],
])('base64 that begins with an escape as %s writes it is decoded whole', async (_who, escaped) => {
	for (const chunk of [1, 2, 3, 7, 64, 100_000]) {
		const { stored, text } = await spooled(`{"said":"a\\\\b\\"","b64_json":"${escaped}"}`, chunk);
		expect(stored).toEqual([picture]);
		expect(JSON.parse(text)).toEqual({ said: 'a\\b"', b64_json: '\uE0000\uE000' });
	}
});

it.each(['\\/', '\\u002F', '\\n', `${'A'.repeat(76)}\\n`, 'AAA\\/'])(
	'a picture all of %j is decoded a chunk at a time, in one place',
	async (unit) => {
		const chunk = 16_384;
		const text = `{"b64_json":"${'A'.repeat(8_000)}${unit.repeat(2_000_000 / unit.length)}"}`;
		const makes = ['alloc', 'allocUnsafe'] as const;
		const made = makes.map((name) => jest.spyOn(Buffer, name));
		const { stored } = await spooled(text, chunk);
		const buffers = made.reduce((sum, { mock }) => sum + mock.calls.length, 0);
		for (const one of made) one.mockRestore();
		expect(stored).toHaveLength(1);
		// One where a chunk ends within an escape; each portion had one of its own.
		expect(buffers).toBeLessThan(1.5 * (text.length / chunk));
	},
);

it.each(['\\u00zz', '\\u-1AB', '\\u 02F', '\\u0022', '\\u2F2F', '\\t'])(
	'%j is no part of base64',
	async (escape) => {
		for (const chunk of [1, 3, 100_000]) {
			const { stored, text } = await spooled(`{"b64_json":"${base64}${escape}${base64}"}`, chunk);
			expect(stored).toEqual([picture, picture]);
			expect(text).toBe(`{"b64_json":"\uE0000\uE000${escape}\uE0001\uE000"}`);
		}
	},
);

it('finds what is base64 however text, escapes and runs are mixed and cut', async () => {
	const long = 'QUJD'.repeat(1_500);
	const piece = fc.constantFrom(
		'word',
		'\\"',
		'\\\\',
		'\\u0041',
		'\\u00e4',
		'\\n',
		'\\/',
		' ',
		',',
		'é',
		long,
	);
	await fc.assert(
		fc.asyncProperty(
			fc.array(piece, { maxLength: 30, size: 'max' }),
			fc.integer({ min: 1, max: 9_000 }),
			async (pieces, chunk) => {
				const json = `{"said":" ${pieces.join('')} "}`;
				const { stored, text } = await spooled(json, chunk);
				const meant: Record<string, string> = { n: '', '/': '/', u0041: 'A' };
				const plain = json.replace(/\\(u\w{4}|.)/g, (_all, what: string) => meant[what] ?? ' ');
				const runs = [...plain.matchAll(/[A-Za-z0-9+/=_-]{4096,}/g)].map(([run]) => run);
				expect(stored.map((bytes) => bytes?.toString('base64').slice(0, 4_000))).toEqual(
					runs.map((run) => Buffer.from(run, 'base64').toString('base64').slice(0, 4_000)),
				);
				expect(typeof JSON.parse(text)).toBe('object');
				expect(text.match(/\uE000\d+\uE000/g) ?? []).toHaveLength(stored.length);
			},
		),
		{ numRuns: 60 },
	);
});
