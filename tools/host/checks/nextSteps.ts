import { expectSame, fileOf } from '../arrivedFiles';
import { chain, step, type Step } from '../chain';
import { ensureCommands } from '../debianPackages';
import { fileName, type ArrivedFile, type Destination } from '../destinations/destination';
import { ftpCommand, startFtp } from '../destinations/ftp';
import { startMail } from '../destinations/mail';
import { readFolder } from '../destinations/readFolder';
import { startAwsS3, startS3 } from '../destinations/s3';
import { sftpCommand, startSftp } from '../destinations/sftp';
import { startHttpPut, startNextcloud, webDavCommand } from '../destinations/webDav';
import { itemsOf } from '../hostPictures';
import { imageStep, items, pictures, start } from '../pictureSteps';
import { runNew } from '../runInHost';
import type { Stage } from '../stage';
import type { Check } from './check';

const nextStep = 'Next Step';

const destinations: ReadonlyArray<
	readonly [title: string, open: (stage: Stage) => Promise<Destination>]
> = [
	['S3', startS3],
	['AWS S3', startAwsS3],
	['SFTP', startSftp],
	['FTP', startFtp],
	['Nextcloud', startNextcloud],
	['HTTP Request to WebDAV', startHttpPut],
	['Send Email', startMail],
	['Write Files to Disk', async ({ filesFolder }) => disk(filesFolder)],
];

/** Two runs with the same items, since their files must not have the same names. */
export const nextSteps: readonly Check[] = destinations.map(([title, open]) => ({
	title: `next step: ${title}`,
	async run(stage) {
		await ensureCommands([sftpCommand, ftpCommand, webDavCommand]);
		const destination = await open(stage);
		try {
			const body = workflow(title, stage, await stepTo(stage, destination));
			const made: ArrivedFile[] = [];
			for (let runs = 0; runs < 2; runs++) made.push(...(await picturesOf(stage, body)));
			const arrived = await destination.files();
			expectSame(arrived, made);
			return arrived
				.map(({ contentType = '', name }) => `${name} ${contentType}`.trim())
				.join(', ');
		} finally {
			await destination.close();
		}
	},
}));

function workflow(title: string, { credential }: Stage, next: Step): object {
	const formats = ['png', 'jpeg', 'webp'];
	const given = formats.map((format) => ({ prompt: `A mug, ${format}`, format }));
	const options = { outputFormat: '={{ $json.format }}' };
	return chain(title, [start, ...items(given), imageStep(credential, { options }), next]);
}

async function stepTo({ host }: Stage, { credential, node }: Destination): Promise<Step> {
	const { parameters, type, typeVersion } = node;
	const one = step(nextStep, type, typeVersion, parameters);
	if (!credential) return one;
	const body = { name: credential.type, ...credential };
	const init = { method: 'POST', body } as const;
	const { id } = await host.rest<{ id: string }>('/rest/credentials', init);
	return { ...one, credentials: { [credential.type]: { id, name: body.name } } };
}

async function picturesOf({ host }: Stage, body: object): Promise<ArrivedFile[]> {
	const run = await runNew(host, body);
	return await Promise.all(itemsOf(run, pictures).map((item) => fileOf(host, item)));
}

function disk(folder: string): Destination {
	return {
		node: {
			type: 'n8n-nodes-base.readWriteFile',
			typeVersion: 1,
			parameters: { operation: 'write', fileName: `=${folder}/${fileName}` },
		},
		files: async () => await readFolder(folder),
		close: async () => {},
	};
}
