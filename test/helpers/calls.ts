import { fieldsFor } from '../../nodes/ImageEdit/catalogue/fields';
import { families } from '../../nodes/ImageEdit/catalogue/families';
import { familyEntries, models } from '../../nodes/ImageEdit/catalogue/models';
import { pictureRoles } from '../../nodes/ImageEdit/catalogue/pictures';
import type {
	Family,
	FieldSpec,
	ModelEntry,
	Operation,
	PictureSpec,
} from '../../nodes/ImageEdit/catalogue/types';
import { modelById, slot } from './n8nForm';

/** One kind of call that a user can choose in the editor. */
export interface Call {
	readonly title: string;
	readonly entry: ModelEntry;
	readonly operation: Operation;
	/** The id that the user chose. */
	readonly model: string;
	/** Chosen for ids that the catalogue does not have. */
	readonly family?: Family | 'auto';
}

const callsOf = (entry: ModelEntry, model: string, family?: Family | 'auto'): readonly Call[] =>
	entry.operations.map((operation) => ({
		title: [family ?? '', model, entry.modelName ?? '', operation].filter(Boolean).join(' '),
		entry,
		operation,
		model,
		...(family ? { family } : {}),
	}));

/** Every model of the catalogue with everything that it can do. */
export const knownCalls = models.flatMap((entry) => callsOf(entry, entry.id));

/** An id that no family recognises, with every family that a user can choose for it. */
export const familyCalls = families.flatMap(({ id }) =>
	familyEntries(id).flatMap((entry) => callsOf(entry, 'some-new-model', id)),
);

/** Ids that the catalogue does not have, and the family that they look like. */
export const likelyIds: Readonly<Record<string, Family>> = {
	'kling-omni-next': 'klingOmni',
	'kolors-virtual-try-on-v9': 'virtualTryOn',
	'kling-image-next': 'klingImage',
	'gemini-9-flash-image': 'nanoBanana',
	'doubao-seedream-9-0': 'seedream',
	'black-forest-labs/flux-kontext-dev': 'fluxKontext',
	'dall-e-9': 'dallE2',
	'gpt-image-9': 'gptImage',
	'brand-new': 'generic',
};

export const guessedCalls = Object.entries(likelyIds).flatMap(([model, family]) =>
	familyEntries(family).flatMap((entry) => callsOf(entry, model, 'auto')),
);

export const fieldsOf = ({ entry, operation }: Call): readonly FieldSpec[] =>
	fieldsFor(entry, operation);

export const picturesOf = ({ entry, operation }: Call): readonly PictureSpec[] =>
	entry.pictures[operation] ?? [];

/** A value of each kind that a user may enter: as stored, in JSON, and as the text of a form. */
export interface Sample {
	readonly stored: boolean | number | string;
	readonly json: unknown;
	readonly text: string;
}

const plain = (value: boolean | number | string): Sample => ({
	stored: value,
	json: value,
	text: String(value),
});

export function sampleOf(field: FieldSpec): Sample {
	switch (field.kind) {
		case 'text':
			return plain('A "quoted" line\nand çà, 漢字 🐈');
		case 'choice':
			return plain(field.values.at(-1) ?? '');
		case 'integer':
			return plain(field.initial === field.min ? field.min + 1 : field.min);
		case 'number':
			return plain(field.min + 0.25);
		case 'flag':
			return plain(!field.initial);
		case 'size':
			return plain('2048x2048');
		case 'ids':
			return {
				stored: '835266081714884677, elem_7,007',
				json: [
					{ [field.itemKey]: 835266081714884677n },
					{ [field.itemKey]: 'elem_7' },
					{ [field.itemKey]: '007' },
				],
				text: `[{"${field.itemKey}":835266081714884677},{"${field.itemKey}":"elem_7"},{"${field.itemKey}":"007"}]`,
			};
	}
}

/** A sample of the field, with what its condition needs beside it. */
export function samplesFor(field: FieldSpec): Readonly<Record<string, Sample>> {
	const needed = field.when?.in?.at(-1);
	const companion = field.when && needed !== undefined ? { [field.when.field]: plain(needed) } : {};
	return { [field.name]: sampleOf(field), ...companion };
}

/** What an order cannot do without, in a form that is otherwise untouched. */
export function requiredSamples(call: Call): Readonly<Record<string, Sample>> {
	const required = fieldsOf(call).filter((field) => field.requiredFor?.includes(call.operation));
	return Object.fromEntries(
		required.map((field) => [
			field.name,
			field.name === 'upExpansionRatio'
				? plain(0.5)
				: field.kind === 'number'
					? plain(field.initial)
					: sampleOf(field),
		]),
	);
}

/** The parameters as the editor stores them, without what was left at its default. */
export function storedForm(
	call: Call,
	samples: Readonly<Record<string, Sample>>,
	more: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
	const { entry, family, model, operation } = call;
	const placed = (place: 'options' | 'top') =>
		fieldsOf(call)
			.filter((field) => (field.place ?? 'options') === place && field.name in samples)
			.map((field) => [field.name, samples[field.name]?.stored]);
	const subjects = { image: [{ image: slot('binary', 'data') }] };
	return {
		resource: 'image',
		operation,
		model: modelById(model),
		...(entry.modelName === undefined ? {} : { modelName: entry.modelName }),
		...(family ? { modelFamily: family } : {}),
		...Object.fromEntries(placed('top')),
		...(operation === 'expand' ? { expandBy: 'ratios' } : {}),
		...(operation === 'combine' ? { subjectImages: subjects } : {}),
		options: Object.fromEntries(placed('options')),
		...more,
	};
}

/** The single slot of a role, when it has one. */
export const slotName = (spec: PictureSpec): string | undefined =>
	pictureRoles[spec.role].parameter;

/** Roles that hold a picture in an untouched form: what a new node's slots name. */
export const filledAtFirst = (spec: PictureSpec): boolean =>
	pictureRoles[spec.role].initial !== undefined || spec.role === 'subjects';
