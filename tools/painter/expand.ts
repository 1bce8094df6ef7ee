import type { Commission, Job } from './commission';
import { duotone } from './duotone';
import { asOverlay, decode, layer, paste, raw, toSharp, type Raster } from './raster';
import { captionStrip } from './text';

type ExpandJob = Extract<Job, { kind: 'expand' }>;

/** Grows the canvas with the mirrored, slightly blurred border; the picture inside stays as it is. */
export async function expand(commission: Commission, job: ExpandJob): Promise<Raster> {
	const inner = await decode(job.image.content);
	const top = Math.round(inner.height * job.ratios.up);
	const bottom = Math.round(inner.height * job.ratios.down);
	const left = Math.round(inner.width * job.ratios.left);
	const right = Math.round(inner.width * job.ratios.right);
	const mirrored = await raw(
		toSharp(inner).extend({ top, bottom, left, right, extendWith: 'mirror' }),
	);
	const blurred = await raw(toSharp(mirrored).blur(Math.max(1, inner.width / 300)));
	const outer = tinted(blurred, duotone(blurred, commission.palette));
	const captioned = await addCaption(commission, outer, top, bottom);
	paste(captioned, inner, left, top);
	return captioned;
}

/** So little that the scene goes on, and enough to tell one variant from another. */
const tint = 0.1;

function tinted(plain: Raster, toned: Raster): Raster {
	const data = Buffer.from(plain.data);
	for (let at = 0; at < data.length; at += 1) {
		const old = data[at] as number;
		data[at] = old + ((toned.data[at] as number) - old) * tint;
	}
	return { ...plain, data };
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
