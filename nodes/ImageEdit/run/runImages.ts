import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { attempt } from '../shared/attempt';
import { Budget } from '../transport/budget';
import { Pace } from '../transport/pace';
import { inOrder, Semaphore } from '../transport/pool';
import { clockOf } from '../host/clock';
import { readCredential } from '../host/credential';
import { createHttpClient } from '../host/http';
import { Ledger } from './ledger';
import { errorItem, nodeError } from './nodeError';
import { withoutKeyInItems } from './output';
import type { Run } from './settleItem';
import { settleItem } from './settleItem';
import { readOutputSettings, readRunSettings, readTaskSettings } from '../host/settings';
import { storeOf } from '../host/store';
import { Tally } from './tally';

interface Outcome {
	readonly items: INodeExecutionData[];
	readonly error?: unknown;
}

/** The run ended while an item was waiting for its turn, or to be ordered again: that is no failure of its own. */
class NotOrdered extends Error {}

/** The image operations: every item its order, several at once, the output in the order of the input. */
export async function runImages(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const { length } = context.getInputData();
	const settings = readRunSettings(context);
	const { base, gateway, secret } = await readCredential(context);
	const clock = clockOf(context);
	const ledger = new Ledger(context, secret);
	const budget = new Budget(settings.maxCost, ledger.purse);
	const tally = new Tally();
	const pace = new Pace(clock, settings.requestsPerMinute);
	const goOn = context.continueOnFail();
	let failed = false;
	const cancelled = () => context.getExecutionCancelSignal?.()?.aborted ?? false;
	const stop = () => failed || cancelled();
	const onFailure = () => {
		if (!goOn) failed = true;
	};
	// Twice as many at work as may order at once: some read their input or fetch their result meanwhile.
	// But who asks for one at once wants one after the other.
	const { concurrency } = settings;
	const places = new Semaphore(concurrency === 1 ? 1 : 2 * concurrency);
	const tasks = readTaskSettings(context, 0);
	const run: Run = {
		context,
		gateway,
		base,
		http: createHttpClient(context, settings.timeout),
		store: storeOf(context, readOutputSettings(context, 0).maxFileSize),
		clock,
		slots: new Semaphore(concurrency),
		openTasks: new Semaphore(tasks.openTasks),
		whileReleased: async (wait) => await places.whileReleased(wait),
		attempts: {
			policy: settings,
			clock,
			pace,
			beforeOrder: () => {
				if (stop()) throw new NotOrdered();
			},
			onRepeat: () => tally.repeated++,
		},
		onFailure,
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
		onFailure();
		return { items: [errorItem(error, item, secret)], error };
	};
	const outcomes = await inOrder(length, places, stop, settle);
	const first = outcomes.findIndex((outcome) => outcome?.error !== undefined);
	if (first >= 0 && !goOn) {
		run.unfinished.delete(first);
		const others = [...run.unfinished.values()];
		throw nodeError(context.getNode(), outcomes[first]?.error, first, secret, others);
	}
	if (first < 0) ledger.close();
	tally.show(context, run);
	return [
		withoutKeyInItems(
			outcomes.flatMap((outcome) => outcome?.items ?? []),
			secret,
		),
	];
}
