import {
	answerEach,
	numberOf,
	orderedBy,
	perItem,
	promptItems,
	refused,
	together,
} from './support/batch';
import { tinyPicture } from './support/quickAnswer';
import { madeName } from './support/madeName';
import type { Rig } from './support/rig';
import { nodeName, startRig } from './support/rig';

let rig: Rig;
beforeAll(async () => (rig = await startRig()));
afterAll(async () => await rig.close());
beforeEach(() => {
	rig.gateway.reset();
	rig.connect('openAiCompatible');
});

/** Different for each item, in no order, and the same in every run. */
const latency = (number: number) => ({ delayMs: (number * 37) % 80 });

describe('the output has the order of the input, whatever finished first', () => {
	it('with one picture for each item', async () => {
		await answerEach(rig, latency);
		const result = await rig.order(
			{ ...perItem, batch: { concurrency: 5 } },
			{ items: promptItems(24) },
		);
		const items = result.items(nodeName);
		expect(items.map(({ json }) => json.revisedPrompt)).toEqual(
			promptItems(24).map(({ json }) => json.prompt),
		);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual(items.map((_, item) => ({ item })));
		expect(items.map(({ json }) => json.fileName)).toEqual(
			items.map((_, item) => madeName('nano-banana', `${item + 1}-1.png`)),
		);
		expect(result.hints(nodeName)).toEqual([
			{
				message: expect.stringMatching(
					/^24 images in [\d.]+ s\. Price unknown: set Price per Call\.$/,
				),
				type: 'info',
				location: 'outputPane',
			},
		]);
	});

	it('with another number of pictures for each item', async () => {
		await answerEach(rig, latency);
		const result = await rig.order(
			{ ...perItem, options: { n: '={{ $itemIndex + 1 }}' } },
			{ items: promptItems(4) },
		);
		const origins = result
			.items(nodeName)
			.map(({ json, pairedItem }) => [pairedItem, json.index, json.count]);
		expect(origins).toEqual(
			[0, 1, 2, 3].flatMap((item) =>
				Array.from({ length: item + 1 }, (_, index) => [{ item }, index, item + 1]),
			),
		);
	});

	it('with failures in their own places', async () => {
		await answerEach(rig, (number) => (number % 3 === 1 ? refused(number) : latency(number)));
		const result = await rig.order(
			{ ...perItem, batch: { concurrency: 3 } },
			{ items: promptItems(9), settings: { onError: 'continueRegularOutput' } },
		);
		const told = result.items(nodeName).map(({ json, pairedItem }) => {
			const error = json.error as { message: string } | undefined;
			return [pairedItem, error ? error.message : json.revisedPrompt];
		});
		expect(told).toEqual(
			promptItems(9).map((_, item) => [
				{ item },
				item % 3 === 1
					? `The gateway responded with 400: Order ${item} is not liked [item ${item}]`
					: `p${item}`,
			]),
		);
		expect(result.hints(nodeName)[0]).toMatchObject({
			message: expect.stringMatching(
				/^3 of 9 images failed: 3 × 400 \(items 1, 4, 7\)\. 6 images in [\d.]+ s\./,
			),
			type: 'warning',
		});
	});

	it('with failures on the error output', async () => {
		await answerEach(rig, (number) => (number === 1 ? refused(number) : undefined));
		const result = await rig.order(perItem, {
			items: promptItems(3),
			settings: { onError: 'continueErrorOutput' },
		});
		expect(result.items(nodeName, 0).map(({ json }) => json.revisedPrompt)).toEqual(['p0', 'p2']);
		const [failed, ...more] = result.items(nodeName, 1);
		expect(more).toEqual([]);
		expect(failed?.json).toMatchObject({ error: { status: 400 } });
	});
});

describe('never more orders are under way than Concurrency allows', () => {
	/** Answers nobody before as many orders as expected have come, and lets time pass for one too many. */
	async function answerTogether(expected: number): Promise<void> {
		const b64_json = (await tinyPicture()).toString('base64');
		const all = together(expected);
		rig.gateway.intercept(async () => {
			await all();
			return { status: 200, body: { created: 0, data: [{ b64_json }] }, delayMs: 40 };
		});
	}

	it.each([1, 3, 8])('and as many as that: %i', async (concurrency) => {
		await answerTogether(concurrency);
		const items = promptItems(16);
		const result = await rig.order({ ...perItem, batch: { concurrency } }, { items });
		expect(result.items(nodeName)).toHaveLength(16);
		expect(rig.gateway.peakInFlight).toBe(concurrency);
	});

	it('four are the default', async () => {
		await answerTogether(4);
		await rig.order(perItem, { items: promptItems(12) });
		expect(rig.gateway.peakInFlight).toBe(4);
	});

	it('a failed order makes room for the next', async () => {
		await answerEach(rig, refused);
		await rig.order(
			{ ...perItem, batch: { concurrency: 2 } },
			{ items: promptItems(10), settings: { onError: 'continueRegularOutput' } },
		);
		expect(orderedBy(rig)).toHaveLength(10);
		expect(rig.gateway.peakInFlight).toBeLessThanOrEqual(2);
	});
});

describe('the first failure ends the run', () => {
	it('no new order is given, and those under way are finished', async () => {
		await answerEach(rig, (number) =>
			number === 2 ? refused(number) : { delayMs: number < 2 ? 10 : 150 },
		);
		const result = await rig.order(
			{ ...perItem, batch: { concurrency: 3 } },
			{ items: promptItems(30) },
		);
		expect(result.status).toBe('error');
		const numbers = orderedBy(rig);
		expect(numbers.length).toBeLessThan(8);
		expect(rig.gateway.ledger).toHaveLength(numbers.length - 1);
		expect(rig.gateway.requests.every(({ status }) => status !== undefined)).toBe(true);
	});

	it.each([1, 2, 4])(
		'at Concurrency %i not even the one that waited for this slot',
		async (concurrency) => {
			const all = together(concurrency);
			await answerEach(rig, async (number) => {
				await all();
				return number === 0 ? refused(0) : { delayMs: 1_500 };
			});
			const result = await rig.order(
				{ ...perItem, batch: { concurrency } },
				{ items: promptItems(20) },
			);
			expect(result.error?.message).toContain('Order 0 is not liked');
			expect(orderedBy(rig).sort()).toEqual(promptItems(concurrency).map((_, item) => item));
		},
	);

	it.each([429, 503])('and one that waits to be given again after %i is let go', async (status) => {
		// Longer than a test may take: nobody waits for it.
		const headers = { 'retry-after': '55' };
		const busy = { status, headers, body: { error: { message: 'Slow' } } };
		const both = together(2);
		await answerEach(rig, async (number) => {
			await both();
			return number === 0 ? busy : { ...refused(1), delayMs: 200 };
		});
		const result = await rig.order(
			{ ...perItem, batch: { concurrency: 2, retryAmbiguous: true } },
			{ items: promptItems(2) },
		);
		expect(result.error?.message).toContain('Order 1 is not liked');
		expect(orderedBy(rig).sort()).toEqual([0, 1]);
	});

	it('and of several failures the one of the lowest item is thrown', async () => {
		await answerEach(rig, (number) =>
			number === 1 ? { ...refused(1), delayMs: 150 } : number === 2 ? refused(2) : { delayMs: 50 },
		);
		const result = await rig.order(
			{ ...perItem, batch: { concurrency: 4 } },
			{ items: promptItems(12) },
		);
		expect(result.error?.message).toContain('Order 1 is not liked');
		expect((result.error as { context?: { itemIndex?: number } }).context?.itemIndex).toBe(1);
		const last = rig.gateway.requests.at(-1);
		expect(last && numberOf(last)).toBeLessThan(8);
	});

	it('also when a value of a later item does not fit', async () => {
		await answerEach(rig, () => ({ delayMs: 30 }));
		const result = await rig.order(
			{
				...perItem,
				options: { n: '={{ $itemIndex === 2 ? 11 : 1 }}' },
				batch: { concurrency: 1 },
			},
			{ items: promptItems(20) },
		);
		expect(result.error?.message).toContain('Number of Images is "11"');
		expect(orderedBy(rig).length).toBeLessThan(5);
	});
});
