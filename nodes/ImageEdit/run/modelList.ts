import type {
	IDataObject,
	IExecuteFunctions,
	ILoadOptionsFunctions,
	INodeExecutionData,
	INodeListSearchItems,
	INodeListSearchResult,
} from 'n8n-workflow';
import { sleep } from 'n8n-workflow';
import { guessFamily } from '../catalogue/families';
import { stageOf } from '../catalogue/lifecycle';
import { rowName, searchText } from '../catalogue/modelRows';
import { chooseModel, entriesOf, entryNamed, models } from '../catalogue/models';
import type { ModelEntry, Operation } from '../catalogue/types';
import type { ListedModel } from '../answer/listedModels';
import { listedModels } from '../answer/listedModels';
import { failureOf } from '../answer/failureOf';
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
	/** Those that make images, as far as the list or their names tell. */
	readonly images: readonly string[];
	/** The day on which a model ends, `YYYY-MM-DD`, by id, where the list says it. */
	readonly ends: ReadonlyMap<string, string>;
	/** Whether there are more models than were taken. */
	readonly isCut: boolean;
}

const noListing: Listing = { known: false, ids: [], images: [], ends: new Map(), isCut: false };

/** Ten times what the largest gateways list: each becomes an item. */
const mostModels = 10_000;

async function listingOf(
	context: Asking,
	{ base, gateway, secret }: GatewayAccess,
): Promise<Listing> {
	const { body, status } = await fetchModels(context, base, gateway.modelsPath);
	if (status === 401 || status === 403)
		throw failureOf({ status, headers: {}, text: '' }, withoutKey(body, secret), {});
	const first = listedModels(body);
	if (status !== 200 || !first) return noListing;
	const more = await furtherPages(context, `${base}${gateway.modelsPath}`, body);
	const listed = [...first, ...more].filter(({ id }) => isId(id));
	const rows = withoutKey(listed.slice(0, mostModels), secret);
	// Thousands of models take a while: others have their turn between the steps.
	await sleep(0);
	const images = rows.filter(({ id, isForImages }) => isForImages ?? makesImages(id));
	// Where every answer is a chat, most of the list makes no images.
	const all = gateway.order ? images : rows.filter(({ isForImages }) => isForImages !== false);
	const ends = rows.flatMap(({ id, shutdownDate }) => {
		const day = dayOf(shutdownDate);
		return day === undefined ? [] : [[id, day] as const];
	});
	const idsOf = (some: typeof rows) => some.map(({ id }) => id);
	const isCut = listed.length > mostModels;
	return { known: true, ids: idsOf(all), images: idsOf(images), ends: new Map(ends), isCut };
}

/** Google lists 50 models at a time, and says with which token the next page comes. */
async function furtherPages(
	context: Asking,
	address: string,
	first: unknown,
): Promise<readonly ListedModel[]> {
	const found: ListedModel[] = [];
	let token = tokenOf(first);
	for (let page = 1; token !== '' && page < mostPages; page++) {
		const query = `?pageToken=${encodeURIComponent(token)}`;
		const { body, status } = await fetchModels(context, address, query);
		const rows = status === 200 ? listedModels(body) : undefined;
		if (!rows) break;
		found.push(...rows);
		token = tokenOf(body);
	}
	return found;
}

const mostPages = 20;
const tokenOf = (body: unknown) => (isJsonObject(body) ? textOf(body.nextPageToken) : '');

/** OpenAI's `shutdown_date`: a date as text, or seconds since 1970. */
function dayOf(date: unknown): string | undefined {
	const time = typeof date === 'number' ? date * 1000 : Date.parse(textOf(date));
	const isDay = Number.isFinite(time) && Math.abs(time) < 8.64e15 && time > 0;
	return isDay ? new Date(time).toISOString().slice(0, 10) : undefined;
}

/** Characters: what is longer is no model. */
const longestId = 200;

const isId = (id: string) => id !== '' && id.length <= longestId;

/** Ids of images among the hundreds of chat, video and speech models that a gateway lists. */
function makesImages(id: string): boolean {
	if (/video|[ti]2v|veo|audio|speech|tts|embed/i.test(id)) return false;
	if (/gemini/i.test(id)) return /image|banana/i.test(id);
	return (
		guessFamily(id) !== 'generic' ||
		/image|flux|ideogram|recraft|midjourney|stable-|sdxl|wan\d/i.test(id) ||
		(/qwen/i.test(id) && /edit/i.test(id))
	);
}

/** Whether the model, or the family that an unknown id seems to be of, can do an operation. */
const canDo = (id: string, operation: Operation | undefined) =>
	operation === undefined ||
	chooseModel({ model: id, modelName: '', family: 'auto' }, operation).entry.operations.includes(
		operation,
	);

/** Where a row leads: every model with its fields and limits. */
const tableUrl =
	'https://github.com/n8n-nodes-ai-image-edit/n8n-nodes-ai-image-edit/blob/main/README.md#models';

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
	const now = Date.now();
	const spelledBy = new Map(listing.ids.map((id) => [entriesOf(id)[0]?.id, id]));
	const own = [...catalogue.keys()].filter((id) => offered.has(id) || !spelledBy.has(id));
	const known = own.map((id): Row => {
		const entries = models.filter((entry) => entry.id === id) as [ModelEntry, ...ModelEntry[]];
		const isAbsent = listing.known && !offered.has(id);
		const name = isAbsent
			? `${entries[0].label} (not offered by your gateway)`
			: rowName(entries, operation, now, listing.ends.get(id));
		return { name, value: id, found: searchText(entries) };
	});
	const inCatalogue = new Set(models.map((entry) => entry.id));
	const others = listing.images
		.filter((id) => !inCatalogue.has(id) && canDo(id, operation))
		.map((id): Row => {
			const entry = entryNamed(id);
			const { ends, isRelayName } = entry?.lifecycle ?? {};
			const end = listing.ends.get(id) ?? (isRelayName ? undefined : ends);
			return {
				name: spelledName(id, end, now),
				value: id,
				found: entry ? searchText([entry]) : '',
			};
		});
	const words = (filter ?? '').toLowerCase().split(/\s+/);
	const results = [
		...known.filter(({ value }) => offered.has(value)),
		...others,
		...known.filter(({ value }) => !offered.has(value)),
	]
		.filter(({ found, name, value }) => {
			const text = `${name} ${value} ${found}`.toLowerCase();
			return words.every((word) => text.includes(word));
		})
		.map(({ name, value }): INodeListSearchItems => ({ name, value, url: tableUrl }));
	return { results };
}

interface Row {
	readonly name: string;
	readonly value: string;
	/** Text in which the words of a search are looked for, beside name and value. */
	readonly found: string;
}

/** A model that is not in the catalogue under this ID is named by it. */
const spelledName = (id: string, ends: string | undefined, now: number) => {
	const stage = ends === undefined ? 'alive' : stageOf(ends, now);
	return stage === 'alive' ? id : `${id} — ${stage === 'ended' ? 'ended' : 'ends'} ${ends}`;
};

/** The catalogue alone serves too: a list must not depend on the network. */
async function listingOrNone(context: ILoadOptionsFunctions): Promise<Listing> {
	try {
		return await listingOf(context, await readCredential(context));
	} catch {
		return noListing;
	}
}

const tooMany = `The gateway lists more than ${mostModels} models. The others were left out.`;

/** Resource model, operation getAll: one item for each model. @throws GatewayFailure for a wrong key */
export async function getAllModels(
	context: IExecuteFunctions,
	access: GatewayAccess,
): Promise<Result> {
	const listing = await listingOf(context, access);
	const catalogue = catalogueFor(undefined);
	const ids = listing.known ? listing.ids : [...catalogue.keys()];
	const items: INodeExecutionData[] = [];
	for (const [index, id] of ids.entries()) {
		if (index % 1_000 === 0) await sleep(0);
		const json = { id, ...factsOf(entriesOf(id)), ...endOf(id, listing) };
		items.push({ json, pairedItem: { item: 0 } });
	}
	if (listing.isCut && items[0]) items[0].json.warnings = [tooMany];
	return { outcomes: [{ items }] };
}

/** When the model ends, as the gateway says or else its vendor, and what follows. */
function endOf(id: string, { ends }: Listing): IDataObject {
	const lifecycle = entryNamed(id)?.lifecycle;
	const day = ends.get(id) ?? lifecycle?.ends;
	if (day === undefined) return {};
	return { ends: day, ...(lifecycle ? { successors: [...lifecycle.successors] } : {}) };
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
