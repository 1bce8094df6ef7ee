import type { IExecuteFunctions } from 'n8n-workflow';
import type { Outcome } from '../../nodes/ImageEdit/run/runItems';
import { Tally } from '../../nodes/ImageEdit/run/tally';
import { Budget } from '../../nodes/ImageEdit/transport/budget';
import { Semaphore } from '../../nodes/ImageEdit/transport/pool';
import { Throttle } from '../../nodes/ImageEdit/transport/throttle';
import { virtualClock } from '../helpers/virtualClock';

interface Change {
	readonly tally?: Partial<Tally>;
	readonly throttle?: Partial<Throttle>;
	/** Whether someone had to wait for a place among the open tasks. */
	readonly isFull?: boolean;
	readonly spent?: number;
	readonly isHeldBack?: boolean;
	/** How long it took. */
	readonly milliseconds?: number;
	readonly outcomes?: readonly Outcome[];
}

/** What the output panel says of a run of two images. */
async function said({
	isFull,
	isHeldBack,
	outcomes = [],
	spent = 0,
	...changes
}: Change): Promise<string> {
	const clock = virtualClock();
	const tally = Object.assign(new Tally(clock), { images: 2, done: 2, ...changes.tally });
	const throttle = new Throttle(clock, { concurrency: 4, requestsPerMinute: 0 });
	for (const [name, value] of Object.entries(changes.throttle ?? {}))
		Object.defineProperty(throttle, name, { value });
	const openTasks = new Semaphore(1);
	if (isFull) {
		await openTasks.take();
		void openTasks.take();
	}
	const budget = new Budget(isHeldBack ? 1 : 0, { spent });
	if (isHeldBack) budget.reserve(2);
	const hints: string[] = [];
	const context = { addExecutionHints: ({ message }: { message: string }) => hints.push(message) };
	if (changes.milliseconds) await clock.run(clock.sleep(changes.milliseconds));
	tally.show(context as unknown as IExecuteFunctions, outcomes, { budget, openTasks, throttle });
	return hints.join();
}

it.each<[string, Change, Change]>([
	[
		'Open Tasks held the batch back.',
		{ isFull: true, tally: { hasTasks: true } },
		{ isFull: true, tally: { hasTasks: false } },
	],
	['Max Cost held requests back.', { isHeldBack: true }, { spent: 1 }],
	[
		'Requests per Minute held the batch back.',
		{ throttle: { heldByLimit: 1 } },
		{ throttle: { heldByGateway: 1 } },
	],
	[
		'The rate limit of the gateway held the batch back.',
		{ throttle: { heldByGateway: 1 } },
		{ throttle: { heldByLimit: 1 } },
	],
	[
		'set Concurrency to 3 to save 2 refused requests.',
		{ throttle: { refusals: 2, servedAtOnce: 3 } },
		{ throttle: { refusals: 0, servedAtOnce: 3 } },
	],
	[
		'The rate limit of the gateway held the batch back.',
		{ throttle: { refusals: 0, servedAtOnce: 3, heldByGateway: 1 } },
		{ throttle: { refusals: 1, servedAtOnce: 3, heldByGateway: 1 } },
	],
	['(as charged)', { spent: 1, tally: { charged: 2 } }, { spent: 1, tally: { charged: 1 } }],
	['(partly as charged)', { spent: 1, tally: { charged: 1 } }, { spent: 1, tally: { charged: 2 } }],
	['(by tokens,', { spent: 1, tally: { byTokens: 2 } }, { spent: 1, tally: { byTokens: 1 } }],
	['(partly by tokens', { spent: 1, tally: { byTokens: 1 } }, { spent: 1, tally: { byTokens: 2 } }],
	[
		'(partly as charged)',
		{ spent: 1, tally: { charged: 1, byTokens: 1 } },
		{ spent: 1, tally: { charged: 0, byTokens: 1 } },
	],
	[
		'Retry On Fail did not try the failed items again',
		{ tally: { isNotRetried: true } },
		{ tally: { isNotRetried: false } },
	],
	[
		'The rate limit of the gateway held the batch back.',
		{ throttle: { refusals: 2, heldByGateway: 1 } },
		{ throttle: { refusals: 2, servedAtOnce: 3, heldByGateway: 1 } },
	],
	['2 images in 7 s', { milliseconds: 7_000 }, { milliseconds: 8_000 }],
	[
		'2 calls would cost 3.00',
		{ tally: { images: 0, dryRuns: [1, 2] } },
		{ tally: { images: 0, dryRuns: [1, undefined] } },
	],
	[
		'1 of 3 images failed: 1 × error (item 1).',
		{ outcomes: [{ items: [] }, { error: new Error('No') }] },
		{ outcomes: [{ items: [] }, {}] },
	],
	['2 images reused', { tally: { reused: 2 } }, { tally: { reused: 0 } }],
	['1 request retried', { tally: { repeated: 1 } }, { tally: { repeated: 0 } }],
	['1 task started', { tally: { tasks: 1 } }, { tally: { tasks: 0 } }],
	['Price unknown', { tally: { unpriced: 1 } }, { tally: { unpriced: 0 } }],
])('says "%s" of %j alone, not of %j', async (sentence, where, elsewhere) => {
	expect(await said(where)).toContain(sentence);
	expect(await said(elsewhere)).not.toContain(sentence);
});
