import type { IBinaryData, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { InvalidOrder } from '../request/findings';
import { attempt } from '../shared/attempt';
import type { TaskDeps } from '../transport/awaitTask';
import { askOnce, awaitTask } from '../transport/awaitTask';
import { deliverAll } from '../transport/deliver';
import { inOrder, Semaphore } from '../transport/pool';
import { isTool } from '../host/asTool';
import { clockOf } from '../host/clock';
import { readCredential } from '../host/credential';
import { createHttpClient } from '../host/http';
import { errorItem, nodeError } from './nodeError';
import { itemsOf, taskItem, withoutKeyInItems } from './output';
import { readOutputSettings, readTaskSettings } from '../host/settings';
import { storeOf } from '../host/store';

/** Questions are free and small; more than this at once would only crowd the gateway. */
const atOnce = 50;
const timeout = 120_000;

/** Resource task, operation get: the state or the pictures of each item's task, many at the same time. */
export async function runTasks(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const { base, gateway, secret } = await readCredential(context);
	const goOn = context.continueOnFail();
	const shared = {
		http: createHttpClient(context, timeout),
		store: storeOf(context, readOutputSettings(context, 0).maxFileSize),
		clock: clockOf(context),
		base,
		orderPaths: [gateway.editPath, gateway.generatePath],
		found: {},
		taskPaths: gateway.taskPaths,
	};
	const settle = async (item: number) => {
		const deps = { ...shared, settings: readTaskSettings(context, item) };
		const asked = await attempt(async () => await getTask(context, item, deps, gateway.id));
		return asked.ok
			? { items: asked.value, error: undefined }
			: { items: [errorItem(asked.error, item, secret)], error: asked.error };
	};
	const cancelled = () => context.getExecutionCancelSignal?.()?.aborted ?? false;
	const { length } = context.getInputData();
	const outcomes = await inOrder(length, new Semaphore(atOnce), cancelled, settle);
	const first = outcomes.findIndex((outcome) => outcome?.error !== undefined);
	if (first >= 0 && !goOn)
		throw nodeError(context.getNode(), outcomes[first]?.error, first, secret);
	return [
		withoutKeyInItems(
			outcomes.flatMap((outcome) => outcome?.items ?? []),
			secret,
		),
	];
}

async function getTask(
	context: IExecuteFunctions,
	item: number,
	deps: TaskDeps<IBinaryData>,
	gateway: string,
): Promise<INodeExecutionData[]> {
	const taskId = String(context.getNodeParameter('taskId', item, '')).trim();
	if (taskId === '') {
		throw new InvalidOrder([
			'Task ID is empty. Enter the ID that Return Task ID put out or that a message names.',
		]);
	}
	const model = String(context.getNodeParameter('model', item, ''));
	const task = { taskId, status: '' };
	const settings = readOutputSettings(context, item);
	let placed;
	if (context.getNodeParameter('wait', item, true) === true) placed = await awaitTask(deps, task);
	else {
		const report = await askOnce(deps, task);
		if (report.state === 'waiting')
			return [taskItem({ taskId, status: report.status }, model, item)];
		({ placed } = report);
	}
	const delivery = await deliverAll({ ...deps, download: settings.download }, placed, taskId);
	const asTool = isTool(context);
	return itemsOf(delivery, { item, model, gateway, warnings: [], inputName: '', asTool }, settings);
}
