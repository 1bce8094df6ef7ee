import type { IDataObject } from 'n8n-workflow';
import { accumulateTokenUsage } from 'n8n-workflow';
import { createHash } from 'node:crypto';
import { GatewayFailure } from '../../nodes/ImageEdit/answer/failures';
import type { Purchase } from '../../nodes/ImageEdit/run/purchase';
import type { Reply } from '../helpers/fakeWeb';
import { drawPicture } from '../helpers/pictures';
import type { Given } from '../helpers/purchases';
import { a, b, edits, poll, tries } from '../helpers/purchases';
import { receiptOf } from '../helpers/receipts';

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

describe('a task that is waited for in another try', () => {
	const retry = { getExecutionId: () => '8', getMode: () => 'retry' };

	it.each([
		['costs what it is charged in the same execution', {}, 0.3],
		['costs nothing in the retry of an execution, which has paid', retry, 0],
	])('%s', async (_what, context, spent) => {
		const next = tries({
			[edits]: [started()],
			[poll]: [...Array.from({ length: 5 }, () => started()), ended({ usage: { cost: 0.3 } })],
			[a]: [await picture()],
		});
		const first = await next();
		const receipt = receiptOf({ price: 0.5, requestKey: 'k' });
		await first.order({ price: 0.5, receipt });
		expect(first.budget.spent).toBe(0.5);
		const again = await next({ context });
		await again.ledger.ofOrder('k', 0);
		expect(await again.goOn()).toMatchObject([{ cost: 0.3 }]);
		expect(again.budget.spent).toBe(spent);
	});
});

describe('the money that was set aside for an order', () => {
	it('becomes what a task told as its charge when it began, where its end tells none', async () => {
		const trial = await tries({
			[edits]: [started({ usage: { credits_reserved: 1.6 } })],
			[poll]: [ended()],
			[a]: [await picture()],
		})();
		expect(await trial.order({ price: 0.5 })).toMatchObject([{ cost: 1.6 }]);
		expect([trial.budget.spent, trial.tally.charged]).toEqual([1.6, 1]);
	});

	it.each<[string, Record<string, ReadonlyArray<GatewayFailure | Reply>>, number]>([
		['refused', { [edits]: [refused] }, 0],
		['that was not even tried', { [edits]: [] }, 0],
		['perhaps billed', { [edits]: [cut] }, 0.5],
		['taken as a task that fails', { [edits]: [started()], [poll]: [failedTask] }, 0.5],
		[
			'taken as a task that may not be seen',
			{ [edits]: [started()], [poll]: [{ status: 401 }] },
			0.5,
		],
		['answered by an image that is gone', { [edits]: [image()], [a]: [{ status: 404 }] }, 0.5],
	])('%s: what is left spent', async (_what, replies, spent) => {
		const trial = await tries(replies)();
		expect(await trial.order({ price: 0.5 })).toBeInstanceOf(Error);
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

	it.each([
		['at once', image({ usage: { cost: 0 } })],
		['of a task that had told another', started({ usage: { credits_reserved: 1.6 } })],
	])('is nothing after a charge of nothing, %s', async (_when, reply) => {
		const free = ended({ usage: { cost: 0 } });
		const trial = await tries({ [edits]: [reply], [poll]: [free], [a]: [await picture()] })();
		expect(await trial.order({ price: 0.5 })).toMatchObject([{ cost: 0 }]);
		expect([trial.budget.spent, trial.tally.charged]).toEqual([0, 1]);
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

	it('remembers for all of the run where a task was found', async () => {
		const trial = await tries({
			[edits]: [started()],
			[poll]: [ended()],
			[a]: [await picture()],
		})();
		await trial.order();
		expect(trial.found.path).toBeDefined();
	});

	it('fetches no image where nobody wants it', async () => {
		const next = tries({ [edits]: [image()] });
		const trial = await next({ download: false });
		expect(await trial.order()).toMatchObject([{ url: a }]);
		expect(trial.asked).toEqual([`order ${edits}`]);
	});

	it.each([true, false])(
		'names its item as the origin, handing a task on: %s',
		async (returnTask) => {
			const replies = { [edits]: [started()], [poll]: [ended()], [a]: [await picture()] };
			const trial = await tries(replies)({ returnTask });
			await trial.order({ receipt: receiptOf({ item: 3 }) });
			expect(trial.ledger.ofItem(3)).toMatchObject({ items: [{ pairedItem: { item: 3 } }] });
		},
	);

	it('names a task that came to no end as unfinished', async () => {
		const trial = await tries({ [edits]: [started()], [poll]: [started()] })();
		await trial.order({ receipt: receiptOf({ item: 3 }) });
		expect([...trial.unfinished]).toEqual([[3, 't1']]);
	});

	it.each([
		['by tokens', {}, 'gpt-image-2.6-flare', undefined, [0, 1]],
		['not by tokens beside a price', {}, 'gpt-image-2.6-flare', 0.5, [0, 0]],
		["not by tokens under a relay's own name", {}, 'gpt-image-2.6-flare-vip', undefined, [0, 0]],
		[
			'not by tokens under a spelling of its own',
			{},
			'openai/gpt-image-2.6-flare',
			undefined,
			[0, 0],
		],
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

	it('and has ended by now', async () => {
		const failure = new GatewayFailure('No.', { kind: 'notFound' });
		const trial = await tries({ [edits]: [failure] })({ start: Date.UTC(2027, 0, 1) });
		const { facts } = (await trial.order({ receipt: receiptOf({ model: old }) })) as GatewayFailure;
		expect(facts.hint).toContain('OpenAI ended GPT Image 1 on 2026-10-23');
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

	it('is known of an order that another try ends', async () => {
		const bytes = await drawPicture();
		const still = Array.from({ length: 5 }, () => started());
		const replies = { [edits]: [started()], [poll]: [...still, ended()], [a]: [{ body: bytes }] };
		const next = tries(replies);
		await (
			await next()
		).order({
			requestKey: async () => 'made',
			inputDigests: async () => [digest.copy().update(bytes).digest('hex')],
		});
		const again = await (await next()).goOn();
		expect(again).toMatchObject([{ requestKey: 'made', warnings: [echoed] }]);
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
	// n8n has an account since 2.40.
	const hasAccount = typeof accumulateTokenUsage === 'function';
	expect(trial.counted).toEqual(hasAccount ? [{ inputTokens: 7, outputTokens: 9 }] : []);
});

it('tells why each image of a task failed, with the ID of the task', async () => {
	const error = { code: 'content_policy_violation', message: 'It was blocked' };
	const ended = { id: 't1', status: 'succeeded', data: [{ error }, { error }] };
	const trial = await tries({
		[edits]: [{ body: { id: 't1', status: 'pending' } }],
		[poll]: [{ body: ended }],
	})();
	expect(await trial.order()).toMatchObject({
		message: 'Task t1: The gateway reported for one of the images: It was blocked',
		facts: { code: error.code, taskId: 't1', retryable: false },
	});
});
