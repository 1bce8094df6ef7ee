import { pictureRoles } from '../catalogue/pictures';
import type { ChoiceField } from '../catalogue/types';
import { conditionText, holds } from './checkField';
import type { RawOrder } from './rawOrder';

/**
 * What else a value of a field needs and does not have, as whole sentences.
 * @param labelOf a field's display name
 */
export function brokenRules(
	field: ChoiceField,
	value: string,
	{ pictures, values }: RawOrder,
	labelOf: (name: string) => string,
): readonly string[] {
	return (field.valueRules?.[value] ?? []).flatMap((rule) => {
		const set = `${field.label} ${value} was set, but`;
		if ('without' in rule) {
			const { label } = pictureRoles[rule.without];
			return pictures[rule.without]?.length ? [`${set} it does not go with ${label}.`] : [];
		}
		return holds(rule, values) ? [] : [`${set} ${conditionText(rule, values, labelOf)}.`];
	});
}
