import type { FailureKind } from '../../nodes/ImageEdit/answer/failures';
import { GatewayFailure } from '../../nodes/ImageEdit/answer/failures';
import type { HttpResponse } from '../../nodes/ImageEdit/transport/httpClient';
import { placeOrder } from '../../nodes/ImageEdit/transport/placeOrder';
import { fakeWeb, memoryStore } from '../helpers/fakeWeb';
import { smallBody } from '../helpers/wireBody';
import { drawPicture } from '../helpers/pictures';

const base = 'https://gateway.example/v1';

interface Broken {
	readonly kind?: FailureKind;
	readonly status?: number;
	readonly store?: typeof memoryStore;
}

const broken = 'It broke off.';

/** Orders from a gateway whose response ends so after this text. */
async function ordered(
	text: string,
	{ kind = 'cut', status = 200, store = memoryStore }: Broken = {},
) {
	const sent = async function* () {
		yield Buffer.from(text);
		throw new GatewayFailure(broken, { kind });
	};
	const response: HttpResponse = { status, headers: {}, body: sent(), source: undefined };
	const http = { ...fakeWeb({}).http, post: async () => response };
	const placed = await placeOrder(http, store, base, '/images/edits', smallBody).catch(
		(error: unknown) => error,
	);
	return { placed, response };
}

const large = async (shade = 1) => {
	const drawing = { width: 1_200, height: 1_200, shade, type: 'jpeg', alpha: false } as const;
	return (await drawPicture(drawing)).toString('base64');
};

it('a failure names the order by its method and its URL without the query', async () => {
	const { http } = fakeWeb({});
	const failed = placeOrder(http, memoryStore, base, '/images/edits?key=secret', smallBody);
	await expect(failed).rejects.toMatchObject({
		facts: { request: `POST ${base}/images/edits` },
	});
});

it('a redirect of an order leads to the Base URL that its path goes behind', async () => {
	const url = `${base}/images/edits`;
	const response: HttpResponse = {
		status: 301,
		headers: { location: 'https://other.example/api/images/edits' },
		body: (async function* () {})(),
		source: undefined,
		request: { url, isWhole: true, isRefusedTunnel: false, seconds: 0 },
	};
	const http = { ...fakeWeb({}).http, post: async () => response };
	const failed = placeOrder(http, memoryStore, base, '/images/edits', smallBody);
	await expect(failed).rejects.toThrow('write https://other.example/api into Base URL');
});

describe('a response that breaks off', () => {
	it.each<[FailureKind, number, boolean]>([
		['cut', 402, true],
		['network', 402, true],
		['timeout', 402, true],
		['canceled', 402, false],
		['cut', 300, true],
		['cut', 299, false],
	])('as %s with %d is a refusal all the same: %s', async (kind, status, isRefusal) => {
		const { placed } = await ordered('{"error":{"message":"Top up"},', { kind, status });
		expect(placed).toBeInstanceOf(GatewayFailure);
		expect((placed as GatewayFailure).message === broken).toBe(!isRefusal);
		expect((placed as GatewayFailure).facts.kind === kind).toBe(!isRefusal);
	});

	it('has its short image, its long one and its address, with the response', async () => {
		const short = (await drawPicture({ width: 2, height: 2 })).toString('base64');
		const [first, second] = [await large(1), await large(2)];
		const url = 'https://files.example/a.png';
		const { placed, response } = await ordered(
			`{"data":[{"b64_json":"${short}"},{"b64_json":"${first}"},{"url":"${url}"},{"b64_json":"${second.slice(0, 5_000)}`,
		);
		expect(placed).toMatchObject({
			answer: {
				pictures: [{ base64: short }, { kind: 'spooled', index: 0 }, { url }],
				broken,
			},
		});
		expect((placed as { response?: unknown }).response).toBe(response);
	});

	it('is the failure where nothing came whole: half an image, or none', async () => {
		const half = await ordered(`{"data":[{"b64_json":"${(await large()).slice(0, 5_000)}`);
		expect(half.placed).toMatchObject({ message: broken, facts: { kind: 'cut' } });
		const noise = Buffer.alloc(9_000, 7).toString('base64');
		const none = await ordered(`{"data":[{"b64_json":"${noise}"},{"u`);
		expect(none.placed).toMatchObject({ message: broken, facts: { kind: 'cut' } });
	});

	it('has no image that the store found to be half of one', async () => {
		const store = async () => {
			throw new GatewayFailure('Half.', { kind: 'answer' });
		};
		const text = `{"data":[{"b64_json":"${await large()}"},{"u`;
		expect((await ordered(text, { store })).placed).toMatchObject({ facts: { kind: 'cut' } });
	});

	it('because the run was stopped is that failure, whatever had come', async () => {
		const text = `{"data":[{"b64_json":"${await large()}"},{"u`;
		const { placed } = await ordered(text, { kind: 'canceled' });
		expect(placed).toMatchObject({ message: broken, facts: { kind: 'canceled' } });
	});
});
