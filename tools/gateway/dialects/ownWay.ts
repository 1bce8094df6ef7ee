import type { FamilyRules } from '../families/family';
import { oneOf, text } from '../families/fields';

/**
 * Where a gateway's own body has a place for the ratio and the level of detail of every model. Google's
 * models keep their own levels, since it is Google that refuses the others.
 */
export function inOwnWay(rules: FamilyRules, model: string): FamilyRules {
	const {
		aspect_ratio: ratio = text(10),
		image_size: size,
		resolution: tier = size,
	} = rules.fields;
	const isGoogles = /gemini|banana/.test(model);
	const upper =
		tier?.kind === 'oneOf' ? oneOf(...tier.values.map((one) => one.toUpperCase())) : tier;
	const detail = upper ?? (isGoogles ? undefined : oneOf('512', '1K', '2K', '4K'));
	return {
		...rules,
		policy: { ...rules.policy, base64: 'either' },
		fields: { ...rules.fields, aspect_ratio: ratio, ...(detail && { resolution: detail }) },
	};
}
