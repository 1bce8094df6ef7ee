import type { IDataObject } from 'n8n-workflow';

import type { Interception } from '../../gateway/interception';
import { numberOf, perItem, promptItems, refused } from './support/batch';
import { tinyPicture } from './support/quickAnswer';
import type { Rig } from './support/rig';
import { nodeName, startRig } from './support/rig';

let rig: Rig;
beforeAll(async () => (rig = await startRig()));
afterAll(async () => await rig.close());

const count = 72;

/** What happens to the order of an item: in no order, and the same in every run. */
const fates = [
	'good',
	'slow',
	'limitedOnce',
	'troubleOnce',
	'refused',
	'cutBeforeHeaders',
	'cutMidBody',
	'edge',
	'empty',
] as const;
const fateOf = (number: number) =>
	// Only a failure of the first item makes n8n run a node again that goes on after failures.
	number === 0 ? 'refused' : (fates[(number * 7) % fates.length] ?? 'good');

const good = new Set<string>(['good', 'slow', 'limitedOnce', 'troubleOnce']);
const soon = { 'retry-after-ms': '5' };

/** The sides of a picture tell whose it is. */
const sideOf = (number: number) => number + 4;

async function storm(): Promise<void> {
	const pictures = await Promise.all(
		promptItems(count).map(async (_, number) => await tinyPicture(sideOf(number))),
	);
	const seen = new Set<number>();
	rig.gateway.intercept((request): Interception => {
		const number = numberOf(request);
		const isFirst = !seen.has(number);
		seen.add(number);
		const b64_json = pictures[number]?.toString('base64') ?? '';
		const answer = { status: 200, body: { data: [{ b64_json }] } };
		switch (fateOf(number)) {
			case 'slow':
				return { ...answer, delayMs: 60 };
			case 'limitedOnce':
				return isFirst
					? { status: 429, headers: soon, body: { error: { code: 'rate_limit_exceeded' } } }
					: answer;
			case 'troubleOnce':
				return isFirst
					? { status: 503, headers: soon, body: { error: { message: 'busy' } } }
					: answer;
			case 'refused':
				return refused(number);
			case 'cutBeforeHeaders':
				return { kind: 'cut', when: 'beforeHeaders' };
			case 'cutMidBody':
				return { kind: 'cut', when: 'midBody' };
			case 'edge':
				return { status: 504, body: '<title>504</title>' };
			case 'empty':
				return { status: 200, body: { data: [] } };
			default:
				return answer;
		}
	});
}

it('in a storm of faults each item ends in one result or one error, and none is bought twice', async () => {
	rig.connect('openAiCompatible');
	await storm();
	const result = await rig.order(
		{ ...perItem, batch: { concurrency: 6 } },
		{
			items: promptItems(count),
			settings: {
				onError: 'continueRegularOutput',
				retryOnFail: true,
				maxTries: 3,
				waitBetweenTries: 1,
			},
		},
	);
	expect(result.error).toBeUndefined();
	const items = result.items(nodeName);
	expect(items.map(({ pairedItem }) => pairedItem)).toEqual(
		promptItems(count).map((_, item) => ({ item })),
	);
	const wrong = items.flatMap(({ json }, number) => {
		const isRight = good.has(fateOf(number))
			? json.width === sideOf(number)
			: typeof (json.error as IDataObject | undefined)?.message === 'string';
		return isRight ? [] : [[number, fateOf(number), json]];
	});
	expect(wrong).toEqual([]);

	const bought = rig.gateway.ledger.map(({ fieldsDigest }) => fieldsDigest);
	expect(new Set(bought).size).toBe(bought.length);
	expect(rig.gateway.peakInFlight).toBeLessThanOrEqual(6);
	// The node ran three times: what was not billed for sure was asked for again, nothing else.
	const timesOf = (wanted: number) =>
		rig.gateway.requests.filter((request) => numberOf(request) === wanted).length;
	const times = promptItems(count).map((_, number) => [fateOf(number), timesOf(number)]);
	const expected: Record<string, number> = { limitedOnce: 2, troubleOnce: 2, refused: 3 };
	expect(times).toEqual(times.map(([fate]) => [fate, expected[String(fate)] ?? 1]));
});
