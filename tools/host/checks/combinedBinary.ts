import type { INodeExecutionData } from 'n8n-workflow';

import { samplePicture } from '../../painter/samples';
import { fileOf } from '../arrivedFiles';
import { chain, step } from '../chain';
import { itemsOf } from '../hostPictures';
import { imageStep, items, pictures, start } from '../pictureSteps';
import { runNew } from '../runInHost';
import { expectEqual, type Check } from './check';

/** n8n's "Execution logic v2", in which binary data stands inside the JSON. */
export const combinedBinary: readonly Check[] = [
	{
		title: 'combined binary mode: a picture in, a picture out',
		async run({ credential, host }) {
			const picture = (await samplePicture('mug', { width: 256 })).toString('base64');
			const toFile = step('To File', 'n8n-nodes-base.convertToFile', 1.1, {
				operation: 'toBinary',
				sourceProperty: 'picture',
				options: { fileName: 'mug.png', mimeType: 'image/png' },
			});
			const edit = { operation: 'edit', prompt: 'In the evening' };
			const steps = [start, ...items([{ picture }]), toFile, imageStep(credential, edit)];
			const settings = { binaryMode: 'combined' };
			const run = await runNew(host, chain('Combined', steps, settings));
			const [{ json }] = itemsOf(run, pictures) as [INodeExecutionData];
			const binary = json._files as unknown as NonNullable<INodeExecutionData['binary']>;
			const { bytes, contentType, name } = await fileOf(host, { json, binary });
			expectEqual('File', [name, contentType], [json.fileName, json.mimeType]);
			expectEqual('Bytes', bytes.length, json.bytes);
			return `${name} (${contentType}, ${bytes.length} bytes)`;
		},
	},
];
