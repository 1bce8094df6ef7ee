import type { Interception } from '../../tools/gateway/interception';
import { failOn, generate, ordersOf } from './support/failures';
import { model } from './support/parameters';
import { addressOf, picture } from './support/pictures';
import type { Rig } from './support/rig';
import { nodeName, startRig } from './support/rig';

let rig: Rig;
beforeAll(async () => (rig = await startRig()));
afterAll(async () => await rig.close());
beforeEach(() => {
	rig.gateway.reset();
	rig.connect('openAiCompatible');
});

const json = { 'content-type': 'application/json' };
const answered = (body: Buffer | object | string, headers = {}): Interception => ({
	status: 200,
	headers,
	body,
});
const cutOff = (text: string) => answered(text, json);
const perhapsBilled =
	'The call may have been billed. Check the usage log of the gateway, and try another model or prompt.';
const noPicture = 'The gateway responded without an image.';

describe('an answer with status 200 that holds no image is one clear failure, never ordered again', () => {
	const halfBase64 = `{"created":1,"data":[{"b64_json":"${'iVBORw0KGgo'.repeat(600)}`;

	it.each<[string, Interception, string]>([
		['an empty list', { answer: 'empty' }, noPicture],
		['an empty object, as seed 002 documents it', answered({}), noPicture],
		['null', cutOff('null'), noPicture],
		['nothing at all', answered(''), 'The gateway sent an empty response.'],
		[
			'a web page',
			answered('<!DOCTYPE html><title>Welcome</title><a href="https://example.com/a.png">'),
			'The gateway responded with a web page instead of an image.',
		],
		[
			'words, as in the example of seed 001',
			answered(chat('\n\nHello there')),
			'The gateway responded without an image: Hello there',
		],
		['keys that are all empty', answered({ data: [{ url: '', b64_json: '' }] }), noPicture],
		['base64 of something else', answered({ data: [{ b64_json: 'A'.repeat(6000) }] }), notOne()],
		[
			'short base64 of something else',
			answered({ data: [{ b64_json: 'A'.repeat(60) }] }),
			notOne(),
		],
		[
			'JSON that ends in base64',
			cutOff(halfBase64),
			'The response of the gateway was cut off before its end.',
		],
	])('%s', async (_title, interception, message) => {
		const { billed, error, orders } = await failOn(rig, () => interception);
		expect({ billed, orders }).toEqual({ billed: 1, orders: 1 });
		expect(error).toEqual({
			message,
			description: perhapsBilled,
			status: 200,
			requestId: rig.gateway.requests[0]?.id,
			attempts: 1,
			retryable: false,
		});
	});

	it('JSON that ends in an address, which is not fetched', async () => {
		const half = addressOf(rig, 'mug.png').replace(/\.png.*$/, '');
		const { error, orders } = await failOn(rig, () => cutOff(`{"data":[{"url":"${half}`));
		expect(error).toMatchObject({ status: 200, description: perhapsBilled, retryable: false });
		expect(orders).toBe(1);
		expect(rig.gateway.fileRequests).toEqual([]);
	});

	it('JSON that ends in a data URI, which is no half picture', async () => {
		const { bytes } = await picture('mug');
		const half = bytes.subarray(0, bytes.length / 2).toString('base64');
		const { error, orders } = await failOn(rig, () =>
			cutOff(`{"data":[{"url":"data:image/png;base64,${half}`),
		);
		expect(error).toMatchObject({ status: 200, description: perhapsBilled, retryable: false });
		expect(orders).toBe(1);
	});

	it.each(['base64', 'json'] as const)('an answer that the gateway truncates: %s', async (what) => {
		const { billed, error, orders } = await failOn(rig, () => ({ kind: 'truncate', what }), {
			model: model('gpt-image-1'),
		});
		expect(error).toMatchObject({
			message: expect.stringContaining('cut off'),
			status: 200,
			requestId: rig.gateway.requests[0]?.id,
			attempts: 1,
			retryable: false,
		});
		expect({ billed, orders }).toEqual({ billed: 1, orders: 1 });
	});

	it('a body that calls itself a picture and is none', async () => {
		const { error, orders } = await failOn(rig, () =>
			answered('<html>sorry</html>', { 'content-type': 'image/png' }),
		);
		expect(error).toEqual({
			message: 'The gateway responded with a web page instead of an image.',
			description: perhapsBilled,
			status: 200,
			requestId: rig.gateway.requests[0]?.id,
			attempts: 1,
			retryable: false,
		});
		expect(orders).toBe(1);
	});
});

describe('an answer with status 200 that reports a failure is judged by its code', () => {
	it('an error object', async () => {
		const { billed, error, orders } = await failOn(rig, () => ({ answer: 'errorIn200' }));
		const requestId = rig.gateway.requests[0]?.id;
		expect(error).toEqual({
			message: `The gateway's content filter refused the request: the upstream refused the prompt (request id: ${requestId})`,
			description: 'Change the prompt or the images. Retrying does not help.',
			status: 200,
			code: 'content_policy_violation',
			type: 'upstream_error',
			requestId,
			attempts: 1,
			retryable: false,
		});
		expect({ billed, orders }).toEqual({ billed: 0, orders: 1 });
	});

	it('a code that is not 0', async () => {
		const { error, orders } = await failOn(rig, () => ({ answer: 'codeNotZero' }));
		expect(error).toMatchObject({
			message: "The gateway's content filter refused the request: content safety policy triggered",
			code: '1301',
			status: 200,
			retryable: false,
		});
		expect(orders).toBe(1);
	});

	it('one that means "too fast" is ordered again', async () => {
		let orders = 0;
		rig.gateway.intercept(() =>
			++orders > 1
				? undefined
				: {
						status: 200,
						headers: { 'retry-after-ms': '1' },
						body: { code: 1303, message: 'parallel task over resource pack limit' },
					},
		);
		const result = await rig.order({ ...generate, size: '64x64' });
		expect(result.items(nodeName)).toHaveLength(1);
		expect(ordersOf(rig)).toBe(2);
	});

	it('a failure beside pictures is a failure, whose message names them', async () => {
		const url = addressOf(rig, 'mug.png');
		const { error } = await failOn(rig, () =>
			answered({ data: [{ url }], error: { code: 'x', message: 'the upstream failed' } }),
		);
		expect(error?.message).toBe(
			`The gateway reported: the upstream failed (Its response names ${url})`,
		);
		expect(rig.gateway.fileRequests).toEqual([]);
	});
});

describe('of a partial result the pictures are kept', () => {
	const refused = {
		error: { code: 'OutputImageSensitiveContentDetected', message: 'Not allowed' },
	};
	const warning = 'The gateway reported for one of the images: Not allowed';

	it('and what did not come is a warning on each of them', async () => {
		const url = addressOf(rig, 'mug.png');
		rig.gateway.intercept(() => answered({ data: [{ url }, refused, { url }] }));
		const result = await rig.order({ ...generate, options: { n: 3, pricePerCall: 0.3 } });
		const items = result.items(nodeName);
		expect(
			items.map(({ json: { cost, count, index, warnings } }) => ({ cost, count, index, warnings })),
		)
			// The price of the call is shared by the pictures that came.
			.toEqual([
				{ cost: 0.15, count: 2, index: 0, warnings: [warning] },
				{ cost: 0.15, count: 2, index: 1, warnings: [warning] },
			]);
		expect(ordersOf(rig)).toBe(1);
	});

	it('and a picture that cannot be fetched is a warning, too', async () => {
		const url = addressOf(rig, 'mug.png');
		const gone = `${rig.gateway.fileOrigin}/results/gone.png`;
		rig.gateway.intercept(() => answered({ data: [{ url: gone }, { url }] }));
		const result = await rig.order(generate);
		const items = result.items(nodeName);
		expect(items).toHaveLength(1);
		expect(items[0]?.json.warnings).toEqual([
			`The image was made, but its address ${gone} responded with 404: Not found.`,
		]);
		expect(ordersOf(rig)).toBe(1);
	});

	it('and when all entries failed, the item fails with the first of them', async () => {
		const other = { error: { code: 'x', message: 'Another reason' } };
		const { error, orders } = await failOn(rig, () => answered({ data: [refused, other] }));
		expect(error).toEqual({
			message: warning,
			description: perhapsBilled,
			status: 200,
			code: 'OutputImageSensitiveContentDetected',
			requestId: rig.gateway.requests[0]?.id,
			attempts: 1,
			retryable: false,
		});
		expect(orders).toBe(1);
	});
});

function notOne() {
	return expect.stringContaining('not an image') as unknown as string;
}

function chat(content: string) {
	return {
		id: 'chatcmpl-123',
		object: 'chat.completion',
		created: 1677652288,
		choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }],
		usage: { prompt_tokens: 9, completion_tokens: 12, total_tokens: 21 },
	};
}
