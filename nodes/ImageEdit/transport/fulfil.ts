import type { WireBody } from '../request/body';
import type { AnsweredPicture } from '../request/decode';
import { GatewayFailure } from '../request/errors';
import { download, resultAddress } from './download';
import type { PlacedOrder } from './placeOrder';
import { placeOrder } from './placeOrder';
import type { Attempts } from './retrying';
import { retrying } from './retrying';
import type { Slots } from './pool';
import type { Store, StoredPicture, Wire } from './wire';

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
	readonly body: unknown;
}

export interface Means<Binary> {
	readonly wire: Wire;
	readonly store: Store<Binary>;
	/** Held only while the paid request is under way. */
	readonly slots: Slots;
	readonly attempts: Attempts;
	/** False: addresses are handed on instead of being fetched. */
	readonly download: boolean;
}

/**
 * From an order to its pictures: orders, again where that is safe, and fetches what came as addresses.
 * @param beforeOrder called when a slot is free; throws when the order is no longer wanted
 * @throws GatewayFailure
 */
export async function fulfil<Binary>(
	means: Means<Binary>,
	url: string,
	body: WireBody,
	beforeOrder: () => void,
): Promise<Delivery<Binary>> {
	const { attempts, slots, store, wire } = means;
	const placed = await slots.hold(async () => {
		beforeOrder();
		return await retrying(async () => await placeOrder(wire, store, url, body), attempts);
	});
	const { answer } = placed;
	if (answer.task) {
		const { status, taskId } = answer.task;
		throw new GatewayFailure(
			`The gateway took the order as task ${taskId} (${status || 'no status'}) and answered no picture yet.`,
			{ kind: 'task', taskId, ...(answer.requestId ? { requestId: answer.requestId } : {}) },
		);
	}
	const fetched = await Promise.allSettled(
		answer.pictures.map(async (picture) => await deliver(means, placed, picture, url)),
	);
	const pictures = fetched.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
	const failures = fetched.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : []));
	if (pictures.length === 0) throw failures[0];
	return {
		pictures,
		missing: failures.map((failure) => (failure instanceof Error ? failure.message : String(failure))),
		...(answer.usage ? { usage: answer.usage } : {}),
		...(answer.requestId ? { requestId: answer.requestId } : {}),
		body: answer.body,
	};
}

async function deliver<Binary>(
	means: Means<Binary>,
	placed: PlacedOrder<Binary>,
	picture: AnsweredPicture,
	gatewayUrl: string,
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
			const address = resultAddress(picture.url, gatewayUrl)?.href ?? picture.url;
			if (!means.download) return { url: address, ...more };
			const { clock } = means.attempts;
			const stored = await download(means.wire, means.store, address, gatewayUrl, clock);
			return { stored, url: address, ...more };
		}
		case 'base64':
		case 'spooled': {
			const stored =
				picture.kind === 'spooled'
					? placed.spooled[picture.index]
					: await means.store(once(Buffer.from(picture.base64, 'base64')), placed.response);
			if (!stored) throw new GatewayFailure('The gateway answered base64 that is not a picture.', facts);
			return { stored, ...more };
		}
	}
}

async function* once(bytes: Uint8Array): AsyncIterable<Uint8Array> {
	yield bytes;
}
