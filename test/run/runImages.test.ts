import type { INodeExecutionData } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';
import { runImages } from '../../nodes/ImageEdit/run/runImages';
import { nodeHost } from '../helpers/nodeHost';
import { modelById } from '../helpers/n8nForm';
import { drawPicture } from '../helpers/pictures';

type Host = NonNullable<Parameters<typeof nodeHost>[2]>;

interface Given extends Host {
	readonly batch?: object;
	/** What each item has of its own. */
	readonly forms?: readonly object[];
	/** Items whose order is not answered. */
	readonly failing?: readonly number[];
	/** Called for each request: "order 1", "fetch 1". */
	readonly onRequest?: (what: string) => Promise<void> | void;
}

const numberIn = (text: unknown) => Number(/\d+/.exec(String(text))?.[0]);

/** A run of some items, the prompt of each of which is its number. */
async function run({ batch, failing = [], forms = [{}, {}], onRequest, ...host }: Given) {
	const png = await drawPicture();
	const requests: string[] = [];
	const all = forms.map((form, item) => ({
		...{ operation: 'generate', model: modelById('nano-banana').value, prompt: `p${item}` },
		batch,
		...form,
	}));
	const answer = async ({ body, url }: { body?: unknown; url: string }) => {
		const isOrder = url.includes('gateway');
		const text = Buffer.isBuffer(body) ? body.toString() : await textOf(body);
		const item = isOrder ? numberIn(/"prompt":"p(\d+)"/.exec(text)?.[1]) : numberIn(url);
		const what = `${isOrder ? 'order' : 'fetch'} ${item}`;
		requests.push(what);
		await onRequest?.(what);
		if (!isOrder) return png;
		return failing.includes(item)
			? undefined
			: { data: [{ url: `https://files.example/${item}` }] };
	};
	const { access, context, hints, kept, shown } = nodeHost(all, answer, host);
	const { books, onEnd, outcomes } = await runImages(context, access);
	const isKept = kept.bought !== undefined;
	onEnd?.();
	return { books, hints, isKept, kept, outcomes, requests, shown };
}

async function textOf(body: unknown): Promise<string> {
	const chunks: Uint8Array[] = [];
	if (body) for await (const chunk of (body as Blob).stream()) chunks.push(chunk);
	return Buffer.concat(chunks).toString();
}

const wait = async () => await sleep(5);
const goesOn = true;
const retryOnFail = true;

it('with Concurrency 1 an item is begun when the one before is at its end', async () => {
	const { requests } = await run({ batch: { concurrency: 1 }, onRequest: wait });
	expect(requests).toEqual(['order 0', 'fetch 0', 'order 1', 'fetch 1']);
});

it('with Concurrency 2 two more are ordered while two fetch their images', async () => {
	let orders = 0;
	let begun: number | undefined;
	const full = async () => {
		for (let left = 60; left > 0 && orders < 4; left--) await wait();
		begun ??= orders;
	};
	await run({
		batch: { concurrency: 2 },
		forms: Array(5).fill({}),
		onRequest: async (what) => {
			if (what.startsWith('order')) orders++;
			else await full();
		},
	});
	expect(begun).toBe(4);
});

describe('what is kept for n8n to save', () => {
	it.each<[string, Given, boolean]>([
		['a run that went well', {}, false],
		['one that went well under Retry On Fail', { retryOnFail }, false],
		['one that a failure ended', { failing: [1] }, true],
		['one that goes on, of which an item failed', { goesOn, failing: [0] }, false],
		['one that n8n tries again', { goesOn, retryOnFail, failing: [0] }, true],
		[
			'one that n8n does not, for its good first item',
			{ goesOn, retryOnFail, failing: [1] },
			false,
		],
		['one that was cancelled', { signal: AbortSignal.abort(), goesOn }, false],
	])('of %s', async (_which, given, isKept) => {
		const concurrency = { batch: { concurrency: 1 } };
		const found = await run({ ...concurrency, ...given });
		expect(found.isKept).toBe(isKept);
		// What is kept is packed by the time that n8n saves it.
		if (isKept) expect(found.kept.bought).toHaveProperty('packed');
	});

	it('of one that was cancelled after its first item, though all that was begun went well', async () => {
		const cancel = new AbortController();
		const { isKept, outcomes, requests } = await run({
			...{ batch: { concurrency: 1 }, goesOn, retryOnFail, signal: cancel.signal },
			forms: [{ output: { download: false } }, {}],
			onRequest: () => cancel.abort(),
		});
		expect(requests).toEqual(['order 0']);
		expect([outcomes[0]?.error, outcomes[1]]).toEqual([undefined, undefined]);
		expect(isKept).toBe(true);
	});

	it('is what was spent and when the next request may start, where they are limited', async () => {
		const forms = [{ options: { pricePerCall: 0.5 } }];
		const limits = { maxCost: 3, requestsPerMinute: 60 };
		const { pace, purse } = (await run({ forms, batch: limits })).kept as {
			readonly pace: { readonly nextStart: number };
			readonly purse: { readonly spent: number };
		};
		expect(purse.spent).toBe(0.5);
		expect(pace.nextStart).toBeGreaterThan(0);
		expect((await run({ forms })).kept).toEqual({});
	});
});

describe('that Retry On Fail left failed items as they are', () => {
	it.each<[boolean, Given]>([
		[true, { goesOn, retryOnFail, failing: [1] }],
		[false, { goesOn, retryOnFail, failing: [0] }],
		[false, { goesOn, retryOnFail, failing: [0, 1] }],
		[false, { goesOn, retryOnFail }],
		[false, { goesOn, failing: [1] }],
		[false, { retryOnFail, failing: [1] }],
	])('is told: %s, of %j', async (isTold, given) => {
		const { hints } = await run(given);
		expect(hints.join().includes('Retry On Fail did not try')).toBe(isTold);
	});
});

describe('an item that does not fit', () => {
	const forms = [{}, { prompt: '' }];

	it('keeps the first from being ordered in a node that stops, and not in one that goes on', async () => {
		expect((await run({ forms })).requests).toEqual([]);
		expect((await run({ forms, goesOn })).requests).toEqual(['order 0', 'fetch 0']);
	});
});

it('each item comes out as its own Output says, and with its own input', async () => {
	const forms = [
		{},
		{ output: { includeInput: true, flatten: true } },
		{ output: { mode: 'itemPerInput', download: false } },
	];
	const { outcomes } = await run({ forms });
	const [first, second, third] = outcomes.map((one) => (one?.items ?? []) as INodeExecutionData[]);
	expect(first?.[0]?.json).not.toHaveProperty('kept');
	expect(second?.[0]?.json).toMatchObject({ kept: 1, width: 320 });
	expect(third).toMatchObject([
		{ json: { url: 'https://files.example/2' }, pairedItem: { item: 2 } },
	]);
	expect(third?.[0]).not.toHaveProperty('binary');
});

it('takes no image that is larger than the Max File Size of the first item', async () => {
	const forms = [{ output: { maxFileSize: 0.001 } }, {}];
	const { outcomes } = await run({ forms, goesOn });
	expect(outcomes.map((one) => String(one?.error))).toEqual([
		expect.stringContaining('Max File Size'),
		expect.stringContaining('Max File Size'),
	]);
});

it('tells on its way how many items are done, and how many of them failed', async () => {
	const forms = Array.from({ length: 20 }, (_none, item) => (item < 17 ? { prompt: '' } : {}));
	const { shown } = await run({ forms, goesOn, batch: { concurrency: 1 } });
	expect(shown).toHaveLength(10);
	expect(shown.at(-1)).toBe('AI Image Edit: 20 of 20 items done, 17 failed');
});
