import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { freePort } from './freePort';
import { hostEnvironment } from './hostEnvironment';
import { openSession, type HostSession, type Owner } from './hostSession';
import { installHost, type HostInstallation } from './installHost';
import { nodeBinary } from './node24';
import { installNodePackage, packageFolder, type NodePackage } from './nodePackage';
import { startProcessTree, type ProcessTree } from './processTree';
import { tailOf } from './runStep';

export interface HostOptions {
	readonly port?: number;
	/** Kept by `stop`; without it a temporary one is made and removed. */
	readonly userFolder?: string;
	/** Default: this checkout, as built. */
	readonly nodePackage?: NodePackage;
	/** Needed where the user folder already has an owner. */
	readonly owner?: Owner;
	readonly env?: Readonly<Record<string, string>>;
	/** Gives up installing and starting; a host that runs is ended by `stop`. */
	readonly signal?: AbortSignal;
}

export interface Host extends HostSession {
	readonly url: string;
	readonly userFolder: string;
	readonly owner: Owner;
	readonly installation: HostInstallation;
	readonly logFile: string;
	/** Runs `n8n <args>` beside the server, on the same data. */
	cli(args: readonly string[]): Promise<{ stdout: string; stderr: string }>;
	stop(): Promise<void>;
	/** Ends it by SIGKILL and keeps its user folder. */
	kill(): Promise<void>;
}

const START_TIMEOUT_MS = 180_000;
const MAX_CLI_OUTPUT = 256 * 2 ** 20;

/** A full n8n with the node installed as users install it, and an owner signed in. */
export async function startHost(options: HostOptions = {}): Promise<Host> {
	const installation = await installHost(options.signal);
	const port = await freePort(options.port);
	const userFolder = options.userFolder ?? (await mkdtemp(join(tmpdir(), 'n8n-host-')));
	const owner = options.owner ?? { email: 'owner@example.com', password: newPassword() };
	const settings = { userFolder, port, ...(options.env && { env: options.env }) };
	const url = `http://127.0.0.1:${port}`;
	const logFile = join(userFolder, 'n8n.log');

	await mkdir(userFolder, { recursive: true });
	await installNodePackage(options.nodePackage ?? { folder: packageFolder }, userFolder);
	const env = await hostEnvironment(settings);
	const place = { folder: userFolder, env, logFile };
	const tree = startProcessTree(nodeBinary, [installation.n8n, 'start'], place);
	const stop = async () => {
		await tree.stop();
		if (!options.userFolder) await rm(userFolder, { recursive: true, force: true });
	};
	const kill = async () => {
		tree.kill();
		await tree.stop();
	};
	try {
		await untilReady(url, tree, logFile, options.signal);
		const session = await openSession(url, owner);
		return {
			...session,
			...{ url, userFolder, owner, installation, logFile, stop, kill },
			async cli(args) {
				return await promisify(execFile)(nodeBinary, [installation.n8n, ...args], {
					env: await hostEnvironment(settings),
					maxBuffer: MAX_CLI_OUTPUT,
				});
			},
		};
	} catch (cause) {
		await stop();
		throw cause;
	}
}

/** n8n asks for 8 characters with a capital letter and a digit. */
function newPassword(): string {
	return `A1${randomBytes(6).toString('hex')}`;
}

async function untilReady(
	url: string,
	tree: ProcessTree,
	logFile: string,
	signal?: AbortSignal,
): Promise<void> {
	const deadline = Date.now() + START_TIMEOUT_MS;
	while (tree.running && Date.now() < deadline) {
		signal?.throwIfAborted();
		const ready = await fetch(`${url}/healthz/readiness`).catch(() => undefined);
		if (ready?.ok) return;
		await new Promise((resolve) => setTimeout(resolve, 300));
	}
	throw new Error(`n8n did not become ready at ${url}. The end of its log:\n${tailOf(logFile)}`);
}
