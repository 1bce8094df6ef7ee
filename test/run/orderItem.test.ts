import type { INodeExecutionData } from 'n8n-workflow';
import { orderItem } from '../../nodes/ImageEdit/run/orderItem';
import { contextOf, itemOf, modelById, resolve, slot } from '../helpers/n8nForm';
import { drawPicture } from '../helpers/pictures';
import type { Given } from '../helpers/purchases';
import { a, edits, poll, tries } from '../helpers/purchases';
import type { Reply } from '../helpers/fakeWeb';

const generations = edits.replace('edits', 'generations');
const image = (more: object = {}): Reply => ({ body: { data: [{ url: a }], ...more } });
const drawn = async (side = 64): Promise<Reply> => ({
	body: await drawPicture({ width: side, height: side }),
});

/** A node whose items have parameters of their own, and its next tries. */
function node(forms: readonly object[], replies: Parameters<typeof tries>[0] = {}) {
	const items: INodeExecutionData[] = forms.map(() => ({ json: {} }));
	const contexts = forms.map((form) =>
		contextOf(
			resolve({
				operation: 'generate',
				model: modelById('nano-banana'),
				prompt: 'A cat',
				output: { download: false },
				...form,
			}),
		),
	);
	const own = (item: number) => contexts[item] as (typeof contexts)[number];
	const context = {
		getInputData: () => items,
		getInstanceId: () => 'i',
		getWorkflow: () => ({ id: 'w' }),
		getWorkflowSettings: () => ({}),
		getNode: () => ({ ...own(0).getNode(), id: 'n', retryOnFail: true }),
		getNodeParameter: (name: string, item: number, ...more: unknown[]) =>
			(own(item).getNodeParameter as (...given: unknown[]) => unknown)(name, item, ...more),
		getContext: () => kept,
	};
	const kept = {};
	const next = tries(replies);
	return async (given: Given = {}, more: object = {}) => {
		const trial = await next({ context: { ...context, ...more }, ...given });
		const item = async (at: number) => {
			const done = await trial.done(orderItem(trial.run, at));
			return done.ok ? done.value : (done.error as Error);
		};
		return { ...trial, item, items };
	};
}

describe('a dry run', () => {
	const dry = { options: { dryRun: true } };

	it('shows the address with the query of the credential, and counts the price of each item', async () => {
		const priced = { options: { dryRun: true, pricePerCall: 0.2 } };
		const trial = await node([dry, priced])({ query: [['api-version', '1']] });
		const [first, second] = [await trial.item(0), await trial.item(1)];
		expect(first).toMatchObject([
			{ json: { request: { url: `${generations}?api-version=1` } }, pairedItem: { item: 0 } },
		]);
		expect(first).not.toHaveProperty('0.json.cost');
		expect(second).toMatchObject([{ json: { cost: 0.2 }, pairedItem: { item: 1 } }]);
		expect(trial.tally.dryRuns).toEqual([undefined, 0.2]);
		expect([trial.asked, trial.budget.spent]).toEqual([[], 0]);
	});
});

describe('Max Cost', () => {
	it('stops one of several items, and tells that it did', async () => {
		const forms = [0.5, 0.6, 0.4].map((pricePerCall) => ({ options: { pricePerCall } }));
		const trial = await node(forms, { [generations]: [image()] })({ maxCost: 1 });
		expect(trial.budget.reached).toBe(false);
		expect(await trial.item(0)).toMatchObject([{ json: { cost: 0.5 } }]);
		expect(await trial.item(1)).toMatchObject({ message: expect.stringContaining('(0.5 so far)') });
		expect(await trial.item(2)).toMatchObject([{ json: { cost: 0.4 } }]);
		expect([trial.budget.spent, trial.budget.reached]).toEqual([0.9, true]);
		expect(trial.asked).toHaveLength(2);
	});

	it.each([
		[{ options: { pricePerCall: 0 } }, 0],
		[{}, 1],
	])('counts an item whose price is not known as such: %j', async (form, unpriced) => {
		const trial = await node([form], { [generations]: [image()] })();
		await trial.item(0);
		expect(trial.tally.unpriced).toBe(unpriced);
	});
});

it('leaves Max Cost of a retry to what is not bought yet', async () => {
	const forms = [0.5, 0.6].map((pricePerCall, at) => ({
		prompt: `Cat ${at}`,
		options: { pricePerCall },
	}));
	const next = node(forms, { [generations]: [image()] });
	await (await next()).item(0);
	const retry = { getMode: () => 'retry', getExecutionId: () => '8' };
	const again = await next({ maxCost: 0.6 }, retry);
	expect(await again.item(0)).toMatchObject([{ json: { count: 1 } }]);
	expect([again.budget.spent, again.tally.unpriced]).toEqual([0, 0]);
	expect(await again.item(1)).toMatchObject([{ json: { cost: 0.6 } }]);
	expect(again.asked.filter((line) => line.startsWith('order'))).toHaveLength(2);
});

describe('what is told beside an image', () => {
	it.each([
		[{ options: { n: 2 } }, ['2 images were requested, but 1 came.']],
		[{ options: { n: 1 } }, []],
		[{}, []],
		[
			{ model: modelById('gpt-image-2'), size: '1024x1024' },
			[expect.stringMatching(/^Size 1024x1024/)],
		],
		[{ aspectRatio: '16:9' }, [expect.stringMatching(/^Aspect Ratio 16:9 was/)]],
	])('of %j', async (form, told) => {
		const replies = { [generations]: [image()], [a]: [await drawn()] };
		const trial = await node([{ ...form, output: {} }], replies)();
		const [made] = (await trial.item(0)) as INodeExecutionData[];
		expect(made?.json.warnings ?? []).toEqual(told);
	});

	it('is that it is an image of the input, after whose first its file is named', async () => {
		const bytes = await drawPicture();
		const form = {
			operation: 'edit',
			image: slot('binary', 'mine'),
			output: { fileName: '{name}-{item}' },
		};
		const replies = { [edits]: [image()], [a]: [{ body: bytes }] };
		const trial = await node([{}, form], replies)();
		Object.assign(trial.items[1] ?? {}, itemOf({ mine: bytes }));
		expect(await trial.item(1)).toMatchObject([
			{
				json: {
					fileName: 'mine-2.png',
					warnings: ['Image 1 of the result is byte for byte an image of the input.'],
					requestKey: expect.stringMatching(/^[0-9a-f]{64}$/),
				},
				pairedItem: { item: 1 },
			},
		]);
	});

	it('is its address alone to a tool of an agent', async () => {
		const replies = { [generations]: [image()], [a]: [await drawn()] };
		const trial = await node([{ output: {} }], replies)({}, { isToolExecution: () => true });
		const [made] = (await trial.item(0)) as INodeExecutionData[];
		expect(made?.json).toMatchObject({ url: a });
		expect(made).not.toHaveProperty('binary');
	});
});

describe('an item that the next try takes up', () => {
	const started: Reply = { body: { id: 't1', status: 'pending' } };
	const ended: Reply = { body: { id: 't1', status: 'completed', results: [a, `${a}?2`] } };
	const pollOf = poll.replace('edits', 'generations');
	const forms = [{}, { output: { mode: 'itemPerInput', download: false } }];

	it.each([
		['of the same execution', {}],
		['in the retry of the execution', { getMode: () => 'retry', getExecutionId: () => '8' }],
	])('has its own output, and is not ordered again: %s', async (_which, more) => {
		const still = Array.from({ length: 5 }, () => started);
		const next = node(forms, { [generations]: [started], [pollOf]: [...still, ended] });
		expect(await (await next()).item(1)).toBeInstanceOf(Error);
		const again = await next({}, more);
		expect(await again.item(1)).toMatchObject([{ json: { count: 2 }, pairedItem: { item: 1 } }]);
		expect(again.asked.filter((line) => line.startsWith('order'))).toHaveLength(1);
	});

	it('is not even read again', async () => {
		const next = node([{}], { [generations]: [image()] });
		const first = await (await next()).item(0);
		const unreadable = {
			getNodeParameter: (name: string) => {
				if (name !== 'output') throw new Error(`${name} cannot be read`);
				return {};
			},
		};
		expect(await (await next({}, unreadable)).item(0)).toEqual(first);
	});
});
