import { gzipSync } from 'node:zlib';

import type { AnswerShape, ReportedShape } from '../../tools/gateway/vocabulary';
import { model } from './support/parameters';
import { addressOf, bytesOf, picture, seen, type TestPicture } from './support/pictures';
import { madeName } from './support/madeName';
import type { Rig } from './support/rig';
import { nodeName, startRig } from './support/rig';

let rig: Rig;
let mug: TestPicture;
beforeAll(async () => {
	rig = await startRig();
	mug = await picture('mug');
});
afterAll(async () => await rig.close());
beforeEach(() => {
	rig.gateway.reset();
	rig.connect('openAiCompatible');
});

const generate = {
	operation: 'generate',
	model: model('nano-banana'),
	prompt: 'A mug',
	size: '64x48',
	options: { n: 2 },
};

/** No string this long without a space is anything but base64. */
const base64Run = /[^\s"]{300,}/;

describe('the pictures of an answer become binary data, whatever shape it has', () => {
	it.each<[AnswerShape, 'held in the answer' | 'fetched']>([
		['url', 'fetched'],
		['b64_json', 'held in the answer'],
		['emptyOtherKey', 'fetched'],
		['dataUriInUrl', 'held in the answer'],
		['dataUriInB64', 'held in the answer'],
		['chatMarkdown', 'fetched'],
		['chatDataUri', 'held in the answer'],
		['chatBareLink', 'fetched'],
		['chatArray', 'fetched'],
		['hybrid', 'fetched'],
		['protocolRelativeUrl', 'fetched'],
		['relativeUrl', 'fetched'],
	])('%s, %s', async (answer, way) => {
		rig.gateway.intercept((request) => (request.method === 'POST' ? { answer } : undefined));
		const result = await rig.order(generate);
		expect(result.error).toBeUndefined();
		const items = result.items(nodeName);
		expect(items.map(({ json }) => [json.index, json.count])).toEqual([
			[0, 2],
			[1, 2],
		]);
		for (const [index, item] of items.entries()) {
			const fileName = madeName('nano-banana', `1-${index + 1}.png`);
			expect(await seen(rig, item)).toEqual({
				fileName,
				mimeType: 'image/png',
				format: 'png',
				sides: [64, 48],
			});
			const { bytes } = await bytesOf(rig, item);
			expect(item.json).toMatchObject({
				model: 'nano-banana',
				fileName,
				mimeType: 'image/png',
				width: 64,
				height: 48,
				bytes: bytes.length,
				requestId: rig.gateway.requests[0]?.id,
				...(way === 'fetched' && { url: expect.stringMatching(/^http:\/\/127\.0\.0\.1/) }),
			});
			expect('url' in item.json).toBe(way === 'fetched');
		}
		expect(JSON.stringify(items.map(({ json }) => json))).not.toMatch(base64Run);
	});

	it('an unused url that is empty beside base64', async () => {
		rig.gateway.intercept(() => ({ answer: 'emptyOtherKey' }));
		const result = await rig.order({
			...generate,
			options: { ...generate.options, responseFormat: 'b64_json' },
		});
		expect(result.items(nodeName)).toHaveLength(2);
		expect(rig.gateway.fileRequests).toEqual([]);
	});
});

describe('shapes that people have reported', () => {
	it.each<[ReportedShape, number]>([
		['responses', 2],
		['geminiInline', 2],
		['geminiDraft', 2],
		['camelCase', 2],
		['outputImages', 2],
		['rawPicture', 1],
		['twoLists', 2],
		['chinesePunctuation', 2],
		['chatImages', 2],
		['previewsAndFinals', 2],
		['chatDeltas', 2],
		['splitPicture', 1],
	])('%s gives %i pictures', async (answer, pictures) => {
		rig.gateway.intercept(({ method }) => (method === 'POST' ? { answer } : undefined));
		const result = await rig.order({
			...generate,
			options: { ...generate.options, n: pictures },
		});
		expect(result.error).toBeUndefined();
		const items = result.items(nodeName);
		expect(items).toHaveLength(pictures);
		for (const item of items) {
			expect(item.json.warnings).toBeUndefined();
			expect((await seen(rig, item)).sides).toEqual([64, 48]);
		}
	});

	it.each<[ReportedShape, string]>([
		['previewsOnly', 'only a preview'],
		['errorEvent', 'No account can draw now'],
		['inputEcho', 'I cannot change the face of a real person.'],
		['refusalInWords', 'I cannot change the face of a real person.'],
		['geminiBlocked', 'IMAGE_SAFETY'],
		['successFalse', 'The quota of this group is used up'],
		['statusError', 'The provider has no vision'],
		['plainText', 'upstream error: do request failed'],
	])('%s fails with what was said', async (answer, words) => {
		rig.gateway.intercept(() => ({ answer }));
		const result = await rig.order(generate);
		expect(result.error?.message).toContain(words);
	});
});

describe('further shapes that gateways were seen to use give the very bytes', () => {
	const chat = (content: unknown) => ({
		id: 'chatcmpl-1',
		object: 'chat.completion',
		choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }],
	});
	const base64 = () => mug.bytes.toString('base64');
	const address = () => addressOf(rig, 'mug.png');

	it.each<[string, () => object]>([
		['a content array with base64', () => chat([{ image: base64(), mimeType: 'image/png' }])],
		[
			'a content array with text before the picture',
			() =>
				chat([
					{ type: 'text', text: 'Here it is.' },
					{ type: 'image_url', image_url: { url: `data:image/png;base64,${base64()}` } },
				]),
		],
		[
			'JSON text and a preview link',
			() => chat(`{"prompt":"A mug","size":"1:1"}\n\nData Preview: ${address()}`),
		],
		['a link inside words', () => chat(`Done! See ${address()} for an hour.`)],
		['Kling, finished at once', () => kling('images', address())],
		['Kling, a series', () => kling('series_images', address())],
	])('%s', async (_title, body) => {
		rig.gateway.intercept(() => ({ status: 200, body: body() }));
		const result = await rig.order({ ...generate, options: {} });
		expect(result.error).toBeUndefined();
		const items = result.items(nodeName);
		expect(items).toHaveLength(1);
		const { bytes } = await bytesOf(rig, items[0]);
		expect(bytes.equals(mug.bytes)).toBe(true);
	});

	it('base64 as PHP writes it, with escaped slashes', async () => {
		const body = Buffer.from(`{"data":[{"b64_json":"${base64().replaceAll('/', '\\/')}"}]}`);
		const headers = { 'content-type': 'application/json' };
		rig.gateway.intercept(() => ({ status: 200, headers, body }));
		const [item] = (await rig.order({ ...generate, options: {} })).items(nodeName);
		expect((await bytesOf(rig, item)).bytes.equals(mug.bytes)).toBe(true);
	});

	it.each<[string, (text: string) => Buffer, object]>([
		['that is compressed', (text) => gzipSync(text), { 'content-encoding': 'gzip' }],
		['that begins with a byte order mark', (text) => Buffer.from(`\uFEFF${text}`), {}],
	])('an answer %s', async (_title, written, more) => {
		const body = written(JSON.stringify({ data: [{ b64_json: base64() }] }));
		const headers = { 'content-type': 'application/json', ...more };
		rig.gateway.intercept(() => ({ status: 200, headers, body }));
		const result = await rig.order({ ...generate, options: {} });
		expect(result.error).toBeUndefined();
		const { bytes } = await bytesOf(rig, result.items(nodeName)[0]);
		expect(bytes.equals(mug.bytes)).toBe(true);
	});

	it.each(['image/png', 'image/webp', 'image/jpeg'])('a body of the type %s', async (type) => {
		// Whatever it calls itself, the bytes say what it is.
		const headers = { 'content-type': type };
		rig.gateway.intercept(() => ({ status: 200, headers, body: mug.bytes }));
		const [item] = (await rig.order({ ...generate, options: {} })).items(nodeName);
		expect((await bytesOf(rig, item)).bytes.equals(mug.bytes)).toBe(true);
		expect(item?.json).toMatchObject({
			mimeType: 'image/png',
			fileName: madeName('nano-banana', '1-1.png'),
		});
	});

	it.each(['jpeg', 'webp'] as const)(
		'a %s that is called PNG gets its own name',
		async (format) => {
			const other = await picture('mug', format);
			const b64_json = other.bytes.toString('base64');
			rig.gateway.intercept(() => ({
				status: 200,
				body: { data: [{ b64_json, output_format: 'png' }], output_format: 'png' },
			}));
			const [item] = (await rig.order({ ...generate, options: {} })).items(nodeName);
			expect(await seen(rig, item)).toEqual({
				fileName: madeName('nano-banana', `1-1.${format === 'jpeg' ? 'jpg' : 'webp'}`),
				mimeType: `image/${format}`,
				format,
				sides: [320, 320],
			});
		},
	);

	const kling = (list: string, url: string) => ({
		code: 0,
		message: 'SUCCEED',
		data: { task_id: '1', task_status: 'succeed', task_result: { [list]: [{ index: 0, url }] } },
	});
});

describe('the key goes to the gateway and nowhere else', () => {
	it('is sent for a relative address, which is resolved against the gateway', async () => {
		rig.gateway.intercept((request) =>
			request.method === 'POST' ? { answer: 'relativeUrl' } : undefined,
		);
		await rig.order({ ...generate, options: {} });
		const fetched = rig.gateway.requests.filter(({ method }) => method === 'GET');
		expect(fetched).toHaveLength(1);
		expect(fetched[0]?.path).toMatch(/^\/openai\/v1\/images\/files\//);
		expect(fetched[0]?.headers.authorization).toBe(`Bearer ${rig.gateway.apiKey}`);
	});

	it.each<AnswerShape>(['url', 'protocolRelativeUrl'])(
		'is not sent to a foreign host (%s)',
		async (answer) => {
			rig.gateway.intercept(() => ({ answer }));
			await rig.order({ ...generate, options: {} });
			expect(rig.gateway.fileRequests).toHaveLength(1);
			expect(rig.gateway.fileRequests[0]?.headers.authorization).toBeUndefined();
		},
	);
});

describe('what else an answer tells', () => {
	it('is passed on: usage and the revised prompt', async () => {
		rig.connect('bella');
		const result = await rig.order({
			...generate,
			model: model('dall-e-2'),
			size: '256x256',
			options: {},
		});
		const [item] = result.items(nodeName);
		expect(item?.json).toMatchObject({
			revisedPrompt: 'A mug',
			usage: { num: 1, size: '256x256', quality: 'high', total_tokens: expect.any(Number) },
		});
	});

	it('is not made up where the gateway is silent', async () => {
		rig.connect('aiid');
		const [item] = (await rig.order({ ...generate, options: {} })).items(nodeName);
		expect(Object.keys(item?.json ?? {}).sort()).toEqual(
			'bytes count fileName height index mimeType model requestId requestKey url width'.split(' '),
		);
	});
});
