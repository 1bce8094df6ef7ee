import { execFile } from 'node:child_process';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { startProcessTree } from '../host/processTree';
import { untilAnswering } from '../host/untilAnswering';
import { freePorts } from './freePorts';
import type { Proxy, Site } from './proxies/proxy';

export interface RunningProxy {
	readonly proxy: Proxy;
	readonly version: string;
	readonly site: Site;
	stop(): Promise<void>;
}

const call = promisify(execFile);
/** Debian keeps servers here, outside of the PATH of most users. */
const env = { ...process.env, PATH: `${process.env.PATH ?? ''}:/usr/local/sbin:/usr/sbin:/sbin` };

/** Starts a proxy in front of the local gateway, in the foreground and with everything in a folder of its own. */
export async function startProxy(
	proxy: Proxy,
	parent: string,
	gatewayPort: number,
): Promise<RunningProxy> {
	const folder = join(parent, proxy.name);
	await mkdir(folder);
	// Some give up root's rights, and then write into it.
	await chmod(folder, 0o777);
	const [open = 0, small = 0, limited = 0, down = 0, refusing = 0, allowing = 0] =
		await freePorts(6);
	const ports = { open, small, limited, down };
	const site = { folder, ports, gatewayPort, connectPorts: { refusing, allowing } };
	const version = await versionOf(proxy);
	const { args, command, files } = proxy.launch(site);
	for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
	const logFile = join(folder, 'output.log');
	const place = { folder, env: { ...env, HOME: folder }, logFile, graceMs: 2_000 };
	const tree = startProcessTree(command, args, place);
	const answers = async () => await isOpen(open);
	await untilAnswering({ name: proxy.name, tree, logFile, answers });
	return { proxy, version, site, stop: tree.stop };
}

async function versionOf({ name, versionCall }: Proxy): Promise<string> {
	const [command, ...args] = versionCall;
	const { stderr, stdout } = await call(command, args, { env });
	const found = /\d+(\.\d+)+/.exec(stdout + stderr)?.[0];
	if (found === undefined) throw new Error(`${name} does not tell its version.`);
	return found;
}

async function isOpen(port: number): Promise<boolean> {
	return await new Promise((resolve) => {
		const socket = connect(port, '127.0.0.1', () => {
			resolve(true);
			socket.destroy();
		});
		socket.once('error', () => resolve(false));
	});
}
