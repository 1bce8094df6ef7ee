import type { Commission, Job } from './commission';
import { cutOut } from './cutOut';
import { asOverlay, decode, layer, raw, toSharp, type Raster } from './raster';

type TryOnJob = Extract<Job, { kind: 'tryOn' }>;

// Where a standing person has the torso, as shares of the picture.
const torso = { centre: 0.5, top: 0.222, width: 0.66, height: 0.4 } as const;
const nothing = { r: 0, g: 0, b: 0, alpha: 0 };

/** Lays the garment, cut out of its plain ground, over the person's torso. */
export async function tryOn(_commission: Commission, { human, cloth }: TryOnJob): Promise<Raster> {
	const person = await decode(human.content);
	const picture = await decode(cloth.content);
	const cut = (await cutOut(picture)) ?? picture;
	const width = Math.round(person.width * torso.width);
	const height = Math.round(person.height * torso.height);
	const garment = await raw(
		toSharp(cut)
			.trim({ background: nothing, threshold: 1 })
			.resize(width, height, { fit: 'inside' }),
	);
	const left = Math.round(person.width * torso.centre - garment.width / 2);
	const top = Math.round(person.height * torso.top);
	return layer(person, asOverlay(garment, left, top));
}
