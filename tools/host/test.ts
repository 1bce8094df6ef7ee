import { join } from 'node:path';

import { agentTool } from './checks/agentTool';
import { buyOnlyWhatIsNew } from './checks/buyOnlyWhatIsNew';
import { lateChecks } from './checks/callbackLate';
import { callbackWebhook } from './checks/callbackWebhook';
import { callbackAfterKill, callbackWithWait } from './checks/callbackWithWait';
import type { Check } from './checks/check';
import { editorCredential } from './checks/editorCredential';
import { editorFields } from './checks/editorFields';
import { editorGateways } from './checks/editorGateways';
import { editorFindNode } from './checks/editorFindNode';
import { editorHeight } from './checks/editorHeight';
import { editorForm } from './checks/editorForm';
import { editorFirstPicture } from './checks/editorFirstPicture';
import { editorModelList } from './checks/editorModelList';
import { editorNotices } from './checks/editorNotices';
import { editorOutput } from './checks/editorOutput';
import { errorBranch } from './checks/errorBranch';
import { combinedBinary } from './checks/combinedBinary';
import { formUploads } from './checks/formUploads';
import { nextSteps } from './checks/nextSteps';
import { nextStepsInside } from './checks/nextStepsInside';
import { hostEdges, parkedLoop } from './checks/hostEdges';
import { nothingPaidIsLost } from './checks/nothingPaidIsLost';
import { plainExamples } from './checks/plainExamples';
import { queueMode } from './checks/queueMode';
import { severalTasks } from './checks/severalTasks';
import { uploadPipeline } from './checks/uploadPipeline';
import { packageFolder } from './nodePackage';
import { setQueueStage } from './queue/queueStage';
import { runChecks, type Tally } from './runChecks';
import { setStage } from './stage';

/** Everything in a full n8n; one line for each check whose title has one of the words. */
async function test(words: readonly string[]): Promise<boolean> {
	// Fonts for the pictures' captions; fontconfig reads this once, before the first text.
	if (process.platform === 'linux') {
		process.env.FONTCONFIG_FILE ??= join(packageFolder, 'tools', 'demo', 'fonts.conf');
	}
	const isWanted = ({ title }: { readonly title: string }) =>
		words.length === 0 || words.some((word) => title.includes(word));
	const started = Date.now();
	const late = [parkedLoop(), ...lateChecks].filter(({ end }) => isWanted(end));
	const prompt = (await promptChecks()).filter(isWanted);
	const tallies = [
		await runChecks(
			setStage,
			// Before anything is parked for longer: what comes due while n8n starts again counts as crashed.
			callbackAfterKill.filter(isWanted),
			async (stage) => {
				for (const { start } of late) await start(stage);
			},
			[...prompt, ...late.map(({ end }) => end)],
		),
		await runChecks(setQueueStage, queueMode.filter(isWanted)),
	];
	const sum = (what: keyof Tally) => tallies.reduce((all, tally) => all + tally[what], 0);
	console.log(`\n${Math.round((Date.now() - started) / 1000)} s`);
	console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
	return sum('failed') === 0;
}

async function promptChecks(): Promise<Check[]> {
	return [
		...(await plainExamples()),
		...errorBranch,
		...buyOnlyWhatIsNew,
		...uploadPipeline,
		...nextSteps,
		...nextStepsInside,
		...formUploads,
		...combinedBinary,
		...nothingPaidIsLost,
		...hostEdges,
		...agentTool,
		...callbackWithWait,
		...severalTasks,
		...callbackWebhook,
		...editorFindNode,
		...editorFields,
		...editorHeight,
		...editorNotices,
		...editorForm,
		...editorModelList,
		...editorCredential,
		...editorOutput,
		...editorFirstPicture,
		...editorGateways,
	];
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
