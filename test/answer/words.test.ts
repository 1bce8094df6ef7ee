import { decode } from '../../nodes/ImageEdit/answer/decode';

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
