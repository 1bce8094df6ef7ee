import type { IExecuteFunctions } from 'n8n-workflow';
import { GatewayFailure } from '../answer/failures';
import type { PictureRole } from '../catalogue/types';
import { readSlot, withTransparency } from '../host/images';
import type { Picture } from '../image/imageFile';
import { examinePicture } from '../image/imageFile';
import { mustFetch } from '../request/encode';
import { noExpansion, ratiosToReach } from '../request/expandRatios';
import { InvalidOrder, shown } from '../request/findings';
import type { RawOrder } from '../request/rawOrder';
import { attempt, readUpTo } from '../shared/attempt';
import { clean } from '../shared/clean';
import { oneChunk } from '../shared/streams';
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
 * The one place that loads images: from binary data and base64 only the head is read, to know what they
 * are; what is given by address is fetched where the gateway takes files only, or where its size has to
 * be known, but never for a dry run.
 * @returns what the user gave, complete; what could not be read stands in its `problems`
 */
export async function loadImages(
	sources: ImageSources,
	item: number,
	given: ItemParameters,
): Promise<RawOrder> {
	const read = await readImages(sources.context, item, given);
	const fetched = given.dryRun ? read : await fetchImages(sources, given, read);
	const pictures = { ...fetched.pictures };
	for (const role of ['mask', 'markup'] as const) {
		const found = pictures[role];
		if (found) pictures[role] = await Promise.all(found.map(withTransparency));
	}
	return withRatios({ ...fetched, pictures }, given.expandTo);
}

async function readImages(
	context: IExecuteFunctions,
	item: number,
	given: ItemParameters,
): Promise<RawOrder> {
	const pictures: Partial<Record<PictureRole, readonly Picture[]>> = {};
	const unread: PictureRole[] = [];
	const problems = new Problems();
	for (const [role, slots] of given.slots) {
		const found: Picture[] = [];
		for (const { label, value } of slots) {
			const read = await problems.collect(async () => await readSlot(context, item, value, label));
			if (read) found.push(...read);
			else unread.push(role);
		}
		pictures[role] = found;
	}
	const { extraFields, foreign, imageField, validation, values } = given;
	return {
		values,
		pictures,
		foreign,
		extraFields,
		imageField,
		validation,
		problems: [...problems.sentences, ...given.problems],
		unread,
	};
}

async function fetchImages(
	{ base, http }: ImageSources,
	{ expandTo, plan }: ItemParameters,
	raw: RawOrder,
): Promise<RawOrder> {
	const pictures = { ...raw.pictures };
	const unread = [...raw.unread];
	const problems = new Problems();
	for (const spec of plan.pictures) {
		const given = pictures[spec.role] ?? [];
		if (given.every(({ file }) => file)) continue;
		if (expandTo === undefined && !mustFetch(plan, spec, given)) continue;
		const read = await Promise.all(
			given.map(async (picture) =>
				picture.file
					? picture
					: await problems.collect(async () => await fetched(picture, http, base)),
			),
		);
		pictures[spec.role] = read.filter((picture) => picture !== undefined);
		if (read.includes(undefined)) unread.push(spec.role);
	}
	return { ...raw, pictures, problems: [...raw.problems, ...problems.sentences], unread };
}

/** The four ratios for "Expand By: Aspect Ratio", from the size of the image itself. */
function withRatios(raw: RawOrder, target: string | undefined): RawOrder {
	if (target === undefined) return raw;
	// Ratios that could not be worked out are not missed a second time.
	const problem = (...sentences: string[]): RawOrder => ({
		...raw,
		values: { ...raw.values, ...noExpansion },
		problems: [...raw.problems, ...sentences],
		unread: [...raw.unread, 'images'],
	});
	const info = raw.pictures.images?.[0]?.file?.info;
	if (info?.width === undefined || info.height === undefined) {
		if (raw.unread.includes('images')) return problem();
		return problem(
			'Expand By is Aspect Ratio, but the size of Image is not known. Give the picture as binary data, or use Ratios.',
		);
	}
	const ratios = ratiosToReach(target, { width: info.width, height: info.height });
	if (!ratios)
		return problem(`Target Aspect Ratio is ${shown(target)}, but takes a ratio like 16:9.`);
	return { ...raw, values: { ...raw.values, ...ratios }, targetAspectRatio: target };
}

async function fetched(picture: Picture, http: HttpClient, gatewayUrl: string): Promise<Picture> {
	const { label, url = '' } = picture;
	const refuse = (reason: string) =>
		new InvalidOrder([`${label} could not be fetched from ${clean(url)}: ${reason}.`]);
	if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) throw refuse('it is not a web address');
	const tried = await attempt(async () => {
		const response = await follow(http, new URL(url), gatewayUrl, true);
		return { bytes: await readUpTo(response.body, maxFileBytes), response };
	});
	if (!tried.ok) {
		throw tried.error instanceof GatewayFailure ? refuse(clean(tried.error.message)) : tried.error;
	}
	const { bytes, response } = tried.value;
	if (!bytes) throw refuse('it has more than 100 MB, which no model takes');
	if (response.status !== 200) throw refuse(`the server answered ${response.status}`);
	const name = decoded(new URL(url).pathname.split('/').at(-1) ?? '');
	const file = await examinePicture(
		async () => oneChunk(bytes),
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
