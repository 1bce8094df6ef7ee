import type { FailureKind } from './failures';

/**
 * What a gateway's own code means, whatever the HTTP status says. Sources: Kling's error list,
 * openai-node, new-api and one-api sources, Bella OpenAPI.
 */
const codeKinds: Readonly<Record<string, FailureKind>> = {
	insufficient_quota: 'quota',
	billing_hard_limit_reached: 'quota',
	insufficient_user_quota: 'quota',
	pre_consume_token_quota_failed: 'quota',
	'1100': 'quota',
	'1101': 'quota',
	'1102': 'quota',
	'1000': 'auth',
	'1001': 'auth',
	'1002': 'auth',
	'1003': 'auth',
	'1004': 'auth',
	'1103': 'modelUnavailable',
	'1304': 'auth',
	invalid_api_key: 'auth',
	model_not_found: 'modelUnavailable',
	api_not_implemented: 'notFound',
	invalid_request: 'badRequest',
	convert_request_failed: 'badRequest',
	read_request_body_failed: 'tooLarge',
	'1200': 'badRequest',
	'1201': 'badRequest',
	'1202': 'notFound',
	'1203': 'modelUnavailable',
	sensitive_words_detected: 'moderation',
	moderation_blocked: 'moderation',
	content_policy_violation: 'moderation',
	safety_check: 'moderation',
	'1300': 'moderation',
	'1301': 'moderation',
	rate_limit_exceeded: 'rateLimit',
	'1302': 'rateLimit',
	'1303': 'rateLimit',
	'5000': 'server',
	'5001': 'server',
	'5002': 'server',
};

/** ARK has many codes of one ending: InputTextSensitiveContentDetected and the like. */
export const codeKind = (code: string): FailureKind | undefined =>
	(Object.hasOwn(codeKinds, code) ? codeKinds[code] : undefined) ??
	(/SensitiveContent/.test(code) ? 'moderation' : undefined);

/** What an HTTP status means where the body has no code that is known. */
export function statusKind(status: number, hasErrorBody: boolean): FailureKind {
	if (status === 401 || status === 403) return 'auth';
	if (status === 402) return 'quota';
	if (status === 404 || status === 405 || status === 501) return 'notFound';
	if (status === 408 || status === 409 || status === 425) return 'server';
	if (status === 413) return 'tooLarge';
	if (status === 429) return 'rateLimit';
	if (status >= 300 && status < 400) return 'redirect';
	if (status < 500) return 'badRequest';
	// nginx and Cloudflare: the upstream may have finished and billed.
	if ([502, 504, 520, 521, 522, 523, 524].includes(status)) return 'edgeTimeout';
	return hasErrorBody ? 'server' : 'edgeTimeout';
}
