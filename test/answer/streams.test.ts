import { decode } from '../../nodes/ImageEdit/answer/decode';
import { pixel } from '../helpers/fixtures';

const read = (text: string) => decode({ status: 200, headers: {}, text });
const urlsOf = (text: string) =>
	read(text).pictures.map((picture) => (picture.kind === 'url' ? picture.url : picture.kind));

const a = 'https://files.example/a.png';
const b = 'https://files.example/b.png';
const lines = (...events: ReadonlyArray<object | string>) =>
	events
		.map((event) => `data: ${typeof event === 'string' ? event : JSON.stringify(event)}\n\n`)
		.join('');
const chat = (delta: object, index = 0) => ({
	object: 'chat.completion.chunk',
	choices: [{ index, delta, finish_reason: null }],
});
const done = (url: string, more: object = {}) => ({ type: 'image_edit.completed', url, ...more });
const preview = { type: 'image_edit.partial_image', b64_json: pixel, partial_image_index: 0 };
const item = (result: string, output_index?: number) => ({
	type: 'response.output_item.done',
	...(output_index === undefined ? {} : { output_index }),
	item: { type: 'image_generation_call', status: 'completed', result },
});

describe('a stream comes to what its events tell together', () => {
	it.each<[string, string, readonly string[]]>([
		['every image that is done, no preview', lines(preview, done(a), done(b), '[DONE]'), [a, b]],
		['two images alike, which may be meant', lines(done(a), done(a)), [a, a]],
		['the last one for each place', lines(done(a, { index: 0 }), done(b, { index: 0 })), [b]],
		[
			'images of a group of ARK, by their place',
			lines(
				{ type: 'image_generation.partial_succeeded', image_index: 0, url: a },
				{ type: 'image_generation.partial_succeeded', image_index: 1, url: b },
				{ type: 'image_generation.completed', usage: { generated_images: 2 } },
			),
			[a, b],
		],
		[
			'a closing event of usage alone',
			lines(done(a), { usage: { total_tokens: 3 } }, '[DONE]'),
			[a],
		],
		[
			'deltas of a chat',
			lines(
				chat({ role: 'assistant', content: '' }),
				chat({ content: '![image](https://files.exam' }),
				chat({ content: 'ple/a.png)' }),
				chat({}),
				{ choices: [], usage: { total_tokens: 3 } },
				'[DONE]',
			),
			[a],
		],
		[
			'deltas of two choices',
			lines(
				chat({ content: `![](${a}` }, 0),
				chat({ content: `![](${b}` }, 1),
				chat({ content: ')' }, 0),
				chat({ content: ')' }, 1),
			),
			[a, b],
		],
		[
			'images in a delta',
			lines(
				chat({ content: 'Here.' }),
				chat({ images: [{ type: 'image_url', image_url: { url: a } }] }),
			),
			[a],
		],
		[
			'parts in a delta',
			lines(chat({ content: [{ type: 'image_url', image_url: { url: a } }] })),
			[a],
		],
		[
			'pieces of Gemini',
			lines(
				{ candidates: [{ content: { parts: [{ text: 'Your im' }] } }] },
				{ candidates: [{ content: { parts: [{ text: 'age' }] } }] },
				{
					candidates: [
						{ content: { parts: [{ fileData: { fileUri: a } }] }, finishReason: 'STOP' },
					],
				},
			),
			[a],
		],
		[
			'Responses, whose end repeats what came',
			lines(
				{ type: 'response.created', response: { id: 'r', status: 'in_progress', output: [] } },
				{ type: 'response.image_generation_call.partial_image', partial_image_b64: pixel },
				item(a, 0),
				{
					type: 'response.completed',
					response: {
						id: 'r',
						object: 'response',
						output: [{ type: 'image_generation_call', result: a }],
					},
				},
			),
			[a],
		],
		[
			'a task that goes on and ends',
			lines(
				{ task_id: 't', status: 'processing', image_url: b },
				{ task_id: 't', status: 'succeeded', data: [{ url: a }] },
			),
			[a],
		],
		[
			'lists that grow',
			lines({ images: [{ url: a }] }, { images: [{ url: a }, { url: b }] }),
			[a, b],
		],
	])('%s', (_what, text, urls) => {
		expect(urlsOf(text)).toEqual(urls);
	});
});

describe('a stream is read however it is written', () => {
	const one = JSON.stringify(done(a));
	it.each<[string, string]>([
		['without blank lines', `data: ${JSON.stringify(preview)}\ndata: ${one}\ndata: [DONE]\n`],
		['without a blank behind the colon', `data:${one}\n\ndata:[DONE]\n\n`],
		['with CR and LF', `event: image_edit.completed\r\ndata: ${one}\r\n\r\n`],
		['with CR alone', `data: ${one}\r\rdata: [DONE]\r\r`],
		['with comments between', `: keep-alive\n\n: keep-alive\n\ndata: ${one}\n\n: bye\n`],
		['with a byte order mark', `\uFEFFdata: ${one}\n\n`],
		['with an id and a retry', `id: 7\nretry: 100\ndata: ${one}\n\n`],
		[
			'over several lines',
			`data: {\ndata: "type": "image_edit.completed",\ndata: "url": "${a}"}\n\n`,
		],
		[
			'with the type in the name of the event',
			`event: image_edit.partial_image\ndata: {"b64_json":"${pixel}"}\n\nevent: image_edit.completed\ndata: {"url":"${a}"}\n\n`,
		],
		['without an end of its last line', `data: ${one}`],
		['as lines of JSON', `${JSON.stringify(preview)}\n${one}\n`],
		['as a list', JSON.stringify([preview, done(a)])],
		['as one piece of a chat', JSON.stringify(chat({ content: `![](${a})` }))],
		[
			'as JSON behind comments',
			`: OPENROUTER PROCESSING\n\n${JSON.stringify({ data: [{ url: a }] })}`,
		],
	])('%s', (_what, text) => {
		expect(urlsOf(text)).toEqual([a]);
	});
});

describe('what went wrong in a stream is told', () => {
	it.each<[string, string, string]>([
		[
			'an error before the end',
			lines({ error: { message: 'no account' } }, { type: 'done' }, '[DONE]'),
			'no account',
		],
		['an error by its type', lines({ type: 'error', code: 'x', message: 'too busy' }), 'too busy'],
		['an error by its name', 'event: error\ndata: quota exceeded\n\n', 'quota exceeded'],
		[
			'an error as its name and JSON',
			'event: error\ndata: {"message":"quota exceeded"}\n\n',
			'quota exceeded',
		],
		[
			'a response that failed',
			lines({
				type: 'response.failed',
				response: { status: 'failed', error: { code: 'c', message: 'refused' } },
			}),
			'refused',
		],
		[
			'words in deltas',
			lines(chat({ content: 'I cannot ' }), chat({ content: 'do this.' })),
			'I cannot do this.',
		],
		[
			'words of Responses',
			lines(
				{ type: 'response.output_text.delta', delta: 'I can' },
				{ type: 'response.output_text.delta', delta: 'not.' },
			),
			'I cannot.',
		],
		['previews alone', lines(preview, '[DONE]'), 'only a preview'],
	])('%s', (_what, text, says) => {
		expect(() => read(text)).toThrow(says);
	});

	it('and images that were done before it are kept', () => {
		const answer = read(lines(done(a), { error: { message: 'the second failed' } }));
		expect(answer).toMatchObject({
			pictures: [{ kind: 'url', url: a }],
			broken: 'The gateway reported: the second failed',
		});
	});

	it('of one image, beside the others', () => {
		const failed = {
			type: 'image_generation.partial_failed',
			image_index: 1,
			error: { code: 'c', message: 'sensitive' },
		};
		const ok = { type: 'image_generation.partial_succeeded', image_index: 0, url: a };
		expect(read(lines(ok, failed)).pictures).toEqual([
			{ kind: 'url', url: a },
			{ kind: 'failed', code: 'c', message: 'sensitive' },
		]);
	});

	it('and usage is that of the last event', () => {
		expect(
			read(lines(done(a, { usage: { total_tokens: 1 } }), { usage: { total_tokens: 2 } })).usage,
		).toEqual({ total_tokens: 2 });
	});

	it.each([
		'data: {"type":"image_edit.completed","url":"https://files.exa',
		'{"data":[{"url":"https://files.exa',
	])('half an address is none: %s', (text) => {
		expect(() => read(text)).toThrow('cut off before its end');
	});

	it.each([
		`{"data":[{"url":"${a}"},{"url":"https://files.exa`,
		`data: {"type":"image_edit.completed","url":"${a}"}\n\ndata: {"type":"image_edit.comp`,
	])('what came whole before the cut is kept: %s', (text) => {
		expect(read(text)).toMatchObject({
			pictures: [{ url: a }],
			broken: expect.stringContaining('cut off') as string,
		});
	});
});

it('a task whose ID came whole before the cut is not lost', () => {
	expect(read('{"task_id":"t1","status":"queued","detail":"half a').task).toEqual({
		taskId: 't1',
		status: 'queued',
	});
});
