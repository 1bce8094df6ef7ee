import type { IBinaryData, INodeParameters } from 'n8n-workflow';

import type { WorkflowJson } from '../../tools/engine/types';
import { binary, model } from './support/parameters';
import { picture, type TestPicture } from './support/pictures';
import { answerQuickly, tinyPicture } from './support/quickAnswer';
import { madeName } from './support/madeName';
import type { Rig } from './support/rig';
import { imageNode, nodeName, startRig, triggerNode } from './support/rig';
import { createHttpClient } from './support/wire';

let rig: Rig;
let mug: TestPicture;
beforeAll(async () => {
	rig = await startRig();
	mug = await picture('mug');
});
afterAll(async () => await rig.close());
beforeEach(async () => {
	rig.gateway.reset();
	rig.connect('openAiCompatible');
	await answerQuickly(rig.gateway);
});

/** A workflow whose setting puts binary data inside the JSON of its items. */
const combined = (parameters: INodeParameters): WorkflowJson => ({
	nodes: [triggerNode, imageNode(parameters)],
	connections: { Start: { main: [[{ node: nodeName, type: 'main', index: 0 }]] } },
	settings: { executionOrder: 'v1', binaryMode: 'combined' },
});

const edit = { operation: 'edit', model: model('gpt-image-1'), prompt: 'A garden' };

/** n8n itself puts what a node gives out under `_files`; an expression may have moved it elsewhere. */
async function run(parameters: INodeParameters) {
	const stored = (await rig.engine.storeBinary(mug.bytes, mug.fileName, mug.mimeType)) as never;
	const json = { _files: { data: stored }, photos: { front: stored } };
	return await rig.engine.run(combined({ ...edit, ...parameters }), { triggerItems: [{ json }] });
}

describe("n8n's combined binary mode", () => {
	it.each(['_files.data', 'photos.front', 'data', '*'])('finds the picture by %s', async (path) => {
		const result = await run({ image: binary(path) });
		expect(result.error).toBeUndefined();
		expect(createHttpClient(rig.gateway.requests[0]).fields).toMatchObject({
			image: { fileName: 'mug.png', mimeType: 'image/png', picture: 'mug.png' },
		});
	});

	it('gives the picture out as n8n wants it', async () => {
		const result = await run({ image: binary('_files.data') });
		const files = result.items(nodeName)[0]?.json._files as { data?: IBinaryData } | undefined;
		const found = files?.data;
		if (!found) throw new Error(`No picture: ${result.error?.message}`);
		expect(found).toMatchObject({
			mimeType: 'image/png',
			fileName: madeName('gpt-image-1', '1-1.png'),
		});
		expect((await rig.engine.readBinary(found)).equals(await tinyPicture())).toBe(true);
	});

	it('names the pictures that are there when the path is wrong', async () => {
		const result = await run({ image: binary('scan') });
		expect(result.error?.message).toContain('no binary field "scan". It has ');
		expect(result.error?.message).not.toContain('no binary data at all');
	});
});
