import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { FailureFacts } from '../request/errors';
import { plainAnswer, withoutKey } from '../request/secrets';
import type { Progress } from '../transport/fulfil';
import { runIndexOf } from './ownId';

export type Entry =
	| { readonly items: INodeExecutionData[] }
	/** Accepted: it is waited for or fetched, and never ordered again. */
	| Progress
	/** Perhaps billed, and nothing came of it: it ends the same way without being ordered again. */
	| { readonly message: string; readonly facts: FailureFacts };

/**
 * What this node has bought in this execution. n8n's "Retry On Fail" runs the whole node again, and
 * the node's context survives that: a finished item is taken from here instead of being bought again.
 * Kept for the current run of the node only, since a loop runs it again on purpose.
 */
export class Ledger {
	/** What the tries of this run have cost together. */
	readonly purse: { spent: number };
	private readonly entries: Record<string, Entry>;
	private readonly wanted: boolean;

	/** @param secret n8n keeps the entries with the execution, so the key must not stand in them */
	constructor(
		context: IExecuteFunctions,
		private readonly secret: string,
	) {
		this.wanted = context.getNode().retryOnFail === true;
		const run = runIndexOf(context);
		const store = context.getContext('node') as {
			bought?: { run: string; entries: Ledger['entries']; purse: Ledger['purse'] };
		};
		if (!this.wanted || store.bought?.run !== run) delete store.bought;
		const bought = store.bought ?? { run, entries: {}, purse: { spent: 0 } };
		if (this.wanted) store.bought = bought;
		this.entries = bought.entries;
		this.purse = bought.purse;
	}

	find(item: number, requestKey: string): Entry | undefined {
		return this.entries[`${item} ${requestKey}`];
	}

	record(item: number, requestKey: string, entry: Entry): void {
		if (this.wanted) {
			this.entries[`${item} ${requestKey}`] = withoutKey(withPlainBody(entry), this.secret);
		}
	}
}

const withPlainBody = (entry: Entry): Entry =>
	'answer' in entry ? { answer: { ...entry.answer, body: plainAnswer(entry.answer.body) } } : entry;
