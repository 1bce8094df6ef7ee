import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';

import type { DemoPicture } from './picture';
import type { ExampleRun } from './runExample';

export const outputFolder = join(__dirname, '..', '..', 'demo-output');

export interface SavedPicture extends DemoPicture {
	readonly example: string;
	/** From the project's folder. */
	readonly file: string;
}

export async function emptyOutputFolder(): Promise<void> {
	await rm(outputFolder, { recursive: true, force: true });
	await mkdir(outputFolder);
}

export async function savePictures({ example, results }: ExampleRun): Promise<SavedPicture[]> {
	const saved = results.map((picture, index) => {
		const number = results.length > 1 ? `-${index + 1}` : '';
		const path = join(outputFolder, `${example.name}${number}.${picture.format}`);
		const file = relative(join(outputFolder, '..'), path);
		return { path, picture: { ...picture, example: example.name, file } };
	});
	await Promise.all(saved.map(({ path, picture }) => writeFile(path, picture.bytes)));
	return saved.map(({ picture }) => picture);
}
