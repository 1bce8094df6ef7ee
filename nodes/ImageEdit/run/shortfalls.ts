import type { Delivery } from '../transport/deliver';
import type { Receipt } from './receipt';

/** What vendors round to: Gemini's 4:5 is 896 x 1152, which is 3 % off. */
const ratioTolerance = 0.045;
/** Sides are rounded to multiples of up to 64. */
const sideTolerance = 32;

/** What is less or other than it was ordered, in silence: one sentence for each kind. No image is decoded. */
export function shortfalls(delivery: Delivery<unknown>, receipt: Receipt): readonly string[] {
	return [
		...fewer(delivery, receipt),
		...echoes(delivery, receipt),
		...otherSides(delivery, receipt),
	];
}

/** Some gateways make fewer pictures without a word. */
function fewer(
	{ missing, pictures: { length } }: Delivery<unknown>,
	{ ordered = 0 }: Receipt,
): readonly string[] {
	const isTold = missing.length > 0 || length >= ordered;
	return isTold ? [] : [`${ordered} images were requested, but ${length} came.`];
}

/** Some hand the input back. */
function echoes(
	{ pictures }: Delivery<unknown>,
	{ inputDigests = [] }: Receipt,
): readonly string[] {
	const known = new Set(inputDigests);
	const same = pictures.flatMap(({ stored }, index) =>
		stored?.digest !== undefined && known.has(stored.digest) ? [index + 1] : [],
	);
	return same.length === 0
		? []
		: [`Image ${same.join(', ')} of the result is byte for byte an image of the input.`];
}

function otherSides(
	{ pictures }: Delivery<unknown>,
	{ orderedRatio = '', orderedSize = '' }: Receipt,
): readonly string[] {
	const sides = pictures.flatMap(({ stored }) => {
		const { height, width } = stored?.info ?? {};
		return width && height ? [{ height, width }] : [];
	});
	const size = pair(orderedSize, /^(\d+)\s*[x×*]\s*(\d+)$/i);
	const ratio = pair(orderedRatio || orderedSize, /^(\d+(?:\.\d+)?)\s*:\s*(\d+(?:\.\d+)?)$/);
	const otherSize =
		size && sides.find(({ height, width }) => !near(width, size[0]) || !near(height, size[1]));
	if (otherSize) return [sentence('Size', orderedSize, otherSize)];
	const otherRatio =
		ratio &&
		sides.find(
			({ height, width }) =>
				Math.abs(Math.log(width / height / (ratio[0] / ratio[1]))) > ratioTolerance,
		);
	return otherRatio ? [sentence('Aspect Ratio', orderedRatio || orderedSize, otherRatio)] : [];
}

function pair(text: string, form: RegExp): readonly [number, number] | undefined {
	const [, first, second] = form.exec(text.trim()) ?? [];
	const both = [Number(first), Number(second)] as const;
	return both[0] > 0 && both[1] > 0 ? both : undefined;
}

const near = (given: number, wanted: number) =>
	Math.abs(given - wanted) <= Math.max(sideTolerance, ratioTolerance * wanted);

const sentence = (
	label: string,
	ordered: string,
	{ height, width }: { readonly height: number; readonly width: number },
) => `${label} ${ordered} was requested, but the image is ${width} x ${height}.`;
