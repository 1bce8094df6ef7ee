import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { FailureFacts } from '../answer/failures';
import type { Secrets } from '../shared/secrets';
import { plainAnswer, withoutKey } from '../shared/secrets';
import type { Resumed } from '../transport/fulfil';
import { isTool } from '../host/asTool';
import { runIndexOf } from '../host/execution';
import type { Receipt } from './output';

export type Entry =
	| { readonly items: INodeExecutionData[] }
	/** Accepted: it is waited for or fetched, and never ordered again. */
	| { readonly order: Resumed; readonly receipt: Receipt }
	/** Perhaps billed, and nothing came of it: it ends the same way without being ordered again. */
	| { readonly message: string; readonly facts: FailureFacts };

interface Bought {
	readonly run: string;
	readonly entries: Record<string, Entry>;
	readonly purse: { spent: number };
}

/**
 * What this node has bought in this execution. n8n's "Retry On Fail" runs the whole node again, and
 * the node's context survives that: a finished item is taken from here instead of being bought again.
 * Kept for the current run of the node only, since a loop runs it again on purpose.
 *
 * An agent's tool is another matter: each of its tries is a run of its own (n8n-core 2.40), and the agent
 * itself may call it again. There, an order that did not come to its end goes on when the same is ordered;
 * one that did is ordered anew, since the agent wants another picture.
 */
export class Ledger {
	/** What the tries of this run, or all calls of a tool, have cost together. */
	readonly purse: { spent: number };
	private readonly store: { bought?: Bought };
	private readonly entries: Record<string, Entry>;
	private readonly wanted: boolean;
	/** Whether what was bought before is looked up by the order, not by the item. */
	readonly byOrder: boolean;

	/** @param secret n8n keeps the entries with the execution, so the key must not stand in them */
	constructor(
		context: IExecuteFunctions,
		private readonly secret: Secrets,
	) {
		this.byOrder = isTool(context);
		this.wanted = this.byOrder || context.getNode().retryOnFail === true;
		// "Retry" of a whole execution hands the context on to a new one.
		const run = `${context.getExecutionId()} ${this.byOrder ? 'tool' : runIndexOf(context)}`;
		const store = context.getContext('node') as { bought?: Bought };
		if (!this.wanted || store.bought?.run !== run) delete store.bought;
		const bought = store.bought ?? { run, entries: {}, purse: { spent: 0 } };
		if (this.wanted) store.bought = bought;
		this.store = store;
		this.entries = bought.entries;
		this.purse = bought.purse;
	}

	/** The item itself counts: what an expression makes of its prompt may differ from try to try. */
	ofItem(item: number): Entry | undefined {
		return this.byOrder ? undefined : this.entries[item];
	}

	ofOrder(requestKey: string): Entry | undefined {
		return this.byOrder ? this.entries[requestKey] : undefined;
	}

	record({ item, requestKey = '' }: Receipt, entry: Entry): void {
		if (!this.wanted) return;
		const kept = withoutKey(withPlainBody(entry), this.secret);
		if (!this.byOrder) this.entries[item] = kept;
		else if ('items' in kept) delete this.entries[requestKey];
		else this.entries[requestKey] = kept;
	}

	/** No try follows a run without a failure: n8n need not keep all that it bought once more. */
	close(): void {
		if (!this.byOrder) delete this.store.bought;
	}
}

function withPlainBody(entry: Entry): Entry {
	if (!('order' in entry) || !('answer' in entry.order.before)) return entry;
	const { answer } = entry.order.before;
	const before = { answer: { ...answer, body: plainAnswer(answer.body) } };
	return { ...entry, order: { ...entry.order, before } };
}
