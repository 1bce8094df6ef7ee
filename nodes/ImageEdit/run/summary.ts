import { GatewayFailure } from '../answer/failures';
import type { FailureKind } from '../answer/failureTable';
import { InvalidOrder } from '../request/findings';

/** What became of the items of a run. */
export interface RunFacts {
	/** Images that were made, whatever the number of requests. */
	readonly images: number;
	readonly failures: ReadonlyArray<{ readonly item: number; readonly error: unknown }>;
	/** Tasks whose IDs were put out. */
	readonly tasks: number;
	/** The price of each request that a dry run wrote; undefined = not known. */
	readonly dryRuns: ReadonlyArray<number | undefined>;
	/** Requests that were sent once more. */
	readonly repeated: number;
	/** Images that the previous try had made. */
	readonly reused: number;
	/** In all, in the currency of the prices. */
	readonly cost: number;
	/** Whose figures the cost is made of. */
	readonly source: 'by tokens' | 'charged' | 'partly' | 'partly by tokens' | 'price' | 'unknown';
	readonly milliseconds: number;
	/** What held the run back, one sentence each. */
	readonly limits: readonly string[];
}

export interface Summary {
	readonly message: string;
	readonly type: 'info' | 'warning';
}

/** What the output panel says of a run; nothing of one image without a hitch. */
export function summaryOf(facts: RunFacts): Summary | undefined {
	const { dryRuns, failures, images, limits, repeated, reused, tasks } = facts;
	const sentences = [
		failures.length > 0 ? failed(facts) : '',
		images > 0 ? made(facts) : '',
		tasks > 0 ? `${counted(tasks, 'task')} started. Fetch ${itOrThem(tasks)} with Task → Get.` : '',
		dryRuns.length > 0 ? planned(dryRuns) : '',
		reused > 0 ? `${counted(reused, 'image')} reused from the previous try, free.` : '',
		repeated > 0 ? `${counted(repeated, 'request')} retried.` : '',
		images === 0 && facts.cost > 0 ? `Cost ${money(facts.cost)}${sourceOf(facts)}.` : '',
		...limits,
	].filter(Boolean);
	const isClean = images === 1 && sentences.length === 1;
	if (sentences.length === 0 || isClean) return undefined;
	return { message: sentences.join(' '), type: failures.length > 0 ? 'warning' : 'info' };
}

const counted = (count: number, noun: string) => `${count} ${noun}${count === 1 ? '' : 's'}`;
const itOrThem = (count: number) => (count === 1 ? 'it' : 'them');

/** With two decimals at least, as money is read. */
const money = (amount: number) =>
	Number.isInteger(amount * 100) ? amount.toFixed(2) : String(amount);

/** "6 of 20 images failed: 4 × 500, 2 × 504 (items 1, 4, 7 …)." */
function failed({ failures, images, reused, tasks }: RunFacts): string {
	const reasons = new Map<string, number>();
	for (const { error } of failures) {
		const reason = reasonOf(error);
		reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
	}
	const list = [...reasons]
		.sort(([, a], [, b]) => b - a)
		.map(([reason, count]) => `${count} × ${reason}`);
	const items = failures.map(({ item }) => item);
	const named = `${items.slice(0, 3).join(', ')}${items.length > 3 ? ' …' : ''}`;
	const all = counted(images + reused + tasks + failures.length, 'image');
	return `${failures.length} of ${all} failed: ${list.join(', ')} (item${items.length > 1 ? 's' : ''} ${named}).`;
}

const reasons: Readonly<Partial<Record<FailureKind, string>>> = {
	answer: 'no image',
	canceled: 'cancelled',
	cut: 'connection lost',
	download: 'download failed',
	network: 'gateway not reached',
	task: 'task failed',
	timeout: 'timeout',
};

function reasonOf(error: unknown): string {
	if (error instanceof InvalidOrder) return 'stopped before sending';
	if (!(error instanceof GatewayFailure)) return 'error';
	const { code, kind, status } = error.facts;
	if (status !== undefined && status >= 400) return String(status);
	return reasons[kind] ?? code ?? kind;
}

function made(facts: RunFacts): string {
	const { cost, images, source } = facts;
	const what = `${counted(images, 'image')} in ${duration(facts.milliseconds)}`;
	if (cost > 0) return `${what} · cost ${money(cost)}${sourceOf(facts)}.`;
	const isUnknown = source === 'unknown' && images > 1;
	return `${what}.${isUnknown ? ' Price unknown: set Price per Call.' : ''}`;
}

const sources: Readonly<Record<RunFacts['source'], string>> = {
	'by tokens': " (by tokens, at the vendor's price)",
	charged: ' (as charged)',
	partly: ' (partly as charged)',
	'partly by tokens': " (partly by tokens, at the vendor's price)",
	price: '',
	unknown: '',
};
const sourceOf = ({ source }: RunFacts) => sources[source];

function duration(milliseconds: number): string {
	const seconds = milliseconds / 1_000;
	if (seconds < 10) return `${Math.round(seconds * 10) / 10} s`;
	if (seconds < 120) return `${Math.round(seconds)} s`;
	return `${Math.floor(seconds / 60)} min ${Math.floor(seconds % 60)} s`;
}

function planned(prices: ReadonlyArray<number | undefined>): string {
	const known = prices.filter((price) => price !== undefined);
	const total = Math.round(known.reduce((sum, price) => sum + price, 0) * 1e6) / 1e6;
	const calls = counted(prices.length, 'call');
	return known.length === prices.length
		? `Dry run: nothing was sent. ${calls} would cost ${money(total)}.`
		: 'Dry run: nothing was sent. Price unknown: set Price per Call.';
}
