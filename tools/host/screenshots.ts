import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import sharp from 'sharp';

import { openNode, openWorkflow, searchNodes } from './editor/canvas';
import { editCredential } from './editor/credentialDialog';
import { offeredRow } from './editor/modelRow';
import { choose, chooseFromList, executeStep, openList, outputPanel } from './editor/nodeDetails';
import { pictureOf, saveScreen } from './editor/saveScreen';
import { chain, step } from './chain';
import { packageFolder } from './nodePackage';
import { imageStep } from './pictureSteps';
import { addWorkflow } from './runInHost';
import type { StoredCredential } from './seedHost';
import { setStage, type Stage } from './stage';

/** The screens of the README; they are looked at by a person before they are committed. */
const screens: ReadonlyArray<(page: Page, stage: Stage) => Promise<string>> = [
	async function search(page, stage) {
		await openWorkflow(page, stage.host.url, await stage.copyExample('edit-one-picture'));
		await searchNodes(page, 'nano banana');
		const panel = page.getByTestId('node-creator');
		const whole = sharp(await pictureOf(panel));
		const { width } = await whole.metadata();
		const top = await whole.extract({ left: 0, top: 0, width, height: 480 }).toBuffer();
		return await saveScreen('editor-search', [top]);
	},

	async function fields(page, stage) {
		await page.setViewportSize({ width: 1280, height: 900 });
		await openWorkflow(page, stage.host.url, await stage.copyExample('edit-one-picture'));
		const details = await openNode(page, 'Edit Picture');
		const parameters = details.getByTestId('node-parameters');
		await chooseFromList(details, 'model', [offeredRow('gpt-image-2', 'edit')]);
		const mask = await pictureOf(parameters);
		await choose(details, 'operation', 'Expand');
		await chooseFromList(details, 'model', [offeredRow('kling-image', 'expand')]);
		const expand = await pictureOf(parameters);
		return await saveScreen('editor-fields', [mask, expand]);
	},

	async function list(page, stage) {
		await page.setViewportSize({ width: 1280, height: 900 });
		await openWorkflow(page, stage.host.url, await stage.copyExample('edit-one-picture'));
		const details = await openNode(page, 'Edit Picture');
		const items = await openList(details, 'model');
		await items.nth(5).waitFor();
		return await saveScreen('editor-models', [
			await details.getByTestId('node-parameters').screenshot(),
		]);
	},

	async function canvas(page, stage) {
		const { credential, host } = stage;
		await page.setViewportSize({ width: 1280, height: 620 });
		await openWorkflow(page, host.url, await addWorkflow(host, formToStorage(credential)));
		const nodes = page.getByTestId('canvas-node');
		await nodes.nth(2).waitFor();
		// The icons come after the nodes.
		await page.waitForTimeout(5_000);
		return await saveScreen('editor-canvas', [await around(page, nodes)]);
	},

	async function output(page, stage) {
		await openWorkflow(page, stage.host.url, await stage.copyExample('mask-edit'));
		const details = await openNode(page, 'Edit Masked Part');
		await executeStep(details);
		const panel = outputPanel(details);
		await panel.getByTestId('ndv-view-binary-data').click();
		await panel.getByRole('img').waitFor();
		return await saveScreen('editor-output', [await pictureOf(details)]);
	},

	async function message(page, stage) {
		const workflowId = await stage.copyExample('edit-one-picture', (node) =>
			node.name === 'Edit Picture'
				? { ...node, parameters: { ...node.parameters, ...tooSmall } }
				: node,
		);
		await openWorkflow(page, stage.host.url, workflowId);
		const details = await openNode(page, 'Edit Picture');
		await executeStep(details);
		const panel = outputPanel(details);
		await panel.getByTestId('node-error-message').waitFor();
		return await saveScreen('editor-message', [await pictureOf(details)]);
	},

	async function credential(page, stage) {
		await openWorkflow(page, stage.host.url, await stage.copyExample('edit-one-picture'));
		const dialog = await editCredential(await openNode(page, 'Edit Picture'));
		await dialog.getByTestId('credentials-config-container-test-success').waitFor();
		return await saveScreen('editor-credential', [await pictureOf(dialog)]);
	},
];

const apart = 280;

/** What the README shows first: a form, this node, a place for the results. */
function formToStorage(credential: StoredCredential): object {
	const form = step('Photo Form', 'n8n-nodes-base.formTrigger', 2.2, {
		formTitle: 'Your photo',
		formFields: { values: [{ fieldLabel: 'Photo', fieldType: 'file', multipleFiles: false }] },
		options: {},
	});
	const edit = {
		...imageStep(credential, {
			operation: 'edit',
			model: { __rl: true, mode: 'list', value: 'gemini-nano-banana-2.1' },
			prompt: 'Make it a rainy evening',
		}),
		name: 'Edit Photo',
	};
	const save = step('Save Photo', 'n8n-nodes-base.readWriteFile', 1.1, {
		operation: 'write',
		fileName: '=/photos/{{ $binary.data.fileName }}',
		options: {},
	});
	const { nodes, ...workflow } = chain('Photos', [form, edit, save]) as { nodes: object[] };
	const placed = nodes.map((node, index) => ({ ...node, position: [index * apart, 0] }));
	return { ...workflow, nodes: placed };
}

const margin = { x: 60, top: 30, bottom: 80 };

/** The part of the page that holds all of them, with the names below. */
async function around(page: Page, nodes: Locator): Promise<Buffer> {
	const boxes = (await Promise.all((await nodes.all()).map((one) => one.boundingBox()))).flatMap(
		(box) => box ?? [],
	);
	const left = Math.min(...boxes.map(({ x }) => x)) - margin.x;
	const right = Math.max(...boxes.map(({ x, width }) => x + width)) + margin.x;
	const top = Math.min(...boxes.map(({ y }) => y)) - margin.top;
	const bottom = Math.max(...boxes.map(({ y, height }) => y + height)) + margin.bottom;
	const clip = { x: left, y: top, width: right - left, height: bottom - top };
	return await page.screenshot({ clip, animations: 'disabled' });
}

const tooSmall = {
	model: {
		__rl: true,
		mode: 'list',
		value: 'doubao-seedream-4-5-251128',
		cachedResultName: 'Seedream 4.5',
	},
	size: '1024x1024',
};

async function main(): Promise<void> {
	// Fonts for the pictures' captions; fontconfig reads this once, before the first text.
	if (process.platform === 'linux') {
		process.env.FONTCONFIG_FILE ??= join(packageFolder, 'tools', 'demo', 'fonts.conf');
	}
	console.log('Starting n8n …');
	const stage = await setStage(undefined, 2);
	try {
		const words = process.argv.slice(2);
		for (const screen of screens) {
			if (words.length > 0 && !words.includes(screen.name)) continue;
			const page = await stage.openPage();
			console.log(await screen(page, stage));
			await page.close();
		}
	} finally {
		await stage.close();
	}
}

// What was started ends with this process, but only where it exits by itself.
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
	process.once(name, () => process.exit(1));
}

main().then(
	() => process.exit(),
	(cause: unknown) => {
		console.error(cause instanceof Error ? cause.message : cause);
		process.exit(1);
	},
);
