import { randomBytes } from 'node:crypto';
import { join } from 'node:path';

import { startGateway } from '../../gateway/startGateway';
import { ensureCommands } from '../debianPackages';
import { freePort } from '../freePort';
import { addCredentials, addExamples, credentialType, idsOf, publishWorkflow } from '../seedHost';
import type { Ground } from '../stage';
import { startHost } from '../startHost';
import { temporaryFolder } from '../temporaryFolder';
import { startPostgres, postgresCommand } from './postgres';
import { startRedis } from './redis';
import { startWorkers, type Workers } from './workers';
import { queueWorkflows, type QueueWorkflows } from './workflows';

/** n8n in queue mode: its main process, and workers that share nothing with it but two servers. */
export interface QueueStage extends Ground {
	readonly workers: Workers;
	/** The ids of its workflows; that of the orders is published. */
	readonly ids: Readonly<Record<keyof QueueWorkflows, string>>;
	close(): Promise<void>;
}

export const pictureBytes = 100_000;

const GATEWAY_LATENCY_MS = 500;
const STOP_GRACE_S = 60;

export async function setQueueStage(): Promise<QueueStage> {
	await ensureCommands([postgresCommand, { command: 'redis-server', packages: ['redis-server'] }]);
	const folder = await temporaryFolder('n8n-queue-');
	const closers: Array<() => unknown> = [folder.remove];
	const close = async () => {
		for (const one of closers.splice(0).reverse()) await one();
	};
	try {
		const options = { latencyMs: GATEWAY_LATENCY_MS, storedPictureBytes: pictureBytes };
		const gateway = await startGateway(options);
		closers.push(gateway.close);
		const redis = await startRedis(folder.path);
		closers.push(redis.stop);
		const postgres = await startPostgres();
		closers.push(postgres.stop);
		const port = await freePort();
		const env = queueEnvironment(port, redis.port, postgres);
		const host = await startHost({ userFolder: join(folder.path, 'main'), port, env });
		closers.push(host.stop);

		const [credential] = await addCredentials(host, gateway);
		const examples = await addExamples(host, { [credentialType]: credential });
		const { orders, taskInquiry, taskOrder } = queueWorkflows(credential);
		const add = async (body: object) =>
			(await host.rest<{ id: string }>('/rest/workflows', { method: 'POST', body })).id;
		const ids = {
			orders: await add(orders),
			taskInquiry: await add(taskInquiry),
			taskOrder: await add(taskOrder),
		};
		await publishWorkflow(host, ids.orders);
		const workers = startWorkers({
			folder: folder.path,
			env,
			graceMs: STOP_GRACE_S * 1000,
		});
		closers.push(workers.kill);
		return { gateway, host, idOf: idsOf(examples), ids, workers, close };
	} catch (cause) {
		await close();
		throw cause;
	}
}

/** What the README's section on queue mode says, and a dead worker is found out within seconds. */
function queueEnvironment(
	mainPort: number,
	redisPort: number,
	postgres: { readonly port: number; readonly user: string; readonly database: string },
): Record<string, string> {
	return {
		EXECUTIONS_MODE: 'queue',
		OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS: 'true',
		QUEUE_BULL_REDIS_HOST: '127.0.0.1',
		QUEUE_BULL_REDIS_PORT: String(redisPort),
		DB_TYPE: 'postgresdb',
		DB_POSTGRESDB_HOST: '127.0.0.1',
		DB_POSTGRESDB_PORT: String(postgres.port),
		DB_POSTGRESDB_USER: postgres.user,
		DB_POSTGRESDB_DATABASE: postgres.database,
		N8N_DEFAULT_BINARY_DATA_MODE: 'database',
		N8N_ENCRYPTION_KEY: randomBytes(16).toString('hex'),
		N8N_GRACEFUL_SHUTDOWN_TIMEOUT: String(STOP_GRACE_S),
		WEBHOOK_URL: `http://127.0.0.1:${mainPort}/`,
		// A sixth of what n8n sets by itself.
		QUEUE_WORKER_LOCK_DURATION: '10000',
		QUEUE_WORKER_LOCK_RENEW_TIME: '1700',
		QUEUE_WORKER_STALLED_INTERVAL: '5000',
	};
}
