import type { INodeParameters } from 'n8n-workflow';
import type { RequestListener } from 'node:http';

import type { Host } from '../onEngine/support/host';
import { startHost } from '../onEngine/support/host';
import { model, url } from '../onEngine/support/parameters';
import type { Rig } from '../onEngine/support/rig';
import { nodeName, startRig } from '../onEngine/support/rig';
import { growthDuring, littleMemory } from './support/memory';
import type { Sent } from './support/streams';
import { answering, dripping, packed, raw, repeated } from './support/streams';

let rig: Rig;
let host: Host;
beforeAll(async () => {
	rig = await startRig();
	host = await startHost();
	await rig.order({ resource: 'model', operation: 'getAll' });
});
afterAll(async () => {
	await rig.close();
	await host.close();
});
beforeEach(() => {
	rig.gateway.reset();
	host.requests.length = 0;
});

/** Enough to be seen in the memory, too little to end the test by it. */
const most = 400 * 1024 * 1024;
const settings = { onError: 'continueRegularOutput' } as const;

describe('a picture by address, for a gateway that takes files', () => {
	const edit = (): INodeParameters => ({
		operation: 'edit',
		model: model('gpt-image-1'),
		prompt: 'A mug',
		image: url(`${host.origin}/a.png`),
		batch: { timeout: 2 },
	});
	const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAEAAAABACAYAAACqaXHe', 'base64');
	const zeros = Buffer.alloc(1024);
	const hostile: Readonly<Record<string, RequestListener>> = {
		'that does not end': answering(() => repeated(png, zeros, most), {
			'content-type': 'image/png',
		}),
		'of nothing that does not end': answering(() => repeated('', 'very ', most)),
		'that is packed a thousand times': packed(
			() => repeated(png, zeros, most),
			'gzip',
			'image/png',
		),
	};

	it.each(Object.entries(hostile))('%s is refused, with little memory', async (_what, serve) => {
		rig.connect('openAiCompatible');
		host.serve(serve);
		const run = async () => await rig.order(edit(), { settings });
		const { grown, value } = await growthDuring(run);
		const [item] = value.items(nodeName);
		expect((item?.json.error as { message: string }).message).toMatch(
			/^Image (could not be fetched from|has|\()/,
		);
		expect(rig.gateway.requests).toEqual([]);
		expect(grown).toBeLessThan(littleMemory);
	});

	it.each<[string, RequestListener]>([
		['that drips', dripping('\u0089PNG', { 'content-type': 'image/png' })],
		['that stalls', (_request, response) => void response.writeHead(200).write(png)],
		['that breaks off', raw('HTTP/1.1 200 OK\r\nContent-Length: 9000\r\n\r\n\u0089PNG')],
		[
			'that is an SVG',
			(_request, response) => response.end('<svg><script>alert(1)</script></svg>'),
		],
		[
			'that leads in a circle',
			(_request, response) => response.writeHead(302, { location: '/a.png' }).end(),
		],
		[
			'that leads to a file',
			(_request, response) => response.writeHead(302, { location: 'file:///etc/passwd' }).end(),
		],
	])('%s is refused, and nothing is ordered', async (_what, serve) => {
		rig.connect('openAiCompatible');
		host.serve(serve);
		const [item] = (await rig.order(edit(), { settings })).items(nodeName);
		expect(item?.json.error).toMatchObject({
			message: expect.stringMatching(/^Image /) as string,
			description: expect.stringContaining('Nothing was sent') as string,
		});
		expect(rig.gateway.requests).toEqual([]);
	});
});

describe('a list of models', () => {
	const getAll = { resource: 'model', operation: 'getAll' };
	const list = '{"data":[';
	const entry = '{"id":"model","object":"model","owned_by":"somebody"},';
	const hostile: Readonly<Record<string, RequestListener>> = {
		'that does not end': answering(() => repeated(list, entry, most)),
		'that is packed a thousand times': packed(() => repeated(list, entry, most), 'gzip'),
		'that is a page without an end': answering(() => repeated('<html>', 'very ', most)),
	};

	it.each(Object.entries(hostile))('%s is given up, with little memory', async (_what, serve) => {
		rig.connect('openAiCompatible', { baseUrl: host.origin });
		host.serve(serve);
		const run = async () => await rig.order(getAll, { settings });
		const { grown, value } = await growthDuring(run);
		expect(value.status).toBe('success');
		expect(grown).toBeLessThan(littleMemory);
	});

	it('with tens of thousands of entries is taken as it is, or given up', async () => {
		const sent: Sent = { bytes: 0 };
		rig.connect('openAiCompatible', { baseUrl: host.origin });
		host.serve(answering(() => repeated(list, entry, 2_000_000, '{}]}'), {}, sent));
		const { grown, value } = await growthDuring(async () => await rig.order(getAll, { settings }));
		expect(value.status).toBe('success');
		expect(grown).toBeLessThan(littleMemory);
	});

	it.each<[string, RequestListener]>([
		[
			'of wrong types',
			(_request, response) => response.end('{"data":[null,1,"x",[],{"id":{}},{"id":7}]}'),
		],
		['in place of a list', (_request, response) => response.end('{"data":{"length":9e9}}')],
		['that is nested without end', (_request, response) => response.end('['.repeat(500_000))],
		['that is a page', (_request, response) => response.end('<html><a href="a">')],
		['that is nothing', (_request, response) => response.writeHead(204).end()],
		['that breaks off', raw('HTTP/1.1 200 OK\r\nContent-Length: 9000\r\n\r\n{"data":[')],
	])('%s harms nobody', async (_what, serve) => {
		rig.connect('openAiCompatible', { baseUrl: host.origin });
		host.serve(serve);
		const result = await rig.order(getAll, { settings });
		expect(result.status).toBe('success');
		for (const { json } of result.items(nodeName)) {
			if (!('error' in json)) expect(typeof json.id).toBe('string');
		}
	});
});
