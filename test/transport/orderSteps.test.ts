import { GatewayFailure } from '../../nodes/ImageEdit/answer/failures';
import { Semaphore } from '../../nodes/ImageEdit/transport/pool';
import type { Reply } from '../helpers/fakeWeb';
import { fakeWeb } from '../helpers/fakeWeb';
import { counter, edits, ordering } from '../helpers/ordering';
import { drawPicture } from '../helpers/pictures';

const a = 'https://files.example/a.png';
const address: Reply = { body: { data: [{ url: a }] } };
const refusal: Reply = { status: 401, body: { error: { message: 'no' } } };
const task: Reply = { body: { code: 0, data: { task_id: 't1', task_status: 'submitted' } } };
const running: Reply = { body: { code: 0, data: { task_status: 'processing' } } };
const ended: Reply = {
	body: { code: 0, data: { task_status: 'succeed', task_result: { images: [{ url: a }] } } },
};
const file = async () => ({ [a]: [{ body: await drawPicture() }] });
const poll = `${edits}/t1`;

/** A place that notes when it is given back. */
function noted(log: string[], width = 1): Semaphore {
	const places = new Semaphore(width);
	const release = places.release.bind(places);
	places.release = () => {
		log.push('given back');
		release();
	};
	return places;
}

describe('a place for a task', () => {
	it('is waited for before an order is given', async () => {
		const replies = { [edits]: [task], [poll]: [running, ended], ...(await file()) };
		const { asked, clock, order } = counter(replies, {
			openTasks: new Semaphore(1),
			slots: new Semaphore(2),
		});
		await clock.run(Promise.all([order(), order()]));
		const firsts = asked.filter((line) => !line.startsWith('fetch'));
		expect(firsts.slice(0, 4)).toEqual([
			`order ${edits}`,
			`key ${poll}`,
			`key ${poll}`,
			`order ${edits}`,
		]);
	});

	it('is given to the next at the end of a task, before the first goes on', async () => {
		const replies = { [edits]: [task], [poll]: [ended], ...(await file()) };
		const { asked, clock, order } = counter(replies, {
			openTasks: new Semaphore(1),
			whileReleased: async (wait) => {
				const done = await wait();
				await clock.sleep(1_000);
				return done;
			},
		});
		await clock.run(Promise.all([order(), order()]));
		const orders = asked.flatMap((line, at) => (line.startsWith('order') ? [at] : []));
		expect(orders[1]).toBeLessThan(asked.indexOf(`fetch ${a}`));
	});

	it.each<[string, readonly Reply[]]>([
		['an order that is refused', [refusal, address]],
		['an order without a task', [address, address]],
	])('is given back after %s', async (_what, replies) => {
		const { asked, clock, order } = counter(
			{ [edits]: replies, ...(await file()) },
			{ openTasks: new Semaphore(1) },
		);
		const [, second] = await clock.run(Promise.all([order(), order()]));
		expect(second).toMatchObject({ pictures: [{ url: a }] });
		expect(asked.filter((line) => line.startsWith('order'))).toHaveLength(2);
	});
});

it('gives its place among the items away while it waits for a task, and for nothing else', async () => {
	const log: string[] = [];
	const replies = { [edits]: [task], [poll]: [running, ended], ...(await file()) };
	const { asked, clock, order } = counter(replies, {
		whileReleased: async (wait) => {
			log.push(`given after ${asked.length}`);
			const done = await wait();
			log.push(`back after ${asked.length}`);
			return done;
		},
	});
	await clock.run(order());
	expect([log, asked.length]).toEqual([['given after 1', 'back after 3'], 4]);
});

describe('a failure is told', () => {
	it('before the slot of the order is given to another', async () => {
		const log: string[] = [];
		const slots = noted(log);
		await ordering({ [edits]: [refusal] }, { slots, onFailure: () => log.push('told') });
		expect(log).toEqual(['told', 'given back']);
	});

	it('before the one whose task failed takes its place among the items back', async () => {
		const log: string[] = [];
		await ordering(
			{ [edits]: [task], [poll]: [refusal] },
			{
				onFailure: () => log.push('told'),
				whileReleased: async (wait) => await wait().finally(() => log.push('back')),
			},
		);
		expect(log).toEqual(['told', 'back']);
	});

	it('of no order that went well', async () => {
		const log: string[] = [];
		const replies = { [edits]: [task], [poll]: [ended], ...(await file()) };
		await ordering(replies, { slots: noted(log), onFailure: () => log.push('told') });
		expect(log).toEqual(['given back']);
	});
});

it('sends no more orders at once than there are slots', async () => {
	let open = 0;
	let most = 0;
	const { http } = fakeWeb({ [edits]: [address], ...(await file()) });
	const { clock, order } = counter(
		{},
		{
			http: {
				...http,
				post: async (...sent) => {
					most = Math.max(most, ++open);
					await clock.sleep(1_000);
					open--;
					return await http.post(...sent);
				},
			},
			slots: new Semaphore(2),
		},
	);
	await clock.run(Promise.all([order(), order(), order()]));
	expect(most).toBe(2);
});

describe('that an order was accepted', () => {
	it.each<[string, Reply]>([
		['a task', task],
		['addresses', address],
	])('is written down before anything follows, of %s', async (_what, reply) => {
		const replies = { [edits]: [reply], [poll]: [ended], ...(await file()) };
		const log: number[] = [];
		const { asked, clock, order } = counter(replies, {
			onAccepted: async () => {
				await clock.sleep(1_000);
				log.push(asked.length);
			},
		});
		await clock.run(order());
		expect(log).toEqual([1]);
	});

	it('is not written down of images that came as bytes, be it one of two', async () => {
		const base64 = (await drawPicture()).toString('base64');
		for (const data of [[{ b64_json: base64 }], [{ url: a }, { b64_json: base64 }]]) {
			const { accepted, outcome } = await ordering({
				[edits]: [{ body: { data } }],
				...(await file()),
			});
			expect([accepted, outcome]).toEqual([
				[],
				expect.objectContaining({ missing: [], pictures: expect.anything() as unknown }),
			]);
		}
	});
});

it('looks for no order by its ID that was refused', async () => {
	const { asked } = await ordering({ [edits]: [refusal] }, {}, undefined, 'mine');
	expect(asked).toEqual([`order ${edits}`]);
});

it('waits with the next order where a response says that none is left', async () => {
	const headers = { 'x-ratelimit-remaining-requests': '0', 'x-ratelimit-reset-requests': '20s' };
	const { clock, order } = counter({ [edits]: [{ ...address, headers }], ...(await file()) });
	const begin = clock.now();
	await clock.run(order());
	const first = clock.now() - begin;
	await clock.run(order());
	expect([first, clock.now() - begin]).toEqual([0, 20_000]);
});

it('stores a short image at the end of a task, with the response that it came in', async () => {
	const drawn = await drawPicture({ width: 2, height: 2 });
	const data = [{ b64_json: drawn.toString('base64') }];
	const { outcome } = await ordering({
		[edits]: [task],
		[poll]: [{ body: { status: 'succeeded', data } }],
	});
	expect(outcome).toMatchObject({ pictures: [{ stored: { bytes: drawn.length } }] });
});

it('a task that ends with files that are gone fails with its ID, and its status is of the file', async () => {
	const { outcome } = await ordering({
		[edits]: [task],
		[poll]: [ended],
		[a]: [{ status: 410 }],
	});
	expect(outcome).toBeInstanceOf(GatewayFailure);
	expect(outcome).toMatchObject({ facts: { kind: 'download', status: 410, taskId: 't1' } });
});
