import type { FailureKind } from '../../nodes/ImageEdit/answer/failures';
import {
	codeKind,
	isRedirect,
	pageKind,
	saysLost,
	statusKind,
	wordsKind,
} from '../../nodes/ImageEdit/answer/gatewayCodes';

describe('each code that a gateway documents', () => {
	it.each<[FailureKind, readonly string[]]>([
		['quota', ['1100', '1101', '1102']],
		['auth', ['1000', '1001', '1002', '1003', '1004', '1304', 'invalid_api_key']],
		['modelUnavailable', ['1103', '1203', 'model_not_found']],
		['badRequest', ['1200', '1201', 'invalid_request', 'convert_request_failed']],
		['notFound', ['1202', 'api_not_implemented']],
		['tooLarge', ['read_request_body_failed']],
		['moderation', ['1300', '1301']],
		['rateLimit', ['1302', '1303']],
		['server', ['5000', '5002']],
		['busy', ['5001']],
	])('of %s is known', (kind, codes) => {
		expect(codes.map((code) => [code, codeKind(code)])).toEqual(codes.map((code) => [code, kind]));
	});

	it.each(['1104', '1204', '1305', '5003', '11000', '', 'toString', 'invalid_request_error'])(
		'and no other: %j',
		(code) => {
			expect(codeKind(code)).toBeUndefined();
		},
	);
});

describe('the words in a code', () => {
	it.each<[FailureKind, string]>([
		[
			'quota',
			`insufficient_user_quota InsufficientAccountBalance insufficient_credits insufficient_funds
			quota_exhausted credits_exhausted balance_not_enough BalanceInsufficient quotas_exceeded
			billing_hard_limit account_in_arrears AccountOverdueError payment_required
			pre_consume_token_quota_failed`,
		],
		[
			'moderation',
			`content_policy_violation ContentFilter moderation_blocked InputImageSensitiveContentDetected
			PROHIBITED_CONTENT usage_policy_violation safety_check_failed safety_violations safety_error
			image_safety_block SAFETY`,
		],
		[
			'modelUnavailable',
			`model_not_found_error ModelNotExist ModelDeprecated model_is_deprecated model_retired
			no_such_model unknown_model DeploymentNotFound`,
		],
		[
			'rateLimit',
			`rate_limit_error rateLimitExceeded too_many_requests ThrottlingException RESOURCE_EXHAUSTED
			RequestLimitExceeded`,
		],
		[
			'busy',
			`overloaded_error server_busy SystemBusy too_busy model_busy no_available_channel
			no_available_accounts NoAvailableKey no_available_provider get_channel_failed at_capacity
			over_capacity`,
		],
	])('tell of %s in any spelling', (kind, text) => {
		const codes = text.split(/\s+/);
		expect(codes.map((code) => [code, codeKind(code)])).toEqual(codes.map((code) => [code, kind]));
	});

	it.each([
		'capacity',
		'safety_settings',
		'unsafety',
		'insufficient',
		'available',
		'limit_exceeded',
	])('say nothing where only half of them stands: %s', (code) => {
		expect(codeKind(code)).toBeUndefined();
	});

	it('are not looked for beyond 200 characters', () => {
		expect(codeKind(`${'_'.repeat(200 - 'billing'.length)}billing`)).toBe('quota');
		expect(codeKind(`${'_'.repeat(201 - 'billing'.length)}billing`)).toBeUndefined();
	});
});

/** Statuses of which some class of words is read, and their neighbours. */
const statuses = [200, 400, 401, 402, 403, 404, 405, 409, 410, 422, 429, 451, 499, 500, 503, 529];

const told = (message: string, isOwnShape = true) =>
	Object.fromEntries(
		statuses
			.map((status) => [status, wordsKind(message, status, isOwnShape, false)] as const)
			.filter(([, kind]) => kind !== undefined),
	);

const all = (kind: FailureKind, of: readonly number[]) =>
	Object.fromEntries(of.map((status) => [status, kind]));

describe('the words of a gateway whose code is not known', () => {
	it.each([
		'Insufficient user balance',
		'insufficient account funds',
		'You are out of credits',
		'There is no remaining quota',
		'not enough image credits',
		'Insufficient available balance',
		'no API quota',
		'Your quota is exhausted',
		'Your balance was exceeded',
		'credits have been depleted',
		'The credit was used up',
		'balance insufficient',
		'Your balance is too low',
		'The balance is not enough',
		'You exceeded your current quota',
		'You have reached your billing limit',
		'You reached your monthly spending limit',
		'The account is in arrears',
		'An overdue payment',
		'Payment required',
		'Please top up',
		'Please recharge',
		'余额为零',
		'额度用完',
		'账户已欠费',
		'配额不足',
		'请充值',
	])('tell of money under a refusal alone: %s', (message) => {
		expect(told(message, false)).toEqual(all('quota', [400, 402, 403, 429]));
	});

	it.each([
		'per second',
		'per minute',
		'Too many requests',
		'rate limit',
		'rate-limit',
		'RPM',
		'tpm',
		'QPS',
		'频率',
		'频繁',
		'并发',
		'每分钟',
	])('tell of a limit in time, and then of no money: %s', (pace) => {
		expect(told(`Your quota is exhausted: ${pace}`, false)).toEqual({});
		expect(told(`Slower: ${pace}`)).toEqual(
			all(
				'rateLimit',
				statuses.filter((status) => status !== 400),
			),
		);
	});

	it('are of no money beside a wait that is asked for', () => {
		expect(wordsKind('Your quota is exhausted', 429, true, true)).toBeUndefined();
		expect(wordsKind('Your quota is exhausted', 429, true, false)).toBe('quota');
	});

	it.each([
		'content policy',
		'content_filter',
		'contentpolicy',
		'moderation system',
		'moderation check',
		'moderation filter',
		'Moderation block',
		'safety system',
		'safety policy',
		'safety filter',
		'safety check',
		'violates policies',
		'Your request violates our usage policies',
		'violates the terms of service',
		'violating OpenAI usage guidelines',
		'violates guidelines',
		'violates terms',
		'NSFW',
		'inappropriate content',
		'敏感',
		'违规',
		'违反',
		'审核',
	])('tell of a content filter under what refuses a request: %s', (message) => {
		expect(told(message, false)).toEqual(all('moderation', [400, 402, 403, 422, 429, 451]));
	});

	it.each([
		'API key not valid',
		'api-key is invalid',
		'The apikey expired',
		'Invalid API key',
		'incorrect api_key',
	])('tell of a wrong key under 400 alone, in an error object: %s', (message) => {
		expect(told(message)).toEqual({ 400: 'auth' });
		expect(told(message, false)).toEqual({});
	});

	it.each([
		'x is not a valid model ID',
		'Unknown model x',
		'invalid model x',
		'no such model',
		'model x not found',
		'The model x does not exist',
		'model x has been deprecated',
		'model x is retired',
		'model x was removed',
		'model x is now discontinued',
		'model x is shut down',
		'model x is not available',
		'model is not supported',
		'模型 x 不存在',
		'模型已下线',
		'模型不支持',
		'模型未找到',
	])('tell of a model that is not there, in an error object: %s', (message) => {
		expect(told(message)).toEqual(all('modelUnavailable', [400, 404, 410, 422]));
		expect(told(message, false)).toEqual({});
	});

	it.each([
		'Overloaded',
		'no available channel',
		'No available account',
		'no available key',
		'no available provider',
		'The server is busy',
		'system is currently busy',
		'The model is too busy',
		'We are at capacity',
		'无可用渠道',
		'无可用账号',
		'负载已满',
		'负载过高',
		'系统繁忙',
	])('tell of overload from 500 on, in an error object: %s', (message) => {
		expect(told(message)).toEqual(all('busy', [500, 503, 529]));
		expect(told(message, false)).toEqual({});
	});

	it.each([
		'timeout',
		'time out',
		'Timed out',
		'timed-out',
		'context deadline exceeded',
		'connection reset',
		'connection was closed',
		'The connection is aborted',
		'connection lost',
		'ECONNRESET',
		'ETIMEDOUT',
		'unexpected EOF',
		'broken pipe',
		'socket hang up',
		'socket hangup',
		'请求超时',
	])('leave open what the upstream did, whatever else they say: %s', (message) => {
		expect(saysLost(message)).toBe(true);
		expect(told(`rate limit, overloaded, invalid api key, unknown model: ${message}`)).toEqual({});
	});

	it.each(['All times are in UTC', 'geof', 'the connection is slow', 'a pipe'])(
		'tell of no loss: %s',
		(message) => {
			expect(saysLost(message)).toBe(false);
		},
	);
});

const each = (kind: FailureKind, text: string): ReadonlyArray<[number, FailureKind]> =>
	text.split(' ').map((status) => [Number(status), kind]);

it.each([
	...each('redirect', '300 301 302 303 305 307 308 399'),
	...each('auth', '401 403'),
	...each('quota', '402'),
	...each('notFound', '404 405 410 501'),
	...each('tooLarge', '413'),
	...each('rateLimit', '429'),
	...each('server', '304 408 409 425 499 500 502 503 504 520 530 599'),
	...each('badRequest', '299 400 406 407 411 412 414 415 418 422 423 426 428 430 451 498'),
])('in the own words of a gateway %d means %s', (status, kind) => {
	expect(statusKind(status)).toBe(kind);
	expect(isRedirect(status)).toBe(kind === 'redirect');
});

it.each([
	...each('redirect', '300 307 399'),
	...each('server', '304'),
	...each('auth', '401'),
	...each('quota', '402'),
	...each('tooLarge', '413'),
	...each('rateLimit', '429'),
	...each('edgeNotFound', '404 405 410 501'),
	...each('edgeTimeout', '504 522 524'),
	...each('edgeBusy', '503'),
	...each('edge', '400 408 500 502 505 520 521 523 525 530 599'),
	...each('edgeRefused', '403 406 407 409 411 412 414 415 421 422 425 426 428 431 451 499'),
])('on a page %d means %s', (status, kind) => {
	expect(pageKind(status)).toBe(kind);
});
