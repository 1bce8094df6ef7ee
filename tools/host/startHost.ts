import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { promisify } from 'node:util';

import { hostEnvironment } from './hostEnvironment';
import { openSession, type HostSession, type Owner } from './hostSession';
import { nodeBinary } from './node24';
import type { NodePackage } from './nodePackage';
import { startN8n, type N8nProcess } from './startN8n';
import { temporaryFolder } from './temporaryFolder';

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

export interface Host extends HostSession, N8nProcess {
	readonly userFolder: string;
	readonly owner: Owner;
	/** Runs `n8n <args>` beside the server, on the same data. */
	cli(args: readonly string[]): Promise<{ stdout: string; stderr: string }>;
}

const MAX_CLI_OUTPUT = 256 * 2 ** 20;

/** A full n8n with the node installed as users install it, and an owner signed in. */
export async function startHost(options: HostOptions = {}): Promise<Host> {
	const temporary = options.userFolder ? undefined : await temporaryFolder('n8n-host-');
	const userFolder = options.userFolder ?? temporary?.path ?? '';
	const owner = options.owner ?? { email: 'owner@example.com', password: newPassword() };
	const n8n = await startN8n({ ...options, command: ['start'], userFolder });
	const stop = async () => {
		await n8n.stop();
		temporary?.remove();
	};
	try {
		const session = await openSession(n8n.url, owner);
		return {
			...session,
			...n8n,
			...{ userFolder, owner, stop },
			async cli(args) {
				return await promisify(execFile)(nodeBinary, [n8n.installation.n8n, ...args], {
					env: await hostEnvironment(n8n.settings),
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
