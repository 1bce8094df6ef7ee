import { families, guessFamily } from './families';
import { dallE2 } from './models/dallE2';
import { fluxKontext } from './models/fluxKontext';
import { generic } from './models/generic';
import { gptImage } from './models/gptImage';
import { klingImage } from './models/klingImage';
import { klingOmni } from './models/klingOmni';
import { nanoBanana } from './models/nanoBanana';
import { seedream } from './models/seedream';
import { virtualTryOn } from './models/virtualTryOn';
import type { Family, FamilyEntry, FieldSpec, ModelEntry, Operation } from './types';

/** Every known model, one entry for each pair of `model` and `model_name`. */
export const models: readonly ModelEntry[] = [
	...nanoBanana,
	...seedream,
	...klingImage,
	...klingOmni,
	...virtualTryOn,
	...gptImage,
	...fluxKontext,
	...dallE2,
];

export const knownIds: readonly string[] = [...new Set(models.map((entry) => entry.id))];

/**
 * The entries that an unknown id of a family may follow, one for each `model_name`:
 * the family's most typical model, with the fields that only its siblings have.
 */
export function familyEntries(id: Family): readonly ModelEntry[] {
	const family: FamilyEntry | undefined = families.find((entry) => entry.id === id);
	const like = models.filter((entry) => entry.id === family?.like);
	if (like.length === 0) return [generic];
	const siblings = models.filter((entry) => entry.family === id);
	return like.map((entry) => {
		if (entry.modelName !== undefined) return entry;
		const names = new Set(entry.fields.map((field) => field.name));
		const others = siblings
			.flatMap((sibling) => sibling.fields)
			.filter((field) => !names.has(field.name) && names.add(field.name));
		return { ...entry, fields: [...entry.fields, ...others] };
	});
}

/** What the user asked for, as far as it chooses an entry. */
export interface ModelChoice {
	readonly model: string;
	readonly modelName: string;
	/** `auto` guesses from the id. */
	readonly family: Family | 'auto';
	/**
	 * The model is an expression: n8n then hands over the default of whichever Model Name it showed last,
	 * which says nothing about what the user wants.
	 */
	readonly byExpression?: boolean;
}

export interface ChosenModel {
	readonly entry: ModelEntry;
	/** False for an id that the catalogue does not have: every limit is advice then. */
	readonly known: boolean;
	/** The `model_name` that was given although it is another model's. */
	readonly mismatchedModelName?: string;
}

/**
 * The entry for a choice. A `model_name` that is another model's counts as none; one that no model has is
 * taken as new, and the first entry's limits as advice.
 */
export function chooseModel(choice: ModelChoice, operation: Operation): ChosenModel {
	const listed = models.filter((entry) => entry.id === choice.model);
	const family = choice.family === 'auto' ? guessFamily(choice.model) : choice.family;
	const candidates = listed.length > 0 ? listed : familyEntries(family);
	const named = candidates.find((entry) => entry.modelName === choice.modelName);
	if (named) return { entry: named, known: listed.length > 0 };
	const first =
		candidates.find((entry) => entry.operations.includes(operation)) ??
		(candidates[0] as ModelEntry);
	const chosen = { entry: first, known: listed.length > 0 };
	const { modelName } = choice;
	if (first.modelName === undefined || modelName === '') return chosen;
	if (!models.some((entry) => entry.modelName === modelName)) {
		return { entry: { ...first, modelName }, known: false };
	}
	return choice.byExpression ? chosen : { ...chosen, mismatchedModelName: modelName };
}

/** Every field of every entry; a name may come several times. */
export const allFields: readonly FieldSpec[] = [...models, generic].flatMap(
	(entry) => entry.fields,
);
