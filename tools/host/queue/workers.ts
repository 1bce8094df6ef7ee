import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { freePort } from '../freePort';
import { startN8n, type N8nProcess } from '../startN8n';

/** How many executions a worker runs at the same time. */
export const workerConcurrency = 5;

export interface Worker extends N8nProcess {
	/** The ids of the executions that it began, in order. */
	executions(): Promise<string[]>;
}

/** The workers that run, in the order of their start. */
export interface Workers {
	readonly running: readonly Worker[];
	/** Starts or stops some until there are so many. */
	have(count: number): Promise<void>;
	/** Takes the last one away: by SIGKILL, or when its work is done. */
	remove(how: 'kill' | 'stop'): Promise<Worker>;
	kill(): Promise<void>;
}

export interface WorkerOptions {
	/** Each gets a folder of its own in it, as on a machine of its own. */
	readonly folder: string;
	readonly env: Readonly<Record<string, string>>;
	readonly graceMs: number;
}

export function startWorkers(options: WorkerOptions): Workers {
	const running: Worker[] = [];
	let names = 0;
	const remove = async (how: 'kill' | 'stop') => {
		const worker = running.pop();
		if (!worker) throw new Error('There is no worker.');
		await worker[how]();
		return worker;
	};
	return {
		running,
		remove,
		async have(count) {
			while (running.length > count) await remove('stop');
			const missing = Array.from({ length: count - running.length }, () => `worker${++names}`);
			const start = async (name: string) => running.push(await startWorker(options, name));
			await Promise.all(missing.map(start));
		},
		async kill() {
			await Promise.all(running.splice(0).map(async ({ kill }) => await kill()));
		},
	};
}

async function startWorker(options: WorkerOptions, name: string): Promise<Worker> {
	const port = await freePort();
	const started = await startN8n({
		...options,
		command: ['worker', `--concurrency=${workerConcurrency}`],
		userFolder: join(options.folder, name),
		port,
		env: {
			...options.env,
			QUEUE_HEALTH_CHECK_ACTIVE: 'true',
			QUEUE_HEALTH_CHECK_PORT: String(port),
			N8N_WORKER_SERVER_ADDRESS: '127.0.0.1',
		},
	});
	return {
		...started,
		async executions() {
			const log = await readFile(started.logFile, 'utf8');
			return [...log.matchAll(/Worker started execution (\d+)/g)].map(([, id = '']) => id);
		},
	};
}
