import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { DebianCommand } from '../debianPackages';
import { freePort } from '../freePort';
import { startProcessTree } from '../processTree';
import { temporaryFolder } from '../temporaryFolder';
import { untilAnswering } from '../untilAnswering';
import type { ArrivedFile, Destination } from './destination';
import { fileName } from './destination';
import { readFolder } from './readFolder';

export const webDavCommand: DebianCommand = { command: '/usr/sbin/nginx', packages: ['nginx'] };

interface WebDav {
	readonly address: string;
	files(): Promise<ArrivedFile[]>;
	close(): Promise<void>;
}

/** n8n's own node for Nextcloud, which speaks WebDAV. */
export async function startNextcloud(): Promise<Destination> {
	const server = await startWebDav();
	return {
		...server,
		credential: {
			type: 'nextCloudApi',
			data: { webDavUrl: server.address, user: 'somebody', password: 'secret' },
		},
		node: {
			type: 'n8n-nodes-base.nextCloud',
			typeVersion: 1,
			parameters: {
				resource: 'file',
				operation: 'upload',
				path: `=/pictures/${fileName}`,
				binaryDataUpload: true,
				binaryPropertyName: 'data',
			},
		},
	};
}

/** The HTTP Request node, for WebDAV of any kind. */
export async function startHttpPut(): Promise<Destination> {
	const server = await startWebDav();
	return {
		...server,
		node: {
			type: 'n8n-nodes-base.httpRequest',
			typeVersion: 4.2,
			parameters: {
				method: 'PUT',
				url: `=${server.address}/pictures/{{ encodeURIComponent($binary.data.fileName) }}`,
				sendBody: true,
				contentType: 'binaryData',
				inputDataFieldName: 'data',
				options: {},
			},
		},
	};
}

/** nginx with its WebDAV module, on one folder. */
async function startWebDav(): Promise<WebDav> {
	const { path: folder, remove } = await temporaryFolder('webdav-');
	const root = join(folder, 'root');
	const pictures = join(root, 'pictures');
	for (const path of [root, pictures]) await mkdir(path);
	// As root, nginx writes as the user of its Debian package.
	await chmod(folder, 0o755);
	await chmod(pictures, 0o777);
	const port = await freePort();
	const logFile = join(folder, 'nginx.log');
	const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
		(kind) => `${kind}_temp_path ${join(folder, kind)};`,
	);
	const configuration = join(folder, 'nginx.conf');
	await writeFile(
		configuration,
		`daemon off; pid ${join(folder, 'nginx.pid')}; error_log stderr;
events {}
http {
	include /etc/nginx/mime.types;
	access_log off;
	${paths.join(' ')}
	client_max_body_size 100m;
	server {
		listen 127.0.0.1:${port};
		root ${root};
		dav_methods PUT DELETE MKCOL COPY MOVE;
		dav_access all:rw;
	}
}
`,
	);
	const tree = startProcessTree(webDavCommand.command, ['-e', 'stderr', '-c', configuration], {
		folder,
		env: process.env,
		logFile,
	});
	const address = `http://127.0.0.1:${port}`;
	const answers = async () =>
		await fetch(address).then(
			() => true,
			() => false,
		);
	await untilAnswering({ name: 'nginx', tree, logFile, answers });
	return {
		address,
		async files() {
			return await Promise.all(
				(await readFolder(pictures)).map(async ({ name }) => {
					const answer = await fetch(`${address}/pictures/${encodeURIComponent(name)}`);
					return {
						name,
						contentType: answer.headers.get('content-type') ?? '',
						bytes: Buffer.from(await answer.arrayBuffer()),
					};
				}),
			);
		},
		async close() {
			await tree.stop();
			remove();
		},
	};
}
