import { chain, step, type Step } from '../chain';
import { itemsOf } from '../hostPictures';
import { imageStep, items, pictures, start } from '../pictureSteps';
import {
	addWorkflow,
	listExecutions,
	runInHost,
	startInHost,
	succeeded,
	untilEnd,
	untilParked,
} from '../runInHost';
import { publishWorkflow } from '../seedHost';
import type { Stage } from '../stage';
import { until } from '../until';
import { post } from './calledWorkflow';
import type { LateCheck } from './callbackLate';
import { expectEqual, type Check } from './check';

/** Where n8n runs a node in another way than from start to end: nothing is ordered that nobody asked for. */
export const hostEdges: readonly Check[] = [
	{
		title: 'edges: a pinned node orders nothing',
		async run(stage) {
			const pinned = [{ json: { fileName: 'pinned.png' }, pairedItem: { item: 0 } }];
			const id = await addWorkflow(stage.host, {
				...flow(stage, 2),
				pinData: { [pictures]: pinned },
			});
			const { ended, paid } = await bought(stage, id);
			expectEqual('Paid', paid, 0);
			expectEqual('Pictures', itemsOf(ended, 'After').length, 1);
			return '0 orders';
		},
	},
	{
		title: 'edges: a step behind it is run with what is there',
		async run(stage) {
			const id = await addWorkflow(stage.host, { ...flow(stage, 2), pinData: {} });
			const first = await bought(stage, id);
			expectEqual('Paid', first.paid, 2);
			const before = stage.gateway.ledger.length;
			const { executionId } = await stage.host.rest<{ executionId: string }>(
				`/rest/workflows/${id}/run`,
				{
					method: 'POST',
					body: {
						runData: first.ended.data.resultData.runData,
						destinationNode: { nodeName: 'After', mode: 'inclusive' },
						dirtyNodeNames: ['After'],
					},
				},
			);
			const again = succeeded(await untilEnd(stage.host, executionId));
			expectEqual('Paid', stage.gateway.ledger.length - before, 0);
			expectEqual('Pictures', itemsOf(again, 'After').length, 2);
			return '2 orders, then 0';
		},
	},
	{
		title: 'edges: the error workflow learns what was paid, and not the key',
		async run(stage) {
			const { gateway, host } = stage;
			const told = chain('Told', [
				step('On Error', 'n8n-nodes-base.errorTrigger', 1, {}),
				step('After', 'n8n-nodes-base.noOp', 1, {}),
			]);
			const errorWorkflow = await addWorkflow(host, told);
			await publishWorkflow(host, errorWorkflow);
			const path = 'edges-error';
			const called = step('Called', 'n8n-nodes-base.webhook', 2, {
				httpMethod: 'POST',
				path,
				options: {},
			});
			const id = await addWorkflow(
				host,
				chain('Fails', [called, ...steps(stage, 3)], { errorWorkflow }),
			);
			await publishWorkflow(host, id);
			const isLast = (text: string) => text.includes('Mug 2');
			const message = `${gateway.apiKey} may not draw this`;
			gateway.intercept(({ json }) =>
				isLast(JSON.stringify(json)) ? { status: 400, body: { error: { message } } } : undefined,
			);
			try {
				await post(`${host.url}/webhook/${path}`, new FormData());
				const [run] = await until(
					'Runs of the error workflow',
					async () => await listExecutions(host, errorWorkflow),
					({ length }) => length === 1,
				);
				const ended = await untilEnd(host, run?.id ?? '');
				const text = JSON.stringify(itemsOf(ended, 'After').map(({ json }) => json));
				if (!text.includes('may not draw this') || text.includes(gateway.apiKey)) {
					throw new Error(text);
				}
				if (!text.includes('2 images of other items were made and paid')) throw new Error(text);
				return 'the message and 2 paid images';
			} finally {
				gateway.intercept(() => undefined);
			}
		},
	},
];

/** Two rounds of a loop with a wait between them, which n8n parks for two minutes: started first, seen last. */
export function parkedLoop(): LateCheck {
	let executionId = '';
	return {
		async start({ credential, host }) {
			const image = imageStep(
				credential,
				{ batch: { maxCost: 2 }, options: { pricePerCall: 1 } },
				{ onError: 'continueRegularOutput' },
			);
			// n8n parks a wait of 65 seconds or more in its database.
			const wait = step('Wait', 'n8n-nodes-base.wait', 1.1, { amount: 66, unit: 'seconds' });
			const loop = step('Loop', 'n8n-nodes-base.splitInBatches', 3, { batchSize: 2, options: {} });
			const body = chain('Parked', [start, ...items(prompts(4)), loop, after]) as Body;
			const id = await addWorkflow(host, {
				...body,
				nodes: [...body.nodes, placed(image), placed(wait)],
				connections: {
					...body.connections,
					Loop: { main: [to(after.name), to(image.name)] },
					[image.name]: { main: [to(wait.name)] },
					[wait.name]: { main: [to(loop.name)] },
				},
			});
			executionId = await startInHost(host, id);
			await untilParked(host, executionId);
		},
		end: {
			title: 'edges: Max Cost holds over a Wait that n8n parks',
			async run({ host }) {
				const ended = succeeded(await untilEnd(host, executionId, 300_000));
				const made = itemsOf(ended, pictures);
				const heldBack = made.filter(({ json }) => json.error !== undefined);
				expectEqual('Made and held back', [made.length, heldBack.length], [4, 2]);
				const text = JSON.stringify(heldBack.map(({ json }) => json));
				if (!text.includes('Max Cost')) throw new Error(text);
				return '2 of 4 items ordered';
			},
		},
	};
}

interface Body {
	readonly nodes: readonly object[];
	readonly connections: object;
}

const after: Step = step('After', 'n8n-nodes-base.noOp', 1, {});
const placed = (one: Step) => ({ ...one, id: one.name, webhookId: one.name, position: [0, 0] });
const to = (node: string) => [{ node, type: 'main', index: 0 }];
const prompts = (count: number) =>
	Array.from({ length: count }, (_one, index) => ({ prompt: `Mug ${index}` }));

const steps = ({ credential }: Stage, count: number): readonly Step[] => [
	...items(prompts(count)),
	imageStep(credential, { batch: { concurrency: 1 } }),
	after,
];

const flow = (stage: Stage, count: number) => chain('Edges', [start, ...steps(stage, count)]);

async function bought(stage: Stage, workflowId: string) {
	const before = stage.gateway.ledger.length;
	const ended = succeeded(await runInHost(stage.host, workflowId));
	return { ended, paid: stage.gateway.ledger.length - before };
}
