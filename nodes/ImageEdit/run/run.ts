import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';
import type { GatewayEntry } from '../catalogue/types';
import type { Access } from '../request/access';
import type { LongTaskSettings } from '../host/settings';
import type { Budget } from '../transport/budget';
import type { HttpClient, Store } from '../transport/httpClient';
import type { Clock } from '../transport/clock';
import type { Semaphore } from '../transport/pool';
import type { Attempts } from '../transport/retrying';
import type { Ledger } from './ledger';
import type { Tally } from './tally';

/** Where the orders of a run go. */
export interface Gateway {
	readonly entry: GatewayEntry;
	/** The gateway's address, to which paths are added. */
	readonly base: string;
	/** Belongs to every call; n8n adds it, together with the key. */
	readonly query: Access['query'];
	readonly http: HttpClient;
}

/** How fast the orders of a run may go out; the words are those of `transport/fulfil`. */
export interface Throttle {
	readonly slots: Semaphore;
	readonly openTasks: Semaphore;
	readonly attempts: Attempts;
	readonly whileReleased: <T>(wait: () => Promise<T>) => Promise<T>;
	readonly onFailure: () => void;
}

/** What the orders of a run have cost and brought. */
export interface Books {
	readonly ledger: Ledger;
	readonly budget: Budget;
	readonly tally: Tally;
	/** Task ids of accepted orders by item, until their images are there. */
	readonly unfinished: Map<number, string>;
}

/** Everything that the items of one run share. */
export interface Run {
	readonly context: IExecuteFunctions;
	readonly gateway: Gateway;
	readonly throttle: Throttle;
	readonly books: Books;
	readonly store: Store<IBinaryData>;
	readonly clock: Clock;
	readonly tasks: LongTaskSettings;
	/** Where a task of this run was found. */
	readonly found: { path?: string };
}
