import type { IExecuteFunctions } from 'n8n-workflow';
import { GatewayFailure } from '../answer/failures';
import type { PictureRole, PictureSpec } from '../catalogue/types';
import { inTurns, readSlot } from '../host/images';
import { namesIn } from '../host/slots';
import { withTransparencies } from '../host/transparency';
import type { Picture } from '../image/imageFile';
import { examinePicture } from '../image/imageFile';
import { displayedSize } from '../image/imageInfo';
import { mustFetch } from '../request/encode';
import { noExpansion, ratiosToReach } from '../request/expandRatios';
import { InvalidOrder, shown } from '../request/findings';
import type { RawOrder } from '../request/rawOrder';
import { twinWarnings } from '../request/twins';
import { attempt } from '../shared/attempt';
import { clean } from '../shared/clean';
import { readUpTo } from '../shared/streams';
import { follow } from '../transport/follow';
import type { HttpClient } from '../transport/httpClient';
import type { ItemParameters } from './parameters';
import { Problems } from './problems';

/** Bytes, of one picture: they are held until the order is sent. */
const maxFileBytes = 100 * 1024 * 1024;

/** Where images come from: the item itself, and the web. */
export interface ImageSources {
	readonly context: IExecuteFunctions;
	readonly http: HttpClient;
	/** The gateway's address. */
	readonly base: string;
}

/**
 * The one place that loads images: binary data and base64 are read as far as it takes to know what they
 * are and whether they are whole; what is given by address is fetched where the gateway takes files only,
 * or where its size has to be known, but never for a dry run.
 * @param read what `readImages` gave, if it was called before
 * @returns what the user gave, complete; what could not be read is in its `problems`
 */
export async function loadImages(
	sources: ImageSources,
	item: number,
	given: ItemParameters,
	read?: RawOrder,
): Promise<RawOrder> {
	const held = read ?? (await readImages(sources.context, item, given));
	if (given.dryRun) return withRatios(held, given.expandTo);
	const fetched = await fetchImages(sources, given, held);
	const signal = sources.context.getExecutionCancelSignal?.();
	const pictures = await withTransparencies(given.plan, fetched.pictures, signal);
	return withRatios({ ...fetched, pictures }, given.expandTo);
}

/**
 * What can be said of an item without the network, so that nothing is requested in vain: ratios that rest on
 * an image by address are left open.
 */
export function withoutNetwork(given: ItemParameters, held: RawOrder): RawOrder {
	const { dryRun, expandTo } = given;
	if (dryRun) return withRatios(held, expandTo);
	const toFetch = given.plan.pictures.flatMap((spec) => imagesToFetch(spec, given, held));
	const wrong = toFetch.filter(({ url = '' }) => !isWebAddress(url)).map(notWebAddress);
	const checked = { ...held, problems: [...held.problems, ...wrong] };
	return held.pictures.images?.some(({ file }) => !file) && expandTo !== undefined
		? withoutRatios(checked)
		: withRatios(checked, expandTo);
}

/** The heads of the images that n8n holds; addresses stay addresses. */
export async function readImages(
	context: IExecuteFunctions,
	item: number,
	given: ItemParameters,
): Promise<RawOrder> {
	const pictures: Partial<Record<PictureRole, readonly Picture[]>> = {};
	const unread: PictureRole[] = [];
	const problems = new Problems();
	const warnings: string[] = [];
	const all = [...given.slots.values()].flat();
	for (const [role, slots] of given.slots) {
		const found: Picture[] = [];
		for (const slot of slots) {
			const { initial, label, value } = slot;
			const others = new Set(all.flatMap((one) => (one === slot ? [] : namesIn(one.value))));
			const read = await problems.collect(
				async () => await readSlot(context, item, value, label, initial, others),
			);
			if (read) found.push(...read.pictures);
			else unread.push(role);
			warnings.push(...(read?.warnings ?? []));
		}
		pictures[role] = found;
	}
	const visible = { ...pictures, mask: [] };
	warnings.push(...(await twinWarnings(Object.values(visible).flat())));
	const { extraFields, foreign, imageField, validation, values } = given;
	return {
		values,
		pictures: await withTransparencies(given.plan, pictures, context.getExecutionCancelSignal?.()),
		foreign,
		extraFields,
		imageField,
		validation,
		problems: [...problems.sentences, ...given.problems],
		warnings,
		unread,
	};
}

async function fetchImages(
	{ base, http }: ImageSources,
	given: ItemParameters,
	raw: RawOrder,
): Promise<RawOrder> {
	const pictures = { ...raw.pictures };
	const unread = [...raw.unread];
	const problems = new Problems();
	for (const spec of given.plan.pictures) {
		const toFetch = new Set(imagesToFetch(spec, given, raw));
		if (toFetch.size === 0) continue;
		const read = await Promise.all(
			(pictures[spec.role] ?? []).map(async (picture) =>
				toFetch.has(picture)
					? await problems.collect(async () => await fetched(picture, http, base))
					: picture,
			),
		);
		pictures[spec.role] = read.filter((picture) => picture !== undefined);
		if (read.includes(undefined)) unread.push(spec.role);
	}
	return { ...raw, pictures, problems: [...raw.problems, ...problems.sentences], unread };
}

function imagesToFetch(
	spec: PictureSpec,
	{ expandTo, plan }: ItemParameters,
	{ pictures }: RawOrder,
): readonly Picture[] {
	const given = pictures[spec.role] ?? [];
	const isNeeded = expandTo !== undefined || mustFetch(plan, spec, given);
	return isNeeded ? given.filter(({ file }) => !file) : [];
}

/** Ratios that could not be worked out are not missed a second time. */
const withoutRatios = (raw: RawOrder, ...problems: string[]): RawOrder => ({
	...raw,
	values: { ...raw.values, ...noExpansion },
	problems: [...raw.problems, ...problems],
	unread: [...raw.unread, 'images'],
});

/** The four ratios for "Expand To: Aspect Ratio", from the size of the image itself. */
function withRatios(raw: RawOrder, target: string | undefined): RawOrder {
	if (target === undefined) return raw;
	const info = raw.pictures.images?.[0]?.file?.info;
	// Gateways work on what is shown: the photo of a phone may be stored on its side.
	const size = info && displayedSize(info);
	if (!size) {
		if (raw.unread.includes('images')) return withoutRatios(raw);
		return withoutRatios(
			raw,
			'Expand To is Aspect Ratio, but the size of Image is not known. Give the image as binary data, or choose Each Side by Itself.',
		);
	}
	const ratios = ratiosToReach(target, size);
	if (!ratios)
		return withoutRatios(raw, `Aspect Ratio is ${shown(target)}, but takes a ratio like 16:9.`);
	return { ...raw, values: { ...raw.values, ...ratios }, targetAspectRatio: target };
}

const isWebAddress = (url: string) => /^https?:\/\//i.test(url) && URL.canParse(url);

const notFetched = ({ label, url = '' }: Picture, reason: string) =>
	`${label} could not be fetched from ${clean(url)}: ${reason}.`;

const notWebAddress = (picture: Picture) => notFetched(picture, 'it is not a web address');

async function fetched(picture: Picture, http: HttpClient, gatewayUrl: string): Promise<Picture> {
	const { url = '' } = picture;
	if (!isWebAddress(url)) throw new InvalidOrder([notWebAddress(picture)]);
	const refuse = (reason: string) => new InvalidOrder([notFetched(picture, reason)]);
	const tried = await attempt(async () => {
		const response = await follow(http, new URL(url), gatewayUrl, true);
		return { bytes: await readUpTo(response.body, maxFileBytes), response };
	});
	if (!tried.ok) {
		throw tried.error instanceof GatewayFailure ? refuse(clean(tried.error.message)) : tried.error;
	}
	const { bytes, response } = tried.value;
	if (!bytes) throw refuse('it has more than 100 MB, which no model takes');
	if (response.status !== 200) throw refuse(`the server responded with ${response.status}`);
	const name = decoded(new URL(url).pathname.split('/').at(-1) ?? '');
	const file = await examinePicture(
		async () => inTurns(bytes),
		name,
		String(response.headers['content-type'] ?? ''),
	);
	return { ...picture, file: { ...file, url } };
}

/** Addresses may hold a stray "%". */
function decoded(name: string): string {
	try {
		return decodeURIComponent(name);
	} catch {
		return name;
	}
}
