import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Dialect } from './dialects/dialect';
import { createFileServer } from './fileServer';
import { createFileStore } from './files';
import { handle } from './handle';
import type { Interceptor } from './interception';
import type { LedgerRow } from './ledger';
import { drawPictures } from './pictures/make';
import type { FileRequest, RecordedRequest } from './recorder';
import type { GatewayState } from './state';
import { storedPictures } from './storedPicture';

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
	/** Asked after the key and the rules, before the answer; one at a time. */
	readonly intercept: (interceptor: Interceptor) => void;
	/** Forgets requests, ledger, peak and interceptor. */
	readonly reset: () => void;
	readonly close: () => Promise<void>;
}

const defaultKey = 'local-gateway-key';

export async function startGateway(options: GatewayOptions = {}): Promise<RunningGateway> {
	const { port = 0, filePort = 0, host = '127.0.0.1', apiKeys = [defaultKey] } = options;
	const stored = options.storedPictureBytes;
	const fileRequests: FileRequest[] = [];
	const state: GatewayState = {
		apiKeys,
		latencyMs: options.latencyMs ?? 0,
		results: options.results ?? 'foreignHost',
		keepFiles: stored === undefined,
		files: createFileStore(),
		makePictures: stored === undefined ? drawPictures : storedPictures(stored),
		requests: [],
		ledger: [],
		fileOrigin: '',
		inFlight: 0,
		peakInFlight: 0,
		interceptor: undefined,
	};
	const fileServer = createFileServer(state.files, fileRequests);
	const server = createServer((request, response) => {
		handle(request, response, state).catch(() => response.destroy());
	});
	state.fileOrigin = await listen(fileServer, filePort, host);
	const origin = await listen(server, port, host);

	return {
		origin,
		fileOrigin: state.fileOrigin,
		apiKey: apiKeys[0] ?? defaultKey,
		baseUrl: (dialect) => `${origin}/${dialect}/v1`,
		requests: state.requests,
		fileRequests,
		get peakInFlight() {
			return state.peakInFlight;
		},
		ledger: state.ledger,
		intercept(interceptor) {
			state.interceptor = interceptor;
		},
		reset() {
			state.requests.length = 0;
			state.ledger.length = 0;
			fileRequests.length = 0;
			state.peakInFlight = state.inFlight;
			state.interceptor = undefined;
		},
		async close() {
			await Promise.all([stop(server), stop(fileServer)]);
		},
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
