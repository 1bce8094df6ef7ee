import type { IDataObject } from 'n8n-workflow';
import type { PngOptions } from 'sharp';
import sharp from 'sharp';

import type { Reply } from './answers';
import { filled, longestText, many, pixel, withPicture } from './answers';

/** The dearest that lies just within one of the node's limits. */
export interface BoundCase {
	readonly limit: string;
	readonly input: string;
	/** What is answered to a call; the path without the address of the gateway. */
	readonly reply: (path: string, origin: string) => Reply;
	/** Of the node, beside a prompt. */
	readonly parameters?: IDataObject;
	/** The pictures that the item comes with, by field. */
	readonly pictures?: () => Promise<Readonly<Record<string, Buffer>>>;
}

const raw = { output: { includeRaw: true } };
const answered = (body: () => string, more: Partial<Reply> = {}) => {
	let made: string | undefined;
	return (): Reply => ({ ...more, body: (made ??= body()) });
};
const text = (input: string, unit: string): BoundCase => ({
	limit: 'Text of an answer, 4 MB',
	input,
	parameters: raw,
	reply: answered(() => withPicture(`"${filled(unit)}"`)),
});
const bare = (input: string, unit: string, head = ''): BoundCase => ({
	limit: 'Text of an answer, 4 MB',
	input,
	reply: answered(() => head + filled(unit)),
});
const values = (input: string, list: () => string): BoundCase => ({
	limit: 'Values of an answer, 100,000',
	input,
	parameters: raw,
	reply: answered(() => withPicture(list())),
});
const chat = (input: string, unit: string): BoundCase => ({
	limit: 'Text of an answer, 4 MB',
	input: `a chat of ${input}`,
	reply: answered(() => `{"choices":[{"message":{"content":"${filled(unit)}"}}]}`),
});
const task = { parameters: { longTask: { mode: 'wait', pollInterval: 1, maxWait: 2 } } };

const side = 4_096;
const masked = {
	operation: 'edit',
	image: { __rl: true, mode: 'binary', value: 'data' },
	mask: { __rl: true, mode: 'binary', value: 'mask' },
};

/** A PNG that has to be read to its last row before it is known to let nothing through. */
const opaquePng = async (bits: 8 | 16, options: PngOptions = {}): Promise<Buffer> =>
	await sharp({ create: { width: side, height: side, channels: 4, background: '#456' } })
		.toColourspace(bits === 16 ? 'rgb16' : 'srgb')
		.png({ compressionLevel: 6, ...options })
		.toBuffer();

const mask = (input: string, make: () => Promise<Buffer>): BoundCase => ({
	limit: 'Mask, 4,096 × 4,096 pixels',
	input,
	parameters: masked,
	pictures: async () => ({ data: await opaquePng(8), mask: await make() }),
	reply: answered(() => `{"data":[{"b64_json":"${pixel}"}]}`),
});

/** Chunks without content between the head of a PNG and its data. */
async function chunkedPng(count: number): Promise<Buffer> {
	const png = await opaquePng(8);
	const behindHead = 33;
	const empty = Buffer.from('0000000074455874' + '9642c585', 'hex');
	const chunks = Buffer.alloc(empty.length * count, empty);
	return Buffer.concat([png.subarray(0, behindHead), chunks, png.subarray(behindHead)]);
}

/** @param characters of base64 that a unit stands for */
function* escapedPicture(bytes: number, unit: string, characters = 1): Iterable<Uint8Array> {
	yield Buffer.from(`{"data":[{"b64_json":"${pixel.slice(0, 64)}`);
	const chunk = Buffer.from(unit.repeat((16 * 1024) / characters));
	const each = (16 * 1024 * 3) / 4;
	for (let sent = 0; sent < bytes - each; sent += each) yield chunk;
	yield Buffer.from('"}]}');
}

/** A picture in pieces of a chat. */
function* splitPicture(bytes: number): Iterable<Uint8Array> {
	const piece = (content: string) =>
		Buffer.from(`data: {"choices":[{"index":0,"delta":{"content":"${content}"}}]}\n\n`);
	const head = Buffer.from(pixel, 'base64').subarray(0, 42);
	head.writeUInt32BE(bytes, 33);
	yield piece(`data:image/png;base64,${head.toString('base64')}`);
	const content = 'A'.repeat(16 * 1024);
	for (let sent = 0; sent < bytes; sent += (content.length * 3) / 4) yield piece(content);
	yield Buffer.from('data: [DONE]\n\n');
}

function* drops(size: number, count: number): Iterable<Uint8Array> {
	yield Buffer.from(pixel, 'base64');
	for (let sent = 0; sent < count; sent++) yield Buffer.alloc(size);
}

export const cases: readonly BoundCase[] = [
	text('one text of letters', 'x'),
	text('escaped quotes', '\\"'),
	text('escaped backslashes', '\\\\'),
	text('words of base64 below the length of a picture', `${'A'.repeat(4_000)} `),
	text('short strings of base64', `${'A'.repeat(199)} `),
	text('addresses', 'https://a.b/ '),
	text('letters of four bytes', '\u{1F600}'),
	bare('escaped quotes outside of JSON', '\\"'),
	bare('a page', '<title', '<html>'),
	bare('events without an end', 'data: {}\n'),
	bare('events that are cut', 'data: {"a":[\n\n'),
	bare('events over two lines', 'data: {"a":\ndata: 1}\n\n'),
	bare('keep-alive comments', ':\n'),
	chat('addresses', 'https://a.b/1 '),
	chat('pictures in Markdown', '![](https://a.b/) '),
	chat('brackets', '!['),
	chat('data URIs', 'data:image/png;base64,A '),
	chat('blanks', ' '),
	chat('base64 in lines of one letter', 'A\\n'),
	chat('addresses without blanks between them', 'https://a.b/1,'),
	bare('line ends', '\n', 'data: {}'),
	{
		limit: 'Text of an answer, 4 MB',
		input: 'a list of 10,000 texts',
		reply: answered(
			() => `{"data":[${many(10_000, (index) => `"${'word '.repeat(80)}${index}"`)}]}`,
		),
	},
	{
		limit: 'Text of an answer, 4 MB',
		input: 'an object of 45,000 names, without a picture',
		reply: answered(() => `{${many(45_000, (index) => `"image_${index}":"${'w'.repeat(70)}"`)}}`),
	},
	{
		limit: 'Text of an answer, 4 MB',
		input: 'chats within the images of chats',
		reply: answered(() => {
			let body: object = { text: filled('a ') };
			for (let depth = 0; depth < 6; depth++) body = { choices: [{ message: { images: body } }] };
			return JSON.stringify(body);
		}),
	},
	{
		limit: 'Text of an answer, 4 MB',
		input: 'quoted addresses in the place of one',
		parameters: { output: { download: false } },
		reply: answered(() => {
			const url = `\\"${filled('https://a.b/1,', longestText / 100)}`;
			return `{"data":[${many(99, () => `{"url":"${url}"}`)}]}`;
		}),
	},
	values('whole numbers', () => `[${many(99_900, () => '1')}]`),
	values('numbers with digits to keep', () => `[${many(49_900, () => '12345678901234567890')}]`),
	values('objects of one name each', () => `[${many(49_900, (index) => `{"k${index}":1}`)}]`),
	values('one object of many names', () => `{${many(49_900, (index) => `"k${index}":{}`)}}`),
	values('strings', () => `[${many(99_900, (index) => `"https://a.b/${index}"`)}]`),
	{
		limit: 'Values of an answer, 100,000',
		input: 'JSON within JSON within JSON',
		reply: answered(() => {
			let inner = `[${many(20_000, (index) => `{"u":${index}}`)}]`;
			for (let depth = 0; depth < 4; depth++) inner = JSON.stringify({ data: inner });
			return inner;
		}),
	},
	{
		limit: 'Nesting of an answer, 500',
		input: 'lists in lists, many times',
		parameters: raw,
		reply: answered(() => withPicture(`[${many(190, () => '['.repeat(490) + ']'.repeat(490))}]`)),
	},
	{
		limit: 'Pictures of an answer, 100',
		input: '100 pictures beside 3 MB of text',
		parameters: raw,
		reply: answered(() => {
			const picture = `{"b64_json":"${pixel}","revised_prompt":"${'word '.repeat(6_000)}"}`;
			return `{"data":[${many(100, () => picture)}]}`;
		}),
	},
	{
		limit: 'Pictures of an answer, 100',
		input: '100 addresses of 8,000 characters',
		parameters: { output: { includeRaw: true, download: false } },
		reply: answered(
			() => `{"data":[${many(100, (i) => `{"url":"https://a.b/${i}${'x'.repeat(7_900)}"}`)}]}`,
		),
	},
	{
		limit: 'File size, 100 MB',
		input: 'base64 in pieces of a chat, streamed',
		parameters: { output: { maxFileSize: 100 } },
		reply: () => ({ type: 'text/event-stream', body: () => splitPicture(99 * 1024 * 1024) }),
	},
	{
		limit: 'File size, 100 MB',
		input: 'base64 without escapes',
		parameters: { output: { maxFileSize: 100 } },
		reply: () => ({ body: () => escapedPicture(99 * 1024 * 1024, '/') }),
	},
	{
		limit: 'File size, 100 MB',
		input: 'base64 in which every fourth character is an escape',
		parameters: { output: { maxFileSize: 100 } },
		reply: () => ({ body: () => escapedPicture(99 * 1024 * 1024, 'AAA\\/', 4) }),
	},
	{
		limit: 'File size, 100 MB',
		input: 'base64 in which every character is an escape',
		parameters: { output: { maxFileSize: 100 } },
		reply: () => ({ body: () => escapedPicture(99 * 1024 * 1024, '\\/') }),
	},
	{
		limit: 'File size, 100 MB',
		input: 'base64 in which every character is \\u002F',
		parameters: { output: { maxFileSize: 100 } },
		reply: () => ({ body: () => escapedPicture(99 * 1024 * 1024, '\\u002F') }),
	},
	{
		limit: 'File size, 100 MB',
		input: 'a PNG of empty chunks',
		parameters: { output: { maxFileSize: 100 } },
		reply: () => ({ type: 'image/png', body: () => drops(64 * 1024, 99 * 16) }),
	},
	mask('opaque', async () => await opaquePng(8)),
	mask('opaque, in seven passes', async () => await opaquePng(8, { progressive: true })),
	mask('opaque, 16 bits', async () => await opaquePng(16)),
	{
		limit: 'Picture that is edited',
		input: 'a PNG with 1.5 million empty chunks',
		parameters: { ...masked, mask: { __rl: true, mode: 'binary', value: '' } },
		pictures: async () => ({ data: await chunkedPng(1_500_000) }),
		reply: answered(() => `{"data":[{"b64_json":"${pixel}"}]}`),
	},
	{
		limit: 'Events of a stream',
		input: 'as many as there may be values',
		reply: answered(() => `${'data: {"a":1}\n'.repeat(90_000)}data: {"b64_json":"${pixel}"}\n`, {
			type: 'text/event-stream',
		}),
	},
	...(
		[
			['pieces of a chat', () => '{"choices":[{"index":0,"delta":{"content":"a"}}]}'],
			[
				'each of a message of its own',
				(at: number) => `{"choices":[{"index":${at},"delta":{"content":"a"}}]}`,
			],
			[
				'each with a name of its own',
				(at: number) => `{"choices":[],"k${at}":"${'a'.repeat(100)}"}`,
			],
		] as ReadonlyArray<readonly [string, (at: number) => string]>
	).map(([input, event]): BoundCase => ({
		limit: 'Events of a stream',
		input,
		reply: answered(
			() => Array.from({ length: 19_900 }, (_none, at) => `data: ${event(at)}\n\n`).join(''),
			{ type: 'text/event-stream' },
		),
	})),
	{
		limit: 'Pictures of an answer, 100',
		input: '100 pictures beside a prompt of 3 MB',
		reply: answered(
			() =>
				`{"data":[${many(100, () => `{"b64_json":"${pixel}"}`)}],"revised_prompt":"${'word '.repeat(600_000)}"}`,
		),
	},
	{
		limit: 'Answer to a question after a task, 1 MB',
		input: 'values, at each question for 2 s',
		...task,
		reply: (path: string) =>
			path.includes('task')
				? {
						body: `{"data":{"task_status":"processing","more":[${many(99_000, () => '{}').slice(0, 290_000)}]}}`,
					}
				: { body: '{"data":{"task_id":"t1","task_status":"submitted"}}' },
	},
	{
		limit: 'List of models, 8 MB',
		input: 'names of 200 characters',
		parameters: { resource: 'model', operation: 'getAll' },
		reply: answered(
			() => `{"data":[${many(37_000, (index) => `{"id":"${String(index).padStart(199, 'q')}"}`)}]}`,
		),
	},
	{
		limit: 'List of models, 8 MB',
		input: 'names of a hundred parts and twenty endings',
		parameters: { resource: 'model', operation: 'getAll' },
		reply: answered(
			() =>
				`{"data":[${many(37_000, (index) => `{"id":"${'a/'.repeat(57)}image${index}${'-vip'.repeat(19)}"}`)}]}`,
		),
	},
	{
		limit: 'Message of a failure',
		input: '4 MB of one word',
		reply: answered(() => `{"error":{"message":"${filled('x')}","code":"${'y'.repeat(1_000)}"}}`, {
			status: 400,
		}),
	},
	{
		limit: 'Message of a failure',
		input: '4 MB of keys',
		reply: answered(() => `{"error":{"message":"${filled('Bearer sk-aaaaaa ')}"}}`, {
			status: 400,
		}),
	},
	{
		limit: 'Message of a failure',
		input: '4 MB of blanks',
		reply: answered(() => `{"error":{"message":"${filled(' ')}x"}}`, { status: 400 }),
	},
].map((one): BoundCase => one);

export { longestText };
