import { describePictures, itemsOf } from '../hostPictures';
import { listExecutions, untilEnd, type HostRun } from '../runInHost';
import type { Host } from '../startHost';
import type { Stage } from '../stage';
import { callsOf, placeOrder, type CallbackOrder } from './callbackOrder';
import { expectEqual, type Check } from './check';
import { publish } from './publish';

const example = 'callback-webhook';
const CALL_TIMEOUT_MS = 60_000;

export const callbackWebhook: readonly Check[] = [
	{
		title: 'webhook: the call brings the pictures',
		async run(stage) {
			await publish(stage, example);
			const { order, runs } = await ordered(stage, {}, 2);
			const fetched = runs.filter((run) => itemsOf(run, 'Get Pictures').length > 0);
			expectEqual('Executions with pictures', fetched.length, 1);
			return `${await describePictures(stage.host, fetched[0]!)}; calls: ${callsOf(order)}`;
		},
	},
	{
		title: 'webhook: a call that comes twice stores one row',
		async run(stage) {
			const { order, runs } = await ordered(stage, { callbacks: 'twice' }, 3);
			const rows = runs.flatMap((run) => itemsOf(run, 'Write Down'));
			expectEqual('Executions that wrote', rows.length, 2);
			expectEqual('Rows', new Set(rows.map(({ json }) => json.id)).size, 1);
			return `row ${rows[0]?.json.id} for ${rows[0]?.json.fileName}; calls: ${callsOf(order)}`;
		},
	},
	{
		title: 'webhook: a task that does not succeed',
		async run(stage) {
			const { order, runs } = await ordered(stage, { end: 'failed' }, 2);
			const failed = runs.find(({ status }) => status === 'error');
			const said = failed?.data.resultData.error?.message ?? '';
			if (!said.includes(order.task.id)) throw new Error(`It says: ${said}`);
			return said;
		},
	},
];

/** Orders, and waits for the executions that the calls start. */
async function ordered(
	stage: Stage,
	plan: Parameters<typeof placeOrder>[2],
	calls: number,
): Promise<{ order: CallbackOrder; runs: HostRun[] }> {
	const before = await calledExecutions(stage);
	const order = await placeOrder(stage, example, plan);
	const deadline = Date.now() + CALL_TIMEOUT_MS;
	for (;;) {
		const ids = (await calledExecutions(stage)).filter((id) => !before.includes(id));
		if (ids.length >= calls) return { order, runs: await ended(stage.host, ids) };
		if (Date.now() > deadline) throw new Error(`Calls: ${callsOf(order)}`);
		await new Promise((resolve) => setTimeout(resolve, 250));
	}
}

async function calledExecutions({ host, idOf }: Stage): Promise<string[]> {
	const executions = await listExecutions(host, idOf(example));
	return executions.filter(({ mode }) => mode === 'webhook').map(({ id }) => id);
}

async function ended(host: Host, ids: readonly string[]): Promise<HostRun[]> {
	return await Promise.all(ids.map((id) => untilEnd(host, id)));
}
