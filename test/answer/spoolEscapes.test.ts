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

/** Milliseconds of this process's own time, the least of some tries: others use the machine too. */
async function costOf(work: () => Promise<unknown>): Promise<number> {
	const costs: number[] = [];
	for (let tries = 0; tries < 3; tries++) {
		const before = process.cpuUsage();
		await work();
		const { system, user } = process.cpuUsage(before);
		costs.push((system + user) / 1_000);
	}
	return Math.min(...costs);
}

it.each(['\\/', '\\u002F', '\\n'])(
	'a picture all of %j costs little more than its bytes',
	async (escape) => {
		const slashes = `{"b64_json":"${'/'.repeat(4_000_000)}"}`;
		const escaped = `{"b64_json":"${'A'.repeat(8_000)}${escape.repeat(4_000_000 / escape.length)}"}`;
		const plainly = await costOf(async () => await spooled(slashes, 65_536));
		const cost = await costOf(async () => await spooled(escaped, 65_536));
		// Each escape by itself was a hundred times as dear and more.
		expect(cost).toBeLessThan(60 * Math.max(plainly, 4));
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
