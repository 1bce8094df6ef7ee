import type { Interception } from '../../tools/gateway/interception';
import type { GatewayId } from '../../nodes/ImageEdit/catalogue/gateways';
import { failures, ruleOf, type FailureKind } from '../../nodes/ImageEdit/answer/failures';
import { failOn } from './support/failures';
import { base64, model } from './support/parameters';
import { picture } from './support/pictures';
import type { Rig } from './support/rig';
import { startRig } from './support/rig';

let rig: Rig;
beforeAll(async () => (rig = await startRig()));
afterAll(async () => await rig.close());
beforeEach(() => {
	rig.gateway.reset();
	rig.connect('openAiCompatible');
});

interface Refusal {
	readonly status: number;
	readonly body: object | string;
	readonly headers?: Record<string, string>;
	readonly kind: FailureKind;
	readonly said: string;
	readonly code?: string;
	readonly type?: string;
}

const page = (title: string) =>
	`<html><head><title>${title}</title></head><body>nginx</body></html>`;
const newApi = (code: string, message: string) => ({
	error: { message, type: 'new_api_error', code },
});

const refusals: Readonly<Record<string, Refusal>> = {
	'401, a wrong key': {
		status: 401,
		body: newApi('', 'Incorrect API key provided'),
		kind: 'auth',
		said: 'Incorrect API key provided',
		type: 'new_api_error',
	},
	'429 about money, as OpenAI says it': {
		status: 429,
		body: {
			error: { message: 'You exceeded', type: 'insufficient_quota', param: null, code: null },
		},
		kind: 'quota',
		said: 'You exceeded',
		type: 'insufficient_quota',
	},
	'429 about money, in spite of Retry-After': {
		status: 429,
		headers: { 'retry-after': '0' },
		body: newApi('billing_hard_limit_reached', 'Hard limit'),
		kind: 'quota',
		said: 'Hard limit',
		code: 'billing_hard_limit_reached',
		type: 'new_api_error',
	},
	'429 about money, as Kling says it': {
		status: 429,
		body: { code: 1102, message: 'Resource pack used up', request_id: 'kling-1' },
		kind: 'quota',
		said: 'Resource pack used up',
		code: '1102',
	},
	'429 about an allow-list, as Kling says it': {
		status: 429,
		body: { code: 1304, message: 'IP not in the allow-list' },
		kind: 'auth',
		said: 'IP not in the allow-list',
		code: '1304',
	},
	'403 about money': {
		status: 403,
		body: newApi('insufficient_user_quota', 'No quota'),
		kind: 'quota',
		said: 'No quota',
		code: 'insufficient_user_quota',
		type: 'new_api_error',
	},
	'402 about money': {
		status: 402,
		body: newApi('pre_consume_token_quota_failed', 'No quota'),
		kind: 'quota',
		said: 'No quota',
		code: 'pre_consume_token_quota_failed',
		type: 'new_api_error',
	},
	'503 for a model that the key does not have': {
		status: 503,
		headers: { 'retry-after': '0' },
		body: newApi('model_not_found', 'No available channel'),
		kind: 'modelUnavailable',
		said: 'No available channel',
		code: 'model_not_found',
		type: 'new_api_error',
	},
	'501 of one-api': {
		status: 501,
		body: {
			error: {
				message: 'API not implemented',
				type: 'one_api_error',
				param: '',
				code: 'api_not_implemented',
			},
		},
		kind: 'notFound',
		said: 'API not implemented',
		code: 'api_not_implemented',
		type: 'one_api_error',
	},
	'500 for a mistake of the client': {
		status: 500,
		body: newApi('invalid_request', 'size is not valid'),
		kind: 'badRequest',
		said: 'size is not valid',
		code: 'invalid_request',
		type: 'new_api_error',
	},
	'500 for words': {
		status: 500,
		body: newApi('sensitive_words_detected', 'Sensitive words'),
		kind: 'moderation',
		said: 'Sensitive words',
		code: 'sensitive_words_detected',
		type: 'new_api_error',
	},
	'500 as a web page': {
		status: 500,
		body: page('500 Internal Server Error'),
		kind: 'edge',
		said: 'A proxy in front of the gateway responded with 500: Internal Server Error',
	},
	'504 of nginx': {
		status: 504,
		body: page('504 Gateway Time-out'),
		kind: 'edgeTimeout',
		said: 'A proxy in front of the gateway responded with 504: Gateway Time-out',
	},
	'524 of Cloudflare': {
		status: 524,
		body: page('images.example | 524: A timeout occurred'),
		kind: 'edgeSlowUpload',
		said: 'A proxy in front of the gateway responded with 524: images.example | A timeout occurred',
	},
	'413 of nginx': {
		status: 413,
		body: page('413 Request Entity Too Large'),
		kind: 'tooLarge',
		said: 'A proxy in front of the gateway responded with 413: Request Entity Too Large',
	},
	'400, with the code of Bella': {
		status: 400,
		body: {
			error: { code: '400', httpCode: 400, message: '请求参数格式错误', type: 'Illegal Argument' },
		},
		kind: 'badRequest',
		said: '请求参数格式错误',
		code: '400',
		type: 'Illegal Argument',
	},
	'400 of a content filter': {
		status: 400,
		body: { error: { message: 'safety_check_no_pass', type: 'safety_check', code: '400' } },
		kind: 'moderation',
		said: 'safety_check_no_pass',
		code: '400',
		type: 'safety_check',
	},
};

/** The model of these orders has ended at its vendor, which is the best advice where it is not found. */
const adviceOf = (kind: FailureKind) =>
	['modelUnavailable', 'notFound'].includes(kind)
		? (expect.stringMatching(
				new RegExp(`^Google ended Nano Banana on 2026-10-02; .*${failures[kind].advice}$`),
			) as string)
		: failures[kind].advice;

const beginOf = (kind: FailureKind, status: number) => {
	const { title } = ruleOf(kind);
	return title === undefined ? `The gateway responded with ${status}` : `${title} (${status})`;
};

describe('a refusal is told in the words of the gateway, and the order is not repeated', () => {
	it.each(Object.entries(refusals))('%s', async (_title, refusal) => {
		const { body, code, headers = {}, kind, said, status, type } = refusal;
		const interception: Interception = { status, headers, body };
		const { billed, error, orders } = await failOn(rig, () => interception);
		expect(error).toEqual({
			message: said.startsWith('A proxy') ? said : `${beginOf(kind, status)}: ${said}`,
			description: adviceOf(kind),
			status,
			...(code !== undefined && { code }),
			...(type !== undefined && { type }),
			requestId: rig.gateway.requests[0]?.id,
			attempts: 1,
			retryable: false,
		});
		expect({ billed, orders }).toEqual({ billed: 0, orders: 1 });
	});
});

describe('what the strict gateways themselves refuse', () => {
	it.each<[GatewayId, number, string]>([
		['aiid', 401, 'unauthorized'],
		['bella', 401, '401'],
		['openAiCompatible', 401, 'invalid_api_key'],
	])('a wrong key at %s', async (gateway, status, code) => {
		rig.connect(gateway, { apiKey: 'wrong-key-000000' });
		const { error, orders } = await failOn(rig, () => undefined);
		expect(error).toMatchObject({
			status,
			code,
			description: failures.auth.advice,
			retryable: false,
		});
		expect(orders).toBe(1);
	});

	it.each<GatewayId>(['gptplus', 'dddai', 'zhongzhuan'])(
		'a wrong key at %s, which names no code',
		async (gateway) => {
			rig.connect(gateway, { apiKey: 'wrong-key-000000' });
			const { error, orders } = await failOn(rig, () => undefined);
			expect(error).toMatchObject({
				status: 401,
				description: failures.auth.advice,
				retryable: false,
			});
			expect(error).not.toHaveProperty('code');
			expect(orders).toBe(1);
		},
	);

	it('a model without a channel', async () => {
		rig.connect('gptplus');
		const { error, orders } = await failOn(rig, () => undefined);
		expect(error).toMatchObject({
			status: 503,
			code: 'model_not_found',
			description: adviceOf('modelUnavailable'),
		});
		expect(orders).toBe(1);
	});

	it('a wrong address', async () => {
		rig.connect('openAiCompatible', { baseUrl: `${rig.gateway.origin}/nowhere/v1` });
		const { error, orders } = await failOn(rig, () => undefined);
		expect(error).toMatchObject({ status: 404, description: adviceOf('notFound') });
		expect(orders).toBe(1);
	});

	it('a picture that breaks a rule, when the node was told not to look', async () => {
		const { bytes } = await picture('mug', 'webp');
		const { error, orders } = await failOn(rig, () => undefined, {
			operation: 'edit',
			model: model('dall-e-2'),
			image: base64(bytes.toString('base64')),
			options: { validation: 'off' },
		});
		expect(error).toMatchObject({ status: 400, code: 'invalid_image_file' });
		expect(error.message).toContain('image must be png');
		expect(orders).toBe(1);
	});
});

it('an order is stopped before it is sent when its values do not fit', async () => {
	const { error, orders } = await failOn(rig, () => undefined, { size: '0', options: { n: 99 } });
	expect(error).toEqual({
		message: 'Number of Images is "99", but Nano Banana takes a whole number from 1 to 10.',
		description:
			'Also: Size is "0", but Nano Banana takes width x height like 2048x2048. Nothing was sent and nothing was billed.',
		code: 'invalid_parameters',
		retryable: false,
	});
	expect(orders).toBe(0);
});
