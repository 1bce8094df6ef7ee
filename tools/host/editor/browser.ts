import { chromium, selectors, type BrowserContext } from 'playwright-core';

import { ensureCommands } from '../debianPackages';
import type { Host } from '../startHost';

const executablePath = '/usr/bin/chromium';

/** Without what needs a screen, a sandbox of its own, or Google's servers. */
const flags = [
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
];

/** As long as `until` has: a busy machine alone takes more than 20 s to open the editor. */
const ACTION_TIMEOUT_MS = 60_000;

export interface Browser {
	/** Its pages are signed in. */
	readonly context: BrowserContext;
	close(): Promise<void>;
}

/**
 * Chromium, installed first where it is missing, signed in to an n8n, and cut off from all else.
 * @param scale pixels of a picture for each of the page
 */
export async function openBrowser({ cookie, url }: Host, scale = 1): Promise<Browser> {
	await ensureCommands([{ command: executablePath, packages: ['chromium'] }]);
	// The attribute that n8n's editor gives to what is clicked.
	selectors.setTestIdAttribute('data-test-id');
	const browser = await chromium.launch({ executablePath, args: flags });
	const context = await browser.newContext({
		viewport: { width: 1280, height: 800 },
		deviceScaleFactor: scale,
		locale: 'en-US',
		timezoneId: 'UTC',
	});
	context.setDefaultTimeout(ACTION_TIMEOUT_MS);
	const [, name = '', value = ''] = /^([^=]+)=(.*)$/.exec(cookie) ?? [];
	await context.addCookies([{ name, value, url }]);
	// For a community node, the editor asks the npm registry.
	await context.route(
		(address) => address.origin !== url,
		async (route) => await route.abort(),
	);
	return { context, close: async () => await browser.close() };
}
