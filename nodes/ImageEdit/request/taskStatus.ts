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
