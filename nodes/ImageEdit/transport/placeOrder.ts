import type { WireBody } from '../request/body';
import type { Answer } from '../answer/decode';
import { decode } from '../answer/decode';
import type { FailureKind } from '../answer/failures';
import { GatewayFailure, ruleOf, withFacts } from '../answer/failures';
import { attempt } from '../shared/attempt';
import type { Store, HttpClient, HttpResponse } from './httpClient';
import type { Received, SpooledPicture } from './receive';
import { receive } from './receive';

export interface PlacedOrder<Binary> {
	readonly answer: Answer;
	/** Absent for an order that was answered in an earlier try. */
	readonly response?: HttpResponse;
	/** How often it was ordered until it was answered. */
	readonly attempts?: number;
	/** What came as base64, by its index in the answer. */
	readonly spooled: ReadonlyArray<SpooledPicture<Binary>>;
}

/**
 * One try of one order: sends it, reads the answer as it arrives, and understands it.
 * @throws GatewayFailure
 */
export async function placeOrder<Binary>(
	http: HttpClient,
	store: Store<Binary>,
	base: string,
	path: string,
	body: WireBody,
): Promise<PlacedOrder<Binary>> {
	const url = `${base}${path}`;
	const placed = await attempt(
		async () => await receiveAnswer(await http.post(url, body), store, path),
	);
	if (placed.ok) return placed.value;
	throw withFacts(placed.error, { request: `POST ${url.replace(/\?.*/s, '')}` });
}

/** Reads an answer to an order. @throws GatewayFailure */
async function receiveAnswer<Binary>(
	response: HttpResponse,
	store: Store<Binary>,
	path: string,
): Promise<PlacedOrder<Binary>> {
	const received = await receive(response, store);
	const { spooled } = received;
	const request = response.request && { request: { ...response.request, path } };
	const decoded = await attempt(async () => decode({ ...received.raw, ...request }));
	const { failure } = received;
	// The head of a refusal says enough, also where its body breaks off.
	const isEnough = response.status >= 300 && failure && brokenOff.includes(failure.facts.kind);
	if (failure && !isEnough)
		return { ...salvaged(received, decoded.ok ? decoded.value : undefined), response };
	if (!decoded.ok) throw decoded.error;
	return { answer: decoded.value, spooled, response };
}

const brokenOff: readonly FailureKind[] = ['cut', 'network', 'timeout'];

/** An answer that broke off was paid for: what had come whole by then is kept, be it a picture or a task. */
function salvaged<Binary>(
	{ failure, spooled }: Received<Binary>,
	answer: Answer | undefined,
): PlacedOrder<Binary> {
	const mayKeep = failure && ruleOf(failure.facts.kind).keepsImages;
	const whole = (answer?.pictures ?? []).filter((picture) => {
		const stored = picture.kind === 'spooled' ? spooled[picture.index] : undefined;
		const isWhole = stored && !(stored instanceof GatewayFailure);
		return picture.kind === 'spooled' ? isWhole : mayKeep !== 'stored';
	});
	if (!answer || !mayKeep || (whole.length === 0 && !answer.task)) throw failure;
	return { answer: { ...answer, pictures: whole, broken: failure.message }, spooled };
}
