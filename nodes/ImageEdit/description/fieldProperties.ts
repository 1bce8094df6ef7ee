import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { asTheModelDecides, fieldsFor } from '../catalogue/fields';
import type { ChoiceField, FieldSpec, Operation } from '../catalogue/types';
import { valueLabel } from '../catalogue/valueLabels';
import { allClaims, groupBy, guard } from './guards';

/** What the editor shows for one field, without the conditions under which it does. */
function render(field: FieldSpec, operation: Operation): INodeProperties {
	const placeholder = field.placeholders?.[operation] ?? field.placeholder;
	const hint = field.hints?.[operation];
	const isRequired = field.kind !== 'number' && field.requiredFor?.includes(operation) === true;
	const base = {
		displayName: field.label,
		name: field.name,
		description: field.help,
		...(placeholder === undefined ? {} : { placeholder }),
		...(hint === undefined ? {} : { hint }),
		...(isRequired ? { required: true } : {}),
	};
	switch (field.kind) {
		case 'text':
			return {
				...base,
				type: 'string',
				default: field.initial ?? '',
				...(field.rows === undefined ? {} : { typeOptions: { rows: field.rows } }),
			};
		case 'choice':
			return {
				...base,
				type: 'options',
				options: choicesOf(field),
				default: field.initial,
			};
		case 'integer':
		case 'number':
			return {
				...base,
				type: 'number',
				// Without a precision the editor keeps every digit, and shows no zeros behind the point.
				typeOptions: { minValue: field.min, maxValue: field.max },
				default: field.initial,
			};
		case 'flag':
			return { ...base, type: 'boolean', default: field.initial };
		case 'ids':
		case 'size':
			return { ...base, type: 'string', default: '' };
	}
}

const choicesOf = ({ initial, values }: ChoiceField): INodePropertyOptions[] => [
	...(initial === '' ? [{ name: asTheModelDecides, value: '' }] : []),
	...values.map((value) => ({ name: valueLabel(value), value })),
];

/**
 * One look for all models, while the model is not known: the values of all of them, or plain text where
 * one model lists values and another does not.
 */
function unite(looks: readonly INodeProperties[]): INodeProperties {
	const [first] = looks;
	if (!first) throw new Error('A field without a look');
	if (looks.every((look) => look.type === 'options')) {
		const values = looks.flatMap((look) => (look.options ?? []) as INodePropertyOptions[]);
		const unique = [...new Map(values.map((option) => [option.value, option])).values()];
		return { ...first, options: unique };
	}
	if (looks.every((look) => look.type === 'number')) {
		const limit = (name: 'maxValue' | 'minValue') =>
			looks.map((look) => Number(look.typeOptions?.[name]));
		const limits = {
			minValue: Math.min(...limit('minValue')),
			maxValue: Math.max(...limit('maxValue')),
		};
		return { ...first, typeOptions: { ...first.typeOptions, ...limits } };
	}
	if (looks.every((look) => look.type === first.type)) return first;
	return looks.find((look) => look.type === 'string') ?? first;
}

/** Every look that a field of the place has, once for each set of models that show it. */
export function fieldProperties(place: 'options' | 'top'): readonly INodeProperties[] {
	const claims = allClaims.flatMap((claim) =>
		fieldsFor(claim.owner.entry, claim.operation)
			.filter((field) => (field.place ?? 'options') === place)
			.map((field) => ({ ...claim, property: render(field, claim.operation) })),
	);
	return [...groupBy(claims, ({ property }) => property.name).values()].flatMap((group) =>
		guard(group, place === 'top' ? '' : '/', unite),
	);
}
