import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

import { freePort } from './freePort';
import { hostEnvironment } from './hostEnvironment';
import { installHost, type HostInstallation } from './installHost';
import { nodeBinary } from './node24';
import { installNodePackage, packageFolder, type NodePackage } from './nodePackage';
import { startProcessTree } from './processTree';
import { isReady, untilAnswering } from './untilAnswering';

export interface ProcessOptions {
	/** What stands behind `n8n`. */
	readonly command: readonly string[];
	readonly userFolder: string;
	readonly port?: number | undefined;
	/** Default: this checkout, as built. */
	readonly nodePackage?: NodePackage | undefined;
	readonly env?: Readonly<Record<string, string>> | undefined;
	/** How long `stop` waits for work that is under way. */
	readonly graceMs?: number;
	readonly signal?: AbortSignal | undefined;
}

export interface N8nProcess {
	readonly url: string;
	readonly installation: HostInstallation;
	readonly logFile: string;
	/** What it was started with. */
	readonly settings: { readonly userFolder: string; readonly port: number };
	stop(): Promise<void>;
	/** Ends it by SIGKILL and keeps its user folder. */
	kill(): Promise<void>;
}

/** One n8n process, ready to work, with the node installed as users install it. */
export async function startN8n(options: ProcessOptions): Promise<N8nProcess> {
	const { env, nodePackage = { folder: packageFolder }, signal, userFolder } = options;
	const installation = await installHost(signal);
	const port = await freePort(options.port);
	const url = `http://127.0.0.1:${port}`;
	const logFile = join(userFolder, 'n8n.log');
	const settings = { userFolder, port, ...(env && { env }) };

	await mkdir(userFolder, { recursive: true });
	await installNodePackage(nodePackage, userFolder);
	const tree = startProcessTree(nodeBinary, [installation.n8n, ...options.command], {
		folder: userFolder,
		env: await hostEnvironment(settings),
		logFile,
		...(options.graceMs && { graceMs: options.graceMs }),
	});
	const answers = async () => await isReady(url);
	await untilAnswering({ name: `n8n at ${url}`, tree, logFile, answers, signal });
	return {
		...{ url, installation, logFile, settings },
		stop: tree.stop,
		async kill() {
			tree.kill();
			await tree.stop();
		},
	};
}
