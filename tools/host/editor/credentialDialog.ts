import type { Locator, Page } from 'playwright-core';

/** @returns the dialog of a new credential for the node */
export async function newCredential(details: Locator): Promise<Locator> {
	await details.getByTestId('node-credentials-select').click();
	await details.page().getByTestId('node-credentials-select-item-new').click();
	return await dialogOn(details.page());
}

/** @returns the dialog of the node's credential */
export async function editCredential(details: Locator): Promise<Locator> {
	await details.getByTestId('credential-edit-button').click();
	return await dialogOn(details.page());
}

async function dialogOn(page: Page): Promise<Locator> {
	const dialog = page.getByTestId('editCredential-modal');
	await dialog.getByTestId('parameter-input-apiKey').waitFor();
	return dialog;
}

export async function fillCredential(
	dialog: Locator,
	values: Readonly<Record<string, string>>,
): Promise<void> {
	for (const [name, value] of Object.entries(values)) {
		await dialog.getByTestId(`parameter-input-${name}`).locator('input').fill(value);
	}
}

/** Saves, which tests as well, and closes the dialog when the test is passed. */
export async function saveCredential(dialog: Locator): Promise<void> {
	await dialog.getByTestId('credential-save-button').click();
}

/** What the dialog says, above its fields and between them. */
export async function textOf(dialog: Locator): Promise<string> {
	const more = dialog.getByText('More details');
	if (await more.isVisible()) await more.click();
	const text = await dialog.getByTestId('node-credentials-config-container').innerText();
	return text.replace(/\s+/g, ' ');
}
