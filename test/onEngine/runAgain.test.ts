import type { IDataObject, INode, INodeParameters } from 'n8n-workflow';

import type { WorkflowJson } from '../../tools/engine/types';
import { answerEach, busy, onePerTry, perItem, promptItems } from './support/batch';
import { ordersOf } from './support/failures';
import { model } from './support/parameters';
import type { Rig } from './support/rig';
import { imageNode, nodeName, startRig, triggerNode } from './support/rig';

let rig: Rig;
beforeAll(async () => (rig = await startRig()));
afterAll(async () => await rig.close());
beforeEach(() => {
	rig.gateway.reset();
	rig.connect('openAiCompatible');
});

const helper = (name: string, type: string, parameters: INodeParameters, typeVersion: number) => ({
	id: name,
	name,
	type: `n8n-nodes-base.${type}`,
	typeVersion,
	position: [0, 0] as [number, number],
	parameters,
});
const to = (node: string) => [{ node, type: 'main' as const, index: 0 }];
const settings: Partial<INode> = { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 };

/** Loop Over Items hands one item after another to the node. */
const loop = (parameters: INodeParameters): WorkflowJson => ({
	nodes: [
		triggerNode,
		helper('Loop', 'splitInBatches', { batchSize: 1, options: {} }, 3),
		imageNode(parameters, settings),
		helper('After', 'noOp', {}, 1),
	],
	connections: {
		Start: { main: [to('Loop')] },
		Loop: { main: [to('After'), to(nodeName)] },
		[nodeName]: { main: [to('Loop')] },
	},
	settings: { executionOrder: 'v1' },
});

/** Two branches lead to the node, so that it runs twice in one execution. */
const twoBranches = (parameters: INodeParameters): WorkflowJson => ({
	nodes: [
		triggerNode,
		helper('Left', 'noOp', {}, 1),
		helper('Right', 'noOp', {}, 1),
		imageNode(parameters, settings),
	],
	connections: {
		Start: { main: [[...to('Left'), ...to('Right')]] },
		Left: { main: [to(nodeName)] },
		Right: { main: [to(nodeName)] },
	},
	settings: { executionOrder: 'v1' },
});

const alike = (count: number) => promptItems(count).map(() => ({ json: { prompt: 'p0' } }));

describe('a node that is run again on purpose orders again, even the very same', () => {
	it('in a loop', async () => {
		await answerEach(rig);
		const result = await rig.engine.run(loop(perItem), { triggerItems: alike(3) });
		expect(result.error).toBeUndefined();
		expect(result.items('After')).toHaveLength(3);
		expect(ordersOf(rig)).toBe(3);
	});

	it('under another automatic ID in each round of a loop', async () => {
		rig.connect('aiid');
		await answerEach(rig);
		const kling = { model: model('kling-image'), modelName: 'kling-v3' };
		const parameters = { ...perItem, ...kling, options: { externalTaskId: 'auto' } };
		await rig.engine.run(loop(parameters), { triggerItems: alike(3) });
		const ids = rig.gateway.requests.map(({ json }) => (json as IDataObject).external_task_id);
		expect(new Set(ids).size).toBe(3);
	});

	it('in two branches', async () => {
		await answerEach(rig);
		const result = await rig.engine.run(twoBranches(perItem), { triggerItems: alike(2) });
		expect(result.nodeRuns(nodeName)).toHaveLength(2);
		expect(result.items(nodeName)).toHaveLength(4);
		expect(ordersOf(rig)).toBe(4);
	});

	it('in another execution', async () => {
		await answerEach(rig);
		await rig.order(perItem, { items: alike(1), settings });
		await rig.order(perItem, { items: alike(1), settings });
		expect(ordersOf(rig)).toBe(2);
	});

	it('for two items of one run that order the same', async () => {
		await answerEach(rig);
		const result = await rig.order(perItem, { items: alike(2), settings });
		const [first, second] = result.items(nodeName).map(({ json }) => json.requestKey);
		expect(first).toBe(second);
		expect(ordersOf(rig)).toBe(2);
	});
});

it('a failure in one round of a loop asks again for that round only', async () => {
	let orders = 0;
	await answerEach(rig, (number) => (++orders === 2 ? busy(number) : undefined));
	const result = await rig.engine.run(loop(onePerTry), { triggerItems: promptItems(3) });
	expect(result.error).toBeUndefined();
	expect(result.items('After').map(({ json }) => json.revisedPrompt)).toEqual(['p0', 'p1', 'p2']);
	expect(ordersOf(rig)).toBe(4);
});
