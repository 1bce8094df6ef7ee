import type { ServerResponse } from 'node:http';
import type { Storm } from './faults/storm';
import type { FileStore } from './files';
import type { EarlyInterceptor, Interceptor } from './interception';
import type { LedgerRow } from './ledger';
import type { PictureMaker } from '../painter/commission';
import type { FileRequest, RecordedRequest } from './recorder';
import type { TaskBook } from './tasks/book';
import type { TaskPlan } from './tasks/plan';
import type { AnswerShape } from './vocabulary';

/** Ends after so much time, or with an error as soon as the signal comes. */
export type Wait = (milliseconds: number, signal?: AbortSignal) => Promise<void>;

/** What the parts of one running gateway share. */
export interface GatewayState {
	readonly apiKeys: readonly string[];
	readonly results: 'foreignHost' | 'behindKey';
	readonly keepFiles: boolean;
	readonly files: FileStore;
	readonly makePictures: PictureMaker;
	readonly wait: Wait;
	readonly requests: RecordedRequest[];
	readonly fileRequests: FileRequest[];
	readonly ledger: LedgerRow[];
	readonly tasks: TaskBook;
	/** `<key> <external_task_id>` of the orders that were accepted. */
	readonly externalIds: Set<string>;
	/** How every order is answered, in place of the dialect's own way. */
	answerShape: AnswerShape | undefined;
	latencyMs: number;
	fileOrigin: string;
	inFlight: number;
	peakInFlight: number;
	/** How orders become tasks, unless they are answered at once. */
	taskPlan: TaskPlan | undefined;
	storm: Storm | undefined;
	interceptor: Interceptor | undefined;
	earlyInterceptor: EarlyInterceptor | undefined;
}

export function countInFlight(response: ServerResponse, state: GatewayState): void {
	state.inFlight += 1;
	state.peakInFlight = Math.max(state.peakInFlight, state.inFlight);
	response.once('close', () => {
		state.inFlight -= 1;
	});
}
