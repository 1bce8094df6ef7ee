import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';

export interface CallbackBody {
	readonly task_id: string;
	readonly task_status: string;
	readonly task_result?: { readonly images: ReadonlyArray<{ readonly url: string }> };
}

const patienceMs = 20_000;

/** Takes callbacks, as a webhook would. */
export interface Receiver {
	readonly url: string;
	readonly bodies: readonly CallbackBody[];
	/** Waits until so many have come. */
	readonly count: (least: number) => Promise<void>;
	/** The next so many are answered in this way. */
	readonly answer: (status: number, times: number) => void;
	readonly reset: () => void;
	readonly close: () => Promise<void>;
}

export async function startReceiver(): Promise<Receiver> {
	const bodies: CallbackBody[] = [];
	const statuses: number[] = [];
	const server = createServer((request, response) => {
		void text(request).then((body) => {
			bodies.push(JSON.parse(body) as CallbackBody);
			response.writeHead(statuses.shift() ?? 200).end();
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/callback`,
		bodies,
		async count(least) {
			const end = Date.now() + patienceMs;
			while (bodies.length < least) {
				if (Date.now() > end) throw new Error(`${bodies.length} of ${least} callbacks came`);
				await wait(10);
			}
		},
		answer: (status, times) => statuses.push(...Array.from({ length: times }, () => status)),
		reset() {
			bodies.length = 0;
			statuses.length = 0;
		},
		close: () =>
			new Promise((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			}),
	};
}
