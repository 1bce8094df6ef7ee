import type { IExecuteFunctions } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';
import { GatewayFailure } from '../answer/failures';
import type { Clock } from '../transport/clock';

/** n8n exports no sleep that a cancelled execution ends, so long waits are taken in steps. */
const longestStep = 500;

/** @param beforeStep called before each step of a sleep, which ends early with what it throws */
export function clockOf(context: IExecuteFunctions, beforeStep: () => void = () => {}): Clock {
	const signal = context.getExecutionCancelSignal?.();
	return {
		now: () => performance.now(),
		date: () => Date.now(),
		random: () => Math.random(),
		sleep: async (milliseconds) => {
			const end = performance.now() + milliseconds;
			for (let left = milliseconds; left > 0; left = end - performance.now()) {
				if (signal?.aborted) break;
				beforeStep();
				await sleep(Math.min(left, longestStep));
			}
			if (signal?.aborted) {
				throw new GatewayFailure('The execution was cancelled.', { kind: 'canceled' });
			}
		},
	};
}
