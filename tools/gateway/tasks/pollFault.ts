import type { DialectRules } from '../dialects/dialect';
import { faultOf } from '../faults/kinds';
import type { Interception } from '../interception';
import type { Task } from './task';

/** Counts a question after a task, and says whether it is one of those that fail. */
export function pollFault(
	task: Task,
	dialect: DialectRules,
	requestId: string,
): Interception | undefined {
	task.polls += 1;
	const { pollFaults, retryAfterSeconds } = task.plan;
	if (!pollFaults || task.polls % pollFaults.every !== 0) return undefined;
	const turn = task.polls / pollFaults.every - 1;
	const kind = pollFaults.kinds[turn % pollFaults.kinds.length];
	if (!kind) return undefined;
	const wait = retryAfterSeconds === undefined ? {} : { retryAfterSeconds };
	return faultOf(kind, { dialect, requestId, finished: false, pick: (turn % 12) / 12, ...wait });
}
