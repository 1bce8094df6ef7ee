import { join } from 'node:path';

import { startEngine } from '../engine/startEngine';
import { saveContactSheet } from './contactSheet';
import { readExamples } from './examples';
import { openGateway } from './gatewayAccess';
import { formatSeconds, pictureTable } from './pictureTable';
import type { ExampleRun } from './runExample';
import { runExample } from './runExample';
import type { SavedPicture } from './savePictures';
import { emptyOutputFolder, savePictures } from './savePictures';

const packageFolder = join(__dirname, '..', '..');

async function demo(): Promise<void> {
	// Before the first text is drawn, by whom ever: fontconfig reads it once.
	if (process.platform === 'linux') {
		process.env.FONTCONFIG_FILE ??= join(__dirname, 'fonts.conf');
	}
	const examples = (await readExamples()).filter(({ runsAlone }) => runsAlone);
	const gateway = await openGateway(process.env);
	const runs: ExampleRun[] = [];
	const pictures: SavedPicture[] = [];
	try {
		console.log(`Running ${examples.length} example workflows against ${gateway.label}\n`);
		await emptyOutputFolder();
		const engine = await startEngine({
			packageFolder,
			credentials: { imageGatewayApi: gateway.credential },
		});
		try {
			for (const [index, example] of examples.entries()) {
				process.stdout.write(`[${index + 1}/${examples.length}] ${example.name} … `);
				const run = await runExample(engine, example);
				runs.push(run);
				pictures.push(...(await savePictures(run)));
				console.log(run.failure ?? summaryOf(run));
			}
		} finally {
			await engine.close();
		}
	} finally {
		await gateway.close();
	}

	const sheet = await saveContactSheet(runs);
	console.log(`\n${pictureTable(pictures)}`);
	console.log(`${pictures.length} pictures and the contact sheet: ${sheet}`);
	const failed = runs.filter((run) => run.failure);
	if (failed.length > 0) {
		const names = failed.map((run) => run.example.name).join(', ');
		throw new Error(`${failed.length} of ${runs.length} examples did not succeed: ${names}.`);
	}
}

function summaryOf({ results, milliseconds }: ExampleRun): string {
	const noun = results.length === 1 ? 'picture' : 'pictures';
	return `${results.length} ${noun} in ${formatSeconds(milliseconds)}`;
}

demo().catch((error: unknown) => {
	console.error(`\nThe demo stopped. ${error instanceof Error ? error.message : String(error)}`);
	process.exitCode = 1;
});
