import type { DialectRules } from '../dialects/dialect';
import { Refusal, type RefusalKind } from '../errors';
import type { Interception } from '../interception';
import type { FaultKind } from '../vocabulary';
import { cloudflareError, perhapsReached, unreached } from './cloudflare';

interface Fate {
	readonly dialect: DialectRules;
	readonly requestId: string;
	/** Whether the upstream had finished before the way back broke, where that can be. */
	readonly finished: boolean;
	/** Which of the answers of a kind it is, from 0 to 1. */
	readonly pick: number;
	readonly retryAfterSeconds?: number;
}

/** What happens, and whether it was billed. */
export function faultOf(kind: FaultKind, fate: Fate): Interception {
	return { ...happening(kind, fate), fault: kind };
}

function happening(kind: FaultKind, fate: Fate): Interception {
	const { finished: billed } = fate;
	switch (kind) {
		// An error that a gateway writes itself is not billed (domain.md 7.1).
		case 'rateLimit':
			return ownError('tooFast', 'Too many requests', fate);
		case 'serverError':
			return ownError('broken', 'the upstream is out of order', fate);
		// What stands before a gateway knows nothing of what is behind it.
		case 'html502':
			return page(502, '502 Bad Gateway', billed);
		case 'html504':
			return page(504, '504 Gateway Time-out', billed);
		case 'html524':
			return page(524, 'A timeout occurred', billed);
		// Varnish's, also after its gateway was too slow.
		case 'pageWithRetryAfter':
			return withWait(page(503, '503 Backend fetch failed', billed), 5, fate);
		case 'frameworkError':
			return { ...pickOf(frameworkErrors, fate), billed: true };
		// LiteLLM's, while its upstream works on.
		case 'timeout408':
			return { status: 408, body: timeoutBody, billed };
		case 'cloudflare':
			return { ...cloudflareError(pickOf(perhapsReached, fate), fate), billed };
		case 'cloudflareUnreached':
			return cloudflareError(pickOf(unreached, fate), fate);
		case 'cutBeforeHeaders':
			return { kind: 'cut', when: 'beforeHeaders', billed };
		case 'cutBeforeBody':
			return { kind: 'cut', when: 'beforeBody' };
		case 'cutMidBody':
			return { kind: 'cut', when: 'midBody' };
		case 'slowBytes':
			return { kind: 'slow', overMs: 400 };
		case 'truncatedJson':
			return { kind: 'truncate', what: 'json' };
		case 'truncatedBase64':
			return { kind: 'truncate', what: 'base64' };
	}
}

/** What stands in place of an answer that was lost inside: of Nest, Spring, Express and Portkey. */
const frameworkErrors = [
	{ status: 500, body: { statusCode: 500, message: 'Internal server error' } },
	{
		status: 500,
		body: {
			timestamp: '2026-11-28T12:00:00.000+00:00',
			status: 500,
			error: 'Internal Server Error',
			path: '/v1/images/edits',
		},
	},
	{ status: 503, body: { message: 'Service Unavailable' } },
	{ status: 500, body: { status: 'failure', message: 'Something went wrong' } },
] as const;

const timeoutBody = {
	error: {
		message: 'litellm.Timeout: Timeout Error: OpenAIException - Request timed out.',
		type: null,
		param: null,
		code: '408',
	},
};

const pickOf = <T>(all: readonly T[], { pick }: Fate): T => all[Math.floor(pick * all.length)] as T;

function withWait<T extends { readonly headers?: Readonly<Record<string, string>> }>(
	reply: T,
	usualSeconds: number,
	{ retryAfterSeconds = usualSeconds }: Fate,
) {
	return { ...reply, headers: { ...reply.headers, 'retry-after': String(retryAfterSeconds) } };
}

function ownError(kind: RefusalKind, message: string, fate: Fate): Interception {
	const { dialect, requestId, retryAfterSeconds } = fate;
	return {
		status: dialect.errors[kind].status,
		body: dialect.errorBody(new Refusal(kind, message), requestId),
		...(retryAfterSeconds !== undefined && {
			headers: { 'retry-after': String(retryAfterSeconds) },
		}),
	};
}

function page(status: number, title: string, billed: boolean) {
	const body =
		`<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1>` +
		`</center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n`;
	return { status, headers: { 'content-type': 'text/html' }, body, billed };
}
