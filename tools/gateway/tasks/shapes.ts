import { klingShapes } from './shapes/kling';
import { openShapes } from './shapes/open';
import { recordShapes } from './shapes/record';
import type { TaskShapeRules } from './taskShape';
import type { TaskShape } from '../vocabulary';

/** How gateways hand over a task and tell of it (domain.md 6.5 and its sources). */
export const shapeRules: Readonly<Record<TaskShape, TaskShapeRules>> = {
	...klingShapes,
	...openShapes,
	...recordShapes,
};
