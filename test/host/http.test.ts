import type { IExecuteFunctions } from 'n8n-workflow';
import { createHttpClient, fetchModels } from '../../nodes/ImageEdit/host/http';
import type { WireBody } from '../../nodes/ImageEdit/request/body';
import { attempt } from '../../nodes/ImageEdit/shared/attempt';
import type { Chunks } from '../../nodes/ImageEdit/shared/streams';
import { chunked } from '../helpers/pictures';
import { smallBody } from '../helpers/wireBody';

const plain = 'http://gateway.example/v1/images/edits';
const encrypted = 'https://gateway.example/v1/images/edits';
const largeBody: WireBody = { ...smallBody, small: false };

interface Sent {
	readonly how: string;
	readonly options: Readonly<Record<string, unknown>> & { readonly body?: unknown };
	/** What n8n's helper sees of the execution: aborted once the call is given up. */
	readonly signal: AbortSignal;
}

type Answer = (sent: Sent) => unknown;

/** A client in an n8n whose helper answers so, and what the helper was given. */
function client(answer: Answer, execution = new AbortController()) {
	const all: Sent[] = [];
	const helper = (how: string) =>
		async function (this: IExecuteFunctions | undefined, ...given: readonly unknown[]) {
			const options = given.at(-1) as Sent['options'];
			const signal = (options.abortSignal ?? this?.getExecutionCancelSignal()) as AbortSignal;
			const sent = { how: [how, ...given.slice(0, -1)].join(' '), options, signal };
			all.push(sent);
			return await answer(sent);
		};
	const helpers = {
		httpRequest: helper('without'),
		httpRequestWithAuthentication: helper('with'),
	};
	const context = {
		helpers,
		getExecutionCancelSignal: () => execution.signal,
	} as unknown as IExecuteFunctions;
	return { all, context, http: createHttpClient(context, 7_000) };
}

const answered = (more: object = {}) => ({
	statusCode: 200,
	headers: { 'x-a': 'b' },
	body: chunked(Buffer.from('{}'), 1),
	...more,
});
const read = async (body: Chunks) => {
	let text = '';
	for await (const chunk of body) text += Buffer.from(chunk).toString();
	return text;
};
/** As axios does with a Blob. */
const takeAll = async ({ options }: Sent) =>
	await read((options.body as { stream(): Chunks }).stream());

const asItArrives = {
	encoding: 'stream',
	returnFullResponse: true,
	ignoreHttpStatusErrors: true,
	sendCredentialsOnCrossOriginRedirect: false,
	disableFollowRedirect: true,
	timeout: 7_000,
};

it('sends an order with the key, and fetches with it or without it; nobody follows a redirect', async () => {
	const { all, http } = client(() => answered());
	await http.post(plain, smallBody);
	await http.getWithKey(plain);
	await http.get(plain);
	expect(all.map(({ how }) => how)).toEqual([
		'with imageGatewayApi',
		'with imageGatewayApi',
		'without',
	]);
	const [order, ...fetched] = all.map(({ options: { abortSignal: _signal, ...rest } }) => rest);
	expect(order).toEqual({
		...asItArrives,
		method: 'POST',
		url: plain,
		body: Buffer.from('{}'),
		headers: { 'content-type': 'application/json', accept: 'application/json' },
	});
	for (const options of fetched) expect(options).toEqual({ ...asItArrives, url: plain });
});

it.each([
	[plain, smallBody, false],
	[plain, largeBody, true],
	[encrypted, smallBody, true],
	[encrypted, largeBody, true],
])('to %s sends a body piece by piece: %#', async (url, body, isInPieces) => {
	const { all, http } = client(() => answered());
	await http.post(url, body);
	expect(Buffer.isBuffer(all[0]?.options.body)).toBe(!isInPieces);
	if (isInPieces) expect(all[0]?.options.body).toMatchObject({ size: 2, type: 'application/json' });
});

it('hands on status, headers, body and what the response was of', async () => {
	const whole = answered({ statusCode: 201 });
	const response = await client(() => whole).http.post(plain, smallBody);
	expect(response).toMatchObject({ status: 201, headers: { 'x-a': 'b' }, source: whole.body });
	expect(response.request).toMatchObject({ url: plain, isWhole: true, isRefusedTunnel: false });
	expect(response.request?.seconds).toBeLessThan(1);
	expect(await read(response.body)).toBe('{}');
});

it.each([
	[encrypted, {}, true],
	[encrypted, { encrypted: false }, true],
	[encrypted, { encrypted: true }, false],
	[encrypted, null, false],
	[encrypted, undefined, false],
	[plain, {}, false],
])(
	'of %s over the socket %j: whether a proxy has refused it: %s',
	async (url, socket, isRefused) => {
		const body = Object.assign(chunked(Buffer.from('{}')), { socket });
		const { request } = await client(() => answered({ body })).http.get(url);
		expect(request?.isRefusedTunnel).toBe(isRefused);
	},
);

describe('an order that was not taken whole when the answer began', () => {
	it.each([
		[200, true],
		[299, true],
		[300, false],
		[400, false],
		[503, false],
	])(
		'and is while it is read: whether it counts as whole after %i: %s',
		async (statusCode, isWhole) => {
			const { all, http } = client(({ options }) => {
				(options.body as { stream(): Chunks }).stream();
				return answered({ statusCode });
			});
			const { request } = await http.post(plain, largeBody);
			expect(request?.isWhole).toBe(false);
			await takeAll(all[0] as Sent);
			expect(request?.isWhole).toBe(isWhole);
		},
	);

	it.each([
		['whole', takeAll, false],
		['begun', ({ options }: Sent) => void (options.body as { stream(): Chunks }).stream(), true],
	])('gives the connection up after its answer: %s', async (_what, take, isGivenUp) => {
		const { all, http } = client(async (sent) => {
			await take(sent);
			return answered();
		});
		await read((await http.post(plain, largeBody)).body);
		expect(all[0]?.signal.aborted).toBe(isGivenUp);
	});
});

describe('the connection', () => {
	const broken = async function* () {
		yield Buffer.from('{');
		await Promise.reject(new Error('gone'));
	} as () => Chunks;

	it.each<[string, () => Chunks, (body: Chunks) => Promise<unknown>, boolean]>([
		['read to its end', () => chunked(Buffer.from('{}')), read, false],
		[
			'left in the middle',
			() => chunked(Buffer.from('{}'), 1),
			async (body) => {
				for await (const chunk of body) if (chunk.length > 0) break;
			},
			true,
		],
		['broken off', broken, async (body) => await attempt(async () => await read(body)), true],
	])('of a body that was %s: whether it is given up', async (_what, body, use, isGivenUp) => {
		const { all, http } = client(() => answered({ body: body() }));
		await use((await http.get(plain)).body);
		expect(all[0]?.signal.aborted).toBe(isGivenUp);
	});

	it('of a request that failed is given up', async () => {
		const { all, http } = client(async () => await Promise.reject(new Error('no')));
		expect((await attempt(async () => await http.get(plain))).ok).toBe(false);
		expect(all[0]?.signal.aborted).toBe(true);
	});
});

describe('a request that fails', () => {
	const reset = Object.assign(new Error('read ECONNRESET'), {
		code: 'ECONNRESET',
		syscall: 'read',
	});
	const brokenBody = async function* () {
		yield Buffer.from('{');
		await Promise.reject(reset);
	} as () => Chunks;
	const begin = ({ options }: Sent) => void (options.body as { stream(): Chunks }).stream();

	async function failure(answer: Answer, body = largeBody, execution = new AbortController()) {
		const { http } = client(answer, execution);
		const tried = await attempt(async () => await read((await http.post(plain, body)).body));
		return tried.ok ? undefined : (tried.error as { facts: unknown; message: string });
	}

	it.each<[string, Answer, string]>([
		[
			'before all was sent',
			(sent) => {
				begin(sent);
				throw reset;
			},
			'network',
		],
		[
			'after all was sent',
			async (sent) => {
				await takeAll(sent);
				throw reset;
			},
			'cut',
		],
		[
			'in the answer, before all was sent',
			(sent) => {
				begin(sent);
				return answered({ body: brokenBody() });
			},
			'network',
		],
		[
			'in the answer, after all was sent',
			async (sent) => {
				await takeAll(sent);
				return answered({ body: brokenBody() });
			},
			'cut',
		],
	])('%s', async (_when, answer, kind) => {
		expect(await failure(answer)).toMatchObject({ facts: { kind, code: 'ECONNRESET' } });
	});

	it.each<[string, Answer]>([
		[
			'before its answer',
			() => {
				throw reset;
			},
		],
		['in its answer', () => answered({ body: brokenBody() })],
	])('%s in a cancelled execution is cancelled', async (_when, answer) => {
		const execution = new AbortController();
		const cancels: Answer = (sent) => {
			execution.abort();
			return answer(sent);
		};
		expect(await failure(cancels, smallBody, execution)).toMatchObject({
			facts: { kind: 'canceled' },
		});
	});

	it('lets go of the body of the order, be it before or in its answer', async () => {
		const opened: string[] = [];
		const body: WireBody = {
			...largeBody,
			open: async function* () {
				opened.push('open');
				try {
					yield Buffer.from('{');
					yield Buffer.from('}');
				} finally {
					opened.push('closed');
				}
			},
		};
		const first = async ({ options }: Sent) =>
			await (options.body as { stream(): AsyncGenerator }).stream().next();
		await failure(async (sent) => {
			await first(sent);
			throw reset;
		}, body);
		await failure(async (sent) => {
			await first(sent);
			return answered();
		}, body);
		expect(opened).toEqual(['open', 'closed', 'open', 'closed']);
	});
});

describe('in time', () => {
	afterEach(() => jest.restoreAllMocks());

	/** Lets the time run out when it is told to. */
	function timeouts() {
		const late = new AbortController();
		const asked = jest.spyOn(AbortSignal, 'timeout').mockReturnValue(late.signal);
		return { late, lengths: () => asked.mock.calls.map(([length]) => length) };
	}

	it('an answer has to begin', async () => {
		const { late, lengths } = timeouts();
		const waits = client(async () => await new Promise(() => {})).http.get(plain);
		late.abort();
		await expect(waits).rejects.toMatchObject({ facts: { kind: 'timeout' } });
		expect(lengths()).toEqual([8_000]);
	});

	it('an answer has to end', async () => {
		const { late, lengths } = timeouts();
		const body = (async function* () {
			await new Promise(() => {});
			yield Buffer.from('{');
		})();
		const reading = read((await client(() => answered({ body })).http.get(plain)).body);
		late.abort();
		await expect(reading).rejects.toMatchObject({ facts: { kind: 'timeout' } });
		expect(lengths()).toEqual([8_000, 7_000]);
	});

	it('is told in seconds how long the answer did not begin', async () => {
		const from = Date.now();
		const now = jest.spyOn(Date, 'now').mockReturnValue(from);
		const { request } = await client(() => {
			now.mockReturnValue(from + 2_500);
			return answered();
		}).http.get(plain);
		expect(request?.seconds).toBe(2.5);
	});
});

describe('the list of models', () => {
	const models = async (body: Chunks, statusCode = 200) => {
		const { all, context } = client(() => answered({ body, statusCode }));
		return { all, ...(await fetchModels(context, 'https://gateway.example/v1', '/models?a=b')) };
	};

	it('is asked for with the key and in a quarter of a minute, and handed on with its status', async () => {
		const { all, body, status } = await models(chunked(Buffer.from('{"data":[]}')), 203);
		expect([body, status]).toEqual([{ data: [] }, 203]);
		expect(all.map(({ how }) => how)).toEqual(['with imageGatewayApi']);
		expect(all[0]?.options).toMatchObject({
			...{ ...asItArrives, timeout: 15_000 },
			url: 'https://gateway.example/v1/models?a=b',
		});
	});

	const blank = Buffer.alloc(1024 * 1024, ' ');
	const padded = async function* (more: number) {
		for (let left = 7; left > 0; left--) yield blank;
		yield blank.subarray(0, -2);
		yield Buffer.from('[]'.padEnd(2 + more));
	};

	it.each([
		['no JSON', chunked(Buffer.from('<html></html>')), undefined],
		['nothing', chunked(Buffer.from('')), undefined],
		['8 MB', padded(0), []],
		['a byte more', padded(1), undefined],
	])('is read of %s', async (_what, body, expected) => {
		expect((await models(body)).body).toEqual(expected);
	});
});
