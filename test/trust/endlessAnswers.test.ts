import type { RequestListener } from 'node:http';

import { sampled } from '../helpers/depth';
import { tinyPicture } from '../onEngine/support/quickAnswer';
import {
	failure,
	order,
	tooManyValues,
	tooMuchText,
	useHostileGateway,
} from './support/hostileGateway';
import { growthDuring, littleMemory } from './support/memory';
import type { Sent } from './support/streams';
import { answering, dripping, packed, raw, repeated } from './support/streams';

useHostileGateway();

const gigabytes = 1024 ** 3;
const tooLarge =
	'The gateway returned an image of more than 2 MB, the Max File Size under Settings → Output.';
const late = 'The gateway did not respond in time.';
const brokeOff = /^The connection to the gateway broke off: /;

const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAEAAAABACAYAAACqaXHe', 'base64');
const list = '{"data":[{"b64_json":"';
const anyPng = `${list}${png.toString('base64')}`;

describe('an answer without an end is given up at a limit, with little memory', () => {
	const endless: Readonly<Record<string, readonly [() => Iterable<Uint8Array>, string]>> = {
		'words in JSON': [() => repeated('{"text":"', 'many words '), tooMuchText],
		blanks: [() => repeated('', ' '), tooMuchText],
		'line ends in JSON text': [() => repeated('{"text":"A', '\\n'), tooMuchText],
		'open brackets': [() => repeated('', '['), tooManyValues],
		'empty entries': [() => repeated('{"data":[', '{},'), tooManyValues],
		'addresses of pictures': [
			() => repeated('{"data":[', '{"url":"https://files.example/a.png"},'),
			tooManyValues,
		],
		'base64 of a picture': [() => repeated(anyPng, 'AAAA'), tooLarge],
		'base64 of a picture, as a data URI': [
			() => repeated(`{"data":[{"url":"data:image/png;base64,${png.toString('base64')}`, 'AAAA'),
			tooLarge,
		],
		'base64 of nothing known': [() => repeated(list, 'QUJD'), tooMuchText],
		'an answer of 2 GB in base64': [
			() => repeated(anyPng, 'AAAA', 2 * gigabytes, '"}]}'),
			tooLarge,
		],
		'an answer of 2 GB in words': [
			() => repeated('{"text":"', 'many words ', 2 * gigabytes, '"}'),
			tooMuchText,
		],
	};

	it.each(sampled(Object.entries(endless), 2))('%s', async (_what, [chunks, says]) => {
		const { grown, message } = await failure(answering(chunks));
		expect(message).toBe(says);
		expect(grown).toBeLessThan(littleMemory);
	});

	it('picture after picture, each of them small', async () => {
		const b64_json = (await tinyPicture(300)).toString('base64').padEnd(8_000, 'A');
		const sent: Sent = { bytes: 0 };
		const entry = `${JSON.stringify({ b64_json })},`;
		const chunks = () => repeated('{"data":[', entry);
		const { grown, value: items } = await growthDuring(
			async () => await order(answering(chunks, {}, sent), {}),
		);
		// All of them were paid for: those that were taken are handed on.
		expect(items).toHaveLength(100);
		for (const { binary, json } of items) {
			expect(json.warnings).toEqual([
				expect.stringMatching(/^The response has more than 100 images\./),
			]);
			expect(binary?.data?.mimeType).toBe('image/png');
		}
		expect(grown).toBeLessThan(littleMemory);
		// A hundred pictures of the allowed size are more than enough of one answer.
		expect(sent.bytes).toBeLessThan(20_000_000);
	});

	it('a picture that comes as it is', async () => {
		const headers = { 'content-type': 'image/png' };
		const { grown, message } = await failure(answering(() => repeated(png, 'AAAA'), headers));
		expect(message).toBe(tooLarge);
		expect(grown).toBeLessThan(littleMemory);
	});

	it.each(sampled([400, 500], 1))('an explanation of status %i', async (status) => {
		const chunks = () => repeated('<title>Sorry', ' very sorry');
		const { grown, message } = await failure(answering(chunks, {}, undefined, status));
		expect(message).toBe(tooMuchText);
		expect(grown).toBeLessThan(littleMemory);
	});
});

describe('an answer that unpacks to a thousand times its size is given up at the same limits', () => {
	it.each(sampled(['gzip', 'deflate', 'br'] as const, 1))(
		'words packed by %s',
		async (encoding) => {
			const { grown, message } = await failure(packed(() => repeated('{"a":"', ' '), encoding));
			expect(message).toBe(tooMuchText);
			expect(grown).toBeLessThan(littleMemory);
		},
	);

	it('a picture as base64, packed by gzip', async () => {
		const { grown, message } = await failure(packed(() => repeated(anyPng, 'AAAA'), 'gzip'));
		expect(message).toBe(tooLarge);
		expect(grown).toBeLessThan(littleMemory);
	});

	it('a picture as it is, packed by gzip', async () => {
		const { grown, message } = await failure(
			packed(() => repeated(png, '\0\0\0\0'), 'gzip', 'image/png'),
		);
		expect(message).toBe(tooLarge);
		expect(grown).toBeLessThan(littleMemory);
	});

	it('something that is not packed at all', async () => {
		const { message } = await failure(
			answering(() => [Buffer.from('{"data":[]}')], { 'content-encoding': 'gzip' }),
		);
		expect(message).toMatch(brokeOff);
	});
});

describe('an answer that does not come is waited for as long as Timeout says', () => {
	const brief = { batch: { timeout: 1, maxTries: 1 } };
	const slow: Readonly<Record<string, RequestListener>> = {
		'nothing at all': () => undefined,
		'a body that stops': (_request, response) => void response.writeHead(200).write('{"data":['),
		'a body that drips': dripping('{"data":[{"b64_json":"'),
		'a picture that drips': dripping('\u0089PNG', { 'content-type': 'image/png' }),
		'headers that stop': raw('HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n', 'stay'),
		'another protocol': raw(
			'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
			'stay',
		),
		'a hint that more will follow': raw('HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n', 'stay'),
	};

	it.each(Object.entries(slow))('%s', async (_what, serve) => {
		const { description, message } = await failure(serve, brief);
		expect(message).toBe(late);
		expect(description).toMatch(/^No response within the timeout\./);
	});
});
