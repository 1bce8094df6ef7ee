import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

import type { Stage } from '../stage';
import type { Check } from './check';

let folder: string | undefined;

/** A check on a page of its own. */
export function editorCheck(
	title: string,
	look: (page: Page, stage: Stage) => Promise<string>,
): Check {
	return {
		title: `editor: ${title}`,
		async run(stage) {
			const page = await stage.openPage();
			return await lookAt(page, title, async () => await look(page, stage));
		},
	};
}

/** Closes the page in the end; where something does not hold, a picture of it is kept. */
export async function lookAt<Seen>(
	page: Page,
	title: string,
	look: () => Promise<Seen>,
): Promise<Seen> {
	try {
		return await look();
	} catch (cause) {
		folder ??= mkdtempSync(join(tmpdir(), 'editor-'));
		const path = join(folder, `${title.replace(/\W+/g, '-')}.png`);
		await page.screenshot({ path });
		const message = cause instanceof Error ? cause.message : String(cause);
		throw new Error(`${message} The page: ${path}`, { cause });
	} finally {
		await page.close();
	}
}
