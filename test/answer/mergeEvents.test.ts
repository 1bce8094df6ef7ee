import { mergeEvents } from '../../nodes/ImageEdit/answer/mergeEvents';

const merged = (...events: readonly unknown[]) => mergeEvents(events).bodies;
const chat = (delta: unknown, more: object = {}) => ({ choices: [{ delta, ...more }] });
const said = (content: unknown, more: object = {}, reason: unknown = null) => [
	{ choices: [{ message: { content, ...more }, finish_reason: reason }] },
];

it.each<[string, object]>([
	['an event of a partial image', { type: 'image_edit.partial_image', url: 'a' }],
	['an event of a preview', { type: 'my.preview', url: 'a' }],
	['a partial image without a type', { partial_image_b64: 'AAAA' }],
	['a partial image that is empty', { type: 'image_edit.completed', partial_image_b64: '' }],
	['one of Responses', { type: 'response.image_generation_call.partial_image', result: 'a' }],
])('leaves out and counts %s', (_what, event) => {
	expect(mergeEvents([event, event])).toEqual({ bodies: [], previews: 2 });
});

it.each(['completed', 'partial_succeeded', 'partial_failed'])(
	'takes what is %s for an image where it holds one',
	(end) => {
		const type = `image_generation.${end}`;
		for (const held of [{ b64_json: 'A' }, { error: 'no' }, { image: 'A' }, { url: 'A' }]) {
			const event = { type, ...held };
			expect(merged(event)).toEqual([{ data: [event] }]);
		}
		for (const held of [{}, { url: '' }, { image: null }, { error: undefined, b64_json: '' }]) {
			const event = { type, ...held };
			expect(merged(event)).toEqual([event]);
		}
		const other = { type: `${type}.later`, url: 'A' };
		expect(merged(other)).toEqual([other]);
	},
);

it.each<[object, object]>([
	[{ output_index: 0, image_index: 1, index: 2 }, { output_index: 0 }],
	[{ image_index: 1, index: 2 }, { image_index: 1 }],
	[{ index: 2 }, { index: '2' }],
])('takes the last image for the place %j', (place, same) => {
	const of = (url: string, at: object) => ({ type: 'x.completed', url, ...at });
	expect(merged(of('a', place), of('b', { index: 9 }), of('c', same))).toEqual([
		{ data: [of('c', same), of('b', { index: 9 })] },
	]);
});

it.each<[string, object, readonly unknown[]]>([
	[
		'a finished item',
		{ type: 'response.output_item.done', item: { result: 'a' } },
		[{ output: [{ result: 'a' }] }],
	],
	[
		'a finished call',
		{ type: 'response.image_generation_call.completed', result: 'a' },
		[{ output: [{ type: 'image_generation_call', result: 'a' }] }],
	],
	['a finished call without a result', { type: 'response.image_generation_call.completed' }, []],
	[
		'a piece of text',
		{ type: 'response.output_text.delta', delta: 'Hello' },
		[{ choices: [{ message: { content: 'Hello' } }] }],
	],
	['an empty piece of text', { type: 'response.output_text.delta', delta: '' }, []],
	...['completed', 'done', 'failed', 'incomplete'].flatMap(
		(end): Array<[string, object, readonly unknown[]]> => [
			[`the end ${end}`, { type: `response.${end}`, response: { id: 'r' } }, [{ id: 'r' }]],
			[
				`the end ${end} that is bare`,
				{ type: `response.${end}`, error: 'no' },
				[{ type: `response.${end}`, error: 'no' }],
			],
		],
	),
	['a beginning', { type: 'response.created', response: { id: 'r' } }, []],
	['another end', { type: 'response.output_text.done', text: 'x' }, []],
	['an end of a part', { type: 'response.completed.part', response: { id: 'r' } }, []],
])('of Responses it takes %s', (_what, event, bodies) => {
	expect(merged(event)).toEqual(bodies);
});

it('joins the pieces of text of Responses, and keeps an item for each place', () => {
	const done = (result: string, output_index: number) => ({
		type: 'response.output_item.done',
		output_index,
		item: { result },
	});
	const text = (delta: string) => ({ type: 'response.output_text.delta', delta });
	expect(merged(text('a'), done('1', 0), text('b'), done('2', 1), done('3', 0))).toEqual([
		{ output: [{ result: '3' }, { result: '2' }] },
		{ choices: [{ message: { content: 'ab' } }] },
	]);
});

it.each<[string, readonly object[], readonly unknown[]]>([
	['texts', [chat({ content: 'a' }), chat({ content: 'b' })], said('ab')],
	['a refusal', [chat({ content: 'a' }), chat({ refusal: 'no' })], said('ano')],
	['parts of text', [chat({ content: [{ text: 'a' }] }), chat({ content: 'b' })], said('ab')],
	[
		'parts of another kind',
		[chat({ content: 'a' }), chat({ content: [{ image: 'b' }] })],
		said([{ type: 'text', text: 'a' }, { image: 'b' }]),
	],
	[
		'a thought',
		[chat({ content: [{ text: 'a', thought: true }, { text: 'b' }] })],
		said([
			{ type: 'text', text: 'b' },
			{ text: 'a', thought: true },
		]),
	],
	['images', [chat({ images: [1] }), chat({ images: [2] })], said('', { images: [1, 2] })],
	['an image', [chat({ image: 1 }), chat({ image: null })], said('', { images: [1] })],
	['nothing', [chat({ content: null }), chat({ content: undefined, images: null })], said('')],
	[
		'a whole message at the end',
		[chat({ content: 'a' }), { choices: [{ delta: {} }, { message: { content: 'b' } }] }],
		said('ab'),
	],
	[
		'the reason',
		[chat({ content: 'a' }, { finish_reason: 'stop' }), chat({ content: 'b' })],
		said('ab', {}, 'stop'),
	],
	[
		'the reason in camel case',
		[chat({ content: 'a' }, { finishReason: 'STOP' })],
		said('a', {}, 'STOP'),
	],
])('joins a chat: %s', (_what, events, bodies) => {
	expect(merged(...events)).toEqual(bodies);
});

it('keeps two messages apart by their index, and what the last event tells beside them', () => {
	const piece = (index: number, content: string, id: string) => ({
		id,
		choices: [{ index, delta: { content } }],
	});
	expect(merged(piece(0, 'a', 'x'), piece(1, 'b', 'y'), piece(0, 'c', 'z'))).toEqual([
		{
			id: 'z',
			choices: [
				{ message: { content: 'ac' }, finish_reason: null },
				{ message: { content: 'b' }, finish_reason: null },
			],
		},
	]);
});

it('joins the pieces of Gemini, and leaves a chat without deltas as it is', () => {
	const piece = (parts: readonly object[], more = {}) => ({
		candidates: [{ content: { parts }, ...more }],
	});
	expect(
		merged(
			piece([{ text: 'a' }]),
			piece([{ text: 'b' }, { inlineData: 1 }], { finishReason: 'STOP' }),
		),
	).toEqual([
		{
			candidates: [
				{ content: { parts: [{ text: 'ab' }, { inlineData: 1 }] }, finishReason: 'STOP' },
			],
		},
	]);
	const whole = { choices: [{ message: { content: 'a' } }] };
	expect(merged(whole)).toEqual([whole]);
});

it('keeps the last thousand of what only tells of progress', () => {
	const events = Array.from({ length: 1_001 }, (_none, index) => ({ progress: index }));
	expect(merged(...events)).toEqual(events.slice(1));
	expect(merged('x', 7, null)).toEqual(['x', 7, null]);
});

it('takes no result of an event that ends no call', () => {
	for (const type of [
		'response.odd',
		'response.odd_call.completed.later',
		'response.odd_call.done',
	])
		expect(merged({ type, result: 'a' })).toEqual([]);
	expect(merged({ type: 'response.text.delta.later', delta: 'a' })).toEqual([]);
});

it('passes over choices and pieces that are none, and takes a missing index for the first', () => {
	const events = [
		{ choices: [null, 'x', { delta: { content: 'a' } }] },
		{ choices: [{ index: 0, delta: { content: 'b' } }, { message: 'x' }] },
	];
	expect(merged(events[0])).toEqual(said('a'));
	expect(merged(...events)[0]).toMatchObject({
		choices: [{ message: { content: expect.stringMatching(/^ab/) as string } }],
	});
	expect(merged({ candidates: [{ content: 'x' }, { content: { parts: [] } }] })).toEqual([
		{ candidates: [{ content: { parts: [] }, finishReason: null }] },
	]);
});

it('takes the last of a finished call and its item for their place', () => {
	const type = 'response.image_generation_call.completed';
	const call = (result: string, output_index: number) => ({ type, result, output_index });
	const item = { result: 'c' };
	const done = { type: 'response.output_item.done', output_index: 0, item };
	expect(merged(call('a', 0), call('b', 1), call('d', 1), done)).toEqual([
		{ output: [item, { ...call('d', 1), type: 'image_generation_call' }] },
	]);
});

it('keeps a name of an event that is odd in JavaScript', () => {
	const event: unknown = JSON.parse('{"choices":[{"delta":{}}],"__proto__":{"a":1}}');
	expect(Object.keys(merged(event)[0] ?? {}).sort()).toEqual(['__proto__', 'choices']);
});
