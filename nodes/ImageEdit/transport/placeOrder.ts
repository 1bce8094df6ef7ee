import type { WireBody } from '../request/body';
import type { Answer, RawAnswer } from '../request/decode';
import { decode, requestIdOf } from '../request/decode';
import { GatewayFailure } from '../request/errors';
import { spoolBase64 } from '../request/spool';
import { attempt, drain } from './attempt';
import type { Store, StoredPicture, Wire, WireResponse } from './wire';

/** Beside its pictures, an answer is small. */
const maxTextBytes = 16 * 1024 * 1024;

export interface PlacedOrder<Binary> {
	readonly answer: Answer;
	/** Absent for an order that was answered in an earlier try. */
	readonly response?: WireResponse;
	/** How often it was ordered until it was answered. */
	readonly attempts?: number;
	/** What came as base64, by its index in the answer; undefined = it was no picture. */
	readonly spooled: ReadonlyArray<StoredPicture<Binary> | undefined>;
}

/**
 * One try of one order: sends it, reads the answer as it arrives, and understands it.
 * @throws GatewayFailure
 */
export async function placeOrder<Binary>(
	wire: Wire,
	store: Store<Binary>,
	url: string,
	body: WireBody,
): Promise<PlacedOrder<Binary>> {
	const response = await wire.order(url, body);
	return await readAnswer(response, store);
}

/** Reads an answer to an order. @throws GatewayFailure */
export async function readAnswer<Binary>(
	response: WireResponse,
	store: Store<Binary>,
): Promise<PlacedOrder<Binary>> {
	const { headers, status } = response;
	const good = status >= 200 && status < 300;
	if (!good || !String(headers['content-type'] ?? '').startsWith('image/')) {
		const { raw, spooled } = await receive(response, store);
		return { answer: decode(raw), spooled, response };
	}
	const picture = await attempt(async () => await store(response.body, response));
	if (!picture.ok) throw ofAnswer(picture.error, response);
	const requestId = requestIdOf(headers, undefined);
	const answer: Answer = {
		pictures: [{ kind: 'spooled', index: 0 }],
		...(requestId === '' ? {} : { requestId }),
		body: undefined,
	};
	return { answer, spooled: [picture.value], response };
}

/** What went wrong while an answer was read belongs to that answer. */
function ofAnswer(error: unknown, { headers, status }: WireResponse): unknown {
	if (!(error instanceof GatewayFailure)) return error;
	const requestId = requestIdOf(headers, undefined);
	const known = error.facts.kind === 'answer' || error.facts.kind === 'oversize' ? { status } : {};
	return error.with({ ...known, ...(requestId === '' ? {} : { requestId }) });
}

/** Reads the body of an answer as it arrives; pictures go to the store. @throws GatewayFailure */
export async function receive<Binary>(
	response: WireResponse,
	store: Store<Binary>,
): Promise<{ raw: RawAnswer; spooled: PlacedOrder<Binary>['spooled'] }> {
	const { headers, status } = response;
	const good = status >= 200 && status < 300;
	const read = await attempt(
		async () =>
			await spoolBase64(
				response.body,
				async (bytes) =>
					good
						? await store(bytes, response)
						: await drain(bytes[Symbol.asyncIterator](), maxTextBytes),
				maxTextBytes,
			),
	);
	if (read.ok)
		return { raw: { status, headers, text: read.value.text }, spooled: read.value.stored };
	if (read.error instanceof RangeError) {
		throw new GatewayFailure(`${read.error.message}.`, { kind: 'answer', status }, headers);
	}
	throw ofAnswer(read.error, response);
}
