import type { IExecuteFunctions } from 'n8n-workflow';
import type { Budget } from '../transport/budget';
import type { Throttle } from '../transport/throttle';
import type { Semaphore } from '../transport/pool';

interface Limits {
	readonly throttle: Throttle;
	readonly openTasks: Semaphore;
	readonly budget: Budget;
}

/** Counts what a run did, and says so in the output panel. */
export class Tally {
	done = 0;
	failed = 0;
	repeated = 0;
	reused = 0;
	/** Orders whose answer told what they really cost. */
	charged = 0;
	/** Whether an order was taken as a task. */
	hasTasks = false;
	/** Whether n8n leaves failed items as they are, though Retry On Fail is on. */
	isNotRetried = false;

	/** Whose figures the cost is made of. */
	private source(): string {
		if (this.charged === 0) return '';
		return this.charged < this.done ? ' (partly as charged)' : ' (as charged)';
	}

	show(context: IExecuteFunctions, { budget, openTasks, throttle }: Limits): void {
		const counts = [
			`${this.done} done`,
			this.failed > 0 ? `${this.failed} failed` : '',
			this.repeated > 0 ? `${this.repeated} repeated` : '',
			this.reused > 0 ? `${this.reused} taken from the try before without paying` : '',
			budget.spent > 0 ? `cost ${budget.spent}${this.source()}` : '',
		];
		const limits = [
			budget.reached ? 'Max Cost held orders back.' : '',
			throttle.heldByLimit > 0 ? 'Requests per Minute held the batch back.' : '',
			// Orders that are answered at once wait for their places, too, which Concurrency is to blame for.
			this.hasTasks && openTasks.reached ? 'Open Tasks held the batch back.' : '',
			limitFound(throttle),
			this.isNotRetried ? notRetried : '',
		];
		if (this.done + this.failed + this.reused === 0) return;
		const sentence = `Images: ${counts.filter(Boolean).join(', ')}.`;
		context.addExecutionHints?.({
			message: [sentence, ...limits.filter(Boolean)].join(' '),
			location: 'outputPane',
		});
	}
}

const notRetried =
	'Retry On Fail did not try the failed items again: where a node continues on errors, n8n looks at the first item alone. Raise Max Tries under Batch, or let the node stop on errors: what is paid is not ordered again.';

/** What the throttle found, in a sentence that says what to set. */
function limitFound({ heldByGateway, refusals, servedAtOnce }: Throttle): string {
	if (refusals > 0 && servedAtOnce !== undefined) {
		return `The gateway served ${servedAtOnce} at once; set Concurrency to ${servedAtOnce} to save ${refusals} refused requests.`;
	}
	return heldByGateway > 0 ? 'The rate limit of the gateway held the batch back.' : '';
}
