import type { Dialect } from '../../../tools/gateway/vocabulary';
import { startGateway, type RunningGateway } from '../../../tools/gateway/startGateway';
import { expectShape, formEdits } from './errorShapes';
import { drawInputs } from './inputs';
import type { FormFields, FormFile, ReferenceClient } from './referenceClient';
import { referenceClient } from './referenceClient';

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

const fieldFaults = (codes: {
	readonly mime: string;
	readonly picture: string;
	readonly twice: string;
	readonly unknown: string;
	readonly missing: string;
}): Case[] => [
	[
		'an octet-stream',
		() => [['image', file('clear', 'a.png', 'application/octet-stream')], prompt],
		400,
		codes.mime,
	],
	[
		'a file name without an extension',
		() => [['image', file('clear', 'photo')], prompt],
		400,
		codes.picture,
	],
	['a file that is not what it says', () => [['image', file('jpeg')], prompt], 400, codes.picture],
	[
		'image twice',
		() => [['image', file('clear')], ['image', file('clear')], prompt],
		400,
		codes.twice,
	],
	[
		'image and image[]',
		() => [['image', file('clear')], ['image[]', file('clear')], prompt],
		400,
		codes.unknown,
	],
	[
		'a field nobody knows',
		() => [['image', file('clear')], prompt, ['aspect_ration', '1:1']],
		400,
		codes.unknown,
	],
	['no prompt', () => [['image', file('clear')]], 400, codes.missing],
	['a text twice', () => [['image', file('clear')], prompt, prompt], 400, codes.twice],
];
const relayCodes = {
	mime: 'unsupported_file_mimetype',
	picture: 'invalid_image_file',
	twice: 'duplicate_parameter',
	unknown: 'unknown_parameter',
	missing: 'missing_required_parameter',
};
const bellaCodes = { mime: '400', picture: '400', twice: '400', unknown: '400', missing: '400' };

describe('forms with a fault', () => {
	refuses('gptplus', fieldFaults(relayCodes));
	refuses('dddai', fieldFaults(relayCodes));
	refuses('zhongzhuan', fieldFaults(relayCodes));
	refuses('bella', fieldFaults(bellaCodes));
	refuses('openai', fieldFaults(relayCodes));
});

describe('gptplus (seed 001)', () => {
	const gpt = ['model', 'gpt-image-1'] as const;
	const image = () => ['image', file('opaque')] as const;
	refuses('gptplus', [
		[
			'a model it does not name',
			() => [image(), prompt, ['model', 'gpt-image-2']],
			503,
			'model_not_found',
		],
		['no image', () => [prompt, gpt], 500, 'convert_request_failed'],
		[
			'response_format for GPT Image',
			() => [image(), prompt, gpt, ['response_format', 'url']],
			400,
			'unknown_parameter',
		],
		[
			'an aspect_ratio outside the list',
			() => [image(), prompt, gpt, ['aspect_ratio', '5:4']],
			400,
			'invalid_value',
		],
		[
			'a background outside the list',
			() => [image(), prompt, gpt, ['background', 'white']],
			400,
			'invalid_value',
		],
		[
			'a background for FLUX',
			() => [image(), prompt, ['model', 'flux-kontext-pro'], ['background', 'auto']],
			400,
			'unknown_parameter',
		],
		[
			'quality high for FLUX',
			() => [image(), prompt, ['model', 'flux-kontext-pro'], ['quality', 'high']],
			400,
			'invalid_value',
		],
		['n of 0', () => [image(), prompt, ['n', '0']], 400, 'invalid_value'],
		[
			'an image as text',
			() => [['image', 'https://example.com/a.png'], prompt],
			400,
			'invalid_value',
		],
	]);

	test('an Accept header that does not want JSON', async () => {
		const answer = await client.form('gptplus', '/images/edits', [image(), prompt], {
			Accept: 'text/html',
		});
		expect(answer.status).toBe(400);
		expectShape('gptplus', answer);
	});
});

describe('bella (seed 004)', () => {
	const illegal = { status: 400, data: { error: { code: '400', type: 'Illegal Argument' } } };

	test.each([
		['no picture', () => [prompt]],
		[
			'a file and base64',
			() => [
				['image', file('clear')],
				['image_b64_json', inputs.pictures.clear.toString('base64')],
				prompt,
			],
		],
		[
			'a URL as base64',
			() => [['image_b64_json', `${gateway.fileOrigin}/samples/cutout.png`], prompt],
		],
		['base64 as a URL', () => [['image_url', inputs.pictures.clear.toString('base64')], prompt]],
		['a URL of another machine', () => [['image_url', 'https://example.com/a.png'], prompt]],
		[
			'a URL that leads nowhere',
			() => [['image_url', `${gateway.fileOrigin}/nothing.png`], prompt],
		],
	] as ReadonlyArray<[string, () => FormFields]>)('%s', async (_what, fields) => {
		const answer = await client.form('bella', '/images/edits', fields());
		expect(answer).toMatchObject(illegal);
		expectShape('bella', answer);
	});

	test('JSON', async () => {
		const answer = await client.json('bella', '/images/edits', { prompt: 'x' });
		expect(answer).toMatchObject(illegal);
	});
});
