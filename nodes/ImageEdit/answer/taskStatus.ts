import type { JsonObject } from '../shared/json';
import { isJsonObject, textOf } from '../shared/json';
import { own } from '../shared/own';

export type TaskState = 'bad' | 'good' | 'waiting';

/** The words of all gateways together, as `plainWord` writes them. */
const words: Readonly<Record<TaskState, ReadonlySet<string>>> = {
	waiting: new Set([
		'',
		...`accepted active created creating doing enqueued executing generating in_process in_progress
			in_queue init initialized inprogress inqueue new not_start pending preparing processing queue
			queued queueing queuing received rendering running scheduled start started starting submitted
			submitting task_pending throttled uploading wait waiting working 排队中 等待中 处理中 生成中
			进行中 已提交`.split(/\s+/),
	]),
	good: new Set(
		'complete completed done finish finished ready succeed succeeded success successful 成功 已完成 完成'.split(
			' ',
		),
	),
	bad: new Set(
		`aborted blocked canceled cancelled content_moderated denied error expired fail failed failure moderated
			nsfw rejected request_moderated task_not_found terminated timed_out timeout 失败 已取消 已失败`.split(
			/\s+/,
		),
	),
};

/** "IN-PROGRESS", "In Progress" and "in_progress" are one. */
const plainWord = (status: string) =>
	status
		.trim()
		.toLowerCase()
		.replace(/[\s-]+/g, '_');

/** @returns undefined for a word that no gateway is known to use */
export function stateOf(status: string): TaskState | undefined {
	const word = plainWord(status);
	return (['waiting', 'good', 'bad'] as const).find((state) => words[state].has(word));
}

/** A body and what it wraps, outermost last: the inner status is the task's own. */
export function layers(body: unknown, depth = 0): JsonObject[] {
	if (!isJsonObject(body) || depth > 4) return [];
	const { data, job, output, prediction, response, result, task } = body;
	const inner = [
		Array.isArray(data) ? (data as unknown[])[0] : data,
		output,
		result,
		response,
		job,
		prediction,
		task,
	];
	return [...inner.flatMap((one) => layers(one, depth + 1)), body];
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

/** The word for a task's state, in whatever place it stands: one that is known before any other. */
export function statusWord(body: unknown): string {
	const found = layers(body)
		.flatMap((bag) => [
			bag.task_status,
			bag.taskStatus,
			bag.status,
			bag.state,
			own(flags, textOf(bag.successFlag)),
		])
		.map(textOf)
		.filter((word) => isWord.test(word));
	return (
		found.find((word) => stateOf(word) !== undefined) ?? found.find((word) => /\D/.test(word)) ?? ''
	);
}

/** Whether a body says itself that it is not finished: an image beside it is the input or a preview. */
export const isUnfinished = (body: unknown): boolean => {
	const word = statusWord(body);
	return word !== '' && stateOf(word) === 'waiting';
};
