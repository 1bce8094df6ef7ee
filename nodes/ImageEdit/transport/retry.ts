import type { GatewayFailure } from '../answer/failures';
import { ruleOf } from '../answer/failures';

type Headers = Readonly<Record<string, unknown>>;

export interface RetryPolicy {
	/** Orders in all, the first included. */
	readonly maxTries: number;
	/** Whether a failure that may have been billed is repeated too. */
	readonly retryAmbiguous: boolean;
}

/** The longest wait of its own. */
const longestOwnWait = 60_000;
/** Cloudflare asks for two minutes; who asks for more than ten is not waited for. */
export const longestWait = 600_000;
/** Kling wants at least one second. */
export const firstWait = 1_000;

/**
 * Whether an order may be repeated: only when it was certainly not accepted, or where the user allows more. A header
 * may forbid a repeat; that it asks for one is no proof that nothing was billed, and a wait
 * (`Retry-After`) says when, never whether: proxies and Cloudflare send it after a paid order, too.
 */
export function mayRepeat({ facts, headers }: GatewayFailure, policy: RetryPolicy): boolean {
	const { again } = ruleOf(facts.kind);
	const isForbidden = headers['x-should-retry'] === 'false';
	if (facts.taskId !== undefined || again === 'never' || isForbidden) return false;
	return again === 'always' || policy.retryAmbiguous;
}

/**
 * How long to wait before the next try, in milliseconds: what is asked for, else 1, 2, 4 … s, up to 25 % more.
 * @param attempt the number of tries so far, from 1
 * @param asked by `askedWait`
 * @param random from 0 to 1
 */
export function waitBefore(attempt: number, asked: number | undefined, random: number): number {
	const own = Math.min(longestOwnWait, firstWait * 2 ** (attempt - 1)) * (1 + 0.25 * random);
	return Math.round(asked === undefined ? own : Math.min(longestWait, Math.max(0, asked)));
}

/** The wait that a failure asks for, in its headers before its body, in milliseconds. */
export const waitOf = ({ bodyWait, headers }: GatewayFailure, now: number): number | undefined =>
	askedWait(headers, now) ?? bodyWait;

/** RFC 9110, HTTP-date, without its oldest form, which has no zone, and the ISO form that some write. */
const httpDate =
	/^[A-Z][a-z]{2,8}, \d{2}[ -][A-Z][a-z]{2}[ -]\d{2,4} [\d:]{8} GMT$|^\d{4}-\d{2}-\d{2}T[\d:.]{5,15}(Z|[+-]\d{2}:?\d{2})$/;

/** Of a header that came twice, Node makes "1, 2": the longer wait is meant too. */
function numberIn(value: unknown): number | undefined {
	const parts = String(value ?? '').split(',', 10);
	const numbers = parts.map((part) =>
		/^\s*-?\d{1,12}(\.\d{1,9})?\s*$/.test(part) ? Number(part) : NaN,
	);
	const most = Math.max(...numbers);
	return Number.isFinite(most) ? most : undefined;
}

/**
 * What the headers of an answer ask for, in milliseconds.
 * @param now milliseconds since 1970
 */
export function askedWait(headers: Headers, now: number): number | undefined {
	const milliseconds = numberIn(headers['retry-after-ms']);
	if (milliseconds !== undefined) return milliseconds;
	const after = String(headers['retry-after'] ?? '').trim();
	const seconds = numberIn(after);
	if (seconds !== undefined) return seconds * 1_000;
	// Date.parse makes a date of nearly everything: "1, 2" is one of 2001.
	if (!httpDate.test(after)) return undefined;
	const date = Date.parse(after);
	return Number.isNaN(date) ? undefined : date - now;
}
