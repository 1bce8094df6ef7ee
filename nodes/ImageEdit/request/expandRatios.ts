export interface ExpansionRatios {
	readonly upExpansionRatio: number;
	readonly downExpansionRatio: number;
	readonly leftExpansionRatio: number;
	readonly rightExpansionRatio: number;
}

export const noExpansion: ExpansionRatios = {
	upExpansionRatio: 0,
	downExpansionRatio: 0,
	leftExpansionRatio: 0,
	rightExpansionRatio: 0,
};

/** The new picture has at most three times the old area. Source: Kling's outpainting docs. */
export const maxAreaFactor = 3;

/** New area ÷ old area. */
export const areaFactor = (ratios: ExpansionRatios): number =>
	(1 + ratios.leftExpansionRatio + ratios.rightExpansionRatio) *
	(1 + ratios.upExpansionRatio + ratios.downExpansionRatio);

/**
 * The ratios that bring a picture to an aspect ratio by growing one side, evenly on both ends.
 * Rounded down to 4 places, so that the area never passes what was asked for.
 * @param target `16:9`, `16/9` or a decimal number
 * @param size sides in pixels
 * @returns undefined when the target is not a ratio
 */
export function ratiosToReach(
	target: string,
	size: { readonly width: number; readonly height: number },
): ExpansionRatios | undefined {
	const match = /^\s*(\d+(?:\.\d+)?)\s*(?:[:/x]\s*(\d+(?:\.\d+)?)\s*)?$/.exec(target);
	const wanted = match ? Number(match[1]) / Number(match[2] ?? 1) : 0;
	if (!(wanted > 0 && Number.isFinite(wanted))) return undefined;
	const current = size.width / size.height;
	const half = (growth: number) => Math.floor((growth / 2) * 10_000) / 10_000;
	const [across, along] =
		wanted > current ? [half(wanted / current - 1), 0] : [0, half(current / wanted - 1)];
	return {
		upExpansionRatio: along,
		downExpansionRatio: along,
		leftExpansionRatio: across,
		rightExpansionRatio: across,
	};
}
