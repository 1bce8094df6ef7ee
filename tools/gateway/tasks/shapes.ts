import type { AnswerEntry } from '../answers';
import { klingShapes } from './shapes/kling';
import { openShapes } from './shapes/open';
import { recordShapes } from './shapes/record';
import type { Task } from './task';

export const taskShapes = [
	'kling',
	'qiniu',
	'sub2api',
	'dataList',
	'prism',
	'frostfox',
	'codeSuccess',
	'kie',
	'kieRecord',
	'crazyrouter',
] as const;
export type TaskShape = (typeof taskShapes)[number];

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

/** How gateways hand over a task and tell of it (domain.md 6.5 and its sources). */
export const shapeRules: Readonly<Record<TaskShape, TaskShapeRules>> = {
	...klingShapes,
	...openShapes,
	...recordShapes,
};
