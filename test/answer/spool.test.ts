import fc from 'fast-check';
import { isDraft } from '../../nodes/ImageEdit/answer/drafts';
import { spooledIndex } from '../../nodes/ImageEdit/answer/marks';
import { spoolBase64 } from '../../nodes/ImageEdit/answer/spool';
import { sampled } from '../helpers/depth';
import { chunked } from '../helpers/pictures';

/** As base64, which compares a thousand times faster than bytes do. */
async function collect(chunks: AsyncIterable<Uint8Array>): Promise<string> {
	const kept: Uint8Array[] = [];
	for await (const chunk of chunks) kept.push(Uint8Array.from(chunk));
	return Buffer.concat(kept).toString('base64');
}

/** What was stored, and the text with "«index»" in the place of each mark. */
async function spool(text: Buffer | string, chunk?: number, most = 1e6) {
	const bytes = Buffer.from(text);
	const result = await spoolBase64(chunked(bytes, chunk), collect, most);
	const shown = result.text.replace(/\uE000(\d+)\uE000/g, '«$1»');
	return { ...result, text: shown };
}

const pictureA = Buffer.from(Array.from({ length: 6000 }, (_none, index) => (index * 131) % 256));
const pictureB = Buffer.from(
	Array.from({ length: 9001 }, (_none, index) => (index * 29 + 7) % 256),
);
const a = pictureA.toString('base64');
const b = pictureB.toString('base64');

it('takes long base64 out of an answer and leaves the rest as it was', async () => {
	const answer = `{"created":1,"data":[{"b64_json":"${a}","url":""},{"b64_json":"${b}"}],"usage":{"n":2}}`;
	expect(await spool(answer)).toEqual({
		text: '{"created":1,"data":[{"b64_json":"«0»","url":""},{"b64_json":"«1»"}],"usage":{"n":2}}',
		stored: [a, b],
	});
});

it('keeps the head of a data URI in the text', async () => {
	const { stored, text } = await spool(`{"data":[{"url":"data:image/png;base64,${a}"}]}`);
	expect(stored).toEqual([a]);
	// "/png;base64," ends outside the alphabet, so that only the picture itself is taken.
	expect(text).toBe('{"data":[{"url":"data:image/png;base64,«0»"}]}');
});

it.each([
	['none', (text: string) => text],
	['of slashes, as PHP writes them', (text: string) => text.replaceAll('/', '\\/')],
	['of plus signs, as .NET writes them', (text: string) => text.replaceAll('+', '\\u002B')],
	['in lower case', (text: string) => text.replaceAll('+', '\\u002b').replaceAll('/', '\\u002f')],
	['of padding', (text: string) => text.replaceAll('=', '\\u003D')],
	['of line ends', (text: string) => text.replace(/.{76}/g, '$&\\r\\n')],
])('reads base64 with escapes %s at every cut of the stream', async (_what, escape) => {
	const answer = `{"b64_json":"${escape(b)}"}`;
	for (const chunk of [1, 2, 3, 4, 5, 6, 7, 64, 4095, 4096, 4097]) {
		const { stored, text } = await spool(answer, chunk);
		expect(stored).toEqual([b]);
		expect(text).toBe('{"b64_json":"«0»"}');
	}
});

it('gives the same wherever the stream is cut in two', async () => {
	const picture = pictureA.subarray(0, 3100);
	const answer = Buffer.from(
		`{"x":"é","b64_json":"${picture.toString('base64').replaceAll('/', '\\/')}"}`,
	);
	const whole = await spool(answer);
	expect(whole.stored).toEqual([picture.toString('base64')]);
	const cuts = Array.from(answer.keys()).slice(1);
	const within = sampled(cuts.slice(60, -60), 400);
	for (const cut of [...cuts.slice(0, 60), ...within, ...cuts.slice(-60)]) {
		const halves = async function* () {
			yield answer.subarray(0, cut);
			yield answer.subarray(cut);
		};
		const { stored, text } = await spoolBase64(halves(), collect, 1e6);
		expect(stored).toEqual(whole.stored);
		expect(text.replace(/\uE000(\d+)\uE000/g, '«$1»')).toBe(whole.text);
	}
});

it('gives the same for any cuts, whatever stands around the runs', async () => {
	const between = fc
		.string({ unit: 'grapheme', maxLength: 20 })
		.map((text) => JSON.stringify(text));
	const picture = fc.nat({ max: 3 }).map((turn) => (turn % 2 === 0 ? a : b));
	await fc.assert(
		fc.asyncProperty(
			fc.array(fc.tuple(between, picture), { maxLength: 3 }),
			fc.integer({ min: 1, max: 9000 }),
			async (pieces, chunk) => {
				const answer = pieces.map(([text, base64]) => `[${text},"${base64}"]`).join(' ');
				const { stored, text } = await spool(answer, chunk);
				expect(stored).toEqual(pieces.map(([, base64]) => base64));
				expect(text).toBe(pieces.map(([words], index) => `[${words},"«${index}»"]`).join(' '));
			},
		),
		{ numRuns: 40 },
	);
});

it('leaves runs that are shorter than the threshold in the text', async () => {
	const short = a.slice(0, 4095);
	for (const chunk of [1, 1000, 4096, undefined]) {
		expect(await spool(`{"b64_json":"${short}"}`, chunk)).toEqual({
			text: `{"b64_json":"${short}"}`,
			stored: [],
		});
	}
});

it('reads the base64 of URLs too', async () => {
	const { stored } = await spool(`{"b64_json":"${pictureA.toString('base64url')}"}`, 1001);
	expect(stored).toEqual([a]);
});

it('hands a run over while it arrives, instead of holding it', async () => {
	const sizes: number[] = [];
	const store = async (chunks: AsyncIterable<Uint8Array>) => {
		for await (const chunk of chunks) sizes.push(chunk.length);
	};
	const base64 = Buffer.alloc(1_000_000, 7).toString('base64');
	await spoolBase64(chunked(Buffer.from(`"${base64}"`), 8192), store, 1000);
	expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(1_000_000);
	expect(Math.max(...sizes)).toBeLessThan(200_000);
});

it.each([' ', '.', '\\t', '*', 'é'])(
	'ends a run at %j in the middle of a chunk, at any distance from its beginning',
	async (end) => {
		for (let more = 0; more < 9; more++) {
			const run = Buffer.alloc(60_000 + more, 11);
			const base64 = run.toString('base64').replace(/=+$/, '');
			const { stored, text } = await spool(`"${a}","${base64}${end}${base64}","x"`, 65_536);
			expect(stored).toEqual([a, run.toString('base64'), run.toString('base64')]);
			expect(text).toBe(`"«0»","«1»${end}«2»","x"`);
		}
	},
);

it('gives up an answer of more pictures than any gateway makes', async () => {
	const answer = (count: number) => JSON.stringify(Array.from({ length: count }, () => b));
	expect((await spool(answer(100))).stored).toHaveLength(100);
	const { failure, stored } = await spool(answer(101));
	expect(failure).toEqual(new RangeError('The response has more than 100 images'));
	expect(stored.slice(0, 100)).toEqual(Array(100).fill(b));
});

it('leaves the quote behind base64 alone in JSON that stands as text inside JSON', async () => {
	const answer = JSON.stringify({ content: JSON.stringify({ b64_json: a, url: '' }) });
	for (const chunk of [1, 4096, undefined]) {
		const { stored, text } = await spool(answer, chunk);
		expect(stored).toEqual([a]);
		expect(text).toBe(JSON.stringify({ content: '{"b64_json":"«0»","url":""}' }));
	}
});

it('does not take text of another script for base64 when it comes escaped', async () => {
	const escaped = '\\u6d77\\u8fb9\\u65e5\\u843d'.repeat(400);
	for (const chunk of [1000, undefined]) {
		const { stored, text } = await spool(
			`{"revised_prompt":"${escaped}","b64_json":"${a}"}`,
			chunk,
		);
		expect(stored).toEqual([a]);
		expect(text).toBe(`{"revised_prompt":"${escaped}","b64_json":"«0»"}`);
	}
});

it('takes a run for one, even if nobody wants the end of it', async () => {
	const store = async (chunks: AsyncIterable<Uint8Array>) => {
		for await (const first of chunks) return first.length > 0;
		return false;
	};
	const answer = Buffer.from(`{"a":"${b.repeat(3)}","b":"${a}"}`);
	const { stored, text } = await spoolBase64(chunked(answer, 4096), store, 1e6);
	expect(stored).toEqual([true, true]);
	expect(text).toBe('{"a":"\uE0000\uE000","b":"\uE0001\uE000"}');
});

it('gives up when there is too much text beside the runs', async () => {
	const text = 'many words '.repeat(100);
	expect((await spool(text, 64, 1000)).failure).toBeInstanceOf(RangeError);
	expect((await spool(text, 64, 1100)).text).toBe(text);
});

it('does not count base64 as text', async () => {
	expect((await spool(`"${b}"`, 1000, 20)).stored).toEqual([b]);
});

it('knows its marks again, and nothing else', () => {
	expect(spooledIndex('\uE0000\uE000')).toBe(0);
	expect(spooledIndex('\uE00012\uE000')).toBe(12);
	for (const other of ['', '0', '\uE000', '\uE000x\uE000', ' \uE0000\uE000', '\uE0000\uE000x']) {
		expect(spooledIndex(other)).toBeUndefined();
	}
});

it('reads an empty answer', async () => {
	expect(await spool('')).toEqual({ text: '', stored: [] });
});

it('gives up base64 without an end that no store wants', async () => {
	let read = 0;
	const endless = async function* () {
		yield Buffer.from('"');
		for (; read < 1e7; read += 4096) yield Buffer.alloc(4096, 'QUJD');
	};
	const refuse = async (bytes: AsyncIterable<Uint8Array>) => {
		await bytes[Symbol.asyncIterator]().return?.();
	};
	const { failure } = await spoolBase64(endless(), refuse, 100_000);
	expect(failure).toEqual(new RangeError('The response has more than 100000 bytes of text'));
	expect(read).toBeLessThan(1e6);
});

it('passes over drafts, which take no place among the pictures, and tells what came before a failure', async () => {
	const draft = `{"type":"image_edit.partial_image","b64_json":"${b}"}\n`;
	const read = async function* () {
		yield Buffer.from(draft.repeat(120) + `{"type":"image_edit.completed","b64_json":"${a}"}\n`);
		throw new Error('broke off');
	};
	const { failure, stored, text } = await spoolBase64(read(), collect, 1e6, isDraft);
	expect(stored.filter((one) => one !== undefined)).toEqual([a]);
	expect(text).toContain(`"b64_json":"\uE000120\uE000"}`);
	expect(failure).toEqual(new Error('broke off'));
});

it('counts what a store does not read of an image as text, and nothing of a draft', async () => {
	const refuse = async (bytes: AsyncIterable<Uint8Array>) => {
		await bytes[Symbol.asyncIterator]().return?.();
	};
	const base64 = 'QUJD'.repeat(20_000);
	const read = (type: string) =>
		spoolBase64(
			chunked(Buffer.from(`{"type":"${type}","b64_json":"${base64}"}\n`), 4_096),
			refuse,
			50_000,
			isDraft,
		);
	expect((await read('image_edit.partial_image')).failure).toBeUndefined();
	expect((await read('image_edit.completed')).failure).toEqual(
		new RangeError('The response has more than 50000 bytes of text'),
	);
});

it.each([
	['{"type":"image_edit.partial_image","b64_json":"', true],
	['event: image_generation.partial_image\ndata: {"b64_json":"', true],
	['{"parts":[{"thought":true,"inlineData":{"mimeType":"image/png","data":"', true],
	['{"task_id":"t","status":"processing","preview":"', true],
	['{"a":1}\nevent: image_generation.partial_image\ndata: {"b64_json":"', true],
	['data: {"partial_image_b64":"', true],
	['{"id":"t","task_state":"QUEUED","image":"', true],
	['{"ID":"t","TaskStatus":"Running","image":"', true],
	['{"id" : "t", "status" : "queued", "image" : "', true],
	['{"id":"t","state":"done","data":{"status":"running","image":"', true],
	['{"id":"t","status":"running","data":{"status":"done","image":"', false],
	['{"id":"t","status":"failed","image":"', false],
	['{"id":"t","status":"unheard of","image":"', false],
	['{"id":"t","status":"","image":"', false],
	['{"type":"image_generation.partial_succeeded","b64_json":"', false],
	['{"type":"image_edit.partial_image"}\n{"type":"image_edit.completed","b64_json":"', false],
	['{"parts":[{"thought":true,"text":"x"},{"inlineData":{"data":"', false],
	['{"status":"processing","data":[{"b64_json":"', false],
	['{"task_id":"t","status":"succeeded","data":[{"b64_json":"', false],
])('base64 behind %s is a draft: %p', (before, draft) => {
	expect(isDraft(before)).toBe(draft);
});
