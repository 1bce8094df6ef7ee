import { GatewayFailure } from '../../nodes/ImageEdit/answer/failures';
import { follow, refuseInside } from '../../nodes/ImageEdit/transport/follow';
import type { HttpResponse } from '../../nodes/ImageEdit/transport/httpClient';

const gateway = 'https://gateway.example/v1';
const far = 'https://files.example/a.png';
const inner = 'http://10.0.0.7/a.png';

interface Hop {
	readonly status?: number;
	readonly location?: unknown;
	readonly size?: number;
}

/** Follows the addresses of a script; what it does not hold is answered with 200. */
async function following(
	start: string,
	hops: Readonly<Record<string, Hop>>,
	{ base = gateway, trusted = false } = {},
) {
	const asked: string[] = [];
	const read: number[] = [];
	const ask = (how: string) => async (url: string) => {
		asked.push(`${how} ${url}`);
		const { location, size = 10, status = location === undefined ? 200 : 302 } = hops[url] ?? {};
		const at = read.push(0) - 1;
		async function* body() {
			for (let sent = 0; sent < size; sent += 1_024) {
				read[at] = (read[at] ?? 0) + 1;
				yield new Uint8Array(1_024);
			}
		}
		const headers = location === undefined ? {} : { location };
		return { status, headers, body: body(), source: undefined } as unknown as HttpResponse;
	};
	const http = { get: ask('fetch'), getWithKey: ask('key') };
	const outcome = await follow(http, new URL(start), base, trusted).catch(
		(error: unknown) => error,
	);
	return { asked, read, outcome };
}

const refused = (words: string) =>
	expect.objectContaining({
		message: expect.stringContaining(words) as string,
		facts: { kind: 'unsafe' },
	}) as GatewayFailure;

const chain = (length: number): Readonly<Record<string, Hop>> =>
	Object.fromEntries(
		Array.from({ length }, (_, at) => [
			at === 0 ? far : `https://files.example/${at}`,
			{ location: `https://files.example/${at + 1}` },
		]),
	);

it.each([0, 1, 2, 4, 5])('goes on %d times', async (length) => {
	const { asked, outcome } = await following(far, chain(length));
	expect(asked).toHaveLength(length + 1);
	expect(outcome).toMatchObject({ status: 200 });
});

it('goes on five times and not a sixth', async () => {
	const { asked, outcome } = await following(far, chain(6));
	expect(asked).toHaveLength(6);
	expect(outcome).toEqual(
		refused(`The address ${far} leads on more than 5 times. It was not fetched.`),
	);
});

it.each([
	[200, false],
	[299, false],
	[300, true],
	[301, true],
	[399, true],
	[400, false],
	[404, false],
])('of %d with an address it goes on: %s', async (status, goesOn) => {
	const { asked } = await following(far, { [far]: { status, location: '/b.png' } });
	expect(asked).toHaveLength(goesOn ? 2 : 1);
});

it.each([undefined, null, ''])('takes a redirect to %j for the response', async (location) => {
	const { asked, outcome } = await following(far, { [far]: { status: 302, location } });
	expect(asked).toHaveLength(1);
	expect(outcome).toMatchObject({ status: 302 });
});

it.each([
	['http://[', 'leads nowhere'],
	['ftp://files.example/a.png', 'leads to no web address'],
	['file:///etc/passwd', 'leads to no web address'],
	['data:image/png;base64,', 'leads to no web address'],
	['xhttp://files.example/', 'leads to no web address'],
	['httpx://files.example/', 'leads to no web address'],
])('does not go to %s, be it at once or later', async (location, words) => {
	const next = 'https://files.example/b.png';
	const once = await following(far, { [far]: { location } });
	expect([once.asked.length, once.outcome]).toEqual([1, refused(words)]);
	const later = await following(far, { [far]: { location: next }, [next]: { location } });
	expect([later.asked.length, later.outcome]).toEqual([2, refused(`${far} ${words}`)]);
});

it('takes the key along to the gateway alone, at each step anew', async () => {
	const own = 'https://gateway.example/files/a';
	const { asked } = await following(far, {
		[far]: { location: own },
		[own]: { location: 'http://gateway.example/files/b' },
		'http://gateway.example/files/b': { location: 'https://gateway.example/files/c' },
		'https://gateway.example/files/c': { location: 'https://files.gateway.example/d' },
	});
	expect(asked).toEqual([
		`fetch ${far}`,
		`key ${own}`,
		'fetch http://gateway.example/files/b',
		'key https://gateway.example/files/c',
		'fetch https://files.gateway.example/d',
	]);
});

it.each([1, 2])('lets go of the body of redirect %d before it goes on', async (which) => {
	const next = 'https://files.example/b.png';
	const hops = { [far]: { location: next, size: 3_000 }, [next]: { location: '/c', size: 3_000 } };
	const { read } = await following(far, hops);
	expect(read[which - 1]).toBe(3);
});

it.each([64, 1_000])('reads a redirect of %d KiB up to 64 KiB and a little', async (kib) => {
	const { read } = await following(far, { [far]: { location: '/b', size: kib * 1_024 } });
	expect(read[0]).toBeGreaterThanOrEqual(Math.min(kib, 64));
	expect(read[0]).toBeLessThanOrEqual(66);
});

describe('an address inside a private network', () => {
	const within = { base: 'http://192.168.0.2:3000/v1' };
	const outside = 'https://files.example/b.png';
	const open = true;
	it.each<[string, boolean, string, object, boolean, string | undefined]>([
		['a public gateway names', false, inner, {}, false, undefined],
		['a public gateway leads to', false, far, {}, false, inner],
		['a public gateway leads to over itself', false, 'https://gateway.example/a', {}, false, inner],
		['a trusted public address leads to', false, far, {}, true, inner],
		['the user names', open, inner, {}, true, undefined],
		['an inner address of the user leads to', open, inner, {}, true, 'http://10.0.0.8/b.png'],
		['an inner gateway names', open, inner, within, false, undefined],
		['a public address of an inner gateway leads to', open, far, within, false, inner],
		['is the gateway itself', open, 'http://192.168.0.2:3000/a', within, false, undefined],
		['is not where a public gateway leads', open, far, {}, false, outside],
	])('that %s is opened: %s', async (_what, isOpened, start, base, trusted, location) => {
		const hops = location === undefined ? {} : { [start]: { location } };
		const { asked, outcome } = await following(start, hops, { ...base, trusted });
		if (isOpened) expect(outcome).toMatchObject({ status: 200 });
		else expect(outcome).toEqual(refused('which is inside a private network'));
		expect(asked).toHaveLength((location === undefined ? 0 : 1) + (isOpened ? 1 : 0));
	});

	it('is refused after a second step, too, and the message names where it began', async () => {
		const { asked, outcome } = await following(far, {
			[far]: { location: outside },
			[outside]: { location: inner },
		});
		expect(asked).toHaveLength(2);
		expect(outcome).toEqual(refused(`${far} leads to 10.0.0.7, which`));
	});

	it('is named with its port, and where it began at a length that can be read', async () => {
		const long = `${far}?${'a'.repeat(3_000)}`;
		const { outcome } = await following(long, { [long]: { location: 'http://10.0.0.7:81/a' } });
		expect(outcome).toEqual(refused('leads to 10.0.0.7:81, which'));
		expect((outcome as Error).message.length).toBeLessThan(2_200);
	});

	it.each<[boolean, string, boolean]>([
		[false, inner, true],
		[false, 'https://gateway.example/x', false],
		[false, far, false],
		[true, inner, false],
	])('where one may go inside is %s, %s is refused: %s', (mayGoInside, address, isRefused) => {
		const check = () => refuseInside(new URL(far), new URL(address), new URL(gateway), mayGoInside);
		if (isRefused) expect(check).toThrow(GatewayFailure);
		else expect(check).not.toThrow();
	});

	it('is no stranger where the gateway has the same address', () => {
		const own = new URL('http://10.0.0.7/v1');
		expect(() => refuseInside(new URL(far), new URL(inner), own, false)).not.toThrow();
		const other = new URL('http://10.0.0.7:81/a.png');
		expect(() => refuseInside(new URL(far), other, own, false)).toThrow(GatewayFailure);
	});
});
