import { pictureRoles } from '../catalogue/pictures';
import type { ChoiceField } from '../catalogue/types';
import { own } from '../shared/own';
import { conditionText, holds } from './checkField';
import { shown } from './findings';
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
	return (own(field.valueRules ?? {}, value) ?? []).flatMap((rule) => {
		const set = `${field.label} is ${shown(value)}`;
		if ('without' in rule) {
			const { label } = pictureRoles[rule.without];
			if (!pictures[rule.without]?.length) return [];
			return [`${set}, which does not work with ${label}. Leave out one of them.`];
		}
		if (holds(rule, values)) return [];
		return [`${set}, but ${conditionText(rule, values, labelOf)}. Change one of them.`];
	});
}
