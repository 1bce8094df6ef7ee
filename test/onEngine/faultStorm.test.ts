import type { IDataObject, INode, INodeExecutionData } from 'n8n-workflow';
import sharp from 'sharp';

import type { StormOptions } from '../../tools/gateway/faults/storm';
import type { RunResult } from '../../tools/engine/types';
import { sized } from '../helpers/depth';
import { numberOf, refused } from './support/batch';
import { hurry } from './support/hurry';
import { binary, model } from './support/parameters';
import { bytesOf } from './support/pictures';
import { tinyPicture } from './support/quickAnswer';
import type { Rig } from './support/rig';
import { nodeName, startRig } from './support/rig';

hurry();
const goesOn: Partial<INode> = {
	onError: 'continueRegularOutput',
	retryOnFail: true,
	maxTries: 3,
	waitBetweenTries: 1,
};
const price = 0.25;

/** No two items have pictures of the same size, and an edit keeps it: it tells whose a result is. */
const sidesOf = (number: number) => [20 + (number % 40), 20 + Math.floor(number / 40)] as const;

const pictureItems = async (rig: Rig, count: number): Promise<INodeExecutionData[]> =>
	await Promise.all(
		Array.from({ length: count }, async (_, number) => {
			const bytes = await tinyPicture(...sidesOf(number));
			const data = await rig.engine.storeBinary(bytes, 'in.png', 'image/png');
			return { json: { prompt: `p${number}` }, binary: { data } };
		}),
	);

/** Edits the picture of each item while the storm rages. */
async function edit(rig: Rig, count: number, storm: StormOptions, batch: object = {}) {
	rig.gateway.reset();
	rig.connect('aiid');
	rig.gateway.raiseStorm({ seed: 1, retryAfterSeconds: 0, ...storm });
	// Only a failure of the first item makes n8n run a node again that goes on after failures.
	rig.gateway.intercept((request) =>
		storm.share !== 1 && request.method === 'POST' && numberOf(request) === 0
			? refused(0)
			: undefined,
	);
	const result = await rig.order(
		{
			operation: 'edit',
			model: model('nano-banana'),
			image: binary('data'),
			prompt: '={{ $json.prompt }}',
			options: { pricePerCall: price },
			batch: { concurrency: 32, ...batch },
		},
		{ items: await pictureItems(rig, count), settings: goesOn },
	);
	expect(result.error).toBeUndefined();
	return result;
}

const hasError = ({ json }: INodeExecutionData) => 'error' in json;
const summaryOf = (result: RunResult) => result.hints(nodeName).at(-1)?.message;
const numbersFrom = (items: readonly unknown[]) => items.map((_, number) => number);

/** One result or one error for each item, in its place, and each result the picture of its own item. */
async function expectEachInItsPlace(rig: Rig, items: readonly INodeExecutionData[], count: number) {
	expect(items.map(({ pairedItem }) => pairedItem)).toEqual(
		Array.from({ length: count }, (_, item) => ({ item })),
	);
	const misplaced: unknown[] = [];
	for (const [number, item] of items.entries()) {
		const [width, height] = sidesOf(number);
		const { message } = (item.json.error ?? {}) as IDataObject;
		// An error carries the picture that was to be edited, for another try on the error output.
		const seen = await sharp((await bytesOf(rig, item)).bytes).metadata();
		const isItsOwn = seen.width === width && seen.height === height;
		const isTold = !hasError(item) || (typeof message === 'string' && message !== '');
		if (!isItsOwn || !isTold) misplaced.push([number, item.json]);
	}
	expect(misplaced).toEqual([]);
}

interface Order {
	readonly status: number | undefined;
	readonly billed: boolean;
	readonly fault: string | undefined;
}

/** What the gateway knows of the orders of each item, in order of arrival. */
function ordersByItem({ gateway }: Rig, count: number): Order[][] {
	const rows = new Map(gateway.ledger.map((row) => [row.requestId, row]));
	const orders: Order[][] = Array.from({ length: count }, () => []);
	for (const request of gateway.requests.filter(({ method }) => method === 'POST')) {
		const row = rows.get(request.id);
		const order = { status: request.status, billed: row !== undefined, fault: row?.fault };
		orders[numberOf(request)]?.push(order);
	}
	return orders;
}

/**
 * What the gateway itself wrote that it did not do, and what Cloudflare could not hand on; a bare 500 may come
 * after a paid order, too.
 */
const surelyFree = ({ status = 0 }: Order) => [400, 429, 521, 523, 530].includes(status);

const many = sized(1_000, 30);

describe.each(['filesystem', 'default'] as const)(
	`a storm over ${many} items, binary data in mode "%s"`,
	(binaryMode) => {
		const count = many;
		let rig: Rig;
		beforeAll(async () => (rig = await startRig({ binaryMode })));
		afterAll(async () => await rig.close());

		it('of every fault: none is lost, swapped or bought twice, and the summary counts each once', async () => {
			const result = await edit(rig, count, { share: 0.25, on: ['orders', 'files'] });
			const items = result.items(nodeName);
			await expectEachInItsPlace(rig, items, count);

			const orders = ordersByItem(rig, count);
			const twice = orders.filter((all) => all.filter(({ billed }) => billed).length > 1);
			expect(twice).toEqual([]);
			// Only what surely cost nothing was ordered again.
			expect(orders.filter((all) => !all.slice(0, -1).every(surelyFree))).toEqual([]);
			// Whatever was answered to the end was received, however often its file was hit on the way.
			const whole = (order?: Order) =>
				order?.billed === true && [undefined, 'slowBytes'].includes(order.fault);
			expect(numbersFrom(items).filter((number) => whole(orders[number]?.at(-1)))).toEqual(
				numbersFrom(items).filter((number) => !hasError(items[number] as INodeExecutionData)),
			);

			const failed = items.filter(hasError).length;
			const perhapsBilled = orders.filter((all) => !all.slice(-1).every(surelyFree)).length;
			expect(failed).toBeGreaterThan(count / 20);
			const told = (pattern: RegExp) => Number(pattern.exec(summaryOf(result) ?? '')?.[1] ?? 0);
			const said = told(/^(\d+) of \d+ images failed: /);
			const done = told(/ (\d+) images? in .+ s/);
			const reused = told(/ (\d+) images? reused from the previous try, free\./);
			const cost = told(/\bcost ([\d.]+)\.(?: |$)/i);
			expect([done + reused, said, cost]).toEqual([count - failed, failed, perhapsBilled * price]);
			expect(rig.gateway.peakInFlight).toBeLessThanOrEqual(32);
		}, 600_000);
	},
);

describe('a storm over many items', () => {
	let rig: Rig;
	beforeAll(async () => (rig = await startRig()));
	afterAll(async () => await rig.close());

	it('of rate limits, which hits each order once: all are done, each is paid once', async () => {
		const count = sized(300, 25);
		const storm = { share: 1, kinds: ['rateLimit'], timesEach: 1 } as const;
		const result = await edit(rig, count, storm);
		const items = result.items(nodeName);
		await expectEachInItsPlace(rig, items, count);
		expect(items.filter(hasError)).toEqual([]);
		expect(ordersByItem(rig, count).map((all) => all.map(({ billed }) => billed))).toEqual(
			items.map(() => [false, true]),
		);
		expect(summaryOf(result)).toContain(` · cost ${(count * price).toFixed(2)}. `);
		expect(summaryOf(result)).toMatch(
			new RegExp(`^${count} images in .+ ${count} requests retried\\.`),
		);
		expect(summaryOf(result)).toMatch(/The rate limit of the gateway held the batch back\.$/);
	}, 600_000);

	it('buys again what may have been billed only where Retry If Possibly Billed asks for it', async () => {
		const count = sized(150, 40);
		const batch = { retryAmbiguous: true, concurrency: 64 };
		const result = await edit(rig, count, { share: 0.4 }, batch);
		await expectEachInItsPlace(rig, result.items(nodeName), count);
		const earlier = ordersByItem(rig, count).flatMap((all) => all.slice(0, -1));
		const again = earlier.filter(({ billed }) => billed);
		expect(again.length).toBeGreaterThan(count / 15);
		expect(again.filter(({ fault }) => fault === undefined || fault === 'slowBytes')).toEqual([]);
	}, 600_000);
});
