import type { Page } from 'playwright-core';

import type { RunningGateway } from '../../gateway/startGateway';
import { openBrowser } from '../editor/browser';
import { addNode, startWorkflow } from '../editor/canvas';
import { describeWalk, overLimits, walkFromForm } from '../editor/formWalk';
import { newHand, type Hand } from '../editor/hand';
import { fieldOf, outputPanel } from '../editor/nodeDetails';
import { startHost, type Host } from '../startHost';
import { expectEqual, type Check } from './check';
import { lookAt } from './editorCheck';

/** A check in an n8n of its own, without any credential. */
function newUserCheck(
	title: string,
	walk: (page: Page, host: Host, gateway: RunningGateway) => Promise<string>,
): Check {
	return {
		title: `editor: ${title}`,
		async run({ gateway, nodePackage }) {
			const host = await startHost({ nodePackage });
			const browser = await openBrowser(host);
			try {
				const page = await browser.context.newPage();
				return await lookAt(page, title, async () => await walk(page, host, gateway));
			} finally {
				await browser.close();
				await host.stop();
			}
		},
	};
}

export const editorFirstPicture: readonly Check[] = [
	newUserCheck(
		'a new user comes from the empty canvas to a picture',
		async (page, host, gateway) => {
			const hand = newHand();
			await makePicture(hand, page, host.url, gateway);
			const fields = hand.typed.map(({ field }) => field);
			const wanted = ['search', 'URL', 'search', 'Base URL', 'API Key', 'Prompt'];
			expectEqual('Typed', fields, wanted);
			expectEqual('Clicks', hand.clicks, 12);
			return `${hand.clicks} clicks; typed: ${fields.join(', ')}; all else as it is`;
		},
	),

	newUserCheck('a new user comes from a form to the edited photo', async (page, host, gateway) => {
		const walk = await walkFromForm(page, host, gateway);
		const over = overLimits(walk);
		if (over.length > 0) throw new Error(`${over.join(', ')}.`);
		return describeWalk(walk);
	}),
];

async function makePicture(
	hand: Hand,
	page: Page,
	url: string,
	gateway: RunningGateway,
): Promise<void> {
	await startWorkflow(hand, page, url);
	const trigger = 'When clicking ‘Execute workflow’';
	const request = await addNode(hand, page, trigger, 'http request', 'HTTP Request');
	await hand.type('URL', fieldOf(request, 'url'), `${gateway.origin}/samples/mug.jpg`);
	await hand.click(request.getByTestId('ndv-close-button'));

	const choice = ['AI Image Edit', 'Edit an image'];
	const details = await addNode(hand, page, 'HTTP Request', 'nano banana', ...choice);
	await hand.click(details.getByRole('button', { name: /^Connect to/ }));
	const dialog = page.getByTestId('editCredential-modal');
	await hand.type('Base URL', fieldOf(dialog, 'baseUrl'), gateway.baseUrl('openai'));
	await hand.type('API Key', fieldOf(dialog, 'apiKey'), gateway.apiKey);
	await hand.click(dialog.getByTestId('credential-save-button'));
	await dialog.waitFor({ state: 'hidden' });
	await hand.type('Prompt', fieldOf(details, 'prompt'), 'Make it a rainy evening');
	await hand.click(details.getByTestId('node-execute-button'));
	const output = outputPanel(details);
	await hand.click(output.getByTestId('ndv-view-binary-data'));
	await output.getByRole('img').waitFor();
}
