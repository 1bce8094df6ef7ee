import type { Budget } from '../transport/budget';
import { rounded } from '../transport/budget';
import { Semaphore } from '../transport/pool';
import { InvalidOrder } from '../request/findings';
import { makeOrder } from '../request/order';
import type { RawOrder } from '../request/rawOrder';
import { readImages, withoutNetwork } from './loadImages';
import type { ItemParameters } from './parameters';
import { readItem } from './parameters';
import type { Run } from './run';
import type { Halt, Outcome } from './runItems';
import { hasFailed, runItems } from './runItems';

/** An item as far as it can be read without the network. */
export interface ReadItem {
	readonly given: ItemParameters;
	readonly raw: RawOrder;
}

/** More at once would only crowd the disk. */
const maxAtOnce = 8;

/**
 * Checks all items before the first is ordered: what would stop the run at a later item has cost nothing
 * then. What was read of an item is handed on, so that it is not read again; images are not held, only
 * what their heads say.
 * @returns what was read, by item; or the outcomes, when an item does not pass
 */
export async function checkItems(
	run: Run,
	halt: Halt,
): Promise<{ readonly read: Map<number, ReadItem>; readonly failed?: Array<Outcome | undefined> }> {
	const { books, context } = run;
	const read = new Map<number, ReadItem>();
	const prices = new Map<number, number | undefined>();
	const check = async (item: number) => {
		if (books.ledger.ofItem(item)) return [];
		const one = await checkItem(run, item);
		if (isLight(one)) read.set(item, one);
		// In a retried execution it is not known yet what is already paid.
		if (!one.given.dryRun && !books.ledger.asksByOrder) prices.set(item, one.given.price);
		return [];
	};
	const outcomes = await runItems(context, new Semaphore(maxAtOnce), halt, check);
	let planned = 0;
	for (let item = 0; item < outcomes.length && !hasFailed(outcomes[item]); item++) {
		if (!prices.has(item)) continue;
		const price = prices.get(item);
		const fault = priceFault(books.budget, price, planned);
		if (fault !== undefined) outcomes[item] = { error: new InvalidOrder([fault]) };
		planned += price ?? 0;
	}
	return outcomes.some(hasFailed) ? { read, failed: outcomes } : { read };
}

async function checkItem({ clock, context, gateway }: Run, item: number): Promise<ReadItem> {
	const given = await readItem(context, item, gateway.entry);
	const raw = await readImages(context, item, given);
	makeOrder(given.plan, withoutNetwork(given, raw), clock.date());
	return { given, raw };
}

/** Base64 that an expression gives is not kept anywhere else: held for all items, it would fill the memory. */
const isLight = ({ raw }: ReadItem) =>
	Object.values(raw.pictures).every((pictures) => pictures.every(({ mode }) => mode !== 'base64'));

/**
 * Why an order may not be given under Max Cost, if so.
 * @param planned what orders before this one will cost that is not in the budget yet
 */
export function priceFault(
	budget: Budget,
	price: number | undefined,
	planned = 0,
): string | undefined {
	if (budget.limit === 0) return undefined;
	if (price === undefined) {
		return 'Max Cost is set, but the price of this model is not known. Set Price per Call under Options.';
	}
	if (budget.allows(price + planned)) return undefined;
	const items = planned > 0 ? `, and ${rounded(planned)} for the items before it` : '';
	return `Max Cost is ${budget.limit}, and this call for ${price} would take the run past it (${budget.spent} so far${items}). Raise it, or run the rest later.`;
}
