import type { RawAnswer } from '../answer/decode';
import { requestIdOf } from '../answer/decode';
import { isDraft } from '../answer/drafts';
import { GatewayFailure, ruleOf, withFacts } from '../answer/failures';
import { markOf } from '../answer/marks';
import { spoolBase64 } from '../answer/spool';
import { readImageInfo } from '../image/pictureReader';
import { attempt } from '../shared/attempt';
import type { Chunks } from '../shared/streams';
import { drain, peek, readAndLetGo } from '../shared/streams';
import type { Store, StoredPicture, HttpResponse } from './httpClient';

/** Beside its pictures, an answer is small. */
const maxTextBytes = 4 * 1024 * 1024;

/** Of an image that a refusal repeats: FastAPI's 422 has the whole request as its `input`. */
const maxEchoBytes = 64 * 1024 * 1024;

/** undefined = it was no picture; a failure = it was half a picture. */
export type SpooledPicture<Binary> = StoredPicture<Binary> | GatewayFailure | undefined;

export interface Received<Binary> {
	readonly raw: RawAnswer;
	readonly spooled: ReadonlyArray<SpooledPicture<Binary>>;
	/** Why this is not all of it. */
	readonly failure?: GatewayFailure;
}

/**
 * Reads the body of a response as it arrives; images go to the store, whether they are in text or are the
 * body itself.
 * @param mostBytes of what is no picture
 */
export async function receive<Binary>(
	response: HttpResponse,
	store: Store<Binary>,
	mostBytes = maxTextBytes,
): Promise<Received<Binary>> {
	const { headers, status } = response;
	const good = status >= 200 && status < 300;
	const keep = async (bytes: Chunks): Promise<SpooledPicture<Binary>> => {
		const kept = await attempt(async () => await store(bytes, response));
		if (kept.ok) return kept.value;
		const { error } = kept;
		// The others may be complete nevertheless.
		if (error instanceof GatewayFailure && ruleOf(error.facts.kind).isOfOneImage) return error;
		throw error;
	};
	const pass = async (bytes: Chunks) => await drain(bytes[Symbol.asyncIterator](), maxEchoBytes);
	const readBody = async (body: Chunks) => {
		const { all, head } = await peek(body, headSize);
		if (good && isPicture(head, headers)) return { text: markOf(0), stored: [await keep(all)] };
		return await spoolBase64(all, good ? keep : pass, mostBytes, isDraft);
	};
	const read = await attempt(async () => await readAndLetGo(response.body, readBody));
	const { stored, text, failure } = read.ok
		? { failure: undefined, ...read.value }
		: { stored: [], text: '', failure: read.error };
	const raw = { status, headers, text };
	return failure === undefined
		? { raw, spooled: stored }
		: { raw, spooled: stored, failure: withResponse(failure, response) };
}

/** Bytes that tell a picture from text. */
const headSize = 256;

/** By its bytes, whatever it is called; one that is called a picture and is no text is not looked at further. */
function isPicture(head: Buffer, headers: Readonly<Record<string, unknown>>): boolean {
	const text = head.toString('latin1').trimStart();
	if (/^image\//i.test(String(headers['content-type'] ?? '').trim()))
		return !/^(?:[{[:]|data:|event:|<!doctype html|<html)/i.test(text);
	// The signature of some formats is two letters, which words may begin with as well.
	const isBinary = head.some((byte) => byte < 9);
	return (isBinary || text.startsWith('<svg')) && readImageInfo(head) !== undefined;
}

/** What went wrong while an answer was read belongs to that answer. */
function withResponse(error: unknown, { headers, status }: HttpResponse): GatewayFailure {
	if (error instanceof RangeError)
		return new GatewayFailure(`${error.message}.`, { kind: 'endless', status }, headers);
	if (!(error instanceof GatewayFailure)) throw error;
	const requestId = requestIdOf(headers, undefined);
	return withFacts(error, {
		...(ruleOf(error.facts.kind).hasResponse ? { status } : {}),
		...(requestId === '' ? {} : { requestId }),
	}) as GatewayFailure;
}
