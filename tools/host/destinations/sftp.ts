import { execFile } from 'node:child_process';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import type { DebianCommand } from '../debianPackages';
import { freePort } from '../freePort';
import { startProcessTree } from '../processTree';
import { temporaryFolder } from '../temporaryFolder';
import { untilAnswering } from '../untilAnswering';
import { answersPort } from './answersPort';
import { fileName, type Destination } from './destination';
import { readFolder } from './readFolder';

export const sftpCommand: DebianCommand = {
	command: '/usr/sbin/sshd',
	packages: ['openssh-server'],
};

const call = promisify(execFile);

/** OpenSSH, for the user that runs this, who signs in with a key made for it. */
export async function startSftp(): Promise<Destination> {
	const { path: folder, remove } = await temporaryFolder('sftp-');
	const pictures = join(folder, 'pictures');
	await mkdir(pictures);
	const [hostKey, userKey] = [join(folder, 'host-key'), join(folder, 'user-key')];
	for (const key of [hostKey, userKey])
		await call('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', key]);
	const port = await freePort();
	const settings = [
		`Port ${port}`,
		'ListenAddress 127.0.0.1',
		`HostKey ${hostKey}`,
		`AuthorizedKeysFile ${userKey}.pub`,
		`PidFile ${join(folder, 'sshd.pid')}`,
		'PasswordAuthentication no',
		'PermitRootLogin yes',
		'StrictModes no',
		'Subsystem sftp internal-sftp',
	];
	const configuration = join(folder, 'sshd_config');
	await writeFile(configuration, `${settings.join('\n')}\n`);
	// Debian makes it when the service starts. sshd wants it to be root's alone.
	if (userInfo().uid === 0) {
		await mkdir('/run/sshd', { recursive: true });
		await chmod('/run/sshd', 0o755);
	}
	const logFile = join(folder, 'sshd.log');
	const tree = startProcessTree(sftpCommand.command, ['-D', '-e', '-f', configuration], {
		folder,
		env: process.env,
		logFile,
	});
	const answers = async () => await answersPort(port, 'SSH-');
	await untilAnswering({ name: 'OpenSSH', tree, logFile, answers });
	const privateKey = await readFile(userKey, 'utf8');
	return {
		credential: {
			type: 'sftp',
			data: { host: '127.0.0.1', port, username: userInfo().username, privateKey },
		},
		node: {
			type: 'n8n-nodes-base.ftp',
			typeVersion: 1,
			parameters: { protocol: 'sftp', operation: 'upload', path: `=${pictures}/${fileName}` },
		},
		files: async () => await readFolder(pictures),
		async close() {
			await tree.stop();
			remove();
		},
	};
}
