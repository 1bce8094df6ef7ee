import type { FailureKind } from './failures';
import { own } from '../shared/own';

/**
 * What a gateway's own code means, whatever the HTTP status says. Sources: Kling's error list,
 * openai-node, new-api and one-api sources, Bella OpenAPI.
 */
const codeKinds: Readonly<Record<string, FailureKind>> = {
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
	'1300': 'moderation',
	'1301': 'moderation',
	'1302': 'rateLimit',
	'1303': 'rateLimit',
	// An error inside and a time-out inside: the task may exist.
	'5000': 'server',
	'5001': 'busy',
	'5002': 'server',
};

/**
 * Codes and types are written in many ways (`rate_limit_error`, `rateLimitExceeded`): compared in small
 * letters, without what is between the words. Sources: OpenAI, Anthropic, Google's RPC codes, ARK
 * (InputTextSensitiveContentDetected and the like), new-api (get_channel_failed, system_cpu_overloaded),
 * sub2api, AWS, Azure (DeploymentNotFound, ModelDeprecated).
 */
const codePatterns: ReadonlyArray<readonly [RegExp, FailureKind]> = [
	[
		/insufficient\w{0,40}(quota|balance|credit|fund)|(quota|balance|credit)s?(exhausted|notenough|insufficient|exceeded)|billing|arrears|overdue|paymentrequired|consumetokenquota/,
		'quota',
	],
	[
		/contentpolicy|contentfilter|moderation|sensitive|prohibitedcontent|policyviolation|safety(check|violation|error|block)|^safety$/,
		'moderation',
	],
	[
		/modelnot(found|exist)|model(is)?(deprecated|retired)|nosuchmodel|unknownmodel|deploymentnotfound/,
		'modelUnavailable',
	],
	[/ratelimit|toomanyrequests|throttl|resourceexhausted|requestlimitexceeded/, 'rateLimit'],
	[
		/overload|serverbusy|systembusy|toobusy|modelbusy|noavailable(channel|account|key|provider)|getchannelfailed|(at|over)capacity/,
		'busy',
	],
];

/** @returns undefined where the code says nothing that is known */
export function codeKind(code: string): FailureKind | undefined {
	const known = own(codeKinds, code);
	if (known !== undefined) return known;
	const plain = code
		.slice(0, 200)
		.toLowerCase()
		.replace(/[^a-z]/g, '');
	return codePatterns.find(([pattern]) => pattern.test(plain))?.[1];
}

/** Words of money. Sources: one-api, new-api, chatgpt2api, OpenRouter, Fal, 302.AI. */
const money =
	/insufficient (user |account )?(quota|balance|credit|fund)|(out of|no|not enough|insufficient) (available |remaining )?(image |api )?(credit|quota|balance)|(quota|balance|credits?)( \w+){0,3} (exhausted|exceeded|depleted|used up|insufficient|too low|not enough)|(exceeded|reached) your( \w+)? (quota|billing|spending)|arrears|overdue payment|payment required|top up|recharge|余额|额度|欠费|配额不足|充值/i;

/** Of a limit in time, beside which words like "quota" are no words of money. */
const pace =
	/per (second|minute)|too many requests|rate.?limit|\b(rpm|tpm|qps)\b|频率|频繁|并发|每分钟/i;

const policy =
	/content[ _]?(policy|filter)|moderation (system|check|filter|block)|safety (system|policy|filter|check)|violat\w*( \S+){0,5} \S*(polic|guideline|terms)|nsfw|inappropriate content|敏感|违规|违反|审核/i;

/** Google answers 400 to a wrong key. */
const wrongKey = /api[ _-]?key (is )?(not valid|invalid|expired)|(invalid|incorrect) api[ _-]?key/i;

/** Of a model that is not there, or no more. Sources: OpenRouter, OpenAI, Azure, Google, one-api. */
const noModel =
	/not a valid model|(unknown|invalid|no such) model\b|\bmodel( [^\s:,]+){0,4} (not found|not exist|(been|is|was|now) (deprecated|retired|removed|discontinued|shut down))|\bmodel( [^\s:,]+)? is not (available|supported)|模型.{0,40}(不存在|已下线|不支持|未找到)/i;

/** Of overload, in the gateway's own error object. */
const overload =
	/overloaded|no available (channel|account|key|provider)|(server|system|model) is (currently |too )?busy|at capacity|无可用(渠道|账号)|负载(已|过)|繁忙/i;

/** After such words nobody knows what the upstream did, nor whether it goes on. */
const lost =
	/time[ds]?[ -]?out|deadline exceeded|connection( was| is)? (reset|closed|aborted|lost)|econnreset|etimedout|\beof\b|broken pipe|socket hang ?up|超时/i;

/**
 * What the words of a gateway mean where its code is not known.
 * @param status 200 for a report inside a good response
 * @param isOwnShape whether they stand in an error object, which no framework and no proxy writes
 */
export function wordsKind(
	message: string,
	status: number,
	isOwnShape: boolean,
	hasWait: boolean,
): FailureKind | undefined {
	const isRefusal = status === 400 || status === 402 || status === 403 || status === 429;
	const isPace = hasWait || pace.test(message);
	if (isRefusal && !isPace && money.test(message)) return 'quota';
	if ((isRefusal || status === 422 || status === 451) && policy.test(message)) return 'moderation';
	if (lost.test(message) || !isOwnShape) return undefined;
	if (status === 400 && wrongKey.test(message)) return 'auth';
	const isAsked = [400, 404, 410, 422].includes(status);
	if (isAsked && noModel.test(message)) return 'modelUnavailable';
	if (status !== 400 && pace.test(message)) return 'rateLimit';
	return status >= 500 && overload.test(message) ? 'busy' : undefined;
}

export const saysLost = (message: string): boolean => lost.test(message);

/** After a whole request these say nothing: not modified, a time-out, a conflict, too early, a client that is gone. */
const unclear = new Set([304, 408, 409, 425, 499]);

/** 304 is of the same class, but leads nowhere. */
export const isRedirect = (status: number): boolean =>
	status >= 300 && status < 400 && status !== 304;

/** What an HTTP status means in a gateway's own words, where neither they nor its code are known. */
export function statusKind(status: number): FailureKind {
	if (isRedirect(status)) return 'redirect';
	if (status === 401 || status === 403) return 'auth';
	if (status === 402) return 'quota';
	if (status === 404 || status === 405 || status === 410 || status === 501) return 'notFound';
	if (status === 413) return 'tooLarge';
	if (status === 429) return 'rateLimit';
	return status >= 500 || unclear.has(status) ? 'server' : 'badRequest';
}

/**
 * What it means on a page, in an empty body or in a bare reason phrase, which may be of anything between here and
 * the gateway, and come after the order was carried out: lighttpd makes a 404 of a response that stalls.
 */
export function pageKind(status: number): FailureKind {
	if ([401, 402, 413, 429].includes(status) || status < 400) return statusKind(status);
	if ([404, 405, 410, 501].includes(status)) return 'edgeNotFound';
	if ([504, 522, 524].includes(status)) return 'edgeTimeout';
	if (status === 503) return 'edgeBusy';
	// HAProxy answers 400 to an upload that took too long.
	return status >= 500 || status === 408 || status === 400 ? 'edge' : 'edgeRefused';
}
