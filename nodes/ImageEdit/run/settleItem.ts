import { randomUUID } from 'crypto';
import type { IBinaryData, IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { GatewayEntry } from '../catalogue/types';
import { writeBody } from '../request/body';
import { describeFields } from '../request/describe';
import { GatewayFailure, ruleOf } from '../answer/failures';
import { InvalidOrder } from '../request/findings';
import { makeOrder } from '../request/order';
import { requestKey } from '../request/requestKey';
import type { WireRequest } from '../request/wire';
import { attempt } from '../shared/attempt';
import type { Budget } from '../transport/budget';
import type { NewOrder, OrderDeps, Progress, Resumed } from '../transport/fulfil';
import { fulfil } from '../transport/fulfil';
import { mayRepeat } from '../transport/retry';
import { isTool } from '../host/asTool';
import { fetchInputs } from './fetchInputs';
import type { Entry, Ledger } from './ledger';
import type { Receipt } from './output';
import { itemsOf, taskItem } from './output';
import { withOwnId } from './ownId';
import type { ItemOrder } from './parameters';
import { needsSize, readItem, withExpansion } from './parameters';
import { readOutputSettings } from '../host/settings';
import type { Tally } from './tally';
import { countTokens } from '../host/tokenUsage';

/** Everything that the items of one run share. */
export interface Run extends Omit<OrderDeps<IBinaryData>, 'download' | 'onAccepted'> {
	readonly context: IExecuteFunctions;
	readonly gateway: GatewayEntry;
	readonly budget: Budget;
	readonly ledger: Ledger;
	readonly tally: Tally;
	readonly maxCost: number;
	/** Task ids of accepted orders by item, until their pictures are there. */
	readonly unfinished: Map<number, string>;
}

/**
 * From an item to what comes out for it. What the try before has bought is taken from there, without
 * even a look at the input, which may be gone by now.
 */
export async function settleItem(run: Run, item: number): Promise<INodeExecutionData[]> {
	const { base, context, gateway, ledger } = run;
	const before = ledger.ofItem(item);
	if (before) return await takeUp(run, before);
	const order = await readOrder(run, item);
	const { request: ordered, warnings } = makeOrder(order.plan, order.raw);
	const keyOf = async () => await requestKey(`${gateway.id} ${new URL(base).hostname}`, ordered);
	// Otherwise it is made while the pictures are sent: to read them twice takes time and memory.
	const key = order.dryRun || ledger.byOrder ? await keyOf() : undefined;
	const { request, ownId } = await withOwnId(context, item, ordered, order.idField, keyOf);
	const receipt: Receipt = {
		item,
		model: order.plan.model,
		gateway: gateway.id,
		...(key === undefined ? {} : { requestKey: key }),
		warnings,
		inputName: order.raw.pictures.images?.[0]?.file?.fileName ?? '',
		asTool: isTool(context),
		...orderedOf(order),
		...(order.price === undefined ? {} : { price: order.price }),
	};
	if (order.dryRun) return [dryItem(run, request, receipt)];
	const same = key === undefined ? undefined : ledger.ofOrder(key);
	if (same) return await takeUp(run, same);
	const price = reserve(run, order);
	const body = writeBody(request, `n8n-${randomUUID()}`);
	const given = { path: request.path, body, ...(ownId === undefined ? {} : { ownId }) };
	return await buy(run, { order: given, receipt, price, keyOf });
}

function orderedOf({ raw }: ItemOrder): { readonly ordered?: number } {
	const count = Number(raw.values.n);
	return Number.isInteger(count) ? { ordered: count } : {};
}

async function takeUp(run: Run, before: Entry): Promise<INodeExecutionData[]> {
	if ('items' in before) {
		run.tally.reused++;
		return before.items;
	}
	if ('message' in before) throw new GatewayFailure(before.message, before.facts);
	return await buy(run, { order: before.order, receipt: before.receipt, price: 0 });
}

interface Purchase {
	readonly order: NewOrder | Resumed;
	readonly receipt: Receipt;
	/** What was set aside. */
	readonly price: number;
	/** For a receipt without a request key. */
	readonly keyOf?: () => Promise<string>;
}

async function buy(run: Run, purchase: Purchase): Promise<INodeExecutionData[]> {
	const { order, price, receipt } = purchase;
	const { attempts, budget, context, ledger, tally, unfinished } = run;
	const { item } = receipt;
	const settings = readOutputSettings(context, item);
	let accepted = 'before' in order;
	const onAccepted = async (before: Progress) => {
		accepted = true;
		if ('task' in before) {
			tally.hasTasks = true;
			unfinished.set(item, before.task.taskId);
		}
		const complete = await withKey(purchase);
		ledger.record(complete, { order: { path: order.path, before }, receipt: complete });
	};
	const deps = { ...run, download: settings.download, onAccepted };
	const fulfilled = await attempt(async () => await fulfil(deps, order));
	if (!fulfilled.ok) {
		const { error } = fulfilled;
		const billed = accepted || isPerhapsBilled(error);
		if (!billed) budget.giveBack(price);
		else if (!accepted && error instanceof GatewayFailure) {
			const message = `${error.message} It was not ordered again, since it may have been billed.`;
			if (!mayRepeat(error, attempts.policy))
				ledger.record(receipt, { message, facts: error.facts });
		}
		throw error;
	}
	const { value } = fulfilled;
	if (!('task' in value)) countTokens(context, value.usage);
	const items =
		'task' in value
			? [taskItem(value.task, receipt.model, item)]
			: itemsOf(value, await withKey(purchase), settings);
	ledger.record(receipt, { items });
	unfinished.delete(item);
	tally.done++;
	return items;
}

/** What was paid for is not lost when its input can no longer be read. */
async function withKey({ keyOf, receipt }: Purchase): Promise<Receipt> {
	if (receipt.requestKey !== undefined || !keyOf) return receipt;
	const made = await attempt(keyOf);
	return made.ok ? { ...receipt, requestKey: made.value } : receipt;
}

const isPerhapsBilled = (error: unknown) =>
	error instanceof GatewayFailure && ruleOf(error.facts.kind).mayBeBilled;

function dryItem({ base }: Run, request: WireRequest, receipt: Receipt): INodeExecutionData {
	const { bodyFormat, method, path } = request;
	const { item, price, requestKey: key, warnings } = receipt;
	const fields = describeFields(request) as IDataObject;
	const shown = { method, url: `${base}${path}`, bodyFormat, fields };
	const cost = price === undefined ? {} : { cost: price };
	return {
		json: { request: shown, requestKey: key, warnings: [...warnings], ...cost },
		pairedItem: { item },
	};
}

async function readOrder(run: Run, item: number): Promise<ItemOrder> {
	const { base, context, gateway, http } = run;
	const order = await readItem(context, item, gateway);
	const ready = order.dryRun
		? order
		: await fetchInputs(order, http, base, needsSize(context, item, order.plan));
	return withExpansion(context, item, ready);
}

/** @returns what was set aside */
function reserve(run: Run, order: ItemOrder): number {
	const price = order.price ?? 0;
	if (run.maxCost > 0 && order.price === undefined) {
		throw new InvalidOrder([
			'Max Cost is set, but the price of this model is not known. Set Price per Call under Options.',
		]);
	}
	if (!run.budget.reserve(price)) {
		throw new InvalidOrder([
			`Max Cost is ${run.maxCost}, and this call for ${price} would take the run past it (${run.budget.spent} so far). Raise it, or run the rest later.`,
		]);
	}
	return price;
}
