import { parseArgs } from 'node:util';
import { curlExamples } from './curlExamples';
import { dialectIds } from './dialects/dialect';
import { startGateway } from './startGateway';

const usage = 'npm run gateway -- [--port 4010] [--file-port 4011] [--latency-ms 0] [--key <key>]';

async function main(): Promise<void> {
	const { values } = parseArgs({
		options: {
			port: { type: 'string', default: '4010' },
			'file-port': { type: 'string', default: '4011' },
			'latency-ms': { type: 'string', default: '0' },
			key: { type: 'string', multiple: true },
			help: { type: 'boolean', short: 'h' },
		},
	});
	if (values.help) {
		console.log(usage);
		return;
	}
	const gateway = await startGateway({
		port: Number(values.port),
		filePort: Number(values['file-port']),
		latencyMs: Number(values['latency-ms']),
		...(values.key && { apiKeys: values.key }),
	});
	console.log(`API key          ${gateway.apiKey}`);
	for (const id of dialectIds) console.log(`${id.padEnd(16)} ${gateway.baseUrl(id)}`);
	console.log(`results, samples ${gateway.fileOrigin}\n`);
	for (const { title, command } of curlExamples(gateway)) console.log(`# ${title}\n${command}\n`);

	process.once('SIGINT', () => void gateway.close());
	process.once('SIGTERM', () => void gateway.close());
}

main().catch((cause: unknown) => {
	console.error(cause instanceof Error ? cause.message : cause);
	console.error(usage);
	process.exitCode = 1;
});
