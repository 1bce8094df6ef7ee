import { families, guessFamily } from './families';
import { dallE2 } from './models/dallE2';
import { flux } from './models/flux';
import { fluxKontext } from './models/fluxKontext';
import { generic } from './models/generic';
import { gptImage } from './models/gptImage';
import { grok } from './models/grok';
import { klingImage } from './models/klingImage';
import { klingOmni } from './models/klingOmni';
import { nanoBanana } from './models/nanoBanana';
import { qwen } from './models/qwen';
import { seedream } from './models/seedream';
import { virtualTryOn } from './models/virtualTryOn';
import { wan } from './models/wan';
import { spellingsOf } from './spelling';
import type { Family, FamilyEntry, FieldSpec, ModelEntry, Operation, PictureRole } from './types';

/** Every known model, one entry for each pair of `model` and `model_name`; in a family, the newest first. */
export const models: readonly ModelEntry[] = [
	...nanoBanana,
	...seedream,
	...klingImage,
	...klingOmni,
	...virtualTryOn,
	...gptImage,
	...flux,
	...fluxKontext,
	...qwen,
	...grok,
	...wan,
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
	 * The model is an expression: n8n then hands over the default of whichever Version it showed last,
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

/** The entries that an id names, in any spelling of the gateways. */
interface Named {
	readonly entries: readonly ModelEntry[];
	/** The vendor's own model, whose limits hold. */
	readonly isSame: boolean;
}

/** Looked up for each id of a gateway's list, which may be long. */
const byId = new Map(knownIds.map((id) => [id, models.filter((entry) => entry.id === id)]));
/** Gateways differ in letters, and write `flux.2` for `flux-2`. */
const plainId = (id: string) => id.toLowerCase().replaceAll('.', '-');
const byPlainId = new Map([...byId].map(([id, entries]) => [plainId(id), entries]));

/** @returns undefined for an id that no entry has, in whatever spelling */
function entriesNamed(id: string): Named | undefined {
	const listed = byId.get(id);
	if (listed) return { entries: listed, isSame: true };
	for (const spelling of spellingsOf(id)) {
		const found = byPlainId.get(plainId(spelling.id));
		if (!found) continue;
		const { isSame, without } = spelling;
		return { entries: isSame ? found : found.map((entry) => channelOf(entry, without)), isSame };
	}
	return undefined;
}

/** A relay's own channel to a model: without some image slots, and at a price of its own. */
function channelOf(entry: ModelEntry, without: readonly PictureRole[]): ModelEntry {
	const prices: readonly string[] = ['price', 'priceDate', 'tokenPrice'];
	const facts = Object.entries(entry).filter(([name]) => !prices.includes(name));
	const pictures = Object.entries(entry.pictures).map(([operation, specs]) => [
		operation,
		specs.filter(({ role }) => !without.includes(role)),
	]);
	return Object.fromEntries([...facts, ['pictures', Object.fromEntries(pictures)]]) as ModelEntry;
}

/** The entries that an id without one follows. */
function relativesOf(id: string, family: Family | 'auto'): readonly ModelEntry[] {
	if (family !== 'auto') return familyEntries(family);
	const without = spellingsOf(id).at(-1)?.without ?? [];
	return familyEntries(guessFamily(id)).map((entry) =>
		without.length > 0 ? channelOf(entry, without) : entry,
	);
}

/** The entries of a vendor's own model, in any spelling; empty for another. */
export function entriesOf(id: string): readonly ModelEntry[] {
	const named = entriesNamed(id);
	return named?.isSame ? named.entries : [];
}

/** The entry that an id names in any spelling; the first where a `model_name` tells several apart. */
export const entryNamed = (id: string): ModelEntry | undefined => entriesNamed(id)?.entries[0];

/**
 * The entry for a choice. A `model_name` that is another model's counts as none; one that no model has is
 * taken as new, and the first entry's limits as advice. A family that the user chose comes before the
 * entry that an unusual spelling of an id names.
 */
export function chooseModel(choice: ModelChoice, operation: Operation): ChosenModel {
	const { family, model, modelName } = choice;
	const isListed = knownIds.includes(model);
	const named = isListed || family === 'auto' ? entriesNamed(model) : undefined;
	const known = named?.isSame ?? false;
	const candidates = named?.entries ?? relativesOf(model, family);
	const wanted = candidates.find((entry) => entry.modelName === modelName);
	if (wanted) return { entry: wanted, known };
	const first =
		candidates.find((entry) => entry.operations.includes(operation)) ??
		(candidates[0] as ModelEntry);
	const chosen = { entry: first, known };
	if (first.modelName === undefined || modelName === '') return chosen;
	if (!models.some((entry) => entry.modelName === modelName)) {
		return { entry: { ...first, modelName, version: modelName }, known: false };
	}
	return choice.byExpression ? chosen : { ...chosen, mismatchedModelName: modelName };
}

/** Every field of every entry; a name may come several times. */
export const allFields: readonly FieldSpec[] = [...models, generic].flatMap(
	(entry) => entry.fields,
);
