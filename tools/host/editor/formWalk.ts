import type { Page } from 'playwright-core';

import { samplePicture } from '../../painter/samples';
import type { RunningGateway } from '../../gateway/startGateway';
import { chain, step } from '../chain';
import { addWorkflow } from '../runInHost';
import type { Host } from '../startHost';
import { addNode, openWorkflow } from './canvas';
import { newHand, type Hand } from './hand';
import { fieldOf, outputPanel } from './nodeDetails';

/** The way from a canvas that holds a form to the edited photo, counted. */
export interface FormWalk {
	readonly clicks: number;
	/** What was typed or uploaded, the search for the node included, in order. */
	readonly fields: readonly string[];
	/** What of these is not n8n's canvas, form and output panel, but this node and its credential. */
	readonly own: { readonly clicks: number; readonly fields: readonly string[] };
}

/** At most so many. The last run has to give an image, and so has the first: there is only one. */
export const walkLimits = { clicks: 12, fields: 6, ownClicks: 5, ownFields: 3 } as const;

/** @returns each count that is over its limit, in words */
export function overLimits({ clicks, fields, own }: FormWalk): string[] {
	const counts = [
		['clicks', clicks, walkLimits.clicks],
		['fields', fields.length, walkLimits.fields],
		['clicks of this node', own.clicks, walkLimits.ownClicks],
		['fields of this node', own.fields.length, walkLimits.ownFields],
	] as const;
	return counts
		.filter(([, count, most]) => count > most)
		.map(([what, count, most]) => `${count} ${what}, not at most ${most}`);
}

export const describeWalk = ({ clicks, fields, own }: FormWalk): string =>
	`${clicks} clicks and ${fields.length} fields (${fields.join(', ')}), ` +
	`of these ${own.clicks} clicks and ${own.fields.length} fields of this node; no dead end`;

const trigger = 'Form';
const namesOf = ({ typed }: Hand) => typed.map(({ field }) => field);

/**
 * Walks as a user does who has a form, a key and no credential yet, and leaves all else as it is.
 * @throws what the node says, if its first run gives no image
 */
export async function walkFromForm(
	page: Page,
	host: Host,
	gateway: RunningGateway,
): Promise<FormWalk> {
	const form = step(trigger, 'n8n-nodes-base.formTrigger', 2.2, {
		formTitle: 'Your photo',
		formFields: { values: [{ fieldLabel: 'Photo', fieldType: 'file', multipleFiles: false }] },
		options: {},
	});
	await openWorkflow(page, host.url, await addWorkflow(host, chain('Form', [form])));

	const n8n = newHand();
	const node = newHand();
	const choice = ['AI Image Edit', 'Edit an image'];
	const details = await addNode(n8n, page, trigger, 'edit image', ...choice);
	await node.click(details.getByRole('button', { name: /^(Connect to|Set up)/ }));
	const dialog = page.getByTestId('editCredential-modal');
	await node.type('Base URL', fieldOf(dialog, 'baseUrl'), gateway.baseUrl('openai'));
	await node.type('API Key', fieldOf(dialog, 'apiKey'), gateway.apiKey);
	await node.click(dialog.getByTestId('credential-save-button'));
	await dialog.waitFor({ state: 'hidden' });
	await node.type('Prompt', fieldOf(details, 'prompt'), 'Make it a rainy evening');

	const opened = page.waitForEvent('popup');
	await node.click(details.getByTestId('node-execute-button'));
	const filled = await opened;
	await n8n.upload('Photo', filled.locator('input[type=file]'), {
		name: 'mug.png',
		mimeType: 'image/png',
		buffer: await samplePicture('mug'),
	});
	await n8n.click(filled.getByRole('button', { name: 'Submit' }));

	const output = outputPanel(details);
	const view = output.getByTestId('ndv-view-binary-data');
	const error = output.getByTestId('node-error-message');
	await view.or(error).waitFor();
	if (await error.isVisible()) throw new Error(`A dead end: ${await error.innerText()}`);
	await n8n.click(view);
	await output.getByRole('img').waitFor();
	return {
		clicks: n8n.clicks + node.clicks,
		fields: [...namesOf(n8n), ...namesOf(node)],
		own: { clicks: node.clicks, fields: namesOf(node) },
	};
}
