import type { INodeExecutionData } from 'n8n-workflow';
import { chargeOf, tokenCost } from '../answer/charge';
import { GatewayFailure, ruleOf } from '../answer/failures';
import { lifecycleAdvice } from '../catalogue/lifecycle';
import { entryNamed } from '../catalogue/models';
import type { OutputSettings } from '../host/settings';
import { countTokens } from '../host/tokenUsage';
import { attempt } from '../shared/attempt';
import { isJsonObject } from '../shared/json';
import type { NewOrder, Resumed, Stage } from '../transport/fulfil';
import { fulfil } from '../transport/fulfil';
import { mayRepeat } from '../transport/retry';
import type { Entry } from './ledger';
import { imageCount } from './ledger';
import type { Receipt } from './receipt';
import { itemsOf, taskItem } from './output';
import type { Run } from './run';

export interface Purchase {
	readonly order: NewOrder | Resumed;
	readonly receipt: Receipt;
	readonly output: OutputSettings;
	/** What was set aside. */
	readonly price: number;
	/** Orders of an earlier try that may have been billed and were given once more. */
	readonly repeats?: number;
	/** For a receipt without a request key. */
	readonly requestKey?: () => Promise<string>;
	/** Of the pictures that were sent. */
	readonly inputDigests?: () => Promise<readonly string[]>;
}

/** Goes on from what was bought before. */
export async function resume(
	run: Run,
	before: Entry,
	output: OutputSettings,
): Promise<INodeExecutionData[]> {
	if ('items' in before) {
		const { tally } = run.books;
		const images = imageCount(before);
		if (images > 0) tally.reused += images;
		else tally.tasks++;
		return before.items;
	}
	if ('message' in before) throw new GatewayFailure(before.message, before.facts);
	// What was set aside in the earlier try is still counted.
	const price = before.receipt.price ?? 0;
	return await purchase(run, { ...before, price, output });
}

/** Orders, waits and fetches, and enters each step in the books. @throws GatewayFailure */
export async function purchase(run: Run, bought: Purchase): Promise<INodeExecutionData[]> {
	const { order, output, price, receipt } = bought;
	const { books, context, gateway, store, clock, tasks, throttle } = run;
	const { budget, ledger, tally, unfinished } = books;
	const { item } = receipt;
	let accepted = 'before' in order;
	/** What the response to the order said that its task costs. */
	let quoted = 'before' in order ? quotedFor(order.before) : undefined;
	const onAccepted = async (before: Stage) => {
		accepted = true;
		quoted = quotedFor(before);
		if ('task' in before) {
			tally.hasTasks = true;
			unfinished.set(item, before.task.taskId);
		}
		const known = await withKey(bought);
		ledger.record(known, { order: { path: order.path, before }, receipt: known, repeats });
	};
	/** Orders that may have been billed and were given once more. */
	let { repeats = 0 } = bought;
	const mayPayAgain = () => {
		const mayPay = budget.reserve(price);
		if (mayPay) repeats++;
		return mayPay;
	};
	const { policy } = throttle.attempts;
	const deps = {
		...throttle,
		attempts: { ...throttle.attempts, mayPayAgain },
		http: gateway.http,
		base: gateway.base,
		taskPaths: gateway.entry.taskPaths,
		store,
		clock,
		found: run.found,
		download: output.download,
		returnTask: tasks.returnTask,
		taskSettings: tasks,
		onAccepted,
	};
	const fulfilled = await attempt(async () => await fulfil(deps, order));
	if (!fulfilled.ok) {
		const error = withLifecycle(fulfilled.error, receipt.model, clock.date());
		if (!accepted && !mayBeBilled(error)) budget.giveBack(price);
		// What would end the same way is not ordered again by n8n's Retry On Fail either.
		if (!accepted && error instanceof GatewayFailure && !mayRepeat(error, policy))
			ledger.record(receipt, { message: remembered(error), facts: error.facts });
		throw error;
	}
	const { value } = fulfilled;
	if (!('task' in value)) countTokens(context, value.usage);
	const ended = 'task' in value ? undefined : chargeOf(value.body, value.usage);
	const reported = ended ?? quoted;
	const byTokens =
		reported === undefined && receipt.price === undefined && !('task' in value)
			? costByTokens(receipt.model, value)
			: undefined;
	const charge = reported ?? byTokens;
	if (charge !== undefined) {
		// What another execution set aside is not in this one's purse: the retry of an execution pays nothing for it.
		if (receipt.execution === context.getExecutionId()) budget.charge(charge - price);
		if (byTokens === undefined) tally.charged++;
		else tally.byTokens++;
	}
	const complete = withRepeats(withCharge(await withKey(bought), charge), repeats, price);
	const items =
		'task' in value
			? [taskItem(value.task, receipt.model, item)]
			: itemsOf(value, complete, output);
	ledger.record(complete, { items });
	unfinished.delete(item);
	tally.done++;
	if ('task' in value) tally.tasks++;
	else tally.images += value.pictures.length;
	return items;
}

const quotedFor = (before: Stage) => ('task' in before ? before.task.charge : undefined);

/** A model that is not found may have ended: then its end and its successor are the best advice. */
function withLifecycle(error: unknown, model: string, now: number): unknown {
	if (!(error instanceof GatewayFailure)) return error;
	const { kind, status } = error.facts;
	// A file that is gone says nothing of the model.
	const isGone =
		kind === 'notFound' || kind === 'modelUnavailable' || (status === 410 && kind !== 'download');
	const hint = isGone ? lifecycleAdvice(model, now) : undefined;
	return hint === undefined ? error : error.with({ hint });
}

/** At the vendor's price, which holds for its own name of the model: a relay's `-vip` has one price a call. */
function costByTokens(
	model: string,
	{ body, usage }: { readonly body: unknown; readonly usage?: unknown },
): number | undefined {
	const entry = entryNamed(model);
	// The model that writes an SVG has a price of its own.
	if (isJsonObject(body) && body.svg_usage !== undefined) return undefined;
	if (entry?.tokenPrice === undefined || entry.id !== model) return undefined;
	return tokenCost(usage, entry.tokenPrice);
}

/** What the answer says that it cost comes before any price that was known. */
const withCharge = (receipt: Receipt, charge: number | undefined): Receipt =>
	charge === undefined ? receipt : { ...receipt, price: charge };

/** What was paid for is not lost when its input can no longer be read. */
async function withKey({ inputDigests, receipt, requestKey }: Purchase): Promise<Receipt> {
	const read = inputDigests && (await attempt(inputDigests));
	const digests = read?.ok ? { inputDigests: read.value } : {};
	if (receipt.requestKey !== undefined || !requestKey) return { ...receipt, ...digests };
	const made = await attempt(requestKey);
	return { ...receipt, ...digests, ...(made.ok ? { requestKey: made.value } : {}) };
}

const mayBeBilled = (error: unknown) =>
	error instanceof GatewayFailure && ruleOf(error.facts.kind).mayBeBilled;

/** What the next try of Retry On Fail says instead of ordering. */
function remembered({ facts, message }: GatewayFailure): string {
	const after = (facts.attempts ?? 1) > 1 ? ` after ${facts.attempts} requests` : '';
	const reason = ruleOf(facts.kind).mayBeBilled ? 'it may have been billed' : 'that would not help';
	const stop = /[.!?。]$/.test(message) ? '' : '.';
	return `${message}${stop} It was not requested again${after}, since ${reason}.`;
}

/**
 * @param repeats how many orders before the one that succeeded may have been billed, too
 * @param each what was set aside for each of them
 */
function withRepeats(receipt: Receipt, repeats: number, each: number): Receipt {
	if (repeats === 0) return receipt;
	const { price, warnings } = receipt;
	const orders = repeats === 1 ? 'One request' : `${repeats} requests`;
	const counted = price === undefined ? '' : ', and the cost counts all of them';
	return {
		...receipt,
		...(price === undefined ? {} : { price: price + repeats * each }),
		warnings: [...warnings, `${orders} before this one may have been billed too${counted}.`],
	};
}
