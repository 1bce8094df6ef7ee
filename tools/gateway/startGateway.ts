import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { dialects } from './dialects/table';
import type { Dialect } from './vocabulary';
import { storm, type StormOptions } from './faults/storm';
import { createFileServer } from './fileServer';
import { createFileStore } from './files';
import { handle } from './handle';
import type { EarlyInterceptor, Interceptor } from './interception';
import type { LedgerRow } from './ledger';
import { Refusal } from './errors';
import type { PictureMaker } from '../painter/commission';
import { drawPictures } from '../painter/make';
import { OversizedPicture } from '../painter/size';
import { refuseDamaged } from './refuseDamaged';
import type { FileRequest, RecordedRequest } from './recorder';
import { forget, pollsOf, type Poll } from './report';
import type { GatewayState, Wait } from './state';
import { storedPictures } from './storedPicture';
import { createTaskBook } from './tasks/book';
import type { TaskPlan } from './tasks/plan';
import type { Task } from './tasks/task';

export interface GatewayOptions {
	readonly port?: number;
	readonly filePort?: number;
	readonly host?: string;
	readonly apiKeys?: readonly string[];
	/** How long an order takes at least. */
	readonly latencyMs?: number;
	/** Where result URLs point: to another host, or to the gateway itself, behind the key. */
	readonly results?: 'foreignHost' | 'behindKey';
	/** Instead of drawing, answer with a prepared picture of so many bytes. */
	readonly storedPictureBytes?: number;
	/** The longer side of a picture that nothing is asked of, in pixels; 1024 when absent. */
	readonly usualSide?: number;
	/** Orders become tasks in this way. */
	readonly tasks?: TaskPlan;
	/** Requests are hit by faults in this way. */
	readonly storm?: StormOptions;
	/** How orders and tasks take their time; in real time when absent. */
	readonly wait?: Wait;
}

export interface RunningGateway {
	readonly origin: string;
	/** The foreign image host: results and samples, no key. */
	readonly fileOrigin: string;
	readonly apiKey: string;
	readonly baseUrl: (dialect: Dialect) => string;
	/** Every request to the gateway, in order of arrival. */
	readonly requests: readonly RecordedRequest[];
	readonly fileRequests: readonly FileRequest[];
	/** How many orders were open at the same time, at most. */
	readonly peakInFlight: number;
	/** Every order that was paid for, in order. */
	readonly ledger: readonly LedgerRow[];
	readonly tasks: readonly Task[];
	/** How many tasks were not ended at the same time, at most. */
	readonly peakOpenTasks: number;
	/** Every question after a task, in order of arrival. */
	readonly polls: readonly Poll[];
	/** Asked after the key and the rules, before the answer; one at a time, before any storm. */
	readonly intercept: (interceptor: Interceptor) => void;
	/** Asked for orders whose key is right, before their upload is read. */
	readonly interceptUploads: (interceptor: EarlyInterceptor) => void;
	/** From now on, orders become tasks in this way; nothing: they are answered at once. */
	readonly planTasks: (plan?: TaskPlan) => void;
	/** From now on, requests are hit by faults in this way; nothing: the storm is over. */
	readonly raiseStorm: (options?: StormOptions) => void;
	/** Forgets requests, ledger, tasks, peaks and interceptors; plan and storm are as at the start. */
	readonly reset: () => void;
	readonly close: () => Promise<void>;
}

const defaultKey = 'local-gateway-key';

export async function startGateway(options: GatewayOptions = {}): Promise<RunningGateway> {
	const { port = 0, filePort = 0, host = '127.0.0.1', apiKeys = [defaultKey] } = options;
	const state = stateOf(options, apiKeys);
	const fileServer = createFileServer(state);
	const server = createServer((request, response) => {
		handle(request, response, state).catch(() => response.destroy());
	});
	state.fileOrigin = await listen(fileServer, filePort, host);
	const origin = await listen(server, port, host);

	return {
		origin,
		fileOrigin: state.fileOrigin,
		apiKey: apiKeys[0] ?? defaultKey,
		baseUrl: (dialect) => `${origin}/${dialect}/${dialects[dialect].version ?? 'v1'}`,
		requests: state.requests,
		fileRequests: state.fileRequests,
		get peakInFlight() {
			return state.peakInFlight;
		},
		ledger: state.ledger,
		get tasks() {
			return state.tasks.all;
		},
		get peakOpenTasks() {
			return state.tasks.peakOpen;
		},
		get polls() {
			return pollsOf(state.requests);
		},
		intercept(interceptor) {
			state.interceptor = interceptor;
		},
		interceptUploads(interceptor) {
			state.earlyInterceptor = interceptor;
		},
		planTasks(plan) {
			state.taskPlan = plan;
		},
		raiseStorm(wanted) {
			state.storm = wanted && storm(wanted);
		},
		reset() {
			forget(state);
			state.answerShape = undefined;
			state.taskPlan = options.tasks;
			state.storm = options.storm && storm(options.storm);
		},
		async close() {
			state.tasks.forget();
			await Promise.all([stop(server), stop(fileServer)]);
		},
	};
}

/** What waits keeps no process alive. */
const inRealTime: Wait = async (milliseconds, signal) =>
	await sleep(milliseconds, undefined, { ref: false, ...(signal && { signal }) });

/** A size that the painter does not draw is refused in the words of the API. */
const painter =
	(usualSide?: number): PictureMaker =>
	async (order) => {
		try {
			return await drawPictures({ ...order, size: { usualSide, ...order.size } });
		} catch (cause) {
			if (cause instanceof OversizedPicture)
				throw new Refusal('badValue', `size ${cause.message}`, 'size');
			await refuseDamaged(order);
			throw cause;
		}
	};

function stateOf(options: GatewayOptions, apiKeys: readonly string[]): GatewayState {
	const stored = options.storedPictureBytes;
	return {
		apiKeys,
		answerShape: undefined,
		latencyMs: options.latencyMs ?? 0,
		results: options.results ?? 'foreignHost',
		keepFiles: stored === undefined,
		files: createFileStore(),
		makePictures: stored === undefined ? painter(options.usualSide) : storedPictures(stored),
		wait: options.wait ?? inRealTime,
		requests: [],
		fileRequests: [],
		ledger: [],
		tasks: createTaskBook(),
		externalIds: new Set(),
		fileOrigin: '',
		inFlight: 0,
		peakInFlight: 0,
		taskPlan: options.tasks,
		storm: options.storm && storm(options.storm),
		interceptor: undefined,
		earlyInterceptor: undefined,
	};
}

async function listen(server: Server, port: number, host: string): Promise<string> {
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject).listen(port, host, () => {
			server.off('error', reject);
			resolve();
		});
	});
	return `http://${host}:${(server.address() as AddressInfo).port}`;
}

function stop(server: Server): Promise<void> {
	return new Promise((resolve) => {
		server.close(() => resolve());
		server.closeAllConnections();
	});
}
