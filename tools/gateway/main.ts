import { controlExamples, curlExamples } from './curlExamples';
import { dialectIds } from './vocabulary';
import { optionsOf, usage } from './commandLine';
import { startGateway } from './startGateway';

async function main(): Promise<void> {
	const options = optionsOf(process.argv.slice(2));
	if (!options) {
		console.log(usage);
		return;
	}
	const gateway = await startGateway(options);
	console.log(`API key          ${gateway.apiKey}`);
	for (const id of dialectIds) console.log(`${id.padEnd(16)} ${gateway.baseUrl(id)}`);
	console.log(`results, samples ${gateway.fileOrigin}\n`);
	console.log(
		'In n8n: put this key and one of these addresses into a credential "Image Gateway API", with the\n' +
			'gateway of that name (openai: OpenAI-Compatible). In a shell, each of these makes a picture:\n',
	);
	for (const { title, command } of [...curlExamples(gateway), ...controlExamples(gateway)]) {
		console.log(`# ${title}\n${command}\n`);
	}

	process.once('SIGINT', () => void gateway.close());
	process.once('SIGTERM', () => void gateway.close());
}

main().catch((cause: unknown) => {
	console.error(cause instanceof Error ? cause.message : cause);
	console.error(usage);
	process.exitCode = 1;
});
