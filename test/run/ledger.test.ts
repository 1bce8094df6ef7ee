import type { INodeExecutionData } from 'n8n-workflow';
import { Readable } from 'node:stream';
import type { Entry } from '../../nodes/ImageEdit/run/ledger';
import { Ledger } from '../../nodes/ImageEdit/run/ledger';
import { nodeContext } from '../helpers/nodeContext';

/** One try of the node. */
const tryOf = async (
	context: object,
	run: number,
	{ limits = { maxCost: 0, requestsPerMinute: 0 }, tool = true, ...more }: Trial = {},
) => await Ledger.open(nodeContext(context, { ...more, run, tool }), 'secret', limits);

interface Trial {
	readonly execution?: string;
	readonly mode?: string;
	readonly tool?: boolean;
	readonly retryOnFail?: boolean;
	readonly limits?: { readonly maxCost: number; readonly requestsPerMinute: number };
}

const receipt = {
	item: 0,
	requestKey: 'k',
	model: '',
	gateway: '',
	warnings: [],
	inputName: '',
	execution: '7',
	run: '0',
};
const bought = { ...receipt, asTool: true };
const accepted: Entry = {
	order: { path: '/images/edits', before: { task: { taskId: '7', status: '' } } },
	receipt: bought,
};
const finished: Entry = { items: [{ json: {} }] };

describe("an agent's tool, each try of which is a run of its own", () => {
	it('goes on with the same order that did not come to its end', async () => {
		const context = {};
		(await tryOf(context, 0)).record(bought, accepted);
		expect(await (await tryOf(context, 1)).ofOrder('k', 0)).toEqual(accepted);
		expect(await (await tryOf(context, 1)).ofOrder('another', 0)).toBeUndefined();
		expect((await tryOf(context, 1)).ofItem(0)).toBeUndefined();
	});

	it('does so without Retry On Fail, too, since the agent itself calls again', async () => {
		const context = {};
		(await tryOf(context, 0, { retryOnFail: false })).record(bought, accepted);
		expect(await (await tryOf(context, 1, { retryOnFail: false })).ofOrder('k', 0)).toEqual(
			accepted,
		);
	});

	it('orders anew what came to its end, since the agent wants another picture', async () => {
		const context = {};
		(await tryOf(context, 0)).record(bought, accepted);
		(await tryOf(context, 1)).record(bought, finished);
		expect(await (await tryOf(context, 2)).ofOrder('k', 0)).toBeUndefined();
	});

	it.each([
		['the retry of a failed execution', 'retry', accepted],
		['another execution', 'trigger', undefined],
	])('in %s: what did not come to its end', async (_where, mode, found) => {
		const context = {};
		(await tryOf(context, 0)).record(bought, accepted);
		const later = await tryOf(context, 0, { execution: '8', mode });
		expect(await later.ofOrder('k', 0)).toEqual(found);
		later.record({ ...bought, requestKey: 'other' }, accepted);
		expect(await (await tryOf(context, 1, { execution: '8' })).ofOrder('other', 0)).toBeDefined();
	});

	it('keeps its open orders for calls that still run, whether one ends well or not', async () => {
		const context = {};
		const calls = [await tryOf(context, 0), await tryOf(context, 1), await tryOf(context, 2)];
		calls[0]?.record(bought, accepted);
		calls[1]?.close();
		await calls[2]?.keep();
		calls[0]?.record({ ...bought, requestKey: 'second' }, accepted);
		const next = await tryOf(context, 3);
		expect(await next.ofOrder('k', 0)).toEqual(accepted);
		expect(await next.ofOrder('second', 0)).toEqual(accepted);
	});

	it('spends from one purse in all its calls, so that an agent cannot go past Max Cost', async () => {
		const context = {};
		(await tryOf(context, 0)).purse.spent = 5;
		expect((await tryOf(context, 1)).purse.spent).toBe(5);
	});
});

it('stands under one Max Cost for a second purchase of a tool, after a first that went well', async () => {
	const limited = { limits: { maxCost: 3, requestsPerMinute: 0 } };
	const context = {};
	const first = await tryOf(context, 0, limited);
	first.purse.spent = 2;
	first.record(bought, finished);
	first.close();
	const saved = JSON.parse(JSON.stringify(context)) as object;
	expect((await tryOf(saved, 1, limited)).purse.spent).toBe(2);
});

describe('a node of a workflow', () => {
	const node = { tool: false };

	it('finds an item again in the same run, and not in the next', async () => {
		const context = {};
		(await tryOf(context, 0, node)).record(bought, finished);
		expect((await tryOf(context, 0, node)).ofItem(0)).toEqual(finished);
		expect((await tryOf(context, 1, node)).ofItem(0)).toBeUndefined();
	});

	const same: Entry = { items: [{ json: { requestKey: 'k', count: 1 } }] };
	const retried = { ...node, execution: '8', mode: 'retry' };

	it('takes up what was bought in the retry of a failed execution, by what is ordered', async () => {
		const context = {};
		(await tryOf(context, 0, node)).record(bought, same);
		const ledger = await tryOf(context, 0, retried);
		expect(ledger.ofItem(0)).toBeUndefined();
		expect(await ledger.ofOrder('another', 0)).toBeUndefined();
		const taken = await ledger.ofOrder('k', 3);
		expect(taken).toEqual({ items: [{ ...same.items[0], pairedItem: { item: 3 } }] });
		// Once: an item that orders the same wants an image of its own.
		expect(await ledger.ofOrder('k', 4)).toBeUndefined();
		// And from the next try by the item.
		expect((await tryOf(context, 0, retried)).ofItem(3)).toEqual(taken);
	});

	it('is taken up by one of two items that order the same at the same time', async () => {
		const context = {};
		(await tryOf(context, 0, node)).record(bought, same);
		const ledger = await tryOf(context, 0, retried);
		const taken = await Promise.all([ledger.ofOrder('k', 0), ledger.ofOrder('k', 1)]);
		expect(taken).toEqual([expect.objectContaining({ items: expect.any(Array) }), undefined]);
	});

	it('is asked for by order in a tool and in a retry alone', async () => {
		const context = {};
		const first = await tryOf(context, 0, node);
		first.record(bought, same);
		const asked = [first, await tryOf({}, 0, retried), await tryOf({}, 0)];
		asked.push(await tryOf(context, 0, retried));
		expect(asked.map(({ asksByOrder }) => asksByOrder)).toEqual([false, false, true, true]);
	});

	it('finds in the retry of a retry what the first bought instead of the same item of before', async () => {
		const context = {};
		const [older, newer] = ['older', 'newer'].map((key): Entry => ({
			items: [{ json: { requestKey: key, count: 1 } }],
		}));
		(await tryOf(context, 0, node)).record(bought, older as Entry);
		(await tryOf(context, 0, retried)).record(bought, newer as Entry);
		const again = await tryOf(context, 0, { ...retried, execution: '9' });
		expect(await again.ofOrder('newer', 0)).toBeDefined();
	});

	it('names the item that takes an image up as its origin', async () => {
		const context = {};
		const items = [{ json: { requestKey: 'k', count: 1 }, pairedItem: { item: 0 } }];
		(await tryOf(context, 0, node)).record(bought, { items });
		const taken = await (await tryOf(context, 0, retried)).ofOrder('k', 3);
		expect(taken).toMatchObject({ items: [{ pairedItem: { item: 3 } }] });
	});

	it('keeps for the retry of a retry what the first did not come to', async () => {
		const context = {};
		(await tryOf(context, 0, node)).record(bought, same);
		await (await tryOf(context, 0, retried)).keep();
		const again = await tryOf(context, 0, { ...retried, execution: '9' });
		expect(await again.ofOrder('k', 0)).toBeDefined();
	});

	it.each([
		['another execution that is no retry', { ...retried, mode: 'trigger' }, 0],
		['the next round of a loop in a retry', retried, 1],
	])('orders anew in %s', async (_title, options, run) => {
		const context = {};
		(await tryOf(context, 0, node)).record(bought, same);
		const ledger = await tryOf(context, run, options);
		expect([ledger.ofItem(0), await ledger.ofOrder('k', 0)]).toEqual([undefined, undefined]);
	});

	it('leaves nothing for n8n to keep when no try follows', async () => {
		const context = {};
		const ledger = await tryOf(context, 0, node);
		ledger.record(bought, finished);
		ledger.close();
		expect(context).toEqual({});
	});

	it('goes on with what the tries of a run have spent', async () => {
		const context = {};
		(await tryOf(context, 0, node)).purse.spent = 5;
		expect((await tryOf(context, 0, node)).purse.spent).toBe(5);
	});

	it('has one purse and one pace for all rounds of a loop and after a wait, not for the next execution', async () => {
		const limited = { ...node, limits: { maxCost: 3, requestsPerMinute: 6 } };
		const context = {};
		const first = await tryOf(context, 0, limited);
		first.purse.spent = 2;
		first.pace.nextStart = 99;
		first.close();
		const saved = JSON.parse(JSON.stringify(context)) as object;
		const second = await tryOf(saved, 1, limited);
		expect([second.purse.spent, second.pace.nextStart]).toEqual([2, 99]);
		expect((await tryOf(saved, 1, { ...limited, execution: '8' })).purse.spent).toBe(0);
	});

	const plain = { tool: false, retryOnFail: false };

	it('keeps what was bought without Retry On Fail, too, since the execution may be retried', async () => {
		const context = {};
		(await tryOf(context, 0, plain)).record(bought, finished);
		expect((await tryOf(context, 0, plain)).ofItem(0)).toEqual(finished);
	});

	it('but no image that n8n holds in memory: it would be saved with the execution', async () => {
		const context = {};
		const inMemory: { items: INodeExecutionData[] } = {
			items: [{ json: { count: 1 }, binary: { data: { data: 'AAAA', mimeType: 'image/png' } } }],
		};
		(await tryOf(context, 0, plain)).record(bought, inMemory);
		expect((await tryOf(context, 0, plain)).ofItem(0)).toBeUndefined();
		(await tryOf(context, 0, node)).record(bought, inMemory);
		expect((await tryOf(context, 0, node)).ofItem(0)).toEqual(inMemory);
		// Nor a part of several, and its order, which is at its end, is forgotten.
		const stored = { json: {}, binary: { data: { id: 'a', data: '', mimeType: 'image/png' } } };
		const ledger = await tryOf({}, 0, plain);
		ledger.record(bought, accepted);
		ledger.record(bought, { items: [stored, ...inMemory.items] });
		expect(ledger.ofItem(0)).toBeUndefined();
	});
});

describe('what is told and kept of several items', () => {
	const node = { tool: false };
	const retried = { ...node, execution: '8', mode: 'retry' };
	const images = (count: number, requestKey = 'k'): Entry => ({
		items: [{ json: { requestKey, count } }],
	});
	const refused: Entry = { message: 'no', facts: { kind: 'moderation' } };

	it('counts the images of other items, those of the execution before included', async () => {
		const context = {};
		const before = await tryOf(context, 0, node);
		before.record({ ...bought, item: 0 }, images(2));
		before.record({ ...bought, item: 1 }, images(3));
		before.record({ ...bought, item: 2 }, refused);
		expect([before.imagesBeside(0), before.imagesBeside(1), before.imagesBeside(2)]).toEqual([
			3, 2, 5,
		]);
		const again = await tryOf(context, 0, retried);
		again.record({ ...bought, item: 0 }, images(4, 'another'));
		expect(again.imagesBeside(0)).toBe(5);
		expect(again.imagesBeside(1)).toBe(9);
	});

	it("gives each item its own of two that ordered the same, and to a third another's", async () => {
		const context = {};
		const before = await tryOf(context, 0, node);
		before.record({ ...bought, item: 0 }, images(2));
		before.record({ ...bought, item: 1 }, images(3));
		const again = await tryOf(context, 0, retried);
		expect(await again.ofOrder('k', 1)).toMatchObject({ items: [{ json: { count: 3 } }] });
		expect(await again.ofOrder('k', 0)).toMatchObject({ items: [{ json: { count: 2 } }] });
		expect(await again.ofOrder('k', 2)).toBeUndefined();
	});

	it('asks again for what was refused, since the retry may be of another workflow', async () => {
		const context = {};
		const before = await tryOf(context, 0, node);
		before.record(bought, refused);
		expect(before.ofItem(0)).toEqual(refused);
		const again = await tryOf(context, 0, retried);
		expect(await again.ofOrder('k', 0)).toBeUndefined();
	});

	it('goes on with a task of the execution before under the number of the item that orders it', async () => {
		const context = {};
		(await tryOf(context, 0, node)).record(bought, accepted);
		const again = await tryOf(context, 0, retried);
		expect(await again.ofOrder('k', 3)).toEqual({ ...accepted, receipt: { ...bought, item: 3 } });
	});

	it('keeps the key neither of an item, nor of a task, nor of a failure', async () => {
		const context = {};
		const secret = 'sk-0123456789abcdef';
		const host = nodeContext(context);
		const ledger = await Ledger.open(host, secret, { maxCost: 0, requestsPerMinute: 0 });
		ledger.record({ ...bought, item: 0 }, { items: [{ json: { said: `a ${secret}` } }] });
		ledger.record(
			{ ...bought, item: 1 },
			{ message: `b ${secret}`, facts: { kind: 'server', code: secret } },
		);
		ledger.record(
			{ ...bought, item: 2 },
			{
				order: { path: '/p', before: { task: { taskId: `c ${secret}`, status: '' } } },
				receipt: bought,
			},
		);
		const kept = JSON.stringify(context);
		expect(['a ', 'b ', 'c '].every((word) => kept.includes(word))).toBe(true);
		expect(kept).not.toContain(secret);
	});

	it('takes up what has an image that is still stored, and no half of several', async () => {
		const stored = new Set(['a', 'b']);
		const entry: Entry = {
			items: [
				{
					json: { requestKey: 'k', count: 2 },
					binary: {
						data: { id: 'a', data: '', mimeType: 'image/png' },
						data_1: { id: 'b', data: '', mimeType: 'image/png' },
					},
				},
			],
		};
		const taken = async () => {
			const context = {};
			(await tryOf(context, 0, node)).record(bought, entry);
			const getBinaryStream = async (id: string) => {
				if (!stored.has(id)) throw new Error('gone');
				return Readable.from([Buffer.from('bytes')]);
			};
			const host = nodeContext(context, { execution: '8', mode: 'retry' }, { getBinaryStream });
			const ledger = await Ledger.open(host, '', { maxCost: 0, requestsPerMinute: 0 });
			return (await ledger.ofOrder('k', 0)) !== undefined;
		};
		expect(await taken()).toBe(true);
		stored.delete('b');
		expect(await taken()).toBe(false);
	});

	it('saves the purse with an open order even where Max Cost is not set', async () => {
		const context: { purse?: { spent: number } } = {};
		const ledger = await tryOf(context, 0, { ...node, retryOnFail: true });
		ledger.record(bought, accepted);
		ledger.purse.spent = 4;
		await ledger.keep();
		expect(context.purse?.spent).toBe(4);
		ledger.close();
		expect(context).toEqual({});
	});

	it.each([
		['Max Cost', { maxCost: 3, requestsPerMinute: 0 }, ['purse']],
		['Requests per Minute', { maxCost: 0, requestsPerMinute: 6 }, ['pace']],
		['neither', { maxCost: 0, requestsPerMinute: 0 }, []],
	])('leaves to the next round what %s needs, and no more', async (_title, limits, names) => {
		const context = {};
		const ledger = await tryOf(context, 0, { ...node, limits });
		ledger.record(bought, finished);
		ledger.close();
		expect(Object.keys(context)).toEqual(names);
	});
});

it('packs what n8n saves to less than a quarter, and takes it up again as it was', async () => {
	const context: { bought?: object } = {};
	const ledger = await tryOf(context, 0, { tool: false });
	const entry = (item: number): Entry => ({
		items: [{ json: { requestKey: `k${item}`, count: 1, fileName: `photo_${item}.png` } }],
	});
	const all = Array.from({ length: 200 }, (_one, item) => item);
	for (const item of all) ledger.record({ ...bought, item }, entry(item));
	const plain = JSON.stringify(context).length;
	await ledger.keep();
	const saved = JSON.parse(JSON.stringify(context)) as object;
	expect(JSON.stringify(saved).length).toBeLessThan(plain / 4);
	const again = await tryOf(saved, 0, { tool: false, execution: '8', mode: 'retry' });
	for (const item of all) expect(await again.ofOrder(`k${item}`, item)).toMatchObject(entry(item));
});
