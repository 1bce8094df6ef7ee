import type { FailureKind, GatewayFailure } from '../answer/failures';
import { permanentKinds } from '../answer/gatewayCodes';

type Headers = Readonly<Record<string, unknown>>;

export interface RetryPolicy {
	/** Orders in all, the first included. */
	readonly maxTries: number;
	/** Whether a failure that may have been billed is repeated too. */
	readonly retryAmbiguous: boolean;
}

/** openai-node caps a server's wait at 60 s. */
const longestWait = 60_000;
/** Kling wants at least one second. */
export const firstWait = 1_000;

/**
 * Whether an order may be given once more: only when surely nothing was billed, or the gateway asked
 * for it. The kind (from the code in the body) is judged before status and headers.
 */
export function mayRepeat(failure: GatewayFailure, policy: RetryPolicy): boolean {
	const { headers } = failure;
	const { kind, taskId } = failure.facts;
	if (taskId !== undefined || permanentKinds.has(kind)) return false;
	switch (kind) {
		case 'rateLimit':
		case 'server':
			return headers['x-should-retry'] !== 'false';
		case 'network':
			// Only failures from before the whole order was sent are of this kind.
			return true;
		case 'edgeTimeout':
			return (
				headers['x-should-retry'] !== 'false' && (policy.retryAmbiguous || asksForRepeat(headers))
			);
		case 'cut':
		case 'timeout':
			return policy.retryAmbiguous;
		default:
			return headers['x-should-retry'] === 'true' && kind !== 'answer' && kind !== 'canceled';
	}
}

/** Kinds that Retry Ambiguous is about: no answer came, and the picture may have been made. */
export const ambiguousKinds: ReadonlySet<FailureKind> = new Set(['cut', 'edgeTimeout', 'timeout']);

const asksForRepeat = (headers: Headers) =>
	headers['x-should-retry'] === 'true' ||
	headers['retry-after'] !== undefined ||
	headers['retry-after-ms'] !== undefined;

/**
 * How long to wait before the next try, in milliseconds: what the gateway asks for, else 1, 2, 4 … s,
 * up to 25 % more.
 * @param attempt the number of tries so far, from 1
 * @param now milliseconds since 1970
 * @param random from 0 to 1
 */
export function waitBefore(attempt: number, headers: Headers, now: number, random: number): number {
	const asked = askedWait(headers, now);
	const own = Math.min(longestWait, firstWait * 2 ** (attempt - 1)) * (1 + 0.25 * random);
	return Math.round(asked === undefined ? own : Math.min(longestWait, Math.max(0, asked)));
}

/** What the headers of an answer ask for, in milliseconds. */
export function askedWait(headers: Headers, now: number): number | undefined {
	const milliseconds = Number(headers['retry-after-ms'] ?? NaN);
	if (Number.isFinite(milliseconds)) return milliseconds;
	const after = headers['retry-after'];
	if (after === undefined || after === '') return undefined;
	const seconds = Number(after);
	if (Number.isFinite(seconds)) return seconds * 1_000;
	const date = Date.parse(String(after));
	return Number.isNaN(date) ? undefined : date - now;
}
