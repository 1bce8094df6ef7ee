import type { Locator, Page } from 'playwright-core';

import { toolText } from '../../../nodes/ImageEdit/description/notices';
import { openNode, openWorkflow } from '../editor/canvas';
import { chooseModel } from '../editor/chooseModel';
import { newCredential } from '../editor/credentialDialog';
import { offeredRow } from '../editor/modelRow';
import {
	choose,
	executeStep,
	fieldOf,
	openList,
	outputPanel,
	searchList,
} from '../editor/nodeDetails';
import { models } from '../../../nodes/ImageEdit/catalogue/models';
import type { Operation } from '../../../nodes/ImageEdit/catalogue/types';
import type { Stage } from '../stage';
import { until, untilEqual } from '../until';
import { expectEqual } from './check';
import { editorCheck } from './editorCheck';

/** The details of the example's node, with other parameters and settings. */
async function openWith(
	page: Page,
	{ copyExample, host }: Stage,
	parameters: object,
	settings: object = {},
): Promise<Locator> {
	const workflowId = await copyExample('edit-one-picture', (node) =>
		node.name === 'Edit Picture'
			? { ...node, ...settings, parameters: { ...node.parameters, ...parameters } }
			: node,
	);
	await openWorkflow(page, host.url, workflowId);
	return await openNode(page, 'Edit Picture');
}

/** What a user reads between the fields. */
const expectText = async (details: Locator, text: string) =>
	await details.getByTestId('node-parameters').getByText(text).first().waitFor();

/** Chooses an operation and a model that can do it, the newest of the ID. */
async function chooseCall(
	details: Locator,
	[operation, label]: readonly [Operation, string],
	id: string,
): Promise<void> {
	await choose(details, 'operation', label);
	const entry = models.find((one) => one.id === id && one.operations.includes(operation));
	if (!entry) throw new Error(`No model ${id}.`);
	await chooseModel(details, entry, operation);
}

const placeholderOf = async (place: Locator, parameter: string) =>
	await fieldOf(place, parameter).getAttribute('placeholder');

/** Of the output panel; @returns what it says */
async function expectHint(details: Locator, wanted: RegExp): Promise<string> {
	const hint = outputPanel(details).getByText(wanted).first();
	await hint.waitFor();
	return await hint.innerText();
}

interface Run {
	readonly is: string;
	readonly parameters: object;
	readonly settings?: object;
	/** Whether the gateway responds with a task. */
	readonly task?: true;
	readonly wanted: RegExp;
}

const runs: readonly Run[] = [
	{
		is: 'a dry run with a price',
		parameters: { options: { dryRun: true, pricePerCall: 0.05 } },
		wanted: /Dry run: nothing was sent\. 1 call would cost 0\.05\./,
	},
	{
		is: 'a dry run without a price',
		parameters: { options: { dryRun: true } },
		wanted: /Price unknown: set Price per Call/,
	},
	{
		is: 'a failed run that continues',
		parameters: { size: '1024' },
		settings: { onError: 'continueRegularOutput' },
		wanted: /1 of 1 image failed: 1 × stopped before sending/,
	},
	{
		is: 'a run that returns a task',
		parameters: {
			model: { __rl: true, mode: 'list', value: 'kling-image' },
			modelName: 'kling-v3',
			longTask: { mode: 'returnTask' },
		},
		task: true,
		wanted: /1 task started\. Fetch it with Task → Get\./,
	},
];

export const editorForm = [
	editorCheck('a credential marks what it needs, by gateway', async (page, stage) => {
		const details = await openWith(page, stage, {});
		const dialog = await newCredential(details);
		const save = dialog.getByRole('button', { name: 'Save', exact: true });
		const marks = async () => await dialog.getByText('*', { exact: true }).count();
		await untilEqual('Marks of an OpenAI-compatible gateway', marks, 2);
		expectEqual('Save', await save.isDisabled(), true);
		await dialog.getByText('The address from the documentation of your gateway').waitFor();
		await choose(dialog, 'gateway', 'Google Gemini');
		await untilEqual('Marks of Google Gemini', marks, 1);
		const own = await placeholderOf(dialog, 'baseUrl');
		expectEqual('Placeholder', own, 'https://generativelanguage.googleapis.com/v1beta');
		await dialog.getByText("Leave empty to use Google Gemini's own address").waitFor();
		return `Base URL and API Key are required; Google Gemini has ${own}`;
	}),

	editorCheck('the list is found by use and vendor', async (page, stage) => {
		const details = await openWith(page, stage, {});
		const rows = await openList(details, 'model');
		const found: string[] = [];
		for (const [words, id] of [
			['mask', 'gpt-image-2'],
			['gemini', 'gemini-nano-banana-2.1'],
			['google', 'gemini-nano-banana-2.1'],
			['bytedance', 'doubao-seedream-4-5-251128'],
		] as const) {
			await searchList(details, words);
			const row = offeredRow(id, 'edit');
			await rows.filter({ hasText: row }).waitFor();
			found.push(`${words}: ${row}`);
		}
		return found.join(' | ');
	}),

	editorCheck('the hints of each operation are where they help', async (page, stage) => {
		const details = await openWith(page, stage, {});
		await chooseCall(details, ['tryOn', 'Try On'], 'kolors-virtual-try-on-v1-5');
		await expectText(details, 'One person, with the part of the body in view');
		await expectText(details, 'The garment alone, best on a plain white background');
		await chooseCall(details, ['combine', 'Combine'], 'kling-image');
		await expectText(details, 'Optional. The place in which the subjects appear');
		await expectText(details, 'Optional. The image whose style the result adopts');
		await chooseCall(details, ['expand', 'Expand'], 'kling-image');
		await expectText(details, 'Optional: what the new area shows');
		const ratio = details.getByTestId('parameter-input-targetAspectRatio').locator('input');
		await untilEqual('Aspect Ratio', async () => await ratio.inputValue(), '16:9 (Landscape)');
		await chooseCall(details, ['edit', 'Edit'], 'kling-omni-image');
		await expectText(details, 'Optional. IDs of elements that you created at Kling');
		await chooseCall(details, ['edit', 'Edit'], 'gpt-image-2');
		const mask = details.getByTestId('resource-locator-mask').getByTestId('rlc-input');
		const example = await mask.getAttribute('placeholder');
		expectEqual('Mask', example, 'e.g. mask (transparent is repainted)');
		return 'Try On, Combine, Expand, Omni and a mask';
	}),

	editorCheck('a new row of Additional Images is empty', async (page, stage) => {
		const details = await openWith(page, stage, {});
		await details.getByText('Add Image', { exact: true }).click();
		const slots = details.getByTestId('resource-locator-image').getByTestId('rlc-input');
		await untilEqual('Slots', async () => await slots.count(), 2);
		expectEqual('The new one', await slots.last().inputValue(), '');
		return 'beside data, which Image keeps';
	}),

	editorCheck('a tool of an agent says how it gets images', async (page, stage) => {
		const { copyExample, host } = stage;
		await openWorkflow(page, host.url, await copyExample('ai-agent-tool'));
		const details = await openNode(page, 'Make Picture');
		await choose(details, 'operation', 'Edit');
		const notice = details.getByText(toolText.slice(0, 40)).first();
		await notice.waitFor();
		return await notice.innerText();
	}),

	...runs.map(({ is, parameters, settings, task, wanted }) =>
		editorCheck(`the output panel says what ${is} did`, async (page, stage) => {
			const details = await openWith(page, stage, parameters, settings);
			if (task) stage.gateway.planTasks({ when: 'always', durationMs: 500 });
			try {
				await executeStep(details);
				return await expectHint(details, wanted);
			} finally {
				stage.gateway.planTasks();
			}
		}),
	),

	editorCheck('one clean image needs no words', async (page, stage) => {
		const details = await openWith(page, stage, {});
		await executeStep(details);
		const output = outputPanel(details);
		await output.getByTestId('ndv-view-binary-data').waitFor();
		const text = async () => await output.innerText();
		return await until('No hint', text, (words) => !/images? in|failed|cost/.test(words));
	}),
];
