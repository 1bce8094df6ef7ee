import type { IExecuteFunctions } from 'n8n-workflow';
import type { Entry } from '../../nodes/ImageEdit/run/ledger';
import { Ledger } from '../../nodes/ImageEdit/run/ledger';

/** What n8n hands to one try of the node; the node's context is the execution's. */
const tryOf = (
	context: object,
	run: number,
	{ execution = '7', tool = true, retryOnFail = true } = {},
) =>
	new Ledger(
		{
			getExecutionId: () => execution,
			getNode: () => ({ type: tool ? 'imageEditTool' : 'imageEdit', retryOnFail }),
			getContext: () => context,
			evaluateExpression: () => run,
		} as unknown as IExecuteFunctions,
		'secret',
	);

const receipt = { item: 0, requestKey: 'k', model: '', gateway: '', warnings: [], inputName: '' };
const bought = { ...receipt, asTool: true };
const accepted: Entry = {
	order: { path: '/images/edits', before: { task: { taskId: '7', status: '' } } },
	receipt: bought,
};
const finished: Entry = { items: [{ json: {} }] };

describe("an agent's tool, each try of which is a run of its own", () => {
	it('goes on with the same order that did not come to its end', () => {
		const context = {};
		tryOf(context, 0).record(bought, accepted);
		expect(tryOf(context, 1).ofOrder('k')).toEqual(accepted);
		expect(tryOf(context, 1).ofOrder('another')).toBeUndefined();
		expect(tryOf(context, 1).ofItem(0)).toBeUndefined();
	});

	it('does so without Retry On Fail, too, since the agent itself calls again', () => {
		const context = {};
		tryOf(context, 0, { retryOnFail: false }).record(bought, accepted);
		expect(tryOf(context, 1, { retryOnFail: false }).ofOrder('k')).toEqual(accepted);
	});

	it('orders anew what came to its end, since the agent wants another picture', () => {
		const context = {};
		tryOf(context, 0).record(bought, accepted);
		tryOf(context, 1).record(bought, finished);
		expect(tryOf(context, 2).ofOrder('k')).toBeUndefined();
	});

	it('spends from one purse in all its calls, so that an agent cannot go past Max Cost', () => {
		const context = {};
		tryOf(context, 0).purse.spent = 5;
		expect(tryOf(context, 1).purse.spent).toBe(5);
	});
});

describe('a node of a workflow', () => {
	const node = { tool: false };

	it('finds an item again in the same run, and not in the next', () => {
		const context = {};
		tryOf(context, 0, node).record(bought, finished);
		expect(tryOf(context, 0, node).ofItem(0)).toEqual(finished);
		expect(tryOf(context, 1, node).ofItem(0)).toBeUndefined();
	});

	it('orders anew in the retry of a whole execution, which is given the context of the old one', () => {
		const context = {};
		tryOf(context, 0, node).record(bought, finished);
		expect(tryOf(context, 0, { ...node, execution: '8' }).ofItem(0)).toBeUndefined();
	});

	it('leaves nothing for n8n to keep when no try follows', () => {
		const context = {};
		const ledger = tryOf(context, 0, node);
		ledger.record(bought, finished);
		ledger.close();
		expect(context).toEqual({});
	});

	it('goes on with what the tries of a run have spent', () => {
		const context = {};
		tryOf(context, 0, node).purse.spent = 5;
		expect(tryOf(context, 0, node).purse.spent).toBe(5);
		expect(tryOf(context, 1, node).purse.spent).toBe(0);
	});

	it('keeps nothing without Retry On Fail', () => {
		const context = {};
		const plain = { tool: false, retryOnFail: false };
		tryOf(context, 0, plain).record(bought, finished);
		expect(context).toEqual({});
	});
});
