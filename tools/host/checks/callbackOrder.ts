import type { TaskPlan } from '../../gateway/tasks/plan';
import type { Task } from '../../gateway/tasks/task';
import { describePictures } from '../hostPictures';
import { startInHost, untilEnd } from '../runInHost';
import type { Ground } from '../stage';

const ORDER_TIMEOUT_MS = 60_000;

export interface CallbackOrder {
	readonly executionId: string;
	readonly task: Task;
}

/** Starts an example whose order the gateway takes in this way, until it has arrived there. */
export async function placeOrder(
	{ gateway, host, idOf }: Ground,
	example: string,
	plan: TaskPlan,
): Promise<CallbackOrder> {
	const before = gateway.tasks.length;
	gateway.planTasks({ when: 'withCallback', durationMs: 2000, ...plan });
	const executionId = await startInHost(host, idOf(example));
	const deadline = Date.now() + ORDER_TIMEOUT_MS;
	for (;;) {
		const task = gateway.tasks[before];
		if (task) return { executionId, task };
		if (Date.now() > deadline) throw new Error('The order did not arrive at the gateway.');
		await new Promise((resolve) => setTimeout(resolve, 50));
	}
}

export async function picturesOf(
	{ host }: Ground,
	order: CallbackOrder,
	timeoutMs?: number,
): Promise<string> {
	try {
		return await describePictures(host, await untilEnd(host, order.executionId, timeoutMs));
	} catch (cause) {
		const message = cause instanceof Error ? cause.message : String(cause);
		throw new Error(`${message} Calls: ${callsOf(order)}.`, { cause });
	}
}

/** What became of the calls: `running 200, succeeded 409, …`. */
export function callsOf({ task }: CallbackOrder): string {
	const calls = task.callbacks.map(({ error, state, status }) => `${state} ${status ?? error}`);
	return calls.join(', ') || 'no call';
}
