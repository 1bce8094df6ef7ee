import type { WireBody } from '../../nodes/ImageEdit/request/body';
import { GatewayFailure } from '../../nodes/ImageEdit/answer/failures';
import { Semaphore } from '../../nodes/ImageEdit/transport/pool';
import type { Reply } from '../helpers/fakeWeb';
import { fakeWeb } from '../helpers/fakeWeb';
import { edits, ordering } from '../helpers/ordering';
import { drawPicture } from '../helpers/pictures';

const a = 'https://files.example/a.png';
const b = 'https://files.example/b.png';

const picture = async (shade: number): Promise<Reply> => ({ body: await drawPicture({ shade }) });

it('orders once and fetches what came as addresses, in their order', async () => {
	const [first, second] = [await drawPicture({ shade: 1 }), await drawPicture({ shade: 2 })];
	const { asked, outcome } = await ordering({
		[edits]: [
			{ body: { data: [{ url: a }, { url: b, revised_prompt: 'A cat' }], usage: { num: 2 } } },
		],
		[a]: [{ body: first }],
		[b]: [{ body: second }],
	});
	expect(asked).toEqual([`order ${edits}`, `fetch ${a}`, `fetch ${b}`]);
	expect(outcome).toMatchObject({
		pictures: [
			{ url: a, stored: { binary: first.toString('base64') } },
			{ url: b, stored: { binary: second.toString('base64') }, revisedPrompt: 'A cat' },
		],
		missing: [],
		usage: { num: 2 },
	});
});

it.each([
	['base64', (base64: string) => ({ b64_json: base64 })],
	['a data URI', (base64: string) => ({ url: `data:image/png;base64,${base64}` })],
])('stores what came as %s, short or long, without asking anyone', async (_what, entry) => {
	const short = await drawPicture({ width: 2, height: 2 });
	const long = await drawPicture({ width: 3000, height: 3000, type: 'jpeg', alpha: false });
	expect(long.length).toBeGreaterThan(4096);
	const data = [short, long].map((bytes) => entry(bytes.toString('base64')));
	const { asked, outcome } = await ordering({ [edits]: [{ body: { data } }] });
	expect(asked).toEqual([`order ${edits}`]);
	expect(outcome).toMatchObject({
		pictures: [
			{ stored: { binary: short.toString('base64') } },
			{ stored: { binary: long.toString('base64') } },
		],
	});
});

it('takes an answer that is the picture itself', async () => {
	const bytes = await drawPicture();
	const headers = { 'content-type': 'image/png' };
	const { outcome } = await ordering({ [edits]: [{ body: bytes, headers }] });
	expect(outcome).toMatchObject({ pictures: [{ stored: { bytes: bytes.length } }] });
});

it('hands on the addresses alone when nothing is to be downloaded', async () => {
	const reply = { body: { data: [{ url: '/files/a.png' }] } };
	const { asked, outcome } = await ordering({ [edits]: [reply] }, { download: false });
	expect(asked).toEqual([`order ${edits}`]);
	expect(outcome).toMatchObject({ pictures: [{ url: 'https://gateway.example/files/a.png' }] });
	expect(outcome).not.toHaveProperty('pictures.0.stored');
});

it('keeps what came of a group of which a part is missing', async () => {
	const failed = { error: { code: 'Sensitive', message: 'not this one' } };
	const { asked, outcome } = await ordering({
		[edits]: [{ body: { data: [{ url: a }, failed, { url: b }] } }],
		[a]: [await picture(1)],
		[b]: [{ status: 404 }],
	});
	expect(outcome).toMatchObject({
		pictures: [{ url: a }],
		missing: [expect.stringContaining('not this one'), expect.stringContaining(b)],
	});
	expect(asked.filter((line) => line.startsWith('order'))).toHaveLength(1);
});

it('never orders again because a picture could not be fetched', async () => {
	const { asked, outcome } = await ordering({
		[edits]: [{ body: { data: [{ url: a }] }, headers: { 'x-request-id': 'req_1' } }],
		[a]: [{ status: 500 }],
	});
	expect(outcome).toBeInstanceOf(GatewayFailure);
	expect(outcome).toMatchObject({
		facts: { kind: 'download', requestId: 'req_1', retryable: false, attempts: 1 },
	});
	expect(asked.filter((line) => line.startsWith('order'))).toHaveLength(1);
});

it('frees its place for the next order before it fetches its pictures', async () => {
	const slots = new Semaphore(1);
	const log: string[] = [];
	const { http } = fakeWeb({
		[edits]: [{ body: { data: [{ url: a }] } }],
		[a]: [await picture(1)],
	});
	const logged = {
		...http,
		post: async (url: string, sent: WireBody) => {
			const next = slots.hold(async () => log.push('next order'));
			return await http.post(url, sent).finally(() => void next);
		},
		get: async (url: string) => {
			await new Promise<void>((resolve) => setImmediate(resolve));
			log.push('fetch');
			return await http.get(url);
		},
	};
	await ordering({}, { slots, http: logged });
	expect(log).toEqual(['next order', 'fetch']);
});

const task: Reply = { body: { code: 0, data: { task_id: 't1', task_status: 'submitted' } } };
const ended: Reply = {
	body: { code: 0, data: { task_status: 'succeed', task_result: { images: [{ url: a }] } } },
};

it('waits for a task and fetches its pictures', async () => {
	const { accepted, asked, outcome } = await ordering({
		[edits]: [task],
		[`${edits}/t1`]: [ended],
		[a]: [await picture(1)],
	});
	expect(asked).toEqual([`order ${edits}`, `key ${edits}/t1`, `fetch ${a}`]);
	expect(outcome).toMatchObject({ taskId: 't1', pictures: [{ url: a }] });
	expect(accepted).toMatchObject([{ task: { taskId: 't1' } }]);
});

it('never orders what was accepted as a task before', async () => {
	const replies = { [`${edits}/t1`]: [ended], [a]: [await picture(1)] };
	const before = { task: { taskId: 't1', status: 'submitted' } };
	const { asked, outcome } = await ordering(replies, {}, before);
	expect(asked).toEqual([`key ${edits}/t1`, `fetch ${a}`]);
	expect(outcome).toMatchObject({ taskId: 't1', pictures: [{ url: a }] });
});

it('never orders what was answered with addresses before, and only fetches them', async () => {
	const broken = await ordering({
		[edits]: [{ body: { data: [{ url: a }] } }],
		[a]: [{ status: 500 }],
	});
	expect(broken.accepted).toHaveLength(1);
	const { asked, outcome } = await ordering({ [a]: [await picture(1)] }, {}, broken.accepted[0]);
	expect(asked).toEqual([`fetch ${a}`]);
	expect(outcome).toMatchObject({ pictures: [{ url: a }] });
});

it('hands a task back at once when nobody wants to wait', async () => {
	const { accepted, asked, outcome } = await ordering({ [edits]: [task] }, { returnTask: true });
	expect(asked).toEqual([`order ${edits}`]);
	expect(outcome).toMatchObject({ task: { taskId: 't1', status: 'submitted' } });
	expect(accepted).toMatchObject([{ task: { taskId: 't1' } }]);
});

it('orders again only where nothing was billed', async () => {
	const busy = { status: 503, body: { error: { code: 'server_busy', message: 'busy' } } };
	const fine = { body: { data: [{ b64_json: (await drawPicture()).toString('base64') }] } };
	const again = await ordering({ [edits]: [busy, fine] });
	expect(again.asked).toEqual([`order ${edits}`, `order ${edits}`]);
	const cut = new GatewayFailure('cut', { kind: 'cut' });
	const once = await ordering({ [edits]: [cut, fine] });
	expect(once.asked).toEqual([`order ${edits}`]);
	expect(once.outcome).toMatchObject({ facts: { kind: 'cut', attempts: 1 } });
});

describe('an order that broke off', () => {
	const broken = new GatewayFailure('It broke off.', { kind: 'cut' });

	it('is taken up as the task that the gateway knows by its ID', async () => {
		const task = (status: string, more: object = {}) => ({
			body: { data: { task_id: '835', task_status: status, ...more } },
		});
		const { accepted, asked, outcome } = await ordering(
			{
				[edits]: [broken],
				[`${edits}/mine`]: [task('submitted', { task_info: { external_task_id: 'mine' } })],
				[`${edits}/835`]: [task('succeed', { task_result: { images: [{ url: a }] } })],
				[a]: [await picture(1)],
			},
			{},
			undefined,
			'mine',
		);
		expect(outcome).toMatchObject({ pictures: [{ url: a }], taskId: '835' });
		expect(accepted).toEqual([{ task: { taskId: '835', status: 'submitted', isKling: true } }]);
		expect(asked.filter((line) => line.startsWith('order'))).toHaveLength(1);
	});

	it('is not given again when the gateway does not know its ID', async () => {
		const { asked, outcome } = await ordering({ [edits]: [broken] }, {}, undefined, 'mine');
		expect(outcome).toMatchObject({ message: 'It broke off.', facts: { attempts: 1 } });
		expect(asked.filter((line) => line.startsWith('order'))).toHaveLength(1);
	});

	it('is not looked for without an ID', async () => {
		const { asked } = await ordering({ [edits]: [broken] });
		expect(asked).toEqual([`order ${edits}`]);
	});
});

describe('what was paid for is kept', () => {
	const long = async (shade: number) => {
		const drawing = { width: 3000, height: 3000, shade, type: 'jpeg', alpha: false } as const;
		return (await drawPicture(drawing)).toString('base64');
	};

	/** A web whose answer to an order stalls or breaks off after so much of it. */
	async function breakingOff(text: string, kind: 'cut' | 'timeout', status = 200) {
		const { http } = fakeWeb({});
		const body = async function* () {
			yield Buffer.from(text);
			throw new GatewayFailure('It broke off.', { kind });
		};
		const post = async () => ({ status, headers: {}, body: body(), source: undefined });
		return await ordering({}, { http: { ...http, post } });
	}

	it.each(['cut', 'timeout'] as const)(
		'a whole image that came before the answer ended as %s, and the half one is told',
		async (kind) => {
			const [first, second] = [await long(1), await long(2)];
			const data = `{"data":[{"b64_json":"${first}"},{"b64_json":"${second.slice(0, 9_000)}`;
			const { outcome } = await breakingOff(data, kind);
			expect(outcome).toMatchObject({
				pictures: [{ stored: { binary: first } }],
				missing: [expect.stringContaining('It broke off.')],
			});
		},
	);

	it.each(['cut', 'timeout'] as const)('an address before the answer ended as %s', async (kind) => {
		const { http } = fakeWeb({ [a]: [await picture(1)] });
		const body = async function* () {
			yield Buffer.from(`{"data":[{"url":"${a}"},{"u`);
			throw new GatewayFailure('It broke off.', { kind });
		};
		const post = async () => ({ status: 200, headers: {}, body: body(), source: undefined });
		const { outcome } = await ordering({}, { http: { ...http, post } });
		expect(outcome).toMatchObject({ pictures: [{ url: a }], missing: ['It broke off.'] });
	});

	it.each(['cut', 'timeout'] as const)(
		'and a refusal whose page ended as %s is the refusal',
		async (kind) => {
			const text = '{"error":{"code":"insufficient_quota","message":"Top up"},';
			const { outcome } = await breakingOff(text, kind, 402);
			expect(outcome).toMatchObject({ facts: { kind: 'quota', status: 402 } });
		},
	);

	it.each(['download', 'store'] as const)(
		'by its address, of every image that ended as %s, in the one message',
		async (kind) => {
			const store = async () => {
				throw new GatewayFailure('The disk is full.', { kind: 'store' });
			};
			const file = kind === 'store' ? await picture(1) : { status: 410 };
			const { outcome } = await ordering(
				{ [edits]: [{ body: { data: [{ url: a }, { url: b }] } }], [a]: [file], [b]: [file] },
				kind === 'store' ? { store } : {},
			);
			expect(outcome).toMatchObject({ facts: { kind, retryable: false } });
			expect((outcome as Error).message).toContain(a);
			expect((outcome as Error).message).toContain(b);
		},
	);

	it('a task whose answer broke off: it is waited for, and not ordered again', async () => {
		const { asked, http } = fakeWeb({ [`${edits}/t1`]: [ended], [a]: [await picture(1)] });
		const body = async function* () {
			yield Buffer.from('{"code":0,"data":{"task_id":"t1","task_status":"submitted"},"re');
			throw new GatewayFailure('It broke off.', { kind: 'cut' });
		};
		const post = async () => ({ status: 200, headers: {}, body: body(), source: undefined });
		const { outcome } = await ordering({}, { http: { ...http, post } });
		expect(outcome).toMatchObject({ taskId: 't1', pictures: [{ url: a }] });
		expect(asked).toEqual([`key ${edits}/t1`, `fetch ${a}`]);
	});

	it('the images that are stored when an answer has no end, and not its addresses', async () => {
		const first = await long(1);
		const text = `{"data":[{"b64_json":"${first}"},{"url":"${a}"}],"more":"${'a word '.repeat(700_000)}"}`;
		const { asked, http } = fakeWeb({ [a]: [await picture(1)], [edits]: [{ body: text }] });
		const { outcome } = await ordering({}, { http });
		expect(outcome).toMatchObject({ pictures: [{ stored: { binary: first } }] });
		expect((outcome as { pictures: unknown[] }).pictures).toHaveLength(1);
		expect(asked).not.toContain(`fetch ${a}`);
	});

	it('gives back a place for a task once, however it ended', async () => {
		for (const end of [ended, { status: 401, body: { error: { message: 'no' } } }]) {
			const openTasks = new Semaphore(1);
			const replies = { [edits]: [task], [`${edits}/t1`]: [end], [a]: [await picture(1)] };
			await ordering(replies, { openTasks });
			await openTasks.take();
			let isSecond = false;
			void openTasks.take().then(() => (isSecond = true));
			await new Promise<void>((resolve) => setImmediate(resolve));
			expect(isSecond).toBe(false);
		}
	});
});
