import { decode } from '../../nodes/ImageEdit/answer/decode';
import { wordsOf } from '../../nodes/ImageEdit/answer/words';

const says = (body: unknown) =>
	decode({
		status: 200,
		headers: {},
		text: typeof body === 'string' ? body : JSON.stringify(body),
	});
const chat = (content: unknown, more: object = {}) => ({
	object: 'chat.completion',
	choices: [{ index: 0, message: { role: 'assistant', content, ...more }, finish_reason: 'stop' }],
});
const parts = (...list: readonly object[]) => ({ candidates: [{ content: { parts: list } }] });

describe('what was said is shown', () => {
	it.each<[unknown, string]>([
		[chat('I cannot change the face of a real person.'), 'image: I cannot change the face'],
		[chat(null, { refusal: 'Not allowed.' }), 'image: Not allowed.'],
		[
			{ choices: [{ message: { content: '' }, finish_reason: 'content_filter' }] },
			'(content_filter)',
		],
		[
			{ candidates: [{ finishReason: 'IMAGE_SAFETY', finishMessage: 'Unable to show it.' }] },
			'Unable to show it. (IMAGE_SAFETY)',
		],
		[{ candidates: [{ finishReason: 'MAX_TOKENS', content: {} }] }, '(MAX_TOKENS)'],
		[parts({ text: 'I would rather not.' }), 'image: I would rather not.'],
		[{ promptFeedback: { blockReason: 'PROHIBITED_CONTENT' } }, '(PROHIBITED_CONTENT)'],
		[
			{
				object: 'response',
				id: 'r',
				status: 'completed',
				output: [{ type: 'message', content: [{ type: 'refusal', refusal: 'Sorry.' }] }],
			},
			'image: Sorry.',
		],
		[
			{
				object: 'response',
				status: 'incomplete',
				incomplete_details: { reason: 'content_filter' },
			},
			'(content_filter)',
		],
		[{ base_resp: { status_code: 1026, status_msg: 'sensitive' } }, 'reported: sensitive'],
		[{ success: false, message: 'used up' }, 'reported: used up'],
		[{ status: 'error', message: 'no vision' }, 'reported: no vision'],
		['upstream error: do request failed', 'image: upstream error: do request failed'],
		[{ message: 'Nothing came of it', data: [] }, 'image: Nothing came of it'],
	])('%j', (body, words) => {
		expect(() => says(body)).toThrow(words);
	});
});

const choice = (finish_reason: string, more: object = {}) => ({
	choices: [{ message: { content: 'No.' }, finish_reason, ...more }],
});

describe('of an end, nothing is told', () => {
	it.each([
		...['stop', 'STOP', 'end_turn', 'length', 'null', 'complete', 'completed', 'finish'],
		...['finished', 'success', 'unspecified', ''],
	])('that is usual: %j', (end) => {
		expect(wordsOf([choice(end)])).toBe('No.');
	});

	it.each(['nonstop', 'stopped', 'content_filter', 'complet', 'finishes'])(
		'but the name of another is: %s',
		(end) => {
			expect(wordsOf([choice(end)])).toBe(`No. (${end})`);
		},
	);

	it('and the one of the upstream goes before that of the relay', () => {
		const native_finish_reason = 'SAFETY';
		expect(wordsOf([choice('stop', { native_finish_reason })])).toBe('No. (SAFETY)');
		expect(wordsOf([choice('content_filter', { native_finish_reason: 'STOP' })])).toBe('No.');
		expect(wordsOf([choice('content_filter', { native_finish_reason: null })])).toBe(
			'No. (content_filter)',
		);
	});
});

describe('words are found', () => {
	it.each<[string, unknown, string]>([
		['beside a status', { data: { text: 'no' } }, 'no'],
		['within a response', { response: { text: 'no' } }, 'no'],
		['within a result', { result: { output: 'no' } }, 'no'],
		['within an output', { output: { choices: [{ message: { content: 'no' } }] } }, 'no'],
		['as a text', { text: 'no' }, 'no'],
		['as the text of a message', { choices: [{ message: { text: 'no' } }] }, 'no'],
		['in parts of a message', parts({ text: 'no' }, { refusal: 'never' }), 'no never'],
		[
			'beside a block',
			{ promptFeedback: { blockReason: 'OTHER', blockReasonMessage: 'no' } },
			'no (OTHER)',
		],
		['and not in thoughts', parts({ text: 'hm', thought: true }, { text: 'no' }), 'no'],
		['also of what is marked as no thought', parts({ text: 'no', thought: 'true' }), 'no'],
		['of a failure, before what it wraps', { message: 'no', data: { text: 'never' } }, 'no never'],
		['and blanks are none', { text: ' ', message: 'no' }, 'no'],
		['each once', { choices: [1, 2].map(() => ({ message: { content: ' no\n' } })) }, 'no'],
		['and not in a list', [{ text: 'no' }], ''],
		['and not in a number', 7, ''],
	])('%s', (_where, body, words) => {
		expect(wordsOf([body])).toBe(words);
	});

	it('of several bodies one after the other, with those that are no JSON', () => {
		expect(wordsOf([{ text: 'a' }, ' b ', null, { text: 'c' }, 'b'])).toBe('a b c');
	});

	it('in the order of choices, candidates, a block, an output, an end, a text', () => {
		const body = {
			text: 'f',
			incomplete_details: { reason: 'e' },
			output: [{ content: 'd' }],
			promptFeedback: { blockReason: 'c' },
			candidates: [{ content: { parts: [{ text: 'b' }] }, finishReason: 'B' }],
			choices: [{ message: { content: 'a' }, finish_reason: 'A' }],
			message: 'not read',
			data: { text: 'not read' },
		};
		expect(wordsOf([body])).toBe('a (A) b (B) (c) d (e) f');
	});

	it('in the first hundred of a list', () => {
		const said = (before: number) => [...Array<object>(before).fill({}), { text: 'no' }];
		expect(wordsOf([parts(...said(99))])).toBe('no');
		expect(wordsOf([parts(...said(100))])).toBe('');
	});

	it('beside what is no object in a list', () => {
		expect(wordsOf([{ choices: [null, 'x', { message: { content: 'no' } }] }])).toBe('no');
	});
});
