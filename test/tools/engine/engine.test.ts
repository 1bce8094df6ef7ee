import { join } from 'node:path';

import { startEngine } from '../../../tools/engine/startEngine';
import type { Engine } from '../../../tools/engine/types';
import { chain, probe, setFields, splitOut, toFile } from './workflows';

const packageFolder = join(__dirname, 'probe-package');
const three = [{ json: { n: 0 } }, { json: { n: 1 } }, { json: { n: 2 } }];

describe('the engine runs a workflow as n8n does', () => {
	let engine: Engine;

	beforeAll(async () => {
		engine = await startEngine({ packageFolder });
	});
	afterAll(async () => await engine.close());

	it('runs nodes of n8n and of the package, and links each output item to its input', async () => {
		const list = setFields('List', { list: [{ n: 0 }, { n: 1 }, { n: 2 }] });
		const result = await engine.run(chain(list, splitOut('list'), probe('hint')));

		expect(result.status).toBe('success');
		expect(result.error).toBeUndefined();
		expect(result.items('Split Out').map((item) => item.json)).toEqual([
			{ n: 0 },
			{ n: 1 },
			{ n: 2 },
		]);
		expect(result.items('Probe').map((item) => item.pairedItem)).toEqual([
			{ item: 0 },
			{ item: 1 },
			{ item: 2 },
		]);
	});

	it('resolves expressions that reach back to an earlier node through paired items', async () => {
		const result = await engine.run(
			chain(setFields('List', { list: [{ n: 5 }, { n: 7 }] }), splitOut('list'), probe('hint'), {
				...setFields('Look back', {}),
				parameters: { mode: 'raw', jsonOutput: '={{ { m: $("Split Out").item.json.n } }}' },
			}),
		);
		expect(result.items('Look back').map((item) => item.json)).toEqual([{ m: 5 }, { m: 7 }]);
	});

	it('runs the node again on "Retry On Fail" and keeps its context', async () => {
		const node = probe('failTwice', { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 });
		const result = await engine.run(chain(node));
		expect(result.items('Probe')[0]?.json).toEqual({ tries: 3 });

		const again = await engine.run(chain(node));
		expect(again.items('Probe')[0]?.json).toEqual({ tries: 3 });
	});

	it('ends with the error of the node that failed', async () => {
		const result = await engine.run(chain(probe('failOdd')), { triggerItems: three });
		expect(result.status).toBe('error');
		expect(result.error?.message).toBe('Odd items do not pass');
		expect(result.items('Probe')).toEqual([]);
	});

	it('goes on after an error when the node says so', async () => {
		const node = probe('failOdd', { onError: 'continueRegularOutput' });
		const result = await engine.run(chain(node), { triggerItems: three });
		expect(result.status).toBe('success');
		expect(result.items('Probe').map((item) => item.json)).toEqual([
			{ i: 0 },
			{ error: 'Odd items do not pass' },
			{ i: 2 },
		]);
	});

	it('sends failed items to the error output', async () => {
		const node = probe('failOdd', { onError: 'continueErrorOutput' });
		const result = await engine.run(chain(node), { triggerItems: three });
		expect(result.items('Probe', 0).map((item) => item.json)).toEqual([{ i: 0 }, { i: 2 }]);
		expect(result.items('Probe', 1).map((item) => item.json)).toEqual([
			{ n: 1, error: 'Odd items do not pass' },
		]);
	});

	it('collects execution hints', async () => {
		const result = await engine.run(chain(probe('hint')));
		expect(result.hints('Probe')).toEqual([
			{ message: 'Item 0 was looked at', location: 'outputPane' },
		]);
	});

	it('cancels the node that is running', async () => {
		const controller = new AbortController();
		const result = await engine.run(chain(probe('waitForCancel')), {
			signal: controller.signal,
			onNodeStart: (name) => name === 'Probe' && setImmediate(() => controller.abort()),
		});
		expect(result.status).toBe('canceled');
	});

	it('starts nothing when it was cancelled before', async () => {
		const started: string[] = [];
		const result = await engine.run(chain(probe('hint')), {
			signal: AbortSignal.abort(),
			onNodeStart: (name) => started.push(name),
		});
		expect(result.status).toBe('canceled');
		expect(started).toEqual([]);
	});

	it('stops after the destination node', async () => {
		const result = await engine.run(chain(setFields('List', { list: [1] }), splitOut('list')), {
			destinationNode: 'List',
		});
		expect(result.nodeRuns('List')).toHaveLength(1);
		expect(result.nodeRuns('Split Out')).toEqual([]);
	});

	it('shows an empty required parameter as a failed run', async () => {
		const node = { ...probe('hint'), parameters: { action: 'hint', wanted: '' } };
		const result = await engine.run(chain(node));
		expect(result.status).toBe('error');
		expect(result.error?.message).toContain('issues');
	});

	it('names the packages it knows when a node type is unknown', async () => {
		const stranger = { name: 'Stranger', type: 'n8n-nodes-other.stranger' };
		await expect(engine.run(chain(stranger))).rejects.toThrow(
			'The node type "n8n-nodes-other.stranger" is not in n8n-nodes-probe and n8n-nodes-base',
		);
	});

	it('leaves the workflow it was given as it was', async () => {
		const workflow = chain(probe('hint'));
		const before = structuredClone(workflow);
		await engine.run(workflow);
		expect(workflow).toEqual(before);
	});

	it('refuses a second engine in the same process', async () => {
		await expect(startEngine({ packageFolder })).rejects.toThrow('Close it first');
	});
});

describe.each(['filesystem', 'default'] as const)('binary data in mode "%s"', (binaryMode) => {
	it('goes through the nodes', async () => {
		const engine = await startEngine({ packageFolder, binaryMode });
		const fields = setFields('Fields', { picture: Buffer.from('abc').toString('base64') });
		const result = await engine.run(chain(fields, toFile('picture'), probe('binary')));
		const binary = result.items('Probe')[0]?.binary?.data;
		if (!binary) throw new Error(`No binary data: ${result.error?.message}`);

		expect(await engine.readBinary(binary)).toEqual(Buffer.from('cba'));
		expect(binary.mimeType).toBe('image/png');
		expect(result.items('Probe')[0]?.json).toEqual({ stored: binaryMode === 'filesystem' });

		await engine.close();
	});

	it('takes stored bytes as trigger items', async () => {
		const engine = await startEngine({ packageFolder, binaryMode });
		const data = await engine.storeBinary(Buffer.from('xyz'), 'in.png', 'image/png');
		const result = await engine.run(chain(probe('binary')), {
			triggerItems: [{ json: {}, binary: { data } }],
		});
		const output = result.items('Probe')[0]?.binary?.data;
		expect(output && (await engine.readBinary(output))).toEqual(Buffer.from('zyx'));
		await engine.close();
	});
});

it('leaves no file behind', async () => {
	const engine = await startEngine({ packageFolder });
	const data = await engine.storeBinary(Buffer.from('xyz'), 'in.png', 'image/png');
	await engine.close();
	await expect(engine.readBinary(data)).rejects.toThrow(/not found/i);
});
