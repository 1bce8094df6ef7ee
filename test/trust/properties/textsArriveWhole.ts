import { randomUUID } from 'crypto';
import fc from 'fast-check';
import { writeBody } from '../../../nodes/ImageEdit/request/body';
import type { RawOrder } from '../../../nodes/ImageEdit/request/rawOrder';
import { makeOrder } from '../../../nodes/ImageEdit/request/order';
import { nameWithExtension } from '../../../nodes/ImageEdit/image/imageFile';
import { anyCharacter } from '../../helpers/anyCharacter';
import { planOf, rawOrder, spring } from '../../helpers/orders';
import { chunked } from '../../helpers/pictures';
import type { ReadPart } from '../../helpers/readBody';
import { nameInForm, readForm, readJson } from '../../helpers/readBody';
import { runs, sized } from '../../helpers/depth';
import { count } from '../support/counted';

/** What people and programs write into prompts, and what is of importance to a form. */
const snippets = [
	...['"', "'", '\\', '\\"', '%22', '%0D%0A', '\r', '\n', '\r\n', '\r\n\r\n', '\0', '\t', ';', '='],
	...['🐈', '👩‍👩‍👧‍👦', '🇨🇭', '漢字', 'עברית', 'العربية', '\u202E', '\u200B', '\uFEFF', 'e\u0301', 'ﷺ'],
	...['\uD83D', '\uDC08', '\uFFFF', '\uE000', '\uE0000\uE000', '\uE00112'],
	...['--', '\r\n--', '\r\n--n8n-', '--between--', 'Content-Disposition: form-data; name="model"'],
	...['{"a":1}', '</script>', '${x}', '{{ $json }}', '<<<image_1>>>', 'data:image/png;base64,AAAA'],
];
const text = fc
	.array(fc.oneof(fc.constantFrom(...snippets), fc.string({ unit: anyCharacter, maxLength: 6 })), {
		minLength: 1,
		maxLength: 8,
	})
	.map((parts) => parts.join(''))
	.filter((joined) => joined.trim() !== '');

const bytes = Buffer.from('not really a picture, but nobody looks here');
const fileCalled = (fileName: string) => ({
	fileName: nameWithExtension(fileName, { type: 'png' }),
	mimeType: 'image/png',
	bytes: bytes.length,
	digest: async () => '',
	open: async () => chunked(bytes, 11),
});

/** An order for a model that limits nothing, as bytes. */
function written(bodyFormat: 'json' | 'multipart', raw: Partial<RawOrder>) {
	const plan = planOf({ model: 'some-new-model', family: 'generic', bodyFormat });
	const { request } = makeOrder(plan, rawOrder({ validation: 'off', ...raw }), spring);
	const boundary = `n8n-${randomUUID()}`;
	return { body: writeBody(request, boundary), boundary };
}

const inForm = async (raw: Partial<RawOrder>) => await readForm(written('multipart', raw).body);
const valueIn = (parts: readonly ReadPart[], name: string) =>
	parts.filter((part) => part.name === name).map(({ value }) => value);

/** Half of a pair of surrogates is no character; UTF-8 cannot hold it. */
const asUtf8 = (any: string) => Buffer.from(any).toString();

export function textsArriveWhole(): void {
	it('a prompt arrives as it was written, in JSON and in a form', async () => {
		await fc.assert(
			fc.asyncProperty(text, async (prompt) => {
				count(2);
				expect(await readJson(written('json', { values: { prompt } }).body)).toMatchObject({
					prompt,
				});
				const parts = await inForm({ values: { prompt } });
				expect(parts).toEqual([
					{ name: 'model', value: 'some-new-model' },
					{ name: 'prompt', value: asUtf8(prompt) },
				]);
			}),
			{ numRuns: runs(3_000) },
		);
	});

	it('extra fields arrive as they were written, whatever their names', async () => {
		const fields = fc.dictionary(
			// Parsers of forms do not agree about backslashes and control characters in a name.
			text.filter((name) => !/\\|(?![\r\n])\p{Cc}/u.test(name)),
			text,
			{ maxKeys: 4, noNullPrototype: true },
		);
		await fc.assert(
			fc.asyncProperty(fields, async (extraFields) => {
				count(2);
				const { body } = written('json', { extraFields });
				expect(await readJson(body)).toMatchObject(extraFields);
				const parts = await inForm({ extraFields });
				for (const [name, value] of Object.entries(extraFields)) {
					expect(valueIn(parts, nameInForm(name))).toContain(asUtf8(value));
				}
				expect(parts.length).toBe(Object.keys({ model: 1, prompt: 1, ...extraFields }).length);
			}),
			{ numRuns: runs(2_000) },
		);
	});

	it('a file is one part of the right type, whatever its name', async () => {
		await fc.assert(
			fc.asyncProperty(text, async (name) => {
				count();
				const picture = { label: 'Image', mode: 'binary', file: fileCalled(name) } as const;
				const parts = await inForm({ pictures: { images: [picture] } });
				expect(parts.map((part) => part.name)).toEqual(['model', 'image', 'prompt']);
				expect(parts[1]).toMatchObject({
					value: bytes.toString('base64'),
					mimeType: 'image/png',
					fileName: expect.stringMatching(/\.png$/) as string,
				});
			}),
			{ numRuns: runs(2_000) },
		);
	});

	it('a prompt of a megabyte arrives whole', async () => {
		await fc.assert(
			fc.asyncProperty(text, async (part) => {
				count(2);
				const prompt = part.repeat(Math.ceil(1_000_000 / part.length));
				const sent = (await readJson(written('json', { values: { prompt } }).body)) as object;
				expect('prompt' in sent && sent.prompt === prompt).toBe(true);
				const [value] = valueIn(await inForm({ values: { prompt } }), 'prompt');
				expect(value === asUtf8(prompt)).toBe(true);
			}),
			{ numRuns: sized(10, 2) },
		);
	});

	it('no prompt can hold the boundary of its own form', async () => {
		await fc.assert(
			fc.asyncProperty(text, async (start) => {
				count();
				let prompt = start;
				for (let turn = 0; turn < 4; turn++) {
					const { body, boundary } = written('multipart', { values: { prompt } });
					expect(prompt).not.toContain(boundary);
					expect(valueIn(await readForm(body), 'prompt')).toEqual([asUtf8(prompt)]);
					prompt += `\r\n--${boundary}--\r\n--${boundary}\r\n`;
				}
			}),
			{ numRuns: runs(200) },
		);
	});
}
