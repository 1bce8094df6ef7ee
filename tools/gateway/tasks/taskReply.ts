import type { PaidRoute } from '../vocabulary';
import { Refusal } from '../errors';
import { fileReply } from '../fileServer';
import type { Reply } from '../reply';
import type { GatewayState } from '../state';
import { factsOf } from './facts';
import { shapeRules } from './shapes';
import type { PollRoute } from './taskShape';
import { hasEnded, type Task } from './task';

/** The answer to an order that became a task. */
export function createdReply(state: GatewayState, task: Task): Reply {
	const { created, headers, status } = shapeRules[task.shape];
	const facts = factsOf(state, task);
	return { status, body: written(created(facts), task), headers: { ...json, ...headers?.(facts) } };
}

export interface PollCall {
	readonly id: string;
	readonly via: PollRoute;
	/** Of the order, when it is asked after under its path. */
	readonly route?: PaidRoute;
}

/** The answer to a question after a task. */
export function pollReply(state: GatewayState, call: PollCall, apiKey: string): Reply {
	const task = taskOf(state, call, apiKey);
	const wait = hasEnded(task) ? undefined : task.plan.retryAfterSeconds;
	return {
		status: 200,
		body: written(shapeRules[task.shape].report(factsOf(state, task)), task),
		headers: { ...json, ...(wait !== undefined && { 'retry-after': String(wait) }) },
	};
}

/** @throws Refusal for an id that is not known, or not here, or not to this key */
export function taskOf(state: GatewayState, { id, route, via }: PollCall, apiKey: string): Task {
	const task = state.tasks.find(id, apiKey);
	const isHere =
		task && shapeRules[task.shape].pollRoute === via && (!route || task.route === route);
	if (isHere && task.plan.end !== 'unknown') return task;
	throw new Refusal('unknownTask', `task ${id} not found`);
}

/** FrostFox: the picture of a task lies behind the key, under the task. */
export function artifactReply(
	state: GatewayState,
	id: string,
	index: number,
	apiKey: string,
): Reply {
	const task = taskOf(state, { id, via: 'tasks' }, apiKey);
	return fileReply(state.files, task.pictures[index]?.name ?? '');
}

const json = { 'content-type': 'application/json; charset=utf-8' };

function written(body: object, { id, plan }: Task): string {
	const text = JSON.stringify(body);
	return plan.numericIds ? text.replaceAll(`"${id}"`, id) : text;
}
