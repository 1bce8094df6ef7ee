import type { IBinaryData, IDataObject } from 'n8n-workflow';
import type { GatewayFailure } from '../../nodes/ImageEdit/answer/failures';
import type { GatewayId } from '../../nodes/ImageEdit/catalogue/gateways';
import { gatewayById } from '../../nodes/ImageEdit/catalogue/gateways';
import type { OutputSettings } from '../../nodes/ImageEdit/host/settings';
import { readOutputSettings } from '../../nodes/ImageEdit/host/settings';
import { Ledger } from '../../nodes/ImageEdit/run/ledger';
import type { Purchase } from '../../nodes/ImageEdit/run/purchase';
import { purchase, resume } from '../../nodes/ImageEdit/run/purchase';
import type { Run } from '../../nodes/ImageEdit/run/run';
import { Tally } from '../../nodes/ImageEdit/run/tally';
import { attempt } from '../../nodes/ImageEdit/shared/attempt';
import { Budget } from '../../nodes/ImageEdit/transport/budget';
import { withDigest } from '../../nodes/ImageEdit/transport/digest';
import type { Store } from '../../nodes/ImageEdit/transport/httpClient';
import { Semaphore } from '../../nodes/ImageEdit/transport/pool';
import { Throttle } from '../../nodes/ImageEdit/transport/throttle';
import type { Reply } from './fakeWeb';
import { fakeWeb, memoryStore } from './fakeWeb';
import { nodeContext } from './nodeContext';
import { receiptOf } from './receipts';
import { virtualClock } from './virtualClock';
import { smallBody } from './wireBody';

const base = 'https://gateway.example/v1';
const path = '/images/edits';
export const edits = `${base}${path}`;
export const poll = `${edits}/t1`;
export const a = 'https://files.example/a.png';
export const b = 'https://files.example/b.png';

export interface Given {
	/** What else n8n hands to the node. */
	readonly context?: object;
	readonly gateway?: GatewayId;
	readonly download?: boolean;
	readonly maxCost?: number;
	readonly mode?: OutputSettings['mode'];
	readonly openTasks?: number;
	/** Of the credential, for every call. */
	readonly query?: Run['gateway']['query'];
	readonly retryAmbiguous?: boolean;
	readonly returnTask?: boolean;
	/** Milliseconds since 1970. */
	readonly start?: number;
	readonly tool?: boolean;
}

const store: Store<IBinaryData> = async (bytes, response) => {
	const stored = await memoryStore(bytes, response);
	return stored && { ...stored, binary: { data: '', mimeType: 'image/png', id: 'file:1' } };
};

/** One try of the node after another; what it keeps is handed from one to the next. */
export function tries(replies: Readonly<Record<string, ReadonlyArray<GatewayFailure | Reply>>>) {
	const kept = {};
	const web = fakeWeb(replies);
	return async ({ maxCost = 0, returnTask = false, tool = false, ...given }: Given = {}) => {
		const clock = virtualClock(0, given.start);
		const counted: unknown[] = [];
		const context = Object.assign(nodeContext(kept, { tool }), {
			getNodeParameter: () => ({ mode: given.mode, download: given.download }),
			getExecuteData: () => ({}),
			setMetadata: ({ tokenUsage }: { tokenUsage: unknown }) => counted.push(tokenUsage),
			...given.context,
		});
		const ledger = await Ledger.open(context, '', { maxCost, requestsPerMinute: 0 });
		const budget = new Budget(maxCost, ledger.purse);
		const tally = new Tally(clock);
		const unfinished = new Map<number, string>();
		const run: Run = {
			context,
			gateway: {
				...{ base, query: given.query ?? [], http: web.http },
				entry: gatewayById(given.gateway ?? 'openAiCompatible'),
			},
			throttle: {
				slots: new Semaphore(1),
				openTasks: new Semaphore(given.openTasks ?? 1),
				whileReleased: async (wait) => await wait(),
				attempts: {
					policy: { maxTries: 3, retryAmbiguous: given.retryAmbiguous === true },
					clock,
					throttle: new Throttle(clock, { concurrency: 4, requestsPerMinute: 0 }),
					beforeOrder: () => undefined,
					onRepeat: () => undefined,
				},
				onFailure: () => undefined,
			},
			books: { ledger, budget, tally, unfinished },
			store: withDigest(store),
			clock,
			tasks: { returnTask, pollInterval: 5_000, maxWait: 20_000, pollPath: '', openTasks: 1 },
			found: {},
		};
		const output = readOutputSettings(context, 0);
		const outcome = async (work: Promise<Array<{ readonly json: IDataObject }>>) => {
			const done = await clock.run(attempt(async () => await work));
			return done.ok ? done.value.map(({ json }) => json) : (done.error as GatewayFailure);
		};
		return {
			...run.books,
			run,
			asked: web.asked,
			/** Lets time pass until it is done. */
			done: async <T>(work: Promise<T>) => await clock.run(attempt(async () => await work)),
			found: run.found,
			/** Tokens that n8n was told. */
			counted,
			order: async (more: Partial<Purchase> = {}) => {
				const { price = 0, receipt = receiptOf(price === 0 ? {} : { price }) } = more;
				if (!('before' in (more.order ?? {}))) budget.reserve(price);
				const order = { path, body: smallBody };
				return await outcome(purchase(run, { order, output, ...more, price, receipt }));
			},
			goOn: async (item = 0) => {
				const before = ledger.ofItem(item);
				if (!before) throw new Error('Nothing is kept of it.');
				return await outcome(resume(run, before, output));
			},
		};
	};
}
