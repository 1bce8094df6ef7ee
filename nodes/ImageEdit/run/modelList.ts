import type {
	IDataObject,
	IExecuteFunctions,
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
} from 'n8n-workflow';
import { guessFamily } from '../catalogue/families';
import { models } from '../catalogue/models';
import type { ModelEntry, Operation } from '../catalogue/types';
import { failureOf } from '../answer/reportedError';
import { withoutKey } from '../shared/secrets';
import type { GatewayAccess } from '../host/credential';
import { readCredential } from '../host/credential';
import { fetchModels } from '../host/http';
import { isJsonObject, textOf } from '../shared/json';
import type { Result } from './exit';

type Asking = IExecuteFunctions | ILoadOptionsFunctions;

/** What the gateway lists; `known` is false where it has no list, or none that can be read. */
interface Listing {
	readonly known: boolean;
	readonly ids: readonly string[];
}

async function listingOf(
	context: Asking,
	{ base, gateway, secret }: GatewayAccess,
): Promise<Listing> {
	const answer = await fetchModels(context, base, gateway.modelsPath);
	const { body, status } = withoutKey(answer, secret);
	if (status === 401 || status === 403) throw failureOf(status, body, '', {}, {});
	const rows =
		isJsonObject(body) && Array.isArray(body.data) ? (body.data as unknown[]) : undefined;
	if (status !== 200 || !rows) return { known: false, ids: [] };
	return {
		known: true,
		ids: rows.flatMap((row) =>
			isJsonObject(row) && textOf(row.id) !== '' ? [textOf(row.id)] : [],
		),
	};
}

/** Ids of pictures among the hundreds of chat models that a gateway lists. */
const drawsPictures = (id: string) =>
	guessFamily(id) !== 'generic' ||
	/image|flux|ideogram|recraft|midjourney|stable-|sdxl|imagen|wan\d|qwen.*edit/i.test(id);

/** One entry for each id: the variants of a `model_name` belong together. */
function catalogueFor(
	operation: Operation | undefined,
): ReadonlyMap<string, readonly ModelEntry[]> {
	const byId = new Map<string, ModelEntry[]>();
	for (const entry of models) {
		if (operation && !entry.operations.includes(operation)) continue;
		byId.set(entry.id, [...(byId.get(entry.id) ?? []), entry]);
	}
	return byId;
}

/** The list behind the model field: what the catalogue knows for the operation, and what the gateway has. */
export async function searchModels(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const operation = this.getCurrentNodeParameter('operation') as Operation | undefined;
	const catalogue = catalogueFor(operation);
	const listing = await listingOrNone(this);
	const offered = new Set(listing.ids);
	const known = [...catalogue].map(([id, [entry]]): INodeListSearchItems => {
		const absent = listing.known && !offered.has(id) ? ' (not listed by the gateway)' : '';
		return { name: `${entry?.label ?? id}${absent}`, value: id };
	});
	const inCatalogue = new Set(models.map((entry) => entry.id));
	const others = listing.ids
		.filter((id) => !inCatalogue.has(id) && drawsPictures(id))
		.map((id): INodeListSearchItems => ({ name: id, value: id }));
	const wanted = (filter ?? '').toLowerCase();
	const results = [
		...known.filter(({ value }) => offered.has(String(value))),
		...others,
		...known.filter(({ value }) => !offered.has(String(value))),
	].filter(({ name, value }) => `${name} ${String(value)}`.toLowerCase().includes(wanted));
	return { results };
}

/** The catalogue alone serves too: a list must not depend on the network. */
async function listingOrNone(context: ILoadOptionsFunctions): Promise<Listing> {
	try {
		return await listingOf(context, await readCredential(context));
	} catch {
		return { known: false, ids: [] };
	}
}

/** Resource model, operation getAll: one item for each model. @throws GatewayFailure for a wrong key */
export async function getAllModels(
	context: IExecuteFunctions,
	access: GatewayAccess,
): Promise<Result> {
	const listing = await listingOf(context, access);
	const catalogue = catalogueFor(undefined);
	const ids = listing.known ? listing.ids : [...catalogue.keys()];
	const items = ids.map((id) => ({
		json: { id, ...factsOf(catalogue.get(id) ?? []) },
		pairedItem: { item: 0 },
	}));
	return { outcomes: [{ items }] };
}

function factsOf(entries: readonly ModelEntry[]): IDataObject {
	const [first] = entries;
	if (!first) return { known: false };
	const modelNames = entries.flatMap(({ modelName }) => modelName ?? []);
	return {
		known: true,
		name: first.label,
		family: first.family,
		operations: [...new Set(entries.flatMap((entry) => entry.operations))],
		...(modelNames.length > 0 ? { modelNames } : {}),
		fields: [...new Set(entries.flatMap((entry) => entry.fields.map((field) => field.name)))],
	};
}
