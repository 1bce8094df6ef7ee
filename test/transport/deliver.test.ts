import type { Answer } from '../../nodes/ImageEdit/answer/decode';
import { GatewayFailure } from '../../nodes/ImageEdit/answer/failures';
import { oneChunk } from '../../nodes/ImageEdit/shared/streams';
import type { Delivery } from '../../nodes/ImageEdit/transport/deliver';
import type { HttpResponse } from '../../nodes/ImageEdit/transport/httpClient';
import type { PlacedOrder } from '../../nodes/ImageEdit/transport/placeOrder';
import type { Reply } from '../helpers/fakeWeb';
import { deliverAll } from '../../nodes/ImageEdit/transport/deliver';
import { withDigest } from '../../nodes/ImageEdit/transport/digest';
import { fakeWeb, memoryStore } from '../helpers/fakeWeb';
import { chunked, drawPicture } from '../helpers/pictures';
import { virtualClock } from '../helpers/virtualClock';

const addresses = ['https://files.example/a.png', 'https://files.example/b.png'] as const;

/** How many images come of two addresses of the same bytes, in these lists of one answer. */
async function kept(lists: readonly [number, number]): Promise<number> {
	const clock = virtualClock();
	const body = await drawPicture();
	const { http } = fakeWeb({ [addresses[0]]: [{ body }], [addresses[1]]: [{ body }] });
	const store = withDigest(memoryStore);
	const deps = { http, store, clock, download: true, base: 'https://gateway.example/v1' };
	const pictures = lists.map((list, at) => ({
		kind: 'url' as const,
		url: addresses[at] ?? '',
		list,
	}));
	const placed = { answer: { pictures, body: undefined }, spooled: [] };
	return (await clock.run(deliverAll(deps, placed))).pictures.length;
}

it.each([[[0, 1]], [[1, 0]]])(
	'one image that came as bytes and as a URL has what is known of both, whichever came first',
	async (order) => {
		const clock = virtualClock();
		const body = await drawPicture();
		const url = addresses[0];
		const { http } = fakeWeb({ [url]: [{ body }] });
		const deps = {
			...{ http, clock, download: true, base: 'https://gateway.example/v1' },
			store: withDigest(memoryStore),
		};
		const both = [
			{ kind: 'base64', base64: body.toString('base64'), list: 0 },
			{ kind: 'url', url, revisedPrompt: 'A cat, painted', list: 1 },
		] as const;
		const pictures = order.flatMap((at) => both[at] ?? []);
		const response = { status: 200, headers: {}, body: chunked(body), source: undefined };
		const placed = { answer: { pictures, body: undefined }, spooled: [], response };
		const { pictures: kept } = await clock.run(deliverAll(deps, placed));
		expect(kept).toEqual([
			expect.objectContaining({
				url,
				revisedPrompt: 'A cat, painted',
				stored: expect.objectContaining({ bytes: body.length }) as object,
			}),
		]);
	},
);

/** What comes of files of these shades, each with the list of the answer that it stands in; without one it is gone. */
async function merged(files: ReadonlyArray<{ readonly shade?: number; readonly list: number }>) {
	const clock = virtualClock();
	const urls = files.map((_file, at) => `https://files.example/${at}.png`);
	const replies = await Promise.all(
		files.map(async ({ shade }): Promise<Reply> =>
			shade === undefined ? { status: 410 } : { body: await drawPicture({ shade }) },
		),
	);
	const { http } = fakeWeb(
		Object.fromEntries(urls.map((one, at) => [one, replies.slice(at, at + 1)])),
	);
	const store = withDigest(memoryStore);
	const pictures = files.map(({ list }, at) => ({
		...{ kind: 'url' as const, url: urls[at] ?? '', list },
		...(list > 0 ? { revisedPrompt: `said of ${at}` } : {}),
	}));
	const deps = { http, store, clock, download: true, base: 'https://gateway.example/v1' };
	const placed = { answer: { pictures, body: undefined }, spooled: [] };
	const { pictures: kept } = await clock.run(deliverAll(deps, placed));
	return kept.map((one) => [one.url?.replace(/\D/g, ''), one.revisedPrompt]);
}

it('an image in two lists has the place of its first, and what is said of the other', async () => {
	const [one, two, three] = [1, 2, 3].map((shade) => (list: number) => ({ shade, list }));
	if (!one || !two || !three) throw new Error('three');
	expect(await merged([one(0), two(0), two(1), one(1)])).toEqual([
		['0', 'said of 3'],
		['1', 'said of 2'],
	]);
	expect(await merged([one(0), one(0), two(0), two(1), three(1)])).toEqual([
		['0', undefined],
		['1', undefined],
		['2', 'said of 3'],
		['4', 'said of 4'],
	]);
});

it('one that is gone takes no list from those after it', async () => {
	const [gone, one] = [{ list: 0 }, { shade: 1, list: 0 }];
	expect(await merged([gone, one, { ...one, list: 1 }])).toEqual([['1', 'said of 2']]);
});

it('takes the same image in two lists for one, and twice in one list for two', async () => {
	expect(await kept([0, 1])).toBe(1);
	expect(await kept([0, 0])).toBe(2);
});

const base = 'https://gateway.example/v1';

interface Given {
	readonly answer: Partial<Answer>;
	readonly replies?: Readonly<Record<string, readonly Reply[]>>;
	readonly spooled?: PlacedOrder<string>['spooled'];
	readonly changes?: Partial<PlacedOrder<string>>;
	readonly store?: typeof memoryStore;
	readonly download?: boolean;
	readonly taskId?: string;
}

async function delivered({ answer, changes, replies = {}, spooled = [], taskId, ...more }: Given) {
	const clock = virtualClock();
	const web = fakeWeb(replies);
	const deps = { http: web.http, store: memoryStore, clock, download: true, base, ...more };
	const placed = { answer: { pictures: [], body: undefined, ...answer }, spooled, ...changes };
	const work = deliverAll(deps, placed, taskId);
	const outcome = await clock.run(work.catch((error: unknown) => error));
	return { asked: web.asked, outcome: outcome as Delivery<string> & GatewayFailure };
}

const url = (at: 0 | 1, more: object = {}) =>
	({ kind: 'url', url: addresses[at], ...more }) as const;
const failed = (message: string, code?: string) =>
	({ kind: 'failed', message, ...(code ? { code } : {}) }) as const;
const one = async () => ({ [addresses[0]]: [{ body: await drawPicture() }] });

describe('what is told of a delivery', () => {
	it('is all that is known, and nothing that is not', async () => {
		const answer = { pictures: [url(0)], body: 7 };
		const bare = await delivered({ answer, replies: await one() });
		expect(Object.keys(bare.outcome).sort()).toEqual(['body', 'missing', 'pictures']);
		expect(Object.keys(bare.outcome.pictures[0] ?? {}).sort()).toEqual(['stored', 'url']);
		const full = { ...answer, pictures: [url(0, { revisedPrompt: 'A cat' })] };
		const known = { usage: { n: 1 }, requestId: 'r' };
		const { outcome } = await delivered({
			answer: { ...full, ...known },
			replies: await one(),
			taskId: 't',
		});
		expect(outcome).toMatchObject({ ...known, taskId: 't', body: 7, missing: [] });
		expect(outcome.pictures).toMatchObject([{ url: addresses[0], revisedPrompt: 'A cat' }]);
	});

	it('is the whole address of what the gateway named by its path', async () => {
		const answer = { pictures: [{ kind: 'url', url: '/a.png' } as const] };
		const whole = 'https://gateway.example/a.png';
		const replies = { [whole]: [{ body: await drawPicture() }] };
		for (const download of [true, false]) {
			const { outcome } = await delivered({ answer, download, replies });
			expect(outcome.pictures[0]?.url).toBe(whole);
		}
	});

	it('is the address alone where nothing is to be downloaded', async () => {
		const answer = { pictures: [url(0, { revisedPrompt: 'A cat' }), url(1)] };
		const { asked, outcome } = await delivered({ answer, download: false });
		expect(asked).toEqual([]);
		expect(outcome.pictures).toEqual([
			{ url: addresses[0], revisedPrompt: 'A cat' },
			{ url: addresses[1] },
		]);
	});

	it('is refused for an inner address, whether it is downloaded or not', async () => {
		const answer = { pictures: [{ kind: 'url', url: 'http://10.0.0.1/a.png' } as const] };
		for (const download of [true, false]) {
			const { asked, outcome } = await delivered({ answer, download });
			expect([asked, outcome.facts.kind]).toEqual([[], 'unsafe']);
		}
	});
});

describe('when no image came', () => {
	it('the failure is the first, with what is known of the order', async () => {
		const answer = { pictures: [failed('blurred', 'E-1'), failed('dark')], requestId: 'r' };
		const response = { status: 201, headers: {} } as unknown as HttpResponse;
		const { outcome } = await delivered({
			answer,
			changes: { attempts: 2, response },
			taskId: 't',
		});
		expect(outcome.message).toContain('The gateway reported for one of the images: blurred');
		expect(outcome.message).not.toContain('dark');
		expect(outcome.facts).toEqual({
			...{ kind: 'answer', code: 'E-1', requestId: 'r', taskId: 't' },
			...{ status: 201, attempts: 2, retryable: false },
		});
		const bare = await delivered({ answer: { pictures: [failed('dark')] } });
		expect(bare.outcome.facts).toEqual({ kind: 'answer', retryable: false });
	});

	it('the addresses of all that were made are told, each once', async () => {
		const replies = { [addresses[0]]: [{ status: 410 }], [addresses[1]]: [{ status: 410 }] };
		const pictures = [url(0), failed('dark'), url(1), url(0)];
		const { outcome } = await delivered({ answer: { pictures }, replies });
		const parts = addresses.map((at) => outcome.message.split(at).length - 1);
		expect([parts, outcome.facts.kind]).toEqual([[1, 1], 'download']);
		expect(outcome.message).not.toContain('dark');
	});

	it('the status is of the file that was refused, and its headers are kept', async () => {
		const response = { status: 201, headers: {} } as unknown as HttpResponse;
		const gone = { [addresses[0]]: [{ status: 410 }] };
		const answer = { pictures: [url(0)] };
		const { outcome } = await delivered({ answer, replies: gone, changes: { response } });
		expect(outcome.facts.status).toBe(410);
		const headers = { 'content-type': 'text/html', server: 'x' };
		const page = { [addresses[0]]: [{ headers, body: 'Hello' }] };
		expect((await delivered({ answer, replies: page })).outcome.headers).toEqual(headers);
	});

	it('a page where no words link to it names its address', async () => {
		const replies = { [addresses[0]]: [{ body: '<html>' }] };
		const { outcome } = await delivered({ answer: { pictures: [url(0)] }, replies });
		expect(outcome.message).toContain(`its address ${addresses[0]} holds no image`);
	});

	it('a fault that is none of the way is thrown as it is, if it is the first', async () => {
		const odd = new TypeError('odd');
		const store = async () => {
			throw odd;
		};
		const replies = { ...(await one()), [addresses[1]]: [{ status: 410 }] };
		const first = { answer: { pictures: [url(0), url(1)] }, replies, store };
		expect((await delivered(first)).outcome).toBe(odd);
	});

	it('because the answer broke off, that is told, but for an address that stays', async () => {
		const broken = 'It broke off.';
		const cut = await delivered({ answer: { pictures: [failed('half')], broken } });
		expect([cut.outcome.message, cut.outcome.facts.kind]).toEqual([broken, 'answer']);
		const replies = { [addresses[0]]: [{ status: 410 }] };
		const kept = await delivered({ answer: { pictures: [url(0)], broken }, replies });
		expect(kept.outcome.message).toContain(addresses[0]);
	});
});

describe('when some images came', () => {
	it('what is missing is told, but not half an image of an answer that broke off', async () => {
		const pictures = [url(0), failed('dark')];
		const { outcome } = await delivered({ answer: { pictures }, replies: await one() });
		expect(outcome.missing).toEqual(['The gateway reported for one of the images: dark']);
		const broken = 'It broke off.';
		const cut = await delivered({ answer: { pictures, broken }, replies: await one() });
		expect(cut.outcome.missing).toEqual([broken]);
	});

	it('a fault that is none of the way is told as well', async () => {
		let count = 0;
		const store: typeof memoryStore = async (...given) => {
			if (count++ > 0) throw new TypeError('odd');
			return await memoryStore(...given);
		};
		const body = await drawPicture();
		const replies = { [addresses[0]]: [{ body }], [addresses[1]]: [{ body }] };
		const answer = { pictures: [url(0), url(1)] };
		expect((await delivered({ answer, replies, store })).outcome.missing).toEqual(['odd']);
	});

	it('an address that could not be fetched is told in both cases', async () => {
		const replies = { ...(await one()), [addresses[1]]: [{ status: 410 }] };
		for (const more of [{}, { broken: 'It broke off.' }]) {
			const answer = { pictures: [url(0), url(1)], ...more };
			const { outcome } = await delivered({ answer, replies });
			expect(outcome.missing.at(-1)).toContain(addresses[1]);
		}
	});

	it.each<[string, string | undefined, Reply, number]>([
		['a page that words link to', 'Here!', { body: '<html>' }, 0],
		['a page where there are no words', undefined, { body: '<html>' }, 1],
		['what is no page though words link to it', 'Here!', { status: 410 }, 1],
	])('%s is missed or not', async (_what, words, reply, count) => {
		const answer = { pictures: [url(0), url(1)], ...(words === undefined ? {} : { words }) };
		const replies = { ...(await one()), [addresses[1]]: [reply] };
		expect((await delivered({ answer, replies })).outcome.missing).toHaveLength(count);
	});
});

it('words that link to a page alone are what the gateway said', async () => {
	const replies = { [addresses[0]]: [{ body: '<html>' }] };
	const answer = { pictures: [url(0)], words: 'Look there', requestId: 'r' };
	const { outcome } = await delivered({ answer, replies });
	expect(outcome.message).toBe('The gateway responded without an image: Look there');
	expect(outcome.facts).toMatchObject({ kind: 'answer', requestId: 'r' });
});

it('a key in the words of an answer is told in no failure', async () => {
	const words = 'Use Bearer abcdefgh12345678';
	const replies = { [addresses[0]]: [{ body: '<html>' }] };
	const links = await delivered({ answer: { pictures: [url(0)], words }, replies });
	const noise = await delivered({ answer: { pictures: [{ kind: 'spooled', index: 0 }], words } });
	for (const { outcome } of [links, noise]) expect(outcome.message).toMatch(/: Use \[key\]$/);
});

describe('bytes in an answer', () => {
	const response = { status: 200, headers: {} } as unknown as HttpResponse;
	const none = 'The gateway returned something that is not an image.';
	const spooledAt = (index: number) =>
		({ kind: 'spooled', index, revisedPrompt: 'A cat' }) as const;

	it('are stored, be they short or spooled', async () => {
		const drawn = await drawPicture();
		const base64 = drawn.toString('base64');
		const stored = await memoryStore(oneChunk(drawn), response);
		const pictures = [{ kind: 'base64', base64 } as const, spooledAt(1)];
		const { outcome } = await delivered({
			answer: { pictures },
			spooled: [undefined, stored],
			changes: { response },
		});
		expect(outcome.pictures).toMatchObject([
			{ stored: { binary: base64 } },
			{ stored: { binary: base64 }, revisedPrompt: 'A cat' },
		]);
	});

	it.each<[string, Given, string]>([
		['no image, spooled', { answer: { pictures: [spooledAt(0)] }, spooled: [undefined] }, none],
		[
			'no image, short',
			{ answer: { pictures: [{ kind: 'base64', base64: 'AAAA' }] }, changes: { response } },
			none,
		],
		[
			'of an order that was answered before',
			{ answer: { pictures: [{ kind: 'base64', base64: 'AAAA' }] } },
			none,
		],
		[
			'no image, beside words',
			{ answer: { pictures: [spooledAt(0)], words: 'No.' } },
			`${none} It said: No.`,
		],
		[
			'half an image',
			{
				answer: { pictures: [spooledAt(0)] },
				spooled: [new GatewayFailure('Half.', { kind: 'answer' })],
			},
			'Half.',
		],
	])('that are %s are told so', async (_what, given, message) => {
		const { outcome } = await delivered(given);
		expect([outcome.message, outcome.facts.kind]).toEqual([message, 'answer']);
	});
});

describe('the limits of a delivery', () => {
	const asking = (status: number, after: number): Reply => ({
		status,
		headers: { 'retry-after': String(after) },
	});

	it.each([
		[404, 8, 2],
		[404, 8.001, 1],
		[503, 600, 2],
		[503, 300, 3],
		[503, 300.001, 2],
	])('of %d that asks for %d s an image is asked for %d times', async (status, after, times) => {
		const replies = { [addresses[0]]: [asking(status, after)] };
		const { asked, outcome } = await delivered({ answer: { pictures: [url(0)] }, replies });
		expect(asked).toHaveLength(times);
		expect(outcome.message).toContain(addresses[0]);
	});

	it('are four images at once', async () => {
		let open = 0;
		let most = 0;
		const store: typeof memoryStore = async (bytes, response) => {
			most = Math.max(most, ++open);
			await new Promise<void>((resolve) => setImmediate(resolve));
			return await memoryStore(bytes, response).finally(() => open--);
		};
		const urls = Array.from({ length: 6 }, (_none, at) => `https://files.example/${at}.png`);
		const body = await drawPicture();
		const pictures = urls.map((one) => ({ kind: 'url', url: one }) as const);
		const replies = Object.fromEntries(urls.map((one) => [one, [{ body }]]));
		const { outcome } = await delivered({ answer: { pictures }, replies, store });
		expect([outcome.pictures.length, most]).toEqual([6, 4]);
	});
});
