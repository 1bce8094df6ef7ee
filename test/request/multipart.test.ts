import { WirePicture } from '../../nodes/ImageEdit/request/wire';
import fc from 'fast-check';
import { writeBody } from '../../nodes/ImageEdit/request/body';
import type { PictureFile } from '../../nodes/ImageEdit/image/imageFile';
import type { WireField } from '../../nodes/ImageEdit/request/wire';
import { RawNumber } from '../../nodes/ImageEdit/shared/json';
import { anyCharacter } from '../helpers/anyCharacter';
import { chunked } from '../helpers/pictures';
import { bytesOf, readForm } from '../helpers/readBody';

const text = fc.string({ unit: anyCharacter });

const formOf = (fields: readonly WireField[]) =>
	writeBody({ method: 'POST', path: '/p', bodyFormat: 'multipart', fields }, 'the-boundary');

const file = (bytes: Uint8Array, fileName: string, mimeType = 'image/png'): PictureFile => ({
	fileName,
	mimeType,
	bytes: bytes.length,
	digest: async () => '',
	open: async () => chunked(bytes, 7),
});

it('writes a form byte for byte as browsers do', async () => {
	const body = formOf([
		{ name: 'model', value: 'dall-e-2' },
		{ name: 'n', value: 2 },
		{
			name: 'image',
			value: new WirePicture({ kind: 'file', file: file(Buffer.from('BYTES'), 'photo.png') }),
		},
	]);
	expect(body.contentType).toBe('multipart/form-data; boundary=the-boundary');
	expect((await bytesOf(body)).toString()).toBe(
		[
			'--the-boundary',
			'Content-Disposition: form-data; name="model"',
			'',
			'dall-e-2',
			'--the-boundary',
			'Content-Disposition: form-data; name="n"',
			'',
			'2',
			'--the-boundary',
			'Content-Disposition: form-data; name="image"; filename="photo.png"',
			'Content-Type: image/png',
			'',
			'BYTES',
			'--the-boundary--',
			'',
		].join('\r\n'),
	);
});

it.each([
	['a"b".png', 'a%22b%22.png'],
	['a\r\nb\r\n.png', 'a%0D%0Ab%0D%0A.png'],
	['a\nb.png', 'a%0D%0Ab.png'],
	['a\rb.png', 'a%0D%0Ab.png'],
	['100%.png', '100%.png'],
	['écran 漢字 🐈 עברית.png', 'écran 漢字 🐈 עברית.png'],
])('escapes the name %j as the WHATWG standard says', async (name, escaped) => {
	const body = formOf([
		{ name, value: new WirePicture({ kind: 'file', file: file(Buffer.from('x'), name) }) },
	]);
	const head = (await bytesOf(body)).toString().split('\r\n')[1];
	expect(head).toBe(`Content-Disposition: form-data; name="${escaped}"; filename="${escaped}"`);
});

it('cannot be made to begin another part by a name', async () => {
	const evil = 'x"\r\nContent-Type: text/html\r\n\r\n<b>.png';
	const parts = await readForm(
		formOf([
			{
				name: 'image',
				value: new WirePicture({ kind: 'file', file: file(Buffer.from('x'), evil) }),
			},
		]),
	);
	expect(parts).toHaveLength(1);
	expect(parts[0]).toMatchObject({ name: 'image', mimeType: 'image/png' });
});

it('cannot be made to begin another part, or another line, by a type', async () => {
	const evil = fc.constantFrom(
		'image/png\r\n\r\nx\r\n--the-boundary\r\nContent-Disposition: form-data; name="n"\r\n\r\n10',
		'image/png\r\nX-Evil: 1',
		'image/png\n\n',
		'"; name="n',
	);
	await fc.assert(
		fc.asyncProperty(fc.oneof(evil, text), async (mimeType) => {
			const picture = file(Buffer.from('BYTES'), 'photo.png', mimeType);
			const body = formOf([
				{ name: 'image', value: new WirePicture({ kind: 'file', file: picture }) },
				{ name: 'n', value: 1 },
			]);
			const [head = ''] = (await bytesOf(body)).toString().split('\r\n\r\nBYTES\r\n');
			expect(head.split(/[\r\n]+/)).toHaveLength(3);
			const names = (await readForm(body)).map(({ name }) => name);
			expect(names).toEqual(['image', 'n']);
		}),
	);
});

const name = fc.stringMatching(/^[a-z_]{1,12}(\[\])?$/);

it('is read back by a standards parser as it was written, whatever the text', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.array(fc.record({ name, value: text }), { maxLength: 6 }),
			async (fields) => {
				expect(await readForm(formOf(fields))).toEqual(fields);
			},
		),
		{ numRuns: 60 },
	);
});

it('hands over the bytes of files as they are, under a name that a parser reads back', async () => {
	const fileName = fc.stringMatching(/^[\p{L}\p{N} 🐈()-]{1,20}\.(png|jpg)$/u);
	await fc.assert(
		fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), fileName, async (bytes, called) => {
			const fields = [
				{ name: 'image', value: new WirePicture({ kind: 'file', file: file(bytes, called) }) },
			] as const;
			const value = Buffer.from(bytes).toString('base64');
			expect(await readForm(formOf(fields))).toEqual([
				{ name: 'image', value, fileName: called, mimeType: 'image/png' },
			]);
		}),
		{ numRuns: 60 },
	);
});

it('writes numbers, flags and ids as text', async () => {
	const fields: readonly WireField[] = [
		{ name: 'n', value: 3 },
		{ name: 'guidance_scale', value: 2.5 },
		{ name: 'watermark', value: false },
		{ name: 'id', value: new RawNumber('835266081714884677') },
		{ name: 'element_list', value: [{ element_id: new RawNumber('835266081714884677') }] },
		{ name: 'extra', value: { a: [1, null, 'x'], b: {} } },
	];
	expect(await readForm(formOf(fields))).toEqual([
		{ name: 'n', value: '3' },
		{ name: 'guidance_scale', value: '2.5' },
		{ name: 'watermark', value: 'false' },
		{ name: 'id', value: '835266081714884677' },
		{ name: 'element_list', value: '[{"element_id":835266081714884677}]' },
		{ name: 'extra', value: '{"a":[1,null,"x"],"b":{}}' },
	]);
});

describe('a picture in a form', () => {
	const bytes = Buffer.from('PNG!!');

	it.each([
		['bare', 'UE5HISE='],
		['dataUri', 'data:image/png;base64,UE5HISE='],
	] as const)('is text where the gateway takes text: %s', async (form, value) => {
		const picture = new WirePicture({ kind: 'text', form, file: file(bytes, 'a.png') });
		expect(await readForm(formOf([{ name: 'image', value: picture }]))).toEqual([
			{ name: 'image', value },
		]);
	});

	it('has to be fetched before it is sent', async () => {
		const picture = new WirePicture({ kind: 'fetch', url: 'https://example.com/a.png' });
		expect(() => formOf([{ name: 'image', value: picture }])).toThrow(
			'A picture by address was not fetched',
		);
	});

	it.each([
		[4, 'more'],
		[6, 'fewer'],
	])(
		'stops the request when it has another length than the %d bytes it said: %s',
		async (length, many) => {
			const picture = { ...file(bytes, 'a.png'), bytes: length };
			const body = formOf([
				{ name: 'image', value: new WirePicture({ kind: 'file', file: picture }) },
			]);
			await expect(bytesOf(body)).rejects.toThrow(
				`a.png has ${many} than the ${length} bytes that were stored of it`,
			);
		},
	);

	it('is sent up to the chunk that is too much, and no further', async () => {
		let read = 0;
		async function* chunks() {
			for (const chunk of ['one', 'two', 'six', 'ten']) {
				read += 1;
				yield Buffer.from(chunk);
			}
		}
		const picture = { ...file(bytes, 'a.png'), bytes: 7, open: async () => chunks() };
		const body = formOf([
			{ name: 'image', value: new WirePicture({ kind: 'file', file: picture }) },
		]);
		const sent: string[] = [];
		const send = async () => {
			for await (const chunk of body.open()) sent.push(chunk.toString());
		};
		await expect(send()).rejects.toThrow('a.png has more than the 7 bytes');
		expect(sent.slice(1)).toEqual(['one', 'two']);
		expect(read).toBe(3);
	});

	it('has a type without line ends, and nothing in their place', async () => {
		const picture = file(bytes, 'a.png', 'image/\r\npng\u0000');
		const field = { name: 'image', value: new WirePicture({ kind: 'file', file: picture }) };
		expect(await readForm(formOf([field]))).toMatchObject([{ mimeType: 'image/png' }]);
	});
});
