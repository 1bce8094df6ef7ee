import type { ServerResponse } from 'node:http';
import type { FileStore } from './files';
import type { Interceptor } from './interception';
import type { LedgerRow } from './ledger';
import type { PictureMaker } from './pictures/make';
import type { RecordedRequest } from './recorder';

/** What the parts of one running gateway share. */
export interface GatewayState {
	readonly apiKeys: readonly string[];
	readonly latencyMs: number;
	readonly results: 'foreignHost' | 'behindKey';
	readonly keepFiles: boolean;
	readonly files: FileStore;
	readonly makePictures: PictureMaker;
	readonly requests: RecordedRequest[];
	readonly ledger: LedgerRow[];
	fileOrigin: string;
	inFlight: number;
	peakInFlight: number;
	interceptor: Interceptor | undefined;
}

export function countInFlight(response: ServerResponse, state: GatewayState): void {
	state.inFlight += 1;
	state.peakInFlight = Math.max(state.peakInFlight, state.inFlight);
	response.once('close', () => {
		state.inFlight -= 1;
	});
}
