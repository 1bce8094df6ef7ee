import { execFile } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { chown } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

import type { DebianCommand } from '../debianPackages';
import { freePort } from '../freePort';
import { startProcessTree, type ProcessOwner } from '../processTree';
import { temporaryFolder } from '../temporaryFolder';
import { untilAnswering } from '../untilAnswering';
import type { Service } from './service';

export interface Postgres extends Service {
	readonly user: string;
	readonly database: string;
}

/** Debian keeps one folder for each version here, outside of PATH. */
const versionsFolder = '/usr/lib/postgresql';

// A part of Debian's packages of the server alone.
export const postgresCommand: DebianCommand = {
	command: 'pg_ctlcluster',
	packages: ['postgresql'],
};

const call = promisify(execFile);

/** A PostgreSQL of its own with an empty database; whoever comes from this machine may in. */
export async function startPostgres(): Promise<Postgres> {
	// Of its own: it belongs to somebody who may not look into ours.
	const folder = await temporaryFolder('postgres-');
	const owner = await ownerOf(folder.path);
	const bin = binFolder();
	const data = join(folder.path, 'data');
	const user = 'n8n';
	const initArgs = ['--pgdata', data, '--username', user, '--encoding', 'UTF8'];
	const place = { cwd: folder.path, ...owner };
	await call(join(bin, 'initdb'), [...initArgs, '--auth', 'trust', '--no-sync'], place);

	const port = await freePort();
	const settings = [`port=${port}`, 'listen_addresses=127.0.0.1', 'unix_socket_directories='];
	const tree = startProcessTree(
		join(bin, 'postgres'),
		['-D', data, ...settings.flatMap((setting) => ['-c', setting])],
		// After SIGKILL its shared memory would stay.
		{ folder: folder.path, env: process.env, logFile: `${data}.log`, owner, killBy: 'SIGQUIT' },
	);
	const answers = async () =>
		await call(join(bin, 'pg_isready'), ['--host', '127.0.0.1', '--port', String(port)]).then(
			() => true,
			() => false,
		);
	const stop = async () => {
		await tree.stop();
		folder.remove();
	};
	await untilAnswering({ name: 'PostgreSQL', tree, logFile: `${data}.log`, answers });
	return { port, user, database: 'postgres', stop };
}

/** Postgres does not start as root: then the user of the Debian package owns it. */
async function ownerOf(folder: string): Promise<ProcessOwner> {
	if (process.getuid?.() !== 0) return {};
	const idOf = async (flag: string) => Number((await call('id', [flag, 'postgres'])).stdout);
	const owner = { uid: await idOf('-u'), gid: await idOf('-g') };
	await chown(folder, owner.uid, owner.gid);
	return owner;
}

function binFolder(): string {
	const versions = existsSync(versionsFolder) ? readdirSync(versionsFolder) : [];
	const bins = versions
		.sort((a, b) => Number(b) - Number(a))
		.map((version) => join(versionsFolder, version, 'bin'));
	const found = bins.find((bin) => existsSync(join(bin, 'initdb')));
	if (!found) throw new Error(`There is no initdb below ${versionsFolder}.`);
	return found;
}
