import type { Locator, Page } from 'playwright-core';

import type { Hand } from './hand';

/** The picture of a node on the canvas. */
const nodeOnCanvas = (page: Page, name: string): Locator =>
	page.locator(`[data-test-id=canvas-node][data-node-name="${name}"]`);

export async function openWorkflow(page: Page, url: string, workflowId: string): Promise<void> {
	await page.goto(`${url}/workflow/${workflowId}`);
	await page.getByTestId('canvas-node').first().waitFor();
}

/** @returns the node's details */
export async function openNode(page: Page, name: string): Promise<Locator> {
	await nodeOnCanvas(page, name).dblclick();
	const details = page.getByTestId('ndv');
	await details.getByTestId('node-parameters').waitFor();
	return details;
}

/** Opens the nodes panel and types; @returns the names of the nodes found, best first */
export async function searchNodes(page: Page, words: string): Promise<string[]> {
	const field = page.getByTestId('node-creator-search-bar');
	if (!(await field.isVisible())) await page.getByTestId('node-creator-plus-button').click();
	await field.fill('');
	const names = page.getByTestId('node-creator-item-name');
	const unsearched = names.filter({ hasText: 'Data transformation' });
	await unsearched.waitFor();
	await field.fill(words);
	await unsearched.waitFor({ state: 'hidden' });
	return await names.allInnerTexts();
}

/** An empty workflow with a trigger that is clicked. */
export async function startWorkflow(hand: Hand, page: Page, url: string): Promise<void> {
	await page.goto(`${url}/workflow/new`);
	await hand.click(page.getByTestId('canvas-add-button'));
	await hand.click(itemInPanel(page, 'Trigger manually'));
}

/** Adds a node behind another one, from the nodes panel; @returns its details */
export async function addNode(
	hand: Hand,
	page: Page,
	behind: string,
	words: string,
	...items: readonly string[]
): Promise<Locator> {
	await hand.click(nodeOnCanvas(page, behind).getByTestId('canvas-handle-plus'));
	await hand.type('search', page.getByTestId('node-creator-search-bar'), words);
	for (const item of items) await hand.click(itemInPanel(page, item));
	const details = page.getByTestId('ndv');
	await details.getByTestId('node-parameters').waitFor();
	return details;
}

const itemInPanel = (page: Page, name: string): Locator =>
	page.getByTestId('node-creator-item-name').getByText(name, { exact: true }).first();
