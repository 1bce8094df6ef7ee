import { fieldsFor } from '../../../nodes/ImageEdit/catalogue/fields';
import { pictureRoles } from '../../../nodes/ImageEdit/catalogue/pictures';
import type { ModelEntry, Operation } from '../../../nodes/ImageEdit/catalogue/types';

export interface ShownFields {
	/** The parameters of the node, sorted. */
	readonly parameters: readonly string[];
	/** What "Add Option" offers, sorted. */
	readonly options: readonly string[];
}

const always = ['Resource', 'Operation', 'Model', 'Options'];

const controls = [
	...[
		'Body Format',
		'Dry Run',
		'Extra Fields',
		'Image Field',
		'Request Path',
		'Price per Call',
		'Validation',
	],
];

/** What the catalogue promises that the editor shows, by the words on the screen. */
export function expectedFields(entry: ModelEntry, operation: Operation): ShownFields {
	const fields = fieldsFor(entry, operation);
	// To expand begins with an aspect ratio, not with the four sides.
	const shown = fields.filter(({ name }) => !name.endsWith('ExpansionRatio'));
	const labelsAt = (place: 'options' | 'top') =>
		shown.filter((field) => (field.place ?? 'options') === place).map(({ label }) => label);
	const pictures = (entry.pictures[operation] ?? []).flatMap(({ max, role }) => {
		const { label, list, parameter } = pictureRoles[role];
		return [...(parameter ? [label] : []), ...(list && max > 1 ? [list.label] : [])];
	});
	const parameters = [
		...always,
		...(entry.modelName === undefined ? [] : ['Version']),
		...(operation === 'expand' ? ['Expand To', 'Aspect Ratio'] : []),
		...labelsAt('top'),
		...pictures,
	];
	return { parameters: parameters.sort(), options: [...controls, ...labelsAt('options')].sort() };
}
