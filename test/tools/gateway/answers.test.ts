import axios from 'axios';
import sharp from 'sharp';
import { type AnswerShape, type ReportedShape } from '../../../tools/gateway/vocabulary';
import { samplePicture } from '../../../tools/painter/samples';
import { startGateway, type RunningGateway } from '../../../tools/gateway/startGateway';
import type { FormFields, ReferenceClient } from './referenceClient';
import { download, png, referenceClient } from './referenceClient';

let gateway: RunningGateway;
let client: ReferenceClient;
let mug: Buffer;

beforeAll(async () => {
	gateway = await startGateway({ usualSide: 128 });
	client = referenceClient(gateway);
	mug = await samplePicture('mug', { width: 320 });
});
afterAll(() => gateway.close());
beforeEach(() => gateway.reset());

const order = () =>
	client.json('aiid', '/images/generations', { model: 'nano-banana', prompt: 'x' });
const gptplus = (...fields: FormFields) =>
	client.form('gptplus', '/images/edits', [['image', png(mug)], ['prompt', 'x'], ...fields]);

describe('what a dialect answers by itself', () => {
	test('gptplus: GPT Image in base64, with usage', async () => {
		const { data } = await gptplus(['model', 'gpt-image-1']);
		expect(Object.keys(data)).toEqual(['created', 'data', 'usage']);
		expect(Object.keys(data.data[0])).toEqual(['b64_json']);
	});

	test('gptplus: its -all model in a chat', async () => {
		const { data } = await gptplus(['model', 'gpt-image-1-all'], ['n', '2']);
		expect(data.object).toBe('chat.completion');
		expect(data.choices[0].message.content.match(/!\[image\]/g)).toHaveLength(2);
	});

	test('gptplus: FLUX in base64 on demand', async () => {
		const { data } = await gptplus(['model', 'flux-kontext-pro'], ['response_format', 'b64_json']);
		expect(data.data[0].b64_json).toMatch(/^iVBOR/);
	});

	test('openai: GPT Image with usage and revised prompt', async () => {
		const { data } = await client.form('openai', '/images/edits', [
			['image', png(mug)],
			['prompt', 'x'],
		]);
		expect(data).toMatchObject({
			data: [{ b64_json: expect.any(String), revised_prompt: 'x' }],
			size: '320x320',
			usage: {
				input_tokens: expect.any(Number),
				output_tokens: expect.any(Number),
				total_tokens: expect.any(Number),
				input_tokens_details: { image_tokens: expect.any(Number), text_tokens: 1 },
			},
		});
	});

	test('openai: the JSON families by URL', async () => {
		const image = `data:image/png;base64,${mug.toString('base64')}`;
		const { data } = await client.json('openai', '/images/edits', {
			model: 'nano-banana',
			prompt: 'x',
			image,
		});
		expect(data.data[0].url).toMatch(gateway.fileOrigin);
	});

	test.each(['dddai', 'zhongzhuan', 'bella'] as const)(
		'%s: a generation by URL or base64',
		async (dialect) => {
			const post = (fields: object) =>
				client.json(dialect, '/images/generations', { prompt: 'x', ...fields });
			expect((await post({})).data.data[0].url).toMatch(gateway.fileOrigin);
			expect((await post({ response_format: 'b64_json' })).data.data[0].b64_json).toMatch(/^iVBOR/);
		},
	);
});

describe('what a test may have it answer', () => {
	const picture = expect.stringMatching(/^http:\/\/127/);
	const base64 = expect.stringMatching(/^iVBOR/);
	const dataUri = expect.stringMatching(/^data:image\/png;base64,iVBOR/);
	const chat = (content: unknown) => ({
		object: 'chat.completion',
		choices: [{ message: { role: 'assistant', content } }],
	});
	type Documented = Exclude<AnswerShape, ReportedShape>;
	const shapes: Readonly<Record<Documented, object>> = {
		url: { data: [{ url: picture }] },
		b64_json: { data: [{ b64_json: base64 }] },
		dataUriInUrl: { data: [{ url: dataUri }] },
		dataUriInB64: { data: [{ b64_json: dataUri }] },
		chatMarkdown: chat(expect.stringMatching(/^!\[image\]\(http.+\)$/)),
		chatDataUri: chat(expect.stringMatching(/^!\[image\]\(data:image\/png;base64,.+\)$/)),
		chatBareLink: chat(expect.stringMatching(/ http\S+$/)),
		chatArray: chat([{ type: 'image_url', image_url: { url: picture } }]),
		hybrid: { object: 'chat.completion', data: [{ url: picture }] },
		relativeUrl: { data: [{ url: expect.stringMatching(/^\/aiid\/v1\/images\/files\//) }] },
		protocolRelativeUrl: { data: [{ url: expect.stringMatching(/^\/\/127/) }] },
		emptyOtherKey: { data: [{ url: picture, b64_json: '' }] },
		errorIn200: { error: { code: 'content_policy_violation' } },
		codeNotZero: { code: 1301, request_id: expect.stringMatching(/^req_/) },
		empty: { data: [] },
	};

	// What is reported is read by the node's own tests: test/onEngine/answerShapes.test.ts.
	test.each(Object.keys(shapes) as Documented[])('%s', async (shape) => {
		gateway.intercept(() => ({ answer: shape }));
		const answer = await order();
		expect(answer.status).toBe(200);
		expect(answer.data).toMatchObject(shapes[shape]);
	});

	test('a relative URL needs the key', async () => {
		gateway.intercept(({ method }) => (method === 'POST' ? { answer: 'relativeUrl' } : undefined));
		const path = ((await order()).data.data[0].url as string).slice('/aiid/v1'.length);
		expect((await client.get('aiid', path)).status).toBe(200);
		expect((await referenceClient(gateway, null).get('aiid', path)).status).toBe(401);
	});

	test('any status, headers and body', async () => {
		gateway.intercept(() => ({
			status: 504,
			headers: { 'content-type': 'text/html', 'retry-after': '3' },
			body: '<html>504</html>',
		}));
		const answer = await order();
		expect([answer.status, answer.data, answer.headers['retry-after']]).toEqual([
			504,
			'<html>504</html>',
			'3',
		]);
		expect(gateway.ledger).toHaveLength(0);
	});

	test.each(['beforeHeaders', 'beforeBody', 'midBody'] as const)(
		'a connection cut %s, after the order was paid for',
		async (when) => {
			gateway.intercept(() => ({ kind: 'cut', when }));
			await expect(order()).rejects.toThrow(/aborted|hang up|ECONNRESET/);
			expect(gateway.ledger).toHaveLength(1);
		},
	);

	test('a refusal comes first: a test cannot talk a broken request right', async () => {
		gateway.intercept(() => ({ status: 200, body: {} }));
		const answer = await client.json('aiid', '/images/generations', { model: 'nano-banana' });
		expect(answer.status).toBe(400);
	});
});

test('results may lie on the gateway, behind the key', async () => {
	const guarded = await startGateway({ results: 'behindKey' });
	try {
		const ask = referenceClient(guarded);
		const { data } = await ask.json('zhongzhuan', '/images/generations', { prompt: 'x' });
		expect(data.data[0].url).toMatch(/^\/zhongzhuan\/v1\/images\/files\/.+\.png$/);
	} finally {
		await guarded.close();
	}
});

test('the foreign host asks for no key, and tells what it was sent', async () => {
	const { data } = await order();
	const content = await download(data.data[0].url as string);
	expect((await sharp(content).metadata()).format).toBe('png');
	expect(gateway.fileRequests).toHaveLength(1);
	expect(gateway.fileRequests[0]).toMatchObject({ method: 'GET' });
	expect(gateway.fileRequests[0]?.headers).not.toHaveProperty('authorization');
	const missing = await axios.get(`${gateway.fileOrigin}/results/none.png`, {
		validateStatus: null,
	});
	expect(missing.status).toBe(404);
});
