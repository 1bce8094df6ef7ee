import { faultKinds, type FaultKind } from '../../../tools/gateway/vocabulary';
import { startGateway, type RunningGateway } from '../../../tools/gateway/startGateway';
import { setTimeout as wait } from 'node:timers/promises';
import { referenceClient, type ReferenceClient } from './referenceClient';

let gateway: RunningGateway;
let client: ReferenceClient;

beforeAll(async () => {
	gateway = await startGateway({ storedPictureBytes: 4000 });
	client = referenceClient(gateway);
});
afterAll(() => gateway.close());
beforeEach(() => gateway.reset());

const order = (prompt = 'x', response_format = 'b64_json') =>
	client.json('aiid', '/images/generations', { model: 'nano-banana', prompt, response_format });
const outcome = (prompt?: string) =>
	order(prompt).then(
		({ data, status }) => {
			if (typeof data === 'object' && 'cloudflare_error' in data) return 'of Cloudflare';
			if (typeof data === 'object' && data.error?.code === undefined && status !== 200)
				return 'object without a code';
			if (status !== 200) return `${status} ${typeof data}`;
			if (typeof data === 'string') return '200 broken JSON';
			const { length } = Buffer.from(data.data[0].b64_json, 'base64');
			return length === 4000 ? '200 whole' : '200 half a picture';
		},
		() => 'cut',
	);

const expected: Readonly<Record<FaultKind, string>> = {
	rateLimit: '429 object',
	serverError: '500 object',
	html502: '502 string',
	html504: '504 string',
	html524: '524 string',
	pageWithRetryAfter: '503 string',
	frameworkError: 'object without a code',
	timeout408: '408 object',
	cloudflare: 'of Cloudflare',
	cloudflareUnreached: 'of Cloudflare',
	cutBeforeHeaders: 'cut',
	cutBeforeBody: 'cut',
	cutMidBody: 'cut',
	slowBytes: '200 whole',
	truncatedJson: '200 broken JSON',
	truncatedBase64: '200 half a picture',
};
const free: readonly FaultKind[] = ['rateLimit', 'serverError', 'cloudflareUnreached'];
const byChance: readonly FaultKind[] = [
	'html502',
	'html504',
	'html524',
	'pageWithRetryAfter',
	'timeout408',
	'cloudflare',
	'cutBeforeHeaders',
];

test.each(faultKinds)('%s, and what the ledger says of it', async (kind) => {
	gateway.raiseStorm({ share: 1, kinds: [kind] });
	const outcomes = await Promise.all(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map(outcome));
	expect(new Set(outcomes)).toEqual(new Set([expected[kind]]));
	const rows = gateway.ledger;
	expect(rows.every(({ fault }) => fault === kind)).toBe(true);
	if (free.includes(kind)) expect(rows).toHaveLength(0);
	else if (byChance.includes(kind)) {
		expect(rows.length).toBeGreaterThan(0);
		expect(rows.length).toBeLessThan(8);
	} else expect(rows).toHaveLength(8);
});

test('Retry-After, and only for a window of time', async () => {
	const storm = { share: 1, kinds: ['rateLimit'], retryAfterSeconds: 2 } as const;
	gateway.raiseStorm({ ...storm, fromMs: 1000, forMs: 2000 });
	expect((await order()).status).toBe(200);
	await wait(1000);
	const held = await order();
	expect([held.status, held.headers['retry-after']]).toEqual([429, '2']);
	await wait(2000);
	expect((await order()).status).toBe(200);
});

test('Retry-After with the answers of Cloudflare and Varnish, as long as they really ask for', async () => {
	const waitAfter = async (kind: FaultKind) => {
		gateway.raiseStorm({ share: 1, kinds: [kind] });
		const { data, headers } = await order();
		const { retry_after: said } = data as { retry_after?: number };
		return [headers['retry-after'], said];
	};
	expect(await waitAfter('pageWithRetryAfter')).toEqual(['5', undefined]);
	expect(await waitAfter('cloudflareUnreached')).toEqual(['120', 120]);
});

test('the same seed gives each order the same fate, in whatever order they come', async () => {
	const prompts = Array.from({ length: 30 }, (_, index) => `picture ${index}`);
	const run = async (list: readonly string[], seed: number) => {
		gateway.raiseStorm({ share: 0.5, seed });
		const pairs = await Promise.all(list.map(async (one) => [one, await outcome(one)] as const));
		return Object.fromEntries(pairs);
	};
	const first = await run(prompts, 7);
	expect(await run([...prompts].reverse(), 7)).toEqual(first);
	expect(await run(prompts, 8)).not.toEqual(first);
	expect(new Set(Object.values(first)).size).toBeGreaterThan(4);
});

test('each repeat of an order has a chance of its own', async () => {
	gateway.raiseStorm({ share: 0.5, kinds: ['serverError'], seed: 7 });
	const statuses: number[] = [];
	for (let time = 0; time < 20; time += 1) statuses.push((await order()).status);
	expect(new Set(statuses)).toEqual(new Set([200, 500]));
});

test('an order is hit so many times and then goes through', async () => {
	gateway.raiseStorm({ share: 1, kinds: ['serverError'], timesEach: 2 });
	const statuses: number[] = [];
	for (let time = 0; time < 4; time += 1) statuses.push((await order()).status);
	expect(statuses).toEqual([500, 500, 200, 200]);
});

test('downloads and questions after tasks are hit only when asked for', async () => {
	gateway.raiseStorm({ share: 1, kinds: ['html502'], on: ['files', 'polls'], timesEach: 1 });
	const { data } = await order('x', 'url');
	const download = () => fetch(data.data[0].url).then(({ status }) => status);
	expect(await download()).toBe(502);
	gateway.planTasks({ durationMs: 0, shape: 'qiniu' });
	await order('y');
	const poll = () => client.get('aiid', `/images/tasks/${gateway.tasks[0]?.id}`);
	expect([(await poll()).status, (await poll()).status]).toEqual([502, 200]);
	expect(gateway.ledger).toHaveLength(2);
});

test.each(['gptplus', 'dddai', 'zhongzhuan', 'bella', 'openai'] as const)(
	'%s says in its own words that it is too fast',
	async (dialect) => {
		gateway.raiseStorm({ share: 1, kinds: ['rateLimit'] });
		const { data, status } = await client.json(dialect, '/images/generations', { prompt: 'x' });
		expect(status).toBe(429);
		expect(data.error.code).toBe(dialect === 'bella' ? '429' : 'rate_limit_exceeded');
	},
);
