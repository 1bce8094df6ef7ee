import type { Interceptor } from '../../tools/gateway/interception';
import { generate, ordersOf } from './support/failures';
import { model } from './support/parameters';
import type { Rig } from './support/rig';
import { nodeName, startRig } from './support/rig';

// What a gateway says that it charged, in the words of each that says it.

let rig: Rig;
beforeAll(async () => (rig = await startRig()));
afterAll(async () => await rig.close());
beforeEach(() => {
	rig.gateway.reset();
	rig.connect('openAiCompatible');
});

const image = () => ({ url: `${rig.gateway.fileOrigin}/samples/mug.png` });
const order = { ...generate, model: model('gpt-image-2') };

async function costs(answer: Interceptor, parameters: object = {}) {
	rig.gateway.intercept(answer);
	const result = await rig.order({ ...order, ...parameters });
	expect(result.error).toBeUndefined();
	return result.items(nodeName).map(({ json }) => json.cost);
}

it.each<[string, () => object, Array<number | undefined>]>([
	['usage.cost of OpenRouter', () => ({ data: [image()], usage: { cost: 0.04 } }), [0.04]],
	['data.cost', () => ({ data: { images: [image()], cost: 0.05 } }), [0.05]],
	['credits_cost of APIMart', () => ({ data: [image()], credits_cost: 6 }), [6]],
	['credits_cost in data', () => ({ data: { images: [image()], credits_cost: 6 } }), [6]],
	[
		'usage.credits_reserved of evolink',
		() => ({ data: [image()], usage: { credits_reserved: 1.6 } }),
		[1.6],
	],
	['a charge of nothing', () => ({ data: [image()], usage: { cost: 0 } }), [0]],
	[
		'one charge for two images',
		() => ({ data: [image(), { url: `${image().url}?2` }], usage: { cost: 0.08 } }),
		[0.04, 0.04],
	],
	['no charge', () => ({ data: [image()] }), [undefined]],
])('%s is the cost', async (_what, body, cost) => {
	expect(await costs(() => ({ status: 200, body: body() }))).toEqual(cost);
});

it.each([
	['png', expect.any(Number)],
	['svg', undefined],
])(
	'is worked out by tokens for %s, but not beside those of another model',
	async (outputFormat, cost) => {
		const parameters = { model: model('gpt-image-2.6-flare'), options: { outputFormat } };
		expect(await costs(() => undefined, parameters)).toEqual([cost]);
	},
);

it('comes before the price of the catalogue and of the user', async () => {
	const body = () => ({ data: [image()], usage: { cost: 0.02 } });
	const options = { pricePerCall: 0.5 };
	expect(await costs(() => ({ status: 200, body: body() }), { options })).toEqual([0.02]);
});

describe('a task', () => {
	const task =
		(created: object, ended: object): Interceptor =>
		({ method }) =>
			method === 'POST'
				? { status: 200, body: { id: 'task-1', status: 'pending', ...created } }
				: { status: 200, body: { id: 'task-1', status: 'completed', ...ended } };
	const longTask = { pollInterval: 0.05 };

	it.each([
		['when it began', { usage: { credits_reserved: 1.6 } }, {}, 1.6],
		['when it ended', {}, { data: { cost: 0.024 } }, 0.024],
		['at both ends, where the last word counts', { credits_cost: 9 }, { credits_cost: 7 }, 7],
	])('may tell it %s', async (_when, created, ended, cost) => {
		const results = [image().url];
		expect(await costs(task(created, { ...ended, results }), { longTask })).toEqual([cost]);
	});

	it('that another try has fetched counts once, as what it was charged', async () => {
		let orders = 0;
		let began: number | undefined;
		const results = [image().url];
		rig.gateway.intercept(({ method, path }) => {
			began ??= Date.now();
			if (method === 'POST')
				return { status: 200, body: { id: `task-${++orders}`, status: 'pending' } };
			// A wait that is given up: the next try of n8n goes on with it.
			const id = path.split('/').at(-1);
			const done = { id, status: 'completed', results, usage: { cost: 0.3 } };
			return { status: 200, body: Date.now() > began + 1_300 ? done : { id, status: 'pending' } };
		});
		const settings = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };
		const parameters = { longTask: { pollInterval: 0.1, maxWait: 1, openTasks: 1 } };
		const options = { pricePerCall: 0.5 };
		const items = [{ json: {} }, { json: {} }];
		// 0.3 and 0.5 are within it; 0.5 that were set aside, 0.3 beside them, and 0.5 are not.
		const batch = { concurrency: 1, maxCost: 1.2 };
		const all = { ...order, ...parameters, batch, options };
		const result = await rig.order(all, { items, settings });
		expect(result.error).toBeUndefined();
		expect(ordersOf(rig)).toBe(2);
		expect(result.items(nodeName).map(({ json }) => json.cost)).toEqual([0.3, 0.3]);
		expect(result.hints(nodeName).at(-1)?.message).toContain('cost 0.60 (as charged)');
	});

	it('that is handed back counts what it will cost', async () => {
		rig.gateway.intercept(task({ usage: { credits_reserved: 1.6 } }, {}));
		const parameters = { ...order, longTask: { mode: 'returnTask' } };
		const items = [{ json: {} }, { json: {} }];
		const batch = { concurrency: 1, maxCost: 1 };
		const options = { pricePerCall: 0.5 };
		const settings = { onError: 'continueRegularOutput' } as const;
		const result = await rig.order({ ...parameters, batch, options }, { items, settings });
		const [first, second] = result.items(nodeName);
		expect(first?.json).toMatchObject({ taskId: 'task-1', status: 'pending' });
		expect(second?.json.error).toMatchObject({ message: expect.stringContaining('Max Cost') });
	});
});

it('Max Cost counts what was really charged', async () => {
	rig.gateway.intercept(() => ({
		status: 200,
		body: { data: [image()], usage: { cost: 0.04 } },
	}));
	const items = Array.from({ length: 4 }, () => ({ json: {} }));
	const batch = { concurrency: 1, maxCost: 0.1 };
	const options = { pricePerCall: 0.01 };
	const result = await rig.order(
		{ ...order, batch, options },
		{ items, settings: { onError: 'continueRegularOutput' } },
	);
	// 0.04 + 0.04 + 0.01 are within it, and after the third nothing is.
	expect(ordersOf(rig)).toBe(3);
	expect(result.items(nodeName)[3]?.json.error).toMatchObject({
		message: expect.stringContaining('Max Cost'),
	});
	expect(
		result
			.hints(nodeName)
			.map(({ message }) => message)
			.join(' '),
	).toContain('cost 0.12 (as charged)');
});
