import type { IDataObject } from 'n8n-workflow';
import type { RequestListener } from 'node:http';

import { numberOf, perItem, promptItems } from '../onEngine/support/batch';
import type { Host } from '../onEngine/support/host';
import { startHost } from '../onEngine/support/host';
import { hurry } from '../onEngine/support/hurry';
import { withoutItem } from '../onEngine/support/itemNamed';
import { picture } from '../onEngine/support/pictures';
import type { Rig } from '../onEngine/support/rig';
import { nodeName, startRig } from '../onEngine/support/rig';
import { beginnings } from './support/files';
import { growthDuring, littleMemory } from './support/memory';
import { answering, dripping, packed, raw, repeated } from './support/streams';

const canary = 'canary5d3c1b9a7f6e4d2c8b0a';

hurry();
let rig: Rig;
let host: Host;
beforeAll(async () => {
	rig = await startRig({ apiKeys: [canary] });
	host = await startHost();
});
afterAll(async () => {
	await rig.close();
	await host.close();
});
beforeEach(() => {
	rig.gateway.reset();
	host.requests.length = 0;
	rig.connect('openAiCompatible');
});
// Whatever happens, and wherever a redirect leads.
afterEach(() => expect(JSON.stringify(host.requests)).not.toContain(canary));

const at = (path: string) => `${host.origin}/${path}`;

/** An order for each body, all at the same time: every item fails, and says why. */
async function failuresOf(bodies: readonly object[], timeout = 60): Promise<readonly string[]> {
	rig.gateway.intercept((request) =>
		request.method === 'POST' ? { status: 200, body: bodies[numberOf(request)] ?? {} } : undefined,
	);
	const result = await rig.order(
		{ ...perItem, batch: { concurrency: 64, maxTries: 1, timeout }, output: { maxFileSize: 2 } },
		{ items: promptItems(bodies.length), settings: { onError: 'continueRegularOutput' } },
	);
	const items = result.items(nodeName);
	expect(items.map(({ binary, pairedItem }) => [binary, pairedItem])).toEqual(
		bodies.map((_none, item) => [undefined, { item }]),
	);
	const orders = rig.gateway.requests.filter(({ method }) => method === 'POST');
	// Paid for once, and never again, whatever comes of it.
	expect(orders).toHaveLength(bodies.length);
	return items.map(({ json }, item) =>
		withoutItem((json.error as IDataObject | undefined)?.message, item),
	);
}

const byUrl = (url: string) => ({ data: [{ url }] });

/** What the host serves, by path. */
function serve(listeners: Readonly<Record<string, RequestListener>>): void {
	host.serve((request, response) => {
		const listener = listeners[String(request.url).slice(1)];
		if (listener) void listener(request, response);
		else response.writeHead(404).end();
	});
}

const sending =
	(body: Buffer | string, type = 'image/png', status = 200): RequestListener =>
	(_request, response) =>
		response.writeHead(status, { 'content-type': type }).end(body);

it('a result that is no picture is given up at once, whatever it says it is', async () => {
	const wrong: Readonly<Record<string, Buffer | string>> = {
		page: beginnings.html,
		json: beginnings.json,
		pdf: beginnings.pdf,
		zip: beginnings.zip,
		film: beginnings.film,
		text: 'Sorry, this picture has expired.',
		empty: '',
		signature: beginnings.signatureOnly,
	};
	/** The host's own words, where it says some. */
	const found: Readonly<Record<string, string>> = {
		...Object.fromEntries(Object.keys(wrong).map((name) => [name, 'holds no image'])),
		json: 'holds no image: no such file',
		text: 'holds no image: Sorry, this picture has expired',
		empty: 'is empty',
	};
	const names = Object.keys(wrong);
	serve(Object.fromEntries(Object.entries(wrong).map(([name, body]) => [name, sending(body)])));
	expect(await failuresOf(names.map((name) => byUrl(at(name))))).toEqual(
		names.map((name) => `The image was made, but its address ${at(name)} ${found[name]}.`),
	);
	// Hosts show new files late: what is still empty is asked for again.
	const paths = host.requests.map(({ path }) => path).filter((path) => path !== '/empty');
	expect(paths.sort()).toEqual(
		names
			.filter((name) => name !== 'empty')
			.map((name) => `/${name}`)
			.sort(),
	);
});

it('a result that is cut off, stalls, drips or lies about its length is given up after some tries', async () => {
	const [png, jpeg, webp] = [
		(await picture('mug')).bytes,
		(await picture('mug', 'jpeg')).bytes,
		(await picture('mug', 'webp')).bytes,
	];
	const half = (bytes: Buffer) => bytes.subarray(0, bytes.length / 2);
	const head = 'HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n';
	const long = (bytes: Buffer) =>
		Buffer.concat([Buffer.from(`${head}Content-Length: 9999999\r\n\r\n`), bytes]);
	const short = (bytes: Buffer) =>
		Buffer.concat([Buffer.from(`${head}Content-Length: 900\r\n\r\n`), bytes]);
	const cut = 'holds an image that is cut off';
	const cases: Readonly<Record<string, readonly [RequestListener, string]>> = {
		png: [sending(half(png)), cut],
		jpeg: [sending(half(jpeg)), cut],
		webp: [sending(half(webp)), cut],
		almost: [sending(png.subarray(0, -12)), cut],
		short: [raw(short(png)), cut],
		long: [raw(long(png)), 'broke off'],
		chunks: [
			raw(Buffer.concat([Buffer.from(`${head}Transfer-Encoding: chunked\r\n\r\nffff\r\n`), png])),
			'broke off',
		],
		nothing: [raw(''), 'broke off'],
		stall: [
			(_request, response) => void response.writeHead(200).write(half(png)),
			'did not respond in time',
		],
		silence: [() => undefined, 'did not respond in time'],
		drip: [dripping('\u0089PNG', { 'content-type': 'image/png' }), 'did not respond in time'],
		packed: [answering(() => [png], { 'content-encoding': 'gzip' }), 'broke off'],
	};
	serve(Object.fromEntries(Object.entries(cases).map(([name, [listener]]) => [name, listener])));
	const names = Object.keys(cases);
	expect(
		await failuresOf(
			names.map((name) => byUrl(at(name))),
			3,
		),
	).toEqual(
		names.map((name) => `The image was made, but its address ${at(name)} ${cases[name]?.[1]}.`),
	);
});

it('a result that is cut off inside the answer is no picture, be it long or short', async () => {
	const formats = ['png', 'jpeg', 'webp'] as const;
	const pictures = await Promise.all(
		formats.map(async (format) => (await picture('mug', format)).bytes),
	);
	const cut = [
		...pictures.map((bytes) => bytes.subarray(0, -200)),
		...pictures.map((bytes) => bytes.subarray(0, 2_000)),
	];
	const bodies = cut.flatMap((bytes) => {
		const b64_json = bytes.toString('base64');
		return [{ data: [{ b64_json }] }, byUrl(`data:image/png;base64,${b64_json}`)];
	});
	expect(new Set(await failuresOf(bodies))).toEqual(
		new Set(['The gateway returned an image that is cut off before its end.']),
	);
});

describe('a result without an end is given up at Max File Size, with little memory', () => {
	const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAEAAAABACAYAAACqaXHe', 'base64');
	const zeros = Buffer.alloc(1024);

	it.each<[string, RequestListener]>([
		['bytes', answering(() => repeated(png, zeros), { 'content-type': 'image/png' })],
		[
			'2 GB',
			answering(() => repeated(png, zeros, 2 * 1024 ** 3), { 'content-length': String(2 ** 31) }),
		],
		['packed bytes', packed(() => repeated(png, zeros), 'gzip', 'image/png')],
	])('%s', async (_what, listener) => {
		serve({ endless: listener });
		const { grown, value } = await growthDuring(
			async () => await failuresOf([byUrl(at('endless'))]),
		);
		expect(value).toEqual([
			'The gateway returned an image of more than 2 MB, the Max File Size under Settings → Output.',
		]);
		expect(grown).toBeLessThan(littleMemory);
		expect(host.requests).toHaveLength(1);
	});

	it.each<[string, RequestListener]>([
		['words', answering(() => repeated('Sorry ', 'very '), { 'content-type': 'text/html' })],
		['packed words', packed(() => repeated('Sorry ', 'very '), 'br', 'text/html')],
	])('%s that are no picture', async (_what, listener) => {
		serve({ endless: listener });
		const { grown, value } = await growthDuring(
			async () => await failuresOf([byUrl(at('endless'))]),
		);
		expect(value).toEqual([`The image was made, but its address ${at('endless')} holds no image.`]);
		expect(grown).toBeLessThan(littleMemory);
	});
});

it('thousands of results are not all fetched', async () => {
	serve({});
	const urls = Array.from({ length: 5_000 }, (_none, index) => at(`gone-${index}`));
	const [said] = await failuresOf([{ choices: [{ message: { content: urls.join(' ') } }] }]);
	expect(said).toMatch(/responded with 404/);
	// A hundred, and some of them once more, since hosts show new files late.
	expect(host.requests.length).toBeLessThanOrEqual(150);
});

it('a redirect of a result is followed to web addresses only, and not for ever', async () => {
	const to =
		(location: string): RequestListener =>
		(_request, response) =>
			response.writeHead(302, { location }).end('<html>moved</html>');
	serve({
		file: to('file:///etc/passwd'),
		ftp: to('ftp://127.0.0.1/a.png'),
		data: to('data:image/png;base64,iVBORw0KGgo='),
		script: to('javascript:alert(1)'),
		nowhere: to('http://'),
		itself: to('/itself'),
		ping: to('/pong'),
		pong: to('/ping'),
	});
	const said = await failuresOf(
		['file', 'ftp', 'data', 'script', 'nowhere', 'itself', 'ping'].map((path) => byUrl(at(path))),
	);
	const refused = (path: string, why: string) =>
		`The address ${at(path)} ${why}. It was not fetched.`;
	expect(said).toEqual([
		refused('file', 'leads to no web address'),
		refused('ftp', 'leads to no web address'),
		refused('data', 'leads to no web address'),
		refused('script', 'leads to no web address'),
		refused('nowhere', 'leads nowhere'),
		refused('itself', 'leads on more than 5 times'),
		refused('ping', 'leads on more than 5 times'),
	]);
	expect(host.requests.length).toBeLessThan(20);
});

it('the key stays at the gateway when a result that lies there is redirected', async () => {
	const { bytes } = await picture('mug');
	serve({ elsewhere: sending(bytes), file: sending('no') });
	for (const status of [301, 302, 303, 307, 308]) {
		host.requests.length = 0;
		rig.gateway.intercept(({ method }) =>
			method === 'POST'
				? { status: 200, body: byUrl('/v1/images/files/a.png') }
				: { status, headers: { location: at('elsewhere') }, body: '' },
		);
		const result = await rig.order({ ...perItem, prompt: 'p0' });
		expect(result.items(nodeName)).toHaveLength(1);
		expect(host.requests.map(({ headers, path }) => [path, headers.authorization])).toEqual([
			['/elsewhere', undefined],
		]);
	}
});

it.each([300, 301, 302, 303, 305, 307, 308])(
	'an order is not given to another host that status %i names, nor is the key',
	async (status) => {
		for (const location of [at('v1/images/generations'), 'file:///etc/passwd', '//', '']) {
			rig.gateway.intercept(() => ({ status, headers: { location }, body: '' }));
			const result = await rig.order({ ...perItem, prompt: 'p0', batch: { maxTries: 5 } });
			expect(result.error?.message).toContain(`The gateway responded with ${status}`);
		}
		expect(host.requests).toEqual([]);
		expect(rig.gateway.requests).toHaveLength(4);
	},
);
