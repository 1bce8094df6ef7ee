import { Refusal } from '../errors';
import type { ExpansionRatios } from '../../painter/commission';
import type { Job } from '../order';
import { number, type FieldRules } from './fields';
import { has, numberOf, picturesOf, refuseTogether, type Received } from './family';
import { klingSingleImages } from './klingCommon';

const sides = ['up', 'down', 'left', 'right'] as const;
const maxArea = 3;

export const expansionFields: FieldRules = Object.fromEntries(
	sides.map((side) => [`${side}_expansion_ratio`, number(0, 2)]),
);

export function isExpansion(received: Received): boolean {
	return Object.keys(expansionFields).some((name) => has(received, name));
}

/** All four ratios are required, and the new area is at most three times the old (domain.md 1.5). */
export function expansionJob(received: Received): Job {
	const [image, ...more] = picturesOf(received, ...klingSingleImages);
	if (!image) throw new Refusal('missingPicture', 'image is required', 'image');
	if (more.length) throw new Refusal('badValue', 'an expansion takes one image', 'image');
	const contrary = ['subject_image_list', 'scene_image', 'style_image', 'element_list'];
	for (const name of [...contrary, 'aspect_ratio', 'resolution', 'size', 'negative_prompt']) {
		refuseTogether(received, name, 'does not go together with expansion ratios');
	}
	const [up, down, left, right] = sides.map((side) => {
		const ratio = numberOf(received, `${side}_expansion_ratio`);
		if (ratio !== undefined) return ratio;
		throw new Refusal(
			'missingField',
			`${side}_expansion_ratio is required`,
			`${side}_expansion_ratio`,
		);
	}) as [number, number, number, number];
	const ratios: ExpansionRatios = { up, down, left, right };
	const area = (1 + left + right) * (1 + up + down);
	if (area > maxArea) {
		throw new Refusal('badValue', 'the new picture is over 3 times the area', 'up_expansion_ratio');
	}
	if (area === 1) throw new Refusal('badValue', 'all expansion ratios are 0', 'up_expansion_ratio');
	return { kind: 'expand', image, ratios };
}
