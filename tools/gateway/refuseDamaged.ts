import sharp from 'sharp';
import type { PictureOrder } from '../painter/commission';
import { Refusal } from './errors';
import type { LoadedPicture } from './vocabulary';

/**
 * Of a picture that came only the header was looked at: when drawing from it failed, it may be damaged.
 * @throws Refusal when one is
 */
export async function refuseDamaged({ job }: PictureOrder): Promise<void> {
	const given = (Object.values(job) as unknown[]).flat().filter(isLoaded);
	for (const { content, field } of given) {
		const isWhole = await sharp(content)
			.stats()
			.then(
				() => true,
				() => false,
			);
		if (!isWhole) throw new Refusal('badPicture', `Invalid image file for '${field}'`, field);
	}
}

const isLoaded = (value: unknown): value is LoadedPicture =>
	typeof value === 'object' && value !== null && 'content' in value;
