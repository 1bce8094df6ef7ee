import { startGateway, type RunningGateway } from '../gateway/startGateway';
import { storedPictures } from '../gateway/storedPicture';

export interface GatewayReport {
	readonly peakInFlight: number;
	readonly billed: number;
}

/** The gateway in a process of its own, so that its work does not count as a contestant's. */
async function serve(latencyMs: number, pictureBytes: number): Promise<void> {
	const gateway = await startGateway({ latencyMs, storedPictureBytes: pictureBytes });
	const body = await prepareAnswer(pictureBytes);
	answerWith(gateway, body);
	process.on('message', () => {
		const report: GatewayReport = {
			peakInFlight: gateway.peakInFlight,
			billed: gateway.ledger.length,
		};
		gateway.reset();
		answerWith(gateway, body);
		process.send?.(report);
	});
	process.send?.({ baseUrl: gateway.baseUrl('openai'), apiKey: gateway.apiKey });
}

/** Written once: to write megabytes of JSON for each order would make the gateway the bottleneck. */
async function prepareAnswer(pictureBytes: number): Promise<Buffer> {
	const [picture] = await storedPictures(pictureBytes)({ count: 1 });
	const data = [{ b64_json: picture?.base64() }];
	return Buffer.from(JSON.stringify({ created: 1_700_000_000, data, output_format: 'png' }));
}

function answerWith(gateway: RunningGateway, body: Buffer): void {
	const headers = { 'content-type': 'application/json' };
	gateway.intercept(() => ({ status: 200, headers, body }));
}

// A benchmark that was killed cannot stop its gateway.
process.on('disconnect', () => process.exit());

const [latencyMs, pictureBytes] = process.argv.slice(2).map(Number);
void serve(latencyMs ?? 0, pictureBytes ?? 0);
