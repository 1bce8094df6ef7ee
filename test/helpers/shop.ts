import type { FailureKind } from '../../nodes/ImageEdit/answer/failures';
import { GatewayFailure } from '../../nodes/ImageEdit/answer/failures';
import type { Attempts } from '../../nodes/ImageEdit/transport/retrying';
import { Throttle } from '../../nodes/ImageEdit/transport/throttle';
import type { VirtualClock } from './virtualClock';

export const failure = (kind: FailureKind, headers: Readonly<Record<string, string>> = {}) =>
	new GatewayFailure('no', { kind }, headers);

/** Fails as told, one after another, and then succeeds. Notes when it was ordered. */
export function shop(clock: VirtualClock, failures: readonly unknown[]) {
	const begin = clock.now();
	const orders: number[] = [];
	const order = async () => {
		orders.push(clock.now() - begin);
		const error = failures[orders.length - 1];
		if (error !== undefined) throw error;
		return 'picture';
	};
	return { order, orders };
}

export const attemptsWith = (clock: VirtualClock, changes: Partial<Attempts> = {}): Attempts => ({
	policy: { maxTries: 3, retryAmbiguous: false },
	clock,
	throttle: new Throttle(clock, { concurrency: 16, requestsPerMinute: 0 }),
	beforeOrder: () => undefined,
	onRepeat: () => undefined,
	...changes,
});
