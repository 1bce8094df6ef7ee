import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { binary, model } from './support/parameters';
import { itemWith, picture } from './support/pictures';
import { answerQuickly } from './support/quickAnswer';
import type { Rig } from './support/rig';
import { nodeName, startRig } from './support/rig';
import { createHttpClient } from './support/wire';

let rig: Rig;
beforeAll(async () => (rig = await startRig()));
afterAll(async () => await rig.close());
beforeEach(async () => {
	rig.gateway.reset();
	rig.connect('openAiCompatible');
	await answerQuickly(rig.gateway);
});

const edit = { operation: 'edit', image: binary('data') };

async function sent(parameters: INodeParameters, fileName = 'mug.png') {
	const items = [await itemWith(rig, { data: await picture('mug', 'png', fileName) })];
	const result = await rig.order({ ...edit, ...parameters }, { items });
	expect(result.error).toBeUndefined();
	return createHttpClient(rig.gateway.requests[0]).fields;
}

describe('text arrives as it was written, in both bodies', () => {
	it.each([
		'换成红色衣服 🧥 – "quoted", back\\slash, 100 %',
		'two\nlines\r\nand\ttabs',
		'--n8n-boundary\r\nContent-Disposition: form-data; name="n"\r\n\r\n9',
		'{"n": 9}',
		' blanks around ',
		'<<<image_1>>> & <b>',
	])('%j', async (prompt) => {
		expect(await sent({ model: model('gpt-image-1'), prompt })).toMatchObject({ prompt });
		rig.gateway.reset();
		await answerQuickly(rig.gateway);
		const fields = await sent({ model: model('nano-banana'), prompt });
		expect(Object.keys(fields).sort()).toEqual(['image', 'model', 'prompt']);
		expect(fields.prompt).toBe(prompt);
	});
});

describe('a file name does not break the form', () => {
	it.each([
		['红色 Bild é.png', '红色 Bild é.png'],
		['a "red" mug.png', 'a %22red%22 mug.png'],
		['one\r\ntwo.png', 'one%0D%0Atwo.png'],
		['C:\\Users\\me\\mug.png', 'mug.png'],
		['../../etc/mug', 'mug.png'],
		['', 'image.png'],
	])('%j goes out as %j', async (fileName, expected) => {
		const fields = await sent({ model: model('gpt-image-1'), prompt: 'A mug' }, fileName);
		expect(fields.image).toEqual({
			fileName: expected,
			mimeType: 'image/png',
			picture: 'mug.png',
		});
	});
});

describe('values that expressions hand over', () => {
	const generate = { operation: 'generate', model: model('nano-banana'), prompt: 'A mug' };

	it('as text become the numbers that the wire wants', async () => {
		await rig.order({ ...generate, options: { n: '={{ "2" }}' } });
		expect(rig.gateway.requests[0]?.rawJson).toContain('"n":2');
	});

	it('as nothing are not sent', async () => {
		const nothing = '={{ $json.missing }}';
		await rig.order({ ...generate, size: nothing, quality: '={{ "" }}', options: { n: nothing } });
		expect(createHttpClient(rig.gateway.requests[0]).fields).toEqual({
			model: 'nano-banana',
			prompt: 'A mug',
		});
	});

	it('as an object stop the item', async () => {
		const result = await rig.order(
			{ ...generate, model: model('gpt-image-1'), size: '={{ ({ width: 8 }) }}' },
			{ settings: { onError: 'continueRegularOutput' } },
		);
		const { message } = result.items(nodeName)[0]?.json.error as IDataObject;
		expect(message).toContain('Size is "{"width":8}"');
		expect(rig.gateway.requests).toEqual([]);
	});
});
