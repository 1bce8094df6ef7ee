import type { TaskFacts } from '../taskShape';
import type { TaskState } from '../task';

export type Words = Readonly<Record<TaskState, string>>;

export const words = (queued: string, running: string, succeeded: string): Words => ({
	queued,
	running,
	succeeded,
	failed: 'failed',
	expired: 'expired',
});

// new-api's own words (docs.newapi.pro, task guide).
export const upperWords: Words = {
	queued: 'NOT_START',
	running: 'IN_PROGRESS',
	succeeded: 'SUCCESS',
	failed: 'FAILURE',
	expired: 'EXPIRED',
};

export const isDone = ({ state }: TaskFacts) => state === 'succeeded';
export const isBad = ({ state }: TaskFacts) => state === 'failed' || state === 'expired';
export const seconds = (milliseconds: number) => Math.floor(milliseconds / 1000);
export const percent = (facts: TaskFacts) =>
	isDone(facts) ? 100 : facts.state === 'running' ? 50 : 0;
