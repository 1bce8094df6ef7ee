import { sleep } from 'n8n-workflow';
import type { Plan } from '../catalogue/plan';
import type { Picture } from '../image/imageFile';
import { hasTransparentPixel } from '../image/pngTransparency';
import type { RawOrder } from '../request/rawOrder';

/**
 * Looks at the pixels where they matter: a mask or a markup without a transparent one changes nothing and is
 * paid for all the same, and so is a picture that is its own mask.
 */
export async function withTransparencies(
	plan: Plan,
	pictures: RawOrder['pictures'],
	signal?: AbortSignal,
): Promise<RawOrder['pictures']> {
	const looked = { ...pictures };
	for (const { limits, role } of plan.pictures) {
		const isOwnMask = limits.alphaWithoutMask && !pictures.mask?.length;
		if (role !== 'mask' && role !== 'markup' && !isOwnMask) continue;
		looked[role] = await Promise.all(
			(pictures[role] ?? []).map(async (picture) => await withTransparency(picture, signal)),
		);
	}
	return looked;
}

async function withTransparency(picture: Picture, signal?: AbortSignal): Promise<Picture> {
	const { file } = picture;
	const isKnown = file?.transparent !== undefined || file?.damage !== undefined;
	if (file?.info?.type !== 'png' || !file.info.alpha || isKnown) return picture;
	const transparent = await hasTransparentPixel(await file.open(), {
		now: () => performance.now(),
		pause: async () => await sleep(0),
		signal,
	});
	return transparent === undefined ? picture : { ...picture, file: { ...file, transparent } };
}
