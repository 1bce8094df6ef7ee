import type { INode } from 'n8n-workflow';
import { randomBytes } from 'node:crypto';
import sharp from 'sharp';

import { perItem, promptItems } from './support/batch';
import type { Host } from './support/host';
import { startHost } from './support/host';
import { bytesOf } from './support/pictures';
import type { Rig } from './support/rig';
import { nodeName, startRig } from './support/rig';

let rig: Rig;
let host: Host;
/** Too noisy to be packed small, as base64; their sides, 40, 48 and 56, tell them apart. */
let pictures: readonly string[];
beforeAll(async () => {
	rig = await startRig();
	host = await startHost();
	pictures = await Promise.all(
		[40, 48, 56].map(async (side) => {
			const raw = { width: side, height: side, channels: 3 } as const;
			const png = sharp(randomBytes(side * side * 3), { raw }).png();
			return (await png.toBuffer()).toString('base64');
		}),
	);
});
afterAll(async () => {
	await rig.close();
	await host.close();
});
beforeEach(() => {
	host.requests.length = 0;
	rig.connect('openAiCompatible', { baseUrl: host.origin });
});

const settings: Partial<INode> = { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 };

/** Orders several pictures at once from a gateway that answers with this text. */
async function order(text: string, breaksOff = false) {
	host.serve((_request, response) => {
		response.writeHead(200, { 'content-type': 'application/json', 'x-request-id': 'req-1' });
		if (!breaksOff) response.end(text);
		else response.write(text, () => setTimeout(() => response.destroy(), 20));
	});
	const parameters = { ...perItem, options: { n: 3 } };
	return await rig.order(parameters, { items: promptItems(1), settings });
}

const answer = (list: readonly string[]) =>
	JSON.stringify({ created: 0, data: list.map((b64_json) => ({ b64_json })) });
const half = (text = '') => text.slice(0, Math.floor(text.length / 8) * 4);
const upTo = (text: string, end: string) => text.slice(0, text.indexOf(end) + end.length);

describe('pictures that were paid for and came whole are kept', () => {
	const [first, second, third] = [0, 1, 2];
	it.each<[string, () => Parameters<typeof order>, number[], RegExp]>([
		[
			'one between them is half a picture',
			() => [answer([pictures[first] ?? '', half(pictures[second]), pictures[third] ?? ''])],
			[40, 56],
			/^The gateway returned an image that is cut off before its end/,
		],
		[
			'the answer ends within the last one',
			() => [upTo(answer(pictures), half(pictures[third]))],
			[40, 48],
			/cut off before its end/,
		],
		[
			'the answer ends after the last one',
			() => [upTo(answer(pictures), pictures[third] ?? '')],
			[40, 48, 56],
			/^The response of the gateway was cut off before its end/,
		],
		[
			'the connection breaks off within the second one',
			() => [upTo(answer(pictures), half(pictures[second])), true],
			[40],
			/^The connection to the gateway broke off/,
		],
	])('when %s', async (_title, given, sides, warning) => {
		const result = await order(...given());
		expect(result.error).toBeUndefined();
		const items = result.items(nodeName);
		expect(items.map(({ json }) => [json.width, json.index, json.count])).toEqual(
			sides.map((side, index) => [side, index, sides.length]),
		);
		for (const [index, item] of items.entries()) {
			const { width } = await sharp((await bytesOf(rig, item)).bytes).metadata();
			expect(width).toBe(sides[index]);
		}
		expect(items[0]?.json).toMatchObject({
			requestId: 'req-1',
			warnings: [expect.stringMatching(warning)],
		});
		expect(host.requests).toHaveLength(1);
	});
});

describe('where none came whole', () => {
	it.each<[string, () => Parameters<typeof order>, RegExp]>([
		['the answer ends within it', () => [half(answer(pictures.slice(0, 1)))], /cut off before/],
		['it is half a picture', () => [answer([half(pictures[0])])], /image that is cut off/],
		['the connection breaks off', () => [half(answer(pictures.slice(0, 1))), true], /broke off/],
	])('the item ends in an error and is not ordered again: %s', async (_title, given, message) => {
		const result = await order(...given());
		expect(result.error?.message).toMatch(message);
		expect(result.error?.message).toContain('It was not requested again');
		expect(host.requests).toHaveLength(1);
	});
});

it('the addresses of all pictures are told when none of them could be fetched', async () => {
	const addresses = ['a', 'b', 'c'].map((name) => `${host.origin}/files/${name}.png`);
	host.serve(({ method }, response) => {
		if (method === 'GET') return response.writeHead(404).end();
		const body = JSON.stringify({ data: addresses.map((url) => ({ url })) });
		return response.writeHead(200, { 'content-type': 'application/json' }).end(body);
	});
	const result = await rig.order({ ...perItem, options: { n: 3 } }, { items: promptItems(1) });
	for (const address of addresses) expect(result.error?.message).toContain(address);
});

test('fewer pictures than ordered, without a word about the others, are told', async () => {
	const result = await order(answer(pictures.slice(0, 2)));
	const warnings = ['3 images were requested, but 2 came.'];
	expect(result.items(nodeName).map(({ json }) => json.warnings)).toEqual([warnings, warnings]);
});
