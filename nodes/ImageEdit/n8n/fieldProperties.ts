import type { INodeProperties } from 'n8n-workflow';
import { fieldsFor } from '../catalogue/fields';
import type { FieldSpec } from '../catalogue/types';
import { allClaims, groupBy, guardsFor } from './guards';

/** What the editor shows for one field, without the conditions under which it does. */
function render(field: FieldSpec): INodeProperties {
	const base = {
		displayName: field.label,
		name: field.name,
		description: field.help,
		...(field.placeholder === undefined ? {} : { placeholder: field.placeholder }),
	};
	switch (field.kind) {
		case 'text':
			return {
				...base,
				type: 'string',
				default: '',
				...(field.rows === undefined ? {} : { typeOptions: { rows: field.rows } }),
			};
		case 'choice':
			return {
				...base,
				type: 'options',
				options: field.values.map((value) => ({ name: value, value })),
				default: field.initial,
			};
		case 'integer':
		case 'number':
			return {
				...base,
				type: 'number',
				typeOptions: {
					minValue: field.min,
					maxValue: field.max,
					...(field.kind === 'number' ? { numberPrecision: 4 } : {}),
				},
				default: field.initial,
			};
		case 'flag':
			return { ...base, type: 'boolean', default: field.initial };
		case 'ids':
		case 'size':
			return { ...base, type: 'string', default: '' };
	}
}

/** Every look that a field of the place has, once for each set of models that show it. */
export function fieldProperties(place: 'options' | 'top'): readonly INodeProperties[] {
	const claims = allClaims.flatMap((claim) =>
		fieldsFor(claim.owner.entry, claim.operation)
			.filter((field) => (field.place ?? 'options') === place)
			.map((field) => ({ ...claim, property: render(field) })),
	);
	const looks = groupBy(claims, ({ property }) => JSON.stringify(property));
	return [...looks.values()].flatMap((group) =>
		guardsFor(group, place === 'top' ? '' : '/').map((displayOptions) => ({
			...(group[0]?.property as INodeProperties),
			displayOptions,
		})),
	);
}
