import type { IDisplayOptions } from 'n8n-workflow';
import { families, guessPattern } from '../catalogue/families';
import { familyEntries, knownIds, models } from '../catalogue/models';
import type { Family, ModelEntry, Operation } from '../catalogue/types';

/** Who shows a field: a known model, or unknown ids of a family. */
export interface Owner {
	readonly entry: ModelEntry;
	readonly family?: Family;
}

export const owners: readonly Owner[] = [
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

/**
 * The conditions under which a field shows, one set for each property that has to be made: n8n joins
 * the keys of one set by "and", so an "or" takes several properties of one name that never show together.
 *
 * The order of the keys matters: n8n 2.40 stops at the first key of `show` whose value is an expression
 * and shows the field, so what cannot be an expression comes first.
 * @param root the way from the property to the node's parameters: `/` inside a collection
 */
export function guardsFor(claims: readonly Claim[], root: '' | '/'): readonly IDisplayOptions[] {
	const perOperation = [...groupBy(claims, ({ operation }) => operation)].flatMap(([operation, group]) => {
		const claimers = group.map(({ owner }) => owner);
		const able = allClaims.filter((claim) => claim.operation === operation);
		const guards = able.every(({ owner }) => claimers.includes(owner)) ? [{}] : guardsOf(claimers, root);
		return guards.map((guard) => ({ operation, guard }));
	});
	return [...groupBy(perOperation, ({ guard }) => JSON.stringify(guard)).values()].map((group) => {
		const guard: IDisplayOptions = group[0]?.guard ?? {};
		const operation = group.map((member) => member.operation);
		return { ...guard, show: { [`${root}operation`]: operation, ...guard.show } };
	});
}

function guardsOf(claimers: readonly Owner[], root: '' | '/'): readonly IDisplayOptions[] {
	const groups = groupBy(claimers, ({ entry, family }) =>
		entry.modelName === undefined ? (family ? 'families' : 'models') : (family ?? entry.id),
	);
	return [...groups.values()].flatMap((group): IDisplayOptions[] => {
		const names = group.flatMap(({ entry }) => entry.modelName ?? []);
		const modelName = names.length > 0 ? { [`${root}modelName`]: names } : {};
		const ids = [...new Set(group.flatMap(({ entry, family }) => (family ? [] : [entry.id])))];
		if (ids.length > 0) return [{ show: { [`${root}model`]: ids, ...modelName } }];
		return unknownIds([...new Set(group.flatMap(({ family }) => family ?? []))], root).map((guard) => ({
			...guard,
			show: { ...guard.show, ...modelName },
		}));
	});
}

/** Ids that the catalogue does not have, of a family that was chosen or is guessed from the id. */
export function unknownIds(wanted: readonly Family[], root: '' | '/'): readonly IDisplayOptions[] {
	const hide = { [`${root}model`]: [...knownIds] };
	const regex = wanted.map((family) => `(?:${guessPattern(family)})`).join('|');
	return [
		{ hide, show: { [`${root}modelFamily`]: [...wanted] } },
		{ hide, show: { [`${root}modelFamily`]: ['auto'], [`${root}model`]: [{ _cnd: { regex } }] } },
	];
}

export function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
	const groups = new Map<string, T[]>();
	for (const item of items) {
		const group = groups.get(keyOf(item));
		if (group) group.push(item);
		else groups.set(keyOf(item), [item]);
	}
	return groups;
}
