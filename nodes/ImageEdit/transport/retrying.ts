import { GatewayFailure } from '../request/errors';
import { attempt } from './attempt';
import type { Clock, Pace } from './pace';
import type { RetryPolicy } from './retry';
import { mayRepeat, waitBefore } from './retry';

export interface Attempts {
	readonly policy: RetryPolicy;
	readonly clock: Clock;
	readonly pace: Pace;
	/** Asked before each repeat: true = give up with the last failure. */
	readonly stop: () => boolean;
	/** Told of each repeated order. */
	readonly onRepeat: () => void;
}

/**
 * Gives an order, again where `transport/retry` allows it.
 * @throws GatewayFailure the last one, with the number of attempts
 */
export async function retrying<T>(
	once: () => Promise<T>,
	{ policy, clock, pace, stop, onRepeat }: Attempts,
): Promise<{ readonly value: T; readonly attempts: number }> {
	let last: GatewayFailure | undefined;
	for (let tries = 1; ; tries++) {
		await pace.turn();
		// Much may have happened while this order waited for its turn.
		if (last && stop()) throw last;
		if (last) onRepeat();
		const tried = await attempt(once);
		if (tried.ok) return { value: tried.value, attempts: tries };
		const { error } = tried;
		if (!(error instanceof GatewayFailure)) throw error;
		const retryable = mayRepeat(error, policy);
		last = error.with({ attempts: tries, retryable });
		if (!retryable || tries >= policy.maxTries || stop()) throw last;
		const wait = waitBefore(tries, error.headers, clock.now(), clock.random());
		// A rate limit is meant for everyone; other waits are this order's own.
		if (error.facts.kind === 'rateLimit') pace.pause(wait);
		else await clock.sleep(wait);
	}
}
