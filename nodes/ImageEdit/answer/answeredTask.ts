import { chargeOf } from './charge';
import { layers, stateOf, statusWord } from './taskStatus';
import type { JsonObject } from '../shared/json';
import { isJsonObject, textOf } from '../shared/json';

export interface AnsweredTask {
	readonly taskId: string;
	/** The gateway's own word. */
	readonly status: string;
	readonly pollUrl?: string;
	/** What it will cost, in the gateway's own unit, where the response tells: that of its end may not. */
	readonly charge?: number;
	/** Told in the words of Kling, whose tasks are asked after under the path of their order. */
	readonly isKling?: true;
}

const longestId = 200;
/** Half a surrogate pair, or a mark of base64 that was taken out. */
const isUnfit = /\p{Cs}|\p{Cc}|\uE000/u;

/** Why a text cannot be the ID of a task: it would not arrive as it is. @returns undefined when it can */
export function taskIdFault(id: string): string | undefined {
	if (/^https?:/i.test(id) && isAddress.test(id)) return undefined;
	if (id.length > longestId)
		return `has ${id.length} characters, more than the ${longestId} that are taken`;
	if (/^\.\.?$/.test(id)) return 'would lead to another path';
	return isUnfit.test(id) ? 'holds characters that cannot be sent' : undefined;
}

/** Names of an ID that only a task has. */
const idNames = [
	...['task_id', 'taskId', 'taskID', 'task_uuid', 'taskUUID', 'job_id', 'jobId', 'prediction_id'],
	...['predictionId', 'generation_id', 'generationId'],
] as const;

/** Names of an address at which to ask. Sources: sub2api, BFL, fal, Replicate (`urls.get`). */
const pollNames = [
	'poll_url',
	'pollUrl',
	'polling_url',
	'pollingUrl',
	'status_url',
	'task_url',
] as const;

/**
 * The task that a response hands over or tells of; its ID may be unfit (`taskIdFault`).
 * @param isAccepted whether its status is 202, which says that there is one
 */
export function taskOf(
	body: unknown,
	headers: Readonly<Record<string, unknown>>,
	isAccepted = false,
): AnsweredTask | undefined {
	if (!isJsonObject(body)) return undefined;
	const bags = layers(body);
	const status = statusWord(body);
	const pollUrl = addressIn([...pollUrlsIn(bags), headers.location, headers['operation-location']]);
	const named = firstText(bags.flatMap((bag) => idNames.map((name) => bag[name])));
	const plain = named || idOf(bags, status, pollUrl, isAccepted);
	if (plain === '') return undefined;
	const charge = chargeOf(body, undefined);
	const isKling = bags.some((bag) => bag.task_status !== undefined);
	return {
		taskId: plain,
		status,
		...(pollUrl ? { pollUrl } : {}),
		...(charge === undefined ? {} : { charge }),
		...(isKling ? { isKling } : {}),
	};
}

/** A bare "id" is a task only beside the status of one, or an address at which to ask. */
function idOf(
	bags: readonly JsonObject[],
	status: string,
	pollUrl: string,
	isAccepted: boolean,
): string {
	const isAsked = isAccepted || pollUrl !== '';
	const state = status === '' ? undefined : stateOf(status);
	const own = bags.filter(({ object }) => !/^(response|chat\.)/.test(textOf(object)));
	if (!isAsked && state === undefined) return bareId(own);
	const id = firstText(own.flatMap((bag) => [bag.id, bag.uuid]));
	// Any response may have the ID of its request; it is the task's where there is nothing else.
	const isOpen = isAsked || state === 'waiting';
	const other = isOpen ? firstText(own.flatMap((bag) => [bag.request_id, bag.requestId])) : '';
	// What can be asked after is not lost, even without an ID.
	const address = addressIn(pollUrlsIn(own).filter((url) => /^https?:/i.test(textOf(url))));
	const last = isAccepted ? (/[^/?#]+(?=[?#]|$)/.exec(pollUrl)?.[0] ?? '') : '';
	return id || other || address || last;
}

/** An ID that stands alone as what came of the order, beside a code for success. Source: midjourney-proxy. */
function bareId(bags: readonly JsonObject[]): string {
	const ids = bags
		.filter(({ code }) => /^(0|1|200)$/.test(textOf(code)))
		.flatMap(({ data, result }) => [result, data])
		.map((value) => (typeof value === 'string' ? value : ''));
	return ids.find((id) => /^(?=.*\d)[\w-]{4,100}$/.test(id)) ?? '';
}

const pollUrlsIn = (bags: readonly JsonObject[]): readonly unknown[] =>
	bags.flatMap((bag) => [
		...pollNames.map((name) => bag[name]),
		isJsonObject(bag.urls) ? bag.urls.get : undefined,
	]);

/** The first that is an address, of the web or of the gateway. */
export const addressIn = (values: readonly unknown[]): string =>
	values.map(textOf).find((text) => isAddress.test(text)) ?? '';

const isAddress = /^(?:https?:\/)?\/[^\s\uE000]{1,2000}$/i;

const firstText = (values: readonly unknown[]): string =>
	values.map(textOf).find((text) => text !== '' && !text.includes('\uE000')) ?? '';

/** Of an object that is not understood, and characters of each. */
const mostNames = 100;
const longestName = 100;

/** Names that may be those of an ID, in a response that is not understood. */
const anyId =
	/^(id|uuid|sid|.*(task|job|prediction|generation|order|run|process).?(id|no|number|uuid))$/i;

/** Any ID of something that was made or begun, in a response that is not understood. */
export function anyIdIn(body: unknown): string {
	if (!isJsonObject(body) || /^(response|chat\.)/.test(textOf(body.object))) return '';
	const bags = layers(body).filter(({ candidates, choices }) => !candidates && !choices);
	const found = bags.flatMap((bag) =>
		Object.entries(bag)
			.slice(0, mostNames)
			.filter(([name]) => name.length <= longestName && anyId.test(name)),
	);
	const id = firstText(found.map(([, value]) => value));
	return taskIdFault(id) === undefined ? id : '';
}
