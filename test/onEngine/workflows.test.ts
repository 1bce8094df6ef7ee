import type { INode, INodeExecutionData, INodeParameters } from 'n8n-workflow';

import type { WorkflowJson } from '../../tools/engine/types';
import { answerEach, orderedBy, perItem, promptItems, refused } from './support/batch';
import type { Rig } from './support/rig';
import { imageNode, startRig, triggerNode } from './support/rig';

let rig: Rig;
beforeAll(async () => (rig = await startRig()));
afterAll(async () => await rig.close());
beforeEach(() => {
	rig.gateway.reset();
	rig.connect('openAiCompatible');
});

const image = (name: string, parameters: INodeParameters = {}, settings: Partial<INode> = {}) => ({
	...imageNode({ ...perItem, ...parameters }, settings),
	id: name,
	name,
});

const helper = (
	name: string,
	type: string,
	typeVersion: number,
	parameters: INodeParameters = {},
): INode => ({
	id: name,
	name,
	type: `n8n-nodes-base.${type}`,
	typeVersion,
	position: [0, 0],
	parameters,
});

type Links = Readonly<Record<string, ReadonlyArray<readonly string[]>>>;

const workflow = (nodes: readonly INode[], links: Links): WorkflowJson => ({
	id: 'test',
	nodes: [triggerNode, ...nodes],
	connections: Object.fromEntries(
		Object.entries(links).map(([from, outputs]) => [
			from,
			{ main: outputs.map((to) => to.map((node) => ({ node, type: 'main' as const, index: 0 }))) },
		]),
	),
	settings: { executionOrder: 'v1' },
});

const loop = (name: string, batchSize: number) =>
	helper(name, 'splitInBatches', 3, { batchSize, options: {} });

const namesOf = (items: readonly INodeExecutionData[]) =>
	items.map(({ binary }) => binary?.data?.fileName);

describe('names', () => {
	it('of two nodes with one model in one execution never meet', async () => {
		await answerEach(rig);
		const result = await rig.engine.run(
			workflow([image('Front'), image('Side'), helper('All', 'noOp', 1)], {
				Start: [['Front', 'Side']],
				Front: [['All']],
				Side: [['All']],
			}),
			{ triggerItems: promptItems(2) },
		);
		const names = namesOf(result.items('All'));
		expect(names).toHaveLength(4);
		expect(new Set(names).size).toBe(4);
	});

	it('of two nodes in one loop never meet, and are the same in another try', async () => {
		let orders = 0;
		await answerEach(rig, (number) => (++orders === 3 ? refused(number) : undefined));
		const nodes = [loop('Loop', 1), image('Front'), image('Side'), helper('All', 'noOp', 1)];
		const links = {
			Start: [['Loop']],
			Loop: [['All'], ['Front', 'Side']],
			Front: [['Loop']],
			Side: [],
		};
		const failed = await rig.engine.run(workflow(nodes, links), { triggerItems: promptItems(3) });
		expect(failed.error).toBeDefined();
		await answerEach(rig);
		const result = await rig.engine.run(workflow(nodes, links), { retryOf: failed });
		expect(result.error).toBeUndefined();
		const names = [...namesOf(result.items('Front')), ...namesOf(result.items('Side'))];
		expect(names).toHaveLength(6);
		expect(new Set(names).size).toBe(6);
	});
});

describe('a loop', () => {
	it('that failed in one of its rounds goes on there in a retry, and orders only what is missing', async () => {
		await answerEach(rig, (number) => (number === 3 ? refused(number) : undefined));
		const nodes = [
			loop('Loop', 2),
			image('Pictures', { batch: { concurrency: 1 } }),
			helper('All', 'noOp', 1),
		];
		const links = { Start: [['Loop']], Loop: [['All'], ['Pictures']], Pictures: [['Loop']] };
		const failed = await rig.engine.run(workflow(nodes, links), { triggerItems: promptItems(6) });
		expect(failed.error?.description).toContain('1 image of another item was made and paid');
		expect(orderedBy(rig)).toEqual([0, 1, 2, 3]);
		rig.gateway.reset();
		await answerEach(rig);
		const result = await rig.engine.run(workflow(nodes, links), { retryOf: failed });
		expect(orderedBy(rig)).toEqual([3, 4, 5]);
		expect(result.items('All').map(({ json }) => json.revisedPrompt)).toEqual(
			[0, 1, 2, 3, 4, 5].map((number) => `p${number}`),
		);
	});

	it('within a loop has one purse', async () => {
		await answerEach(rig);
		const limited = image(
			'Pictures',
			{ batch: { maxCost: 3 }, options: { pricePerCall: 1 } },
			{ onError: 'continueRegularOutput' },
		);
		const nodes = [
			loop('Outer', 3),
			helper('Inner', 'splitInBatches', 3, {
				batchSize: 1,
				options: { reset: '={{ $prevNode.name === "Outer" }}' },
			}),
			limited,
			helper('All', 'noOp', 1),
		];
		const result = await rig.engine.run(
			workflow(nodes, {
				Start: [['Outer']],
				Outer: [['All'], ['Inner']],
				Inner: [['Outer'], ['Pictures']],
				Pictures: [['Inner']],
			}),
			{ triggerItems: promptItems(6) },
		);
		expect(orderedBy(rig)).toHaveLength(3);
		expect(result.items('Pictures')).toHaveLength(6);
		const failures = result.items('Pictures').filter(({ json }) => json.error);
		expect(failures).toHaveLength(3);
	});
});

it('two nodes have a Max Cost each', async () => {
	await answerEach(rig);
	const limits = { batch: { maxCost: 2 }, options: { pricePerCall: 1 } };
	const result = await rig.engine.run(
		workflow([image('First', limits), image('Second', { ...limits, prompt: 'p7' })], {
			Start: [['First']],
			First: [['Second']],
		}),
		{ triggerItems: promptItems(2) },
	);
	expect(result.error).toBeUndefined();
	expect(orderedBy(rig)).toHaveLength(4);
});

it('a node that is executed once orders once', async () => {
	await answerEach(rig);
	const result = await rig.engine.run(
		workflow([image('Pictures', {}, { executeOnce: true })], { Start: [['Pictures']] }),
		{ triggerItems: promptItems(3) },
	);
	expect([orderedBy(rig), result.items('Pictures').length]).toEqual([[0], 1]);
});

it('an item is found again behind several pictures of each', async () => {
	await answerEach(rig);
	const sku = { id: 'sku', name: 'sku', type: 'string', value: "={{ $('Items').item.json.sku }}" };
	const nodes = [
		helper('Items', 'noOp', 1),
		image('Pictures', { options: { n: 3 } }),
		helper('Row', 'set', 3.4, { assignments: { assignments: [sku] }, options: {} }),
	];
	const result = await rig.engine.run(
		workflow(nodes, { Start: [['Items']], Items: [['Pictures']], Pictures: [['Row']] }),
		{
			triggerItems: [5, 6].map((number) => ({ json: { prompt: `p${number}`, sku: `S${number}` } })),
		},
	);
	expect(result.items('Row').map(({ json }) => json.sku)).toEqual([
		'S5',
		'S5',
		'S5',
		'S6',
		'S6',
		'S6',
	]);
});

it('Always Output Data adds nothing to an output that is there', async () => {
	await answerEach(rig, (number) => (number === 0 ? refused(number) : undefined));
	const settings = { alwaysOutputData: true, onError: 'continueErrorOutput' as const };
	const result = await rig.engine.run(
		workflow([image('Pictures', {}, settings)], { Start: [['Pictures']] }),
		{ triggerItems: promptItems(2) },
	);
	expect([result.items('Pictures').length, result.items('Pictures', 1).length]).toEqual([1, 1]);
});

it('a second model takes what the first failed to make, and buys it once in all tries', async () => {
	await answerEach(rig, (number) => (number === 1 ? refused(number) : undefined));
	const again = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };
	const nodes = [
		image('First', {}, { ...again, onError: 'continueErrorOutput' }),
		image('Second', { prompt: 'p9', output: { includeInput: true } }, again),
	];
	const result = await rig.engine.run(
		workflow(nodes, { Start: [['First']], First: [[], ['Second']] }),
		{ triggerItems: promptItems(2).map(({ json }) => ({ json: { ...json, sku: 'S' } })) },
	);
	expect(orderedBy(rig).sort()).toEqual([0, 1, 9]);
	expect(result.items('Second').map(({ json }) => json.sku)).toEqual(['S']);
});
