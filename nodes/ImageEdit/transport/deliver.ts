import type { AnsweredPicture } from '../answer/answeredPicture';
import type { FailureFacts } from '../answer/failures';
import { GatewayFailure, ruleOf, withFacts } from '../answer/failures';
import { checkedAddress, download, NotAPicture } from './download';
import { clean } from '../shared/clean';
import type { Clock } from './clock';
import type { PlacedOrder } from './placeOrder';
import { Semaphore } from './pool';
import { longestWait } from './retry';
import type { Store, StoredPicture, HttpClient } from './httpClient';
import { oneChunk } from '../shared/streams';
import { attempt } from '../shared/attempt';

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

/** Milliseconds for which the files of one answer may come late, all together. */
const lateness = 8_000;

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
	const now = deps.clock.now();
	const until = { late: now + lateness, patient: now + longestWait };
	const fetched = await Promise.allSettled(
		answer.pictures.map(
			async (picture) => await slots.hold(async () => await deliver(deps, placed, picture, until)),
		),
	);
	const pictures = withoutCopies(
		fetched.flatMap((result, index) =>
			result.status === 'fulfilled'
				? [{ picture: result.value, list: answer.pictures[index]?.list ?? 0 }]
				: [],
		),
	);
	const failures = fetched.flatMap((result) =>
		result.status === 'rejected' ? [result.reason as unknown] : [],
	);
	if (pictures.length === 0) {
		const merged = mergeFailures(failures);
		const failure = isNamed(merged) ? merged : brokenOff(answer, merged);
		throw withFacts(failure, orderFacts(placed, taskId));
	}
	return {
		pictures,
		missing: [
			...(answer.broken === undefined ? [] : [answer.broken]),
			...failures.filter((failure) => isOwnFault(failure, answer.broken)).map(messageOf),
		],
		...(answer.usage ? { usage: answer.usage } : {}),
		...(answer.requestId ? { requestId: answer.requestId } : {}),
		...(taskId === undefined ? {} : { taskId }),
		body: answer.body,
	};
}

/** One image may be in two lists, perhaps as bytes and as a URL: its bytes decide. */
function withoutCopies<Binary>(
	fetched: ReadonlyArray<{
		readonly picture: DeliveredPicture<Binary>;
		readonly list: number;
	}>,
): ReadonlyArray<DeliveredPicture<Binary>> {
	const first = new Map<string, { readonly list: number; readonly at: number }>();
	const kept: Array<DeliveredPicture<Binary>> = [];
	for (const { list, picture } of fetched) {
		const digest = picture.stored?.digest;
		const known = digest === undefined ? undefined : first.get(digest);
		if (known && known.list !== list) kept[known.at] = { ...picture, ...kept[known.at] };
		else {
			if (digest !== undefined) first.set(digest, { list, at: kept.length });
			kept.push(picture);
		}
	}
	return kept;
}

/** A link in what the model said turned out to be a page: there is no picture. */
class OnlyWords extends GatewayFailure {}

const messageOf = (failure: unknown) =>
	failure instanceof Error ? failure.message : String(failure);

/** Half a picture at the end of an answer that broke off is no fault of its own, and a link in words is none. */
const isOwnFault = (failure: unknown, broken: string | undefined) =>
	!(failure instanceof OnlyWords) &&
	!(
		broken !== undefined &&
		failure instanceof GatewayFailure &&
		ruleOf(failure.facts.kind).isOfOneImage
	);

/** Whether a failure names the URL of an image. */
const isNamed = (failure: unknown) =>
	failure instanceof GatewayFailure && ruleOf(failure.facts.kind).namesImage === true;

/** Half a picture at the end of half an answer is no fault of the picture. */
const brokenOff = ({ broken }: PlacedOrder<unknown>['answer'], failure: unknown): unknown =>
	broken === undefined ? failure : new GatewayFailure(broken, { kind: 'answer' });

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
	until: { readonly late: number; readonly patient: number },
): Promise<DeliveredPicture<Binary>> {
	const more = picture.revisedPrompt === undefined ? {} : { revisedPrompt: picture.revisedPrompt };
	const { requestId } = placed.answer;
	const facts = { kind: 'answer', ...(requestId ? { requestId } : {}) } as const;
	switch (picture.kind) {
		case 'failed':
			throw new GatewayFailure(`The gateway reported for one of the images: ${picture.message}`, {
				...facts,
				...(picture.code ? { code: picture.code } : {}),
			});
		case 'url': {
			const address = checkedAddress(picture.url, deps.base).href;
			if (!deps.download) return { url: address, ...more };
			const fetched = await attempt(
				async () =>
					await download(
						deps.http,
						deps.store,
						address,
						deps.base,
						deps.clock,
						until.late,
						until.patient,
					),
			);
			if (fetched.ok) return { stored: fetched.value, url: address, ...more };
			const { words } = placed.answer;
			if (words === undefined || !(fetched.error instanceof NotAPicture)) throw fetched.error;
			throw new OnlyWords(`The gateway responded without an image: ${clean(words)}`, facts);
		}
		case 'base64':
		case 'spooled': {
			const stored =
				picture.kind === 'spooled'
					? placed.spooled[picture.index]
					: placed.response &&
						(await deps.store(oneChunk(Buffer.from(picture.base64, 'base64')), placed.response));
			if (stored instanceof GatewayFailure) throw stored;
			if (!stored) {
				const { words } = placed.answer;
				const said = words === undefined ? '' : ` It said: ${clean(words)}`;
				const message = `The gateway returned something that is not an image.${said}`;
				throw new GatewayFailure(message, facts);
			}
			return { stored, ...more };
		}
	}
}
