import { mustFetch } from '../request/encode';
import { GatewayFailure } from '../answer/failures';
import { InvalidOrder } from '../request/findings';
import type { Picture } from '../image/imageFile';
import { examinePicture } from '../image/imageFile';
import { attempt, readUpTo } from '../shared/attempt';
import { follow } from '../transport/follow';
import type { HttpClient } from '../transport/httpClient';
import { withTransparency } from '../host/images';
import type { ItemOrder } from './parameters';
import { Problems } from './problems';
import { clean } from '../shared/clean';
import { oneChunk } from '../shared/streams';

/** Bytes, of one picture: they are held until the order is sent. */
const longestFile = 100 * 1024 * 1024;

/**
 * Fetches the pictures that are given by address where the gateway takes files only, or where their
 * size has to be known.
 */
export async function fetchInputs(
	order: ItemOrder,
	http: HttpClient,
	gatewayUrl: string,
	needsSize: boolean,
): Promise<ItemOrder> {
	const { plan, raw } = order;
	const pictures = { ...raw.pictures };
	const problems = new Problems();
	const unread = [...raw.unread];
	for (const spec of plan.pictures) {
		const given = pictures[spec.role] ?? [];
		if (!given.some(({ file }) => !file)) continue;
		if (!needsSize && !mustFetch(plan, spec, given)) continue;
		const read = await Promise.all(
			given.map(async (picture) =>
				picture.file
					? picture
					: await problems.collect(async () => await fetched(picture, http, gatewayUrl)),
			),
		);
		const found = read.filter((picture) => picture !== undefined);
		pictures[spec.role] =
			spec.role === 'mask' ? await Promise.all(found.map(withTransparency)) : found;
		if (read.includes(undefined)) unread.push(spec.role);
	}
	const all = [...raw.problems, ...problems.sentences];
	return { ...order, raw: { ...raw, pictures, problems: all, unread } };
}

async function fetched(picture: Picture, http: HttpClient, gatewayUrl: string): Promise<Picture> {
	const { label, url = '' } = picture;
	const refuse = (reason: string) =>
		new InvalidOrder([`${label} could not be fetched from ${clean(url)}: ${reason}.`]);
	if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) throw refuse('it is not a web address');
	const tried = await attempt(async () => {
		const response = await follow(http, new URL(url), gatewayUrl, true);
		return { bytes: await readUpTo(response.body, longestFile), response };
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
