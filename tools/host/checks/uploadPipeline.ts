import type { INode } from 'n8n-workflow';

import { startDavServer } from '../davServer';
import { itemsOf } from '../hostPictures';
import { runInHost } from '../runInHost';
import { expectEqual, type Check } from './check';
import { publish } from './publish';

/** As the example's Settings say; its port may be somebody's here. */
const storage = { origin: 'http://127.0.0.1:4980', collection: 'pictures' };

export const uploadPipeline: readonly Check[] = [
	{
		title: 'upload: the pictures are in the storage',
		async run(stage) {
			const { copyExample, host } = stage;
			const dav = await startDavServer(storage.collection);
			const toDav = (node: INode) =>
				JSON.parse(JSON.stringify(node).replaceAll(storage.origin, dav.origin)) as INode;
			try {
				const run = await runInHost(host, await copyExample('upload-pipeline', toDav));
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
