import type { IExecuteFunctions } from 'n8n-workflow';
import { Halt, hasFailed, NotOrdered, runItems } from '../../nodes/ImageEdit/run/runItems';
import { Semaphore } from '../../nodes/ImageEdit/transport/pool';

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
