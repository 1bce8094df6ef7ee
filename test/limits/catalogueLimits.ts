import { models } from '../../nodes/ImageEdit/catalogue/models';
import type { Plan } from '../../nodes/ImageEdit/catalogue/plan';
import type {
	FieldSpec,
	ModelEntry,
	PictureLimits,
	PictureSpec,
	SizeField,
} from '../../nodes/ImageEdit/catalogue/types';
import type { Picture } from '../../nodes/ImageEdit/image/imageFile';
import { checkField } from '../../nodes/ImageEdit/request/checkField';
import { checkCount, checkPicture } from '../../nodes/ImageEdit/request/checkPictures';
import { referenceFaults, resultFaults } from '../../nodes/ImageEdit/request/checkTogether';
import type { RawOrder } from '../../nodes/ImageEdit/request/rawOrder';
import type { Limit } from './limit';

/** The limits that the catalogue states, each number once. */
export function catalogueLimits(): readonly Limit[] {
	const found = models.flatMap((entry) => [
		...entry.fields.flatMap((field) => fieldLimits(field)),
		...Object.values(entry.pictures).flat().flatMap(pictureLimits),
		...togetherLimits(entry),
	]);
	return [...new Map(found.map((limit) => [limit.what, limit])).values()];
}

const fits = (field: FieldSpec, value: unknown) =>
	checkField(field, value, 'The model').fault === undefined;

function fieldLimits(field: FieldSpec): readonly Limit[] {
	if (field.kind === 'text' && field.maxLength !== undefined) {
		const { label, maxLength } = field;
		// Each is one character, and two units of a string.
		const lets = (size: number) => fits(field, '🐈'.repeat(size));
		return [{ what: `characters of ${label}, ${maxLength}`, at: maxLength, side: 'most', lets }];
	}
	if (field.kind === 'integer' || field.kind === 'number') {
		const { kind, label, max, min } = field;
		const step = kind === 'integer' ? 1 : 0.01;
		const lets = (value: number) => fits(field, value);
		return [
			{ what: `${label} from ${min} to ${max}: min`, at: min, side: 'least', step, lets },
			{ what: `${label} from ${min} to ${max}: max`, at: max, side: 'most', step, lets },
		].filter(() => max > min) as readonly Limit[];
	}
	return field.kind === 'size' ? sizeLimits(field) : [];
}

/** One of its limits at a time, so that no other is met before it. */
function sizeLimits({
	help,
	label,
	maxPixels,
	maxRatio,
	maxSide,
	minPixels,
	name,
	wire,
}: SizeField) {
	const plain = { kind: 'size', help, label, name, wire, words: [] } as const;
	const rows: Limit[] = [];
	const add = (what: string, limit: Partial<SizeField>, row: Pick<Limit, 'at' | 'side'>) => {
		const field: SizeField = { ...plain, ...limit };
		const sizeOf = what.endsWith('pixels')
			? (pixels: number) => sidesOf(pixels).join('x')
			: what.endsWith('side')
				? (side: number) => `100x${side}`
				: (ratio: number) => `100000x${Math.round(ratio * 100_000)}`;
		const step = what.endsWith('ratio') ? 0.001 : what.endsWith('side') ? 1 : stepAround(row.at);
		const lets = (size: number) => fits(field, sizeOf(size));
		rows.push({ what: `${what} of Size, ${row.at}`, ...row, step, lets });
	};
	if (maxPixels !== undefined) add('most pixels', { maxPixels }, { at: maxPixels, side: 'most' });
	if (minPixels !== undefined) add('least pixels', { minPixels }, { at: minPixels, side: 'least' });
	if (maxSide !== undefined) add('longest side', { maxSide }, { at: maxSide, side: 'most' });
	if (maxRatio !== undefined) add('largest ratio', { maxRatio }, { at: maxRatio, side: 'most' });
	return rows;
}

/** Two sides of at most six digits with exactly so many pixels; none for a large prime. */
function sidesOf(pixels: number): readonly number[] {
	for (let side = 1; side * side <= pixels; side++)
		if (pixels % side === 0 && pixels / side <= 999_999) return [side, pixels / side];
	return [];
}

/** The smallest step to numbers of pixels that an image can have. */
function stepAround(pixels: number): number {
	let step = 1;
	while (sidesOf(pixels - step).length === 0 || sidesOf(pixels + step).length === 0) step++;
	return step;
}

function pictureLimits(spec: PictureSpec): readonly Limit[] {
	const { limits, max, min } = spec;
	const counted = (count: number) => checkCount(spec, count, 'Image', 'The model') === undefined;
	const slot = `images of a slot for ${min} to ${max}`;
	const rows: Limit[] = [
		{ what: slot, at: max, side: min === max ? 'only' : 'most', lets: counted },
	];
	if (min > 0 && min < max)
		rows.push({ what: `${slot}, at least`, at: min, side: 'least', lets: counted });
	const add = (limit: PictureLimits, row: Omit<Limit, 'lets'>, draw: Draw) => {
		const lets = (size: number) => checkPicture(draw(size), limit, 'The model').length === 0;
		rows.push({ ...row, lets });
	};
	const { maxBytes, maxPixels, maxRatio, minSide, underBytes } = limits;
	if (maxBytes !== undefined) {
		const row = { what: `bytes of an image, ${maxBytes}`, at: maxBytes, side: 'most' } as const;
		add({ maxBytes }, row, (bytes) => picture(100, 100, bytes));
	}
	if (underBytes !== undefined) {
		const what = `bytes of an image, less than ${underBytes}`;
		const row = { what, at: underBytes - 1, side: 'most' } as const;
		add({ underBytes }, row, (bytes) => picture(100, 100, bytes));
	}
	if (maxPixels !== undefined) {
		const row = { what: `pixels of an image, ${maxPixels}`, at: maxPixels, side: 'most' } as const;
		add({ maxPixels }, row, (pixels) => picture(1, pixels));
	}
	if (minSide !== undefined) {
		const row = { at: minSide, side: 'least' } as const;
		const width = { ...row, what: `width of an image, ${minSide}` };
		add({ minSide }, width, (side) => picture(side, minSide + 100));
		const height = { ...row, what: `height of an image, ${minSide}` };
		add({ minSide }, height, (side) => picture(minSide + 100, side));
	}
	if (maxRatio !== undefined && Number.isFinite(maxRatio)) {
		const row = { at: maxRatio, side: 'most', step: 0.001 } as const;
		const wide = { ...row, what: `width ÷ height of an image, ${maxRatio}` };
		add({ maxRatio }, wide, (ratio) => picture(Math.round(ratio * 1_000), 1_000));
		const high = { ...row, what: `height ÷ width of an image, ${maxRatio}` };
		add({ maxRatio }, high, (ratio) => picture(1_000, Math.round(ratio * 1_000)));
	}
	return rows;
}

/** Pictures with saved elements, and pictures with results. */
function togetherLimits(entry: ModelEntry): readonly Limit[] {
	const { maxReferences, maxWithResults } = entry;
	const plan = { entry, pictures: [], operation: 'generate' } as unknown as Plan;
	const images = (count: number) => Array<Picture>(count).fill(picture(100, 100));
	const rows: Limit[] = [];
	if (maxReferences !== undefined) {
		const lets = (count: number) => {
			const values = { elementIds: 'a, b, ,' };
			const raw = { values, pictures: { images: images(count - 2) } };
			return referenceFaults(plan, raw as unknown as RawOrder, 'The model').length === 0;
		};
		const what = `images and elements together, ${maxReferences}`;
		rows.push({ what, at: maxReferences, side: 'most', lets });
	}
	if (maxWithResults !== undefined) {
		const given = [
			['results', (count: number) => ({ n: count })],
			['images of a group', (count: number) => ({ ...ofGroup, maxImages: count })],
		] as const;
		for (const [name, valuesOf] of given) {
			const lets = (count: number) => {
				const raw = { values: valuesOf(count - 3), pictures: { images: images(3) } };
				return resultFaults(plan, raw as unknown as RawOrder, 'The model').length === 0;
			};
			const what = `images and ${name} together, ${maxWithResults}`;
			rows.push({ what, at: maxWithResults, side: 'most', lets });
		}
	}
	return rows;
}

const ofGroup = { sequentialImageGeneration: 'auto', n: 1 };

type Draw = (size: number) => Picture;

/** As much of a picture as its limits are read from. */
const picture = (width: number, height: number, bytes = 1_000): Picture =>
	({
		label: 'Image',
		mode: 'binary',
		file: { info: { type: 'png', width, height }, bytes, fileName: 'a.png', mimeType: 'image/png' },
	}) as unknown as Picture;
