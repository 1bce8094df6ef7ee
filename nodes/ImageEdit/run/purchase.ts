import type { INodeExecutionData } from 'n8n-workflow';
import { GatewayFailure, ruleOf } from '../answer/failures';
import { lifecycleAdvice } from '../catalogue/lifecycle';
import type { OutputSettings } from '../host/settings';
import { countTokens } from '../host/tokenUsage';
import { attempt } from '../shared/attempt';
import type { NewOrder, Progress, Resumed } from '../transport/fulfil';
import { fulfil } from '../transport/fulfil';
import { mayRepeat } from '../transport/retry';
import type { Entry } from './ledger';
import type { Receipt } from './output';
import { itemsOf, taskItem } from './output';
import type { Run } from './run';

export interface Purchase {
	readonly order: NewOrder | Resumed;
	readonly receipt: Receipt;
	readonly output: OutputSettings;
	/** What was set aside. */
	readonly price: number;
	/** For a receipt without a request key. */
	readonly requestKey?: () => Promise<string>;
}

/** Goes on from what was bought before. */
export async function resume(
	run: Run,
	before: Entry,
	output: OutputSettings,
): Promise<INodeExecutionData[]> {
	if ('items' in before) {
		run.books.tally.reused++;
		return before.items;
	}
	if ('message' in before) throw new GatewayFailure(before.message, before.facts);
	return await purchase(run, { order: before.order, receipt: before.receipt, price: 0, output });
}

/** Orders, waits and fetches, and enters each step in the books. @throws GatewayFailure */
export async function purchase(run: Run, bought: Purchase): Promise<INodeExecutionData[]> {
	const { order, output, price, receipt } = bought;
	const { books, context, gateway, store, clock, tasks, throttle } = run;
	const { budget, ledger, tally, unfinished } = books;
	const { item } = receipt;
	let accepted = 'before' in order;
	const onAccepted = async (before: Progress) => {
		accepted = true;
		if ('task' in before) {
			tally.hasTasks = true;
			unfinished.set(item, before.task.taskId);
		}
		const complete = await withKey(bought);
		ledger.record(complete, { order: { path: order.path, before }, receipt: complete });
	};
	const deps = {
		...throttle,
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
		const { error } = fulfilled;
		const billed = accepted || isPerhapsBilled(error);
		if (!billed) budget.giveBack(price);
		else if (!accepted && error instanceof GatewayFailure) {
			const message = `${error.message} It was not ordered again, since it may have been billed.`;
			if (!mayRepeat(error, throttle.attempts.policy))
				ledger.record(receipt, { message, facts: error.facts });
		}
		throw withLifecycle(error, receipt.model, clock.now());
	}
	const { value } = fulfilled;
	if (!('task' in value)) countTokens(context, value.usage);
	const complete = await withKey(bought);
	const items =
		'task' in value
			? [taskItem(value.task, receipt.model, item)]
			: itemsOf(value, complete, output);
	ledger.record(complete, { items });
	unfinished.delete(item);
	tally.done++;
	return items;
}

/** A model that is not found may have ended: then its end and its successor are the best advice. */
function withLifecycle(error: unknown, model: string, now: number): unknown {
	if (!(error instanceof GatewayFailure)) return error;
	const { kind, status } = error.facts;
	const isGone = kind === 'notFound' || kind === 'modelUnavailable' || status === 410;
	const hint = isGone ? lifecycleAdvice(model, now) : undefined;
	return hint === undefined ? error : error.with({ hint });
}

/** What was paid for is not lost when its input can no longer be read. */
async function withKey({ receipt, requestKey }: Purchase): Promise<Receipt> {
	if (receipt.requestKey !== undefined || !requestKey) return receipt;
	const made = await attempt(requestKey);
	return made.ok ? { ...receipt, requestKey: made.value } : receipt;
}

const isPerhapsBilled = (error: unknown) =>
	error instanceof GatewayFailure && ruleOf(error.facts.kind).mayBeBilled;
