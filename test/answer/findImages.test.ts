import { imagesIn } from '../../nodes/ImageEdit/answer/findImages';
import { markOf } from '../../nodes/ImageEdit/answer/marks';

const [a, b, c] = ['a', 'b', 'c'].map((name) => `https://files.example/${name}.png`);
const base64 = `iVBORw0KGgo${Buffer.alloc(60, 'image').toString('base64')}`;
const plain = Buffer.alloc(60, 'image').toString('base64');
/** Each image in short: its address, or what it is; behind it its list and what was said of it. */
const found = (...bodies: readonly unknown[]) =>
	imagesIn(bodies).pictures.map((picture) => {
		const shown = picture.kind === 'url' ? picture.url : picture.kind;
		const said = 'revisedPrompt' in picture ? ` (${picture.revisedPrompt})` : '';
		return `${shown}${picture.list ? ` of ${picture.list}` : ''}${said}`;
	});
const message = (more: object) => ({ choices: [{ message: more }] });
const revised_prompt = 'A cat';

it.each<[string, unknown, readonly unknown[]]>([
	['Gemini', { parts: [{ inlineData: { data: base64 } }] }, ['base64']],
	['Gemini as relays write it', { parts: [{ inline_data: { data: base64 } }] }, ['base64']],
	['a thought of Gemini', { parts: [{ inlineData: { data: base64, thought: true } }] }, []],
	[
		'the candidates of Gemini',
		{ candidates: [{}, { content: { parts: [{ inlineData: { data: base64 } }] } }] },
		['base64'],
	],
	['a file of Gemini by its path', { parts: [{ fileData: { fileUri: 'files/a' } }] }, ['files/a']],
	['no path among bytes', { parts: [{ inlineData: { data: 'files/a' } }] }, []],
	['a file of Gemini', { parts: [{ fileData: { fileUri: a } }] }, [a]],
	['a file as relays write it', { parts: [{ file_data: { file_uri: a } }] }, [a]],
	[
		'Anthropic',
		{ content: [{ type: 'image', source: { type: 'base64', data: base64 } }] },
		['base64'],
	],
	['Anthropic by address', { content: [{ type: 'image', source: { type: 'url', url: a } }] }, [a]],
	['a part that is not whole', { data: [{ url: a, partial: true }] }, []],
	['one that is whole', { data: [{ url: a, partial: false, is_partial: false }] }, [a]],
	['an image that is not whole', { data: [{ url: a, is_partial: true }] }, []],
	['an image before the last', { data: [{ url: a, is_final: false }] }, []],
	['the last image', { data: [{ url: a, is_final: true }] }, [a]],
	['what a type says is about what was sent', { data: [{ url: a, type: 'input_image' }] }, []],
	['what was made of what was sent', { data: [{ url: a, type: 'from_input_image' }] }, [a]],
	['a sound', { data: [{ url: a, mime_type: 'audio/mpeg' }] }, []],
	['a source of another type', { content: [{ type: 'document', source: { url: a } }] }, []],
	['an address under URI', { data: [{ fileUri: 'files/a' }] }, ['files/a']],
	['an image in an object of its name', { data: [{ image: { b64_json: base64 } }] }, ['base64']],
	['a list of addresses in one place', { data: [{ url: [a, b] }] }, [a, b]],
	['bytes before an address', { data: [{ url: a, b64_json: base64 }] }, ['base64']],
	['an address where the bytes are empty', { data: [{ b64_json: ' ', url: a }] }, [a]],
	['a data URI in the place of a list', { output: `data:image/png;base64,${base64}` }, ['base64']],
	['a mark in the place of a list', { output: markOf(3) }, ['spooled']],
	['base64 in the place of a list', { output: base64 }, ['base64']],
	['base64 in the place of data', { data: base64 }, ['base64']],
	['base64 that begins like nothing, in the place of data alone', { data: plain }, ['base64']],
	['no base64 that begins like nothing in the place of words', { output: plain }, []],
	['nothing in a blank', { data: [{ url: ' ' }] }, []],
	['a list before what stands beside it', { data: [{ url: a }], url: b }, [a]],
	['an image that has a reason as well', { data: [{ url: a, error: { message: 'no' } }] }, [a]],
	['JSON as text', { result: JSON.stringify({ data: [{ url: a }] }) }, [a]],
	['the first of two names that are alike', { data: [{ url: a, URL: b }] }, [a]],
])('finds %s', (_what, body, images) => {
	expect(found(body)).toEqual(images);
});

it('goes by how surely something is an image', () => {
	const words = `Look: https://a.example/page`;
	const shown = `![](${b})`;
	expect(found({ data: [{ url: a }, words, shown] })).toEqual([a]);
	expect(found({ text: [words, shown] })).toEqual([b]);
	expect(found({ text: [words] })).toEqual(['https://a.example/page']);
	expect(found(message({ content: shown }), { data: [{ url: a }] })).toEqual([a]);
});

describe('what was revised is said', () => {
	it.each<[string, object]>([
		['inline data', { inlineData: { data: base64 } }],
		['a source', { type: 'image', source: { data: base64 } }],
		['base64', { b64_json: base64 }],
		['a list', { images: [base64] }],
		['JSON as text', { result: JSON.stringify({ data: [{ b64_json: base64 }] }) }],
	])('of %s', (_what, image) => {
		expect(found({ revised_prompt, ...image })).toEqual(['base64 (A cat)']);
	});

	it('of a file, and of a link in words', () => {
		expect(found({ revised_prompt, fileData: { fileUri: a } })).toEqual([`${a} (A cat)`]);
		expect(found({ revised_prompt, text: `![](${a})` })).toEqual([`${a} (A cat)`]);
	});

	it('of the inner before the outer', () => {
		expect(
			found({ revised_prompt: 'out', data: [{ url: a, revised_prompt }, { url: b }] }),
		).toEqual([`${a} (A cat)`, `${b} (out)`]);
	});
});

describe('a message of a chat', () => {
	it.each<[string, object, readonly unknown[]]>([
		['its images before its words', { images: [{ url: a }], content: `![](${b})` }, [a]],
		['its images before images in its words', { images: [{ url: a }], content: [{ url: b }] }, [a]],
		['its words before its other places', { content: `![](${b})`, parts: [{ url: c }] }, [b]],
		['its other places where its words show none', { content: 'Here!', parts: [{ url: c }] }, [c]],
		['nothing of a thought', { thought: true, content: `![](${b})` }, []],
	])('has %s', (_what, more, images) => {
		expect(found(message(more))).toEqual(images);
	});

	it('goes before what stands beside it', () => {
		expect(found({ ...message({ images: [{ url: a }] }), data: [{ url: b }] })).toEqual([a]);
	});

	it('has a list of its own', () => {
		const text = `![](data:image/png;base64,${base64})`;
		const choices = [{ message: { content: text } }, { message: { content: [text] } }];
		expect(found({ choices })).toEqual(['base64', 'base64 of 1']);
		const plain = [{ message: { content: text } }, { message: { content: text } }];
		expect(found({ choices: plain })).toEqual(['base64', 'base64 of 1']);
	});
});

it('an address in a second list is the same image, and twice in one list two', () => {
	expect(found({ data: [{ url: a }, { url: a }], images: [{ url: a }, { url: b }] })).toEqual([
		...[a, a],
		`${b} of 1`,
	]);
});

describe('in the place of an image', () => {
	const failed = (item: object) => imagesIn([{ data: [item, { url: a }] }]).pictures[0];
	it.each<[object, object]>([
		[{ error: { code: 'x', message: 'dark' } }, { code: 'x', message: 'dark' }],
		[{ error: { message: 'dark' } }, { message: 'dark' }],
		[{ error: { code: 'x' } }, { code: 'x', message: 'x' }],
		[
			{ code: 'x', message: 'dark' },
			{ code: 'x', message: 'dark' },
		],
		[{ raiFilteredReason: 'dark' }, { message: 'dark' }],
		[
			{ finishReason: 'Content_Filtered', base64 },
			{ code: 'Content_Filtered', message: 'Content_Filtered' },
		],
		[
			{ error: { code: 'x y '.repeat(50), message: 'm' } },
			{ code: 'x y '.repeat(25), message: 'm' },
		],
	])('%j tells why there is none', (item, told) => {
		expect(failed(item)).toEqual({ kind: 'failed', ...told });
	});

	it.each<[object]>([[{ message: 'Here it is' }], [{}], [{ error: {} }]])(
		'%j tells nothing',
		(item) => {
			expect(failed(item)).toEqual({ kind: 'url', url: a });
		},
	);

	it('no reason is told beside an image', () => {
		expect(failed({ url: b, error: { message: 'dark' } })).toEqual({ kind: 'url', url: b });
	});
});

it.each([
	[999, true],
	[1_000, false],
])('looks at %d texts, and then has not seen all: %s', (count, isAll) => {
	const bodies = Array.from({ length: count }, () => ({ text: 'words' }));
	expect(imagesIn(bodies).isAll).toBe(isAll);
	expect(found(...bodies.slice(1), { text: `![](${a})` })).toEqual(isAll ? [a] : []);
});

it('looks at the first thousand fields of an object', () => {
	const fields = (count: number) =>
		Object.fromEntries(Array.from({ length: count }, (_none, at) => [`n${at}`, at]));
	expect(found({ ...fields(999), data: [{ url: a }] })).toEqual([a]);
	expect(found({ ...fields(1_000), data: [{ url: a }] })).toEqual([]);
});

it.each([
	[12, [a]],
	[13, []],
])('finds an image in %d objects or not', (depth, images) => {
	let body: object = { url: a };
	for (let at = 0; at < depth; at++) body = { result: body };
	expect(found(body)).toEqual(images);
});

it.each<[string, (body: object) => object, number]>([
	['lists', (body) => [body], 12],
	['the place of one image', (body) => ({ image: body }), 12],
	['candidates', (body) => ({ candidates: [body] }), 12],
	// The message, and the list of its images.
	['messages of a chat', (body) => message({ images: [body] }), 6],
])('of %s, one within the other, as many are looked into', (_what, around, most) => {
	const nested = (times: number) => {
		let body: object = { url: a };
		for (let at = 0; at < times; at++) body = around(body);
		return body;
	};
	expect(found(nested(most))).toEqual([a]);
	expect(found(nested(most + 1))).toEqual([]);
});

const places = [
	...['artifacts', 'content', 'contentBlocks', 'data', 'files', 'generatedImages', 'generations'],
	...['image_list', 'images', 'imageUrls', 'items', 'multi_mod_content', 'output', 'output_images'],
	...['outputs', 'output_urls', 'parts', 'pictures', 'predictions', 'response', 'result'],
	...['result_images', 'resultJson', 'result_list', 'results', 'resultUrls', 'series_images'],
	...['task_result', 'text', 'urls'],
];

it.each(places)('looks into %s', (name) => {
	expect(found({ [name]: [{ url: a }, { url: b }] })).toEqual([a, b]);
});

/** The surest first: bytes before addresses, the usual names before the rare ones. */
const held = [
	...['b64_json', 'b64', 'base64', 'image_base64', 'b64_image', 'bytesBase64Encoded', 'imageBytes'],
	...['url', 'image_url', 'image', 'file_url', 'fileUri', 'image_uri', 'uri', 'output_url'],
	...['result_url', 'download_url', 'signedUrl', 'public_url', 'cdn_url', 'sample'],
].map((name, index, all) => ({ name, next: all[index + 1] ?? 'other' }));

it.each(held)('takes what $name holds, and not what $next holds beside it', ({ name, next }) => {
	expect(found({ data: [{ [name]: a }] })).toEqual([a]);
	expect(found({ data: [{ [next]: b, [name]: a }] })).toEqual([a]);
	const isAddress = /ur[li]$/i.test(name);
	expect(found({ data: [{ [name]: 'files/a' }] })).toEqual(isAddress ? ['files/a'] : []);
});

it('knows of each image in which list it stands', () => {
	const lists = {
		images: [base64],
		parts: [{ image: { b64_json: base64 } }],
		results: [{ inlineData: { data: base64 } }],
		outputs: [{ fileData: { fileUri: a } }],
		items: [JSON.stringify({ b64_json: base64 })],
		files: [{ text: `![](data:image/png;base64,${base64})` }],
	};
	expect(found(lists)).toEqual([
		...['base64', 'base64 of 1', 'base64 of 2'],
		...[`${a} of 3`, 'base64 of 4'],
	]);
});

const many = Array.from({ length: 150 }, (_none, at) => `https://a.example/${at}.png`);

// One more than a hundred tells that there were more.
it.each<[string, unknown, number]>([
	['a list', { data: many.map((url) => ({ url })) }, 101],
	['a list in the place of one', { data: [{ url: many }] }, 100],
	['candidates', { candidates: many.map((url) => ({ parts: [{ url }] })) }, 100],
	['choices', { choices: many.map((url) => ({ message: { images: [{ url }] } })) }, 100],
	['links among words', { text: many.join(' ') }, 101],
	['what words show', { text: many.map((url) => `![](${url})`).join(' ') }, 101],
	['two lists', { data: many.slice(0, 60), images: many.slice(60) }, 101],
])('looks for no more than a hundred images in %s', (_what, body, count) => {
	expect(found(body)).toHaveLength(count);
});

it.each([
	...['https://a.example/x', 'HTTP://a.example/x', 'https://a.example/x/', 'https://a.example/x='],
	...[
		'https://a.example/%',
		'https://a.example/x&',
		'https://a.example/x-',
		' https://a.example/x ',
	],
])('words that are nothing but %j are an image before all that is shown', (text) => {
	expect(found({ text: [text, `![](${b})`] })).toEqual([text.trim()]);
});

it.each(['https://a.example/x.', 'See https://a.example/x', 'https://a.example/x[1]'])(
	'words like %j go behind what is shown',
	(text) => {
		expect(found({ output: text, text: [`![](${b})`] })).toEqual([b]);
	},
);
