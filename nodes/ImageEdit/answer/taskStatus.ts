import { isJsonObject, textOf } from '../shared/json';

export type TaskState = 'bad' | 'good' | 'waiting';

/** The words of all gateways together, compared without case. */
const words: Readonly<Record<TaskState, readonly string[]>> = {
	waiting: [
		'',
		'submitted',
		'pending',
		'queued',
		'queuing',
		'waiting',
		'not_start',
		'running',
		'processing',
		'in_progress',
		'generating',
	],
	good: ['succeed', 'succeeded', 'success', 'completed', 'complete', 'done', 'finished'],
	bad: ['failed', 'fail', 'failure', 'error', 'canceled', 'cancelled', 'expired', 'timeout'],
};

/** @returns undefined for a word that no gateway is known to use */
export function stateOf(status: string): TaskState | undefined {
	const word = status.toLowerCase();
	return (['waiting', 'good', 'bad'] as const).find((state) => words[state].includes(word));
}

/** A body and what it wraps, outermost last: the inner status is the task's own. */
export function layers(body: unknown, depth = 0): Array<Readonly<Record<string, unknown>>> {
	if (!isJsonObject(body) || depth > 4) return [];
	const first = Array.isArray(body.data) ? (body.data as unknown[])[0] : body.data;
	return [...layers(first, depth + 1), body];
}

/** kie's older tasks have numbers in the place of words. Source: docs.kie.ai. */
const flags: Readonly<Record<string, string>> = {
	'0': 'waiting',
	'1': 'success',
	'2': 'failed',
	'3': 'failed',
};

// What is longer, or base64 that was taken out of the answer, is no word for a state and no id.
const isWord = /^[^\uE000]{1,100}$/;
export const isTaskId = /^[^\uE000]{1,200}$/;

/** The word for a task's state, in whatever place it stands. */
export function statusWord(body: unknown): string {
	const words = layers(body).flatMap((bag) => [
		bag.task_status,
		bag.status,
		bag.state,
		flags[textOf(bag.successFlag)],
	]);
	return words.map(textOf).find((word) => isWord.test(word)) ?? '';
}
