import type { IExecuteFunctions } from 'n8n-workflow';
import { Halt, hasFailed, NotOrdered, runItems } from '../../nodes/ImageEdit/run/runItems';
import { Semaphore } from '../../nodes/ImageEdit/transport/pool';
import { virtualClock } from '../helpers/virtualClock';

interface Case {
	readonly goesOn?: boolean;
	readonly failing?: readonly number[];
	/** The item during which the execution is cancelled. */
	readonly cancelledAt?: number;
	readonly notOrdered?: readonly number[];
}

/** What became of each of five items, one at a time. */
async function outcomesOf({ cancelledAt, failing = [], goesOn = false, notOrdered = [] }: Case) {
	const cancel = new AbortController();
	const context = {
		continueOnFail: () => goesOn,
		getExecutionCancelSignal: () => cancel.signal,
		getInputData: () => Array(5).fill({ json: {} }),
	} as unknown as IExecuteFunctions;
	const outcomes = await runItems(context, new Semaphore(1), new Halt(context), async (item) => {
		if (item === cancelledAt) cancel.abort();
		if (failing.includes(item)) throw new Error(`item ${item}`);
		if (notOrdered.includes(item)) throw new NotOrdered();
		return [{ json: { item } }];
	});
	return Array.from({ length: 5 }, (_none, item) => {
		const outcome = outcomes[item];
		if (outcome === undefined) return 'not begun';
		return hasFailed(outcome) ? 'failed' : outcome.items ? 'done' : 'left';
	});
}

it.each<[string, Case, readonly string[]]>([
	['all go well', {}, ['done', 'done', 'done', 'done', 'done']],
	[
		'one fails in a node that stops',
		{ failing: [1] },
		['done', 'failed', 'not begun', 'not begun', 'not begun'],
	],
	[
		'two fail in a node that goes on',
		{ failing: [1, 3], goesOn: true },
		['done', 'failed', 'done', 'failed', 'done'],
	],
	[
		'the execution is cancelled',
		{ cancelledAt: 2 },
		['done', 'done', 'done', 'not begun', 'not begun'],
	],
	[
		'the execution of a node that goes on is cancelled',
		{ cancelledAt: 2, goesOn: true },
		['done', 'done', 'done', 'not begun', 'not begun'],
	],
	[
		'one is not ordered, which is no failure of its own',
		{ notOrdered: [1] },
		['done', 'left', 'done', 'done', 'done'],
	],
])('%s', async (_what, given, outcomes) => {
	expect(await outcomesOf(given)).toEqual(outcomes);
});

describe('an order that is to wait for ten minutes', () => {
	const minutes = 600_000;

	async function waiting(during: (halt: Halt, cancel: AbortController) => void, goesOn = false) {
		const cancel = new AbortController();
		const halt = new Halt({
			continueOnFail: () => goesOn,
			getExecutionCancelSignal: () => cancel.signal,
		} as unknown as IExecuteFunctions);
		const clock = virtualClock();
		const from = clock.now();
		const slept = clock.run(
			Promise.all([
				halt.clockOf(clock).sleep(minutes),
				clock.sleep(60_200).then(() => during(halt, cancel)),
			]).then(
				() => 'waited',
				(error: unknown) => (error instanceof NotOrdered ? 'let go' : error),
			),
		);
		return [await slept, clock.now() - from];
	}

	it.each([
		['does so while all goes well', () => {}, false, 'waited', minutes],
		[
			'does so beside a failure in a node that goes on',
			(halt: Halt) => halt.onFailure(),
			true,
			'waited',
			minutes,
		],
		[
			'is let go within half a second of a failure',
			(halt: Halt) => halt.onFailure(),
			false,
			'let go',
			60_500,
		],
		[
			'and of a cancel',
			(_: Halt, cancel: AbortController) => cancel.abort(),
			true,
			'let go',
			60_500,
		],
	] as const)('%s', async (_what, during, goesOn, outcome, after) => {
		expect(await waiting(during, goesOn)).toEqual([outcome, after]);
	});
});

describe('the clock of an order that waits', () => {
	const haltOf = () => new Halt({ continueOnFail: () => false } as unknown as IExecuteFunctions);

	it('shows what the clock of the run shows', () => {
		const clock = virtualClock(0.25);
		const own = haltOf().clockOf(clock);
		expect([own.now(), own.date(), own.random()]).toEqual([clock.now(), clock.date(), 0.25]);
	});

	it('is let go by a failure in the last of its steps', async () => {
		const halt = haltOf();
		const clock = virtualClock();
		const from = clock.now();
		const waits = Promise.allSettled([
			halt.clockOf(clock).sleep(400),
			clock.sleep(300).then(() => halt.onFailure()),
		]);
		const [slept] = await clock.run(waits);
		expect(slept).toEqual({ status: 'rejected', reason: expect.any(NotOrdered) });
		expect(clock.now() - from).toBe(400);
	});

	it('sleeps as long as it is told, by steps', async () => {
		const clock = virtualClock();
		await clock.run(haltOf().clockOf(clock).sleep(1_201));
		expect(clock.sleeps).toEqual([500, 500, 201]);
		await clock.run(haltOf().clockOf(clock).sleep(0));
		expect(clock.sleeps).toHaveLength(3);
	});
});
