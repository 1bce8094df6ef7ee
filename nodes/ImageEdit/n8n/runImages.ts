import type { IBinaryData, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { gatewayById } from '../catalogue/gateways';
import type { GatewayEntry, GatewayId } from '../catalogue/types';
import { baseAddress } from '../request/address';
import { writeBody } from '../request/body';
import { describeFields } from '../request/describe';
import { GatewayFailure } from '../request/errors';
import { InvalidOrder } from '../request/findings';
import { withoutKey } from '../request/secrets';
import { perhapsBilled } from '../request/gatewayCodes';
import { makeOrder } from '../request/order';
import { requestKey } from '../request/requestKey';
import { attempt } from '../transport/attempt';
import { Budget } from '../transport/budget';
import type { OrderMeans, Progress } from '../transport/fulfil';
import { fulfil } from '../transport/fulfil';
import { Pace } from '../transport/pace';
import { inOrder, Slots } from '../transport/pool';
import { isTool } from './asTool';
import { clockOf } from './clock';
import { fetchInputs } from './fetchInputs';
import { credentialName, wireOf } from './http';
import { Ledger } from './ledger';
import { errorItem, nodeError } from './nodeError';
import { itemsOf, taskItem } from './output';
import { withOwnId } from './ownId';
import type { ItemOrder } from './parameters';
import { needsSize, readItem, withExpansion } from './parameters';
import { readOutputSettings, readRunSettings, readTaskSettings } from './settings';
import { storeOf } from './store';
import { countTokens } from './tokenUsage';
import { Tally } from './tally';

/** Everything that the items of one run share. */
interface Run extends Omit<OrderMeans<IBinaryData>, 'download' | 'onAccepted'> {
	readonly context: IExecuteFunctions;
	readonly gateway: GatewayEntry;
	readonly budget: Budget;
	readonly ledger: Ledger;
	readonly tally: Tally;
	readonly maxCost: number;
	/** Task ids of accepted orders by item, until their pictures are there. */
	readonly unfinished: Map<number, string>;
}

interface Outcome {
	readonly items: INodeExecutionData[];
	readonly error?: unknown;
}

/** The run ended while an item was waiting for its turn. */
class NotOrdered extends Error {}

/** The image operations: every item its order, several at once, the output in the order of the input. */
export async function runImages(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const { length } = context.getInputData();
	const settings = readRunSettings(context);
	const credential = await context.getCredentials(credentialName);
	const secret = String(credential.apiKey ?? '');
	const clock = clockOf(context);
	const ledger = new Ledger(context, secret);
	const budget = new Budget(settings.maxCost, ledger.purse);
	const tally = new Tally();
	const pace = new Pace(clock, settings.requestsPerMinute);
	const goOn = context.continueOnFail();
	let failed = false;
	const cancelled = () => context.getExecutionCancelSignal?.()?.aborted ?? false;
	const stop = () => failed || cancelled();
	const gateway = gatewayById(credential.gateway as GatewayId);
	// Twice as many at work as may order at once: some read their input or fetch their result meanwhile.
	const places = new Slots(2 * settings.concurrency);
	const tasks = readTaskSettings(context, 0);
	const run: Run = {
		context,
		gateway,
		base: baseAddress(gateway, String(credential.baseUrl ?? '')),
		wire: wireOf(context, settings.timeout),
		store: storeOf(context, readOutputSettings(context, 0).maxFileSize),
		clock,
		slots: new Slots(settings.concurrency),
		openTasks: new Slots(tasks.openTasks),
		away: async (wait) => await places.away(wait),
		attempts: { policy: settings, clock, pace, stop, onRepeat: () => tally.repeated++ },
		beforeOrder: () => {
			if (stop()) throw new NotOrdered();
		},
		returnTask: tasks.returnTask,
		taskSettings: tasks,
		taskPaths: gateway.taskPaths,
		found: {},
		unfinished: new Map(),
		budget,
		ledger,
		tally,
		maxCost: settings.maxCost,
	};
	const settle = async (item: number): Promise<Outcome> => {
		const settled = await attempt(async () => await settleItem(run, item));
		if (settled.ok) return { items: settled.value };
		const { error } = settled;
		if (error instanceof NotOrdered) return { items: [] };
		tally.failed++;
		if (!goOn) failed = true;
		return { items: [errorItem(error, item, secret)], error };
	};
	// Whatever a gateway echoes: revised prompts, warnings, usage.
	const hideKey = (made: INodeExecutionData) => ({ ...made, json: withoutKey(made.json, secret) });
	const outcomes = await inOrder(length, places, stop, settle);
	const first = outcomes.findIndex((outcome) => outcome?.error !== undefined);
	if (first >= 0 && !goOn) {
		run.unfinished.delete(first);
		const others = [...run.unfinished.values()];
		throw nodeError(context.getNode(), outcomes[first]?.error, first, secret, others);
	}
	tally.show(context, run);
	return [outcomes.flatMap((outcome) => (outcome?.items ?? []).map(hideKey))];
}

async function settleItem(run: Run, item: number): Promise<INodeExecutionData[]> {
	const { base, context, gateway, ledger, tally } = run;
	const order = await readOrder(run, item);
	const { request: ordered, warnings } = makeOrder(order.plan, order.raw);
	const { model } = order.plan;
	const key = requestKey(`${gateway.id} ${new URL(base).hostname}`, ordered);
	const { request, ownId } = withOwnId(context, item, ordered, order.idField, key);
	if (order.dryRun) {
		const { bodyFormat, method, path } = request;
		const shown = { method, url: `${base}${path}`, bodyFormat, fields: describeFields(request) };
		const cost = order.price === undefined ? {} : { cost: order.price };
		return [
			{
				json: { request: shown, requestKey: key, warnings, ...cost } as never,
				pairedItem: { item },
			},
		];
	}
	const before = ledger.find(item, key);
	if (before && 'items' in before) {
		tally.reused++;
		return before.items;
	}
	if (before && 'message' in before) throw new GatewayFailure(before.message, before.facts);
	const settings = readOutputSettings(context, item);
	const price = before ? 0 : reserve(run, order);
	let accepted = before !== undefined;
	const onAccepted = (progress: Progress) => {
		accepted = true;
		ledger.record(item, key, progress);
		if (!('task' in progress)) return;
		tally.hasTasks = true;
		run.unfinished.set(item, progress.task.taskId);
	};
	const means = { ...run, download: settings.download, onAccepted };
	const body = writeBody(request, `n8n-${key.slice(0, 40)}`);
	const fulfilled = await attempt(
		async () =>
			await fulfil(
				means,
				{ path: request.path, body, ...(ownId === undefined ? {} : { ownId }) },
				before,
			),
	);
	if (!fulfilled.ok) {
		const { error } = fulfilled;
		const billed = accepted || isPerhapsBilled(error);
		if (!billed) run.budget.giveBack(price);
		else if (!accepted && !run.attempts.policy.retryAmbiguous && error instanceof GatewayFailure) {
			const message = `${error.message} It was not ordered again, since it may have been billed.`;
			ledger.record(item, key, { message, facts: error.facts });
		}
		throw error;
	}
	const receipt = {
		item,
		model,
		gateway: gateway.id,
		requestKey: key,
		warnings,
		inputName: order.raw.pictures.images?.[0]?.file?.fileName ?? '',
		asTool: isTool(context),
		...(order.price === undefined ? {} : { price: order.price }),
	};
	const { value } = fulfilled;
	if (!('task' in value)) countTokens(context, value.usage);
	const items =
		'task' in value ? [taskItem(value.task, model, item)] : itemsOf(value, receipt, settings);
	ledger.record(item, key, { items });
	run.unfinished.delete(item);
	tally.done++;
	return items;
}

const isPerhapsBilled = (error: unknown) =>
	error instanceof GatewayFailure && perhapsBilled.has(error.facts.kind);

async function readOrder(run: Run, item: number): Promise<ItemOrder> {
	const { base, context, gateway, wire } = run;
	const order = await readItem(context, item, gateway);
	const ready = order.dryRun
		? order
		: await fetchInputs(order, wire, base, needsSize(context, item, order.plan));
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
