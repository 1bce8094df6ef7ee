import { isTaskId, stateOf, statusWord } from './taskStatus';
import { isJsonObject, textOf } from '../shared/json';

export interface AnsweredTask {
	readonly taskId: string;
	/** The gateway's own word. */
	readonly status: string;
	readonly pollUrl?: string;
	/** Told in the words of Kling, whose tasks are asked after under the path of their order. */
	readonly isKling?: true;
}

/** The task that an answer hands over or tells of. */
export function taskOf(
	body: unknown,
	headers: Readonly<Record<string, unknown>>,
): AnsweredTask | undefined {
	if (!isJsonObject(body)) return undefined;
	const first = Array.isArray(body.data) ? (body.data as unknown[])[0] : body.data;
	const bags = [body, first].filter(isJsonObject);
	const named = bags
		.flatMap((bag) => [bag.task_id, bag.taskId])
		.map(textOf)
		.find((id) => id !== '');
	const status = statusWord(body);
	// A bare "id" is a task only beside a status that is one of a task.
	const taskId = named ?? (status !== '' && stateOf(status) ? textOf(body.id) : '');
	if (!isTaskId.test(taskId)) return undefined;
	const pollUrl =
		bags.map((bag) => textOf(bag.poll_url)).find((url) => url !== '') ?? textOf(headers.location);
	const isKling = bags.some((bag) => bag.task_status !== undefined);
	return {
		taskId,
		status,
		...(pollUrl ? { pollUrl } : {}),
		...(isKling ? { isKling } : {}),
	};
}
