import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { accumulateTokenUsage } from 'n8n-workflow';

import { madeName } from './support/madeName';
import { binary, model } from './support/parameters';
import { addressOf, bytesOf, itemWith, picture, type TestPicture } from './support/pictures';
import { answerQuickly, tinyPicture } from './support/quickAnswer';
import type { Rig } from './support/rig';
import { nodeName, startRig } from './support/rig';

let rig: Rig;
let mug: TestPicture;
beforeAll(async () => {
	rig = await startRig();
	mug = await picture('mug', 'jpeg', 'Red mug (1).jpeg');
});
afterAll(async () => await rig.close());
beforeEach(async () => {
	rig.gateway.reset();
	rig.connect('openAiCompatible');
	await answerQuickly(rig.gateway);
});

const edit: INodeParameters = {
	operation: 'edit',
	model: model('gpt-image-1'),
	prompt: 'A garden',
	image: binary('data'),
};

async function run(parameters: INodeParameters) {
	const items = [await itemWith(rig, { data: mug }, { kept: 'no' })];
	const result = await rig.order({ ...edit, ...parameters }, { items });
	expect(result.error).toBeUndefined();
	return result.items(nodeName);
}

/** Three pictures of different sides. */
async function answerThree(): Promise<void> {
	const pictures = await Promise.all([8, 16, 24].map(async (side) => await tinyPicture(side)));
	const data = pictures.map((bytes) => ({ b64_json: bytes.toString('base64') }));
	rig.gateway.intercept(() => ({ status: 200, body: { created: 1, data } }));
}

it('works out the cost by the tokens that a response tells, where no price is known', async () => {
	const body = {
		data: [{ b64_json: (await tinyPicture(8)).toString('base64') }],
		usage: {
			input_tokens: 510,
			input_tokens_details: { image_tokens: 500, text_tokens: 10 },
			output_tokens: 1_000,
		},
	};
	rig.gateway.intercept(() => ({ status: 200, body }));
	const costOf = async (parameters: INodeParameters) => (await run(parameters))[0]?.json.cost;
	const byTokens = (10 * 5 + 500 * 8 + 1_000 * 30) / 1e6;
	expect(await costOf({ model: model('gpt-image-2.5-flare') })).toBeCloseTo(byTokens, 6);
	expect(await costOf({ model: model('gpt-image-2.5-flare-vip') })).toBeUndefined();
	const priced = { model: model('gpt-image-2.5-flare'), options: { pricePerCall: 0.5 } };
	expect(await costOf(priced)).toBe(0.5);
});

describe('one item for each picture', () => {
	it('has the documented fields, and no other', async () => {
		await answerThree();
		const items = await run({});
		expect(items).toEqual(
			[8, 16, 24].map((side, index) => ({
				json: {
					model: 'gpt-image-1',
					// It has ended at its vendor.
					warnings: [expect.stringContaining('2026-10-23')],
					requestKey: expect.any(String),
					requestId: rig.gateway.requests[0]?.id,
					index,
					count: 3,
					fileName: madeName('gpt-image-1', `1-${index + 1}.png`),
					mimeType: 'image/png',
					width: side,
					height: side,
					bytes: expect.any(Number),
				},
				binary: {
					data: expect.objectContaining({
						fileName: madeName('gpt-image-1', `1-${index + 1}.png`),
						mimeType: 'image/png',
						fileExtension: 'png',
						fileType: 'image',
					}),
				},
				pairedItem: { item: 0 },
			})),
		);
	});

	it('puts the picture where it is told', async () => {
		const [item] = await run({ output: { binaryField: 'edited' } });
		expect(Object.keys(item?.binary ?? {})).toEqual(['edited']);
	});
});

describe('one item for each input', () => {
	it('holds all pictures, and facts about the first', async () => {
		await answerThree();
		const [item, ...more] = await run({ output: { mode: 'itemPerInput', binaryField: 'out' } });
		expect(more).toEqual([]);
		expect(Object.keys(item?.binary ?? {})).toEqual(['out', 'out_1', 'out_2']);
		for (const [index, side] of [8, 16, 24].entries()) {
			const { bytes } = await bytesOf(rig, item, index === 0 ? 'out' : `out_${index}`);
			expect(bytes.equals(await tinyPicture(side))).toBe(true);
		}
		expect(item?.json).toMatchObject({ index: 0, count: 3, width: 8 });
		expect(item?.json).not.toHaveProperty('images');
		expect(item?.pairedItem).toEqual({ item: 0 });
	});

	it('describes each picture beside the raw answer', async () => {
		await answerThree();
		const [item] = await run({ output: { mode: 'itemPerInput', includeRaw: true } });
		expect(item?.json.images).toMatchObject(
			[8, 16, 24].map((side, index) => ({
				index,
				width: side,
				fileName: madeName('gpt-image-1', `1-${index + 1}.png`),
			})),
		);
	});

	it('says data, data_1 when nothing else is wanted', async () => {
		await answerThree();
		const [item] = await run({ output: { mode: 'itemPerInput' } });
		expect(Object.keys(item?.binary ?? {})).toEqual(['data', 'data_1', 'data_2']);
	});
});

describe('without download', () => {
	const byAddress = () => {
		const address = addressOf(rig, 'mug.png');
		rig.gateway.intercept(() => ({
			status: 200,
			body: { data: [{ url: address }, { url: address }] },
		}));
		return address;
	};

	it.each([
		['itemPerImage', 2],
		['itemPerInput', 1],
	])('%s: addresses and no binary data', async (mode, count) => {
		const address = byAddress();
		const items = await run({ output: { download: false, mode } });
		expect(items).toHaveLength(count);
		for (const item of items) {
			expect(item.binary).toBeUndefined();
			expect(item.json).toMatchObject({ url: address, count: 2 });
		}
		const told = items.flatMap(({ json }) => (json.images ?? [json]) as IDataObject[]);
		expect(told.map(({ url }) => url)).toEqual([address, address]);
		expect(rig.gateway.fileRequests).toEqual([]);
	});

	it('a relative address is given out whole', async () => {
		rig.gateway.intercept(() => ({ answer: 'relativeUrl' }));
		const [item] = await run({ output: { download: false } });
		expect(item?.json.url).toMatch(`${rig.gateway.origin}/openai/v1/images/files/`);
	});

	it('base64 becomes binary data all the same', async () => {
		const [item] = await run({ output: { download: false } });
		expect((await bytesOf(rig, item)).bytes).toEqual(await tinyPicture());
	});
});

describe('the file name', () => {
	it.each([
		['{name}-{model}-{item}-{index}', 'Red mug (1)-gpt-image-1-1-1.png'],
		['{name}#%{run}', 'Red mug (1)__0.png'],
		['{name}'.repeat(40), `${'Red mug (1)'.repeat(40).slice(0, 180)}.png`],
		['../{name}/a:b', '.._Red mug (1)_a_b.png'],
		['={{ "n" + $itemIndex }}', 'n0.png'],
		['{other}', '{other}.png'],
	])('%s becomes %s', async (fileName, expected) => {
		const [item] = await run({ output: { fileName } });
		expect(item?.json.fileName).toBe(expected);
		expect(item?.binary?.data?.fileName).toBe(expected);
	});
});

describe('the raw answer', () => {
	it('is included on demand, without base64 and with every digit', async () => {
		const big = (await picture('mug')).bytes.toString('base64');
		const body = Buffer.from(
			`{"created":1,"seed":835266081714884677,"data":[{"b64_json":"${big}","note":"x"}]}`,
		);
		const headers = { 'content-type': 'application/json' };
		rig.gateway.intercept(() => ({ status: 200, headers, body }));
		const [item] = await run({ output: { includeRaw: true } });
		expect(item?.json.raw).toMatchObject({
			created: 1,
			seed: '835266081714884677',
			data: [{ note: 'x' }],
		});
		expect(JSON.stringify(item?.json)).not.toContain('iVBORw0KGgo');
	});

	it('holds no base64, be it ever so short', async () => {
		const [item] = await run({ output: { includeRaw: true } });
		expect(item?.json.raw).toMatchObject({ created: 0 });
		expect(JSON.stringify(item?.json)).not.toContain('iVBORw0KGgo');
	});

	it('is left out otherwise', async () => {
		const [item] = await run({});
		expect(item?.json).not.toHaveProperty('raw');
	});
});

describe('what came with the item', () => {
	const item: INodeExecutionData = { json: { sku: 'A 1', model: 'mine' } };

	it('goes with the picture on request, whose own fields win', async () => {
		const parameters = { operation: 'generate', model: model('nano-banana'), prompt: 'A mug' };
		const notes = await rig.engine.storeBinary(Buffer.from('notes'), 'notes.txt', 'text/plain');
		const { items } = await rig.order(
			{ ...parameters, output: { includeInput: true } },
			{ items: [{ ...item, binary: { notes } }] },
		);
		const [out] = items(nodeName);
		expect(out?.json).toMatchObject({ sku: 'A 1', model: 'nano-banana', count: 1 });
		expect(Object.keys(out?.binary ?? {}).sort()).toEqual(['data', 'notes']);
	});

	it('but not the error of an earlier node, for which n8n would order again', async () => {
		const parameters = { operation: 'generate', model: model('nano-banana'), prompt: 'A mug' };
		const before = rig.gateway.ledger.length;
		const result = await rig.order(
			{ ...parameters, output: { includeInput: true } },
			{
				items: [{ json: { sku: 'A 1', error: { message: 'No' } } }],
				settings: { retryOnFail: true, waitBetweenTries: 1 },
			},
		);
		expect(rig.gateway.ledger.length - before).toBe(1);
		expect(result.items(nodeName)).toHaveLength(1);
		expect(result.items(nodeName)[0]?.json).toMatchObject({ sku: 'A 1', count: 1 });
		expect(result.items(nodeName)[0]?.json).not.toHaveProperty('error');
	});

	it('stands on the item of an error, for another model on the error output', async () => {
		rig.gateway.intercept(() => ({ status: 400, body: { error: { message: 'No' } } }));
		const data = await rig.engine.storeBinary(await tinyPicture(), 'a.png', 'image/png');
		const result = await rig.order(
			{ operation: 'edit', model: model('nano-banana'), prompt: 'A mug' },
			{ items: [{ json: {}, binary: { data } }], settings: { onError: 'continueRegularOutput' } },
		);
		const [out] = result.items(nodeName);
		expect(out?.json.error).toBeDefined();
		expect(out?.binary).toEqual({ data });
	});
});

it('puts out plain columns on request', async () => {
	const b64_json = (await tinyPicture()).toString('base64');
	const usage = { input_tokens: 3, details: { image: 2 } };
	rig.gateway.intercept(() => ({ status: 200, body: { data: [{ b64_json }], usage } }));
	const parameters = { operation: 'generate', model: model('nano-banana'), prompt: 'A mug' };
	const result = await rig.order({ ...parameters, output: { flatten: true } });
	const [out] = result.items(nodeName);
	expect(out?.json).toMatchObject({ usage_input_tokens: 3, usage_details_image: 2 });
	expect(Object.values(out?.json ?? {}).filter((value) => typeof value === 'object')).toEqual([]);
});

describe('plain columns of an item that failed', () => {
	const parameters = {
		operation: 'generate',
		model: model('nano-banana'),
		prompt: '={{ $json.prompt }}',
		output: { flatten: true },
	};
	const refused = {
		status: 400,
		body: { error: { message: 'No cats', code: 'content_policy_violation' } },
	};
	const failing = async (settings: object) => {
		rig.gateway.intercept(() => refused);
		return await rig.order(parameters, { items: [{ json: { prompt: 'A cat' } }], settings });
	};

	it('have the message as "error", by which n8n knows that it failed', async () => {
		const result = await failing({ onError: 'continueRegularOutput' });
		const { json = {} } = result.items(nodeName)[0] ?? {};
		expect(json).toMatchObject({
			error: expect.stringContaining('No cats') as string,
			error_status: 400,
			error_retryable: false,
		});
		expect(Object.values(json).filter((value) => typeof value === 'object')).toEqual([]);
	});

	it('are not made on the error output, which n8n finds by a lone "error"', async () => {
		const result = await failing({ onError: 'continueErrorOutput' });
		expect(result.items(nodeName, 0)).toEqual([]);
		expect(result.items(nodeName, 1)[0]?.json).toMatchObject({
			prompt: 'A cat',
			error: { message: expect.stringContaining('No cats') as string, status: 400 },
		});
	});

	it('nor of an item whose Output is the fault', async () => {
		const result = await rig.order(
			{ ...parameters, output: { flatten: '={{ $("Nowhere").item.json.flat }}' } },
			{
				items: [{ json: { prompt: 'A cat' } }],
				settings: { onError: 'continueRegularOutput' },
			},
		);
		expect(result.items(nodeName)[0]?.json.error).toMatchObject({
			message: expect.stringContaining("node doesn't exist") as string,
		});
		expect(rig.gateway.requests).toEqual([]);
	});
});

it.each([
	['OpenAI', { input_tokens: 3, output_tokens: 40 }],
	['chat completions', { prompt_tokens: 3, completion_tokens: 40 }],
	['Gemini', { promptTokenCount: 3, candidatesTokenCount: 40 }],
])("adds the tokens of all items to n8n's own account, in the words of %s", async (_of, usage) => {
	const b64_json = (await tinyPicture()).toString('base64');
	rig.gateway.intercept(() => ({ status: 200, body: { data: [{ b64_json }], usage } }));
	const parameters = { operation: 'generate', model: model('nano-banana'), prompt: 'A mug' };
	const result = await rig.order(parameters, { items: [{ json: {} }, { json: {} }] });
	// n8n has one since 2.40.
	const hasAccount = typeof accumulateTokenUsage === 'function';
	expect(result.nodeRuns(nodeName)[0]?.metadata?.tokenUsage).toEqual(
		hasAccount ? { inputTokens: 6, outputTokens: 80 } : undefined,
	);
});
