import type { Interception } from '../../gateway/interception';
import { fileOf } from '../arrivedFiles';
import { chain, step, type Step } from '../chain';
import { itemsOf } from '../hostPictures';
import { imageStep, items, loop, pictures, start } from '../pictureSteps';
import {
	addWorkflow,
	listExecutions,
	runInHost,
	startInHost,
	succeeded,
	untilEnd,
	type HostRun,
} from '../runInHost';
import { publishWorkflow } from '../seedHost';
import type { Stage } from '../stage';
import { until } from '../until';
import { onlyRunOf, post } from './calledWorkflow';
import { expectEqual, type Check } from './check';

/** A check with a gateway that answers each prompt in its own way, and what it was paid for. */
function paidCheck(
	title: string,
	run: (stage: Stage, paid: () => number) => Promise<string>,
): Check {
	return {
		title: `paid: ${title}`,
		async run(stage) {
			const before = stage.gateway.ledger.length;
			try {
				return await run(stage, () => stage.gateway.ledger.length - before);
			} finally {
				stage.gateway.intercept(() => undefined);
			}
		},
	};
}

const prompts = (count: number) =>
	Array.from({ length: count }, (_, index) => ({ prompt: `Mug ${index}`, sku: `SKU${index}` }));

/** What happens in place of a picture, by the number in the prompt. */
function answer({ gateway }: Stage, instead: (number: number) => Interception | undefined): void {
	gateway.intercept(({ json }) => {
		const { prompt = '' } = (json ?? {}) as { readonly prompt?: string };
		return instead(Number(/\d+$/.exec(prompt)?.[0]));
	});
}

const refused: Interception = {
	status: 400,
	body: { error: { message: 'Not liked', type: 'invalid_request_error' } },
};

const flow = ({ credential }: Stage, count: number, parameters = {}, settings = {}) => [
	...items(prompts(count)),
	imageStep(credential, { batch: { concurrency: 1 }, ...parameters }, settings),
];

async function run(stage: Stage, steps: readonly Step[], settings = {}): Promise<HostRun> {
	const id = await addWorkflow(stage.host, chain('Paid', [start, ...steps], settings));
	return await runInHost(stage.host, id);
}

const skus = (ended: HostRun, node = pictures) =>
	itemsOf(ended, node).map(({ json }) => json.sku ?? json.revisedPrompt);

export const nothingPaidIsLost: readonly Check[] = [
	paidCheck('one bad item of twelve, and nothing is ordered', async (stage, paid) => {
		const prompt = "={{ $itemIndex === 11 ? '' : $json.prompt }}";
		const ended = await run(stage, flow(stage, 12, { prompt }));
		expectEqual('Status', ended.status, 'error');
		expectEqual('Paid', paid(), 0);
		return saidBy(ended);
	}),

	paidCheck('Retry of a failed execution orders only the rest', async (stage, paid) => {
		answer(stage, (number) => (number === 2 ? refused : undefined));
		const path = 'paid-retry';
		const called = step('Called', 'n8n-nodes-base.webhook', 2, {
			httpMethod: 'POST',
			path,
			options: {},
		});
		const id = await addWorkflow(stage.host, chain('Retry', [called, ...flow(stage, 4)]));
		await publishWorkflow(stage.host, id);
		await post(`${stage.host.url}/webhook/${path}`, new FormData());
		const failed = await onlyRunOf(stage, id);
		expectEqual('Status', failed.status, 'error');
		expectEqual('Paid', paid(), 2);
		const said = saidBy(failed);
		const told =
			'2 images of other items were made and paid; Retry of this execution takes them up.';
		if (!said.includes(told)) throw new Error(said);

		answer(stage, () => undefined);
		const retried = await retry(stage, id, failed.executionId);
		expectEqual('Status of the retry', retried.status, 'success');
		expectEqual('Paid in all', paid(), 4);
		expectEqual('Pictures', itemsOf(retried, pictures).length, 4);
		return said;
	}),

	paidCheck('the time-out of a workflow keeps what is there', async (stage, paid) => {
		answer(stage, (number) => (number > 1 ? { delayMs: 60_000 } : undefined));
		const { host } = stage;
		const steps = [start, ...flow(stage, 5), ...after];
		const id = await addWorkflow(host, chain('Time-out', steps, { executionTimeout: 6 }));
		const ended = await runInHost(host, id);
		expectEqual('Pictures', itemsOf(ended, pictures).length, 2);
		// The order that was under way.
		expectEqual('Paid', paid() <= 3, true);
		const before = paid();
		const retried = await retry(stage, id, ended.executionId);
		expectEqual('After it, in a retry', itemsOf(retried, 'After').length, 2);
		expectEqual('Paid in a retry', paid() - before, 0);
		return `${ended.status}: ${saidBy(ended)}`;
	}),

	// n8n 2.40.7 itself saves nothing of any node of an execution that is stopped by hand.
	paidCheck('Stop orders nothing more, and n8n tells its own reason', async (stage, paid) => {
		answer(stage, (number) => (number > 1 ? { delayMs: 3_000 } : undefined));
		const { gateway, host } = stage;
		const id = await addWorkflow(host, chain('Stop', [start, ...flow(stage, 5)]));
		const before = gateway.requests.length;
		const executionId = await startInHost(host, id);
		const orders = async () => gateway.requests.length - before;
		await until('Orders', orders, (count) => count === 3);
		await host.rest(`/rest/executions/${executionId}/stop`, { method: 'POST', body: {} });
		const ended = await untilEnd(host, executionId);
		expectEqual('Status', ended.status, 'canceled');
		await new Promise((resolve) => setTimeout(resolve, 4_000));
		expectEqual('Orders', await orders(), 3);
		expectEqual('Paid', paid() <= 3, true);
		return saidBy(ended);
	}),

	paidCheck('Retry On Fail asks no refused item again', async (stage) => {
		answer(stage, () => refused);
		const before = stage.gateway.requests.length;
		const again = { retryOnFail: true, maxTries: 5, waitBetweenTries: 1 };
		const goingOn = { ...again, onError: 'continueRegularOutput' };
		const ended = await run(stage, flow(stage, 8, {}, goingOn));
		expectEqual('Orders', stage.gateway.requests.length - before, 8);
		expectEqual('Errors', itemsOf(ended, pictures).filter(({ json }) => json.error).length, 8);

		answer(stage, (number) => (number === 1 ? refused : undefined));
		const other = await run(stage, flow(stage, 2, {}, goingOn));
		const [hint] = other.data.resultData.runData[pictures]?.[0]?.hints ?? [];
		if (!hint?.message.includes('Retry On Fail did not try')) throw new Error(hint?.message);
		return hint.message;
	}),

	paidCheck('Max Cost holds for all rounds of a loop', async (stage, paid) => {
		const batch = { maxCost: 3 };
		const image = imageStep(
			stage.credential,
			{ batch, options: { pricePerCall: 1 } },
			{ onError: 'continueRegularOutput' },
		);
		const id = await addWorkflow(stage.host, looped(image, prompts(8)));
		const ended = await runInHost(stage.host, id);
		expectEqual('Paid', paid(), 3);
		const failed = itemsOf(ended, pictures).filter(({ json }) => json.error);
		expectEqual('Held back', failed.length, 5);
		return '8 rounds, 3 orders';
	}),

	paidCheck('Requests per Minute holds for all rounds of a loop', async (stage) => {
		const before = stage.gateway.requests.length;
		const image = imageStep(stage.credential, { batch: { requestsPerMinute: 30 } });
		const id = await addWorkflow(stage.host, looped(image, prompts(4)));
		expectEqual('Status', (await runInHost(stage.host, id)).status, 'success');
		const at = stage.gateway.requests.slice(before).map(({ receivedAt }) => receivedAt);
		const seconds = ((at.at(-1) ?? 0) - (at[0] ?? 0)) / 1000;
		if (at.length !== 4 || seconds < 5.9) throw new Error(`${at.length} orders in ${seconds} s`);
		return `${at.length} orders in ${seconds.toFixed(1)} s`;
	}),

	paidCheck('each picture stands beside the fields of its own item', async (stage) => {
		answer(stage, (number) => (number === 0 ? refused : undefined));
		const parameters = { options: { n: 2 }, output: { includeInput: true } };
		const goingOn = { onError: 'continueErrorOutput' };
		const ended = await run(stage, flow(stage, 3, parameters, goingOn));
		expectEqual('Good', skus(ended), ['SKU1', 'SKU1', 'SKU2', 'SKU2']);
		const [failed] = itemsOf(ended, pictures, 1);
		expectEqual('Failed', failed?.json.sku, 'SKU0');
		return skus(ended).join(', ');
	}),
	paidCheck(
		'a sub-workflow for each item brings each picture under its own name',
		async (stage, paid) => {
			const { host } = stage;
			const called = step('Called', 'n8n-nodes-base.executeWorkflowTrigger', 1.1, {
				inputSource: 'passthrough',
			});
			const child = await addWorkflow(host, chain('Child', [called, imageStep(stage.credential)]));
			await publishWorkflow(host, child);
			const call = step('Call', 'n8n-nodes-base.executeWorkflow', 1.2, {
				workflowId: { __rl: true, mode: 'id', value: child },
				mode: 'each',
				options: {},
			});
			const ended = succeeded(await run(stage, [...items(prompts(3)), call]));
			expectEqual('Paid', paid(), 3);
			const made = itemsOf(ended, 'Call');
			const files = await Promise.all(made.map((item) => fileOf(host, item)));
			expectEqual('Names', new Set(files.map(({ name }) => name)).size, 3);
			expectEqual(
				'Sizes',
				files.map(({ bytes }) => bytes.length),
				made.map(({ json }) => json.bytes),
			);
			return files.map(({ name }) => name).join(', ');
		},
	),
];

function saidBy({ data }: HostRun): string {
	const { description, message } = (data.resultData.error ?? {}) as {
		readonly description?: string;
		readonly message?: string;
	};
	return [message, description].filter(Boolean).join(' ');
}

/** "Retry" of the executions list. */
async function retry(stage: Stage, workflowId: string, executionId: string): Promise<HostRun> {
	const init = { method: 'POST', body: { loadWorkflow: false } } as const;
	await stage.host.rest(`/rest/executions/${executionId}/retry`, init);
	const retries = await until(
		'Retry',
		async () =>
			(await listExecutions(stage.host, workflowId)).filter(({ mode }) => mode === 'retry'),
		({ length }) => length === 1,
	);
	return await untilEnd(stage.host, retries[0]?.id ?? '');
}

const after = [step('After', 'n8n-nodes-base.noOp', 1, {})];

/** One item in each round. */
const looped = (image: Step, given: readonly object[]) => loop(image, given, 1, after);
