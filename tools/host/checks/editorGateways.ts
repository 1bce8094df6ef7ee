import type { Page } from 'playwright-core';

import type { Dialect } from '../../gateway/vocabulary';
import type { RunningGateway } from '../../gateway/startGateway';
import { openBrowser } from '../editor/browser';
import { addNode, startWorkflow } from '../editor/canvas';
import { newHand, type Hand } from '../editor/hand';
import { choose, fieldOf, openList, outputPanel } from '../editor/nodeDetails';
import { startHost, type Host } from '../startHost';
import { expectEqual, type Check } from './check';
import { lookAt } from './editorCheck';

/** What a new user enters of a service, as the README says. */
interface Recipe {
	readonly gateway: string;
	readonly dialect: Dialect;
	/** In the list of models; absent where the node's first one is right. */
	readonly model?: RegExp;
}

const recipes: readonly Recipe[] = [
	{ gateway: 'OpenAI-Compatible', dialect: 'openai', model: /^GPT Image 2 —/ },
	{ gateway: 'OpenRouter', dialect: 'openRouter', model: /^google\/gemini-3-pro-image$/ },
	{ gateway: 'Google Gemini', dialect: 'gemini' },
];

/** From the empty canvas to the first image, once with each of the services, in one n8n. */
export const editorGateways: readonly Check[] = [
	{
		title: 'editor: the first image comes as soon by OpenRouter and by Gemini',
		async run({ gateway, nodePackage }) {
			const host = await startHost({ nodePackage });
			const browser = await openBrowser(host);
			try {
				const walked: Hand[] = [];
				for (const recipe of recipes) {
					const page = await browser.context.newPage();
					const walk = async () => await makeImage(page, host, gateway, recipe);
					walked.push(await lookAt(page, recipe.gateway, walk));
					await forgetCredentials(host);
				}
				return compared(walked);
			} finally {
				await browser.close();
				await host.stop();
			}
		},
	},
];

async function makeImage(
	page: Page,
	host: Host,
	gateway: RunningGateway,
	{ dialect, gateway: service, model }: Recipe,
): Promise<Hand> {
	const hand = newHand();
	const ordersBefore = gateway.ledger.length;
	await startWorkflow(hand, page, host.url);
	const trigger = 'When clicking ‘Execute workflow’';
	const choice = ['AI Image Edit', 'Generate an image from text'];
	const details = await addNode(hand, page, trigger, 'nano banana', ...choice);
	await hand.click(details.getByRole('button', { name: /^(Connect to|Set up)/ }));
	const dialog = page.getByTestId('editCredential-modal');
	const baseUrl = gateway.baseUrl(dialect);
	if (service === 'OpenAI-Compatible') {
		await hand.type('Base URL', fieldOf(dialog, 'baseUrl'), baseUrl);
	} else {
		await hand.choose(async () => await choose(dialog, 'gateway', service));
		// It has an address of its own; the local one takes its place without being counted.
		await fieldOf(dialog, 'baseUrl').fill(baseUrl);
	}
	await hand.type('API Key', fieldOf(dialog, 'apiKey'), gateway.apiKey);
	await hand.click(dialog.getByTestId('credential-save-button'));
	await dialog.waitFor({ state: 'hidden' });
	if (model) {
		await hand.choose(async () => {
			const rows = await openList(details, 'model');
			await rows
				.filter({ has: page.getByText(model) })
				.first()
				.click();
		});
	}
	await hand.type('Prompt', fieldOf(details, 'prompt'), 'A mug on a beach');
	await hand.click(details.getByTestId('node-execute-button'));
	const output = outputPanel(details);
	await hand.click(output.getByTestId('ndv-view-binary-data'));
	await output.getByRole('img').waitFor();
	const orders = gateway.ledger.slice(ordersBefore).map((row) => row.dialect);
	expectEqual(`Orders at ${service}`, orders, [dialect]);
	return hand;
}

async function forgetCredentials(host: Host): Promise<void> {
	const stored = await host.rest<ReadonlyArray<{ readonly id: string }>>('/rest/credentials');
	for (const { id } of stored) await host.rest(`/rest/credentials/${id}`, { method: 'DELETE' });
}

/** A step is a click, or a field that is filled in. */
const stepsOf = ({ clicks, typed }: Hand) => clicks + typed.length;

/** OpenRouter's models have names of its own, and to choose the service takes one step more than its address. */
function compared(walked: readonly Hand[]): string {
	const told = walked.map((hand, index) => {
		const fields = hand.typed.map(({ field }) => field).filter((field) => field !== 'search');
		return `${recipes[index]?.gateway} ${stepsOf(hand)} (${hand.clicks} clicks; ${fields.join(', ')})`;
	});
	const [usual = 0, openRouter = 0, gemini = 0] = walked.map(stepsOf);
	const seen = `Steps: ${told.join('; ')}`;
	if (openRouter > usual + 1 || gemini > usual) throw new Error(`${seen}.`);
	return seen;
}
