import { gatewayById } from '../../nodes/ImageEdit/catalogue/gateways';
import { checkItems, priceFault } from '../../nodes/ImageEdit/run/checkItems';
import type { Run } from '../../nodes/ImageEdit/run/run';
import { Halt } from '../../nodes/ImageEdit/run/runItems';
import { Budget } from '../../nodes/ImageEdit/transport/budget';
import { contextOf, itemOf, modelById, resolve, slot } from '../helpers/n8nForm';
import { drawPicture } from '../helpers/pictures';
import { virtualClock } from '../helpers/virtualClock';

interface Change {
	readonly maxCost?: number;
	readonly asksByOrder?: boolean;
	readonly dryRun?: boolean;
	/** Items that the try before has paid for. */
	readonly bought?: readonly number[];
	readonly items?: number;
	/** Items whose price nobody knows. */
	readonly unpriced?: readonly number[];
	/** What else is in the form. */
	readonly form?: object;
}

/** What comes of the check of some items that cost 1 each. */
async function checked({
	asksByOrder,
	bought = [],
	dryRun,
	form = {},
	items = 1,
	maxCost = 0,
	unpriced = [],
}: Change) {
	const item = itemOf({ data: await drawPicture({ width: 600, height: 600 }) });
	const options = { pricePerCall: 1, ...(dryRun === undefined ? {} : { dryRun }) };
	const resolved = resolve({ model: modelById('nano-banana'), prompt: 'A cat', options, ...form });
	const priced = contextOf(resolved, item);
	const { pricePerCall: _, ...without } = options;
	const free = contextOf({ ...resolved, options: without }, item);
	const more = {
		continueOnFail: () => false,
		getInputData: () => Array(items).fill(item),
		getNodeParameter: (name: string, at: number, ...rest: never[]) =>
			(unpriced.includes(at) ? free : priced).getNodeParameter(name, at, ...rest),
	};
	const context = Object.assign(contextOf(resolved, item), more);
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
	return await checkItems(run, new Halt(context));
}

/** Which items do not pass. */
async function stopped(change: Change) {
	const { failed = [] } = await checked(change);
	return failed.flatMap((outcome, at) => (outcome?.error === undefined ? [] : [at]));
}

it.each<[readonly number[], Change]>([
	[[], { maxCost: 0, items: 3 }],
	[[], { maxCost: 3, items: 3 }],
	[[2], { maxCost: 2, items: 3 }],
	[[], { maxCost: 2, items: 3, bought: [1] }],
	[[0], { maxCost: 0.99 }],
	[[1], { maxCost: 3, items: 3, unpriced: [1] }],
	[[], { maxCost: 0, items: 3, unpriced: [1] }],
	[[], { maxCost: 3, items: 3, unpriced: [1], bought: [1] }],
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

it.each<[string, (base64: string) => object, readonly number[]]>([
	['binary data', () => ({}), [0, 2]],
	['an address', () => ({ image: slot('url', 'https://a.example/b.png') }), [0, 2]],
	['a text', () => ({ operation: 'generate' }), [0, 2]],
	// It would be held for all items.
	['base64', (base64) => ({ image: slot('base64', base64) }), []],
])('hands on what was read of %s, but of what is paid already', async (_what, formOf, read) => {
	const bytes = await drawPicture({ width: 600, height: 600 });
	const form = formOf(bytes.toString('base64'));
	const found = await checked({ form, items: 3, bought: [1] });
	expect(found.failed).toBeUndefined();
	expect([...found.read.keys()]).toEqual(read);
});
