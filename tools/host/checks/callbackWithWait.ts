import { untilEnd, untilParked } from '../runInHost';
import type { Stage } from '../stage';
import { callsOf, picturesOf, placeOrder, type CallbackOrder } from './callbackOrder';
import { expectEqual, type Check } from './check';

const example = 'callback-with-wait';

const afterwards = async (stage: Stage, order: CallbackOrder) => {
	const pictures = await picturesOf(stage, order);
	if (!callsOf(order).includes('succeeded 200')) throw new Error(`Calls: ${callsOf(order)}`);
	return `${pictures}; calls: ${callsOf(order)}`;
};

export const callbackWithWait: readonly Check[] = [
	{
		title: 'Wait: the call brings the pictures',
		run: async (stage) => await afterwards(stage, await placeOrder(stage, example, {})),
	},
	{
		title: 'Wait: each call comes twice',
		run: async (stage) =>
			await afterwards(stage, await placeOrder(stage, example, { callbacks: 'twice' })),
	},
	{
		title: 'Wait: the pictures come at once in spite of the callback',
		async run(stage) {
			const order = await placeOrder(stage, example, { answer: 'pictures', durationMs: 500 });
			return `${await picturesOf(stage, order)}; calls: ${callsOf(order)}`;
		},
	},
	{
		title: 'Wait: a task that does not succeed',
		async run(stage) {
			const order = await placeOrder(stage, example, { end: 'failed' });
			const run = await untilEnd(stage.host, order.executionId);
			const { error } = run.data.resultData;
			const said = `${error?.message} ${(error as { description?: string } | undefined)?.description}`;
			if (run.status !== 'error' || !said.includes(order.task.id)) {
				throw new Error(`It ended as "${run.status}" and says: ${said}`);
			}
			return said;
		},
	},
];

/** Kills the n8n that all checks share. */
export const callbackAfterKill: readonly Check[] = [
	{
		title: 'Wait: n8n is killed while parked, and called after its restart',
		async run(stage) {
			const ordersBefore = stage.gateway.tasks.length;
			// Not in the second of its start: n8n 2.40 opens its webhooks before it has looked after the
			// executions of the process that was killed, and calls one that goes on meanwhile crashed.
			const callbackRetriesMs = Array<number>(20).fill(5000);
			const plan = { durationMs: 20_500, queuedMs: 20_000, callbackRetriesMs };
			const order = await placeOrder(stage, example, plan);
			await untilParked(stage.host, order.executionId);
			if (order.task.callbacks.length > 0) throw new Error('It was called before the kill.');
			await stage.restart();
			// While n8n looks after it, it counts as crashed for a moment.
			await untilParked(stage.host, order.executionId);
			const pictures = await picturesOf(stage, order);
			const taken = order.task.callbacks.at(-1);
			if (taken?.state !== 'succeeded' || taken.status !== 200) throw new Error(callsOf(order));
			expectEqual('Orders', stage.gateway.tasks.length - ordersBefore, 1);
			const missed = order.task.callbacks.filter(({ status }) => status === undefined);
			return `${pictures}; ${missed.length} calls found nobody, 1 order`;
		},
	},
];
