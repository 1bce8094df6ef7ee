import { WirePicture } from '../../nodes/ImageEdit/request/wire';
import fc from 'fast-check';
import { describeFields } from '../../nodes/ImageEdit/request/describe';
import { writeBody } from '../../nodes/ImageEdit/request/body';
import { RawNumber } from '../../nodes/ImageEdit/shared/json';
import type { PictureFile } from '../../nodes/ImageEdit/image/imageFile';
import type { WireField } from '../../nodes/ImageEdit/request/wire';
import { anyCharacter } from '../helpers/anyCharacter';
import { chunked } from '../helpers/pictures';
import { bytesOf, readJson } from '../helpers/readBody';

const jsonOf = (fields: readonly WireField[]) =>
	writeBody({ method: 'POST', path: '/p', bodyFormat: 'json', fields }, 'unused');

const file = (bytes: Uint8Array, chunk?: number): PictureFile => ({
	fileName: 'photo.png',
	mimeType: 'image/png',
	bytes: bytes.length,
	digest: async () => '',
	open: async () => chunked(bytes, chunk),
});

it('writes an object, byte for byte', async () => {
	const body = jsonOf([
		{ name: 'model', value: 'kling-omni-image' },
		{ name: 'prompt', value: 'A "cat"\n生成' },
		{ name: 'n', value: 2 },
		{ name: 'element_list', value: [{ element_id: new RawNumber('835266081714884677') }] },
		{
			name: 'image',
			value: new WirePicture({ kind: 'text', form: 'dataUri', file: file(Buffer.from('PNG!')) }),
		},
	]);
	expect(body.contentType).toBe('application/json');
	expect((await bytesOf(body)).toString()).toBe(
		'{"model":"kling-omni-image","prompt":"A \\"cat\\"\\n生成","n":2,' +
			'"element_list":[{"element_id":835266081714884677}],"image":"data:image/png;base64,UE5HIQ=="}',
	);
});

it('writes base64 rightly however the bytes are cut', async () => {
	const cuts = fc.integer({ min: 1, max: 11 });
	await fc.assert(
		fc.asyncProperty(fc.uint8Array({ maxLength: 100 }), cuts, async (bytes, chunk) => {
			const value = new WirePicture({ kind: 'text', form: 'bare', file: file(bytes, chunk) });
			const read = await readJson(jsonOf([{ name: 'image', value: [value, value] }]));
			const base64 = Buffer.from(bytes).toString('base64');
			expect(read).toEqual({ image: [base64, base64] });
		}),
	);
});

it('hands over base64 as it reads the bytes, in whole groups', async () => {
	const value = new WirePicture({
		kind: 'text',
		form: 'bare',
		file: file(Buffer.from('abcdefgh'), 4),
	});
	const sent: string[] = [];
	for await (const chunk of jsonOf([{ name: 'image', value }]).open()) sent.push(chunk.toString());
	expect(sent.filter((text) => !/["{}]/.test(text))).toEqual(['YWJj', 'ZGVm', 'Z2g=']);
});

it('is read back as it was written, and is as long as it says', async () => {
	const value = fc.jsonValue({ maxDepth: 3 });
	await fc.assert(
		fc.asyncProperty(fc.dictionary(fc.string(), value), async (object) => {
			const fields = Object.entries(object).map(([name, inner]) => ({ name, value: inner }));
			const body = jsonOf(fields as unknown as readonly WireField[]);
			expect(await readJson(body)).toEqual(JSON.parse(JSON.stringify(object)));
		}),
	);
});

it('can be opened again for another attempt', async () => {
	const value = new WirePicture({
		kind: 'text',
		form: 'bare',
		file: file(Buffer.from('again'), 2),
	});
	const body = jsonOf([{ name: 'image', value }]);
	const first = await bytesOf(body);
	expect(await bytesOf(body)).toEqual(first);
});

it('refuses to send a picture that was never fetched', () => {
	const value = new WirePicture({ kind: 'fetch', url: 'https://example.com/a.png' });
	expect(() => jsonOf([{ name: 'image', value }])).toThrow('not fetched');
});

it('is small only while no picture is in it', () => {
	const value = new WirePicture({ kind: 'text', form: 'bare', file: file(Buffer.from('x')) });
	expect(jsonOf([{ name: 'prompt', value: 'x' }]).small).toBe(true);
	expect(jsonOf([{ name: 'image', value }]).small).toBe(false);
});

it('sends the fields that the dry run shows, whatever a file says that it is', async () => {
	const evil = fc.constantFrom(
		'image/png","n":10,"x":"',
		'a\\',
		'"',
		'image/png\r\n\r\n',
		'\uD800',
		'\u2028\0\u001f',
	);
	const told = fc.oneof(evil, fc.string({ unit: anyCharacter }));
	const form = fc.constantFrom('bare' as const, 'dataUri' as const);
	await fc.assert(
		fc.asyncProperty(told, told, form, async (mimeType, fileName, written) => {
			const picture = { ...file(Buffer.from('PNG!')), fileName, mimeType };
			const value = new WirePicture({ kind: 'text', form: written, file: picture });
			const fields: readonly WireField[] = [
				{ name: 'model', value: 'dall-e-2' },
				{ name: 'image', value },
				{ name: 'images', value: [{ url: value }] },
				{ name: 'n', value: 1 },
			];
			const head = written === 'dataUri' ? `data:${mimeType};base64,` : '';
			const sent = `${head}UE5HIQ==`;
			expect(await readJson(jsonOf(fields))).toEqual({
				model: 'dall-e-2',
				image: sent,
				images: [{ url: sent }],
				n: 1,
			});
			const shown = describeFields({ method: 'POST', path: '/p', bodyFormat: 'json', fields });
			expect(Object.keys(shown)).toEqual(['model', 'image', 'images', 'n']);
			expect(shown).toMatchObject({ model: 'dall-e-2', image: { fileName, mimeType }, n: 1 });
		}),
	);
});
