import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import sharp from 'sharp';

import { packageFolder } from '../nodePackage';

const GAP = 24;
const MARGIN = 16;
const ground = '#e8e8ee';

/** Parts of a page side by side, as a small PNG in docs/images. @returns its path and its bytes */
export async function saveScreen(name: string, parts: readonly Buffer[]): Promise<string> {
	const sizes = await Promise.all(
		parts.map(async (part) => {
			const { width, height } = await sharp(part).metadata();
			return { width, height };
		}),
	);
	const between = parts.length > 1 ? GAP : 0;
	const lefts = sizes.map((_size, index) =>
		sizes.slice(0, index).reduce((sum, { width }) => sum + width + between, between),
	);
	const last = sizes.at(-1) ?? { width: 0, height: 0 };
	const sheet = sharp({
		create: {
			width: (lefts.at(-1) ?? 0) + last.width + between,
			height: Math.max(...sizes.map(({ height }) => height)) + 2 * between,
			channels: 3,
			background: ground,
		},
	});
	const pieces = parts.map((input, index) => ({ input, left: lefts[index] ?? 0, top: between }));
	const bytes = await sheet.composite(pieces).png({ palette: true, effort: 10 }).toBuffer();
	const path = join('docs', 'images', `${name}.png`);
	await mkdir(dirname(join(packageFolder, path)), { recursive: true });
	await writeFile(join(packageFolder, path), bytes);
	return `${path} (${Math.ceil(bytes.length / 1024)} KB)`;
}

/** Hides what comes and goes by itself, and waits for what is under way. */
async function stillPage(page: Page): Promise<void> {
	const hidden = '.el-notification, [data-test-id=node-feature-request]';
	await page.addStyleTag({ content: `${hidden} { display: none !important; }` });
	await page.evaluate('document.activeElement?.blur()');
	await page.mouse.move(0, 0);
	const moving = page.locator('.n8n-spinner, [class*=n8n-button-fade]').filter({ visible: true });
	await moving.first().waitFor({ state: 'hidden' });
}

export async function pictureOf(part: Locator): Promise<Buffer> {
	await stillPage(part.page());
	return await part.screenshot({ animations: 'disabled', caret: 'hide' });
}

/** Without the white below. */
export async function trimmed(picture: Buffer): Promise<Buffer> {
	const { info } = await sharp(picture).trim().toBuffer({ resolveWithObject: true });
	const { height: all, width } = await sharp(picture).metadata();
	const height = Math.min(all, info.height - (info.trimOffsetTop ?? 0) + MARGIN);
	return await sharp(picture).extract({ left: 0, top: 0, width, height }).toBuffer();
}
