import type { Locator, Page } from 'playwright-core';

import type { RunningGateway } from '../gateway/startGateway';
import type { Hand } from '../host/editor/hand';

/** The node behind which the work begins: it gives a picture in `data` and a mask in `mask`. */
export const source = 'Picture and Mask';

/** What all are to do: paint where the mask is transparent, with GPT Image 2 on the user's gateway. */
export const order = { model: 'gpt-image-2', prompt: 'A mug with a deep blue glaze' } as const;

export interface Work {
	readonly hand: Hand;
	readonly page: Page;
	readonly gateway: RunningGateway;
	/** Takes a picture of the filled node; it is no work of the user's. */
	show(details: Locator): Promise<void>;
}

export interface Contestant {
	readonly title: string;
	/** Of its picture in docs/images. */
	readonly image: string;
	/** From the nodes panel to the result. @returns the details of the last node, executed */
	work(work: Work): Promise<Locator>;
}

/** Two clicks: on the parameter, and on the choice. */
export async function pick(
	hand: Hand,
	details: Locator,
	parameter: string,
	choice: string,
): Promise<void> {
	const page = details.page();
	await hand.click(details.getByTestId(`parameter-input-${parameter}`));
	const options = page.locator('.el-select-dropdown:visible').getByRole('option');
	await hand.click(options.filter({ has: page.getByText(choice, { exact: true }) }));
}

/** Fills the credential that a new user has not got. */
export async function connect(
	{ hand, page }: Work,
	details: Locator,
	fill: (dialog: Locator) => Promise<void>,
): Promise<void> {
	await hand.click(details.getByRole('button', { name: /^(Connect to|Set up)/ }));
	const dialog = page.getByTestId('editCredential-modal');
	await fill(dialog);
	await hand.click(dialog.getByTestId('credential-save-button'));
	await dialog.waitFor({ state: 'hidden' });
}

/** Executes the node and waits for its success. */
export async function execute(hand: Hand, details: Locator): Promise<void> {
	await hand.click(details.getByTestId('node-execute-button'));
	await details.getByTestId('node-run-status-success').waitFor();
}
