import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { FailureFacts } from '../answer/failures';
import { isTool } from '../host/asTool';
import { isRetriedExecution, runIndexOf } from '../host/execution';
import { isStored } from '../host/store';
import type { KeyHider, Secrets } from '../shared/secrets';
import { keyHider, plainAnswer } from '../shared/secrets';
import type { Resumed } from '../transport/fulfil';
import { pack, unpack } from './packed';
import type { Receipt } from './receipt';

export type Entry =
	| { readonly items: INodeExecutionData[] }
	/** Accepted: it is waited for or fetched, and never ordered again. */
	| { readonly order: Resumed; readonly receipt: Receipt; readonly repeats?: number }
	/** Perhaps billed, and nothing came of it: it ends the same way without being ordered again. */
	| { readonly message: string; readonly facts: FailureFacts };

/** By the item's number, for a tool by the request key. */
type Entries = Record<string, Entry>;

interface Bought {
	readonly execution: string;
	readonly run: string;
	readonly entries: Entries;
	/** What the execution of which this one is the retry had bought, as far as nobody took it up yet. */
	readonly inherited?: Entries;
}

interface Kept {
	/** Packed when the run has ended, for n8n to save: as it is, it is larger than all else of the execution. */
	bought?: Bought | { readonly packed: string };
	purse?: { readonly execution: string; spent: number };
	pace?: { nextStart: number };
}

interface Limits {
	readonly maxCost: number;
	readonly requestsPerMinute: number;
}

const keptIn = (context: IExecuteFunctions) => context.getContext('node') as Kept;

/**
 * What this node has bought in this execution, in the node's context, which n8n saves with the execution.
 *
 * n8n's "Retry On Fail" runs the whole node again: a finished item is taken from here instead of being
 * bought again, whatever an expression makes of its prompt this time. "Retry" of a failed execution hands
 * the context on to a new one, whose workflow may have been changed meanwhile: there, what orders the same
 * is taken from here. A loop runs the node again on purpose: it orders again.
 *
 * An agent's tool is another matter: each of its tries is a run of its own (n8n-core 2.40), and the agent
 * itself may call it again. There, an order that did not come to its end goes on when the same is ordered;
 * one that did is ordered anew, since the agent wants another image.
 */
export class Ledger {
	/** What this node has cost in this execution: in all rounds of a loop and all tries. */
	readonly purse: { spent: number };
	/** When the next order may start: kept like the purse. */
	readonly pace: { nextStart: number };
	private readonly bought: Bought;
	private readonly isForTool: boolean;
	private readonly isTried: boolean;

	private constructor(
		private readonly context: IExecuteFunctions,
		private readonly withoutKey: KeyHider,
		private readonly limits: Limits,
		before: Bought | undefined,
	) {
		const kept = this.kept();
		this.isForTool = isTool(context);
		this.isTried = context.getNode().retryOnFail === true;
		const execution = context.getExecutionId();
		const run = this.isForTool ? 'tool' : runIndexOf(context);
		this.bought = this.takeUp(before, execution, run);
		kept.bought = this.bought;
		this.purse =
			kept.purse?.execution === execution ? kept.purse : (kept.purse = { execution, spent: 0 });
		this.pace = kept.pace ??= { nextStart: 0 };
	}

	/** @param secret n8n keeps the entries with the execution, so they must not contain the key */
	static async open(context: IExecuteFunctions, secret: Secrets, limits: Limits): Promise<Ledger> {
		const { bought } = keptIn(context);
		const before = bought && 'packed' in bought ? await unpack(bought.packed) : bought;
		return new Ledger(context, keyHider(secret), limits, before as Bought | undefined);
	}

	private kept(): Kept {
		return keptIn(this.context);
	}

	private takeUp(before: Bought | undefined, execution: string, run: string): Bought {
		if (before?.run !== run) return { execution, run, entries: {} };
		if (before.execution === execution) return before;
		if (!isRetriedExecution(this.context)) return { execution, run, entries: {} };
		if (this.isForTool) return { ...before, execution };
		return { execution, run, entries: {}, inherited: { ...before.inherited, ...before.entries } };
	}

	/** Whether what was bought before has to be looked up by what is ordered. */
	get asksByOrder(): boolean {
		return this.isForTool || this.bought.inherited !== undefined;
	}

	/** The item itself counts: what an expression makes of its prompt may differ from try to try. */
	ofItem(item: number): Entry | undefined {
		return this.isForTool ? undefined : this.bought.entries[item];
	}

	/** What was bought for the same order, for the same item first; each is used once. */
	async ofOrder(requestKey: string, item: number): Promise<Entry | undefined> {
		const { entries, inherited = {} } = this.bought;
		if (this.isForTool) return entries[requestKey];
		const isSame = (entry: Entry | undefined) => keyOf(entry) === requestKey;
		const place = [String(item), ...Object.keys(inherited)].find((at) => isSame(inherited[at]));
		if (place === undefined) return undefined;
		const entry = inherited[place];
		delete inherited[place];
		if (!entry || !(await this.isThere(entry))) return undefined;
		const ofThisItem = forItem(entry, item);
		entries[item] = ofThisItem;
		return ofThisItem;
	}

	record({ item, requestKey = '' }: Receipt, entry: Entry): void {
		const { entries } = this.bought;
		if (this.isForTool) {
			if ('items' in entry) delete entries[requestKey];
			else entries[requestKey] = this.clean(entry);
		} else if (this.isTried || isLight(entry)) entries[item] = this.clean(entry);
		else delete entries[item];
	}

	/** @returns how many images are kept for items other than this one */
	imagesBeside(item: number): number {
		const { entries, inherited = {} } = this.bought;
		const own = Object.entries(entries).filter(([at]) => at !== String(item));
		return [...own, ...Object.entries(inherited)].reduce(
			(sum, [, one]) => sum + imageCount(one),
			0,
		);
	}

	/** n8n need not save what nobody will ask for: the run ended, and no try of it follows. */
	close(): void {
		const kept = this.kept();
		if (!this.isForTool) delete kept.bought;
		this.tidy();
	}

	/** Of a run that ended, and that will be taken up again. */
	async keep(): Promise<void> {
		this.tidy();
		const kept = this.kept();
		// An agent may call its tool several times at once, and a call that still runs keeps its books here.
		if (kept.bought && !this.isForTool) kept.bought = { packed: await pack(kept.bought) };
	}

	/** What limits nothing is not worth saving. */
	private tidy(): void {
		const kept = this.kept();
		const isEmpty = Object.keys(this.bought.entries).length === 0;
		if (isEmpty && !this.bought.inherited) delete kept.bought;
		if (!kept.bought && this.limits.maxCost === 0) delete kept.purse;
		if (this.limits.requestsPerMinute === 0) delete kept.pace;
	}

	private clean(entry: Entry): Entry {
		if (!('items' in entry)) return this.withoutKey(withPlainBody(entry));
		// Binary data is not looked through: in memory it is the whole image as text.
		const items = entry.items.map((one) => ({ ...one, json: this.withoutKey(one.json) }));
		return { items };
	}

	private async isThere(entry: Entry): Promise<boolean> {
		if (!('items' in entry)) return true;
		const files = entry.items.flatMap(({ binary }) => Object.values(binary ?? {}));
		const found = await Promise.all(files.map(async (file) => await isStored(this.context, file)));
		return found.every(Boolean);
	}
}

/** Only with binary data in memory is an entry as large as its images: too much to save with the execution. */
const isLight = (entry: Entry) =>
	!('items' in entry) ||
	entry.items.every(({ binary }) =>
		Object.values(binary ?? {}).every(({ id }) => id !== undefined),
	);

function keyOf(entry: Entry | undefined): unknown {
	if (!entry || 'message' in entry) return undefined;
	return 'items' in entry ? entry.items[0]?.json.requestKey : entry.receipt.requestKey;
}

/** How many images came of it; none of a task that was handed on. */
export function imageCount(entry: Entry | undefined): number {
	return entry && 'items' in entry ? Number(entry.items[0]?.json.count ?? 0) : 0;
}

function forItem(entry: Entry, item: number): Entry {
	if ('items' in entry) {
		return { items: entry.items.map((one) => ({ ...one, pairedItem: { item } })) };
	}
	return 'order' in entry ? { ...entry, receipt: { ...entry.receipt, item } } : entry;
}

function withPlainBody(entry: Entry): Entry {
	if (!('order' in entry) || !('answer' in entry.order.before)) return entry;
	const { answer } = entry.order.before;
	const before = { answer: { ...answer, body: plainAnswer(answer.body) } };
	return { ...entry, order: { ...entry.order, before } };
}
