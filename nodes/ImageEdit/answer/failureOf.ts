import { cloudflareError } from './cloudflare';
import type { FailureFacts, FailureKind } from './failures';
import { GatewayFailure, ruleOf } from './failures';
import { codeKind, isRedirect, pageKind, saysLost, statusKind, wordsKind } from './gatewayCodes';
import { waitInBody } from './waitInBody';
import type { RequestFacts } from './requestFacts';
import type { ReportedError } from './reportedError';
import { readErrorBody } from './reportedError';
import {
	isBarePhrase,
	isPage,
	pageWords,
	proxyName,
	proxyOfSentence,
	reasonPhrase,
} from './speaker';
import { isJsonText, isRefusedTunnel, wantsHttps } from './wrongWay';
import { clean } from '../shared/clean';
import { isJsonObject, textOf } from '../shared/json';

export interface FailedAnswer {
	readonly status: number;
	/** Lower-case names. */
	readonly headers: Readonly<Record<string, unknown>>;
	/** For pages and whatever is not JSON. */
	readonly text: string;
	readonly request?: RequestFacts;
}

interface Judged {
	readonly kind: FailureKind;
	readonly message: string;
	readonly code?: string;
	readonly type?: string;
}

/**
 * What a response that brought nothing means, in the words of whoever wrote it.
 * @param body the parsed answer; undefined when it is not JSON
 */
export function failureOf(
	answer: FailedAnswer,
	body: unknown,
	facts: Pick<FailureFacts, 'requestId'>,
): GatewayFailure {
	const { headers, status, request } = answer;
	const judged = judge(answer, body);
	// Nothing can have been billed before the whole request was sent.
	const early = request?.isWhole === false ? ruleOf(judged.kind).whenEarly : undefined;
	const kind = early ?? judged.kind;
	const hint = early !== undefined && isEncrypted(answer) ? { hint: orOutgoing } : {};
	const named = {
		...(judged.code ? { code: clean(judged.code).slice(0, 100) } : {}),
		...(judged.type ? { type: clean(judged.type).slice(0, 100) } : {}),
	};
	return new GatewayFailure(
		clean(judged.message),
		{ kind, status, ...named, ...hint, ...facts },
		headers,
		{
			bodyWait: waitInBody(body, answer.text),
		},
	);
}

function judge(answer: FailedAnswer, body: unknown): Judged {
	const { headers, status, text } = answer;
	if (isEncrypted(answer) && isRefusedTunnel(answer)) return refusedTunnel(answer);
	if (isRedirect(status)) return redirected(answer);
	if (wantsHttps(answer)) {
		return { kind: 'plainHttp', message: `The address in Base URL takes HTTPS only (${status}).` };
	}
	const edge = cloudflareError(status, headers, body, text);
	if (edge) {
		const slow = isSlowUpload(answer) ? ({ kind: 'edgeSlowUpload' } as const) : {};
		const { code, name, rayId, words } = edge;
		const ray = rayId ? ` (Ray ID ${rayId})` : '';
		const message = `${proxySaid(answer, 'Cloudflare')}: ${words || pageWords(headers, status, text)}${ray}`;
		return { kind: edge.kind, message, code, ...(name ? { type: name } : {}), ...slow };
	}
	const words = readErrorBody(body);
	if (status < 300) {
		const kind = insideGood(words);
		return { kind, ...said(ruleOf(kind).title ?? 'The gateway reported', words, answer) };
	}
	const sentence = words && !words.isOwnShape ? proxyOfSentence(words.message) : undefined;
	if (sentence)
		return { kind: pageKind(status), ...said(proxySaid(answer, sentence), words, answer) };
	const hasWords = words
		? isWordy(words)
		: answer.request?.isWhole !== false && isOwnText(body, text);
	if (hasWords) {
		const kind = inWords(words, answer);
		return { kind, ...said(gatewaySaid(kind, status), words, answer) };
	}
	const kind = isSlowUpload(answer) ? 'edgeSlowUpload' : pageKind(status);
	const isOwnJson = words !== undefined && status < 500;
	return {
		kind,
		...said(isOwnJson ? gatewaySaid(kind, status) : proxySaid(answer), words, answer),
	};
}

function gatewaySaid(kind: FailureKind, status: number): string {
	const { title } = ruleOf(kind);
	return title === undefined ? `The gateway responded with ${status}` : `${title} (${status})`;
}

/** A message beyond the name of the status, or a code that is none. */
const isWordy = ({ code, isOwnShape, message, type }: ReportedError) =>
	isOwnShape || type !== '' || !(message === '' ? /^\d*$/.test(code) : isBarePhrase(message));

/** Text without a sign of who wrote it is taken for the gateway's own. */
const isOwnText = (body: unknown, text: string) =>
	body === undefined
		? text.trim() !== '' && !isPage(text) && !isBarePhrase(text) && !proxyName({}, text)
		: !isJsonObject(body) || Object.keys(body).length > 0;

function said(
	who: string,
	words: ReportedError | undefined,
	{ headers, status, text }: FailedAnswer,
) {
	const own =
		words?.message || (words?.code ? `code ${words.code}` : wordsOfText(headers, status, text));
	return {
		message: `${who}: ${own}`,
		...(words?.code ? { code: words.code } : {}),
		...(words?.type ? { type: words.type } : {}),
	};
}

function wordsOfText(headers: FailedAnswer['headers'], status: number, text: string): string {
	if (isPage(text)) return pageWords(headers, status, text);
	const plain = text.trim();
	return plain === '' || plain === '{}' ? reasonPhrase(status) : plain;
}

/** Inside a good response: relays that keep the connection alive have sent its 200 before they knew. */
function insideGood(words: ReportedError | undefined): FailureKind {
	if (!words) return 'answer';
	const { code, message, type } = words;
	const named =
		codeKind(code) ?? codeKind(type) ?? wordsKind(message, 200, words.isOwnShape, false);
	if (named) return orLost(named, message);
	const kind = /^4\d\d$/.test(code) ? statusKind(Number(code)) : 'answer';
	return kind === 'server' ? 'answer' : kind;
}

/** The gateway's own words: its code before the status. */
function inWords(
	words: ReportedError | undefined,
	{ headers, status, text }: FailedAnswer,
): FailureKind {
	const { code, isOwnShape, message, type } = words ?? {
		...{ code: '', type: '', isOwnShape: false },
		message: text.slice(0, 2_000),
	};
	const hasWait =
		headers['retry-after'] !== undefined || waitInBody(undefined, message) !== undefined;
	const named = codeKind(code) ?? codeKind(type) ?? wordsKind(message, status, isOwnShape, hasWait);
	if (named) return status === 429 ? named : orLost(named, message);
	const kind = statusKind(status);
	// A relay hands on its upstream's time-out under any status.
	return kind === 'badRequest' && !/invalid/i.test(code + type) && saysLost(message)
		? 'server'
		: kind;
}

/** Of a time-out upstream nobody knows whether it goes on there, whatever the code says. */
const orLost = (kind: FailureKind, message: string): FailureKind =>
	(kind === 'busy' || kind === 'rateLimit') && saysLost(message) ? 'server' : kind;

/** Cloudflare waits 100 s for a response, and 30 s for each piece of a request to be taken. */
const isSlowUpload = ({ request, status }: FailedAnswer) =>
	status === 524 && request !== undefined && request.seconds < 100;

function proxySaid(answer: FailedAnswer, known?: string): string {
	const { headers, request, status, text } = answer;
	// A proxy writes pages: JSON that comes through one has its headers, but is not its own.
	const name = known ?? proxyName(isJsonText(text) ? {} : headers, text);
	const after = request && request.seconds >= 1 ? ` after ${Math.round(request.seconds)} s` : '';
	const who = name
		? `A proxy in front of the gateway (${name})`
		: isPage(text)
			? 'A proxy in front of the gateway'
			: 'The gateway, or a proxy in front of it,';
	return `${who} responded with ${status}${after}`;
}

const isEncrypted = ({ request }: FailedAnswer) => request?.url.startsWith('https:') === true;

/** What comes before the order is sent may also be of the proxy that n8n itself goes out through. */
const orOutgoing =
	'If this n8n goes out through a proxy (HTTPS_PROXY), that proxy may have responded instead.';

function refusedTunnel({ headers, status, text }: FailedAnswer): Judged {
	const words = wordsOfText(headers, status, text);
	return {
		kind: status >= 500 ? 'outgoingProxyDown' : 'outgoingProxy',
		message: `The outgoing proxy of this n8n responded with ${status} and made no connection to the gateway: ${words}`,
	};
}

/** Where the order would go, and the Base URL that leads there. */
function redirected({ headers, request, status, text }: FailedAnswer): Judged {
	const location = textOf(headers.location);
	// An empty address would be that of the request itself.
	const isGiven = location !== '' && URL.canParse(location, request?.url);
	const target = isGiven ? new URL(location, request?.url) : undefined;
	if (!target) {
		return {
			kind: 'redirect',
			message: `The gateway responded with ${status} (a redirect): ${wordsOfText(headers, status, text)}`,
		};
	}
	const { path } = request ?? {};
	const wanted = path?.replace(/\/$/, '');
	const found = target.origin + target.pathname.replace(/\/$/, '');
	const base = wanted && found.endsWith(wanted) ? found.slice(0, -wanted.length) : undefined;
	const advice =
		base === undefined
			? 'which does not take requests.'
			: `write ${base} into Base URL of the credential.`;
	return {
		kind: 'redirect',
		message: `The gateway responded with ${status} and redirects the request to ${target.origin}${target.pathname}: ${advice}`,
	};
}
