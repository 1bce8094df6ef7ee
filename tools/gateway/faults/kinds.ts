import type { DialectRules } from '../dialects/dialect';
import { Refusal, type RefusalKind } from '../errors';
import type { Interception } from '../interception';
import type { FaultKind } from '../vocabulary';

interface Fate {
	readonly dialect: DialectRules;
	readonly requestId: string;
	/** Whether the upstream had finished before the way back broke, where that can be. */
	readonly finished: boolean;
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

function page(status: number, title: string, billed: boolean): Interception {
	const body =
		`<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1>` +
		`</center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n`;
	return { status, headers: { 'content-type': 'text/html' }, body, billed };
}
