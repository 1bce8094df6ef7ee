import type { IDataObject, INode, INodeExecutionData, INodeParameters } from 'n8n-workflow';

import type { Poll } from '../../../tools/gateway/report';
import { perItem, promptItems } from '../../onEngine/support/batch';
import { bytesOf, sha256 } from '../../onEngine/support/pictures';
import type { OrderOptions, Rig } from '../../onEngine/support/rig';
import { nodeName } from '../../onEngine/support/rig';

export const goesOn: Partial<INode> = { onError: 'continueRegularOutput' };
/** n8n takes 0 for "not set" and waits a second. */
export const triesAgain: Partial<INode> = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };

/** Asked after often, so that tests are short; the patience is for a busy machine. */
export const quickly = { pollInterval: 0.1, maxWait: 20 };

/** Orders a picture for each of so many items. */
export const orderItems = (
	rig: Rig,
	count: number,
	longTask: object = {},
	{ parameters = {}, ...options }: OrderOptions & { readonly parameters?: INodeParameters } = {},
) =>
	rig.order(
		{ ...perItem, longTask: { ...quickly, ...longTask }, ...parameters },
		{ items: promptItems(count), ...options },
	);

/** A second workflow: asks after the tasks whose ids stand in its items. */
export const getTasks = (
	rig: Rig,
	items: readonly INodeExecutionData[],
	parameters: INodeParameters = {},
	options: OrderOptions = {},
) =>
	rig.order(
		{
			resource: 'task',
			operation: 'get',
			taskId: '={{ $json.taskId }}',
			model: '={{ $json.model }}',
			longTask: quickly,
			...parameters,
		},
		{ items: items.map(({ json }) => ({ json })), ...options },
	);

/** Lets one order fail in a node that goes on, and gives its error. */
export async function failureOf(
	rig: Rig,
	longTask: object = {},
	options: Parameters<typeof orderItems>[3] = {},
): Promise<IDataObject> {
	const result = await orderItems(rig, 1, longTask, { settings: goesOn, ...options });
	const items = result.items(nodeName);
	expect(items).toEqual([{ json: { error: expect.any(Object) }, pairedItem: { item: 0 } }]);
	return items[0]?.json.error as IDataObject;
}

export const taskIdOf = ({ gateway }: Rig, index = 0): string => gateway.tasks[index]?.id ?? 'none';

export const ordersOf = ({ gateway }: Rig) =>
	gateway.requests.filter(({ method }) => method === 'POST');

/** The digests of the pictures that the items hold. */
export const digestsOf = async (rig: Rig, items: readonly INodeExecutionData[]) =>
	await Promise.all(items.map(async (item) => sha256((await bytesOf(rig, item)).bytes)));

/** How many polls each task got, the most of any. */
export const mostPolls = (polls: readonly Poll[]): number =>
	Math.max(...[...groupedByTask(polls).values()].map((times) => times.length));

/**
 * How often tasks were asked after, as a part of how often it would have been in every interval (in seconds)
 * from their first poll to their last. What a busy machine adds to the waits makes it smaller.
 */
export function askedShare(polls: readonly Poll[], pollInterval: number): number {
	const all = [...groupedByTask(polls).values()];
	const gaps = all.reduce((sum, times) => sum + times.length - 1, 0);
	const time = all.reduce((sum, times) => sum + (times.at(-1) ?? 0) - (times[0] ?? 0), 0);
	return (gaps * pollInterval * 1000) / time;
}

/** The most polls of one task within any such time. */
export function mostPollsWithin(polls: readonly Poll[], milliseconds: number): number {
	const counts = [...groupedByTask(polls).values()].flatMap((times) =>
		times.map((from) => times.filter((at) => at >= from && at < from + milliseconds).length),
	);
	return Math.max(...counts);
}

function groupedByTask(polls: readonly Poll[]): Map<string, number[]> {
	const times = new Map<string, number[]>();
	for (const { at, taskId } of polls) times.set(taskId, [...(times.get(taskId) ?? []), at]);
	return times;
}
