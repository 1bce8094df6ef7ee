import type { Locator, Page } from 'playwright-core';

import type { Stage } from '../stage';
import { until } from '../until';
import { openNode, openWorkflow } from '../editor/canvas';
import { choose, shownParameters } from '../editor/nodeDetails';
import { expectEqual } from './check';
import { editorCheck } from './editorCheck';

/** The details of the example's node, with other parameters. */
async function openWith(
	page: Page,
	{ copyExample, host }: Stage,
	parameters: object,
): Promise<Locator> {
	const workflowId = await copyExample('edit-one-picture', (node) =>
		node.name === 'Edit Picture'
			? { ...node, parameters: { ...node.parameters, ...parameters } }
			: node,
	);
	await openWorkflow(page, host.url, workflowId);
	return await openNode(page, 'Edit Picture');
}

const byExpression = { __rl: true, mode: 'id', value: '={{ $json.model }}' };

export const editorNotices = [
	editorCheck('a model that cannot do the operation is told at once', async (page, stage) => {
		const details = await openWith(page, stage, {});
		await choose(details, 'operation', 'Expand');
		const notice = details.getByText(/cannot expand images\. Choose Kling Image under Model\./);
		await notice.waitFor();
		expectEqual('Fields', await shownParameters(details), [
			'Model',
			'Operation',
			'Options',
			'Resource',
		]);
		return await notice.innerText();
	}),

	editorCheck('an empty prompt has a red triangle', async (page, stage) => {
		const details = await openWith(page, stage, { prompt: '' });
		const prompt = details.getByTestId('parameter-input-prompt');
		const mark = details.getByTestId('parameter-issues');
		await mark.first().waitFor();
		const placeholder = await prompt.locator('textarea').getAttribute('placeholder');
		await choose(details, 'operation', 'Generate');
		const example = async () => await prompt.locator('textarea').getAttribute('placeholder');
		return (await until('Example', example, (text) => text !== placeholder)) ?? '';
	}),

	editorCheck('a model by expression says why all fields show', async (page, stage) => {
		const details = await openWith(page, stage, { model: byExpression });
		const notice = details.getByText(/^The model is an expression, so/);
		await notice.waitFor();
		return await notice.innerText();
	}),

	editorCheck('the prompt of Kling Omni says how to call the images', async (page, stage) => {
		const model = { __rl: true, mode: 'list', value: 'kling-omni-image' };
		const details = await openWith(page, stage, { model });
		const hint = details.getByText('<<<image_1>>>').first();
		await hint.waitFor();
		return await hint.innerText();
	}),
];
