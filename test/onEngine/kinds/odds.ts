import type { AnswerCase } from './answerCase';

/** What is odd, but in use. */
export const odds: readonly AnswerCase[] = [
	{
		title: 'bom',
		answer: { text: '﻿{"data":[{"b64_json":"PIC"}]}' },
		expect: { pictures: 1, sides: '320x320', silent: true },
	},
	{
		title: 'chat empty',
		answer: {
			json: {
				id: 'c1',
				object: 'chat.completion',
				choices: [{ index: 0, message: { role: 'assistant', content: '' }, finish_reason: 'stop' }],
			},
		},
		expect: { error: true },
	},
	{
		title: 'code 200 str',
		answer: { json: { code: '200', msg: 'ok', data: { images: [{ url: 'FILES/one.png' }] } } },
		expect: { pictures: 1, sides: '320x320', silent: true },
	},
	{
		title: 'crlf url',
		answer: { json: { data: [{ url: 'FILES/one.png\r\n' }] } },
		expect: { pictures: 1, sides: '320x320', silent: true },
	},
	{
		title: 'detail null',
		answer: { json: { detail: null, images: ['FILES/one.png'] } },
		expect: { pictures: 1, sides: '320x320', silent: true },
	},
	{ title: 'empty list', answer: { text: '[]' }, expect: { error: true } },
	{ title: 'empty obj', answer: { json: {} }, expect: { error: true } },
	{
		title: 'error empty list',
		answer: { json: { errors: [], data: [{ url: 'FILES/one.png' }] } },
		expect: { pictures: 1, sides: '320x320', silent: true },
	},
	{
		title: 'error false',
		answer: { json: { error: false, url: 'FILES/one.png' } },
		expect: { pictures: 1, sides: '320x320', silent: true },
	},
	{
		title: 'gif spaces url',
		answer: { json: { data: [{ url: ' FILES/one.png ' }] } },
		expect: { pictures: 1, sides: '320x320', silent: true },
	},
	{
		title: 'kling sensitive',
		answer: { json: { code: 1301, message: 'Trigger the content policy', request_id: 'r' } },
		expect: { error: 'content policy' },
	},
	{
		title: 'md in url',
		answer: { json: { data: [{ url: '![x](FILES/one.png)' }] } },
		expect: { pictures: 1, sides: '320x320', silent: true },
	},
	{
		title: 'message nocode good',
		answer: { json: { message: 'Image generated successfully', data: [{ url: 'FILES/one.png' }] } },
		expect: { pictures: 1, sides: '320x320', silent: true },
	},
	{
		title: 'message ok',
		answer: { json: { code: 'SUCCESS', message: '操作成功', data: [{ url: 'FILES/one.png' }] } },
		expect: { pictures: 1, sides: '320x320', silent: true },
	},
	{
		title: 'msg words good',
		answer: {
			json: { code: 0, msg: 'Image generated successfully', data: [{ url: 'FILES/one.png' }] },
		},
		expect: { pictures: 1, sides: '320x320', silent: true },
	},
	{ title: 'null body', answer: { text: 'null' }, expect: { error: true } },
	{
		title: 'null fields',
		answer: {
			json: {
				error: null,
				code: null,
				message: null,
				data: [{ url: 'FILES/one.png', b64_json: null, revised_prompt: null }],
				usage: null,
			},
		},
		expect: { pictures: 1, sides: '320x320', silent: true },
	},
	{
		title: 'quoted url',
		answer: { json: { data: [{ url: '"FILES/one.png"' }] } },
		expect: { pictures: 1, sides: '320x320', silent: true },
	},
	{
		title: 'status 1',
		answer: { json: { status: 1, msg: 'success', data: { url: 'FILES/one.png' } } },
		expect: { pictures: 1, sides: '320x320', silent: true },
	},
	{
		title: 'status ok num',
		answer: { json: { status: 200, message: 'OK', data: [{ url: 'FILES/one.png' }] } },
		expect: { pictures: 1, sides: '320x320', silent: true },
	},
	{
		title: 'status true',
		answer: { json: { status: true, data: { url: 'FILES/one.png' } } },
		expect: { pictures: 1, sides: '320x320', silent: true },
	},
	{
		title: 'trailing',
		answer: { text: '{"data":[{"b64_json":"PIC"}]}\n\n' },
		expect: { pictures: 1, sides: '320x320', silent: true },
	},
];
