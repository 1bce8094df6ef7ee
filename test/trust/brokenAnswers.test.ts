import type { RequestListener } from 'node:http';

import { tinyPicture } from '../onEngine/support/quickAnswer';
import {
	cutOff,
	failure,
	noPicture,
	order,
	tooManyValues,
	useHostileGateway,
} from './support/hostileGateway';
import { answering, raw } from './support/streams';

useHostileGateway();

const brokeOff = /^The connection to the gateway broke off: /;

describe('an answer that breaks the rules of HTTP is one clear failure', () => {
	const head = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n';
	const body = '{"data":[{"url":"http://127.0.0.1:1/a.png"}]}';
	const broken: Readonly<Record<string, readonly [Buffer | string, RegExp | string]>> = {
		// Within an address: a whole one would be fetched.
		'shorter than it says': [`${head}Content-Length: 5000\r\n\r\n${body.slice(0, 30)}`, brokeOff],
		'longer than it says': [`${head}Content-Length: 20\r\n\r\n${body}`, cutOff],
		'a length of two opinions': [
			`${head}Content-Length: 20\r\nContent-Length: 45\r\n\r\n${body}`,
			brokeOff,
		],
		'a length below zero': [`${head}Content-Length: -1\r\n\r\n${body}`, brokeOff],
		'chunks that are none': [`${head}Transfer-Encoding: chunked\r\n\r\nzz\r\n${body}`, brokeOff],
		'chunks without an end': [`${head}Transfer-Encoding: chunked\r\n\r\n5\r\n{"dat`, brokeOff],
		'no HTTP at all': ['SSH-2.0-OpenSSH_9.6\r\n', brokeOff],
		'a status that is none': ['HTTP/1.1 abc OK\r\n\r\n', brokeOff],
		'headers without an end': [`${head}X-Long: ${'x'.repeat(100_000)}`, brokeOff],
		'ten thousand headers': [
			`${head}${Array.from({ length: 10_000 }, (_none, index) => `X-${index}: ${index}\r\n`).join('')}\r\n{}`,
			brokeOff,
		],
		'a header with a line end in its name': [`${head}X\rY: 1\r\n\r\n${body}`, brokeOff],
		'nothing but an end': ['', brokeOff],
		'random bytes': [
			Buffer.from(Array.from({ length: 999 }, (_none, at) => (at * 73) & 255)),
			brokeOff,
		],
	};

	it.each(Object.entries(broken))('%s', async (_what, [bytes, says]) => {
		const { message } = await failure(raw(bytes));
		expect(message).toEqual(typeof says === 'string' ? says : expect.stringMatching(says));
	});
});

describe('an answer that is something else is one clear failure', () => {
	const page = '<!DOCTYPE html><title>Log in</title><img src="http://127.0.0.1:1/a.png">';
	const answers: ReadonlyArray<readonly [string, number, string, string, string]> = [
		[
			'a page',
			200,
			'text/html',
			page,
			'The gateway responded with a web page instead of an image.',
		],
		[
			'a page that says it is JSON',
			200,
			'application/json',
			page,
			'The gateway responded with a web page instead of an image.',
		],
		[
			'a page that says it is a picture',
			200,
			'image/png',
			page,
			'The gateway responded with a web page instead of an image.',
		],
		[
			'an error that says it is a picture',
			200,
			'image/png',
			'{"error":{"message":"no"}}',
			'The gateway reported: no',
		],
		['nothing', 200, 'application/json', '', 'The gateway sent an empty response.'],
		['no content', 204, 'application/json', '', 'The gateway sent an empty response.'],
		[
			'not modified',
			304,
			'application/json',
			'',
			'The gateway, or a proxy in front of it, responded with 304: no explanation was given',
		],
		['a status of its own', 299, 'text/plain', 'hello', `${noPicture.slice(0, -1)}: hello`],
		[
			'an address in a file',
			200,
			'application/json',
			'{"data":[{"url":"file:///etc/passwd"}]}',
			'The image was made, but its address file:///etc/passwd is not a web address.',
		],
		[
			'an address by FTP',
			200,
			'application/json',
			'{"data":[{"url":"ftp://127.0.0.1/a.png"}]}',
			'The image was made, but its address ftp://127.0.0.1/a.png is not a web address.',
		],
		[
			'an address with a script',
			200,
			'application/json',
			'{"data":[{"url":"javascript:alert(1)"}]}',
			'The image was made, but its address javascript:alert(1) is not a web address.',
		],
		[
			'an address that is none',
			200,
			'application/json',
			'{"data":[{"url":"http://"}]}',
			'The image was made, but its address http:// is not a web address.',
		],
	];

	it.each(answers)('%s', async (_what, status, type, body, says) => {
		const { message } = await failure((_request, response) =>
			response.writeHead(status, { 'content-type': type }).end(status === 304 ? undefined : body),
		);
		expect(message).toBe(says);
	});

	it('headers with names that are of importance to JavaScript change nothing', async () => {
		const odd = [
			'__proto__: polluted',
			'constructor: x',
			'toString: y',
			'X-Request-Id: a',
			'x-request-id: b',
		];
		const head = `HTTP/1.1 400 Bad\r\n${odd.join('\r\n')}\r\nContent-Length: 2\r\n\r\n{}`;
		const { message } = await failure(raw(head));
		expect(message).toBe('The gateway, or a proxy in front of it, responded with 400: Bad Request');
		expect(({} as Record<string, unknown>).polluted).toBeUndefined();
	});
});

// Some models draw SVG: it was paid for, and nothing here opens it.
describe('an SVG with a script is handed on as it came', () => {
	const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
	const long = svg.repeat(99);
	const inJson = JSON.stringify({ data: [{ b64_json: Buffer.from(long).toString('base64') }] });

	it.each([
		['as the answer', 'image/svg+xml', svg, svg],
		['as base64', 'application/json', inJson, long],
	])('%s', async (_what, type, body, drawn) => {
		const [item, ...more] = await order(
			(_request, response) => response.writeHead(200, { 'content-type': type }).end(body),
			{},
		);
		expect(more).toEqual([]);
		expect(item?.json).toMatchObject({ mimeType: 'image/svg+xml', bytes: drawn.length });
		expect(item?.binary?.data).toMatchObject({ mimeType: 'image/svg+xml', fileExtension: 'svg' });
	});
});

describe('an answer of JSON that is more than anybody reads', () => {
	const answers = (body: string): RequestListener => answering(() => [Buffer.from(body)]);
	const nested = (open: string, depth: number, close: string) =>
		`${open.repeat(depth)}1${close.repeat(depth)}`;

	it.each([200, 1_000])('gives its picture, nested %i deep beside it', async (depth) => {
		const b64_json = (await tinyPicture(300)).toString('base64');
		const extra = nested('{"a":[', depth, ']}');
		const body = `{"data":[{"b64_json":"${b64_json}"}],"extra":${extra}}`;
		const [item, ...more] = await order(answers(body), { output: { includeRaw: true } });
		expect(more).toEqual([]);
		expect(item?.binary?.data?.mimeType).toBe('image/png');
		expect(JSON.stringify(item?.json).length).toBeLessThan(5_000);
	});

	it.each([
		['nested in lists', nested('[', 1_000_000, ']'), tooManyValues],
		['nested in objects', nested('{"data":', 400_000, '}'), tooManyValues],
		['opened and not closed', '{"data":['.repeat(400_000), tooManyValues],
		['opened and not closed, a few', '{"data":['.repeat(1_000), cutOff],
		['of half a million entries', `{"data":[${'{},'.repeat(500_000)}{}]}`, tooManyValues],
		['of not quite so many', `{"data":[${'{},'.repeat(49_000)}{}]}`, noPicture],
		[
			'of tens of thousands of addresses',
			`{"data":[${'{"url":"ftp://127.0.0.1/a.png"},'.repeat(49_000)}{}]}`,
			'The image was made, but its address ftp://127.0.0.1/a.png is not a web address.',
		],
	])('is one clear failure: %s', async (_what, body, says) => {
		const { message } = await failure(answers(body));
		expect(message).toEqual(typeof says === 'string' ? says : expect.stringMatching(says));
	});
});
