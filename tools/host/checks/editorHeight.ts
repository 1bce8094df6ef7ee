import type { Locator } from 'playwright-core';

import { models } from '../../../nodes/ImageEdit/catalogue/models';
import { operations } from '../../../nodes/ImageEdit/catalogue/operations';
import { openNode, openWorkflow } from '../editor/canvas';
import { chooseModel } from '../editor/chooseModel';
import { choose, shownParameters } from '../editor/nodeDetails';
import { editorCheck } from './editorCheck';

/** Pixels: as tall as n8n's own node for an edit by OpenAI; Kling has a version and more images. */
const maxHeight = 975;
const maxKlingHeight = 1_000;

/** The height of a new node's form, scrolled parts included, without n8n's own link below it. */
const heightOf = async (details: Locator): Promise<number> =>
	await details
		.getByTestId('node-parameters')
		.evaluate(({ children }) =>
			[...children]
				.filter(({ className }) => !/featureRequest/.test(className))
				.reduce((sum, child) => sum + child.getBoundingClientRect().height, 0),
		);

export const editorHeight = operations.map(({ id: operation, label }) =>
	editorCheck(`no form of ${label} is taller than n8n's own`, async (page, stage) => {
		const isPlain = (name: string) => ['resource', 'operation', 'model'].includes(name);
		const workflowId = await stage.copyExample('edit-one-picture', (node) => {
			if (node.name !== 'Edit Picture') return node;
			const kept = Object.entries(node.parameters).filter(([name]) => isPlain(name));
			return { ...node, parameters: Object.fromEntries(kept) };
		});
		await page.setViewportSize({ width: 1280, height: 900 });
		await openWorkflow(page, stage.host.url, workflowId);
		const details = await openNode(page, 'Edit Picture');
		await choose(details, 'operation', label);
		const tallest = { height: 0, labels: 0, of: '' };
		const tooTall: string[] = [];
		for (const entry of models.filter(({ operations: able }) => able.includes(operation))) {
			await chooseModel(details, entry, operation);
			const labels = (await shownParameters(details)).length;
			const height = Math.round(await heightOf(details));
			const title = `${entry.label} ${entry.version ?? ''}`.trim();
			const isKling = entry.family === 'klingImage' || entry.family === 'klingOmni';
			if (height > (isKling ? maxKlingHeight : maxHeight)) tooTall.push(`${title} ${height} px`);
			if (height > tallest.height) Object.assign(tallest, { height, labels, of: title });
		}
		if (tooTall.length > 0) throw new Error(`Too tall: ${tooTall.join(', ')}.`);
		return `at most ${tallest.height} px and ${tallest.labels} labels (${tallest.of})`;
	}),
);
