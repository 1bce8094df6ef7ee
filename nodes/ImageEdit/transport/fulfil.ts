import type { WireBody } from '../request/body';
import type { Answer } from '../answer/decode';
import type { AnsweredTask } from '../answer/answeredTask';
import { attempt, notifyOnError } from '../shared/attempt';
import type { TaskDeps, TaskSettings } from './awaitTask';
import { awaitTask } from './awaitTask';
import type { Delivery, DeliveryDeps } from './deliver';
import { deliverAll } from './deliver';
import { findLost, mayBeThere } from './findLost';
import type { PlacedOrder } from './placeOrder';
import { placeOrder } from './placeOrder';
import type { Attempts } from './retrying';
import { retrying } from './retrying';
import type { Semaphore } from './pool';

/** An order that was accepted and is worked on. */
export interface Accepted {
	readonly task: AnsweredTask;
}

export interface OrderDeps<Binary> extends DeliveryDeps<Binary> {
	/** Held only while the paid request is under way. */
	readonly slots: Semaphore;
	readonly attempts: Attempts;
	/** Held from the order to the end of its task. */
	readonly openTasks: Semaphore;
	/** Gives the place among the items at work to another while a task is waited for. */
	readonly whileReleased: <T>(wait: () => Promise<T>) => Promise<T>;
	/** Told when the order was accepted: from here on it must not be given again. */
	readonly onAccepted: (stage: Stage) => Promise<void>;
	/** Told that the order fails, while its slot or place is not yet given to another. */
	readonly onFailure: () => void;
	/** Whether a task is handed back instead of being waited for. */
	readonly returnTask: boolean;
	readonly taskSettings: TaskSettings;
	readonly taskPaths: readonly string[];
	/** Where a task of this run was found. */
	readonly found: { path?: string };
}

/** How far an order has come that was accepted: its task, or the addresses of its pictures. */
export type Stage = Accepted | { readonly answer: Answer };

export interface NewOrder {
	/** Added to the gateway's address. */
	readonly path: string;
	readonly body: WireBody;
	/** An ID in the body that this order alone has: by it, it is found when no answer came. */
	readonly ownId?: string;
}

/** An order that was given before. */
export interface Resumed {
	readonly path: string;
	readonly before: Stage;
}

/**
 * From an order to its pictures: orders, again where that is safe, waits for its task if there is one,
 * and fetches what came as addresses.
 * @throws GatewayFailure
 */
export async function fulfil<Binary>(
	deps: OrderDeps<Binary>,
	order: NewOrder | Resumed,
): Promise<Accepted | Delivery<Binary>> {
	const { openTasks } = deps;
	await openTasks.take();
	let held = true;
	// Before the place is taken back: those who have one may be waiting for this.
	const release = () => {
		if (held) openTasks.release();
		held = false;
	};
	const work = async () => {
		const inquiry = { ...deps, settings: deps.taskSettings, orderPaths: [order.path] };
		const placed =
			'before' in order ? resumed<Binary>(order.before) : await place(deps, inquiry, order);
		const { task } = placed.answer;
		if (task) await deps.onAccepted({ task });
		else if (onlyAddresses(placed.answer)) await deps.onAccepted({ answer: placed.answer });
		if (!task) return await deliverAll(deps, placed);
		if (deps.returnTask) return { task };
		const ended = async () => await awaitTask(inquiry, task).finally(release);
		const done = await deps.whileReleased(async () => await notifyOnError(ended, deps.onFailure));
		return await deliverAll(deps, done, task.taskId);
	};
	return await work().finally(release);
}

const onlyAddresses = ({ pictures }: Answer) => pictures.every(({ kind }) => kind === 'url');

/** An order of the try before, as if it had been answered just now. */
const resumed = <Binary>(before: Stage): PlacedOrder<Binary> => ({
	answer: 'answer' in before ? before.answer : { pictures: [], task: before.task, body: undefined },
	spooled: [],
});

async function place<Binary>(
	deps: OrderDeps<Binary>,
	inquiry: TaskDeps<Binary>,
	{ body, ownId, path }: NewOrder,
): Promise<PlacedOrder<Binary>> {
	const once = async () => {
		const placed = await attempt(
			async () => await placeOrder(deps.http, deps.store, deps.base, path, body),
		);
		if (placed.ok) return placed.value;
		const { error } = placed;
		const maySearch = ownId !== undefined && mayBeThere(error, ownId);
		const found = maySearch ? await findLost(inquiry, ownId) : undefined;
		if (!found) throw error;
		return found;
	};
	const ordered = async () => {
		const { attempts, value } = await retrying(
			once,
			deps.attempts,
			({ response }) => response?.headers ?? {},
		);
		return { ...value, attempts };
	};
	return await deps.slots.hold(async () => await notifyOnError(ordered, deps.onFailure));
}
