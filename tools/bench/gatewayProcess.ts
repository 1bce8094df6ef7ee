import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

import type { GatewayReport } from './gatewayChild';
import type { GatewayAddress } from './types';

export interface GatewayProcess {
	readonly address: GatewayAddress;
	/** What happened since the last report. */
	report(): Promise<GatewayReport>;
	stop(): void;
}

export async function startGatewayProcess(
	latencyMs: number,
	pictureBytes: number,
): Promise<GatewayProcess> {
	const child = fork(join(__dirname, 'gatewayChild.ts'), [String(latencyMs), String(pictureBytes)]);
	const stopped = once(child, 'exit').then(() => {
		throw new Error('The gateway has stopped.');
	});
	stopped.catch(() => undefined);
	const answer = async (): Promise<unknown> => {
		const [message] = (await Promise.race([once(child, 'message'), stopped])) as unknown[];
		return message;
	};
	const address = (await answer()) as GatewayAddress;
	return {
		address,
		async report() {
			const answered = answer();
			child.send('report');
			return (await answered) as GatewayReport;
		},
		stop: () => void child.kill(),
	};
}
