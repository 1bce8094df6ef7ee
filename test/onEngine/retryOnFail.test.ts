import type { INode } from 'n8n-workflow';

import {
	answerEach,
	busy,
	numberOf,
	onePerTry,
	orderedBy,
	perItem,
	promptItems,
	refused,
} from './support/batch';
import { bytesOf } from './support/pictures';
import { tinyPicture } from './support/quickAnswer';
import type { Rig } from './support/rig';
import { nodeName, startRig } from './support/rig';

// n8n takes 0 for "not set" and waits a second.
const retry = (settings: Partial<INode> = {}): Partial<INode> => ({
	retryOnFail: true,
	maxTries: 3,
	waitBetweenTries: 1,
	...settings,
});

/** Is too busy for the order of this number as often as said, and takes all others. */
async function refuse(rig: Rig, wanted: number, times: number): Promise<void> {
	let left = times;
	await answerEach(rig, (number) =>
		number === wanted && left-- > 0 ? { ...busy(number), delayMs: 200 } : { delayMs: 10 },
	);
}

const timesOrdered = (rig: Rig) =>
	orderedBy(rig).reduce<Record<number, number>>(
		(times, number) => ({ ...times, [number]: (times[number] ?? 0) + 1 }),
		{},
	);

describe.each(['filesystem', 'default'] as const)(
	'Retry On Fail, binary data in mode "%s"',
	(binaryMode) => {
		let rig: Rig;
		beforeAll(async () => (rig = await startRig({ binaryMode })));
		afterAll(async () => await rig.close());
		beforeEach(() => {
			rig.gateway.reset();
			rig.connect('openAiCompatible');
		});

		it('asks only for what is missing, and the output is complete', async () => {
			await refuse(rig, 2, 1);
			const result = await rig.order(
				{ ...onePerTry, options: { pricePerCall: 0.1 } },
				{ items: promptItems(4), settings: retry() },
			);
			expect(result.error).toBeUndefined();
			expect(timesOrdered(rig)).toEqual({ 0: 1, 1: 1, 2: 2, 3: 1 });
			expect(rig.gateway.ledger).toHaveLength(4);

			const items = result.items(nodeName);
			expect(
				items.map(({ json, pairedItem }) => [json.revisedPrompt, json.cost, pairedItem]),
			).toEqual([0, 1, 2, 3].map((item) => [`p${item}`, 0.1, { item }]));
			const expected = await tinyPicture();
			for (const item of items) {
				expect((await bytesOf(rig, item)).bytes.equals(expected)).toBe(true);
			}
			expect(result.hints(nodeName).at(-1)?.message).toMatch(
				/^1 image in [\d.]+ s · cost 0\.40\. 3 images reused from the previous try, free\.$/,
			);
		});

		it('buys nothing again however often it fails', async () => {
			await refuse(rig, 1, Infinity);
			const result = await rig.order(onePerTry, { items: promptItems(3), settings: retry() });
			expect(result.error?.message).toContain('Order 1 has to wait');
			expect(timesOrdered(rig)).toEqual({ 0: 1, 1: 3, 2: 1 });
		});

		it('buys nothing again in a node that goes on, either', async () => {
			// Only a failure of the first item makes n8n run such a node again.
			await refuse(rig, 0, 1);
			const result = await rig.order(onePerTry, {
				items: promptItems(3),
				settings: retry({ onError: 'continueRegularOutput' }),
			});
			expect(result.items(nodeName).map(({ json }) => json.revisedPrompt)).toEqual([
				'p0',
				'p1',
				'p2',
			]);
			expect(timesOrdered(rig)).toEqual({ 0: 2, 1: 1, 2: 1 });
		});

		it('tells when n8n does not try again, since a node that goes on has a good first item', async () => {
			await refuse(rig, 1, 1);
			const order = async (changes: Partial<INode>) => {
				const settings = { onError: 'continueRegularOutput' as const, ...changes };
				const result = await rig.order(onePerTry, { items: promptItems(2), settings });
				return result.hints(nodeName).at(-1)?.message;
			};
			expect(await order(retry())).toMatch(
				/^1 of 2 images failed: 1 × 503 \(item 1\)\. 1 image in .+ Retry On Fail did not try the failed items again: /,
			);
			await refuse(rig, 1, 1);
			expect(await order({})).toMatch(
				/^1 of 2 images failed: 1 × 503 \(item 1\)\. 1 image in [\d.]+ s\.$/,
			);
		});

		it('keeps several pictures of one call together', async () => {
			await refuse(rig, 1, 1);
			const result = await rig.order(
				{ ...onePerTry, options: { n: 2 }, output: { mode: 'itemPerInput' } },
				{ items: promptItems(2), settings: retry() },
			);
			const [first] = result.items(nodeName);
			expect(Object.keys(first?.binary ?? {})).toEqual(['data', 'data_1']);
			expect((await bytesOf(rig, first, 'data_1')).bytes).toHaveLength(
				(await tinyPicture()).length,
			);
			expect(timesOrdered(rig)).toEqual({ 0: 1, 1: 2 });
		});
	},
);

describe('what may have been billed is not ordered again by Retry On Fail', () => {
	let rig: Rig;
	beforeAll(async () => (rig = await startRig()));
	afterAll(async () => await rig.close());
	beforeEach(() => {
		rig.gateway.reset();
		rig.connect('openAiCompatible');
	});

	it.each(['beforeHeaders', 'midBody'] as const)('an order that was cut (%s)', async (when) => {
		rig.gateway.intercept(() => ({ kind: 'cut', when }));
		const result = await rig.order(perItem, { items: promptItems(1), settings: retry() });
		expect(result.status).toBe('error');
		expect([orderedBy(rig), rig.gateway.ledger.length]).toEqual([[0], 1]);
	});

	it('a final refusal, which would be given again', async () => {
		await answerEach(rig, refused);
		const result = await rig.order(perItem, {
			items: promptItems(8),
			settings: retry({ maxTries: 5, onError: 'continueRegularOutput' }),
		});
		expect(orderedBy(rig).sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
		const errors = result.items(nodeName).map(({ json }) => json.error as { message: string });
		expect(errors.map(({ message }) => message)).toEqual(
			promptItems(8).map(
				(_item, number) =>
					`The gateway responded with 400: Order ${number} is not liked. It was not requested again, since that would not help. [item ${number}]`,
			),
		);
	});

	it('and only the next try says so', async () => {
		await answerEach(rig, refused);
		const { error } = await rig.order(perItem, { items: promptItems(1) });
		expect(error?.message).toBe('The gateway responded with 400: Order 0 is not liked [item 0]');
	});

	it.each(['No.', 'No!', 'No?', '不。'])(
		'after words that end as a sentence: %s',
		async (message) => {
			rig.gateway.intercept(() => ({ status: 400, body: { error: { message } } }));
			const { error } = await rig.order(perItem, { items: promptItems(1), settings: retry() });
			expect(error?.message).toContain(`400: ${message} It was not requested again, since`);
		},
	);

	it("lighttpd's 404 after a response that stalled", async () => {
		const page = '<title>404 Not Found</title>';
		rig.gateway.intercept(() => ({ status: 404, body: page, billed: true }));
		await rig.order(perItem, { items: promptItems(1), settings: retry() });
		expect([orderedBy(rig), rig.gateway.ledger.length]).toEqual([[0], 1]);
	});

	it('an answer without an image', async () => {
		rig.gateway.intercept(() => ({ answer: 'empty' }));
		await rig.order(perItem, { items: promptItems(1), settings: retry() });
		expect([orderedBy(rig), rig.gateway.ledger.length]).toEqual([[0], 1]);
	});

	it('a picture that is larger than Max File Size, and says how to get it', async () => {
		const b64_json = (await tinyPicture(2_000)).toString('base64');
		rig.gateway.intercept(() => ({ status: 200, body: { data: [{ b64_json }] } }));
		const kilobyte = 1 / 1024;
		const result = await rig.order(
			{ ...perItem, output: { maxFileSize: kilobyte } },
			{ items: promptItems(1), settings: retry() },
		);
		expect(result.error?.message).toContain('the Max File Size under Settings → Output');
		expect(result.error?.description).toMatch(/paid for.+Raise Max File Size/);
		expect(orderedBy(rig)).toEqual([0]);
	});

	it('unless Retry If Possibly Billed says so', async () => {
		let orders = 0;
		await answerEach(rig, () =>
			++orders === 1 ? { kind: 'cut', when: 'beforeHeaders' } : undefined,
		);
		const result = await rig.order(
			{ ...perItem, batch: { retryAmbiguous: true, maxTries: 1 } },
			{ items: promptItems(1), settings: retry() },
		);
		expect(result.error).toBeUndefined();
		expect(orderedBy(rig)).toEqual([0, 0]);
	});

	it('but not an answer without an image, which Retry If Possibly Billed is not about', async () => {
		rig.gateway.intercept(() => ({ answer: 'empty' }));
		const parameters = { ...perItem, batch: { retryAmbiguous: true } };
		await rig.order(parameters, { items: promptItems(1), settings: retry() });
		expect([orderedBy(rig), rig.gateway.ledger.length]).toEqual([[0], 1]);
	});

	it('a picture that could not be fetched: only the fetching is tried again', async () => {
		let fetches = 0;
		rig.gateway.intercept(({ method }) => {
			if (method === 'POST') return { answer: 'relativeUrl' };
			return ++fetches === 1 ? { status: 404, body: 'Not yet' } : undefined;
		});
		const result = await rig.order(perItem, { items: promptItems(1), settings: retry() });
		const orders = rig.gateway.requests.filter(({ method }) => method === 'POST');
		expect(orders.map(numberOf)).toEqual([0]);
		expect(result.error).toBeUndefined();
		expect(result.items(nodeName)).toHaveLength(1);
	});
});
