/** How a gateway limits its callers. */
export interface Limit {
	/** How many it serves at once; absent = any number. */
	readonly atOnce?: number;
	/** How many it serves at once from so many orders on. */
	readonly then?: { readonly after: number; readonly atOnce: number };
	/** How many it takes in a second, whenever it begins; absent = any number. */
	readonly perSecond?: number;
	/** Milliseconds for an order. */
	readonly latencyMs: number;
	/** Seconds that it asks for when it refuses. */
	readonly retryAfter?: number;
}

export interface LimitCase {
	readonly title: string;
	readonly items: number;
	readonly concurrency: number;
	readonly limit: Limit;
	/** Executions that run at once, each with all the items; 1 when absent. */
	readonly executions?: number;
	/** Milliseconds when the gateway serves all the time what it can. */
	readonly idealMs: number;
	/** Time ÷ ideal that is aimed at. */
	readonly maxTime: number;
}

const limited = (
	items: number,
	concurrency: number,
	limit: Limit,
	what: string,
	maxTime = 1.15,
): LimitCase => ({
	title: `${items} items, Concurrency ${concurrency}, ${what}`,
	items,
	concurrency,
	limit,
	idealMs: idealOf(items, concurrency, limit),
	maxTime,
});

function idealOf(items: number, concurrency: number, limit: Limit): number {
	if (limit.perSecond !== undefined) return (items / limit.perSecond) * 1_000;
	const served = Math.min(concurrency, limit.atOnce ?? concurrency);
	return (items / served) * limit.latencyMs;
}

const second = 1_000;

export const limitCases: readonly LimitCase[] = [
	limited(100, 4, { atOnce: 8, latencyMs: second }, '8 at once, 1 s', 1.1),
	limited(100, 16, { atOnce: 5, latencyMs: second }, '5 at once, 1 s'),
	limited(
		100,
		16,
		{ atOnce: 5, latencyMs: second, retryAfter: 1 },
		'5 at once, 1 s, Retry-After 1',
	),
	limited(100, 32, { atOnce: 5, latencyMs: second }, '5 at once, 1 s'),
	limited(60, 16, { atOnce: 5, latencyMs: 3 * second }, '5 at once, 3 s'),
	limited(60, 32, { atOnce: 20, latencyMs: 3 * second }, '20 at once, 3 s'),
	limited(80, 16, { perSecond: 4, latencyMs: second / 2 }, '4 a second, 0.5 s'),
	{
		title: '200 items, Concurrency 32, 5 at once for 100 orders, then 20',
		items: 200,
		concurrency: 32,
		limit: { atOnce: 5, then: { after: 100, atOnce: 20 }, latencyMs: second },
		idealMs: 25 * second,
		maxTime: 1.3,
	},
	{
		title: 'Two executions of 100 items, Concurrency 16 each, 5 at once, 1 s',
		items: 100,
		executions: 2,
		concurrency: 16,
		limit: { atOnce: 5, latencyMs: second },
		idealMs: 40 * second,
		maxTime: 1.2,
	},
];

/** Refused orders an item. */
export const maxRefused = 0.25;
/** The share of what was served until the first of two executions ended. */
export const minShare = 1 / 3;
