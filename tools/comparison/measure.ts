import type { Locator, Page } from 'playwright-core';

import { isFilePart } from '../gateway/recorder';
import type { RunningGateway } from '../gateway/startGateway';
import { newHand } from '../host/editor/hand';
import { fieldOf, outputPanel, shownParameters } from '../host/editor/nodeDetails';
import { pictureOf, saveScreen, trimmed } from '../host/editor/saveScreen';
import type { Contestant } from './contestant';

export interface Measured {
	readonly title: string;
	readonly image: string;
	readonly clicks: number;
	/** The fields that were typed into, in order, without searches. */
	readonly fields: readonly string[];
	/** What went over the wire, one part a line. */
	readonly sent: readonly string[];
	/** The file that came out. */
	readonly file: string;
}

export async function measure(
	{ image, title, work }: Contestant,
	page: Page,
	gateway: RunningGateway,
): Promise<Measured> {
	const hand = newHand();
	const show = async (details: Locator) => {
		const part = await pictureOf(details.getByTestId('node-parameters'));
		console.log(await saveScreen(image, [await trimmed(part)]));
	};
	const details = await work({ hand, page, gateway, show });
	return {
		title,
		image,
		clicks: hand.clicks,
		fields: hand.typed.map(({ field }) => field).filter((field) => field !== 'search'),
		sent: partsOfLast(gateway),
		file: await fileOf(details),
	};
}

function partsOfLast({ requests }: RunningGateway): string[] {
	const order = requests.findLast(({ method }) => method === 'POST');
	return (order?.parts ?? []).map((part) =>
		isFilePart(part) ? `${part.name} (file)` : `${part.name}=${part.value}`,
	);
}

async function fileOf(details: Locator): Promise<string> {
	const output = outputPanel(details);
	const text = await output.getByTestId('ndv-binary-data_0').innerText();
	const [, name] = /File Name:\s*(\S+)/.exec(text) ?? [];
	await output.getByTestId('ndv-view-binary-data').click();
	const shown = output.getByRole('img');
	await shown.waitFor();
	const [width, height] = await shown.evaluate(async (image) => {
		await image.decode();
		return [image.naturalWidth, image.naturalHeight];
	});
	return `\`${name}\`, ${width} × ${height}`;
}

/** What n8n's OpenAI node makes of a model that is none of OpenAI's. @returns what it says */
export async function tryNanoBanana(details: Locator): Promise<string> {
	const locator = details.getByTestId('resource-locator-modelId');
	await locator.getByTestId('rlc-mode-selector').click();
	const modes = details.page().locator('.el-select-dropdown:visible').getByRole('option');
	await modes.filter({ hasText: 'ID' }).click();
	await locator.getByTestId('rlc-input').fill('nano-banana');
	await fieldOf(details, 'prompt').focus();
	await details.getByText('Binary Field Name').waitFor({ state: 'hidden' });
	const shown = await shownParameters(details);
	await details.getByTestId('node-execute-button').click();
	const message = outputPanel(details).getByTestId('node-error-message');
	await message.waitFor();
	return `it shows ${shown.join(', ')}, and says: “${await message.innerText()}”`;
}
