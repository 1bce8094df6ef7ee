import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import sharp from 'sharp';

/** Different pictures, so that nothing can be gained by noticing that they are the same. */
const different = 8;

/** @returns PNG files of nearly so many bytes each */
export async function preparePictures(folder: string, bytes: number): Promise<string[]> {
	const width = 1000;
	const height = Math.round(bytes / (3 * width));
	const files: string[] = [];
	for (let index = 0; index < different; index++) {
		const file = join(folder, `picture-${index + 1}.png`);
		const noise = randomBytes(3 * width * height);
		await sharp(noise, { raw: { width, height, channels: 3 } })
			.png({ compressionLevel: 0 })
			.toFile(file);
		files.push(file);
	}
	return files;
}
