import { startDavServer } from '../davServer';
import { itemsOf } from '../hostPictures';
import { runInHost } from '../runInHost';
import { expectEqual, type Check } from './check';
import { publish } from './publish';

/** As the example's Settings say. */
const storage = { port: 4980, collection: 'pictures' };

export const uploadPipeline: readonly Check[] = [
	{
		title: 'upload: the pictures are in the storage',
		async run(stage) {
			const { host, idOf } = stage;
			const dav = await startDavServer(storage.port, storage.collection);
			try {
				const run = await runInHost(host, idOf('upload-pipeline'));
				expectEqual('Status', run.status, 'success');
				const edited = itemsOf(run, 'Edit Picture').map(({ json }) => [json.fileName, json.bytes]);
				const files = await dav.files();
				const stored = files.map(({ name, bytes }) => [name, bytes.length]);
				expectEqual('Files', stored, edited);
				await publish(stage, 'upload-pipeline');
				const told = files.map(({ name, contentType }) => `${name} (${contentType})`);
				return told.join(', ');
			} finally {
				await dav.close();
			}
		},
	},
];
