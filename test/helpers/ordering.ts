import type { GatewayFailure } from '../../nodes/ImageEdit/answer/failures';
import type { OrderDeps, Stage } from '../../nodes/ImageEdit/transport/fulfil';
import { fulfil } from '../../nodes/ImageEdit/transport/fulfil';
import { Throttle } from '../../nodes/ImageEdit/transport/throttle';
import { Semaphore } from '../../nodes/ImageEdit/transport/pool';
import type { Reply } from './fakeWeb';
import { fakeWeb, memoryStore } from './fakeWeb';
import { virtualClock } from './virtualClock';
import { smallBody } from './wireBody';

const base = 'https://gateway.example/v1';
export const edits = `${base}/images/edits`;
const path = '/images/edits';

type Replies = Readonly<Record<string, ReadonlyArray<GatewayFailure | Reply>>>;

/** A gateway that answers from a script, and what an order needs beside it. */
export function counter(replies: Replies, changes: Partial<OrderDeps<string>> = {}) {
	const web = fakeWeb(replies);
	const clock = virtualClock();
	const accepted: Stage[] = [];
	const policy = { maxTries: 3, retryAmbiguous: false };
	const deps: OrderDeps<string> = {
		http: web.http,
		store: memoryStore,
		clock,
		download: true,
		base,
		slots: new Semaphore(1),
		attempts: {
			policy,
			clock,
			throttle: new Throttle(clock, { concurrency: 16, requestsPerMinute: 0 }),
			beforeOrder: () => undefined,
			onRepeat: () => undefined,
		},
		openTasks: new Semaphore(4),
		whileReleased: async (wait) => await wait(),
		onAccepted: async (progress) => void accepted.push(progress),
		onFailure: () => undefined,
		returnTask: false,
		taskSettings: { pollInterval: 5_000, maxWait: 600_000, pollPath: '' },
		found: {},
		taskPaths: ['{orderPath}/{taskId}'],
		...changes,
	};
	const order = async (ownId?: string) =>
		await fulfil(deps, { path, body: smallBody, ...(ownId && { ownId }) }).catch(
			(error: unknown) => error,
		);
	return { accepted, asked: web.asked, clock, deps, order };
}

export async function ordering(
	replies: Replies,
	changes: Partial<OrderDeps<string>> = {},
	before?: Stage,
	ownId?: string,
) {
	const { accepted, asked, clock, deps, order } = counter(replies, changes);
	const resume = async () =>
		before && (await fulfil(deps, { path, before }).catch((error: unknown) => error));
	const outcome = await clock.run(before ? resume() : order(ownId));
	return { accepted, asked, outcome };
}
