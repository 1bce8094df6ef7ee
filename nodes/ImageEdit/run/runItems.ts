import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { isCancelled } from '../host/execution';
import { attempt } from '../shared/attempt';
import type { Semaphore } from '../transport/pool';
import { inOrder } from '../transport/pool';

/** What became of one item. */
export interface Outcome {
	readonly items?: INodeExecutionData[];
	readonly error?: unknown;
}

/** The run ended while an item was waiting for its turn, or to be ordered again: that is no failure of its own. */
export class NotOrdered extends Error {}

/** Whether a run takes up further items: not after it was cancelled, nor after a failure that ends it. */
export class Halt {
	private hasFailed = false;
	/** Whether failed items are put out in their places. */
	readonly goesOn: boolean;

	constructor(private readonly context: IExecuteFunctions) {
		this.goesOn = context.continueOnFail();
	}

	readonly isReached = (): boolean => this.hasFailed || isCancelled(this.context);

	readonly onFailure = (): void => {
		this.hasFailed ||= !this.goesOn;
	};
}

/**
 * Works through the input, several items at once, their outcomes in the order of the input; absent for an
 * item that was not begun.
 */
export async function runItems(
	context: IExecuteFunctions,
	places: Semaphore,
	halt: Halt,
	work: (item: number) => Promise<INodeExecutionData[]>,
): Promise<Array<Outcome | undefined>> {
	const settle = async (item: number): Promise<Outcome> => {
		const done = await attempt(async () => await work(item));
		if (done.ok) return { items: done.value };
		if (done.error instanceof NotOrdered) return {};
		halt.onFailure();
		return { error: done.error };
	};
	return await inOrder(context.getInputData().length, places, halt.isReached, settle);
}

export const hasFailed = (outcome: Outcome | undefined): boolean => outcome?.error !== undefined;
