import type { AnsweredPicture } from '../answer/decode';
import type { FailureFacts } from '../answer/failures';
import { GatewayFailure, ruleOf, withFacts } from '../answer/failures';
import { download, resultAddress } from './download';
import type { Clock } from './clock';
import type { PlacedOrder } from './placeOrder';
import { Semaphore } from './pool';
import type { Store, StoredPicture, HttpClient } from './httpClient';
import { oneChunk } from '../shared/streams';

export interface DeliveredPicture<Binary> {
	/** Absent when only its address is wanted. */
	readonly stored?: StoredPicture<Binary>;
	readonly url?: string;
	readonly revisedPrompt?: string;
}

export interface Delivery<Binary> {
	readonly pictures: ReadonlyArray<DeliveredPicture<Binary>>;
	/** What did not come although it was ordered, one sentence each. */
	readonly missing: readonly string[];
	readonly usage?: Readonly<Record<string, unknown>>;
	readonly requestId?: string;
	readonly taskId?: string;
	readonly body: unknown;
}

/** Pictures of one answer; the other items fetch theirs at the same time. */
const fetchedAtOnce = 4;

export interface DeliveryDeps<Binary> {
	readonly http: HttpClient;
	readonly store: Store<Binary>;
	readonly clock: Clock;
	/** False: addresses are handed on instead of being fetched. */
	readonly download: boolean;
	/** The gateway's address. */
	readonly base: string;
}

/**
 * Fetches the pictures of an answer. Some may be missing; what came is kept.
 * @throws GatewayFailure when none came
 */
export async function deliverAll<Binary>(
	deps: DeliveryDeps<Binary>,
	placed: PlacedOrder<Binary>,
	taskId?: string,
): Promise<Delivery<Binary>> {
	const { answer } = placed;
	const slots = new Semaphore(fetchedAtOnce);
	const fetched = await Promise.allSettled(
		answer.pictures.map(
			async (picture) => await slots.hold(async () => await deliver(deps, placed, picture)),
		),
	);
	const pictures = fetched.flatMap((result) =>
		result.status === 'fulfilled' ? [result.value] : [],
	);
	const failures = fetched.flatMap((result) =>
		result.status === 'rejected' ? [result.reason as unknown] : [],
	);
	if (pictures.length === 0) throw withFacts(mergeFailures(failures), orderFacts(placed, taskId));
	return {
		pictures,
		missing: [...(placed.broken === undefined ? [] : [placed.broken]), ...failures.map(messageOf)],
		...(answer.usage ? { usage: answer.usage } : {}),
		...(answer.requestId ? { requestId: answer.requestId } : {}),
		...(taskId === undefined ? {} : { taskId }),
		body: answer.body,
	};
}

const messageOf = (failure: unknown) =>
	failure instanceof Error ? failure.message : String(failure);

/** The first failure, and the addresses of all pictures that were made. */
function mergeFailures([first, ...others]: readonly unknown[]): unknown {
	if (!(first instanceof GatewayFailure)) return first;
	const made = others.filter(
		(other) => other instanceof GatewayFailure && ruleOf(other.facts.kind).namesImage,
	);
	const messages = new Set([first, ...made].map(messageOf));
	return new GatewayFailure([...messages].join(' '), first.facts, first.headers);
}

/** The order itself was answered: what is known of it belongs to what happened after. */
const orderFacts = (
	{ answer, attempts, response }: PlacedOrder<unknown>,
	taskId: string | undefined,
): Partial<FailureFacts> => ({
	...(response ? { status: response.status } : {}),
	retryable: false,
	...(answer.requestId ? { requestId: answer.requestId } : {}),
	...(attempts === undefined ? {} : { attempts }),
	...(taskId === undefined ? {} : { taskId }),
});

async function deliver<Binary>(
	deps: DeliveryDeps<Binary>,
	placed: PlacedOrder<Binary>,
	picture: AnsweredPicture,
): Promise<DeliveredPicture<Binary>> {
	const more = picture.revisedPrompt === undefined ? {} : { revisedPrompt: picture.revisedPrompt };
	const { requestId } = placed.answer;
	const facts = { kind: 'answer', ...(requestId ? { requestId } : {}) } as const;
	switch (picture.kind) {
		case 'failed':
			throw new GatewayFailure(`The gateway reported for one of the pictures: ${picture.message}`, {
				...facts,
				...(picture.code ? { code: picture.code } : {}),
			});
		case 'url': {
			const address = resultAddress(picture.url, deps.base)?.href ?? picture.url;
			if (!deps.download) return { url: address, ...more };
			const stored = await download(deps.http, deps.store, address, deps.base, deps.clock);
			return { stored, url: address, ...more };
		}
		case 'base64':
		case 'spooled': {
			const stored =
				picture.kind === 'spooled'
					? placed.spooled[picture.index]
					: placed.response &&
						(await deps.store(oneChunk(Buffer.from(picture.base64, 'base64')), placed.response));
			if (stored instanceof GatewayFailure) throw stored;
			if (!stored)
				throw new GatewayFailure('The gateway answered something that is not a picture.', facts);
			return { stored, ...more };
		}
	}
}
