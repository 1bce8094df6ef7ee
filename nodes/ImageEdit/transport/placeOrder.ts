import type { WireBody } from '../request/body';
import type { Answer } from '../request/decode';
import { decode } from '../request/decode';
import { GatewayFailure } from '../request/errors';
import { spoolBase64 } from '../request/spool';
import { attempt, drain } from './attempt';
import type { Store, StoredPicture, Wire, WireResponse } from './wire';

/** Beside its pictures, an answer is small. */
const maxTextBytes = 16 * 1024 * 1024;

export interface PlacedOrder<Binary> {
	readonly answer: Answer;
	readonly response: WireResponse;
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

/** Reads an answer to an order or to a question after a task. @throws GatewayFailure */
export async function readAnswer<Binary>(
	response: WireResponse,
	store: Store<Binary>,
): Promise<PlacedOrder<Binary>> {
	const { headers, status } = response;
	const good = status >= 200 && status < 300;
	if (good && String(headers['content-type'] ?? '').startsWith('image/')) {
		const picture = await store(response.body, response);
		return {
			answer: { pictures: [{ kind: 'spooled', index: 0 }], body: undefined },
			spooled: [picture],
			response,
		};
	}
	const keep = good ? store : drain;
	const read = await attempt(
		async () =>
			await spoolBase64(response.body, async (bytes) => await keep(bytes, response), maxTextBytes),
	);
	if (read.ok) {
		const { stored, text } = read.value;
		return { answer: decode({ status, headers, text }), spooled: stored, response };
	}
	if (read.error instanceof RangeError) {
		throw new GatewayFailure(`${read.error.message}.`, { kind: 'answer', status }, headers);
	}
	throw read.error;
}
