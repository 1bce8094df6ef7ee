import type { Page } from 'playwright-core';

import type { RunningGateway } from '../../gateway/startGateway';
import { openBrowser } from '../editor/browser';
import { addNode, startWorkflow } from '../editor/canvas';
import { newHand, type Hand } from '../editor/hand';
import { fieldOf, outputPanel } from '../editor/nodeDetails';
import { startHost } from '../startHost';
import { expectEqual, type Check } from './check';
import { lookAt } from './editorCheck';

const title = 'a new user comes from the empty canvas to a picture';

export const editorFirstPicture: readonly Check[] = [
	{
		title: `editor: ${title}`,
		async run({ gateway, nodePackage }) {
			// An n8n of its own, without any credential.
			const host = await startHost({ nodePackage });
			const browser = await openBrowser(host);
			try {
				const page = await browser.context.newPage();
				return await lookAt(page, title, async () => {
					const hand = newHand();
					await makePicture(hand, page, host.url, gateway);
					const fields = hand.typed.map(({ field }) => field);
					const wanted = ['search', 'URL', 'search', 'Base URL', 'API Key', 'Prompt'];
					expectEqual('Typed', fields, wanted);
					expectEqual('Clicks', hand.clicks, 12);
					return `${hand.clicks} clicks; typed: ${fields.join(', ')}; all else as it is`;
				});
			} finally {
				await browser.close();
				await host.stop();
			}
		},
	},
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
