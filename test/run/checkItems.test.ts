import { gatewayById } from '../../nodes/ImageEdit/catalogue/gateways';
import { checkItems, priceFault } from '../../nodes/ImageEdit/run/checkItems';
import type { Run } from '../../nodes/ImageEdit/run/run';
import { Halt } from '../../nodes/ImageEdit/run/runItems';
import { Budget } from '../../nodes/ImageEdit/transport/budget';
import { contextOf, itemOf, modelById, resolve } from '../helpers/n8nForm';
import { drawPicture } from '../helpers/pictures';
import { virtualClock } from '../helpers/virtualClock';

interface Change {
	readonly maxCost?: number;
	readonly asksByOrder?: boolean;
	readonly dryRun?: boolean;
	/** Items that the try before has paid for. */
	readonly bought?: readonly number[];
	readonly items?: number;
}

/** Which items do not pass, of some that cost 1 each. */
async function stopped({ asksByOrder, bought = [], dryRun, items = 1, maxCost = 0 }: Change) {
	const item = itemOf({ data: await drawPicture({ width: 600, height: 600 }) });
	const options = { pricePerCall: 1, ...(dryRun === undefined ? {} : { dryRun }) };
	const form = resolve({ model: modelById('nano-banana'), prompt: 'A cat', options });
	const more = { continueOnFail: () => false, getInputData: () => Array(items).fill(item) };
	const context = Object.assign(contextOf(form, item), more);
	const ledger = {
		ofItem: (at: number) => (bought.includes(at) ? { items: [] } : undefined),
		asksByOrder: asksByOrder === true,
	};
	const run = {
		books: { ledger, budget: new Budget(maxCost) },
		clock: virtualClock(),
		context,
		gateway: { entry: gatewayById('aiid') },
	} as unknown as Run;
	const { failed = [] } = await checkItems(run, new Halt(context));
	return failed.flatMap((outcome, at) => (outcome?.error === undefined ? [] : [at]));
}

it.each<[readonly number[], Change]>([
	[[], { maxCost: 0, items: 3 }],
	[[], { maxCost: 3, items: 3 }],
	[[2], { maxCost: 2, items: 3 }],
	[[], { maxCost: 2, items: 3, bought: [1] }],
	[[0], { maxCost: 0.99 }],
	[[], { maxCost: 0.99, dryRun: true }],
	// Nobody knows yet what of a retried execution is paid already.
	[[], { maxCost: 0.99, asksByOrder: true }],
])('stops items %j before the first is ordered, of %j', async (expected, change) => {
	expect(await stopped(change)).toEqual(expected);
});

it('names what is planned before an item only where there is something', () => {
	expect(priceFault(new Budget(1), 2)).toContain('(0 so far). Raise it');
	expect(priceFault(new Budget(1), 1, 0.5)).toContain(
		'(0 so far, and 0.5 for the items before it)',
	);
	expect(priceFault(new Budget(1), undefined)).toContain('Set Price per Call');
	expect(priceFault(new Budget(0), undefined)).toBeUndefined();
	expect(priceFault(new Budget(1), 0)).toBeUndefined();
});
