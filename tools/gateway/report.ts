import type { LedgerRow } from './ledger';
import type { RecordedRequest } from './recorder';
import type { GatewayState } from './state';
import type { Task } from './tasks/task';

export interface GatewayReport {
	readonly requests: number;
	readonly peakInFlight: number;
	readonly peakOpenTasks: number;
	readonly ledger: readonly LedgerRow[];
	readonly tasks: ReadonlyArray<Omit<Task, 'apiKey'> & { readonly apiKey: undefined }>;
	readonly polls: readonly Poll[];
}

export interface Poll {
	readonly taskId: string;
	readonly at: number;
	readonly path: string;
	readonly status?: number;
}

/** What a gateway tells another process. */
export function reportOf(state: GatewayState): GatewayReport {
	return {
		requests: state.requests.length,
		peakInFlight: state.peakInFlight,
		peakOpenTasks: state.tasks.peakOpen,
		ledger: state.ledger,
		tasks: state.tasks.all.map((task) => ({ ...task, apiKey: undefined })),
		polls: pollsOf(state.requests),
	};
}

/** Every question after a task, in order of arrival. */
export function pollsOf(requests: readonly RecordedRequest[]): Poll[] {
	return requests.flatMap(({ path, polled, receivedAt, status }) =>
		polled === undefined
			? []
			: [{ taskId: polled, at: receivedAt, path, ...(status !== undefined && { status }) }],
	);
}

export function forget(state: GatewayState): void {
	state.requests.length = 0;
	state.ledger.length = 0;
	state.fileRequests.length = 0;
	state.externalIds.clear();
	state.tasks.forget();
	state.peakInFlight = state.inFlight;
	state.interceptor = undefined;
	state.earlyInterceptor = undefined;
}
