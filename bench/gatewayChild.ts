import { startGateway } from '../gateway/startGateway';

export interface GatewayReport {
	readonly peakInFlight: number;
	readonly billed: number;
}

/** The gateway in a process of its own, so that its work does not count as a contestant's. */
async function serve(latencyMs: number, pictureBytes: number): Promise<void> {
	const gateway = await startGateway({ latencyMs, storedPictureBytes: pictureBytes });
	process.on('message', () => {
		const report: GatewayReport = {
			peakInFlight: gateway.peakInFlight,
			billed: gateway.ledger.length,
		};
		gateway.reset();
		process.send?.(report);
	});
	process.send?.({ baseUrl: gateway.baseUrl('openai'), apiKey: gateway.apiKey });
}

const [latencyMs, pictureBytes] = process.argv.slice(2).map(Number);
void serve(latencyMs ?? 0, pictureBytes ?? 0);
