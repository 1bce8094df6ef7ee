import { Container } from '@n8n/di';
import { BinaryDataConfig, BinaryDataService } from 'n8n-core';
import type { INode } from 'n8n-workflow';
import type { ReadStream } from 'node:fs';
import { appendFile, mkdir, rm, truncate, unlink, writeFile } from 'node:fs/promises';
import sharp from 'sharp';

import { failures } from '../../nodes/ImageEdit/answer/failures';
import { perItem, promptItems } from './support/batch';
import { ordersOf } from './support/failures';
import { binary, model } from './support/parameters';
import { itemWith, picture } from './support/pictures';
import type { Rig } from './support/rig';
import { nodeName, startRig } from './support/rig';

let rig: Rig;
let folder: string;
beforeAll(async () => {
	rig = await startRig();
	folder = Container.get(BinaryDataConfig).localStoragePath;
});
afterAll(async () => await rig.close());
beforeEach(() => {
	rig.gateway.reset();
	rig.connect('openAiCompatible');
});
afterEach(repair);

/** A file in the place of the folder, so that even root can write nothing there. */
async function destroy(): Promise<void> {
	await rm(folder, { recursive: true, force: true });
	await writeFile(folder, '');
}

async function repair(): Promise<void> {
	await rm(folder, { recursive: true, force: true });
	await mkdir(folder, { recursive: true });
}

const settings: Partial<INode> = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };
const order = async (responseFormat: string, pricePerCall = 0) =>
	await rig.order(
		{
			...perItem,
			model: model('dall-e-2'),
			size: '256x256',
			options: { responseFormat, pricePerCall },
			batch: { maxCost: pricePerCall },
		},
		{ items: promptItems(1), settings },
	);

it('a picture that n8n cannot store is told as such, and is not ordered again', async () => {
	rig.gateway.intercept(async () => {
		await destroy();
		return undefined;
	});
	const { error } = await order('b64_json', 1);
	expect(error?.message).toMatch(/^The image was made, but n8n could not store it: E[A-Z]+: .+/);
	expect(error?.message).toContain('It was not requested again, since it may have been billed.');
	expect(error?.description).toBe(failures.store.advice);
	expect([ordersOf(rig), rig.gateway.ledger.length]).toEqual([1, 1]);
});

it('a picture with an address is fetched when the store is there again', async () => {
	let fetches = 0;
	rig.gateway.intercept(async ({ method }) => {
		if (method === 'POST') {
			await destroy();
			return { answer: 'relativeUrl' };
		}
		if (++fetches > 1) await repair();
		return undefined;
	});
	const result = await order('url');
	expect(result.error).toBeUndefined();
	expect(result.items(nodeName)[0]?.binary).toBeDefined();
	expect([ordersOf(rig), rig.gateway.ledger.length]).toEqual([1, 1]);
});

it('its address is in the message, when it has one', async () => {
	rig.gateway.intercept(async ({ method }) => {
		await destroy();
		return method === 'POST' ? { answer: 'relativeUrl' } : undefined;
	});
	const { error } = await order('url');
	expect(error?.message).toMatch(
		/^The image was made, but n8n could not store it: .+ It stays available at http:\/\/127\.0\.0\.1:\d+\/\S+ for some time\. \[item 0\]$/,
	);
	expect(ordersOf(rig)).toBe(1);
});

describe('a stored picture', () => {
	const edit = { operation: 'edit', model: model('gpt-image-1'), prompt: 'A garden' };
	const batch = { maxTries: 1 };

	/** Orders the edit of a picture after something has happened to its file. */
	async function editAfter(happens: (path: string) => Promise<void>) {
		const item = await itemWith(rig, { data: await picture('mug') });
		const path = Container.get(BinaryDataService).getPath(item.binary?.data?.id ?? '');
		await happens(path);
		const result = await rig.order({ ...edit, image: binary('data'), batch }, { items: [item] });
		return { result, billed: rig.gateway.ledger.length };
	}

	it.each([
		[
			'lost its end',
			async (path: string) => await truncate(path, 1_000),
			/^Image \(mug\.png\) is cut off before its end\./,
		],
		[
			'has grown',
			async (path: string) => await appendFile(path, 'more'),
			/^The request was not sent: mug\.png has more than the \d+ bytes/,
		],
	])('that %s since it was stored is not sent as another', async (_what, happens, message) => {
		const { billed, result } = await editAfter(happens);
		expect(result.error?.message).toMatch(message);
		expect(billed).toBe(0);
	});

	const told = (metadata: object) => async (path: string) =>
		await writeFile(`${path}.metadata`, JSON.stringify(metadata));
	it.each([
		['not told', async (path: string) => await unlink(`${path}.metadata`)],
		['told as 0', told({ fileSize: 0 })],
		['told as no number', told({ fileSize: null })],
		['left out', told({})],
	])('whose size is %s is read to know it', async (_how, happens) => {
		const { billed, result } = await editAfter(happens);
		expect(result.error).toBeUndefined();
		expect(billed).toBe(1);
	});

	// Once before the order, since a damaged picture must not cost one, and once to send it.
	it.each([{}, settings])(
		'is read to its end twice and no more, with settings %j',
		async (node) => {
			const opened: ReadStream[] = [];
			const store = Container.get(BinaryDataService);
			const open = store.getAsStream.bind(store);
			const spy = jest.spyOn(store, 'getAsStream').mockImplementation(async (id, chunkSize) => {
				const stream = (await open(id, chunkSize)) as ReadStream;
				opened.push(stream);
				return stream;
			});
			const noise = {
				create: { width: 800, height: 800, channels: 3, background: '#345' },
			} as const;
			const bytes = await sharp(noise).png({ compressionLevel: 0 }).toBuffer();
			const name = 'large.png';
			const large = { name, fileName: name, mimeType: 'image/png', bytes };
			const items = [await itemWith(rig, { data: large })];
			const result = await rig.order({ ...edit, image: binary('data') }, { items, settings: node });
			spy.mockRestore();
			expect(result.items(nodeName)[0]?.json.requestKey).toMatch(/^[0-9a-f]{64}$/);
			const read = opened.map(({ bytesRead }) => bytesRead / bytes.length);
			expect(read).toEqual([1, 1]);
		},
	);

	it('has the same request key when its digest is made before and while it is sent', async () => {
		const items = [await itemWith(rig, { data: await picture('mug') })];
		const keyOf = async (node: Partial<INode>, options = {}) => {
			const parameters = { ...edit, image: binary('data'), options };
			const [first] = (await rig.order(parameters, { items, settings: node })).items(nodeName);
			return first?.json.requestKey;
		};
		const key = await keyOf({});
		expect(key).toMatch(/^[0-9a-f]{64}$/);
		expect(await keyOf(settings)).toBe(key);
		expect(await keyOf({}, { dryRun: true })).toBe(key);
	});
});
