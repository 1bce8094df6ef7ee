import type { Plan } from '../catalogue/plan';
import type { PictureFault } from './checkPictures';
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
	if (!(given + results > maxWithResults)) return [];
	const text = `${given} images and ${results} results are ${given + results} together, but ${modelTitle} takes at most ${maxWithResults}. Send or ask for fewer.`;
	return [{ text }];
}
