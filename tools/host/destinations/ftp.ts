import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { DebianCommand } from '../debianPackages';
import { freePort } from '../freePort';
import { startProcessTree } from '../processTree';
import { temporaryFolder } from '../temporaryFolder';
import { untilAnswering } from '../untilAnswering';
import { answersPort } from './answersPort';
import { fileName, type Destination } from './destination';
import { readFolder } from './readFolder';

export const ftpCommand: DebianCommand = { command: '/usr/sbin/vsftpd', packages: ['vsftpd'] };

/** vsftpd, into which whoever comes from this machine may put files. */
export async function startFtp(): Promise<Destination> {
	const { path: folder, remove } = await temporaryFolder('ftp-');
	const [empty, root] = [join(folder, 'empty'), join(folder, 'root')];
	const pictures = join(root, 'pictures');
	for (const made of [empty, root, pictures]) await mkdir(made);
	// For the user "ftp" of the Debian package; the root itself must not be open to writing.
	for (const [path, mode] of [
		[folder, 0o755],
		[pictures, 0o777],
	] as const)
		await chmod(path, mode);
	const port = await freePort();
	const logFile = join(folder, 'vsftpd.log');
	const settings = {
		listen: 'YES',
		listen_address: '127.0.0.1',
		listen_port: port,
		background: 'NO',
		local_enable: 'NO',
		anonymous_enable: 'YES',
		anon_root: root,
		write_enable: 'YES',
		anon_upload_enable: 'YES',
		anon_umask: '022',
		// To read again what was put there.
		anon_world_readable_only: 'NO',
		no_anon_password: 'YES',
		secure_chroot_dir: empty,
		seccomp_sandbox: 'NO',
		...(process.getuid?.() === 0 ? {} : { run_as_launching_user: 'YES' }),
	};
	const configuration = join(folder, 'vsftpd.conf');
	const lines = Object.entries(settings).map(([name, value]) => `${name}=${value}\n`);
	await writeFile(configuration, lines.join(''));
	const tree = startProcessTree(ftpCommand.command, [configuration], {
		folder,
		env: process.env,
		logFile,
	});
	const answers = async () => await answersPort(port, '220');
	await untilAnswering({ name: 'vsftpd', tree, logFile, answers });
	return {
		credential: {
			type: 'ftp',
			data: { host: '127.0.0.1', port, username: 'anonymous', password: 'anonymous' },
		},
		node: {
			type: 'n8n-nodes-base.ftp',
			typeVersion: 1,
			parameters: { protocol: 'ftp', operation: 'upload', path: `=/pictures/${fileName}` },
		},
		files: async () => await readFolder(pictures),
		async close() {
			await tree.stop();
			remove();
		},
	};
}
