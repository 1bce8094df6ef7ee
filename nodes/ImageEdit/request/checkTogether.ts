import type { Plan } from '../catalogue/plan';
import type { PictureFault } from './checkPictures';
import { shown } from './findings';
import type { RawOrder } from './rawOrder';

/** Pictures and saved elements together. */
export function referenceFaults(plan: Plan, raw: RawOrder, modelTitle: string): PictureFault[] {
	const { maxReferences } = plan.entry;
	if (maxReferences === undefined) return [];
	const pictures = raw.pictures.images?.length ?? 0;
	const elements = String(raw.values.elementIds ?? '')
		.split(',')
		.filter((id) => id.trim() !== '').length;
	const faults: PictureFault[] = [];
	if (pictures + elements > maxReferences) {
		const text = `Image, Additional Images and Element IDs are ${pictures + elements} together, but ${modelTitle} takes at most ${maxReferences}.`;
		faults.push({ text });
	}
	const spec = plan.pictures.find(({ role }) => role === 'images');
	if (plan.operation === 'edit' && spec?.min === 0 && pictures + elements === 0) {
		faults.push({
			text: `Image and Element IDs are empty, but an edit by ${modelTitle} needs one of them.`,
		});
	}
	return faults;
}

/** Pictures and results together. Source: Volcengine's limits of groups, as quoted by relays. */
export function resultFaults(plan: Plan, raw: RawOrder, modelTitle: string): PictureFault[] {
	const { maxWithResults } = plan.entry;
	if (maxWithResults === undefined) return [];
	const given = raw.pictures.images?.length ?? 0;
	const isGroup = raw.values.sequentialImageGeneration === 'auto';
	const results = Number((isGroup && raw.values.maxImages) || raw.values.n || 1);
	// Too many results alone are told of their own field.
	if (results > maxWithResults || !(given + results > maxWithResults)) return [];
	const text = `${given} image${given === 1 ? '' : 's'} and ${results} results are ${given + results} together, but ${modelTitle} takes at most ${maxWithResults}. Send or ask for fewer.`;
	return [{ text }];
}

/**
 * Width x height and Aspect Ratio, where they contradict each other: no source says which of them wins, and
 * gateways differ, so one of the two may be ignored. A gateway may take them for different things: a warning.
 */
export function shapeFaults({ fields }: Plan, { values }: RawOrder): PictureFault[] {
	const both = fields.filter(({ name }) => name === 'aspectRatio' || name === 'size');
	if (both.length < 2) return [];
	const [size, ratio] = [String(values.size ?? ''), String(values.aspectRatio ?? '')];
	const [width, height] = pairOf(size, /^(\d+)\s*[x×*]\s*(\d+)$/i);
	const [across, down] = pairOf(ratio, /^(\d+(?:\.\d+)?)\s*:\s*(\d+(?:\.\d+)?)$/);
	const difference = Math.abs(Math.log(width / height / (across / down)));
	if (!(difference > shapeTolerance)) return [];
	const text = `Size is ${shown(size)}, but Aspect Ratio is ${shown(ratio)}, and which of them wins is up to the gateway. Set only one of them.`;
	return [{ text, unsure: true }];
}

/** Sides are whole pixels, often multiples of 16 or 64. */
const shapeTolerance = 0.05;

const pairOf = (text: string, form: RegExp): readonly [number, number] => {
	const [, first, second] = form.exec(text.trim()) ?? [];
	return [Number(first), Number(second)];
};
