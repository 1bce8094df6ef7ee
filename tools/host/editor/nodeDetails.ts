import type { Locator, Page } from 'playwright-core';

/** The items of the one select that is open. */
const openItems = (page: Page): Locator =>
	page.locator('.el-select-dropdown:visible').getByRole('option');

/** Where one types into a parameter, of a node or of a credential. */
export const fieldOf = (place: Locator, parameter: string): Locator =>
	place
		.getByTestId(`parameter-input-${parameter}`)
		.locator('input, textarea, [contenteditable=true]')
		.first();

/** Chooses from a parameter of type options, by the words of the choice. */
export async function choose(details: Locator, parameter: string, choice: string): Promise<void> {
	await details.getByTestId(`parameter-input-${parameter}`).click();
	const words = details.page().getByText(choice, { exact: true });
	await openItems(details.page()).filter({ has: words }).click();
}

const locatorOf = (details: Locator, parameter: string): Locator =>
	details.getByTestId(`resource-locator-${parameter}`).getByTestId('rlc-input');

/** What a resource locator shows as chosen. */
export const chosenIn = async (details: Locator, parameter: string): Promise<string> =>
	await locatorOf(details, parameter).inputValue();

/** Opens the list of a resource locator; @returns its items, of which more may come */
export async function openList(details: Locator, parameter: string): Promise<Locator> {
	const items = details.page().getByTestId('rlc-item');
	if (!(await items.first().isVisible())) await locatorOf(details, parameter).click();
	return items;
}

/** Types into the search field of the list that is open. */
export async function searchList(details: Locator, words: string): Promise<void> {
	await details.page().getByTestId('rlc-search').fill(words);
}

/** Chooses the one item of a resource locator's list that has one of the names. */
export async function chooseFromList(
	details: Locator,
	parameter: string,
	names: readonly string[],
): Promise<void> {
	const items = await openList(details, parameter);
	const [first, ...others] = names.map((name) => details.page().getByText(name, { exact: true }));
	if (!first) throw new Error('No name to choose.');
	await items.filter({ has: others.reduce((all, one) => all.or(one), first) }).click();
}

export async function executeStep(details: Locator): Promise<void> {
	await details.getByTestId('node-execute-button').click();
}

export const outputPanel = (details: Locator): Locator => details.getByTestId('output-panel');

/** The names of the parameters that are seen, sorted. */
export async function shownParameters(details: Locator): Promise<string[]> {
	const labels = details.getByTestId('node-parameters').getByTestId('input-label');
	const texts = await labels.filter({ visible: true }).allInnerTexts();
	// Below the name stand the switch to an expression, and the hint.
	return texts.map((text) => text.split('\n')[0] ?? '').sort();
}

/** What a collection offers to add, sorted. */
export async function offeredOptions(details: Locator, collection: string): Promise<string[]> {
	const page = details.page();
	const add = details
		.getByTestId('parameter-item')
		.filter({ has: page.getByText(collection, { exact: true }) })
		.getByTestId('collection-parameter-add');
	await add.click();
	const options = page.getByTestId('collection-parameter-option').filter({ visible: true });
	await options.first().waitFor();
	const names = await options.allInnerTexts();
	await add.click();
	await options.first().waitFor({ state: 'hidden' });
	return names.sort();
}
