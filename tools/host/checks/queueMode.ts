import { describePictures } from '../hostPictures';
import type { QueueStage } from '../queue/queueStage';
import { startRound, type EndedRound, type Round } from '../queue/round';
import { expectBoughtOnce, expectPictures, idsWith } from '../queue/verify';
import { workerConcurrency } from '../queue/workers';
import { orderConcurrency, picturesPerOrder } from '../queue/workflows';
import { listExecutions, runInHost, startInHost, untilEnd, untilParked } from '../runInHost';
import { until } from '../until';
import { run as runDataTable } from './buyOnlyWhatIsNew';
import { callsOf, picturesOf, placeOrder } from './callbackOrder';
import { expectEqual, type Check } from './check';

const orders = 20;
const pictures = orders * picturesPerOrder;
/** When something happens to a worker: each has begun all that it may have at once. */
const middle = pictures / 5;

/** Each check finds as many workers as the one before left, and makes up for the difference. */
export const queueMode: ReadonlyArray<Check<QueueStage>> = [
	{
		title: `queue: ${pictures} pictures by two workers`,
		async run(stage) {
			await stage.workers.have(2);
			// So that both are as quick as they will be.
			await (await startRound(stage, orders / 2)).untilEnd();
			return await rateOf(stage, 2);
		},
	},
	{
		title: 'queue: a worker that is asked to stop finishes its executions',
		async run(stage) {
			await stage.workers.have(2);
			const round = await startRound(stage, orders);
			await round.untilBought(middle);
			const stopped = await stage.workers.remove('stop');
			const bought = stage.gateway.ledger.length;
			await allGood(stage, round);
			const { length } = await stopped.executions();
			return `it took ${length} executions; ${bought} pictures then, ${pictures} in the end`;
		},
	},
	{
		title: `queue: ${pictures} pictures by one worker`,
		async run(stage) {
			await stage.workers.have(1);
			return await rateOf(stage, 1);
		},
	},
	{
		title: `queue: a worker is killed among ${pictures} pictures`,
		async run(stage) {
			await stage.workers.have(2);
			const round = await startRound(stage, orders);
			await round.untilBought(middle);
			const killedAt = Date.now();
			const killed = await stage.workers.remove('kill');
			const ended = await round.untilEnd();

			expectBoughtOnce(ended);
			const [good, lost] = [idsWith(ended, 'success'), idsWith(ended, 'error')];
			expectEqual('Executions that ended', good.length + lost.length, orders);
			if (lost.length === 0) throw new Error('The worker had nothing to do when it was killed.');
			const itsOwn = await killed.executions();
			if (lost.some((id) => !itsOwn.includes(id))) throw new Error('Others were lost as well.');
			const read = await expectPictures(stage, good);

			const found = Math.max(
				...ended.executions.map(({ stoppedAt }) => Date.parse(stoppedAt ?? '')),
			);
			const { error } = (await untilEnd(stage.host, lost[0] ?? '')).data.resultData;
			const retry = { method: 'POST', body: { loadWorkflow: false } } as const;
			await stage.host.rest(`/rest/executions/${lost[0]}/retry`, retry);
			expectEqual('Orders of a retry', stage.gateway.ledger.length - ended.ledger.length, 0);
			return [
				`${good.length} executions and their ${read} pictures are there`,
				`${lost.length} are lost with ${ended.ledger.length - read} pictures that were paid for`,
				`none was ordered twice; found out after ${Math.round((found - killedAt) / 1000)} s: "${error?.message}"`,
			].join('; ');
		},
	},
	{
		title: 'queue: Retry of a failed execution orders only the rest',
		async run(stage) {
			const { gateway, host, ids } = stage;
			await stage.workers.have(2);
			const round = await startRound(stage, 1);
			// Not among the first that are under way at the same time.
			gateway.intercept((request) =>
				JSON.stringify(request).includes('picture 7')
					? { status: 400, body: { error: { message: 'Not liked' } } }
					: undefined,
			);
			const ended = await round.untilEnd();
			gateway.intercept(() => undefined);
			const [failed] = idsWith(ended, 'error');
			if (failed === undefined) throw new Error('It did not fail.');
			const paid = ended.ledger.length;
			const retry = { method: 'POST', body: { loadWorkflow: false } } as const;
			await host.rest(`/rest/executions/${failed}/retry`, retry);
			const retried = await until(
				'Retry',
				async () => (await listExecutions(host, ids.orders)).filter(({ mode }) => mode === 'retry'),
				(listed) => listed.some(({ status }) => status === 'success'),
			);
			expectBoughtOnce({ ...ended, ledger: [...gateway.ledger] });
			expectEqual('Paid in all', gateway.ledger.length, picturesPerOrder);
			await expectPictures(stage, [retried[0]?.id ?? '']);
			return `${paid} pictures, then the other ${picturesPerOrder - paid}`;
		},
	},
	{
		title: 'queue: a run by hand is done by a worker, with its Data Table',
		async run(stage) {
			await stage.workers.have(1);
			const [first, second] = [await runDataTable(stage), await runDataTable(stage)];
			expectEqual('Orders paid for', [first.bought, second.bought], [2, 0]);
			const [worker] = stage.workers.running;
			const ids = (await worker?.executions()) ?? [];
			if (!ids.includes(first.run.executionId)) throw new Error('The worker did not run it.');
			return await describePictures(stage.host, first.run);
		},
	},
	{
		title: 'queue: what was ordered as a task outlives the worker',
		async run(stage) {
			const { gateway, host, ids, workers } = stage;
			gateway.reset();
			await workers.have(1);
			// As often as it takes on a busy machine until the new worker has taken up the call before.
			const callbackRetriesMs = Array<number>(40).fill(5000);
			const tasks = { when: 'always', queuedMs: 8000, durationMs: 8500 } as const;
			const plan = { ...tasks, callbackRetriesMs };
			const parked = await placeOrder(stage, 'callback-with-wait', plan);
			await untilParked(host, parked.executionId);
			const lost = await startInHost(host, ids.taskOrder);
			await until(
				'Orders',
				async () => gateway.tasks.length,
				(count) => count === 2,
			);
			if (parked.task.callbacks.length > 0) throw new Error('It was called before the kill.');
			await workers.remove('kill');
			await workers.have(1);

			const found = await picturesOf(stage, parked);
			expectEqual('Status of the lost one', (await untilEnd(host, lost)).status, 'error');
			const inquiry = await runInHost(host, ids.taskInquiry);
			const fetched = await describePictures(host, inquiry);
			expectEqual('Orders', [gateway.tasks.length, gateway.ledger.length], [2, 2]);
			return `parked: ${found}; fetched by its own ID: ${fetched}; calls: ${callsOf(parked)}`;
		},
	},
];

async function rateOf(stage: QueueStage, workers: number): Promise<string> {
	const ended = await allGood(stage, await startRound(stage, orders));
	const { peakInFlight } = stage.gateway;
	const perWorker = workerConcurrency * orderConcurrency;
	if (Math.ceil(peakInFlight / perWorker) !== workers) {
		throw new Error(`At most ${peakInFlight} orders were under way at the same time.`);
	}
	const rate = (pictures / ended.seconds).toFixed(1);
	return `${rate} a second, at most ${peakInFlight} orders at the same time`;
}

async function allGood(stage: QueueStage, round: Round): Promise<EndedRound> {
	const ended = await round.untilEnd();
	expectEqual('Executions with success', idsWith(ended, 'success').length, orders);
	expectBoughtOnce(ended);
	expectEqual('Pictures paid for', ended.ledger.length, pictures);
	await expectPictures(stage, idsWith(ended, 'success'));
	return ended;
}
