import type { FaultKind, TaskShape } from '../vocabulary';

/** How an order goes on as a task. All may be left out. */
export interface TaskPlan {
	/** Which orders: all (as usual), or those with a callback_url, as AceData does (domain.md 6.5). */
	readonly when?: 'always' | 'withCallback';
	readonly shape?: TaskShape;
	/** From the order to the end; 1000 as usual. */
	readonly durationMs?: number;
	/** How much of it the task waits for its turn; a quarter as usual. */
	readonly queuedMs?: number;
	/** It does not end before so many have been open at the same time. */
	readonly untilOpen?: number;
	/** `unknown`: the task is worked on, but the poll route knows nothing of it. */
	readonly end?: 'succeeded' | 'failed' | 'expired' | 'never' | 'unknown';
	/** What a task says that did not succeed. */
	readonly reason?: string;
	/** Bare 64-bit numbers in place of texts. */
	readonly numericIds?: boolean;
	/** Retry-After on polls of a task that is not done, and on those creations that carry one. */
	readonly retryAfterSeconds?: number;
	/** Every so many polls of a task, one fails, by these kinds in turn. */
	readonly pollFaults?: { readonly every: number; readonly kinds: readonly FaultKind[] };
	/** `pictures`: the order waits for them in spite of a callback_url. */
	readonly answer?: 'task' | 'pictures';
	/** `beforeAnswer`: the last callback arrives before the order is answered. */
	readonly callbacks?: 'once' | 'twice' | 'never' | 'beforeAnswer';
	/** Waits between the tries to reach a receiver. */
	readonly callbackRetriesMs?: readonly number[];
}

export const usualDurationMs = 1000;
export const usualCallbackRetriesMs: readonly number[] = [250, 500, 1000, 2000, 4000];
