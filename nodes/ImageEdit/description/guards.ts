import type {
	DisplayCondition,
	IDisplayOptions,
	INodeProperties,
	NodeParameterValue,
} from 'n8n-workflow';
import { earlierGuesses, families } from '../catalogue/families';
import { familyEntries, knownIds, models } from '../catalogue/models';
import type { Family, ModelEntry, Operation } from '../catalogue/types';

// n8n joins the keys of one set of conditions by "and", so an "or" takes several properties of one name
// that never show together. And n8n 2.40 stops at the first key of `show` whose value is an expression,
// shows the field, and does not look at `hide`. So what depends on the model is expressed by what hides it:
// `hide` is held against the text of an expression, and one more property serves models by expression.

/** Who shows a field: a known model, or unknown ids of a family. */
export interface Owner {
	readonly entry: ModelEntry;
	readonly family?: Family;
}

const owners: readonly Owner[] = [
	...models.map((entry) => ({ entry })),
	...families.flatMap(({ id }) => familyEntries(id).map((entry) => ({ entry, family: id }))),
];

/** A claim to show a field for an operation. */
export interface Claim {
	readonly owner: Owner;
	readonly operation: Operation;
}

/** Every owner with every operation that it can do. */
export const allClaims: readonly Claim[] = owners.flatMap((owner) =>
	owner.entry.operations.map((operation) => ({ owner, operation })),
);

export type Guarded = Claim & { readonly property: INodeProperties };

type Hidden = Array<NodeParameterValue | DisplayCondition>;

const byExpression: DisplayCondition = { _cnd: { startsWith: '=' } };
const notByExpression: readonly DisplayCondition[] = [
	{ _cnd: { lt: '=' } },
	{ _cnd: { gte: '>' } },
];
const including = (part: string): DisplayCondition => ({ _cnd: { includes: part } });

/**
 * Matches everything but these, the text of an expression included: what sorts before, between and after
 * them. (n8n knows regular expressions too, but gives each one 250 ms and throws when a busy machine
 * needs longer.)
 */
function noneOf(values: readonly string[]): DisplayCondition[] {
	const sorted = [...values].sort();
	const between = sorted.slice(1).map((value, index) => ({
		_cnd: { between: { from: `${sorted[index]} `, to: justBefore(value) } },
	}));
	return [{ _cnd: { lt: sorted[0] ?? '' } }, ...between, { _cnd: { gt: sorted.at(-1) ?? '' } }];
}

const justBefore = (text: string) =>
	`${text.slice(0, -1)}${String.fromCharCode(text.charCodeAt(text.length - 1) - 1)}\uFFFF`;

/**
 * Properties with the conditions under which they show.
 * @param claims of one parameter: what it looks like for each owner and operation
 * @param root the way from the property to the node's parameters: `/` inside a collection
 * @param unite one look that serves all owners, for models by expression
 */
export function guard(
	claims: readonly Guarded[],
	root: '' | '/',
	unite: (looks: readonly INodeProperties[]) => INodeProperties,
): readonly INodeProperties[] {
	const shown = [...groupBy(claims, ({ operation }) => operation).values()].flatMap((group) => {
		const operation = group[0]?.operation as Operation;
		return variantsFor(operation, group, root, unite).map((variant) => ({ ...variant, operation }));
	});
	const alike = groupBy(shown, ({ conditions, property }) =>
		JSON.stringify([property, conditions]),
	);
	return [...alike.values()].flatMap(([first, ...more]) => {
		if (!first) return [];
		const operations = [first, ...more].map(({ operation }) => operation);
		const { hide, show } = first.conditions;
		const displayOptions = {
			show: { [`${root}operation`]: operations, ...show },
			...(hide ? { hide } : {}),
		};
		return [{ ...first.property, displayOptions }];
	});
}

/** Known models none of whose versions can do the operation. */
export const unableIds = (operation: Operation): readonly string[] =>
	knownIds.filter(
		(id) => !models.some((entry) => entry.id === id && entry.operations.includes(operation)),
	);

/** The versions of a model, or of the model that unknown ids of a family follow; empty = it has none. */
const namesOf = ({ entry, family }: Owner, operation: Operation): readonly string[] =>
	(family ? familyEntries(family) : models.filter(({ id }) => id === entry.id))
		.filter(({ operations }) => operations.includes(operation))
		.flatMap(({ modelName }) => modelName ?? []);

interface Variant {
	readonly property: INodeProperties;
	readonly conditions: IDisplayOptions;
}

function variantsFor(
	operation: Operation,
	claims: readonly Guarded[],
	root: '' | '/',
	unite: (looks: readonly INodeProperties[]) => INodeProperties,
): readonly Variant[] {
	const looks = [...groupBy(claims, ({ property }) => JSON.stringify(property)).values()];
	const able = allClaims.filter((claim) => claim.operation === operation);
	const claimed = new Set(claims.map(({ owner }) => owner));
	if (looks.length === 1 && able.every(({ owner }) => claimed.has(owner))) {
		const unable = unableIds(operation);
		const conditions = unable.length > 0 ? { hide: { [`${root}model`]: [...unable] } } : {};
		return claims.slice(0, 1).map(({ property }) => ({ property, conditions }));
	}
	const named = claims.filter(({ owner }) => owner.entry.modelName !== undefined && !owner.family);
	const united = (group: readonly Guarded[]) => unite(group.map(({ property }) => property));
	return [
		...looks.flatMap((group) =>
			conditionsOf(
				group.map(({ owner }) => owner),
				operation,
				root,
			).map((conditions) => ({
				property: group[0]?.property as INodeProperties,
				conditions,
			})),
		),
		{ property: united(claims), conditions: { show: { [`${root}model`]: [byExpression] } } },
		...[...groupBy(named, ({ owner }) => owner.entry.id)].map(([id, group]) => ({
			property: united(group),
			conditions: {
				hide: {
					[`${root}model`]: noneOf([id]),
					[`${root}modelName`]: [...notByExpression],
				},
			},
		})),
	];
}

function conditionsOf(
	claimers: readonly Owner[],
	operation: Operation,
	root: '' | '/',
): readonly IDisplayOptions[] {
	const groups = groupBy(claimers, ({ entry, family }) =>
		entry.modelName === undefined ? (family ? 'families' : 'models') : (family ?? entry.id),
	);
	return [...groups.values()].flatMap((group) => {
		const names = [...new Set(group.flatMap(({ entry }) => entry.modelName ?? []))];
		// What all versions have shows for one that is new, too.
		const isOfAll = namesOf(group[0] as Owner, operation).every((name) => names.includes(name));
		const otherName: Record<string, Hidden> = isOfAll
			? {}
			: { [`${root}modelName`]: noneOf(names) };
		const ids = [...new Set(group.flatMap(({ entry, family }) => (family ? [] : [entry.id])))];
		const wanted = [...new Set(group.flatMap(({ family }) => family ?? []))];
		return [
			...(ids.length > 0 ? [{ hide: { [`${root}model`]: noneOf(ids), ...otherName } }] : []),
			...(wanted.length > 0 ? unknownIds(wanted, root, otherName) : []),
		];
	});
}

/**
 * Ids that the catalogue does not have, of a family that was chosen or is guessed from the id. Under a
 * model by expression Model Family is never `auto`, see `modelFamilies`.
 */
export function unknownIds(
	wanted: readonly Family[],
	root: '' | '/',
	hide: Readonly<Record<string, Hidden>> = {},
): readonly IDisplayOptions[] {
	const unless = (...more: readonly DisplayCondition[]) => ({
		[`${root}model`]: [...knownIds, ...more],
		...hide,
	});
	const guessed = families
		.filter(({ id }) => wanted.includes(id))
		.map(({ guess, id }) => {
			const parts = guess.length > 0 ? { [`${root}model`]: guess.map(including) } : {};
			return {
				show: { [`${root}modelFamily`]: ['auto'], ...parts },
				hide: unless(...earlierGuesses(id).map(including)),
			};
		});
	return [
		{ show: { [`${root}modelFamily`]: [...wanted] }, hide: unless(byExpression) },
		...guessed,
	];
}

/** For a property of a known model by id. */
export const onlyModel = (id: string): IDisplayOptions => onlyModels([id]);

/** The same for several known models. */
export const onlyModels = (ids: readonly string[]): IDisplayOptions => ({
	hide: { model: noneOf(ids) },
});

/** For the one property that serves models by expression. */
export const modelByExpression = { show: { model: [byExpression] } };

export function groupBy<T, K>(items: readonly T[], keyOf: (item: T) => K): Map<K, T[]> {
	const groups = new Map<K, T[]>();
	for (const item of items) {
		const group = groups.get(keyOf(item));
		if (group) group.push(item);
		else groups.set(keyOf(item), [item]);
	}
	return groups;
}
