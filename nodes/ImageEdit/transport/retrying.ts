import { GatewayFailure, ruleOf } from '../answer/failures';
import type { Clock, Pace } from './pace';
import type { RetryPolicy } from './retry';
import { firstWait, mayRepeat, waitBefore } from './retry';

export interface Attempts {
	readonly policy: RetryPolicy;
	readonly clock: Clock;
	readonly pace: Pace;
	/** Called before an order is given, and before it waits to be given again; throws when it is no longer wanted. */
	readonly beforeOrder: () => void;
	/** Told of each repeated order. */
	readonly onRepeat: () => void;
}

/**
 * Gives an order, again where `transport/retry` allows it. A rate limit under which others get through
 * uses up no tries: it slows the batch, and does not break it.
 * @throws GatewayFailure the last one, with the number of attempts
 */
export async function retrying<T>(
	once: () => Promise<T>,
	{ policy, clock, pace, beforeOrder, onRepeat }: Attempts,
): Promise<{ readonly value: T; readonly attempts: number }> {
	let failures = 0;
	/** Rate limits in a row under which nothing got through. */
	let inVain = 0;
	let sentAt: number | undefined;
	for (let tries = 1; ; tries++) {
		await pace.turn();
		// Much may have happened while this order waited for its turn.
		beforeOrder();
		if (tries > 1) onRepeat();
		const sentBefore = sentAt;
		sentAt = clock.now();
		const tried = await pace.send(once);
		if (tried.ok) return { value: tried.value, attempts: tries };
		const { error } = tried;
		if (!(error instanceof GatewayFailure)) throw error;
		const retryable = mayRepeat(error, policy);
		const isLimit = ruleOf(error.facts.kind).isLimit === true;
		const isSlowed = isLimit && sentBefore !== undefined && pace.servesSince(sentBefore);
		if (!isLimit) failures++;
		else inVain = isSlowed ? 0 : inVain + 1;
		const round = isLimit ? Math.min(tries, pace.pauses + 1) : failures;
		const asked = waitBefore(round, error.headers, clock.now(), clock.random());
		// Who is refused again has come back too soon.
		const wait = isLimit && tries > 1 ? Math.max(firstWait, asked) : asked;
		// A rate limit is meant for everyone, also when this order gives up.
		if (isLimit) pace.pause(wait);
		if (!retryable || failures + inVain >= policy.maxTries) {
			throw error.with({ attempts: tries, retryable });
		}
		beforeOrder();
		if (!isLimit) await clock.sleep(wait);
	}
}
