import { Container } from '@n8n/di';
import { BinaryDataConfig } from 'n8n-core';
import type { INode } from 'n8n-workflow';
import { mkdir, rm, writeFile } from 'node:fs/promises';

import { advice } from '../../nodes/ImageEdit/request/errors';
import { perItem, promptItems } from './support/batch';
import { ordersOf } from './support/failures';
import { model } from './support/parameters';
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
			options: { responseFormat, pricePerCall, size: '256x256' },
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
	expect(error?.message).toMatch(/^The picture was made, but n8n could not store it: E[A-Z]+: .+/);
	expect(error?.message).toContain('It was not ordered again, since it may have been billed.');
	expect(error?.description).toBe(advice.store);
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
		/^The picture was made, but n8n could not store it: .+ It lies at http:\/\/127\.0\.0\.1:\d+\/\S+ for some time\. \[item 0\]$/,
	);
	expect(ordersOf(rig)).toBe(1);
});
