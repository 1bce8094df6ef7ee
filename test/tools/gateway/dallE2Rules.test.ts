import { crc32 } from 'node:zlib';
import sharp from 'sharp';
import type { Dialect } from '../../../tools/gateway/vocabulary';
import { startGateway, type RunningGateway } from '../../../tools/gateway/startGateway';
import { expectShape, formEdits } from './errorShapes';
import { drawInputs } from './inputs';
import type { FormFields, FormFile, ReferenceClient } from './referenceClient';
import { png, referenceClient } from './referenceClient';

let gateway: RunningGateway;
let client: ReferenceClient;
let inputs: Awaited<ReturnType<typeof drawInputs>>;
const file = (...args: Parameters<typeof inputs.file>): FormFile => inputs.file(...args);
const prompt = ['prompt', 'a beret'] as const;

beforeAll(async () => {
	gateway = await startGateway({ usualSide: 128 });
	client = referenceClient(gateway);
	inputs = await drawInputs();
});
afterAll(() => gateway.close());
afterEach(() => {
	expect(gateway.ledger).toEqual([]);
});

type Case = readonly [what: string, fields: () => FormFields, status: number, code: string];

function refuses(dialect: Dialect, cases: readonly Case[]): void {
	test.each(cases)(`${dialect}: %s`, async (_what, fields, status, code) => {
		const answer = await client.form(dialect, formEdits[dialect] ?? '', fields());
		expect([answer.status, answer.data.error?.code, answer.data.error?.message]).toEqual([
			status,
			code,
			expect.any(String),
		]);
		expectShape(dialect, answer);
	});
}

describe('what dall-e-2 asks of its pictures', () => {
	const cases = (badPicture: string, badValue: string): Case[] => [
		['a plain RGB PNG without a mask', () => [['image', file('opaque')], prompt], 400, badPicture],
		[
			'a picture that is not square',
			() => [['image', file('wide')], ['mask', file('mask')], prompt],
			400,
			badPicture,
		],
		['a JPEG', () => [['image', file('jpeg', 'a.jpg', 'image/jpeg')], prompt], 400, badPicture],
		[
			'a mask without alpha',
			() => [['image', file('opaque')], ['mask', file('opaque')], prompt],
			400,
			badPicture,
		],
		[
			'a mask of another size',
			() => [['image', file('opaque')], ['mask', file('otherMask')], prompt],
			400,
			badPicture,
		],
		[
			'a size it does not have',
			() => [['image', file('clear')], prompt, ['size', '640x480']],
			400,
			badValue,
		],
		['n of 11', () => [['image', file('clear')], prompt, ['n', '11']], 400, badValue],
		['n that is no number', () => [['image', file('clear')], prompt, ['n', 'two']], 400, badValue],
		[
			'a prompt of 1001 characters',
			() => [
				['image', file('clear')],
				['prompt', 'x'.repeat(1001)],
			],
			400,
			badValue,
		],
		[
			'an unknown response_format',
			() => [['image', file('clear')], prompt, ['response_format', 'json']],
			400,
			badValue,
		],
		['an empty text', () => [['image', file('clear')], prompt, ['size', '']], 400, badValue],
		[
			'an empty mask sent as text',
			() => [['image', file('clear')], prompt, ['mask', '']],
			400,
			badValue,
		],
	];
	refuses('dddai', cases('invalid_image_file', 'invalid_value'));
	refuses('zhongzhuan', cases('invalid_image_file', 'invalid_value'));
	refuses('bella', cases('400', '400'));

	test('a picture of 4 MB', async () => {
		const side = 1100;
		const noise = { type: 'gaussian', mean: 128, sigma: 90 } as const;
		const create = { width: side, height: side, channels: 4, background: '#0000', noise } as const;
		const heavy = await sharp({ create }).png({ compressionLevel: 0 }).toBuffer();
		expect(heavy.length).toBeGreaterThan(4 * 1024 * 1024);
		for (const dialect of ['dddai', 'zhongzhuan', 'bella'] as const) {
			const answer = await client.form(dialect, formEdits[dialect] ?? '', [
				['image', png(heavy)],
				prompt,
			]);
			expect(answer.status).toBe(400);
			expectShape(dialect, answer);
		}
	});

	/** Of exactly so many bytes: what is missing stands in a chunk that nobody knows. */
	async function pngOfSize(size: number): Promise<Buffer> {
		const create = { width: 256, height: 256, channels: 4, background: '#0000' } as const;
		const small = await sharp({ create }).png().toBuffer();
		const chunk = Buffer.alloc(size - small.length);
		chunk.writeUInt32BE(chunk.length - 12, 0);
		chunk.write('teSt', 4, 'latin1');
		chunk.writeUInt32BE(crc32(chunk.subarray(4, -4)), chunk.length - 4);
		return Buffer.concat([small.subarray(0, -12), chunk, small.subarray(-12)]);
	}

	// "Less than 4 MB", as OpenAI's reference says.
	test.each([
		[-1, 200],
		[0, 400],
		[1, 400],
	])('a picture of 4 MB and %d bytes ends as %d', async (more, status) => {
		const bytes = await pngOfSize(4 * 1024 * 1024 + more);
		const fields: FormFields = [['image', png(bytes)], ['model', 'dall-e-2'], prompt];
		const answer = await client.form('dddai', formEdits.dddai ?? '', fields);
		expect(answer.status).toBe(status);
		if (status === 200) gateway.reset();
	});
});
