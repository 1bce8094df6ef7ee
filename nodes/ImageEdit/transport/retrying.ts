import { GatewayFailure, ruleOf } from '../answer/failures';
import type { Clock } from './clock';
import { waitUntilOneIsLeft } from './rateLimitHeaders';
import type { RetryPolicy } from './retry';
import { firstWait, longestWait, mayRepeat, waitBefore, waitOf } from './retry';
import type { Refusal, Throttle } from './throttle';

export interface Attempts {
	readonly policy: RetryPolicy;
	readonly clock: Clock;
	readonly throttle: Throttle;
	/** Called before a request is sent, and before it waits to be sent again; throws when it is no longer wanted. */
	readonly beforeOrder: () => void;
	/** Called for each repeated request. */
	readonly onRepeat: () => void;
	/** Asked before an order that may have been billed is repeated, since the repeat costs once more. */
	readonly mayPayAgain?: () => boolean;
}

type Headers = Readonly<Record<string, unknown>>;

/**
 * Sends an order, again where `transport/retry` allows it. A rate limit under which others get through
 * uses up no tries: it slows the batch, and does not break it.
 * @param headersOf the headers of a response, which may say that no request is left
 * @throws GatewayFailure the last one, with the number of attempts
 */
export async function retrying<T>(
	once: () => Promise<T>,
	{ policy, clock, throttle, beforeOrder, onRepeat, mayPayAgain }: Attempts,
	headersOf: (value: T) => Headers = () => ({}),
): Promise<{ readonly value: T; readonly attempts: number }> {
	let failures = 0;
	/** Rate limits in a row. */
	let limits = 0;
	/** Rate limits in a row under which nothing got through. */
	let inVain = 0;
	let sentAt: number | undefined;
	let last: GatewayFailure | undefined;
	for (let tries = 1; ; tries++) {
		if (last && ruleOf(last.facts.kind).mayBeBilled && mayPayAgain?.() === false) {
			const said = `${last.message} It was not repeated: that would take the run past Max Cost.`;
			const facts = { ...last.facts, attempts: tries - 1, retryable: true };
			throw new GatewayFailure(said, facts, last.headers);
		}
		const sentBefore = sentAt;
		const request = async () => {
			// Much may have happened while this order waited for its turn.
			beforeOrder();
			if (tries > 1) onRepeat();
			sentAt = clock.now();
			return await once();
		};
		const refusalOf = (error: unknown) => limitOf(error, clock.date(), tries > 1);
		// One that is refused again and again must not keep the others waiting.
		const tried = await throttle.send(request, limits === 1, refusalOf);
		if (tried.ok) {
			throttle.pause(waitUntilOneIsLeft(headersOf(tried.value), clock.date()));
			return { value: tried.value, attempts: tries };
		}
		const { error } = tried;
		if (!(error instanceof GatewayFailure)) throw error;
		const retryable = mayRepeat(error, policy);
		const isLimit = ruleOf(error.facts.kind).isLimit === true;
		const isSlowed = isLimit && sentBefore !== undefined && throttle.servesSince(sentBefore);
		limits = isLimit ? limits + 1 : 0;
		if (!isLimit) failures++;
		else inVain = isSlowed ? 0 : inVain + 1;
		const asked = waitOf(error, clock.date());
		const isTooLong = asked !== undefined && asked > longestWait;
		if (!retryable || isTooLong || failures + inVain >= policy.maxTries) {
			throw error.with({ attempts: tries, retryable });
		}
		last = error;
		beforeOrder();
		// After a rate limit the throttle waits, for everyone.
		if (isLimit) continue;
		// A second refusal means that the wait was too short.
		const wait = waitBefore(failures, asked, clock.random());
		await clock.sleep(tries > 1 ? Math.max(firstWait, wait) : wait);
	}
}

/** @param isAgain whether the order was refused before: the wait that was asked for was too short then */
function limitOf(error: unknown, now: number, isAgain: boolean): Refusal | undefined {
	if (!(error instanceof GatewayFailure) || ruleOf(error.facts.kind).isLimit !== true) {
		return undefined;
	}
	const asked = waitOf(error, now);
	if (asked === undefined || asked > longestWait) return {};
	return { wait: Math.max(isAgain ? firstWait : 0, asked) };
}
