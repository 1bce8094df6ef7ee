import type { FailureKind } from '../../nodes/ImageEdit/answer/failures';
import { failures, GatewayFailure } from '../../nodes/ImageEdit/answer/failures';
import { decode } from '../../nodes/ImageEdit/answer/decode';
import { fixture } from '../helpers/fixtures';

function failureOf(status: number, body: unknown, headers: object = {}): GatewayFailure {
	const text = typeof body === 'string' ? body : JSON.stringify(body);
	try {
		decode({ status, headers: headers as Record<string, unknown>, text });
	} catch (error) {
		if (error instanceof GatewayFailure) return error;
	}
	throw new Error('decode did not refuse');
}

const said = (code: unknown, message = 'no', type?: string) => ({ error: { code, message, type } });
const page =
	'<html><head><title>524: A timeout occurred</title></head><body>cloudflare</body></html>';

// The code is read before the status. Sources as in request/gatewayCodes.
const judged: ReadonlyArray<readonly [number, unknown, FailureKind, string?]> = [
	[401, said('invalid_api_key'), 'auth', 'invalid_api_key'],
	[401, '', 'auth'],
	[400, said('constructor'), 'badRequest', 'constructor'],
	[503, said('toString'), 'server', 'toString'],
	[401, { code: 1002, message: 'auth failed' }, 'auth', '1002'],
	[403, { error: { message: 'no' } }, 'auth'],
	[403, said('insufficient_user_quota'), 'quota', 'insufficient_user_quota'],
	[403, said('pre_consume_token_quota_failed'), 'quota', 'pre_consume_token_quota_failed'],
	[402, said(null), 'quota'],
	[429, said('insufficient_quota'), 'quota', 'insufficient_quota'],
	[429, said('billing_hard_limit_reached'), 'quota', 'billing_hard_limit_reached'],
	[429, { code: 1101, message: 'Account in arrears' }, 'quota', '1101'],
	[429, { code: 1304, message: 'IP whitelist' }, 'auth', '1304'],
	[403, { code: 1103, message: 'no right' }, 'modelUnavailable', '1103'],
	[429, said('rate_limit_exceeded'), 'rateLimit', 'rate_limit_exceeded'],
	[429, said(null), 'rateLimit'],
	// Of a time-out upstream nobody knows whether it goes on there, whatever the code says.
	[500, said('rate_limit_exceeded', 'upstream request timed out'), 'server', 'rate_limit_exceeded'],
	[200, said('rate_limit_exceeded', 'upstream request timed out'), 'server', 'rate_limit_exceeded'],
	[200, said('rate_limit_exceeded', 'slow down'), 'rateLimit', 'rate_limit_exceeded'],
	[429, { code: 1302, message: 'too fast' }, 'rateLimit', '1302'],
	[429, { code: 1303, message: 'parallel task over resource pack limit' }, 'rateLimit', '1303'],
	[429, said('429', 'QPS', 'Too Many Requests'), 'rateLimit', '429'],
	[501, said('api_not_implemented'), 'notFound', 'api_not_implemented'],
	[503, said('model_not_found'), 'modelUnavailable', 'model_not_found'],
	[400, said(400, 'openai/gpt-image-1 is not a valid model ID'), 'modelUnavailable', '400'],
	[404, said(null, 'The model `gpt-image-1` has been deprecated'), 'modelUnavailable'],
	[400, said(null, 'The requested model gpt-image-1 does not exist.'), 'modelUnavailable'],
	[
		400,
		said('InvalidParameter', '模型 gpt-image-1 不存在'),
		'modelUnavailable',
		'InvalidParameter',
	],
	[404, said('DeploymentNotFound'), 'modelUnavailable', 'DeploymentNotFound'],
	[410, said('ModelDeprecated', 'Gone'), 'modelUnavailable', 'ModelDeprecated'],
	[400, said(null, 'size is not supported by the model gpt-image-1'), 'badRequest'],
	[400, said(null, 'model gpt-image-1: size 512x512 not supported'), 'badRequest'],
	[400, said(null, 'model gpt-image-1 is not supported'), 'modelUnavailable'],
	[400, said(null, 'The model takes at most 3 images'), 'badRequest'],
	[500, said(null, 'The model gpt-image-1 does not exist'), 'server'],
	[400, said(400, 'API key not valid. Please pass a valid API key.'), 'auth', '400'],
	[400, said(null, 'Invalid API key provided'), 'auth'],
	[400, said(null, 'The prompt must not ask for an API key'), 'badRequest'],
	[500, said('invalid_request'), 'badRequest', 'invalid_request'],
	[
		500,
		said('convert_request_failed', 'image is required'),
		'badRequest',
		'convert_request_failed',
	],
	[500, said('sensitive_words_detected'), 'moderation', 'sensitive_words_detected'],
	[
		400,
		said('moderation_blocked', 'x', 'image_generation_user_error'),
		'moderation',
		'moderation_blocked',
	],
	[400, said('content_policy_violation'), 'moderation', 'content_policy_violation'],
	[400, { code: 1301, message: 'content safety' }, 'moderation', '1301'],
	[400, said('400', 'safety_check_no_pass', 'safety_check'), 'moderation', '400'],
	[
		400,
		said('InputTextSensitiveContentDetected'),
		'moderation',
		'InputTextSensitiveContentDetected',
	],
	[400, said('400', 'Illegal', 'Illegal Argument'), 'badRequest', '400'],
	[400, said('duplicate_parameter'), 'badRequest', 'duplicate_parameter'],
	[400, { code: 1201, message: 'bad value' }, 'badRequest', '1201'],
	[422, { detail: 'image[] missing' }, 'badRequest'],
	[404, said(null, 'Invalid URL (POST /v1/x)', 'invalid_request_error'), 'notFound'],
	[405, '<html><h1>405 Not Allowed</h1></html>', 'edgeNotFound'],
	[413, said('read_request_body_failed'), 'tooLarge', 'read_request_body_failed'],
	[413, '<html><h1>413 Request Entity Too Large</h1></html>', 'tooLarge'],
	[408, '', 'edge'],
	[408, said(null, 'litellm.Timeout', 'timeout_error'), 'server'],
	[409, '', 'edgeRefused'],
	[409, said(null, 'in conflict'), 'server'],
	[425, '', 'edgeRefused'],
	[425, said(null, 'too early'), 'server'],
	[500, said(null, 'internal'), 'server'],
	[503, said(null, 'busy'), 'server'],
	[500, { code: 5000, message: 'internal' }, 'server', '5000'],
	[503, { code: 5001, message: 'maintenance' }, 'busy', '5001'],
	[504, { code: 5002, message: 'backlog' }, 'server', '5002'],
	[502, '<html><h1>502 Bad Gateway</h1></html>', 'edge'],
	[503, '<html><h1>503 Service Unavailable</h1></html>', 'edgeBusy'],
	[504, '<html><h1>504 Gateway Time-out</h1></html>', 'edgeTimeout'],
	[520, page, 'edge', '520'],
	[524, page, 'edgeTimeout', '524'],
	[500, '<html><h1>Oops</h1></html>', 'edge'],
	[302, '', 'redirect'],
	[307, '', 'redirect'],
	[304, '', 'server'],
];

it.each(judged.map(([status, body, kind, code]) => ({ status, body, kind, code })))(
	'judges status $status with $body as $kind',
	({ status, body, kind, code }) => {
		const { facts } = failureOf(status, body);
		expect({ kind: facts.kind, code: facts.code }).toEqual({ kind, code });
		expect(facts.status).toBe(status);
	},
);

it.each<[string, FailureKind, string, string | undefined]>([
	[
		'okWithError',
		'badRequest',
		'The gateway reported: Image is required (request id: 2024)',
		'convert_request_failed',
	],
	[
		'klingRefused',
		'badRequest',
		"The gateway reported: model_name value 'kling-v9' is invalid",
		'1201',
	],
	['bellaEmpty', 'answer', 'The gateway responded without an image.', undefined],
	['dddaiEmpty', 'answer', 'The gateway responded without an image.', undefined],
	[
		'gptplusNoPicture',
		'answer',
		'The gateway responded without an image: Hello there, how may I assist you today?',
		undefined,
	],
])('does not take %s with status 200 for a success', (name, kind, message, code) => {
	const { status, text } = fixture(name);
	const failure = failureOf(status, text);
	expect(failure.message).toBe(message);
	expect({ kind: failure.facts.kind, code: failure.facts.code }).toEqual({ kind, code });
});

it.each([
	['', 'The gateway sent an empty response.'],
	[
		'<!doctype html><title>Welcome</title>',
		'The gateway responded with a web page instead of an image.',
	],
	['I cannot draw that.', 'The gateway responded without an image: I cannot draw that.'],
	[
		'{"created":1,"data":[{"url":"https://files.exa',
		'The response of the gateway was cut off before its end.',
	],
])('says of %j with status 200: %s', (text, message) => {
	const failure = failureOf(200, text);
	expect(failure.message).toBe(message);
	expect(failure.facts.kind).toBe('answer');
});

it.each<[unknown, string]>([
	[{ error: { message: 'A' } }, 'A'],
	[{ message: 'B' }, 'B'],
	[{ msg: 'C' }, 'C'],
	[{ err: 'D' }, 'D'],
	[{ error_msg: 'E' }, 'E'],
	[{ error: 'F' }, 'F'],
	[{ header: { message: 'G' } }, 'G'],
	[{ response: { error: { message: 'H' } } }, 'H'],
	[[{ error: { message: 'I' } }], 'I'],
	[{ errors: [{ code: 7, message: 'J' }] }, 'J'],
	// RFC 9457
	[
		{ type: 'about:blank', title: 'Out of order', detail: 'Room 7 burns.' },
		'Out of order. Room 7 burns.',
	],
	// FastAPI
	[{ detail: 'no such model' }, 'no such model'],
	[
		{
			detail: [
				{ loc: ['body', 'prompt'], msg: 'Field required', type: 'missing' },
				{ loc: ['body', 'n'], msg: 'too many' },
			],
		},
		'body.prompt: Field required; body.n: too many',
	],
	// OpenRouter
	[
		{ error: { message: 'Provider returned error', code: 502, metadata: { raw: 'quite full' } } },
		'Provider returned error: quite full',
	],
	['upstream error: do request failed', 'upstream error: do request failed'],
	[{ error: { code: 'x_failed' } }, 'code x_failed'],
	[{ state: 'broken' }, '{"state":"broken"}'],
])('finds the words of the gateway in %j', (body, words) => {
	expect(failureOf(500, body).message).toBe(`The gateway responded with 500: ${words}`);
});

it('never repeats a key or base64 that a gateway echoes', () => {
	const base64 = 'iVBORw0KGgo'.repeat(100);
	const echo = `Bearer sk-abcdefgh12345678 and sk-proj-ABCDEF_123456 with image "${base64}"`;
	for (const body of [said('x', echo), echo, `<title>${echo.slice(0, 190)}</title>`]) {
		const { message } = failureOf(400, body);
		expect(message).not.toMatch(/abcdefgh12345678|ABCDEF_123456|(iVBORw0KGgo){5}/);
		expect(message.length).toBeLessThan(700);
	}
});

it('shows no mark of base64 that was taken out while it arrived', () => {
	const { message } = failureOf(400, said('x', 'bad image \uE0000\uE000 given'));
	expect(message).not.toContain('\uE000');
	expect(message).toContain('bad image');
});

it('keeps the request id and the type', () => {
	const failure = failureOf(400, said('x', 'no', 'upstream_error'), { 'x-request-id': 'req_9' });
	expect(failure.facts).toMatchObject({ requestId: 'req_9', type: 'upstream_error' });
});

it('has advice for every kind, as whole sentences', () => {
	for (const { advice } of Object.values(failures)) expect(advice).toMatch(/^[A-Z].*\.$/);
});

it.each<[number, string, string, FailureKind]>([
	[400, 'insufficient_quota', 'rate_limit_error', 'quota'],
	[429, 'rate_limit_exceeded', 'insufficient_quota', 'rateLimit'],
	[403, 'model_not_found', 'invalid_api_key', 'modelUnavailable'],
	// A code that is not known leaves it to the type, and both unknown to the status.
	[400, 'E-17', 'insufficient_quota', 'quota'],
	[400, 'E-17', 'odd_error', 'badRequest'],
	[401, 'E-17', 'odd_error', 'auth'],
])('judges %d by the code before the type: %s, %s', (status, code, type, kind) => {
	const { facts } = failureOf(status, said(code, 'no', type));
	expect(facts).toMatchObject({ kind, code, type });
});

// A few plain words first, then the status and what the gateway says of it, each once.
it.each([
	[401, said('invalid_api_key', 'Key 17 is unknown'), 'The gateway refused access (401): '],
	[402, said(null, 'Balance: 0'), 'The balance or quota is used up (402): '],
	[413, said(null, 'Over 20 MB'), 'The request is too large for the gateway (413): '],
	[429, said('rate_limit_exceeded', '20 a minute'), 'Too many requests (429): '],
	[400, said('moderation_blocked', 'A face'), "The gateway's content filter refused the request"],
	[503, said('model_not_found', 'kling-9'), 'The gateway does not offer this model (503): '],
	[503, said('overloaded', 'Busy'), 'The gateway cannot take the request at the moment (503): '],
	[400, said(null, 'Prompt is odd'), 'The gateway responded with 400: '],
])('begins the message of status %s with %j with plain words', (status, body, begin) => {
	const { message } = failureOf(status, body);
	expect(message.startsWith(begin)).toBe(true);
	expect(message.endsWith(`: ${body.error.message}`)).toBe(true);
});

it('begins a report within a good response with the same words', () => {
	const { message } = failureOf(200, said('insufficient_quota', 'Balance: 0'));
	expect(message).toBe('The balance or quota is used up: Balance: 0');
});
