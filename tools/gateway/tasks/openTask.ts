import { randomInt, randomUUID } from 'node:crypto';
import type { PaidRoute } from '../vocabulary';
import type { Order } from '../order';
import type { MadePicture } from '../../painter/commission';
import { publish } from '../publish';
import type { GatewayState } from '../state';
import { callBack, callbackBody } from './callBack';
import { usualDurationMs, type TaskPlan } from './plan';
import { shapeRules } from './shapes';
import type { Task, TaskState } from './task';

export interface AcceptedOrder {
	readonly order: Order;
	readonly route: PaidRoute;
	readonly apiKey: string;
	readonly requestId: string;
	readonly plan: TaskPlan;
}

export interface OpenTask {
	readonly task: Task;
	/** What was made, when there is an end; nothing when it did not succeed. */
	readonly ended: Promise<readonly MadePicture[]>;
	/** When the receiver of the callbacks was told, too. */
	readonly told: Promise<void>;
}

/** Starts to work on an order that was accepted. */
export function openTask(state: GatewayState, accepted: AcceptedOrder): OpenTask {
	const task = newTask(accepted);
	state.tasks.add(task);
	let told = Promise.resolve();
	// One after another, so that the receiver hears of the states in their order.
	const tell = () => {
		const { callbacks } = task.plan;
		if (callbacks === 'never') return;
		const body = callbackBody(state, task);
		const times = callbacks === 'twice' && task.state !== 'running' ? 2 : 1;
		for (let time = 0; time < times; time += 1) {
			told = told.then(() => callBack(state, task, body)).catch(() => undefined);
		}
	};
	const ended = work(state, task, accepted.order, tell);
	return {
		task,
		ended,
		told: ended.then(
			() => told,
			() => undefined,
		),
	};
}

async function work(
	state: GatewayState,
	task: Task,
	order: Order,
	tell: () => void,
): Promise<readonly MadePicture[]> {
	const { durationMs = usualDurationMs, end = 'succeeded', untilOpen = 0 } = task.plan;
	const { queuedMs = durationMs / 4 } = task.plan;
	const { signal } = state.tasks;
	const { wait } = state;
	const change = (to: TaskState) => {
		task.state = to;
		task.updatedAt = Date.now();
		tell();
	};
	await wait(queuedMs, signal);
	change('running');
	const isGood = end === 'succeeded' || end === 'unknown';
	const making = isGood ? state.makePictures(order) : Promise.resolve([]);
	making.catch(() => undefined);
	if (end === 'never') return new Promise<never>(() => undefined);
	await wait(Math.max(0, durationMs - queuedMs), signal);
	while (state.tasks.peakOpen < untilOpen) await wait(10, signal);
	try {
		const made = await making;
		if (isGood) task.pictures = made.map((picture) => publish(state, task.dialect, picture));
		else task.reason = task.plan.reason ?? reasons[end];
		change(isGood ? 'succeeded' : end);
		return made;
	} catch (cause) {
		task.reason = String(cause);
		change('failed');
		return [];
	}
}

const reasons = {
	failed: 'the upstream could not make the picture',
	expired: 'the task was not done in time',
} as const;

function newTask({ apiKey, order, plan, requestId, route }: AcceptedOrder): Task {
	const { callbackUrl, dialect, externalTaskId, fieldsDigest, model, prompt, responseFormat } =
		order;
	const shape = plan.shape ?? 'kling';
	const now = Date.now();
	return {
		id: idOf(shapeRules[shape].idPrefix, plan.numericIds ?? false),
		...(externalTaskId !== undefined && { externalId: externalTaskId }),
		shape,
		plan,
		dialect,
		route,
		apiKey,
		requestId,
		model,
		prompt,
		fieldsDigest,
		...(responseFormat && { responseFormat }),
		...(callbackUrl !== undefined && { callbackUrl }),
		createdAt: now,
		updatedAt: now,
		state: 'queued',
		reason: '',
		pictures: [],
		polls: 0,
		callbacks: [],
	};
}

/** Without a prefix, ids are the digits of a number beyond 2^53, as Kling's are. */
function idOf(prefix: string, isNumeric: boolean): string {
	if (prefix && !isNumeric) return `${prefix}${randomUUID().replaceAll('-', '')}`;
	const digits = Array.from({ length: 15 }, () => randomInt(10)).join('');
	return `835${digits}`;
}
