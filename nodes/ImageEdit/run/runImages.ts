import type { IExecuteFunctions } from 'n8n-workflow';
import { clockOf } from '../host/clock';
import type { GatewayAccess } from '../host/credential';
import { createHttpClient } from '../host/http';
import { isCancelled } from '../host/execution';
import { readOutputSettings, readRunSettings, readTaskSettings } from '../host/settings';
import { storeOf } from '../host/store';
import { attempt } from '../shared/attempt';
import { Budget } from '../transport/budget';
import { withDigest } from '../transport/digest';
import { Semaphore } from '../transport/pool';
import { Throttle } from '../transport/throttle';
import { arrange } from './arrange';
import type { ReadItem } from './checkItems';
import { checkItems } from './checkItems';
import type { Result } from './exit';
import { Ledger } from './ledger';
import { orderItem } from './orderItem';
import { Progress } from './progress';
import type { Run } from './run';
import type { Outcome } from './runItems';
import { Halt, hasFailed, NotOrdered, runItems } from './runItems';
import { Tally } from './tally';

/** The image operations: every item its order, several at once, the output in the order of the input. */
export async function runImages(
	context: IExecuteFunctions,
	{ base, gateway: entry, query, secret }: GatewayAccess,
): Promise<Result> {
	const settings = readRunSettings(context);
	const { concurrency } = settings;
	// Twice as many at work as may order at once: some read their input or fetch their result meanwhile.
	// Concurrency 1 promises strict sequence.
	const places = new Semaphore(concurrency === 1 ? 1 : 2 * concurrency);
	const halt = new Halt(context);
	const clock = clockOf(context);
	const tasks = readTaskSettings(context, 0);
	const ledger = await Ledger.open(context, secret, settings);
	const tally = new Tally(clock);
	const progress = new Progress(context, context.getInputData().length);
	const budget = new Budget(settings.maxCost, ledger.purse);
	const beforeOrder = () => {
		if (halt.isReached()) throw new NotOrdered();
	};
	// A gateway may ask for ten minutes, which the failure of another item does not wait for.
	const ofOrders = clockOf(context, beforeOrder);
	const throttle = new Throttle(ofOrders, settings, ledger.pace);
	const openTasks = new Semaphore(tasks.openTasks);
	const run: Run = {
		context,
		gateway: { entry, base, query, http: createHttpClient(context, settings.timeout) },
		throttle: {
			slots: new Semaphore(concurrency),
			openTasks,
			whileReleased: async (wait) => await places.whileReleased(wait),
			attempts: {
				policy: settings,
				clock: ofOrders,
				throttle,
				beforeOrder,
				onRepeat: () => tally.repeated++,
			},
			onFailure: halt.onFailure,
		},
		books: { ledger, budget, tally, unfinished: new Map() },
		store: withDigest(storeOf(context, readOutputSettings(context, 0).maxFileSize)),
		clock,
		tasks,
		found: {},
	};
	// One item is checked before its own order anyway.
	const mayLose = !halt.goesOn && context.getInputData().length > 1;
	const { failed, read } = mayLose
		? await checkItems(run, halt)
		: { read: new Map<number, ReadItem>() };
	const outcomes =
		failed ??
		(await runItems(context, places, halt, async (item) => {
			const one = read.get(item);
			read.delete(item);
			const made = await attempt(async () => await orderItem(run, item, one));
			progress.onItem(!made.ok);
			if (!made.ok) throw made.error;
			return arrange(context, item, made.value);
		}));
	tally.isNotRetried =
		outcomes.some(hasFailed) &&
		halt.goesOn &&
		context.getNode().retryOnFail === true &&
		!hasFailed(outcomes[0]);
	if (mayEndWell(context, outcomes)) ledger.close();
	else await ledger.keep();
	return {
		outcomes,
		books: run.books,
		onEnd: () => tally.show(context, outcomes, { budget, openTasks, throttle }),
	};
}

/** Whether nothing follows that would ask for what was bought: neither a try nor a retry of the execution. */
function mayEndWell(
	context: IExecuteFunctions,
	outcomes: ReadonlyArray<Outcome | undefined>,
): boolean {
	if (isCancelled(context)) return false;
	if (!context.continueOnFail()) return !outcomes.some(hasFailed);
	// n8n runs a node that continues again only where the first item failed.
	return context.getNode().retryOnFail !== true || !hasFailed(outcomes[0]);
}
