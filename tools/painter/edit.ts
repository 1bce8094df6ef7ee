import type { Commission, Job } from './commission';
import { framed } from './card';
import { cutOut, vignette } from './cutOut';
import { duotone } from './duotone';
import { wholeRoom } from './generate';
import { inpaint } from './inpaint';
import { asOverlay, decode, layer, type Raster } from './raster';
import { outputSize } from './size';
import { captionStrip } from './text';

type EditJob = Extract<Job, { kind: 'edit' }>;

/** A two-colour print with the prompt on it; with a mask, new scenery where the mask is clear. */
export async function edit(commission: Commission, job: EditJob): Promise<Raster> {
	const [first, ...references] = job.images;
	if (!first) throw new Error('an edit without an image');
	const size = outputSize(commission.order.size, first.info);
	const base = await decode(first.content, size);
	if (job.mask) {
		// In the middle: the hole is seldom a rectangle, and its rim would cut the text.
		const mask = await decode(job.mask.content, size);
		return inpaint(commission, base, mask, { width: 0.62, bottom: 0.62, letters: 16 });
	}
	if (job.ownMask) return inpaint(commission, base, base, wholeRoom);

	const { transparent } = commission.order.output;
	const subject = transparent ? ((await cutOut(base)) ?? vignette(base)) : base;
	const printed = duotone(subject, commission.palette);
	const contents = references.map(({ content }) => content);
	const picture = await addThumbnails(printed, contents);
	const strip = await captionStrip(commission.caption, commission.palette, picture);
	return strip ? layer(picture, asOverlay(strip, 0, picture.height - strip.height)) : picture;
}

/** Other input pictures are shown in a column, so that a person sees them arrive, in order. */
async function addThumbnails(picture: Raster, contents: readonly Buffer[]): Promise<Raster> {
	const side = Math.floor(Math.min(picture.width / 5, picture.height / (contents.length + 2)));
	const gap = Math.floor(side / 8);
	if (contents.length === 0 || side < 16) return picture;
	const inner = { width: side - 2 * gap, height: side - 2 * gap };
	const overlays = await Promise.all(
		contents.map(async (content, row) => {
			const card = await framed(await decode(content, inner), gap);
			return asOverlay(card, picture.width - side - gap, gap + row * (side + gap));
		}),
	);
	return layer(picture, ...overlays);
}
