import type { INodeParameters } from 'n8n-workflow';

import type { Order } from '../../tools/gateway/order';
import { storedPictures } from '../../tools/gateway/storedPicture';
import { sized } from '../helpers/depth';
import { binary, model } from './support/parameters';
import { bytesOf, itemWith, picture, sha256, type TestPicture } from './support/pictures';
import { tinyPicture } from './support/quickAnswer';
import type { Rig } from './support/rig';
import { nodeName, startRig } from './support/rig';

const megabytes = sized(24, 2);
const size = megabytes * 1024 * 1024;
const edit: INodeParameters = {
	operation: 'edit',
	model: model('gpt-image-1'),
	prompt: 'A garden',
};

async function heavy(bytes: number): Promise<TestPicture> {
	const [made] = await storedPictures(bytes)({ count: 1 } as Order);
	if (!made) throw new Error('No picture was made.');
	const name = 'heavy.png';
	return { name, fileName: name, mimeType: made.mimeType, bytes: made.content };
}

describe.each(['filesystem', 'default'] as const)('binary data in mode "%s"', (binaryMode) => {
	let rig: Rig;
	let big: TestPicture;
	beforeAll(async () => {
		rig = await startRig({ binaryMode });
		big = await heavy(size);
	});
	afterAll(async () => await rig.close());
	beforeEach(() => {
		rig.gateway.reset();
		rig.connect('openAiCompatible');
	});

	it(`${megabytes} MB go up as a file of known length, and come down as base64, byte for byte`, async () => {
		const body = { data: [{ b64_json: big.bytes.toString('base64') }] };
		rig.gateway.intercept(() => ({ status: 200, body }));
		const items = [await itemWith(rig, { data: big })];
		const result = await rig.order({ ...edit, image: binary('data') }, { items });
		expect(result.error).toBeUndefined();

		const [request] = rig.gateway.requests;
		expect(request?.chunked).toBe(false);
		expect(request?.contentLength).toBeGreaterThan(size);
		expect(request?.parts).toContainEqual(
			expect.objectContaining({ bytes: size, sha256: sha256(big.bytes) }),
		);
		const [item] = result.items(nodeName);
		const { bytes } = await bytesOf(rig, item);
		expect(bytes.equals(big.bytes)).toBe(true);
		expect(item?.json).toMatchObject({ bytes: size, width: 64, height: 64 });
	});

	const event = (told: object) => `data: ${JSON.stringify(told)}\n\n`;
	const delta = (content: string) =>
		event({ object: 'chat.completion.chunk', choices: [{ index: 0, delta: { content } }] });

	it.each<[string, (base64: string) => string]>([
		['an event', (b64_json) => event({ type: 'image_generation.completed', b64_json })],
		[
			'pieces of a chat',
			(base64) =>
				(`![](data:image/png;base64,${base64})`.match(/[^]{1,50000}/g) ?? []).map(delta).join(''),
		],
	])(`${megabytes} MB come down in a stream, as %s, byte for byte`, async (_how, write) => {
		const body = Buffer.from(`${write(big.bytes.toString('base64'))}data: [DONE]\n\n`);
		const headers = { 'content-type': 'text/event-stream' };
		rig.gateway.intercept(() => ({ status: 200, headers, body }));
		const result = await rig.order({ ...edit, operation: 'generate' });
		expect(result.error).toBeUndefined();
		const [item, ...more] = result.items(nodeName);
		expect(more).toEqual([]);
		expect((await bytesOf(rig, item)).bytes.equals(big.bytes)).toBe(true);
	});

	it(`${megabytes} MB go up as base64 of known length in JSON, byte for byte`, async () => {
		const b64_json = (await tinyPicture()).toString('base64');
		rig.gateway.intercept(() => ({ status: 200, body: { data: [{ b64_json }] } }));
		const items = [await itemWith(rig, { data: big })];
		const result = await rig.order(
			{ ...edit, model: model('nano-banana'), image: binary('data') },
			{ items },
		);
		expect(result.error).toBeUndefined();
		const text = `data:image/png;base64,${big.bytes.toString('base64')}`;
		const [request] = rig.gateway.requests;
		expect(request?.chunked).toBe(false);
		expect(request?.contentLength).toBeGreaterThan(text.length);
		expect((request?.json as { image: string }).image).toBe(
			`<base64 ${text.length} chars sha256:${sha256(text)}>`,
		);
	});

	it('a picture with bytes behind its end is kept, with all of them', async () => {
		const { bytes: png } = await picture('mug');
		const bytes = Buffer.concat([png, Buffer.alloc(200_000, 'metadata')]);
		const body = { data: [{ b64_json: bytes.toString('base64') }] };
		rig.gateway.intercept(() => ({ status: 200, body }));
		const items = [await itemWith(rig, { data: await picture('mug') })];
		const result = await rig.order({ ...edit, image: binary('data') }, { items });
		expect(result.error).toBeUndefined();
		expect((await bytesOf(rig, result.items(nodeName)[0])).bytes.equals(bytes)).toBe(true);
	});

	it('an upload is read anew for another try, and is the same', async () => {
		let orders = 0;
		// Only in the gateway's own words, with their code, is an order surely not taken.
		const error = { message: 'busy', code: 'server_busy' };
		rig.gateway.intercept(() =>
			++orders === 1
				? { status: 503, headers: { 'retry-after-ms': '1' }, body: { error } }
				: undefined,
		);
		const items = [await itemWith(rig, { data: await picture('mug') })];
		await rig.order({ ...edit, image: binary('data') }, { items });
		expect(rig.gateway.requests).toHaveLength(2);
		const [first, second] = rig.gateway.requests;
		expect(second?.parts).toEqual(first?.parts);
		expect(second?.contentLength).toBe(first?.contentLength);
	});

	it('every length is what was said: small and odd sizes, in both bodies', async () => {
		const b64_json = (await tinyPicture()).toString('base64');
		rig.gateway.intercept(() => ({ status: 200, body: { data: [{ b64_json }] } }));
		for (const extra of [0, 1, 2]) {
			const one = await heavy(70_000 + extra);
			const items = [await itemWith(rig, { data: one })];
			for (const id of ['gpt-image-1', 'nano-banana']) {
				const result = await rig.order(
					{ ...edit, model: model(id), image: binary('data') },
					{ items },
				);
				expect(result.error).toBeUndefined();
			}
		}
		expect(rig.gateway.requests.map(({ chunked, status }) => [chunked, status])).toEqual(
			Array.from({ length: 6 }, () => [false, 200]),
		);
	});
});
