import { hasEnded, type Task } from './task';

/** All tasks of a gateway. */
export interface TaskBook {
	readonly all: readonly Task[];
	/** How many were not ended at the same time, at most. */
	readonly peakOpen: number;
	readonly add: (task: Task) => void;
	/** By its own or the client's id, for the key that ordered it. */
	readonly find: (id: string, apiKey: string) => Task | undefined;
	/** Aborted when the gateway forgets its tasks. */
	readonly signal: AbortSignal;
	readonly forget: () => void;
}

export function createTaskBook(): TaskBook {
	let tasks: Task[] = [];
	let byId = new Map<string, Task>();
	let peakOpen = 0;
	let running = new AbortController();
	return {
		get all() {
			return tasks;
		},
		get peakOpen() {
			return peakOpen;
		},
		get signal() {
			return running.signal;
		},
		add(task) {
			tasks.push(task);
			for (const id of [task.id, task.externalId]) {
				if (id !== undefined) byId.set(`${task.apiKey} ${id}`, task);
			}
			peakOpen = Math.max(peakOpen, tasks.filter((one) => !hasEnded(one)).length);
		},
		find: (id, apiKey) => byId.get(`${apiKey} ${id}`),
		forget() {
			running.abort();
			running = new AbortController();
			tasks = [];
			byId = new Map();
			peakOpen = 0;
		},
	};
}
