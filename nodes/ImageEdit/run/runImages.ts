import type { IExecuteFunctions } from 'n8n-workflow';
import { clockOf } from '../host/clock';
import type { GatewayAccess } from '../host/credential';
import { createHttpClient } from '../host/http';
import { readOutputSettings, readRunSettings, readTaskSettings } from '../host/settings';
import { storeOf } from '../host/store';
import { Budget } from '../transport/budget';
import { withDigest } from '../transport/digest';
import { Throttle } from '../transport/throttle';
import { Semaphore } from '../transport/pool';
import type { Result } from './exit';
import { Ledger } from './ledger';
import { orderItem } from './orderItem';
import type { Run } from './run';
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
	const ledger = new Ledger(context, secret);
	const tally = new Tally();
	const budget = new Budget(settings.maxCost, ledger.purse);
	const throttle = new Throttle(clock, settings);
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
				clock,
				throttle,
				beforeOrder: () => {
					if (halt.isReached()) throw new NotOrdered();
				},
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
	const outcomes = await runItems(
		context,
		places,
		halt,
		async (item) => await orderItem(run, item),
	);
	tally.failed = outcomes.filter(hasFailed).length;
	if (tally.failed === 0) ledger.close();
	return {
		outcomes,
		unfinished: run.books.unfinished,
		onEnd: () => tally.show(context, { budget, openTasks, throttle }),
	};
}
