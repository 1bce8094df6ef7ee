import type { FailureKind } from '../../nodes/ImageEdit/answer/failures';
import { GatewayFailure } from '../../nodes/ImageEdit/answer/failures';
import { deliverAll } from '../../nodes/ImageEdit/transport/deliver';
import { checkedAddress, download, resultAddress } from '../../nodes/ImageEdit/transport/download';
import type { Reply } from '../helpers/fakeWeb';
import { fakeWeb, memoryStore } from '../helpers/fakeWeb';
import { far, fetchingUntil, gateway } from '../helpers/fetching';
import { drawPicture } from '../helpers/pictures';
import { virtualClock } from '../helpers/virtualClock';

async function fetching(
	url: string,
	replies: Readonly<Record<string, ReadonlyArray<GatewayFailure | Reply>>>,
) {
	const web = fakeWeb(replies);
	const clock = virtualClock();
	const work = download(web.http, memoryStore, url, gateway, clock);
	const outcome = await clock.run(work.catch((error: unknown) => error));
	return { asked: web.asked, outcome, sleeps: clock.sleeps };
}

const good = async (): Promise<Reply> => ({ body: await drawPicture() });

it('stores the picture with its size in bytes', async () => {
	const bytes = await drawPicture();
	const { outcome } = await fetching(far, { [far]: [{ body: bytes }] });
	expect(outcome).toMatchObject({
		info: { type: 'png', width: 320 },
		bytes: bytes.length,
		binary: bytes.toString('base64'),
	});
});

it.each([
	['https://files.example/a.png', 'fetch https://files.example/a.png'],
	['https://gateway.example/files/a.png', 'key https://gateway.example/files/a.png'],
	['https://GATEWAY.example:443/files/a.png', 'key https://gateway.example/files/a.png'],
	['/v1/images/files/a.png', 'key https://gateway.example/v1/images/files/a.png'],
	['files/a.png', 'key https://gateway.example/files/a.png'],
	['//files.example/a.png', 'fetch https://files.example/a.png'],
	['//gateway.example/a.png', 'key https://gateway.example/a.png'],
	['http://gateway.example/a.png', 'fetch http://gateway.example/a.png'],
	['https://gateway.example:8443/a.png', 'fetch https://gateway.example:8443/a.png'],
	['https://api.gateway.example/a.png', 'fetch https://api.gateway.example/a.png'],
	[
		'https://gateway.example.evil.example/a.png',
		'fetch https://gateway.example.evil.example/a.png',
	],
	[
		'https://gateway.example@evil.example/a.png',
		'fetch https://gateway.example@evil.example/a.png',
	],
])('sends the key along to %s only where that is the gateway', async (url, expected) => {
	const { asked } = await fetching(url, { [expected.replace(/^\w+ /, '')]: [await good()] });
	expect(asked).toEqual([expected]);
});

it('leaves signed addresses as they are', async () => {
	const url = `${far}?X-Tos-Signature=a%2Fb%2B&c=d%20e&f`;
	expect((await fetching(url, { [url]: [await good()] })).asked).toEqual([`fetch ${url}`]);
});

it('leaves the key behind when it is sent on to another host', async () => {
	const own = 'https://gateway.example/files/1';
	const { asked, outcome } = await fetching(own, {
		[own]: [{ status: 302, headers: { location: far } }],
		[far]: [await good()],
	});
	expect(asked).toEqual([`key ${own}`, `fetch ${far}`]);
	expect(outcome).toMatchObject({ info: { type: 'png' } });
});

it.each([
	['/two.png', 'https://files.example/two.png'],
	['two.png', 'https://files.example/dir/two.png'],
	['?page=2', 'https://files.example/dir/one.png?page=2'],
	['//other.example/two.png', 'https://other.example/two.png'],
])('a second redirect, to %s, is read from where the first one led', async (location, end) => {
	const [own, one] = ['https://gateway.example/files/1', 'https://files.example/dir/one.png'];
	const { asked } = await fetching(own, {
		[own]: [{ status: 302, headers: { location: one } }],
		[one]: [{ status: 302, headers: { location } }],
		[end]: [await good()],
	});
	expect(asked).toEqual([`key ${own}`, `fetch ${one}`, `fetch ${end}`]);
});

it('has the key again where a redirect leads back to the gateway', async () => {
	const own = 'https://gateway.example/files/1';
	const { asked } = await fetching(far, {
		[far]: [{ status: 302, headers: { location: own } }],
		[own]: [await good()],
	});
	expect(asked).toEqual([`fetch ${far}`, `key ${own}`]);
});

it.each([
	'http://169.254.169.254/latest/meta-data',
	'http://localhost:5678/rest',
	'http://10.0.0.7/a.png',
])('does not let itself be sent into a private network: %s', async (inside) => {
	const direct = await fetching(inside, { [inside]: [await good()] });
	const around = await fetching(far, {
		[far]: [{ status: 307, headers: { location: inside } }],
		[inside]: [await good()],
	});
	expect(direct.asked).toEqual([]);
	expect(around.asked).toEqual([`fetch ${far}`]);
	expect(direct.outcome).toBeInstanceOf(GatewayFailure);
	expect(around.outcome).toBeInstanceOf(GatewayFailure);
});

it('gives up on redirects without end', async () => {
	const { asked, outcome } = await fetching(far, {
		[far]: [{ status: 302, headers: { location: far } }],
	});
	expect(outcome).toBeInstanceOf(GatewayFailure);
	expect(asked.length).toBeLessThan(12);
});

const trouble = (kind: FailureKind) => new GatewayFailure('no', { kind });

it.each<[string, GatewayFailure | Reply]>([
	['500', { status: 500 }],
	['502', { status: 502 }],
	['408', { status: 408 }],
	['429', { status: 429 }],
	['a connection that was not made', trouble('network')],
	['a cut connection', trouble('cut')],
	['a time-out', trouble('timeout')],
])('asks again after %s, and never orders again', async (_what, first) => {
	const { asked, outcome, sleeps } = await fetching(far, { [far]: [first, first, await good()] });
	expect(outcome).toMatchObject({ info: { type: 'png' } });
	expect(asked).toEqual([`fetch ${far}`, `fetch ${far}`, `fetch ${far}`]);
	expect(sleeps).toEqual([1_000, 2_000]);
});

it('waits as long as the host asks', async () => {
	const busy = { status: 503, headers: { 'retry-after': '7' } };
	expect((await fetching(far, { [far]: [busy, await good()] })).sleeps).toEqual([7_000]);
});

it('waits until the time of day that the host names', async () => {
	const at = new Date(Date.UTC(2026, 0, 1) + 9_000).toUTCString();
	const busy = { status: 503, headers: { 'retry-after': at } };
	expect((await fetching(far, { [far]: [busy, await good()] })).sleeps).toEqual([9_000]);
});

it('waits no longer for all images of a response than it would for one request', async () => {
	const busy = { status: 503, headers: { 'retry-after': '400' } };
	const urls = Array.from({ length: 12 }, (_none, index) => `https://files.example/${index}.png`);
	const web = fakeWeb(Object.fromEntries(urls.map((url) => [url, [busy]])));
	const clock = virtualClock();
	const began = clock.now();
	const deps = { http: web.http, store: memoryStore, clock, download: true, base: gateway };
	const answer = { pictures: urls.map((url) => ({ kind: 'url', url }) as const), body: undefined };
	const work = deliverAll(deps, { answer, spooled: [] });
	const outcome = await clock.run(work.catch((error: unknown) => error));
	expect(clock.now() - began).toBeLessThanOrEqual(600_000);
	for (const url of urls) expect((outcome as Error).message).toContain(url);
});

it('gives up after some tries, with the address in its message', async () => {
	const { asked, outcome } = await fetching(far, { [far]: [{ status: 500 }] });
	expect(asked).toHaveLength(4);
	expect(outcome).toMatchObject({ facts: { kind: 'download' } });
	expect((outcome as Error).message).toContain(far);
});

it.each([401, 410])('does not ask again after %p', async (status) => {
	const { asked, outcome } = await fetching(far, { [far]: [{ status }] });
	expect(asked).toHaveLength(1);
	expect(outcome).toMatchObject({ facts: { kind: 'download', status } });
});

it('does not take a web page for a picture', async () => {
	const { asked, outcome } = await fetching(far, {
		[far]: [{ body: '<html>Please log in</html>' }],
	});
	expect(asked).toHaveLength(1);
	expect(outcome).toMatchObject({ facts: { kind: 'download' } });
});

it.each<FailureKind>(['canceled', 'oversize'])('does not ask again when %s', async (kind) => {
	const { asked, outcome } = await fetching(far, { [far]: [trouble(kind)] });
	expect(asked).toHaveLength(1);
	expect(outcome).toMatchObject({ facts: { kind } });
});

it.each(['javascript:alert(1)', 'file:///etc/passwd', 'ftp://files.example/a.png', 'http://'])(
	'takes %s for no address',
	async (url) => {
		expect(resultAddress(url, gateway)).toBeUndefined();
		const { asked, outcome } = await fetching(url, {});
		expect(asked).toEqual([]);
		expect(outcome).toMatchObject({ facts: { kind: 'download' } });
	},
);

it.each<[string, Reply]>([
	['404', { status: 404, body: { ErrMsg: 'file not exist' } }],
	['403', { status: 403 }],
	['an empty body', { body: '' }],
])('asks again for some seconds after %s: hosts show new files late', async (_what, first) => {
	const { asked, outcome } = await fetching(far, { [far]: [first, first, await good()] });
	expect(outcome).toMatchObject({ info: { type: 'png' } });
	expect(asked).toHaveLength(3);
});

it.each<[Reply, string]>([
	[
		{
			status: 403,
			body: '<Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>',
		},
		'responded with 403: AccessDenied: Request has expired.',
	],
	[{ status: 404, body: { ErrMsg: 'file not exist' } }, 'responded with 404: file not exist.'],
	[{ status: 410, body: 'The file was removed.' }, 'responded with 410: The file was removed.'],
	[{ status: 404, body: 'v1.2 of it is gone...' }, 'responded with 404: v1.2 of it is gone.'],
	[{ status: 404, body: '<html>Not here</html>' }, 'responded with 404.'],
	[{ body: '' }, 'is empty.'],
	[{ body: { error: { message: 'expired' } } }, 'holds no image: expired.'],
])('then the reason of the host is told: %j', async (reply, says) => {
	const { outcome } = await fetching(far, { [far]: [reply] });
	expect((outcome as Error).message).toBe(`The image was made, but its address ${far} ${says}`);
});

it('names the address and the payment where this n8n does not let the node go there', async () => {
	const { asked, outcome } = await fetching(far, {
		[far]: [new GatewayFailure('no.', { kind: 'refused' })],
	});
	expect(asked).toHaveLength(1);
	expect(outcome).toMatchObject({ facts: { kind: 'download' } });
	expect((outcome as Error).message).toBe(
		`The image was made, but its address ${far} was not fetched. no.`,
	);
});

it.each([
	'javascript:alert(1)',
	'file:///etc/passwd',
	'http://10.0.0.1/a.png',
	'http://db.default/a',
])('hands %s on to nobody', (url) => {
	expect(() => checkedAddress(url, gateway)).toThrow(GatewayFailure);
});

it('leaves the address of a paid image as it is, in messages too', async () => {
	const url = 'https://files.example/key-visual-summer/sk-9876543210.png?x=key-abcdefgh';
	expect(checkedAddress(url, gateway).href).toBe(url);
	const { outcome } = await fetching(url, { [url]: [{ status: 410 }] });
	expect((outcome as Error).message).toContain(` ${url} `);
	expect(checkedAddress('https://files.example/a b.png', gateway).href).toBe(
		'https://files.example/a%20b.png',
	);
});

const nothing: Reply = { body: '' };

it.each<[GatewayFailure | Reply, string]>([
	[{ status: 403 }, 'responded with 403'],
	[{ status: 404 }, 'responded with 404'],
	[{ status: 409 }, 'responded with 409'],
	[{ status: 425 }, 'responded with 425'],
	[nothing, 'is empty'],
])('of what may come late it asks as long as it may: %j', async (reply, words) => {
	const counts: number[] = [];
	for (const late of [0, 999, 1_000, 2_999, 3_000, 6_999, 7_000, 99_000]) {
		const { count, outcome } = await fetchingUntil(reply, late, Infinity);
		counts.push(count);
		expect((outcome as Error).message).toBe(`The image was made, but its address ${far} ${words}.`);
	}
	expect(counts).toEqual([1, 1, 2, 2, 3, 3, 4, 4]);
});

it.each<[GatewayFailure | Reply, string]>([
	[{ status: 500 }, 'responded with 500'],
	[{ status: 400 }, 'responded with 400'],
	[{ status: 404 }, 'responded with 404'],
	[nothing, 'is empty'],
	[trouble('network'), 'did not respond'],
	[trouble('cut'), 'broke off'],
])('of what may pass it asks as long as patience lasts: %j', async (reply, words) => {
	const counts: number[] = [];
	for (const patient of [0, 999, 1_000, 2_999, 3_000, 6_999, 7_000, 99_000]) {
		const { count, outcome } = await fetchingUntil(reply, Infinity, patient);
		counts.push(count);
		expect((outcome as Error).message).toContain(`its address ${far} `);
		expect(outcome).toMatchObject({ facts: { kind: 'download' } });
		if (!(reply instanceof GatewayFailure)) expect((outcome as Error).message).toContain(words);
	}
	expect(counts).toEqual([1, 1, 2, 2, 3, 3, 4, 4]);
});

it.each([400, 402, 405, 408, 422, 429, 500, 503])(
	'%d is not of a file that comes late',
	async (status) => {
		expect((await fetchingUntil({ status }, 0, Infinity)).count).toBe(4);
	},
);

it.each([199, 201, 206, 404])('takes the image of a response with %d for none', async (status) => {
	const { outcome } = await fetchingUntil({ status, body: await drawPicture() }, 0, 0);
	expect(outcome).toBeInstanceOf(GatewayFailure);
	expect((outcome as Error).message).toContain(`responded with ${status}`);
});

it('names the address of an image that could not be stored, and does not fetch it again', async () => {
	const web = fakeWeb({ [far]: [await good()] });
	const clock = virtualClock();
	const full = async () => {
		throw new GatewayFailure('The disk is full.', { kind: 'store', requestId: 'r' });
	};
	const work = download(web.http, full, far, gateway, clock);
	const outcome = await clock.run(work.catch((error: unknown) => error));
	expect(web.asked).toHaveLength(1);
	expect(outcome).toMatchObject({
		message: `The disk is full. It stays available at ${far} for some time.`,
		facts: { kind: 'store', requestId: 'r' },
	});
});

it('hands on a fault that is none of the way, after one try', async () => {
	const web = fakeWeb({ [far]: [await good()] });
	const clock = virtualClock();
	const broken = async () => {
		throw new TypeError('odd');
	};
	const work = download(web.http, broken, far, gateway, clock);
	const outcome = await clock.run(work.catch((error: unknown) => error));
	expect([web.asked.length, outcome]).toEqual([1, new TypeError('odd')]);
});

it.each(['xhttp://a.example/', 'httpx://a.example/', 'http://', 'https://[', 'data:,x'])(
	'%s is no address of the web',
	(url) => {
		expect(resultAddress(url, gateway)).toBeUndefined();
		expect(() => checkedAddress(url, gateway)).toThrow('is not a web address');
	},
);

it('reads an address without a host from the root of the gateway', () => {
	const deep = 'https://gateway.example/v1/images/edits';
	expect(resultAddress('files/a.png', deep)?.href).toBe('https://gateway.example/files/a.png');
});

it.each([10, 60, 1_000])('reads a refusal of %d KiB up to 64 KiB and a little', async (kib) => {
	let read = 0;
	const body = async function* () {
		for (let sent = 0; sent < kib; sent++) {
			read++;
			yield Buffer.alloc(1_024);
		}
	};
	const get = async () => ({ status: 410, headers: {}, body: body(), source: undefined });
	const http = { ...fakeWeb({}).http, get };
	const work = download(http, memoryStore, far, gateway, virtualClock());
	await expect(work).rejects.toThrow('responded with 410');
	expect(read).toBe(Math.min(kib, 64));
});

it('hands on an inner address where the gateway is inside as well', () => {
	const inner = 'http://10.0.0.1/a.png';
	expect(checkedAddress(inner, 'http://10.0.0.2/v1').href).toBe(inner);
	expect(() => checkedAddress(inner, gateway)).toThrow('inside a private network');
});
