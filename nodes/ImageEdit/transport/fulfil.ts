import type { WireBody } from '../request/body';
import type { Answer, AnsweredPicture, AnsweredTask } from '../request/decode';
import { GatewayFailure } from '../request/errors';
import { attempt } from './attempt';
import type { TaskMeans, TaskSettings } from './awaitTask';
import { awaitTask, ofTask } from './awaitTask';
import { download, resultAddress } from './download';
import { findLost, mayBeThere } from './findLost';
import type { Clock } from './pace';
import type { PlacedOrder } from './placeOrder';
import { placeOrder } from './placeOrder';
import type { Attempts } from './retrying';
import { retrying } from './retrying';
import { Slots } from './pool';
import type { Store, StoredPicture, Wire } from './wire';

export interface DeliveredPicture<Binary> {
	/** Absent when only its address is wanted. */
	readonly stored?: StoredPicture<Binary>;
	readonly url?: string;
	readonly revisedPrompt?: string;
}

export interface Delivery<Binary> {
	readonly pictures: ReadonlyArray<DeliveredPicture<Binary>>;
	/** What did not come although it was ordered, one sentence each. */
	readonly missing: readonly string[];
	readonly usage?: Readonly<Record<string, unknown>>;
	readonly requestId?: string;
	readonly taskId?: string;
	readonly body: unknown;
}

/** Pictures of one answer; the other items fetch theirs at the same time. */
const fetchedAtOnce = 4;

/** An order that was accepted and is worked on. */
export interface Accepted {
	readonly task: AnsweredTask;
}

export interface Means<Binary> {
	readonly wire: Wire;
	readonly store: Store<Binary>;
	readonly clock: Clock;
	/** False: addresses are handed on instead of being fetched. */
	readonly download: boolean;
	/** The gateway's address. */
	readonly base: string;
}

export interface OrderMeans<Binary> extends Means<Binary> {
	/** Held only while the paid request is under way. */
	readonly slots: Slots;
	readonly attempts: Attempts;
	/** Held from the order to the end of its task. */
	readonly openTasks: Slots;
	/** Gives the place among the items at work to another while a task is waited for. */
	readonly away: <T>(wait: () => Promise<T>) => Promise<T>;
	/** Called when a slot is free; throws when the order is no longer wanted. */
	readonly beforeOrder: () => void;
	/** Told when the order was accepted: from here on it must not be given again. */
	readonly onAccepted: (progress: Progress) => void;
	/** Whether a task is handed back instead of being waited for. */
	readonly returnTask: boolean;
	readonly taskSettings: TaskSettings;
	readonly taskPaths: readonly string[];
	/** Where a task of this run was found. */
	readonly found: { path?: string };
}

/** How far an order has come that was accepted: its task, or the addresses of its pictures. */
export type Progress = Accepted | { readonly answer: Answer };

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
	readonly before: Progress;
}

/**
 * From an order to its pictures: orders, again where that is safe, waits for its task if there is one,
 * and fetches what came as addresses.
 * @throws GatewayFailure
 */
export async function fulfil<Binary>(
	means: OrderMeans<Binary>,
	order: NewOrder | Resumed,
): Promise<Accepted | Delivery<Binary>> {
	const { openTasks } = means;
	await openTasks.take();
	let held = true;
	// Before the place is taken back: those who have one may be waiting for this.
	const release = () => {
		if (held) openTasks.release();
		held = false;
	};
	const work = async () => {
		const inquiry = { ...means, settings: means.taskSettings, orderPaths: [order.path] };
		const placed =
			'before' in order ? resumed<Binary>(order.before) : await place(means, inquiry, order);
		const { task } = placed.answer;
		if (task) means.onAccepted({ task });
		else if (onlyAddresses(placed.answer)) means.onAccepted({ answer: placed.answer });
		if (!task) return await deliverAll(means, placed);
		if (means.returnTask) return { task };
		const done = await means.away(async () => await awaitTask(inquiry, task).finally(release));
		return await deliverAll(means, done, task.taskId);
	};
	return await work().finally(release);
}

const onlyAddresses = ({ pictures }: Answer) => pictures.every(({ kind }) => kind === 'url');

/** An order of the try before, as if it had been answered just now. */
const resumed = <Binary>(before: Progress): PlacedOrder<Binary> => ({
	answer: 'answer' in before ? before.answer : { pictures: [], task: before.task, body: undefined },
	spooled: [],
});

async function place<Binary>(
	means: OrderMeans<Binary>,
	inquiry: TaskMeans<Binary>,
	{ body, ownId, path }: NewOrder,
): Promise<PlacedOrder<Binary>> {
	const once = async () => {
		const placed = await attempt(
			async () => await placeOrder(means.wire, means.store, `${means.base}${path}`, body),
		);
		if (placed.ok) return placed.value;
		const { error } = placed;
		const maySearch = ownId !== undefined && mayBeThere(error, ownId);
		const found = maySearch ? await findLost(inquiry, ownId) : undefined;
		if (!found) throw error;
		return found;
	};
	return await means.slots.hold(async () => {
		means.beforeOrder();
		const { attempts, value } = await retrying(once, means.attempts);
		return { ...value, attempts };
	});
}

/**
 * Fetches the pictures of an answer. Some may be missing; what came is kept.
 * @throws GatewayFailure when none came
 */
export async function deliverAll<Binary>(
	means: Means<Binary>,
	placed: PlacedOrder<Binary>,
	taskId?: string,
): Promise<Delivery<Binary>> {
	const { answer } = placed;
	const slots = new Slots(fetchedAtOnce);
	const fetched = await Promise.allSettled(
		answer.pictures.map(
			async (picture) => await slots.hold(async () => await deliver(means, placed, picture)),
		),
	);
	const pictures = fetched.flatMap((result) =>
		result.status === 'fulfilled' ? [result.value] : [],
	);
	const failures = fetched.flatMap((result) =>
		result.status === 'rejected' ? [result.reason as unknown] : [],
	);
	if (pictures.length === 0) throw ofOrder(failures[0], placed, taskId);
	return {
		pictures,
		missing: failures.map((failure) =>
			failure instanceof Error ? failure.message : String(failure),
		),
		...(answer.usage ? { usage: answer.usage } : {}),
		...(answer.requestId ? { requestId: answer.requestId } : {}),
		...(taskId === undefined ? {} : { taskId }),
		body: answer.body,
	};
}

/** The order itself was answered: what is known of it belongs to what happened after. */
function ofOrder(
	error: unknown,
	placed: PlacedOrder<unknown>,
	taskId: string | undefined,
): unknown {
	if (!(error instanceof GatewayFailure)) return error;
	const { answer, attempts, response } = placed;
	const known = error.with({
		...(response ? { status: response.status } : {}),
		retryable: false,
		...(answer.requestId ? { requestId: answer.requestId } : {}),
		...(attempts === undefined ? {} : { attempts }),
		...error.facts,
	});
	return taskId === undefined ? known : ofTask(known, taskId);
}

async function deliver<Binary>(
	means: Means<Binary>,
	placed: PlacedOrder<Binary>,
	picture: AnsweredPicture,
): Promise<DeliveredPicture<Binary>> {
	const more = picture.revisedPrompt === undefined ? {} : { revisedPrompt: picture.revisedPrompt };
	const { requestId } = placed.answer;
	const facts = { kind: 'answer', ...(requestId ? { requestId } : {}) } as const;
	switch (picture.kind) {
		case 'failed':
			throw new GatewayFailure(`The gateway reported for one of the pictures: ${picture.message}`, {
				...facts,
				...(picture.code ? { code: picture.code } : {}),
			});
		case 'url': {
			const address = resultAddress(picture.url, means.base)?.href ?? picture.url;
			if (!means.download) return { url: address, ...more };
			const stored = await download(means.wire, means.store, address, means.base, means.clock);
			return { stored, url: address, ...more };
		}
		case 'base64':
		case 'spooled': {
			const stored =
				picture.kind === 'spooled'
					? placed.spooled[picture.index]
					: placed.response &&
						(await means.store(once(Buffer.from(picture.base64, 'base64')), placed.response));
			if (!stored)
				throw new GatewayFailure('The gateway answered something that is not a picture.', facts);
			return { stored, ...more };
		}
	}
}

async function* once(bytes: Uint8Array): AsyncIterable<Uint8Array> {
	yield bytes;
}
