import type { AnswerEntry } from '../vocabulary';
import type { Task } from './task';

/** Where a task is asked after; `order`: under the path of its own order. */
export type PollRoute = 'order' | 'imageTasks' | 'tasks' | 'async' | 'record' | 'tryOn';

/** What the answers tell of a task. */
export interface TaskFacts extends Task {
	/** `/aiid/v1` */
	readonly base: string;
	readonly urls: readonly string[];
	readonly entries: () => readonly AnswerEntry[];
}

export interface TaskShapeRules {
	readonly idPrefix: string;
	readonly pollRoute: PollRoute;
	readonly status: number;
	readonly headers?: (facts: TaskFacts) => Readonly<Record<string, string>>;
	readonly created: (facts: TaskFacts) => object;
	readonly report: (facts: TaskFacts) => object;
}
