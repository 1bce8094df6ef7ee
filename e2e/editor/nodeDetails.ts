import type { Locator, Page } from 'playwright-core';

/** The items of the one select that is open. */
const openItems = (page: Page): Locator =>
	page.locator('.el-select-dropdown:visible').getByRole('option');

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

/** Chooses from the list of a resource locator. */
export async function chooseFromList(
	details: Locator,
	parameter: string,
	name: string,
): Promise<void> {
	const items = await openList(details, parameter);
	await items.filter({ has: details.page().getByText(name, { exact: true }) }).click();
}

export async function executeStep(details: Locator): Promise<void> {
	await details.getByTestId('node-execute-button').click();
}

export const outputPanel = (details: Locator): Locator => details.getByTestId('output-panel');
