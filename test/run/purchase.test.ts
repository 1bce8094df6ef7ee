import type { IBinaryData, IDataObject } from 'n8n-workflow';
import { createHash } from 'node:crypto';
import { GatewayFailure } from '../../nodes/ImageEdit/answer/failures';
import { gatewayById } from '../../nodes/ImageEdit/catalogue/gateways';
import type { OutputSettings } from '../../nodes/ImageEdit/host/settings';
import { readOutputSettings } from '../../nodes/ImageEdit/host/settings';
import { Ledger } from '../../nodes/ImageEdit/run/ledger';
import type { Purchase } from '../../nodes/ImageEdit/run/purchase';
import { purchase, resume } from '../../nodes/ImageEdit/run/purchase';
import type { Run } from '../../nodes/ImageEdit/run/run';
import { Tally } from '../../nodes/ImageEdit/run/tally';
import { attempt } from '../../nodes/ImageEdit/shared/attempt';
import { Budget } from '../../nodes/ImageEdit/transport/budget';
import { withDigest } from '../../nodes/ImageEdit/transport/digest';
import type { Store } from '../../nodes/ImageEdit/transport/httpClient';
import { Semaphore } from '../../nodes/ImageEdit/transport/pool';
import { Throttle } from '../../nodes/ImageEdit/transport/throttle';
import type { Reply } from '../helpers/fakeWeb';
import { fakeWeb, memoryStore } from '../helpers/fakeWeb';
import { nodeContext } from '../helpers/nodeContext';
import { drawPicture } from '../helpers/pictures';
import { receiptOf } from '../helpers/receipts';
import { virtualClock } from '../helpers/virtualClock';
import { smallBody } from '../helpers/wireBody';

const base = 'https://gateway.example/v1';
const path = '/images/edits';
const edits = `${base}${path}`;
const poll = `${edits}/t1`;
const a = 'https://files.example/a.png';
const b = 'https://files.example/b.png';

interface Given {
	readonly maxCost?: number;
	readonly mode?: OutputSettings['mode'];
	readonly openTasks?: number;
	readonly retryAmbiguous?: boolean;
	readonly returnTask?: boolean;
	readonly tool?: boolean;
}

const store: Store<IBinaryData> = async (bytes, response) => {
	const stored = await memoryStore(bytes, response);
	return stored && { ...stored, binary: { data: '', mimeType: 'image/png', id: 'file:1' } };
};

/** One try of the node after another; what it keeps is handed from one to the next. */
function tries(replies: Readonly<Record<string, ReadonlyArray<GatewayFailure | Reply>>>) {
	const kept = {};
	const web = fakeWeb(replies);
	return async ({ maxCost = 0, returnTask = false, tool = false, ...given }: Given = {}) => {
		const clock = virtualClock();
		const counted: unknown[] = [];
		const context = Object.assign(nodeContext(kept, { tool }), {
			getNodeParameter: () => ({ mode: given.mode }),
			getExecuteData: () => ({}),
			setMetadata: ({ tokenUsage }: { tokenUsage: unknown }) => counted.push(tokenUsage),
		});
		const ledger = await Ledger.open(context, '', { maxCost, requestsPerMinute: 0 });
		const budget = new Budget(maxCost, ledger.purse);
		const tally = new Tally(clock);
		const unfinished = new Map<number, string>();
		const run: Run = {
			context,
			gateway: { entry: gatewayById('openAiCompatible'), base, query: [], http: web.http },
			throttle: {
				slots: new Semaphore(1),
				openTasks: new Semaphore(given.openTasks ?? 1),
				whileReleased: async (wait) => await wait(),
				attempts: {
					policy: { maxTries: 3, retryAmbiguous: given.retryAmbiguous === true },
					clock,
					throttle: new Throttle(clock, { concurrency: 4, requestsPerMinute: 0 }),
					beforeOrder: () => undefined,
					onRepeat: () => undefined,
				},
				onFailure: () => undefined,
			},
			books: { ledger, budget, tally, unfinished },
			store: withDigest(store),
			clock,
			tasks: { returnTask, pollInterval: 5_000, maxWait: 20_000, pollPath: '', openTasks: 1 },
			found: {},
		};
		const output = readOutputSettings(context, 0);
		const outcome = async (work: Promise<Array<{ readonly json: IDataObject }>>) => {
			const done = await clock.run(attempt(async () => await work));
			return done.ok ? done.value.map(({ json }) => json) : (done.error as GatewayFailure);
		};
		return {
			...run.books,
			asked: web.asked,
			/** Tokens that n8n was told. */
			counted,
			order: async (more: Partial<Purchase> = {}) => {
				const { price = 0, receipt = receiptOf(price === 0 ? {} : { price }) } = more;
				if (!('before' in (more.order ?? {}))) budget.reserve(price);
				const order = { path, body: smallBody };
				return await outcome(purchase(run, { order, output, ...more, price, receipt }));
			},
			goOn: async (item = 0) => {
				const before = ledger.ofItem(item);
				if (!before) throw new Error('Nothing is kept of it.');
				return await outcome(resume(run, before, output));
			},
		};
	};
}

const picture = async (): Promise<Reply> => ({ body: await drawPicture() });
const image = (more: object = {}): Reply => ({ body: { data: [{ url: a }], ...more } });
const started = (more: object = {}): Reply => ({ body: { id: 't1', status: 'pending', ...more } });
const ended = (more: object = {}): Reply => ({
	body: { id: 't1', status: 'completed', results: [a], ...more },
});
const failedTask: Reply = { body: { id: 't1', status: 'failed', error: { message: 'No.' } } };
const cut = new GatewayFailure('The connection broke off.', { kind: 'cut' });
const busy = new GatewayFailure('Busy.', { kind: 'busy', status: 503 });
const refusedAs = { kind: 'moderation', status: 400, code: 'not_liked', requestId: 'r1' } as const;
const refused = new GatewayFailure('Not liked.', refusedAs);

describe('what the next try of Retry On Fail takes up', () => {
	it.each([
		['one request', [refused], 1, 'It was not requested again, since that would not help.'],
		[
			'two',
			[busy, refused],
			2,
			'It was not requested again after 2 requests, since that would not help.',
		],
		['one', [cut], 1, 'It was not requested again, since it may have been billed.'],
	])('a failure after %s is told again with all its facts', async (_n, replies, times, said) => {
		const next = tries({ [edits]: replies });
		const first = await (await next()).order();
		const again = await next();
		const second = await again.goOn();
		const { facts, message } = first as GatewayFailure;
		expect(facts.attempts).toBe(times);
		expect(second).toMatchObject({ message: `${message} ${said}`, facts });
		expect(again.asked).toHaveLength(times);
	});

	it.each<[string, Given, Reply, object]>([
		['one image', {}, image(), { reused: 1, tasks: 0, images: 0 }],
		[
			'two images of one item',
			{ mode: 'itemPerInput' },
			{ body: { data: [{ url: a }, { url: b }] } },
			{ reused: 2, tasks: 0, images: 0 },
		],
		['two items', {}, { body: { data: [{ url: a }, { url: b }] } }, { reused: 2, tasks: 0 }],
		['a task that is handed on', { returnTask: true }, started(), { reused: 0, tasks: 1 }],
	])('%s, without another word to the gateway', async (_what, given, reply, told) => {
		const next = tries({ [edits]: [reply], [a]: [await picture()], [b]: [await picture()] });
		const first = await (await next(given)).order();
		const again = await next(given);
		const { length } = again.asked;
		expect(await again.goOn()).toEqual(first);
		expect(again.tally).toMatchObject(told);
		expect(again.asked).toHaveLength(length);
	});

	it('a task that failed once more is kept, and asked after again', async () => {
		const next = tries({ [edits]: [started()], [poll]: [started()] });
		await (await next()).order();
		await (await next()).goOn();
		const third = await next();
		expect(third.ledger.ofItem(0)).toHaveProperty('order.before.task.taskId', 't1');
		await third.goOn();
		expect(third.asked.filter((line) => line.startsWith('order'))).toHaveLength(1);
	});

	it.each([
		['nothing at its end', {}, 1.6],
		['another at its end', { usage: { cost: 0.3 } }, 0.3],
	])('a task that told its charge when it began, and %s', async (_what, more, cost) => {
		const still = Array.from({ length: 5 }, () => started());
		const next = tries({
			[edits]: [started({ usage: { credits_reserved: 1.6 } })],
			[poll]: [...still, ended(more)],
			[a]: [await picture()],
		});
		await (await next()).order({ price: 0.5 });
		const again = await next();
		expect(await again.goOn()).toMatchObject([{ cost }]);
		expect(again.budget.spent).toBe(cost);
		expect([again.tally.charged, again.tally.byTokens, again.tally.done]).toEqual([1, 0, 1]);
	});
});

describe('the money that was set aside for an order', () => {
	it.each<[string, Record<string, ReadonlyArray<GatewayFailure | Reply>>, number]>([
		['refused', { [edits]: [refused] }, 0],
		['perhaps billed', { [edits]: [cut] }, 0.5],
		['taken as a task that fails', { [edits]: [started()], [poll]: [failedTask] }, 0.5],
		['answered by an image that is gone', { [edits]: [image()], [a]: [{ status: 404 }] }, 0.5],
	])('%s: what is left spent', async (_what, replies, spent) => {
		const trial = await tries(replies)();
		expect(await trial.order({ price: 0.5 })).toBeInstanceOf(GatewayFailure);
		expect(trial.budget.spent).toBe(spent);
	});

	it.each([
		[
			[cut],
			0.5,
			1,
			'One request before this one may have been billed too, and the cost counts all',
		],
		[
			[cut, cut],
			0.5,
			1.5,
			'2 requests before this one may have been billed too, and the cost counts all of them.',
		],
		[[cut], 0, undefined, 'One request before this one may have been billed too.'],
	])('counts orders before that may have been billed: %#', async (before, price, cost, said) => {
		const trial = await tries({ [edits]: [...before, image()], [a]: [await picture()] })({
			retryAmbiguous: true,
		});
		const [made] = (await trial.order({ price })) as IDataObject[];
		expect(made?.cost).toBe(cost);
		expect(made?.warnings).toEqual([expect.stringContaining(said)]);
		expect(trial.budget.spent).toBe(cost ?? 0);
	});

	it.each([
		['no charge', {}, 1],
		['a charge', { usage: { cost: 0.3 } }, 0.8],
	])('counts them, too, where another try fetches: %s', async (_what, more, cost) => {
		const next = tries({
			[edits]: [cut, image(more)],
			[a]: [...Array<Reply>(4).fill({ status: 500 }), await picture()],
		});
		const first = await (await next({ retryAmbiguous: true })).order({ price: 0.5 });
		expect(first).toMatchObject({ facts: { kind: 'download' } });
		const again = await next({ retryAmbiguous: true });
		const [made] = (await again.goOn()) as IDataObject[];
		expect(made?.cost).toBe(cost);
		expect(made?.warnings).toEqual([expect.stringContaining('One request before this one')]);
		expect(again.budget.spent).toBe(cost);
	});

	it('is not set aside again where that would go past Max Cost', async () => {
		const trial = await tries({ [edits]: [cut, image()] })({ retryAmbiguous: true, maxCost: 0.9 });
		expect(await trial.order({ price: 0.5 })).toMatchObject({
			message: expect.stringContaining('It was not repeated'),
		});
		expect([trial.budget.spent, trial.budget.reached]).toEqual([0.5, true]);
	});
});

describe('what a run tells of an order', () => {
	it.each<[string, Given, Record<string, ReadonlyArray<GatewayFailure | Reply>>, object]>([
		['an image', {}, { [edits]: [image()] }, { done: 1, images: 1, tasks: 0, hasTasks: false }],
		[
			'a task that is waited for',
			{},
			{ [edits]: [started()], [poll]: [ended()] },
			{ done: 1, images: 1, tasks: 0, hasTasks: true },
		],
		[
			'a task that is handed on',
			{ returnTask: true },
			{ [edits]: [started()] },
			{ done: 1, images: 0, tasks: 1, hasTasks: true },
		],
		['a failure', {}, { [edits]: [refused] }, { done: 0, images: 0, tasks: 0, hasTasks: false }],
	])('%s', async (_what, given, replies, told) => {
		const trial = await tries({ ...replies, [a]: [await picture()] })(given);
		await trial.order();
		expect(trial.tally).toMatchObject(told);
		expect(trial.unfinished.size).toBe(0);
	});

	it('names a task that came to no end as unfinished', async () => {
		const trial = await tries({ [edits]: [started()], [poll]: [started()] })();
		await trial.order({ receipt: receiptOf({ item: 3 }) });
		expect([...trial.unfinished]).toEqual([[3, 't1']]);
	});

	it.each([
		['by tokens', {}, 'gpt-image-2.6-flare', undefined, [0, 1]],
		['not by tokens beside a price', {}, 'gpt-image-2.6-flare', 0.5, [0, 0]],
		["not by tokens under a relay's own name", {}, 'gpt-image-2.6-flare-vip', undefined, [0, 0]],
		['not by tokens for an SVG', { svg_usage: {} }, 'gpt-image-2.6-flare', undefined, [0, 0]],
		['as charged beside tokens', { credits_cost: 2 }, 'gpt-image-2.6-flare', undefined, [1, 0]],
	])('its cost %s', async (_how, more, model, price, told) => {
		const usage = {
			input_tokens_details: { image_tokens: 10, text_tokens: 10 },
			output_tokens: 1_000,
		};
		const trial = await tries({ [edits]: [image({ usage, ...more })], [a]: [await picture()] })();
		const receipt = receiptOf({ model, ...(price === undefined ? {} : { price }) });
		await trial.order({ receipt, price: price ?? 0 });
		expect([trial.tally.charged, trial.tally.byTokens]).toEqual(told);
	});
});

describe('a model that is not found', () => {
	const old = 'gpt-image-1';
	const advice = 'OpenAI ends GPT Image 1 on 2026-10-23. Choose';

	it.each<[string, ConstructorParameters<typeof GatewayFailure>[1], string, boolean]>([
		['not found', { kind: 'notFound', status: 404 }, old, true],
		['not offered', { kind: 'modelUnavailable', status: 403 }, old, true],
		['gone', { kind: 'badRequest', status: 410 }, old, true],
		['something else', { kind: 'badRequest', status: 400 }, old, false],
		['not found, but goes on', { kind: 'notFound', status: 404 }, 'gpt-image-2', false],
	])('%s: whether its end is told', async (_what, facts, model, isTold) => {
		const trial = await tries({ [edits]: [new GatewayFailure('No.', facts)] })();
		const { facts: told } = (await trial.order({
			receipt: receiptOf({ model }),
		})) as GatewayFailure;
		expect(told.hint).toEqual(isTold ? expect.stringContaining(advice) : undefined);
	});

	it('says nothing of its end where an image of it is gone', async () => {
		const trial = await tries({ [edits]: [image()], [a]: [{ status: 410 }] })();
		const receipt = receiptOf({ model: old });
		const { facts } = (await trial.order({ receipt })) as GatewayFailure;
		expect(facts).toMatchObject({ kind: 'download', status: 410 });
		expect(facts.hint ?? '').not.toContain(advice);
	});
});

describe('what is known of the images that were sent', () => {
	const made = async (more: Partial<Purchase>) => {
		const trial = await tries({ [edits]: [image()], [a]: [await picture()] })();
		const [json] = (await trial.order(more)) as IDataObject[];
		return json;
	};
	const gone = async () => await Promise.reject(new Error('gone'));
	const digest = createHash('sha256');
	const echoed = expect.stringContaining('byte for byte an image of the input') as string;

	it.each([
		['', 'made', undefined],
		['with a key that was known before', 'known', 'known'],
	])('tells an image that came back %s', async (_what, requestKey, known) => {
		const bytes = await drawPicture();
		const json = await made({
			receipt: receiptOf(known === undefined ? {} : { requestKey: known }),
			requestKey: async () => 'made',
			inputDigests: async () => [digest.copy().update(bytes).digest('hex')],
		});
		expect(json).toMatchObject({ requestKey, warnings: [echoed] });
	});

	it('is not missed where it can be read no longer: what was paid for comes out', async () => {
		const json = await made({ requestKey: gone, inputDigests: gone });
		expect(json).toMatchObject({ count: 1 });
		expect(json).not.toHaveProperty('requestKey');
		expect(await made({ requestKey: async () => 'k', inputDigests: gone })).toMatchObject({
			requestKey: 'k',
		});
	});
});

it("tells n8n's own count the tokens of an image, once", async () => {
	const usage = { input_tokens: 7, output_tokens: 9 };
	const trial = await tries({ [edits]: [image({ usage })], [a]: [await picture()] })();
	await trial.order();
	expect(trial.counted).toEqual([{ inputTokens: 7, outputTokens: 9 }]);
});
