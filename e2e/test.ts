import { join } from 'node:path';

import { agentTool } from './checks/agentTool';
import { buyOnlyWhatIsNew } from './checks/buyOnlyWhatIsNew';
import { lateChecks } from './checks/callbackLate';
import { callbackWebhook } from './checks/callbackWebhook';
import { callbackWithWait } from './checks/callbackWithWait';
import type { Check } from './checks/check';
import { editorCredential } from './checks/editorCredential';
import { editorFields } from './checks/editorFields';
import { editorFindNode } from './checks/editorFindNode';
import { editorModelList } from './checks/editorModelList';
import { editorOutput } from './checks/editorOutput';
import { errorBranch } from './checks/errorBranch';
import { plainExamples } from './checks/plainExamples';
import { severalTasks } from './checks/severalTasks';
import { uploadPipeline } from './checks/uploadPipeline';
import { packageFolder } from './nodePackage';
import { setStage, type Stage } from './stage';

/** Every example in a full n8n; one line for each check whose title has one of the words. */
async function test(words: readonly string[]): Promise<boolean> {
	// Fonts for the pictures' captions; fontconfig reads this once, before the first text.
	if (process.platform === 'linux') {
		process.env.FONTCONFIG_FILE ??= join(packageFolder, 'demo', 'fonts.conf');
	}
	const isWanted = ({ title }: Check) =>
		words.length === 0 || words.some((word) => title.includes(word));
	const started = Date.now();
	console.log('Starting n8n …');
	const stage = await setStage();
	let failed = 0;
	try {
		const late = lateChecks.filter(({ end }) => isWanted(end));
		for (const { start } of late) await start(stage);
		const checks = [...promptChecks(stage).filter(isWanted), ...late.map(({ end }) => end)];
		for (const check of checks) if (!(await report(check, stage))) failed += 1;
		console.log(`\n${Math.round((Date.now() - started) / 1000)} s`);
		console.log(`${checks.length - failed} passed, ${failed} failed`);
	} finally {
		await stage.close();
	}
	return failed === 0;
}

function promptChecks(stage: Stage): Check[] {
	return [
		...plainExamples(stage),
		...errorBranch,
		...buyOnlyWhatIsNew,
		...uploadPipeline,
		...agentTool,
		...callbackWithWait,
		...severalTasks,
		...callbackWebhook,
		...editorFindNode,
		...editorFields,
		...editorModelList,
		...editorCredential,
		...editorOutput,
	];
}

async function report({ title, run }: Check, stage: Stage): Promise<boolean> {
	const started = Date.now();
	const line = (word: string, told: string) => {
		const seconds = ((Date.now() - started) / 1000).toFixed(1);
		console.log(`${word.padEnd(6)}  ${title} (${seconds} s): ${told}`);
	};
	try {
		line('ok', await run(stage));
		return true;
	} catch (cause) {
		line('FAILED', cause instanceof Error ? cause.message : String(cause));
		return false;
	}
}

// What was started ends with this process, but only where it exits by itself.
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
	process.once(name, () => process.exit(1));
}

test(process.argv.slice(2)).then(
	(good) => process.exit(good ? 0 : 1),
	(cause: unknown) => {
		console.error(cause instanceof Error ? cause.message : cause);
		process.exit(1);
	},
);
