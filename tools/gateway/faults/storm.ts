import { chancesOf } from '../../painter/chances';
import type { DialectRules } from '../dialects/dialect';
import type { Interception } from '../interception';
import { faultOf } from './kinds';
import { faultKinds, type FaultKind } from '../vocabulary';

export interface StormOptions {
	/** How many of the requests are hit, from 0 to 1; 0.2 as usual. */
	readonly share?: number;
	/** All as usual. */
	readonly kinds?: readonly FaultKind[];
	readonly on?: ReadonlyArray<'orders' | 'polls' | 'files'>;
	/** The same seed gives each order the same fate, whatever the order of arrival. */
	readonly seed?: number | string;
	/** With 429 and the gateway's own 5xx; none as usual. In place of what others ask for. */
	readonly retryAfterSeconds?: number;
	/** The storm begins so long after it was set, and lasts so long. */
	readonly fromMs?: number;
	readonly forMs?: number;
	/** No order and no poll of a task is hit more often. */
	readonly timesEach?: number;
}

export interface StormTarget {
	readonly on: 'orders' | 'polls' | 'files';
	/** Says what the request is about, the same in every run. */
	readonly subject: string;
	readonly dialect: DialectRules;
	readonly requestId: string;
}

export type Storm = (target: StormTarget) => Interception | undefined;

/** Faults by a dice that falls the same in every run. */
export function storm(options: StormOptions = {}): Storm {
	const { forMs = Infinity, fromMs = 0, kinds = faultKinds, on = ['orders'] } = options;
	const { retryAfterSeconds, seed = 1, share = 0.2, timesEach = Infinity } = options;
	const start = Date.now() + fromMs;
	const asked = new Map<string, number>();
	const hit = new Map<string, number>();
	return ({ dialect, on: where, requestId, subject }) => {
		const now = Date.now();
		if (!on.includes(where) || now < start || now >= start + forMs) return undefined;
		const name = `${where} ${subject}`;
		const times = (asked.get(name) ?? 0) + 1;
		asked.set(name, times);
		const hits = hit.get(name) ?? 0;
		const chance = chancesOf(`${seed} ${name} ${times}`);
		if (hits >= timesEach || chance() >= share) return undefined;
		hit.set(name, hits + 1);
		const kind = kinds[Math.floor(chance() * kinds.length)];
		if (!kind) return undefined;
		const wait = retryAfterSeconds === undefined ? {} : { retryAfterSeconds };
		return faultOf(kind, { dialect, requestId, finished: chance() < 0.5, pick: chance(), ...wait });
	};
}
