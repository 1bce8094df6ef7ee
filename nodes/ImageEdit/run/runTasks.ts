import type { IBinaryData, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { isTool } from '../host/asTool';
import { clockOf } from '../host/clock';
import type { GatewayAccess } from '../host/credential';
import { createHttpClient } from '../host/http';
import { runNumberOf } from '../host/execution';
import { readOutputSettings, readTaskSettings } from '../host/settings';
import { storeOf } from '../host/store';
import { taskIdFault } from '../answer/answeredTask';
import { InvalidOrder, shown } from '../request/findings';
import type { TaskDeps } from '../transport/awaitTask';
import { askOnce, awaitTask } from '../transport/awaitTask';
import { deliverAll } from '../transport/deliver';
import { withDigest } from '../transport/digest';
import { Semaphore } from '../transport/pool';
import type { Result } from './exit';
import { arrange } from './arrange';
import { itemsOf, taskItem } from './output';
import { Halt, runItems } from './runItems';

/** Status requests are free and small; more than this at once would only crowd the gateway. */
const maxAtOnce = 50;
const timeout = 120_000;

/** Resource task, operation get: the state or the images of each item's task, many at the same time. */
export async function runTasks(
	context: IExecuteFunctions,
	{ base, gateway }: GatewayAccess,
): Promise<Result> {
	const shared = {
		http: createHttpClient(context, timeout),
		store: withDigest(storeOf(context, readOutputSettings(context, 0).maxFileSize)),
		clock: clockOf(context),
		base,
		orderPaths: [gateway.editPath, gateway.generatePath],
		found: {},
		taskPaths: gateway.taskPaths,
	};
	const get = async (item: number) => {
		const deps = { ...shared, settings: readTaskSettings(context, item) };
		return arrange(context, item, await getTask(context, item, deps, gateway.id));
	};
	const places = new Semaphore(maxAtOnce);
	return { outcomes: await runItems(context, places, new Halt(context), get) };
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
	const fault = taskIdFault(taskId);
	if (fault !== undefined) {
		throw new InvalidOrder([
			`Task ID ${shown(taskId)} ${fault}. Enter the ID as the gateway returned it.`,
		]);
	}
	const model = String(context.getNodeParameter('model', item, ''));
	const settings = readOutputSettings(context, item);
	const wait = context.getNodeParameter('wait', item, true) === true;
	const task = { taskId, status: '' };
	const report = wait
		? { state: 'good' as const, placed: await awaitTask(deps, task) }
		: await askOnce(deps, task);
	if (report.state === 'waiting') return [taskItem({ taskId, status: report.status }, model, item)];
	const delivery = await deliverAll(
		{ ...deps, download: settings.download },
		report.placed,
		taskId,
	);
	const asTool = isTool(context);
	const place = { item, execution: context.getExecutionId(), run: String(runNumberOf(context)) };
	const receipt = { ...place, model, gateway, warnings: [], inputName: '', asTool };
	return itemsOf(delivery, receipt, settings);
}
