import type { Commission, Job } from './commission';
import { duotone } from './duotone';
import { asOverlay, decode, layer, paste, raw, toSharp, type Raster } from './raster';
import { captionStrip } from './text';

type ExpandJob = Extract<Job, { kind: 'expand' }>;

/** Grows the canvas with the mirrored, blurred border; the picture inside stays as it is. */
export async function expand(commission: Commission, job: ExpandJob): Promise<Raster> {
	const inner = await decode(job.image.content);
	const top = Math.round(inner.height * job.ratios.up);
	const bottom = Math.round(inner.height * job.ratios.down);
	const left = Math.round(inner.width * job.ratios.left);
	const right = Math.round(inner.width * job.ratios.right);
	const mirrored = await raw(
		toSharp(inner).extend({ top, bottom, left, right, extendWith: 'mirror' }),
	);
	const blurred = await raw(toSharp(mirrored).blur(Math.max(1, inner.width / 120)));
	const outer = duotone(blurred, commission.palette);
	const captioned = await addCaption(commission, outer, top, bottom);
	paste(captioned, inner, left, top);
	return captioned;
}

/** The caption stands on new ground alone. */
async function addCaption(
	{ caption, palette }: Commission,
	outer: Raster,
	top: number,
	bottom: number,
): Promise<Raster> {
	const strip = await captionStrip(caption, palette, outer);
	if (!strip || strip.height > Math.max(top, bottom)) return outer;
	return layer(outer, asOverlay(strip, 0, bottom >= top ? outer.height - strip.height : 0));
}
