import type { IExecuteFunctions } from 'n8n-workflow';
import type { Budget } from '../transport/budget';
import type { Clock } from '../transport/clock';
import type { Throttle } from '../transport/throttle';
import type { Semaphore } from '../transport/pool';
import type { Outcome } from './runItems';
import { hasFailed } from './runItems';
import type { RunFacts } from './summary';
import { summaryOf } from './summary';

interface Limits {
	readonly throttle: Throttle;
	readonly openTasks: Semaphore;
	readonly budget: Budget;
}

/** Counts what a run did, and says so in the output panel. */
export class Tally {
	/** Requests that came to their end. */
	done = 0;
	images = 0;
	tasks = 0;
	repeated = 0;
	/** Images of the previous try. */
	reused = 0;
	/** Requests whose response reported what they really cost. */
	charged = 0;
	/** Requests whose cost follows from their tokens. */
	byTokens = 0;
	/** Requests whose price is not known. */
	unpriced = 0;
	readonly dryRuns: Array<number | undefined> = [];
	/** Whether a request was taken as a task. */
	hasTasks = false;
	/** Whether n8n leaves failed items as they are, though Retry On Fail is on. */
	isNotRetried = false;
	private readonly started: number;

	constructor(private readonly clock: Clock) {
		this.started = clock.now();
	}

	/** Whose figures the cost is made of. */
	private source(): RunFacts['source'] {
		if (this.charged > 0) return this.charged < this.done ? 'partly' : 'charged';
		if (this.byTokens > 0) return this.byTokens < this.done ? 'partly by tokens' : 'by tokens';
		return this.unpriced > 0 ? 'unknown' : 'price';
	}

	show(
		context: IExecuteFunctions,
		outcomes: ReadonlyArray<Outcome | undefined>,
		{ budget, openTasks, throttle }: Limits,
	): void {
		const limits = [
			budget.reached ? 'Max Cost held requests back.' : '',
			throttle.heldByLimit > 0 ? 'Requests per Minute held the batch back.' : '',
			// Requests that are answered at once wait for their places, too, which Concurrency is to blame for.
			this.hasTasks && openTasks.reached ? 'Open Tasks held the batch back.' : '',
			limitFound(throttle),
			this.isNotRetried ? notRetried : '',
		];
		const summary = summaryOf({
			images: this.images,
			failures: outcomes.flatMap((outcome, item) =>
				hasFailed(outcome) ? [{ item, error: outcome?.error }] : [],
			),
			tasks: this.tasks,
			dryRuns: this.dryRuns,
			repeated: this.repeated,
			reused: this.reused,
			cost: budget.spent,
			source: this.source(),
			milliseconds: this.clock.now() - this.started,
			limits: limits.filter(Boolean),
		});
		if (summary) context.addExecutionHints?.({ ...summary, location: 'outputPane' });
	}
}

const notRetried =
	'Retry On Fail did not try the failed items again: where a node continues on errors, n8n looks at the first item alone. Raise Max Tries under Settings → Batch, or let the node stop on errors: what is paid is not requested again.';

/** What the throttle found, in a sentence that says what to set. */
function limitFound({ heldByGateway, refusals, servedAtOnce }: Throttle): string {
	if (refusals > 0 && servedAtOnce !== undefined) {
		return `The gateway served ${servedAtOnce} at once; set Concurrency to ${servedAtOnce} to save ${refusals} refused requests.`;
	}
	return heldByGateway > 0 ? 'The rate limit of the gateway held the batch back.' : '';
}
