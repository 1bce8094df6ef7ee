import { decode } from '../../nodes/ImageEdit/answer/decode';
import { pixel } from '../helpers/fixtures';

const a = 'https://files.example/a.png';
const b = 'https://files.example/b.png';
const says = (body: unknown) =>
	decode({
		status: 200,
		headers: {},
		text: typeof body === 'string' ? body : JSON.stringify(body),
	});
const found = (body: unknown) =>
	says(body).pictures.map((picture) =>
		picture.kind === 'url'
			? picture.url
			: picture.kind === 'base64'
				? picture.base64
				: picture.kind,
	);
const chat = (content: unknown, more: object = {}) => ({
	object: 'chat.completion',
	choices: [{ index: 0, message: { role: 'assistant', content, ...more }, finish_reason: 'stop' }],
});
const parts = (...list: readonly object[]) => ({ candidates: [{ content: { parts: list } }] });

describe('an image is found wherever it stands', () => {
	it.each<[string, unknown, readonly string[]]>([
		[
			'Responses',
			{
				object: 'response',
				status: 'completed',
				id: 'r',
				output: [
					{ type: 'reasoning', summary: [] },
					{ type: 'image_generation_call', result: pixel },
				],
			},
			[pixel],
		],
		[
			'Markdown in Responses',
			{
				object: 'response',
				output: [
					{
						type: 'message',
						role: 'assistant',
						content: [{ type: 'output_text', text: `![](${a})` }],
					},
				],
			},
			[a],
		],
		[
			'a chat that Portkey made of Gemini',
			chat('Sure', {
				content_blocks: [
					{ type: 'text', text: 'Sure' },
					{ type: 'image_url', image_url: { url: `data:image/png;base64,${pixel}` } },
				],
			}),
			[pixel],
		],
		[
			'Gemini, inlineData',
			parts({ text: 'Sure' }, { inlineData: { mimeType: 'image/png', data: pixel } }),
			[pixel],
		],
		[
			'Gemini, inline_data',
			parts({ inline_data: { mime_type: 'image/png', data: pixel } }),
			[pixel],
		],
		['Gemini, fileData', parts({ fileData: { mimeType: 'image/png', fileUri: a } }), [a]],
		['Gemini, file_data', parts({ file_data: { file_uri: a } }), [a]],
		['Gemini, Markdown in text', parts({ text: `Here: ![x](${a})` }), [a]],
		['Gemini, an address in text', parts({ text: `Here: ${a}` }), [a]],
		['Imagen', { predictions: [{ mimeType: 'image/png', bytesBase64Encoded: pixel }] }, [pixel]],
		['Imagen by its SDK', { generatedImages: [{ image: { imageBytes: pixel } }] }, [pixel]],
		['camel case', { data: [{ taskType: 'imageInference', imageURL: a }] }, [a]],
		['camel case, one alone', { imageUrl: a }, [a]],
		['output_images', { output_images: [a, b] }, [a, b]],
		['an output that is an address', { output: a, status: 'succeeded' }, [a]],
		['an output that is base64', { output: pixel }, [pixel]],
		[
			'DashScope',
			{ output: { choices: [{ message: { role: 'assistant', content: [{ image: a }] } }] } },
			[a],
		],
		[
			'DashScope, older',
			{ output: { task_status: 'SUCCEEDED', results: [{ url: a }, { url: b }] } },
			[a, b],
		],
		['BFL', { status: 'Ready', result: { sample: a } }, [a]],
		['base64 in the place of an address', { data: [{ url: pixel }] }, [pixel]],
		['an address in the place of base64', { data: [{ b64_json: a }] }, [a]],
		[
			'a data URI with parameters',
			{ data: [{ url: `data:image/png;charset=utf-8;name=a.png;base64,${pixel}` }] },
			[pixel],
		],
		['a data URI without a type', { data: [{ url: `data:;base64,${pixel}` }] }, [pixel]],
		[
			'base64 in lines',
			{ data: [{ b64_json: `${pixel.slice(0, 76)}\r\n${pixel.slice(76)}\n` }] },
			[pixel],
		],
		[
			'base64 in lines, in Markdown',
			chat(`![i](data:image/png;base64,${pixel.slice(0, 76)}\n${pixel.slice(76)}\n)`),
			[pixel],
		],
		['a data URI among words', chat(`Done: data:image/png;base64,${pixel} as you wished`), [pixel]],
		['HTML in a chat', chat(`<p>Done</p><img alt="x" src="${a}">`), [a]],
		[
			'images of a chat beside a link in words',
			chat(`See https://rules.example/`, {
				images: [{ type: 'image_url', image_url: { url: a } }],
			}),
			[a],
		],
		['base64 and nothing else', pixel, [pixel]],
		['an address and nothing else', `${a}\n`, [a]],
		[
			'a name that nobody knows, ending in url',
			{ code: 0, info: { finalUrl: 'https://files.example/get?id=7' } },
			['https://files.example/get?id=7'],
		],
		[
			'a name that nobody knows, ending like an image',
			{ answer: { main: 'https://files.example/x.webp?sig=1' } },
			['https://files.example/x.webp?sig=1'],
		],
	])('%s', (_what, body, pictures) => {
		expect(found(body)).toEqual(pictures);
	});
});

describe('one image that stands in two places is one', () => {
	it.each<[string, unknown, readonly string[]]>([
		['under images and data', { images: [{ url: a }], data: [{ url: a }] }, [a]],
		['under data and output, with one more', { data: [{ url: a }], output: [a, b] }, [a, b]],
		['in Markdown and as a link', chat(`![x](${a})\n[Download](${a})`), [a]],
		[
			'as images and in the content of a chat',
			chat(`![x](${a})`, { images: [{ image_url: { url: a } }] }),
			[a],
		],
		['copies inside one list stay', { data: [{ url: a }, { url: a }] }, [a, a]],
	])('%s', (_what, body, pictures) => {
		expect(found(body)).toEqual(pictures);
	});

	it('where only the bytes can tell, the lists are told apart', () => {
		expect(says({ images: [{ b64_json: pixel }], data: [{ url: a }] }).pictures).toEqual([
			{ kind: 'base64', base64: pixel },
			{ kind: 'url', url: a, list: 1 },
		]);
	});
});

describe('what was sent, thought or shown before is no result', () => {
	it.each<[string, object]>([
		[
			'the input of Responses',
			{
				object: 'response',
				input: [{ role: 'user', content: [{ type: 'input_image', image_url: a }] }],
				output: [{ type: 'message', content: [{ type: 'output_text', text: 'Done.' }] }],
			},
		],
		['the request', { request: { image_url: a }, data: [] }],
		['parameters', { params: { images: [a] }, parameters: { image: a } }],
		['camel case', { inputImage: a, initImage: a, referenceImages: [a], sourceImageUrl: a }],
		['a list of messages', { messages: [{ role: 'user', content: `![](${a})` }] }],
		[
			'what the user said',
			{ output: [{ role: 'user', content: [{ type: 'image_url', image_url: a }] }] },
		],
		[
			'a thought of Gemini',
			parts(
				{ thought: true, inlineData: { mimeType: 'image/png', data: pixel } },
				{ thought: true, text: `![](${a})` },
			),
		],
		['a thought in words', chat(`<think>The input is ![](${a})</think> I cannot.`)],
		['another kind of file', parts({ inlineData: { mimeType: 'audio/wav', data: pixel } })],
		[
			'addresses of other things',
			{ thumbnail_url: a, callback_url: a, docs_url: 'https://a.example', avatar: a },
		],
		['what an error tells', { error: { message: 'no', doc_url: a } }],
	])('%s', (_what, body) => {
		expect(() => says(body)).toThrow(/without an image|reported/);
	});

	it.each<[string, object]>([
		['a preview of a task', { task_id: 't', status: 'processing', image_url: a }],
		['an input of a task', { task_id: 't', status: 'submitted', data: [{ url: a }] }],
		[
			'an input of a prediction',
			{
				id: 't',
				status: 'starting',
				input: { image: a },
				output: null,
				urls: { get: 'https://g.example/t' },
			},
		],
	])('%s: the task goes before it', (_what, body) => {
		expect(says(body)).toMatchObject({ pictures: [], task: { taskId: 't' } });
	});
});
