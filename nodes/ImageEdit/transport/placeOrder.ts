import type { WireBody } from '../request/body';
import type { Answer, RawAnswer } from '../answer/decode';
import { decode, requestIdOf } from '../answer/decode';
import { GatewayFailure, ruleOf, withFacts } from '../answer/failures';
import { spoolBase64 } from '../answer/spool';
import { attempt, drain } from '../shared/attempt';
import type { Store, StoredPicture, HttpClient, HttpResponse } from './httpClient';
import type { Chunks } from '../shared/streams';

/** Beside its pictures, an answer is small. */
const maxTextBytes = 4 * 1024 * 1024;

export interface PlacedOrder<Binary> {
	readonly answer: Answer;
	/** Absent for an order that was answered in an earlier try. */
	readonly response?: HttpResponse;
	/** How often it was ordered until it was answered. */
	readonly attempts?: number;
	/** What came as base64, by its index in the answer. */
	readonly spooled: ReadonlyArray<Spooled<Binary>>;
	/** Why there may be less than was ordered. */
	readonly broken?: string;
}

/** undefined = it was no picture; a failure = it was half a picture. */
type Spooled<Binary> = StoredPicture<Binary> | GatewayFailure | undefined;

/**
 * One try of one order: sends it, reads the answer as it arrives, and understands it.
 * @throws GatewayFailure
 */
export async function placeOrder<Binary>(
	http: HttpClient,
	store: Store<Binary>,
	url: string,
	body: WireBody,
): Promise<PlacedOrder<Binary>> {
	const placed = await attempt(async () => await readAnswer(await http.post(url, body), store));
	if (placed.ok) return placed.value;
	throw withFacts(placed.error, { request: `POST ${url.replace(/\?.*/s, '')}` });
}

/** Reads an answer to an order. @throws GatewayFailure */
async function readAnswer<Binary>(
	response: HttpResponse,
	store: Store<Binary>,
): Promise<PlacedOrder<Binary>> {
	const { headers, status } = response;
	const good = status >= 200 && status < 300;
	if (!good || !String(headers['content-type'] ?? '').startsWith('image/')) {
		const kept: StoredPicture<Binary>[] = [];
		const keeping: Store<Binary> = async (bytes, from) => {
			const picture = await store(bytes, from);
			if (picture) kept.push(picture);
			return picture;
		};
		const read = await attempt(async () => {
			const { raw, spooled } = await receive(response, keeping);
			return { answer: decode(raw), spooled, response };
		});
		return read.ok ? read.value : salvageImages(read.error, kept, response);
	}
	const picture = await attempt(async () => await store(response.body, response));
	if (!picture.ok) throw withResponse(picture.error, response);
	const requestId = requestIdOf(headers, undefined);
	const answer: Answer = {
		pictures: [{ kind: 'spooled', index: 0 }],
		...(requestId === '' ? {} : { requestId }),
		body: undefined,
	};
	return { answer, spooled: [picture.value], response };
}

/** An answer that broke off was paid for: the pictures that had come whole by then are kept. */
function salvageImages<Binary>(
	error: unknown,
	kept: ReadonlyArray<StoredPicture<Binary>>,
	response: HttpResponse,
): PlacedOrder<Binary> {
	const mayKeep = error instanceof GatewayFailure && ruleOf(error.facts.kind).keepsImages;
	if (!mayKeep || kept.length === 0) throw error;
	const { requestId } = error.facts;
	return {
		answer: {
			pictures: kept.map((_picture, index) => ({ kind: 'spooled', index })),
			...(requestId === undefined ? {} : { requestId }),
			body: undefined,
		},
		spooled: kept,
		response,
		broken: error.message,
	};
}

/** What went wrong while an answer was read belongs to that answer. */
function withResponse(error: unknown, { headers, status }: HttpResponse): unknown {
	if (!(error instanceof GatewayFailure)) return error;
	const requestId = requestIdOf(headers, undefined);
	return withFacts(error, {
		...(ruleOf(error.facts.kind).hasResponse ? { status } : {}),
		...(requestId === '' ? {} : { requestId }),
	});
}

/**
 * Reads the body of an answer as it arrives; pictures go to the store.
 * @param mostBytes of what is no picture
 * @throws GatewayFailure
 */
export async function receive<Binary>(
	response: HttpResponse,
	store: Store<Binary>,
	mostBytes = maxTextBytes,
): Promise<{ raw: RawAnswer; spooled: PlacedOrder<Binary>['spooled'] }> {
	const { headers, status } = response;
	const good = status >= 200 && status < 300;
	const keep = async (bytes: Chunks): Promise<Spooled<Binary>> => {
		const kept = await attempt(async () => await store(bytes, response));
		if (kept.ok) return kept.value;
		const { error } = kept;
		// The others may be whole all the same.
		if (error instanceof GatewayFailure && ruleOf(error.facts.kind).isOfOneImage) return error;
		throw error;
	};
	const read = await attempt(
		async () =>
			await spoolBase64(
				response.body,
				async (bytes) =>
					good ? await keep(bytes) : await drain(bytes[Symbol.asyncIterator](), mostBytes),
				mostBytes,
			),
	);
	if (read.ok)
		return { raw: { status, headers, text: read.value.text }, spooled: read.value.stored };
	if (read.error instanceof RangeError) {
		throw new GatewayFailure(`${read.error.message}.`, { kind: 'endless', status }, headers);
	}
	throw withResponse(read.error, response);
}
