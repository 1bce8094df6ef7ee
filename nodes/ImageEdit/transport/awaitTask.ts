import type { AnsweredTask } from '../answer/answeredTask';
import { taskIdFault } from '../answer/answeredTask';
import { clean } from '../shared/clean';
import { decodeTask } from '../answer/decodeTask';
import { GatewayFailure, ruleOf, withFacts } from '../answer/failures';
import { attempt } from '../shared/attempt';
import { drain } from '../shared/streams';
import { resultAddress } from './download';
import { follow } from './follow';
import type { Clock } from './clock';
import type { PlacedOrder } from './placeOrder';
import { receive } from './receive';
import { askedWait } from './retry';
import type { Store, HttpClient } from './httpClient';

export interface TaskSettings {
	/** Milliseconds between two questions, at first. */
	readonly pollInterval: number;
	/** Milliseconds until the waiting is given up. */
	readonly maxWait: number;
	/** Where the user says to ask, in place of the gateway's own; empty = not said. */
	readonly pollPath: string;
}

export interface TaskDeps<Binary> {
	readonly http: HttpClient;
	readonly store: Store<Binary>;
	readonly clock: Clock;
	readonly settings: TaskSettings;
	/** The gateway's address, to which paths are added. */
	readonly base: string;
	/** The path of the order, or the paths that it may have had. */
	readonly orderPaths: readonly string[];
	readonly taskPaths: readonly string[];
	/** Shared by the tasks of a run: the first that is found spares the others the search. */
	readonly found: { path?: string };
}

export type TaskReport<Binary> =
	| { readonly state: 'good'; readonly placed: PlacedOrder<Binary> }
	| { readonly state: 'waiting'; readonly status: string; readonly wait?: number };

/** Questions come less and less often, up to this many times the first interval apart. */
const slowest = 5;
const growth = 1.2;
/** Of one answer that is no picture: there are hundreds of them to a task. */
const mostBytes = 1024 * 1024;
/** A gateway may ask to come back later, but not much later. */
const longestWait = 60_000;

/**
 * Asks after a task until it has ended. A question that does not get through is asked again; nothing is
 * ever ordered here.
 * @throws GatewayFailure always with the task's id, in its message too
 */
export async function awaitTask<Binary>(
	deps: TaskDeps<Binary>,
	task: AnsweredTask,
): Promise<PlacedOrder<Binary>> {
	const { clock, settings } = deps;
	const end = clock.now() + settings.maxWait;
	const ask = inquiry(deps, task);
	let status = task.status;
	for (let interval = settings.pollInterval; ;) {
		const asked = await attempt(ask);
		if (!asked.ok) throw withTask(asked.error, task);
		const report = asked.value;
		if (report.state === 'good') return report.placed;
		status = report.status || status;
		const left = end - clock.now();
		if (left <= 0) {
			const seconds = Math.round(settings.maxWait / 1_000);
			const said = `is still "${status || 'waiting'}" after ${seconds} s`;
			throw withTask(new GatewayFailure(`It ${said}.`, { kind: 'task' }), task);
		}
		const wait = Math.min(left, Math.max(interval, Math.min(longestWait, report.wait ?? 0)));
		const slept = await attempt(async () => await clock.sleep(wait));
		if (!slept.ok) throw withTask(slept.error, task);
		interval = Math.min(interval * growth, settings.pollInterval * slowest);
	}
}

/** Asks once. @throws GatewayFailure with the task's id */
export async function askOnce<Binary>(
	deps: TaskDeps<Binary>,
	task: AnsweredTask,
): Promise<TaskReport<Binary>> {
	const asked = await attempt(inquiry(deps, task));
	if (asked.ok) return asked.value;
	throw withTask(asked.error, task);
}

/**
 * A task is never ordered again, whatever stopped the waiting for it. The address that the gateway gave is
 * told, too: no usual path may lead to it.
 */
function withTask(error: unknown, { pollUrl = '', taskId }: AnsweredTask): unknown {
	const known = withFacts(error, { retryable: false, taskId });
	const isTold = !/^https?:/i.test(pollUrl) || pollUrl === taskId;
	if (isTold || !(known instanceof GatewayFailure)) return known;
	const message = `${known.message} It can be asked after at ${clean(pollUrl)}.`;
	return new GatewayFailure(message, known.facts, known.headers, { cause: known.cause });
}

/** How often the answer to one question may name another address: two may name each other for ever. */
const mostElsewhere = 3;

/** A way to ask that looks for the address that answers, and then keeps to it. */
function inquiry<Binary>(deps: TaskDeps<Binary>, task: AnsweredTask) {
	const { base, clock, found, store, http } = deps;
	const places = [...pollAddresses(deps, task)];
	let known = false;
	/** Whether an image came beside a task that was not finished: from then on, none is stored in advance. */
	let hasPreviews = false;
	const once = async (place: Place, into: Store<Binary>) => {
		const response = await follow(http, place.address, base, place.path !== undefined);
		const received = await receive(response, into, mostBytes);
		if (received.failure) throw received.failure;
		return { ...received, response };
	};
	return async (): Promise<TaskReport<Binary>> => {
		for (let elsewhere = 0; ;) {
			const [place] = places;
			if (!place) {
				throw new GatewayFailure('The gateway has no address for its status.', { kind: 'task' });
			}
			const request = `GET ${place.address.origin}${place.address.pathname}`;
			const asked = await attempt(async () => await once(place, hasPreviews ? passOver : store));
			if (!asked.ok) {
				if (mayAskAgain(asked.error)) return { state: 'waiting', status: '' };
				throw withFacts(asked.error, { request });
			}
			const { raw, response, spooled } = asked.value;
			if ([404, 405].includes(raw.status) && !known && places.length > 1) {
				places.shift();
				continue;
			}
			const wait = askedWait(raw.headers, clock.date());
			const waiting = wait === undefined ? {} : { wait };
			if (saysNothing.has(raw.status) || raw.status >= 500)
				return { state: 'waiting', status: '', ...waiting };
			known = true;
			if (raw.status < 300 && place.path !== undefined) found.path = place.path;
			const read = await attempt(async () => decodeTask(raw, task.taskId));
			if (!read.ok) throw withFacts(read.error, { request });
			const decoded = read.value;
			const there = decoded.state === 'elsewhere' && resultAddress(decoded.address, base);
			if (there && there.href !== place.address.href && elsewhere < mostElsewhere) {
				elsewhere++;
				places.unshift({ address: there });
				continue;
			}
			if (decoded.state !== 'good') {
				hasPreviews ||= spooled.some((picture) => picture !== undefined);
				const status = decoded.state === 'waiting' ? decoded.status : '';
				return { state: 'waiting', status, ...waiting };
			}
			const { answer } = decoded;
			if (hasPreviews && answer.pictures.some(({ kind }) => kind === 'spooled')) {
				hasPreviews = false;
				continue;
			}
			return { state: 'good', placed: { answer, spooled, response } };
		}
	};
}

/** Of the task: a time-out on the way, a conflict, not yet, too often, a client that is gone. */
const saysNothing = new Set([408, 409, 425, 429, 499]);

const enough = 16 * 1024 * 1024;

const passOver = async (bytes: AsyncIterable<Uint8Array>) =>
	await drain(bytes[Symbol.asyncIterator](), enough);

const mayAskAgain = (error: unknown) =>
	error instanceof GatewayFailure && ruleOf(error.facts.kind).mayPollOn === true;

interface Place {
	readonly address: URL;
	/** Absent for an address that the gateway gave. */
	readonly path?: string;
}

/** The gateway's own word first, then the user's, then what is usual. */
export function* pollAddresses<Binary>(
	deps: TaskDeps<Binary>,
	task: AnsweredTask,
): Generator<Place> {
	const { base, found, orderPaths, settings, taskPaths } = deps;
	// In the place of an ID, an address is taken as well: some gateways tell nothing else.
	const isAddress = /^https?:\/\//i.test(task.taskId);
	const told = task.pollUrl ?? (isAddress ? task.taskId : undefined);
	const given = told === undefined ? undefined : resultAddress(told, base);
	if (given) yield { address: given };
	if (isAddress || taskIdFault(task.taskId) !== undefined) return;
	const underOrder = (path: string) => path.includes('{orderPath}');
	const likely = task.isKling ? taskPaths.filter(underOrder) : [];
	const usual = [...likely, ...taskPaths].flatMap((path) =>
		underOrder(path)
			? orderPaths.map((order) => path.replace('{orderPath}', () => order.replace(/\/$/, '')))
			: path,
	);
	const first = found.path === undefined ? [] : [found.path];
	for (const path of settings.pollPath ? [settings.pollPath] : new Set([...first, ...usual])) {
		const filled = path.replace('{taskId}', () => encodeURIComponent(task.taskId));
		const whole = /^https?:\/\//.test(filled) ? filled : `${base}${filled.replace(/^\/?/, '/')}`;
		if (URL.canParse(whole)) yield { address: new URL(whole), path };
	}
}
