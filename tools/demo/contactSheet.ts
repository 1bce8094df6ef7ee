import { join, relative } from 'node:path';
import sharp from 'sharp';

import type { ExampleRun } from './runExample';
import { outputFolder } from './savePictures';
import { sheetWidth } from './sheetLayout';
import { drawRow } from './sheetRow';

const GAP = 20;
const BACKGROUND = '#e9ecf1';

/** All examples under each other, in one PNG. */
export async function saveContactSheet(runs: readonly ExampleRun[]): Promise<string> {
	const rows = await Promise.all(runs.map(drawRow));
	let top = GAP;
	const layers = rows.map(({ png, height }) => {
		const layer = { input: png, left: GAP, top };
		top += height + GAP;
		return layer;
	});

	const file = join(outputFolder, 'contact-sheet.png');
	await sharp({
		create: { width: sheetWidth + 2 * GAP, height: top, channels: 3, background: BACKGROUND },
	})
		.composite(layers)
		.png({ palette: true, quality: 95 })
		.toFile(file);
	return relative(join(outputFolder, '..'), file);
}
